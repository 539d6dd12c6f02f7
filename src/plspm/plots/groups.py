"""Forest plots: the same parameters in several groups, with their intervals."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Protocol

import numpy as np

from plspm.calls import plainly
from plspm.plots.axes import axes_or_new, plain

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MARKERS = "osD^vP*X"
COLOURS = ("#1f4e79", "#c55a11", "#548235", "#7f6000", "#7030a0", "#3b3838", "#c00000", "#00787a")


class Intervals(Protocol):
    """What has intervals of its statistics: a bootstrap."""

    def interval(self, statistic: str) -> pd.DataFrame:
        """Columns ``estimate``, ``ci_lower``, ``ci_upper``."""
        ...


class Bootstrapped(Protocol):
    """Groups with a bootstrap each."""

    @property
    def bootstraps(self) -> Mapping[Hashable, Intervals]:
        """The bootstrap of every group."""
        ...


@plainly("plspm.plots.forest_plot")
def forest_plot(comparison: Bootstrapped, statistic: str, *, axes: Axes | None = None) -> Axes:
    """Draw estimates and intervals of all groups, one line a component.

    Parameters
    ----------
    comparison : GroupComparison
    statistic : str
        One that was compared, such as "paths".
    axes : matplotlib.axes.Axes, optional
        To draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    MissingDependencyError
        matplotlib is not installed.
    """
    found = {label: b.interval(statistic) for label, b in comparison.bootstraps.items()}
    first = next(iter(found.values()))
    names = [
        " → ".join(row) if isinstance(row, tuple) else str(row) for row in first.index.tolist()
    ]
    count = len(found)
    axes = axes_or_new(axes, (5.5, max(2.0, 0.5 + len(names) * (0.14 * count + 0.12))))
    height = 0.7 / count
    for g, (label, table) in enumerate(found.items()):
        y = np.arange(len(names)) + (g - (count - 1) / 2.0) * height
        estimate, lower, upper = table.to_numpy().T
        colour = COLOURS[g % len(COLOURS)]
        axes.hlines(y, lower, upper, color=colour, linewidth=1.2)
        axes.plot(
            estimate,
            y,
            linestyle="none",
            marker=MARKERS[g % len(MARKERS)],
            markersize=4,
            color=colour,
            label=str(label),
        )
    axes.axvline(0.0, color="0.6", linewidth=0.8, zorder=0)
    axes.set_yticks(np.arange(len(names)), labels=names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlabel(statistic.replace("_", " "), fontsize=9)
    plain(axes)
    axes.legend(frameon=False, fontsize=8)
    return axes
