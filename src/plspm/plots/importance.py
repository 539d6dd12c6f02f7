"""Importance-performance maps, plain and combined with necessity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, get_args, runtime_checkable

import numpy as np

from plspm.calls import plainly
from plspm.errors import Gathering
from plspm.estimation.settings import choice_problems
from plspm.plots.axes import axes_or_new, finish, write_names
from plspm.plots.palette import GREY
from plspm.plots.tabled import check_kind, chosen

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Level: TypeAlias = Literal["constructs", "indicators"]

SMALLEST, LARGEST = 30.0, 900.0
"""Areas of points, in square points: no case below what is required, and all of them."""


@runtime_checkable
class Map(Protocol):
    """What a map needs; the record of :func:`plspm.ipma` has it."""

    @property
    def targets(self) -> tuple[str, ...]:
        """Names of the targets."""

    @property
    def constructs(self) -> pd.DataFrame:
        """Columns importance and performance, by ([target,] construct)."""

    @property
    def indicators(self) -> pd.DataFrame:
        """The same and weight, by ([target,] construct, indicator)."""


@runtime_checkable
class Combined(Protocol):
    """What a combined map needs; the record of :func:`plspm.cipma` has it."""

    @property
    def target(self) -> str:
        """Name of the target."""

    @property
    def level(self) -> float:
        """The performance wished for."""

    @property
    def constructs(self) -> pd.DataFrame:
        """Columns importance, performance, necessary and cases_below, by construct."""


@plainly("plspm.plots.importance_map")
def importance_map(
    record: Map,
    level: Level = "constructs",
    *,
    target: str | None = None,
    axes: Axes | None = None,
) -> Axes:
    """Draw importance against performance, with the quadrants that their means make.

    Below the mean performance and beyond the mean importance lies what to improve first. Hollow
    points are items that weigh negatively, or constructs that have such items. Bars are intervals,
    where there are any.

    Parameters
    ----------
    record : ImportancePerformance
        From :func:`plspm.ipma`.
    level : {"constructs", "indicators"}
    target : str, optional
        Which of several targets.
    axes : matplotlib.axes.Axes, optional
        Where to draw; by default on new axes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        An option has a value that it cannot take.
    MissingDependencyError
        matplotlib is not installed.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = importance_map(plspm.ipma(result, target="MPE"))
    >>> axes.get_xlabel()
    'Importance for MPE'
    """
    check_kind("record", record, Map, "plspm.ipma()")
    gathering = Gathering(choice_problems("level", level, get_args(Level)))
    with gathering:
        wanted = chosen("target", target, record.targets)
    gathering.tell()
    table = _of_target(record.constructs if level == "constructs" else record.indicators, wanted)
    weights = _of_target(record.indicators, wanted)["weight"]
    negative = weights < 0
    if level == "constructs":
        negative = negative.groupby(level="construct").any()[table.index]
    axes = axes_or_new(axes)
    _bars(axes, table)
    x, y = table["importance"].to_numpy(), table["performance"].to_numpy()
    hollow = negative.to_numpy()
    axes.scatter(x[~hollow], y[~hollow], s=28, color="black", zorder=3)
    axes.scatter(x[hollow], y[hollow], s=28, facecolors="white", edgecolors="black", zorder=3)
    names = [str(label[-1] if isinstance(label, tuple) else label) for label in table.index]
    _finish(axes, x, y, names, wanted)
    if hollow.any():
        _note(axes, "hollow: negative weights")
    return axes


@plainly("plspm.plots.combined_map")
def combined_map(record: Combined, *, axes: Axes | None = None) -> Axes:
    """Draw importance against performance, with what is necessary.

    Filled points are necessary constructs, the larger the more cases have less of them than the
    level wished for requires; hollow ones are not necessary.

    Parameters
    ----------
    record : CombinedMap
        From :func:`plspm.cipma`.
    axes : matplotlib.axes.Axes, optional
        Where to draw; by default on new axes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        `axes` are none.
    MissingDependencyError
        matplotlib is not installed.

    References
    ----------
    Hauff, Richter, Sarstedt & Ringle (2024), Journal of Retailing and Consumer Services 78,
    103723.
    """
    check_kind("record", record, Combined, "plspm.cipma()")
    axes = axes_or_new(axes)
    table = record.constructs
    x, y = table["importance"].to_numpy(), table["performance"].to_numpy()
    necessary = table["necessary"].to_numpy(bool)
    area = SMALLEST + (LARGEST - SMALLEST) * table["cases_below"].to_numpy() / 100.0
    axes.scatter(
        x[necessary],
        y[necessary],
        s=area[necessary],
        facecolors="0.8",
        edgecolors="black",
        zorder=2,
    )
    axes.scatter(
        x[~necessary], y[~necessary], s=SMALLEST, facecolors="white", edgecolors="black", zorder=3
    )
    shares = table["cases_below"].round().astype(int)
    names = [
        f"{name} ({share} %)" if needed else str(name)
        for name, share, needed in zip(table.index, shares, necessary, strict=True)
    ]
    radius = np.sqrt(np.where(necessary, area, SMALLEST) / np.pi)
    _finish(axes, x, y, names, record.target, radius)
    _note(
        axes,
        f"grey: necessary for a performance of {record.level:g}; in brackets and by size,\n"
        "the percentage of cases with less than it requires",
    )
    return axes


def _of_target(table: pd.DataFrame, target: str) -> pd.DataFrame:
    if "target" not in table.index.names:
        return table
    return table[table.index.get_level_values("target") == target].droplevel("target")


def _bars(axes: Axes, table: pd.DataFrame) -> None:
    """Intervals as thin grey bars."""
    if "importance_lower" not in table:
        return
    x, y = table["importance"], table["performance"]
    axes.hlines(y, table["importance_lower"], table["importance_upper"], color=GREY, linewidth=0.8)
    axes.vlines(
        x, table["performance_lower"], table["performance_upper"], color=GREY, linewidth=0.8
    )


def _finish(
    axes: Axes,
    x: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    y: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    names: list[str],
    target: str,
    radius: np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None = None,
) -> None:
    """Names, quadrants and labels of the axes."""
    axes.margins(0.1)
    axes.autoscale_view()
    axes.axvline(x.mean(), color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    axes.axhline(y.mean(), color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    write_names(axes, x, y, names, np.full(x.size, 3.0) if radius is None else radius)
    finish(axes, x=f"Importance for {target}", y="Performance (0 to 100)")


def _note(axes: Axes, text: str) -> None:
    axes.set_title(text, fontsize=7, loc="left", color="0.3")
