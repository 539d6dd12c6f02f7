"""Everything that was estimated as one long table, for programs that read tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from plspm.assessment.statistics import STATISTICS
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates


def tidy_fit(estimates: Estimates) -> pd.DataFrame:
    """Every statistic of a fit, one row a component.

    Returns
    -------
    DataFrame
        Columns ``statistic``, ``component`` (its label in one piece) and ``estimate``.
    """
    names: list[str] = []
    components: list[str] = []
    values: list[Array] = [np.empty(0)]
    for name, statistic in STATISTICS.items():
        with np.errstate(invalid="ignore", divide="ignore"):
            values.append(statistic.compute(estimates)[0])
        words = statistic.labels(estimates.arrays).in_words
        names += [name] * len(words)
        components += words
    return pd.DataFrame(
        {"statistic": names, "component": components, "estimate": np.concatenate(values)}
    )


def tidy_tables(
    arrays: ModelArrays, names: Iterable[str], table: Callable[[str], pd.DataFrame]
) -> pd.DataFrame:
    """Every statistic with its uncertainty, one row a component.

    Parameters
    ----------
    arrays : ModelArrays
    names : iterable of str
        Of the statistics that were computed.
    table : callable
        From the name of a statistic to its table.

    Returns
    -------
    DataFrame
        Columns ``statistic``, ``component`` and those of the tables; NaN where a statistic has no
        null value and so neither t nor p.
    """
    parts = []
    for name in names:
        found = table(name).reset_index(drop=True)
        words = STATISTICS[name].labels(arrays).in_words
        parts.append(pd.DataFrame({"statistic": name, "component": words}).join(found))
    whole = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return whole.drop(columns="note", errors="ignore")
