"""Ceilings over a scatter of cases, for a stack of scatters that share their conditions.

Condition u and outcome v are scaled so that the scope is the unit square. The ceiling is what
no case lies above: with M(u) the highest outcome of all cases up to u, CE-FDH is M itself, a
step function. Its corners, where M rises, are the peers; CR-FDH is the least-squares line through
them. The empty zone above a ceiling is the effect size, because the scope has area 1.

A permutation of the outcomes is another row of the stack, so the observed data and the permuted
ones take the same road.

References
----------
Dul (2016), Organizational Research Methods 19(1), 10-52; Tulkens (1993) for the hull.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.estimation.arrays import Array, Flags, Indices

ROUNDING = 1e-12
"""Differences of areas and heights in the unit square that are none."""

LEVEL = 1e-8
"""Slopes below which the area under a line is that of a level one."""


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """The distinct values of a condition, and which cases come up to each.

    Attributes
    ----------
    order : (n,) array
        The cases in ascending order of the condition.
    values : (g,) array
        Its distinct values, scaled to the scope.
    last : (g,) array
        Place in that order of the last case with each value.
    """

    order: Indices
    values: Array
    last: Indices

    @classmethod
    def of(cls, u: Array) -> Condition:
        """Sort the scaled condition (n,)."""
        order = np.argsort(u, kind="stable")
        values, counts = np.unique(u, return_counts=True)
        return cls(order, values, np.cumsum(counts) - 1)


def highest_so_far(v: Array) -> Array:
    """Highest outcome among each case and those before it; (b, n)."""
    return np.maximum.accumulate(v, axis=1)


def at_values(condition: Condition, highest: Array) -> Array:
    """M at each distinct value of the condition; (b, g), without a copy where no cases tie."""
    tied = condition.last.size < condition.order.size
    return highest[:, condition.last] if tied else highest


def ce_fdh(condition: Condition, highest: Array) -> Array:
    """Effect size of the step function; (b,).

    Parameters
    ----------
    highest : (b, n) array
        From :func:`highest_so_far`, cases in the order of the condition.
    """
    widths = np.diff(condition.values, append=1.0)
    return 1.0 - at_values(condition, highest) @ widths


def peers(condition: Condition, highest: Array) -> tuple[Array, Flags]:
    """M at each distinct value of the condition, and where it rises; (b, g) each."""
    M = at_values(condition, highest)
    rises = np.ones(M.shape, dtype=np.bool_)
    np.greater(M[:, 1:], M[:, :-1], out=rises[:, 1:])
    return M, rises


def cr_fdh(condition: Condition, highest: Array) -> tuple[Array, Array, Array]:
    """Effect size, intercept and slope of the line through the peers; (b,) each.

    A single peer has no line; the level one through it stands in.
    """
    M, rises = peers(condition, highest)
    row, place = np.nonzero(rises)
    u, v = condition.values[place], M[row, place]
    count = np.bincount(row, minlength=len(M)).astype(float)
    mean_u = np.bincount(row, u) / count
    mean_v = np.bincount(row, v) / count
    du, dv = u - mean_u[row], v - mean_v[row]
    squares = np.bincount(row, du * du)
    slope = np.bincount(row, du * dv) / np.where(squares > 0, squares, 1.0)
    intercept = mean_v - slope * mean_u
    return 1.0 - area_below(intercept, slope), intercept, slope


def area_below(intercept: Array, slope: Array) -> Array:
    """Area of the unit square below lines that do not fall; (b,)."""
    level = slope < LEVEL
    rise = np.where(level, 1.0, slope)
    steep = (_integral(intercept + slope) - _integral(intercept)) / rise
    return np.where(level, np.clip(intercept + slope / 2.0, 0.0, 1.0), steep)


def _integral(height: Array) -> Array:
    """∫ of heights clipped to 0..1, from below 0 up to `height`."""
    inside = np.clip(height, 0.0, 1.0)
    return inside * inside / 2.0 + np.maximum(height - 1.0, 0.0)


def required(u: Array, M: Array, levels: Array) -> Array:
    """Least condition at which the step function reaches each level; (k,), inf where none does.

    Parameters
    ----------
    u, M : (g,) arrays
        Distinct conditions in ascending order, and M at each.
    """
    place = np.searchsorted(M, levels - ROUNDING, side="left")
    return np.append(u, np.inf)[place]


def required_by_line(intercept: float, slope: float, levels: Array) -> Array:
    """Least condition at which the line reaches each level; (k,), inf beyond the scope."""
    if slope < LEVEL:
        return np.where(levels <= intercept + ROUNDING, -np.inf, np.inf)
    u = (levels - intercept) / slope
    return np.where(u > 1.0 + ROUNDING, np.inf, u)
