"""Rows below the cases that sum them up, such as the totals that Excel adds to a table."""

from __future__ import annotations

from itertools import takewhile

import numpy as np
import pandas as pd
from pandas.api import types

from plspm.data.columns import FloatArray
from plspm.data.text_codes import like_number
from plspm.data.wording import counted, listed, quoted

FEWEST_ROWS = 3
"""Rows above, for anything to sum them up."""
FEWEST_COLUMNS = 2
"""Columns in which the last row must be the sum, or the mean, of those above."""
MOST_ROWS = 5
ROUNDED = 0.05
"""By how much a mean may be off, which is written with one decimal or more."""


def summary_warning(frame: pd.DataFrame, where: str) -> str | None:
    """Say that the last rows of a table look like a summary of those above.

    Such are rows that begin with a word where all others have numbers; and a row that is, in every
    column of numbers, the sum of those above, or their mean.

    Parameters
    ----------
    frame : DataFrame
        As it was read.
    where : str
        The file, to begin the message with.

    Examples
    --------
    >>> print(summary_warning(pd.DataFrame({"id": [1, 2, 3, "Mean"], "a": [4, 2, 3, 3]}), "It"))
    It: the last row, 'Mean', looks like a summary of those above, and was read as a case; delete
    it from the file.
    >>> summary_warning(pd.DataFrame({"id": [1, 2, 3, 4], "a": [4, 2, 3, 3]}), "It") is None
    True
    """
    if len(frame) <= FEWEST_ROWS:
        return None
    labels = _labels(frame)
    rows = len(labels) or int(_sums_up(frame))
    if not rows:
        return None
    last = "the last row" if rows == 1 else f"the last {counted(rows, 'row')}"
    named = f"{last}, {listed(map(quoted, labels)) if labels else 'of sums or means'},"
    verbs = "looks like a summary of those above, and was read as a case; delete it"
    if rows > 1:
        verbs = "look like a summary of those above, and were read as cases; delete them"
    return f"{where}: {named} {verbs} from the file."


def _labels(frame: pd.DataFrame) -> list[str]:
    """The words that the last rows begin with, below numbers; none where there are no such."""
    filled = np.flatnonzero(frame.iloc[-1].notna())
    if not len(filled) or not types.is_object_dtype(frame.dtypes.iloc[filled[0]]):
        return []
    cells = frame.iloc[:, filled[0]].tolist()
    words = [*takewhile(_is_word, reversed(cells[-MOST_ROWS - 1 :]))][::-1]
    above = cells[: len(cells) - len(words)]
    if not 0 < len(words) <= MOST_ROWS or len(above) < FEWEST_ROWS:
        return []
    beside = frame.iloc[-1, filled[0] + 1 :].dropna()
    numbers = all(pd.isna(cell) or like_number(cell) for cell in above)
    return words if numbers and any(map(like_number, beside)) else []


def _is_word(cell: object) -> bool:
    return isinstance(cell, str) and not like_number(cell)


def _sums_up(frame: pd.DataFrame) -> bool:
    """Whether the last row is the sum, or the mean, of those above in every column of numbers."""
    columns = 0
    sums = means = True
    for _, column in frame.items():
        if not types.is_numeric_dtype(column.dtype) or types.is_bool_dtype(column.dtype):
            continue
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        above = values[:-1][~np.isnan(values[:-1])]
        if np.isnan(values[-1]) or len(above) < FEWEST_ROWS:
            continue
        columns += 1
        sums = sums and _is_sum(above, values[-1])
        means = means and _is_mean(above, values[-1])
        if not (sums or means):
            return False
    return columns >= FEWEST_COLUMNS


def _is_sum(above: FloatArray, last: np.float64) -> bool:
    """Whether a value is the sum of others, and none that is likely among them."""
    outside = not above.min() <= last <= above.max()
    return outside and bool(np.isclose(last, above.sum(), rtol=1e-9, atol=0.0))


def _is_mean(above: FloatArray, last: np.float64) -> bool:
    """Whether a value is the mean of whole numbers and none itself."""
    fraction = (above == np.rint(above)).all() and last != np.rint(last)
    return bool(fraction and abs(last - above.mean()) <= ROUNDED)
