"""Printed numbers beside ours: what counts as reproduced, and how it is shown."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

HALF_WAY = 1e-9
"""Rounding errors of doubles must not decide over numbers that lie half-way."""

SHORT: Final = {"composite_reliability": "CR", "cronbach_alpha": "alpha", "ave": "AVE"}
"""Headings of columns whose names are long."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One printed number and what it is on our data.

    Attributes
    ----------
    table : str
        Where it is printed, for example "table 2".
    row, column : str
        Which cell.
    printed, ours : float
        As printed, and in full precision.
    decimals : int
        Decimals that are printed.
    allowed : tuple of two floats, optional
        Of a number that follows from others in print: its range over all values that round to
        these. Data that give those others to their decimals can do no better.
    reason : str
        Why it is not reproduced; empty if it is.
    """

    table: str
    row: str
    column: str
    printed: float
    ours: float
    decimals: int = 3
    allowed: tuple[float, float] | None = None
    reason: str = ""

    @property
    def reproduced(self) -> bool:
        """Whether ours rounds to the print, or both lie in the range that is allowed."""
        if self.allowed is None:
            return self.digits_agree
        low, high = self.allowed
        half = 0.5 * 10**-self.decimals + HALF_WAY
        return low <= self.ours <= high and low - half <= self.printed <= high + half

    @property
    def digits_agree(self) -> bool:
        """Whether ours rounds to the print; half-way, either neighbour is right."""
        return abs(self.printed - self.ours) <= 0.5 * 10**-self.decimals + HALF_WAY

    @property
    def truncated(self) -> bool:
        """Whether cutting off the further decimals of ours gives the print."""
        scale = 10**self.decimals
        return math.isclose(math.floor(self.ours * scale + HALF_WAY), self.printed * scale)

    @property
    def by_construction(self) -> bool:
        """Whether any data would give the print: a single item's 1, a missing path's 0."""
        return self.ours in {0.0, 1.0} and self.printed == self.ours

    @property
    def quantity(self) -> str:
        """What is compared, in words."""
        what = self.column.replace("_", " ")
        return f"{what} of {self.row}, {self.table}" if self.row else f"{what}, {self.table}"


def compare_tables(
    table: str, printed: pd.DataFrame, ours: pd.DataFrame, *, decimals: int = 3
) -> tuple[Comparison, ...]:
    """Compare every printed cell with the cell of ours that bears the same labels.

    Parameters
    ----------
    table : str
        Where the numbers are printed.
    printed : DataFrame
        NaN where nothing is printed.
    ours : DataFrame
        Has at least the labels of `printed`.
    decimals : int, default 3
        Decimals that are printed.

    Returns
    -------
    tuple of Comparison
        Row by row.

    Raises
    ------
    KeyError
        A label of `printed` is missing in `ours`.

    Examples
    --------
    >>> printed = pd.DataFrame({"mean": [4.076]}, index=["EXP_a"])
    >>> ours = pd.DataFrame({"mean": [4.07563]}, index=["EXP_a"])
    >>> compare_tables("table 2", printed, ours)[0].reproduced
    True
    """
    theirs = printed.to_numpy(dtype=float)
    mine = ours.loc[printed.index, list(printed.columns)].to_numpy(dtype=float)
    rows, columns = [_words(label) for label in printed.index], list(printed.columns)
    return tuple(
        Comparison(table, rows[i], columns[j], float(theirs[i, j]), float(mine[i, j]), decimals)
        for i, j in zip(*np.nonzero(~np.isnan(theirs)), strict=True)
    )


def side_by_side(comparisons: Iterable[Comparison]) -> str:
    """Lay comparisons out as the table they come from: each column twice, print and ours.

    Parameters
    ----------
    comparisons : iterable of Comparison
        All of one table.

    Returns
    -------
    str
        A star marks each of ours that does not reproduce the print, a tilde what reproduces it
        within the range that is allowed but for its last digits.
    """
    cells = {(c.row, c.column): c for c in comparisons}
    rows = list(dict.fromkeys(row for row, _ in cells))
    columns = list(dict.fromkeys(column for _, column in cells))
    widest = max(map(len, rows))
    lines = [
        " " * widest + "".join(f"{SHORT.get(column, column):>15} " for column in columns),
        " " * widest + f"{'print':>8}{'ours':>7} " * len(columns),
        *(
            f"{row:<{widest}}" + "".join(_pair(cells.get((row, column))) for column in columns)
            for row in rows
        ),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _pair(cell: Comparison | None) -> str:
    if cell is None:
        return " " * 16
    mark = "*" if not cell.reproduced else " " if cell.digits_agree else "~"
    return f"{cell.printed:>8.{cell.decimals}f}{cell.ours:>7.{cell.decimals}f}{mark}"


def _words(row: object) -> str:
    return " -> ".join(row) if isinstance(row, tuple) else str(row)
