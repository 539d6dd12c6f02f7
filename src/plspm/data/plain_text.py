"""CSV files that hold nothing but plain numbers, read by the parser of pandas: many times faster.

What it reads otherwise than `table_from_rows` would, or not at all, is left to that.
"""

from __future__ import annotations

import io
import re

import numpy as np
import pandas as pd

from plspm.data.csv_cells import LARGEST_WHOLE, MISSING_CELLS

EXACT_BY_DEFAULT = tuple(map(int, pd.__version__.split(".")[:2])) >= (3, 1)
"""Whether pandas reads every number to the last digit without being told, and warns if told."""
FIRST_LINE = re.compile(r"[^\r\n]*")
FEWEST_CHARACTERS = 100_000
"""Shorter texts are read as fast either way."""


def plain_table(text: str, separator: str) -> pd.DataFrame | None:
    r"""Read a table of several columns of numbers; None where anything needs a closer look.

    Closer look need quotes, names that are blank or alike, text and truth values, decimal commas,
    rows longer than the header, columns and last rows without an answer, and numbers that are
    infinite or lose digits.

    Examples
    --------
    >>> plain_table("a;b\n1;2\n3;NA\n", ";")
       a    b
    0  1  2.0
    1  3  NaN
    >>> plain_table("a;b\n1;k.A.\n", ";")
    """
    names = [name.strip() for name in FIRST_LINE.match(text)[0].split(separator)]  # type: ignore[index]
    if '"' in text or "\0" in text or len(names) < 2 or "" in names or len({*names}) < len(names):
        return None
    try:
        frame = pd.read_csv(
            io.StringIO(text, newline=""),
            sep=separator,
            na_values=sorted(MISSING_CELLS),
            keep_default_na=False,
            float_precision=None if EXACT_BY_DEFAULT else "round_trip",
            low_memory=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, OverflowError, ValueError):
        return None
    plain = isinstance(frame.index, pd.RangeIndex) and len(frame) and len(names) == frame.shape[1]
    if not plain or not all(map(_plain, (frame.iloc[:, j] for j in range(len(names))))):
        return None
    if frame.iloc[-1].isna().all():
        return None
    return frame.set_axis(names, axis=1)


def _plain(column: pd.Series) -> bool:
    """Whether the cells of a column can only be these numbers."""
    values = column.to_numpy()
    if values.dtype == np.int64:
        return bool(np.abs(values).max() <= LARGEST_WHOLE and values.min() > -LARGEST_WHOLE)
    if values.dtype != np.float64:
        return False
    return not np.isinf(values).any() and not np.isnan(values).all()
