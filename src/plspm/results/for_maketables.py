"""Results in tables of the package maketables, which finds these attributes by their names."""

from __future__ import annotations

from abc import ABC, abstractmethod

import pandas as pd

from plspm.inference.fitted import Fitted
from plspm.report import maketables as table


class ForMaketables(ABC):
    """What ``maketables.ETable([result])`` reads; it needs no import of it here."""

    @abstractmethod
    def _paths_for_tables(self) -> tuple[Fitted, pd.DataFrame, float, str]:
        """The fit, its paths with what is known of them, the level, and the kind of errors."""

    @property
    def __maketables_coef_table__(self) -> pd.DataFrame:
        _, paths, level, _ = self._paths_for_tables()
        return table.coefficient_table(paths, level)

    @property
    def __maketables_depvar__(self) -> str:
        return table.OUTCOME

    @property
    def __maketables_vcov_info__(self) -> dict[str, str]:
        return {"vcov_type": self._paths_for_tables()[3]}

    @property
    def __maketables_default_stat_keys__(self) -> list[str]:
        return table.statistic_keys(self._paths_for_tables()[0])

    @property
    def __maketables_stat_labels__(self) -> dict[str, str]:
        return table.statistic_labels(self._paths_for_tables()[0])

    def __maketables_stat__(self, key: str) -> float | int | None:
        return table.statistic_of(self._paths_for_tables()[0], key)
