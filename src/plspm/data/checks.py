"""What makes a column of numbers unusable as an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from plspm.data.wording import counted, in_row, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from plspm.data.columns import FloatArray

FEWEST_ROWS = 3
LARGEST, SMALLEST = 1e150, 1e-150  # beyond these, a square leaves the range of a double
LEAST_VARIATION = 1e-12  # range relative to the largest value; rounding blurs what is below


Ends = tuple[float, float]
"""Lowest and highest value of a column; NaN where any value is missing."""

PIECE = 2**14
"""Values looked at together, which stay in the cache."""


def ends_of(values: FloatArray) -> Ends:
    """Lowest and highest value of a column, in one pass; NaN where any value is missing.

    Examples
    --------
    >>> ends_of(np.array([3.0, 1.0, 2.0]))
    (1.0, 3.0)
    """
    pieces = [values[start : start + PIECE] for start in range(0, len(values), PIECE)]
    if not pieces:
        return np.nan, np.nan
    ends = np.array([(piece.min(), piece.max()) for piece in pieces])
    return float(ends[:, 0].min()), float(ends[:, 1].max())


def value_problem(
    values: FloatArray, rows: pd.Index, name: str, ends: Ends | None = None
) -> str | None:
    """Say why the values of a column cannot be used, whichever rows are kept.

    Parameters
    ----------
    values : numpy.ndarray of float64, shape (n,)
        The column, NaN where a value is missing.
    rows : pandas.Index, length n
        The labels of the rows.
    name : str
        The column's name.
    ends : (float, float), optional
        What `ends_of` says of the values, if it is known.

    Returns
    -------
    str or None
        The problem; None when the values can be used.

    Examples
    --------
    >>> import pandas as pd
    >>> print(value_problem(np.array([1.0, np.inf]), pd.RangeIndex(2), "a"))
    Column 'a' holds 1 infinite value, first in row 1; correct it or mark it as missing (NaN).
    """
    low, high = ends_of(values) if ends is None else ends
    if low >= -LARGEST and high <= LARGEST:
        return None  # nothing is missing or infinite: both would show in the extremes
    where = f"Column {quoted(name)}"
    if len(values) and np.isnan(values).all():
        return (
            f"{where} has no values: all {counted(len(values), 'row')} are missing; leave it out."
        )
    infinite = np.flatnonzero(np.isinf(values))
    if len(infinite):
        them = "it or mark it" if len(infinite) == 1 else "them or mark them"
        return (
            f"{where} holds {counted(len(infinite), 'infinite value')}, first "
            f"{in_row(rows[infinite[0]])}; correct {them} as missing (NaN)."
        )
    size = np.nanmax(np.abs(values), initial=0.0)
    if size > LARGEST:
        return (
            f"{where} holds values as large as {size:.3g}, whose squares no double-precision "
            "number can hold; express it in a larger unit."
        )
    return None


def variation_problem(
    values: FloatArray, name: str, which: str, ends: Ends | None = None
) -> str | None:
    """Say why the variation of a column is too small to be standardised.

    Parameters
    ----------
    values : numpy.ndarray of float64, shape (n,)
        The values in the rows kept, NaN where a value is missing.
    name : str
        The column's name.
    which : str
        The rows kept, in words, for the message.
    ends : (float, float), optional
        What `ends_of` says of the values, if it is known.

    Returns
    -------
    str or None
        The problem; None when the column varies.

    Examples
    --------
    >>> print(variation_problem(np.array([3.0, 3.0, np.nan]), "a", "the data"))
    Column 'a' is constant: every value in the data is 3; leave it out of the model.
    """
    lowest, highest = ends_of(values) if ends is None else ends
    if np.isnan(lowest):
        lowest, highest = ends_of(values[~np.isnan(values)])
    if np.isnan(lowest):
        return f"Column {quoted(name)} has no values in {which}; leave it out of the model."
    spread, size = highest - lowest, max(abs(lowest), abs(highest))
    if spread == 0:
        return (
            f"Column {quoted(name)} is constant: every value in {which} is {lowest:.6g}; "
            "leave it out of the model."
        )
    if spread <= LEAST_VARIATION * size:
        return (
            f"Column {quoted(name)} is constant as far as double precision can tell: its values "
            f"in {which} lie around {lowest:.6g} and differ by no more than {spread:.3g}; "
            "subtract a constant at the source, or leave it out of the model."
        )
    if spread < SMALLEST:
        return (
            f"Column {quoted(name)} varies by no more than {spread:.3g} in {which}, whose square "
            "no double-precision number can hold; express it in a smaller unit."
        )
    return None


def rows_problem(kept: npt.NDArray[np.bool_], which: str) -> str | None:
    """Say that too few rows are kept.

    Examples
    --------
    >>> print(rows_problem(np.array([True, True, False]), "without missing values"))
    Only 2 of 3 rows are usable (those without missing values), but at least 3 are needed.
    """
    used = int(kept.sum())
    if used >= FEWEST_ROWS:
        return None
    if used == len(kept):
        return f"The data have only {counted(used, 'row')}, but at least {FEWEST_ROWS} are needed."
    return (
        f"Only {used} of {counted(len(kept), 'row')} {'is' if used == 1 else 'are'} usable "
        f"(those {which}), but at least {FEWEST_ROWS} are needed."
    )


def sample_problems(
    columns: Mapping[str, FloatArray],
    kept: npt.NDArray[np.bool_],
    case_weights: FloatArray | None,
    ends: Mapping[str, Ends],
) -> list[str]:
    """Check the rows that will count: how many there are, and that every column varies in them.

    Parameters
    ----------
    columns : mapping of str to numpy.ndarray of float64, shape (n,)
        The indicators, NaN where a value is missing.
    kept : numpy.ndarray of bool, shape (n,)
        The rows kept.
    case_weights : numpy.ndarray of float64, shape (n,), or None
        How much each row counts; rows of weight zero are kept but do not count.
    ends : mapping of str to (float, float)
        What `ends_of` says of columns, all rows taken, so far as it is known.

    Returns
    -------
    list of str
        The problems.
    """
    counting = kept if case_weights is None else kept & (case_weights > 0)
    conditions = []
    if not kept.all():
        conditions.append("without missing values")
    if case_weights is not None and not (case_weights > 0).all():
        conditions.append("with a positive weight")
    which = " and ".join(conditions)
    too_few = rows_problem(counting, which)
    if too_few is not None:
        return [too_few]
    rows = f"the {counting.sum()} rows {which}" if which else "the data"
    every = counting.all()
    known = ends if every else {}
    checked = (
        variation_problem(values if every else values[counting], name, rows, known.get(name))
        for name, values in columns.items()
    )
    return [problem for problem in checked if problem is not None]
