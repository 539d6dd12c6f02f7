"""Pictures with a row for every component: points or bars with intervals, and lines to judge by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from plspm.estimation.arrays import Array
from plspm.plots.axes import axes_or_new, finish, inches, legend, tick_names
from plspm.plots.palette import COLOURS, GREY, MARKERS

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

Heights: TypeAlias = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Mark:
    """An estimate.

    Attributes
    ----------
    row : str
        In which row it stands.
    series : str
        What it belongs to, such as a group.
    estimate, lower, upper : float
        With its interval; NaN where there is none.
    hollow : bool
        Falls short of what it is held against.
    """

    row: str
    series: str
    estimate: float
    lower: float = float("nan")
    upper: float = float("nan")
    hollow: bool = False


def mark(row: str, series: str, numbers: Array, *, hollow: bool = False) -> Mark:
    """Return the mark of an estimate with its bounds."""
    estimate, lower, upper = (float(number) for number in numbers)
    return Mark(row, series, estimate, lower, upper, hollow)


@dataclass(frozen=True, slots=True)
class Rows:
    """What a picture of rows shows.

    Attributes
    ----------
    names : tuple of str
        Of the rows, from top to bottom; they may repeat.
    marks : tuple of Mark
        Series by series, in each one mark a row, in their order.
    across : str
        What is measured.
    lines : tuple of (float, str)
        Values to judge by, and what they are called.
    blocks : tuple of (str, int)
        Names of neighbouring rows that belong together, and how many these are.
    bars : bool
        Whether estimates are bars from 0, with their numbers.
    decimals : int
        Of these.
    """

    names: tuple[str, ...]
    marks: tuple[Mark, ...]
    across: str
    lines: tuple[tuple[float, str], ...] = ()
    blocks: tuple[tuple[str, int], ...] = ()
    bars: bool = False
    decimals: int = 2


def draw_rows(drawing: Rows, axes: Axes | None) -> Axes:
    """Draw, on axes given or new ones that are as high as the rows need."""
    count = len(drawing.names)
    series = list(dict.fromkeys(one.series for one in drawing.marks))
    high = 0.9 + count * max(0.24, 0.14 * len(series) + 0.12)
    wide = 3.5 + inches(drawing.names) + inches(name for name, _ in drawing.blocks)
    axes = axes_or_new(axes, (max(wide, 5.5), max(high, 1.8)))
    height = 0.7 / len(series)
    named = {}
    for number, name in enumerate(series):
        marks = [one for one in drawing.marks if one.series == name]
        y = np.arange(count, dtype=np.float64) + (number - (len(series) - 1) / 2) * height
        if drawing.bars:
            named[name] = _bars(axes, marks, y, drawing.decimals)
        else:
            look = (MARKERS[number % len(MARKERS)], COLOURS[number % len(COLOURS)])
            named[name] = _points(axes, marks, y, look if len(series) > 1 else ("o", "black"))
    for value, _ in drawing.lines:
        axes.axvline(value, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    tick_names(axes, drawing.names, "y")
    axes.set_ylim(count - 0.4, -0.6)
    axes.margins(x=0.12 if drawing.bars else 0.05)
    _name_lines(axes, drawing.lines)
    _name_blocks(axes, drawing.blocks)
    if len(series) > 1:
        legend(axes, named, columns=min(len(series), 4), clear=12 if drawing.lines else 0)
    finish(axes, x=drawing.across)
    return axes


def _points(axes: Axes, marks: Sequence[Mark], y: Heights, look: tuple[str, str]) -> Artist:
    marker, colour = look
    _intervals(axes, marks, y, colour)
    [drawn] = axes.plot(
        [one.estimate for one in marks],
        y,
        linestyle="none",
        marker=marker,
        markersize=5,
        color=colour,
        zorder=3,
    )
    hollow = np.array([one.hollow for one in marks])
    axes.plot(
        np.array([one.estimate for one in marks])[hollow],
        y[hollow],
        linestyle="none",
        marker=marker,
        markersize=3.4,
        color="white",
        zorder=4,
    )
    return drawn


def _bars(axes: Axes, marks: Sequence[Mark], y: Heights, decimals: int) -> Artist:
    """Bars with their numbers behind the end of bar and interval."""
    drawn = axes.barh(y, [one.estimate for one in marks], height=0.55, color="0.75", zorder=1)
    _intervals(axes, marks, y, "black")
    for at, one in zip(y, marks, strict=True):
        if np.isfinite(one.estimate):
            axes.annotate(
                f"{one.estimate:.{decimals}f}",
                (float(np.fmax(one.estimate, one.upper)), at),
                xytext=(3, 0),
                textcoords="offset points",
                fontsize=8,
                va="center",
            )
    return drawn[0]


def _intervals(axes: Axes, marks: Sequence[Mark], y: Heights, colour: str) -> None:
    lower = np.array([one.lower for one in marks])
    upper = np.array([one.upper for one in marks])
    known = np.isfinite(lower) & np.isfinite(upper)
    axes.hlines(y[known], lower[known], upper[known], color=colour, linewidth=1.2)


def _name_lines(axes: Axes, lines: Sequence[tuple[float, str]]) -> None:
    for value, name in lines:
        axes.annotate(
            name,
            (value, 1.0),
            xycoords=axes.get_xaxis_transform(),
            xytext=(0, 2),
            textcoords="offset points",
            fontsize=7,
            ha="center",
            color="0.3",
        )


def _name_blocks(axes: Axes, blocks: Sequence[tuple[str, int]]) -> None:
    """Write the names of blocks at the right, with a line between blocks."""
    first = 0
    for name, count in blocks:
        if first:
            axes.axhline(first - 0.5, color="0.85", linewidth=0.8, zorder=0)
        axes.annotate(
            name,
            (1.0, first + (count - 1) / 2),
            xycoords=axes.get_yaxis_transform(),
            xytext=(4, 0),
            textcoords="offset points",
            fontsize=8,
            va="center",
            parse_math=False,
            annotation_clip=False,
        )
        first += count
