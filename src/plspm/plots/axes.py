"""Axes to draw on: the caller's, or those of a new figure outside pyplot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.plots.drawing import text_width
from plspm.plots.names import place_names
from plspm.plots.needs import needing_matplotlib

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

TICK_SIZE: Final = 8


def axes_or_new(axes: Axes | None, size: tuple[float, float] = (5.5, 4.2)) -> Axes:
    """The axes given, or new ones of `size` inches.

    Raises
    ------
    MissingDependencyError
        matplotlib is not installed.
    OptionError
        `axes` are none.
    """
    with needing_matplotlib():
        from matplotlib.axes import Axes  # slow to import

        from plspm.plots.render import Picture
    if axes is None:
        return Picture(figsize=size, facecolor="white", layout="constrained").subplots()
    if not isinstance(axes, Axes):
        raise OptionError(f"axes is a {type(axes).__name__}; give axes of matplotlib, or none.")
    return axes


def finish(axes: Axes, *, x: str = "", y: str = "") -> None:
    """Name the axes, and take away what carries no information: the frame's right and top.

    To be called last: all that is written by then gets fonts that have its signs.
    """
    from matplotlib.text import Text  # optional

    if x:
        axes.set_xlabel(x, fontsize=9, parse_math=False)
    if y:
        axes.set_ylabel(y, fontsize=9, parse_math=False)
    axes.spines[["top", "right"]].set_visible(False)
    texts = [artist for artist in axes.findobj() if isinstance(artist, Text)]
    family = _family(text.get_text() for text in texts)
    for text in texts:
        text.set_fontfamily(family)
    axes.tick_params(labelsize=TICK_SIZE, labelfontfamily=family)


def legend(
    axes: Axes,
    named: Mapping[str, Artist] | None = None,
    *,
    columns: int = 0,
    clear: float = 0.0,
) -> None:
    """Say what lines and points are: above the axes in so many columns, or within.

    Parameters
    ----------
    named : mapping of str to Artist, optional
        By default all that was drawn with a label; labels that begin with an underscore do not
        count as such.
    columns : int
        None for within.
    clear : float
        Room to be left free above the axes, in points.
    """
    if named is None:
        handles, names = axes.get_legend_handles_labels()
    else:
        handles, names = list(named.values()), list(named)
    if columns:
        made = axes.legend(
            handles,
            names,
            fontsize=8,
            frameon=False,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=columns,
            borderaxespad=clear / 8,
        )
    else:
        made = axes.legend(handles, names, fontsize=8, frameon=False)
    for text in made.get_texts():
        text.set_parse_math(False)  # a dollar sign in a name is a dollar sign


def inches(names: Iterable[str]) -> float:
    """Return how wide the longest of names is as it stands along an axis."""
    return max(map(text_width, names), default=0.0) * TICK_SIZE / 72


def tick_names(
    axes: Axes, names: Sequence[str], which: Literal["x", "y"], *, upright: bool = False
) -> None:
    """Write names at 0, 1, 2 ... along an axis."""
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_ticks(range(len(names)))
    turn = 90 if upright else 0
    axis.set_ticklabels(names, parse_math=False, rotation=turn)


def _family(texts: Iterable[str]) -> list[str]:
    """The fonts set for matplotlib, and others for signs that they lack."""
    from matplotlib import rcParams  # optional

    from plspm.plots.fonts import families

    return families(rcParams["font.family"][0], texts)


def write_names(axes: Axes, x: Array, y: Array, names: Sequence[str], radius: Array) -> None:
    """Write a name beside every point, where there is room.

    Parameters
    ----------
    x, y : (k,) arrays
        The points, in the units of the axes, whose limits are settled.
    names : sequence of str
    radius : (k,) array
        Of their marks, in points.
    """
    size = 8.0
    frame = axes.get_window_extent()
    inches = 72.0 / axes.figure.dpi
    at = (axes.transData.transform(np.column_stack([x, y])) - [frame.x0, frame.y0]) * inches
    places = place_names(
        [(float(left), float(up)) for left, up in at],
        radius.tolist(),
        names,
        font_size=size,
        width=frame.width * inches,
        height=frame.height * inches,
    )
    for name, left, up, (offset, led) in zip(names, x, y, places, strict=True):
        axes.annotate(
            name,
            (left, up),
            xytext=offset,
            textcoords="offset points",
            fontsize=size,
            va="bottom",
            parse_math=False,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.3},
            arrowprops={"arrowstyle": "-", "linewidth": 0.5, "shrinkA": 0, "shrinkB": 3}
            if led
            else None,
            zorder=4,
        )
