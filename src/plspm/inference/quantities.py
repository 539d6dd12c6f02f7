"""Inference for functions of the path coefficients, from draws and by the delta method."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from plspm.assessment.statistics import ITEM_LOCATIONS, Labels, Statistic
from plspm.estimation.arrays import Array
from plspm.estimation.estimate import Estimates
from plspm.estimation.structural import total_effects
from plspm.inference.components import Components
from plspm.inference.drawn import Drawn, components_of, drawn_values
from plspm.inference.expressions import Value
from plspm.inference.intervals import Kind, normal_bounds
from plspm.inference.slopes import Coefficients, Combined, Quantity

Compute = Callable[[list[Statistic]], Mapping[str, Mapping[str, Array]]]
"""From statistics to columns ("estimate", "std_error", ...) of each, by its name."""


def from_draws(
    drawn: Drawn, name: str, quantities: Sequence[Quantity], labels: Labels
) -> Components:
    """Quantities as components of their own, from the draws of "paths" and "item_locations"."""
    paths = drawn_values(drawn, "paths")
    locations = drawn.replicates.values.get(ITEM_LOCATIONS.name)
    of_draws = Coefficients.of_draws(drawn.fitted.arrays, paths, locations)
    statistic = _statistic(name, quantities, labels)
    return components_of(drawn, statistic, _stacked(quantities, of_draws))


def from_drawn_paths(
    drawn: Drawn, name: str, values: Sequence[Value], labels: Labels
) -> Components:
    """Functions of path coefficients and total effects as components, from draws of "paths"."""
    arrays = drawn.fitted.arrays

    def stacked(B: Array) -> Array:
        T = total_effects(B, arrays)
        # A user's arithmetic may overflow or divide by zero in a draw: NaN says so below.
        with np.errstate(all="ignore"):
            columns = [value(B, T) for value in values]
        stack = np.stack(columns, axis=1) if columns else np.empty((B.shape[0], 0))
        return np.where(np.isfinite(stack), stack, np.nan)

    B = Coefficients.of_draws(arrays, drawn_values(drawn, "paths"), None).B
    statistic = Statistic(name, name, lambda e: stacked(e.per_unit(e.B)), lambda _: labels)
    return components_of(drawn, statistic, stacked(B))


def combined_from_draws(
    drawn: Drawn, quantities: Sequence[Quantity], kind: Kind, level: float
) -> Combined:
    """Intervals of linear combinations of quantities, from the draws of "paths"."""
    part = from_draws(drawn, "quantity", quantities, _numbered(len(quantities)))

    def of(combinations: Array) -> tuple[Array, Array, Array]:
        sums = part.combined(combinations)
        return sums.estimate, *sums.interval(kind, level, "two-sided")

    return of


def by_delta(
    compute: Compute, name: str, quantities: Sequence[Quantity], labels: Labels
) -> dict[str, Array]:
    """Estimates and standard errors of quantities, found without drawing; (k,) each."""
    return dict(compute([_statistic(name, quantities, labels)])[name])


def combined_by_delta(compute: Compute, quantities: Sequence[Quantity], level: float) -> Combined:
    """Normal intervals of linear combinations of quantities, from their covariance.

    That of a pair is half of what the variance of their sum exceeds those of the two by.
    """
    k = len(quantities)
    pairs = [(i, j) for i in range(k) for j in range(i)]
    sums = [*quantities, *(_sum_of(quantities[i], quantities[j]) for i, j in pairs)]
    found = by_delta(compute, "quantity", sums, _numbered(len(sums)))
    variances = found["std_error"] ** 2
    covariance = np.diag(variances[:k])
    for variance, (i, j) in zip(variances[k:], pairs, strict=True):
        covariance[i, j] = covariance[j, i] = (variance - variances[i] - variances[j]) / 2

    def of(combinations: Array) -> tuple[Array, Array, Array]:
        estimate = combinations @ found["estimate"][:k]
        variance = np.einsum("ri,ij,rj->r", combinations, covariance, combinations)
        return estimate, *normal_bounds(estimate, np.sqrt(np.maximum(variance, 0.0)), level)

    return of


def _numbered(count: int) -> Labels:
    """Labels of quantities that have no name."""
    return Labels(("quantity",), tuple((str(number),) for number in range(count)))


def _statistic(name: str, quantities: Sequence[Quantity], labels: Labels) -> Statistic:
    def compute(estimates: Estimates) -> Array:
        return _stacked(quantities, Coefficients.of(estimates))

    return Statistic(name, name, compute, lambda _: labels)


def _stacked(quantities: Sequence[Quantity], of: Coefficients) -> Array:
    with np.errstate(all="ignore"):  # a draw may have no such quantity: NaN says so
        columns = [quantity(of) for quantity in quantities]
    return np.stack(columns, axis=1) if columns else np.empty((of.B.shape[0], 0))


def _sum_of(first: Quantity, second: Quantity) -> Quantity:
    return lambda of: first(of) + second(of)
