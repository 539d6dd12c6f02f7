"""Missing values: what was missing and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import numpy.typing as npt

from plspm.data.labels import nearest
from plspm.data.wording import counted, in_row, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from plspm.data.columns import FloatArray

Missing = Literal["error", "listwise", "mean"]
"""Refuse missing values, drop the rows that have any, or put the column's mean in their place."""

MOST_OF_ITEM, MOST_OF_CASE = 0.05, 0.15
"""Shares of missing answers up to which putting in means is thought harmless (Hair et al. 2022)."""


@dataclass(frozen=True, slots=True)
class MissingTreatment:
    """What was missing and what was done about it.

    Parameters
    ----------
    treatment : {"error", "listwise", "mean"}
        What was asked for.
    counts : tuple of int
        Missing values of each indicator before anything was done, in rows not of weight zero.
    rows_total : int
        Rows of the data.
    rows_used : int
        Rows kept.
    rows_dropped : tuple of hashable
        Labels of the rows dropped, in the order of the data.

    Examples
    --------
    >>> MissingTreatment("listwise", (0, 1), 5, 4, ("firm 3",)).rows_dropped
    ('firm 3',)
    """

    treatment: Missing
    counts: tuple[int, ...]
    rows_total: int
    rows_used: int
    rows_dropped: tuple[Hashable, ...]


def treatment_problems(missing: object) -> list[str]:
    """Say why `missing` is no treatment of missing values (at most one sentence)."""
    choices = get_args(Missing)
    if isinstance(missing, str) and missing in choices:
        return []
    near = nearest(missing, choices) if isinstance(missing, str) else None
    meant = f"; did you mean {quoted(near)}?" if near else "."
    return [f"missing={quoted(missing)} is none of {', '.join(map(repr, choices))}{meant}"]


def complete_rows(columns: Mapping[str, FloatArray], rows: int) -> npt.NDArray[np.bool_]:
    """Mark the rows in which no column is missing.

    Examples
    --------
    >>> complete_rows({"a": np.array([1.0, np.nan]), "b": np.array([2.0, 3.0])}, 2)
    array([ True, False])
    """
    complete = np.ones(rows, dtype=np.bool_)
    for values in columns.values():
        complete &= ~np.isnan(values)
    return complete


def with_means(values: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    """Put the mean of the observed values, weighted if need be, in the place of those missing.

    Examples
    --------
    >>> with_means(np.array([1.0, np.nan, 3.0]))
    array([1., 2., 3.])
    """
    missing = np.isnan(values)
    if not missing.any():
        return values
    of_observed = None if weights is None else weights[~missing]
    return np.where(missing, np.average(values[~missing], weights=of_observed), values)


def missing_problem(columns: Mapping[str, FloatArray], complete: npt.NDArray[np.bool_]) -> str:
    """Say which columns have missing values, how many, and the three ways to go on."""
    counts = {name: int(np.isnan(values).sum()) for name, values in columns.items()}
    where = listed(f"{quoted(name)} ({count})" for name, count in counts.items() if count)
    rows = int((~complete).sum())
    return (
        f"The data have missing values in {counted(rows, 'row')} of {len(complete)}: {where}. "
        'Drop these rows with missing="listwise", put the column mean in their place with '
        'missing="mean", or mend the data.'
    )


def imputation_warning(
    observed: npt.NDArray[np.bool_], names: Sequence[str], rows: pd.Index
) -> str | None:
    """Say for which items and cases so much was put in that it changes results, or None.

    Parameters
    ----------
    observed : numpy.ndarray of bool, shape (n, p)
        Where a value was observed.
    names : sequence of str, length p
    rows : pandas.Index, length n

    References
    ----------
    Hair et al. (2022), A Primer on PLS-SEM, 3rd edition, chapter 2.
    """
    of_item, of_case = (~observed).mean(axis=0), (~observed).mean(axis=1)
    items = [
        f"{quoted(name)} ({share:.1%})"
        for name, share in zip(names, of_item, strict=True)
        if share > MOST_OF_ITEM
    ]
    cases = np.flatnonzero(of_case > MOST_OF_CASE)
    told = []
    if items:
        told.append(f"more than 5% of the answers to {listed(items)}")
    if len(cases):
        told.append(
            f"more than 15% of the answers of {counted(len(cases), 'case')}, first "
            f"{in_row(rows[cases[0]])}"
        )
    if not told:
        return None
    return (
        f"Means stand in the place of {' and of '.join(told)}. This makes variances and "
        'correlations too small; compare with missing="listwise".'
    )
