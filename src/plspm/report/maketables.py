"""What the package maketables asks of a result, so that it stands in its tables.

Nothing of it is imported: it looks for attributes of these names.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final

import pandas as pd

from plspm.assessment.statistics import STATISTICS
from plspm.inference.fitted import Fitted

OUTCOME: Final = "Path coefficient"
R_SQUARED: Final = "r2 "
COLUMNS: Final = {
    "estimate": "b",
    "std_error": "se",
    "t": "t",
    "p_value": "p",
    "ci_lower": "ci{level}l",
    "ci_upper": "ci{level}u",
}


def coefficient_table(paths: pd.DataFrame, level: float) -> pd.DataFrame:
    """Path coefficients by "source -> target"; NaN for what was not computed.

    Parameters
    ----------
    paths : DataFrame
        Index (source, target), columns as in a bootstrap.
    level : float
        Of the intervals; NaN where there are none.

    Examples
    --------
    >>> index = pd.MultiIndex.from_tuples([("EXP", "ECE")])
    >>> coefficient_table(pd.DataFrame({"estimate": [0.2], "ci_lower": [0.1]}, index=index), 0.9)
                   b  se   p  ci90l
    Coefficient
    EXP -> ECE   0.2 NaN NaN    0.1
    """
    names = pd.Index([" -> ".join(path) for path in paths.index], name="Coefficient")
    said = {name: short.format(level=f"{100 * level:g}") for name, short in COLUMNS.items()}
    table = paths[[name for name in said if name in paths]].set_axis(names).rename(columns=said)
    needed = ["b", "se", "p"]
    return table.reindex(columns=[*needed, *(name for name in table if name not in needed)])


def statistic_keys(fitted: Fitted) -> list[str]:
    """What can be asked for below a table: the cases, and R² of every endogenous construct."""
    names = [row[0] for row in STATISTICS["r_squared"].labels(fitted.arrays).rows]
    return ["N", *(f"{R_SQUARED}{name}" for name in names)]


def statistic_labels(fitted: Fitted) -> dict[str, str]:
    """What the keys are called."""
    keys = statistic_keys(fitted)[1:]
    return {"N": "Cases"} | {key: f"R² {key.removeprefix(R_SQUARED)}" for key in keys}


def statistic_of(fitted: Fitted, key: str) -> float | int | None:
    """Cases or an R² by its key; None for what there is not."""
    if key == "N":
        return int(fitted.estimates.n[0])
    keys = statistic_keys(fitted)[1:]
    values = STATISTICS["r_squared"].compute(fitted.estimates)[0]
    return dict(zip(keys, values.tolist(), strict=True)).get(key)


class ForMaketables(ABC):
    """What ``maketables.ETable([result])`` reads; it needs no import of it here."""

    @abstractmethod
    def _paths_for_tables(self) -> tuple[Fitted, pd.DataFrame, float, str]:
        """The fit, its paths with what is known of them, the level, and the kind of errors."""

    @property
    def __maketables_coef_table__(self) -> pd.DataFrame:
        _, paths, level, _ = self._paths_for_tables()
        return coefficient_table(paths, level)

    @property
    def __maketables_depvar__(self) -> str:
        return OUTCOME

    @property
    def __maketables_vcov_info__(self) -> dict[str, str]:
        return {"vcov_type": self._paths_for_tables()[3]}

    @property
    def __maketables_default_stat_keys__(self) -> list[str]:
        return statistic_keys(self._paths_for_tables()[0])

    @property
    def __maketables_stat_labels__(self) -> dict[str, str]:
        return statistic_labels(self._paths_for_tables()[0])

    def __maketables_stat__(self, key: str) -> float | int | None:
        return statistic_of(self._paths_for_tables()[0], key)
