"""Distributions of bootstrap draws, with estimates and intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from plspm.calls import plainly
from plspm.estimation.arrays import Array
from plspm.plots.axes import axes_or_new, finish, inches, tick_names
from plspm.plots.palette import BLUE, GREY
from plspm.plots.tabled import Sampled, check_kind, chosen, in_words, row_names, table_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS: Final = 201
TALLEST: Final = 0.85
"""Of the distance from one row to the next."""


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """How the draws of a component are distributed.

    Attributes
    ----------
    name : str
        Of the component.
    value, density : (points,) arrays
        Gaussian kernels of Scott's width over the range of the draws; empty where all draws agree.
    estimate, lower, upper : float
        Of the data, with its interval.
    """

    name: str
    value: Array
    density: Array
    estimate: float
    lower: float
    upper: float


@plainly("plspm.plots.bootstrap_plot")
def bootstrap_plot(
    boot: Sampled,
    statistic: str = "paths",
    component: str | None = None,
    *,
    axes: Axes | None = None,
) -> Axes:
    """Draw how bootstrap draws are distributed: whether skewed, in humps, or across 0.

    A row a component: the density of its draws, the estimate as a point and the interval as a
    line. Each density has the same area under it.

    Parameters
    ----------
    boot : BootstrapResult
    statistic : str, default "paths"
        One that was computed.
    component : str, optional
        One row only, by its name, such as "EXP → ECE" or "EXP -> ECE".
    axes : matplotlib.axes.Axes, optional
        To draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        There is no such statistic or component.
    MissingDependencyError
        matplotlib is not installed.

    References
    ----------
    Kernels: Scott (1992), Multivariate Density Estimation.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = plspm.plots.bootstrap_plot(result.bootstrap(draws=499, seed=1), "r_squared")
    >>> [text.get_text() for text in axes.get_yticklabels()]
    ['ECE', 'MPE']
    """
    rows = densities(boot, statistic, component)
    wide = 3.5 + inches(row.name for row in rows)
    axes = axes_or_new(axes, (max(5.5, wide), max(2.2, 0.9 + 0.45 * len(rows))))
    tallest = max(row.density.max(initial=0.0) for row in rows)
    for y, row in enumerate(rows):
        top = y - TALLEST * row.density / (tallest or 1.0)
        axes.fill_between(row.value, y, top, color=BLUE, alpha=0.3, linewidth=0, zorder=2)
        axes.plot(row.value, top, color=BLUE, linewidth=0.9, zorder=2)
        axes.hlines(y, row.lower, row.upper, color="black", linewidth=1.6, zorder=3)
        axes.plot(row.estimate, y, "o", color="black", markersize=4.5, zorder=4)
    if "t" in boot.table(statistic).columns:
        axes.axvline(0.0, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    tick_names(axes, [row.name for row in rows], "y")
    axes.set_ylim(len(rows) - 0.7, -1.0)
    finish(axes, x=f"{in_words(statistic)}: draws, estimate and interval")
    return axes


def densities(
    boot: Sampled, statistic: str = "paths", component: str | None = None
) -> tuple[Density, ...]:
    """Return what :func:`bootstrap_plot` draws."""
    check_kind("boot", boot, Sampled, "result.bootstrap()")
    table, draws = table_of(boot, statistic), boot.draws(statistic)
    names = row_names(table.index)
    if component is not None:
        arrow = component.replace("->", "→") if isinstance(component, str) else component
        component = chosen("component", arrow, names)
    bounds = table[["estimate", "ci_lower", "ci_upper"]].to_numpy(float)
    return tuple(
        Density(name, *_density(column), *(float(x) for x in row))
        for name, column, row in zip(names, draws.to_numpy(float).T, bounds, strict=True)
        if component in {None, name}
    )


def _density(draws: Array) -> tuple[Array, Array]:
    from scipy.stats import gaussian_kde  # slow to import

    draws = draws[np.isfinite(draws)]
    nothing = np.empty(0)
    if draws.size < 2 or np.ptp(draws) <= 1e-9 * max(1.0, float(abs(draws).max())):
        return nothing, nothing
    value = np.linspace(draws.min(), draws.max(), POINTS)
    return value, gaussian_kde(draws)(value)
