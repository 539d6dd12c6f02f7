"""How all stages of a fit move when the data move: derivatives by complex step, stage after stage.

The correlations move in given directions; with them the weights of the first stage, by the implicit
function theorem, the scores and products made of these, the weights of the next stage, and so on.
Products also move with the means and standard deviations of the items, and with the cases
themselves: what a case adds to their moments is part of the direction.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates, Weights, from_weights, next_table
from plspm.estimation.fixed_point import STEP, feedback, weight_derivatives
from plspm.estimation.settings import Settings
from plspm.estimation.stages import Cases, Stage, Table, items_of


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """m directions in which the data of each of b fits move.

    Attributes
    ----------
    S : (b, m, items, items) array
        Of the item correlations.
    centre, scale : (b, m, items) arrays, or None
        Of the means and the standard deviations of the items; without products None.
    added : tuple of (b, m, ...) arrays, or None
        What the cases themselves add to the moments of products; see
        :class:`~plspm.estimation.stages.Cases`.
    """

    S: Array
    centre: Array | None = None
    scale: Array | None = None
    added: tuple[Array, Array, Array] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One stage of a fit, where derivatives are taken.

    Attributes
    ----------
    stage : Stage or None
        None for the last.
    arrays : ModelArrays
    table : Table
    w : (b, p) array or None
        Its weights, where it has any.
    loop : (b, p, p) array or None
        The feedback of these upon themselves.
    """

    stage: Stage | None
    arrays: ModelArrays
    table: Table
    w: Array | None
    loop: Array | None

    @property
    def pool(self) -> Array:
        """(b, items, pool) what indicators and scores of the stage are made of."""
        V = self.table.V
        if self.w is None:
            return V
        return np.concatenate([V, V @ (self.w[:, :, None] * self.arrays.membership)], axis=2)


def points_of(
    estimates: Estimates, S: Array, cases: Cases | None, settings: Settings
) -> tuple[Point, ...]:
    """The stages of fits of item correlations S (b, items, items), in order."""
    arrays, table = estimates.arrays, items_of(S)
    weights = iter((*estimates.earlier, Weights(estimates.w, *_states(estimates, 1))))
    points = []
    for stage in arrays.stages:
        found = next(weights) if stage.weighted else None
        points.append(_point(stage, stage.arrays, table, found, settings))
        table, _ = next_table(table, found, stage, settings, cases if stage.factors else None)
    return (*points, _point(None, arrays, table, next(weights), settings))


def _point(
    stage: Stage | None,
    arrays: ModelArrays,
    table: Table,
    found: Weights | None,
    settings: Settings,
) -> Point:
    if found is None:
        return Point(stage, arrays, table, None, None)
    return Point(stage, arrays, table, found.w, feedback(table.S, found.w, arrays, settings.scheme))


def moved(
    points: tuple[Point, ...],
    direction: Direction,
    estimates: Estimates,
    cases: Cases | None,
    settings: Settings,
) -> Estimates:
    """Estimates (b·m) whose imaginary parts are :data:`STEP` times their derivatives."""
    b, m, items = direction.S.shape[:3]
    table = items_of(
        (points[0].table.S[:, None] + 1j * STEP * direction.S).reshape(-1, items, items)
    )
    turned = None if cases is None else _moved_cases(cases, direction)
    held: Array | None = None
    for point in points:
        found = None
        if point.w is not None:
            w = _moved_weights(point, table.S, held, b, m, settings)
            found = Weights(w, *_states(estimates, m))
        if point.stage is None:
            break
        here = turned if point.stage.factors else None
        table, held = next_table(table, found, point.stage, settings, here)
    return from_weights(table, found, np.repeat(estimates.n, m), points[-1].arrays, settings)


def _moved_weights(
    point: Point, S: Array, held: Array | None, b: int, m: int, settings: Settings
) -> Array:
    p = S.shape[-1]
    dw = weight_derivatives(
        point.table.S,
        point.w,
        S.imag.reshape(b, m, p, p) / STEP,
        point.loop,
        point.arrays,
        settings.scheme,
        None if held is None else held.imag.reshape(b, m, p) / STEP,
    )
    return (point.w[:, None] + 1j * STEP * dw).reshape(-1, p)


def _moved_cases(cases: Cases, direction: Direction) -> Cases:
    """Cases whose means, standard deviations and products move; rows are shared by m directions."""
    m = direction.S.shape[1]

    def moving(value: Array, change: Array) -> Array:
        return (value[:, None] + 1j * STEP * change).reshape(-1, value.shape[1])

    return Cases(
        cases.Z,
        cases.row_weights,
        moving(cases.centre, direction.centre),
        moving(cases.scale, direction.scale),
        np.repeat(cases.n, m),
        tuple(1j * STEP * part.reshape(-1, *part.shape[2:]) for part in direction.added),
    )


def _states(estimates: Estimates, times: int) -> tuple[Array, Array]:
    return np.repeat(estimates.iterations, times), np.repeat(estimates.status, times)


def case_direction(
    points: tuple[Point, ...], Z: Array, share: Array, cases: Cases | None, chunk: slice
) -> Direction:
    """The direction in which every case of a chunk moves the data as it gains weight.

    Parameters
    ----------
    Z : (b, m, items) array
        The cases, standardised with weighted moments of denominator Σω.
    share : (b, m) array
        Of the weight.
    cases : Cases or None
        All of them, where the model has products.
    chunk : slice
        Which cases `Z` are.
    """
    S = points[0].table.S
    squares = 0.5 * Z**2
    D = Z[..., :, None] * Z[..., None, :]
    D -= (squares[..., :, None] + squares[..., None, :]) * S[:, None]
    D *= share[..., None, None]
    if cases is None:
        return Direction(D)
    part = share[..., None]
    centre = cases.scale[:, None] * Z * part
    scale = cases.scale[:, None] * (squares - 0.5) * part
    return Direction(D, centre, scale, _added(points, Z, share, cases, chunk))


def _added(
    points: tuple[Point, ...], Z: Array, share: Array, cases: Cases, chunk: slice
) -> tuple[Array, Array, Array]:
    """What each case of a chunk adds to the moments of products."""
    point = next(p for p in points if p.stage is not None and p.stage.factors)
    q = cases.products(point.pool, point.stage.factors)
    own, rows = q[:, chunk], cases.row_weights / cases.row_weights.sum(axis=1, keepdims=True)
    weighted = q * rows[..., None]
    z = (cases.Z - cases.centre[:, None]) / cases.scale[:, None]
    mean = weighted.sum(axis=1)[:, None]
    with_items = (weighted.swapaxes(1, 2) @ z)[:, None]
    between = (weighted.swapaxes(1, 2) @ q)[:, None]
    part = share[..., None]
    return (
        (own - mean) * part,
        (own[..., :, None] * Z[..., None, :] - with_items) * part[..., None],
        (own[..., :, None] * own[..., None, :] - between) * part[..., None],
    )
