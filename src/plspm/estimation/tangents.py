"""How all stages of a fit move when the data move: derivatives by complex step, stage after stage.

The correlations move in given directions; with them the weights of the first stage, by the implicit
function theorem, the scores and products made of these, the weights of the next stage, and so on.
Products also move with the means and standard deviations of the items, and with the cases
themselves: what a case adds to their moments is part of the direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates, Weights, from_weights, next_table
from plspm.estimation.fixed_point import STEP, feedback, weight_derivatives
from plspm.estimation.settings import Settings
from plspm.estimation.stages import Cases, Stage, Table, items_of


@dataclass(frozen=True, slots=True, eq=False)
class OfCases:
    """How means, standard deviations and products move in m directions, of each of b fits.

    Attributes
    ----------
    centre, scale : (b, m, items) arrays
        Of the means and the standard deviations of the items.
    added : tuple of three (b, m, ...) arrays
        What the cases themselves add to the moments of products; see
        :class:`~plspm.estimation.stages.Cases`.
    """

    centre: Array
    scale: Array
    added: tuple[Array, Array, Array]


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """m directions in which the data of each of b fits move.

    Attributes
    ----------
    S : (b, m, items, items) array
        Of the item correlations.
    cases : OfCases or None
        What products need beside these; None for a model without.
    units : (b, m, items) array or None
        Of the units of the items; None where these are standardised.
    """

    S: Array
    cases: OfCases | None = None
    units: Array | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Weights (b, p) of one stage, and their feedback (b, p, p) upon themselves."""

    w: Array
    loop: Array


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One stage of a fit, where derivatives are taken.

    Attributes
    ----------
    arrays : ModelArrays
    table : Table
    settled : Settled or None
        None where the stage has no weights.
    """

    arrays: ModelArrays
    table: Table
    settled: Settled | None

    @property
    def pool(self) -> Array:
        """(b, items, pool) what indicators and scores of the stage are made of."""
        V = self.table.V
        if self.settled is None:
            return V
        W = self.settled.w[:, :, None] * self.arrays.membership
        return np.concatenate([V, V @ W], axis=2)


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The stages of fits in order, up to the table and the weights of the last.

    Attributes
    ----------
    estimates : Estimates
        The fits.
    S : (b, items, items) array
        Their item correlations.
    units : (b, items) array or None
        Standard deviations of items that are analysed in their own units.
    cases : Cases or None
        What products are made of.
    earlier : tuple of (Stage, Point)
    table : Table
    settled : Settled
    """

    estimates: Estimates
    S: Array
    units: Array | None
    cases: Cases | None
    earlier: tuple[tuple[Stage, Point], ...]
    table: Table
    settled: Settled

    @property
    def coordinates(self) -> int:
        """How many sums over the cases all statistics go through."""
        return coordinates(self.estimates.arrays, standardize=self.units is None)

    def of_products(self) -> tuple[Stage, Point]:
        """The stage that makes products."""
        return next(pair for pair in self.earlier if pair[0].factors)


def chain_of(estimates: Estimates, S: Array, cases: Cases | None, settings: Settings) -> Chain:
    """The stages of fits of item correlations S (b, items, items)."""
    units = item_units(estimates)
    table, weights = items_of(S, units), iter(estimates.earlier)
    earlier = []
    for stage in estimates.arrays.stages:
        found = next(weights) if stage.weighted else None
        settled = None if found is None else _settled(stage.arrays, table, found.w, settings)
        earlier.append((stage, Point(stage.arrays, table, settled)))
        table, _ = next_table(table, found, stage, settings, cases if stage.factors else None)
    last = _settled(estimates.arrays, table, estimates.w, settings)
    return Chain(estimates, S, units, cases, tuple(earlier), table, last)


def item_units(estimates: Estimates) -> Array | None:
    """Units of the items, every one once; (b, items), or None where these are standardised."""
    if estimates.units is None or not estimates.arrays.stages:
        return estimates.units
    return estimates.units[:, estimates.arrays.items]


def _settled(arrays: ModelArrays, table: Table, w: Array, settings: Settings) -> Settled:
    return Settled(w, feedback(table.S, w, arrays, settings.scheme, table.units))


def moved(chain: Chain, direction: Direction, settings: Settings) -> Estimates:
    """Estimates (b·m) whose imaginary parts are :data:`STEP` times their derivatives."""
    estimates, m = chain.estimates, direction.S.shape[1]
    units = None
    if chain.units is not None and direction.units is not None:
        units = _stepped(chain.units, direction.units)
    table, held = items_of(_stepped(chain.S, direction.S), units), None
    cases = chain.cases
    if cases is not None and direction.cases is not None:
        cases = _moved_cases(cases, direction.cases)
    for stage, point in chain.earlier:
        found = None
        if point.settled is not None:
            w = _moved_weights(point.settled, point.table, stage.arrays, table, held, settings)
            found = _as_weights(w, estimates, m)
        table, held = next_table(table, found, stage, settings, cases if stage.factors else None)
    arrays = estimates.arrays
    w = _moved_weights(chain.settled, chain.table, arrays, table, held, settings)
    n = np.repeat(estimates.n, m)
    return from_weights(table, _as_weights(w, estimates, m), n, arrays, settings, cases)


def _stepped(values: Array, change: Array) -> Array:
    """A complex step from values (b, ...) in directions (b, m, ...), as a stack (b·m, ...)."""
    return (values[:, None] + 1j * STEP * change).reshape(-1, *values.shape[1:])


def _moved_weights(
    settled: Settled,
    table: Table,
    arrays: ModelArrays,
    moving: Table,
    held: Array | None,
    settings: Settings,
) -> Array:
    """Weights of one stage while its table moves, and the weights that it keeps."""
    b, p = settled.w.shape
    dw = weight_derivatives(
        table.S,
        settled.w,
        moving.S.imag.reshape(b, -1, p, p) / STEP,
        settled.loop,
        arrays,
        settings.scheme,
        None if held is None else held.imag.reshape(b, -1, p) / STEP,
        moving.units,
    )
    return _stepped(settled.w, dw)


def _moved_cases(cases: Cases, change: OfCases) -> Cases:
    """Cases whose means, standard deviations and products move; m directions share the rows."""
    mean, items, products = (
        cast("Array", 1j * STEP * part.reshape(-1, *part.shape[2:])) for part in change.added
    )
    return Cases(
        cases.Z,
        cases.row_weights,
        _stepped(cases.centre, change.centre),
        _stepped(cases.scale, change.scale),
        np.repeat(cases.n, change.centre.shape[1]),
        (mean, items, products),
    )


def _as_weights(w: Array, estimates: Estimates, m: int) -> Weights:
    return Weights(w, np.repeat(estimates.iterations, m), np.repeat(estimates.status, m))


def coordinates(arrays: ModelArrays, *, standardize: bool) -> int:
    """How many sums over the cases all statistics go through.

    The second moments of the pairs i <= j of items; with units or products the sum of the weights;
    with products also the means of the items, and the moments of the products.
    """
    items = arrays.items.size
    count = items * (items + 1) // 2
    if not arrays.needs_cases:
        return count + (not standardize)
    m = sum(len(stage.factors) for stage in arrays.stages)
    return count + 1 + items + m + m * items + m * (m + 1) // 2
