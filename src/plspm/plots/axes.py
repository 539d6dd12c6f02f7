"""Axes to draw on: the caller's, or those of a new figure outside pyplot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.plots.names import place_names
from plspm.plots.needs import needing_matplotlib

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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


def plain(axes: Axes) -> None:
    """Take away what carries no information: the frame's upper and right edges."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)


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
