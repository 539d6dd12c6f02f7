"""The tables of a screening."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plspm.data.columns import FloatArray
from plspm.screening.answers import Answers
from plspm.screening.case_marks import CaseMeasures
from plspm.screening.conditional import Flags
from plspm.screening.distances import Distances
from plspm.screening.findings import Found, of_each
from plspm.screening.item_shape import COLUMNS
from plspm.screening.littles_test import LittlesTest
from plspm.screening.mardia import Mardia
from plspm.screening.patterns import Patterns

MOST_PATTERNS = 1000
"""Patterns of missing answers in the table; where there are more, most of them are of one case."""


def facts_of(
    answers: Answers, observed: Flags, measures: CaseMeasures
) -> tuple[tuple[str, str], ...]:
    """What was screened, in few words."""
    p, n = answers.values.shape
    lacking = observed.size - np.count_nonzero(observed)
    complete = int((measures.missing == 0.0).sum())
    copies = int((measures.first < np.arange(n)).sum())
    return (
        ("Cases", f"{n:,}, of which {complete:,} complete"),
        ("Items", f"{p}, of which {len(measures.ratings)} ratings (4 to 21 steps)"),
        ("Missing answers", f"{lacking:,} of {observed.size:,} ({lacking / observed.size:.1%})"),
        ("Rows like an earlier one", f"{copies:,}"),
    )


def items_table(found: Found, missing: FloatArray, shapes: FloatArray) -> pd.DataFrame:
    """One row an item."""
    columns: dict[str, object] = {
        "answers": shapes[:, 0].astype(np.int64),
        "missing": missing,
        "codes": [sum(each.values()) for each in found.wrong.codes],
        "impossible": [sum(each.values()) for each in found.wrong.impossible] + found.infinite,
    }
    columns |= {name: shapes[:, k] for k, name in enumerate(COLUMNS) if name != "answers"}
    columns["findings"] = of_each(found.of_items, len(found.names))
    return pd.DataFrame(columns, index=pd.Index(found.names, name="item"))


def cases_table(found: Found, measures: CaseMeasures, far: Distances | None) -> pd.DataFrame:
    """One row a case."""
    n = len(found.index)
    nothing = np.full(n, np.nan)
    others = measures.first < np.arange(n)
    same_as = np.full(n, None, dtype=object)
    same_as[others] = found.index.to_numpy(dtype=object)[measures.first[others]]
    return pd.DataFrame(
        {
            "missing": measures.missing,
            "longest_string": measures.longest_string,
            "variability": measures.variability,
            "mahalanobis": nothing if far is None else far.squared,
            "df": np.zeros(n, dtype=np.int64) if far is None else far.df,
            "p_value": nothing if far is None else far.p_values,
            "same_as": same_as,
            "findings": of_each(found.of_cases, n),
        },
        index=found.index,
    )


def patterns_table(names: tuple[str, ...], patterns: Patterns) -> pd.DataFrame:
    """One row a pattern of missing answers, the most frequent first."""
    n = len(patterns.of_case)
    lacking = (~patterns.known[:, :MOST_PATTERNS]).T
    items = [", ".join(names[j] for j in np.flatnonzero(row)) for row in lacking]
    return pd.DataFrame(
        {
            "cases": patterns.counts[:MOST_PATTERNS],
            "share": patterns.counts[:MOST_PATTERNS] / n,
            "lacking": lacking.sum(axis=1),
            "items": items,
        },
        index=pd.RangeIndex(1, len(items) + 1, name="pattern"),
    )


def littles_table(test: LittlesTest | None) -> pd.DataFrame:
    """One row, or none."""
    names = ("statistic", "df", "p_value", "p_robust", "patterns", "cases")
    rows = [] if test is None else [[getattr(test, name) for name in names]]
    return pd.DataFrame(rows, columns=list(names), index=["Little's d²"][: len(rows)])


def mardia_table(found: Mardia | None) -> pd.DataFrame:
    """Skewness, skewness with the correction for small samples, kurtosis."""
    columns = ["estimate", "statistic", "df", "p_value", "cases"]
    if found is None:
        return pd.DataFrame(columns=columns)
    b1, n, m = found.skewness, found.cases, found.cases_skewness
    rows = [
        (b1, found.chi_square, found.df, found.p_skewness, m),
        (b1, found.chi_square_small, found.df, found.p_small, m),
        (found.kurtosis, found.z, None, found.p_kurtosis, n),
    ]
    index = ["skewness (chi-square)", "skewness, small samples", "kurtosis (z)"]
    table = pd.DataFrame(rows, columns=columns, index=index)
    table["df"] = np.array([found.df, found.df, None], dtype=object)
    return table
