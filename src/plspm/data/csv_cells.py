"""The cells of one column of a CSV file: from text to numbers, truth values or text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plspm.data.columns import NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING_CELLS = frozenset(  # as pandas does, and the point of SAS and SPSS
    {"", ".", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "1.#IND", "1.#QNAN", "<NA>", "N/A"}
    | {"NA", "NULL", "NaN", "None", "n/a", "nan", "null", "-NaN", "-nan"}
)
TRUTH = {"True": True, "TRUE": True, "true": True, "False": False, "FALSE": False, "false": False}
TOO_LARGE = 2**53
"""Whole numbers from here on are no longer exact as doubles."""
LARGEST = 2**63 - 1
"""Whole number that a column of such can hold."""


def read_cells(cells: Sequence[str], missing: frozenset[str] = MISSING_CELLS) -> pd.Series:
    """Give cells the narrowest type that holds them all: whole, real, boolean, or text.

    Examples
    --------
    >>> read_cells(["1", "NA", "2.5"]).tolist()
    [1.0, nan, 2.5]
    """
    known = [None if cell in missing else cell for cell in cells]
    present = [cell for cell in known if cell is not None]
    if present and all(cell in TRUTH for cell in present):
        return pd.Series([None if cell is None else TRUTH[cell] for cell in known], dtype=object)
    if not all(map(NUMBER.fullmatch, present)):
        return pd.Series(known, dtype=object)
    numbers = np.array([np.nan if cell is None else float(cell) for cell in known])
    written_whole = all(cell.lstrip("+-").isdigit() for cell in present)
    if not written_whole or len(present) < len(cells) or (np.abs(numbers) > LARGEST).any():
        return pd.Series(numbers)
    if (np.abs(numbers) < TOO_LARGE).all():
        return pd.Series(numbers.astype(np.int64))
    whole = [int(cell) for cell in present]  # which tell cases apart that doubles would not
    exact = min(whole) >= -LARGEST - 1 and max(whole) <= LARGEST
    return pd.Series(whole, dtype=np.int64) if exact else pd.Series(numbers)
