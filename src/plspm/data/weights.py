"""Case weights: how much each row counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.checks import LARGEST, SMALLEST
from plspm.data.columns import FloatArray, read_column, steps_of
from plspm.data.groups import one_row
from plspm.data.labels import find_columns
from plspm.data.wording import counted, in_row, quoted
from plspm.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plspm.data.missing import Missing


def read_weights(
    frame: pd.DataFrame,
    weights: str | npt.ArrayLike,
    names: Sequence[str],
    *,
    missing: Missing = "error",
) -> FloatArray:
    """Read the case weights from a column of the data or from an array beside them.

    Parameters
    ----------
    frame : pandas.DataFrame, n rows
        The data.
    weights : str or array_like, shape (n,)
        The name of a column, or the weights themselves; a Series must have the labels of the data.
    names : sequence of str
        The indicators, none of which may be the weights.
    missing : {"error", "listwise", "mean"}, default "error"
        Only ``"listwise"`` allows missing weights: a weight cannot be made up from others.

    Returns
    -------
    numpy.ndarray of float64, shape (n,)
        The weights, NaN where missing.

    Raises
    ------
    DataError
        There is no such column, or its values are no weights.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1.0, 2.0], "w": [2, 0]})
    >>> read_weights(frame, "w", ["a"])
    array([2., 0.])
    """
    if isinstance(weights, str):
        name, column = weights, _column_named(frame, weights, names)
    else:
        name, column = "weights", _column_given(frame, weights)
    words = steps_of(column)
    if words is not None:
        raise DataError(
            f"The case weights {quoted(name)} hold words, such as {quoted(words[0])}, whose steps "
            "are no weights; give every row the number that it counts."
        )
    values = read_column(column, name)
    if isinstance(values, str):
        raise DataError(f"Case weights: {values}")
    kinds = {"infinite": np.isinf(values), "negative": values < 0}
    kinds["enormous"] = np.isfinite(values) & (values > LARGEST)
    kinds["tiny"] = (values > 0) & (values < SMALLEST)
    if missing != "listwise":
        kinds["missing"] = np.isnan(values)
    _refuse_any(kinds, values, frame.index, name)
    if len(values) and not (values > 0).any():
        raise DataError(
            f"The case weights {quoted(name)} have no positive value; some must be above zero."
        )
    return values


def _column_named(frame: pd.DataFrame, name: str, names: Sequence[str]) -> pd.Series:
    if name in names:
        raise DataError(
            f"Column {quoted(name)} is asked for as an indicator and as the case weights; "
            "it can be only one of them."
        )
    found, problems = find_columns(frame, [name])
    if problems:
        raise DataError(f"Case weights: {problems[0]}")
    return frame.iloc[:, found[name]]


def _column_given(frame: pd.DataFrame, weights: npt.ArrayLike) -> pd.Series:
    if isinstance(weights, pd.Series) and not weights.index.equals(frame.index):
        raise DataError(
            "The case weights are a Series whose row labels are not those of the data; align "
            "them with weights.reindex(data.index), or go by position with weights.to_numpy()."
        )
    try:
        column = weights if isinstance(weights, pd.Series) else one_row(weights)
    except ValueError as error:
        raise DataError(f"The case weights are not one row of numbers: {error}.") from error
    if column.ndim != 1:
        raise DataError(
            "The case weights are neither the name of a column nor one row of numbers; pass a "
            "name or a one-dimensional array."
        )
    if len(column) != len(frame):
        raise DataError(
            f"There are {counted(len(column), 'case weight')} for {counted(len(frame), 'row')} "
            "of data; pass one weight per row."
        )
    return pd.Series(column, index=frame.index)


def _refuse_any(
    kinds: Mapping[str, npt.NDArray[np.bool_]], values: FloatArray, rows: pd.Index, name: str
) -> None:
    """Refuse weights of which any is of a wrong kind, all kinds at once."""
    problems = []
    for kind, wrong in kinds.items():
        places = np.flatnonzero(wrong)
        if len(places):
            first = f"{quoted(values[places[0]])} {in_row(rows[places[0]])}"
            problems.append(
                f"The case weights {quoted(name)} hold {counted(len(places), f'{kind} value')}, "
                f"first {first}; give every row zero or a number from {SMALLEST:g} to {LARGEST:g}, "
                "or drop the row."
            )
    if problems:
        raise DataError(problems)
