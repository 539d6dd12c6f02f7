"""Specification curves: one claim in every specification, and the choices behind each."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

import numpy as np

from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems
from plspm.plots.axes import axes_or_new, finish, tick_names
from plspm.plots.numbers import written
from plspm.plots.palette import BLUE
from plspm.plots.tabled import check_kind

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SURE: Final = BLUE
UNSURE: Final = "#a6a6a6"
ACROSS: Final = "specifications in ascending order"
LINE: Final = 0.06
"""Height of a line of the panel of choices, in that of the curve."""


@runtime_checkable
class Curve(Protocol):
    """What the picture needs; the record of :func:`plspm.specification_curve` has it."""

    @property
    def estimates(self) -> pd.DataFrame:
        """Column estimate, perhaps lower, upper and significant, by (path, specification)."""

    @property
    def specifications(self) -> pd.DataFrame:
        """Choices by specification, and whether it converged and is admissible."""

    @property
    def effect(self) -> str:
        """Which effect it is."""


@plainly("plspm.plots.specification_plot")
def specification_plot(record: Curve, path: str | None = None, *, axes: Axes | None = None) -> Axes:
    """Draw the estimates in ascending order, and below what each specification chose.

    Parameters
    ----------
    record : SpecificationCurve
        From :func:`plspm.specification_curve`.
    path : str, optional
        By default the first path of interest.
    axes : matplotlib.axes.Axes, optional
        Where to draw; by default on new axes. Their room is shared out: the curve stays on them,
        the panel of choices gets new ones below.

    Returns
    -------
    matplotlib.axes.Axes
        Those of the curve.

    Raises
    ------
    OptionError
        There is no such path, or no specification has it.
    MissingDependencyError
        matplotlib is not installed.

    References
    ----------
    Simonsohn, Simmons & Nelson (2020), Nature Human Behaviour 4, 1208-1214.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> curve = plspm.specification_curve(
    ...     study.model, study.data, paths="ORE -> MPE", schemes=["path", "centroid"]
    ... )
    >>> specification_plot(curve).get_ylabel()
    'ORE → MPE, total effect'
    """
    check_kind("record", record, Curve, "plspm.specification_curve()")
    names = list(record.estimates.index.unique("path"))
    name = names[0] if path is None else path
    problems = choice_problems("path", name, names)
    if problems:
        raise OptionError(problems)
    table = record.estimates.loc[[name]].droplevel("path")
    found = table[table["estimate"].notna()].sort_values(by="estimate")
    if found.empty:
        raise OptionError(f"No specification has {name}.")
    chosen = record.specifications.loc[found.index].drop(columns=["converged", "admissible"])
    lines = [
        (choice, value)
        for choice in chosen.columns
        for value in sorted(chosen[choice].unique())
        if (chosen[choice] != value).any()
    ]
    axes = axes_or_new(axes, (7.0, 3.0 * (1.0 + LINE * len(lines))))
    _curve(axes, found)
    finish(axes, x="" if lines else ACROSS, y=f"{name.replace('->', '→')}, {record.effect} effect")
    if lines:
        _choices(axes, chosen, lines, _colours(found))
    return axes


def _colours(found: pd.DataFrame) -> list[str]:
    if "significant" not in found:
        return [SURE] * len(found)
    return [SURE if sure else UNSURE for sure in found["significant"]]


def _curve(axes: Axes, found: pd.DataFrame) -> None:
    """Estimates with their intervals, zero and the median."""
    place = np.arange(1, len(found) + 1)
    estimates = found["estimate"].to_numpy(float)
    colours = _colours(found)
    if "lower" in found:
        axes.vlines(place, found["lower"], found["upper"], colors=colours, linewidth=1.0)
    axes.scatter(place, estimates, s=_size(len(found)), c=colours, linewidths=0, zorder=3)
    axes.axhline(0.0, color="0.6", linewidth=0.8, zorder=0)
    median = float(np.median(estimates))
    axes.axhline(median, color="0.3", linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    title = f"{len(found)} specifications, median {written(median, 2)}"
    if "significant" in found:
        title += (
            f", {100 * found['significant'].astype(float).mean():.0f} % with an interval without 0"
        )
    axes.set_title(title, fontsize=9)
    axes.set_xlim(0.0, len(found) + 1.0)


def _choices(
    axes: Axes,
    chosen: pd.DataFrame,
    lines: Sequence[tuple[Hashable, Hashable]],
    colours: Sequence[str],
) -> None:
    """The panel below: a mark where a specification chose the value of a line."""
    panel = _below(axes, LINE * len(lines))
    for row, (choice, value) in enumerate(lines):
        picked = np.flatnonzero((chosen[choice] == value).to_numpy()).tolist()
        panel.scatter(
            np.array(picked) + 1,
            np.full(len(picked), row),
            s=_size(len(chosen)),
            c=[colours[k] for k in picked],
            marker="s",
            linewidths=0,
        )
    tick_names(panel, [f"{choice}: {value}" for choice, value in lines], "y")
    starts = [row for row in range(1, len(lines)) if lines[row][0] != lines[row - 1][0]]
    for row in starts:
        panel.axhline(row - 0.5, color="0.85", linewidth=0.8, zorder=0)
    panel.set_ylim(len(lines) - 0.5, -0.5)
    panel.set_xlim(axes.get_xlim())
    finish(panel, x=ACROSS)
    axes.tick_params(labelbottom=False)


def _below(axes: Axes, height: float) -> Axes:
    """New axes in the lower part of the room of others, which keep the upper part."""
    spec = axes.get_subplotspec()
    if spec is not None:
        grid = spec.subgridspec(2, 1, height_ratios=[1.0, height], hspace=0.08)
        axes.set_subplotspec(grid[0])
        return axes.figure.add_subplot(grid[1])
    box = axes.get_position()
    part = box.height * height / (1.0 + height)
    axes.set_position((box.x0, box.y0 + part, box.width, box.height - part))
    return axes.figure.add_axes((box.x0, box.y0, box.width, 0.9 * part))


def _size(count: int) -> float:
    """Area of a mark: smaller where many stand side by side."""
    return float(np.clip(1200.0 / count, 3.0, 22.0))
