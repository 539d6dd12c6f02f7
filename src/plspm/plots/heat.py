"""Heat maps: matrices as colours with their numbers, and frames around what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plspm.estimation.arrays import Array, Flags
from plspm.plots.axes import axes_or_new, finish, inches, tick_names
from plspm.plots.palette import DIVERGING, SEQUENTIAL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LEVEL = 6
"""Characters of names below a map that stand level; longer ones are turned."""

DARK = 0.18
"""Luminance of a ground below which white is read better than black (WCAG 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """What a map shows.

    Attributes
    ----------
    rows, columns : tuple of str
    values : (rows, columns) array
        NaN where nothing is drawn.
    marked : (rows, columns) array
        What is framed.
    written : (rows, columns) array
        What has its number.
    largest : float
        The value that has the full colour.
    diverging : bool
        Whether values below 0 have a colour of their own.
    blocks : tuple of int
        How many neighbouring rows belong together; none where nothing does.
    bold : (rows, columns) array, optional
        Numbers that count most.
    note : str
        What frames and colours mean.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Array
    marked: Flags
    written: Flags
    largest: float
    diverging: bool = False
    blocks: tuple[int, ...] = ()
    bold: Flags | None = None
    note: str = ""


def draw_map(drawing: HeatMap, axes: Axes | None) -> Axes:
    """Draw, on axes given or new ones that are as large as the numbers need."""
    height, width = drawing.values.shape
    upright = max(map(len, drawing.columns)) > MOST_LEVEL
    below = inches(drawing.columns) if upright else 0.2
    size = (0.3 + inches(drawing.rows) + 0.42 * width, 0.5 + below + 0.26 * height)
    axes = axes_or_new(axes, (max(size[0], 2.6), size[1]))
    image = axes.imshow(
        np.ma.masked_invalid(drawing.values),
        cmap=DIVERGING if drawing.diverging else SEQUENTIAL,
        vmin=-drawing.largest if drawing.diverging else 0.0,
        vmax=drawing.largest,
        aspect="auto",
    )
    for row, column in np.argwhere(np.isfinite(drawing.values) & drawing.written):
        value = float(drawing.values[row, column])
        axes.text(
            column,
            row,
            number(value),
            ha="center",
            va="center",
            fontsize=7,
            color="white" if _luminance(image.to_rgba(np.array([value]))[0]) < DARK else "black",
            fontweight="bold" if drawing.bold is not None and drawing.bold[row, column] else None,
        )
    for row, column in np.argwhere(drawing.marked):
        _frame(axes, row, column)
    for edge in np.cumsum(drawing.blocks)[:-1] if drawing.blocks else ():
        axes.axhline(edge - 0.5, color="0.6", linewidth=0.8)
    tick_names(axes, drawing.rows, "y")
    tick_names(axes, drawing.columns, "x", upright=upright)
    axes.tick_params(length=0)
    finish(axes)
    axes.spines[:].set_visible(False)
    if drawing.note:
        axes.set_title(drawing.note, fontsize=7, loc="left", color="0.3", parse_math=False)
    return axes


def number(value: float) -> str:
    """A number between -1 and 1 as a map has room for it.

    Examples
    --------
    >>> number(0.851), number(-0.04), number(1.0), number(-0.001)
    ('.85', '−.04', '1.00', '.00')
    """
    text = f"{abs(value):.2f}".removeprefix("0")
    return f"−{text}" if value < 0 and float(text) else text


def _luminance(colour: Array) -> float:
    linear = ((colour[:3] + 0.055) / 1.055) ** 2.4
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def lower_triangle(count: int) -> Flags:
    """Whether a cell of a symmetric matrix is below its diagonal."""
    return np.tri(count, k=-1, dtype=bool)


def names(index: Sequence[object]) -> tuple[str, ...]:
    """Labels as text."""
    return tuple(map(str, index))


def _frame(axes: Axes, row: int, column: int) -> None:
    from matplotlib.patches import Rectangle  # slow to import

    corner = (column - 0.47, row - 0.45)
    axes.add_patch(Rectangle(corner, 0.94, 0.9, fill=False, edgecolor="black", linewidth=1.3))
