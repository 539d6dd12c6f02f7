"""Scatters of cases under the ceilings of necessary condition analysis."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from plspm.assessment.significance import p_value
from plspm.calls import plainly
from plspm.plots.axes import axes_or_new, finish, legend
from plspm.plots.tabled import check_kind, chosen

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@runtime_checkable
class Ceilings(Protocol):
    """What the picture needs; the record of :func:`plspm.nca` has it."""

    @property
    def target(self) -> str:
        """Name of the outcome."""

    @property
    def conditions(self) -> tuple[str, ...]:
        """Names of the conditions."""

    @property
    def cases(self) -> pd.DataFrame:
        """Conditions and outcome."""

    @property
    def scope(self) -> pd.DataFrame:
        """Columns low and high by variable."""

    @property
    def corners(self) -> Mapping[str, str]:
        """The empty corner by condition: upper or lower, left or right."""

    @property
    def peers(self) -> pd.DataFrame:
        """Columns condition_value and outcome_value by (condition, case)."""

    @property
    def effects(self) -> pd.DataFrame:
        """Columns d, p_value, intercept and slope by (condition, ceiling)."""


@plainly("plspm.plots.ceiling_plot")
def ceiling_plot(
    record: Ceilings, condition: str | None = None, *, axes: Axes | None = None
) -> Axes:
    """Draw the cases with the ceilings above them, and the empty zone.

    Parameters
    ----------
    record : NecessaryConditions
        From :func:`plspm.nca`.
    condition : str, optional
        Which condition, where there are several.
    axes : matplotlib.axes.Axes, optional
        Where to draw; by default on new axes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        `condition` is none of those analysed, or must be chosen.
    MissingDependencyError
        matplotlib is not installed.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = ceiling_plot(plspm.nca(result, target="ECE", permutations=0), "ORE")
    >>> [text.get_text() for text in axes.get_legend().get_texts()]
    ['CE-FDH: d = 0.17', 'CR-FDH: d = 0.14']
    """
    check_kind("record", record, Ceilings, "plspm.nca()")
    name = chosen("condition", condition, record.conditions)
    axes = axes_or_new(axes)
    effects = _of(record.effects, name).to_dict("index")
    low, high = record.scope["low"], record.scope["high"]
    corners = _of(record.peers, name)
    box = (low[name], high[name], low[record.target], high[record.target])
    if "ce_fdh" in effects:
        _steps(axes, corners, box, record.corners[name], _label("CE-FDH", effects["ce_fdh"]))
    if "cr_fdh" in effects:
        _line(axes, effects["cr_fdh"], box, _label("CR-FDH", effects["cr_fdh"]))
    cases = record.cases
    axes.scatter(cases[name], cases[record.target], s=12, color="black", linewidths=0, zorder=3)
    axes.scatter(
        corners["condition_value"],
        corners["outcome_value"],
        s=42,
        facecolors="none",
        edgecolors="black",
        linewidths=0.8,
        zorder=4,
    )
    legend(axes, columns=2)
    finish(axes, x=name, y=record.target)
    return axes


def _of(table: pd.DataFrame, condition: str) -> pd.DataFrame:
    return table[table.index.get_level_values("condition") == condition].droplevel("condition")


def _label(name: str, effect: Mapping[Hashable, float]) -> str:
    d, p = f"{name}: d = {effect['d']:.2f}", p_value(float(effect["p_value"]))
    if not p:
        return d
    return f"{d}, p {p}" if p.startswith("<") else f"{d}, p = {p}"


def _steps(
    axes: Axes,
    corners: pd.DataFrame,
    box: tuple[float, float, float, float],
    empty: str,
    label: str,
) -> None:
    """The step function, from the side of the empty corner on, and the zone beyond it."""
    left, right, bottom, top = box
    if empty.endswith("right"):
        left, right = right, left
    if empty.startswith("lower"):
        bottom, top = top, bottom
    x = np.array([left, *corners["condition_value"], right])
    y = np.array([bottom, *corners["outcome_value"], corners["outcome_value"].iloc[-1]])
    axes.fill_between(x, y, top, step="post", color="0.93", linewidth=0, zorder=0)
    axes.step(x, y, where="post", color="black", linewidth=1.0, label=label, zorder=2)


def _line(
    axes: Axes, effect: Mapping[Hashable, float], box: tuple[float, float, float, float], label: str
) -> None:
    """The line, as far as it lies within the scope."""
    left, right, bottom, top = box
    x = np.linspace(left, right, 201)
    y = effect["intercept"] + effect["slope"] * x
    inside = (y >= bottom) & (y <= top)
    axes.plot(
        x[inside], y[inside], color="0.4", linewidth=1.0, linestyle="--", label=label, zorder=2
    )
