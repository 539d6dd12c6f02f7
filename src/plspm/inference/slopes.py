"""Slopes of structural equations with products: polynomials in the moderators.

An equation y = Σ b_j x_j + Σ b_q Π x + ... has at given values of the moderators the slope ∂y/∂x_j.
Constructs are in standard units; those that no value is given for are at their mean, 0.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """What slopes are made of, for a stack of fits or draws.

    Attributes
    ----------
    B : (b, J, J) array
        Path coefficients, those of products as they are.
    centre, scale : (b, J) arrays
        Mean and standard deviation of single-item constructs; 0 and 1 of others.
    """

    B: Array
    centre: Array
    scale: Array

    @classmethod
    def of(cls, estimates: Estimates) -> Coefficients:
        """Return those of a stack of estimates."""
        return cls(estimates.per_unit(estimates.B), estimates.centre, estimates.scale)

    @classmethod
    def of_draws(cls, arrays: ModelArrays, paths: Array, locations: Array | None) -> Coefficients:
        """Return those of draws, from the components of two statistics.

        Parameters
        ----------
        arrays : ModelArrays
        paths : (draws, k) array
            Of the statistic "paths".
        locations : (draws, m) array or None
            Of "item_locations"; None for a model without products.
        """
        B = np.zeros((paths.shape[0], *arrays.is_path.shape))
        B[:, arrays.is_path] = paths
        centre, scale = np.zeros(B.shape[:2]), np.ones(B.shape[:2])
        if locations is not None:
            single = arrays.first_order & (arrays.sizes == 1)
            centre[:, single], scale[:, single] = np.hsplit(locations, 2)
        return cls(B, centre, scale)


Quantity = Callable[[Coefficients], Array]
"""From coefficients of a stack of b to one number each; (b,)."""


Combined = Callable[[Array], tuple[Array, Array, Array]]
"""From linear combinations (r, k) of k quantities to their values and intervals; (r,) each."""


@dataclass(frozen=True, slots=True)
class At:
    """A value of a construct.

    Attributes
    ----------
    value : float
        In standard units; of a single item in those of the data if `fixed`.
    fixed : bool
        Whether it stands for the same answer in every draw, whose mean and standard deviation
        differ.
    """

    value: float
    fixed: bool = False

    def standardised(self, construct: int, of: Coefficients) -> Array | float:
        """The value in the standard units of every draw."""
        if not self.fixed:
            return self.value
        standard: Array = (self.value - of.centre[:, construct]) / of.scale[:, construct]
        return standard


def products_in(arrays: ModelArrays, target: int, source: int) -> list[tuple[int, tuple[int, ...]]]:
    """Products in an equation that hold a construct, each with its other factors.

    A factor that is raised to a power is itself among the others.
    """
    found = []
    for q in np.flatnonzero(arrays.is_path[target] & arrays.is_product):
        others = list(arrays.factors[q])
        if source in others:
            others.remove(source)
            found.append((int(q), tuple(others)))
    return found


def slope(
    of: Coefficients, arrays: ModelArrays, target: int, source: int, at: Mapping[int, At]
) -> Array:
    """∂ target / ∂ source with constructs at given values; (b,).

    References
    ----------
    Aiken & West (1991), Multiple Regression: Testing and Interpreting Interactions, chapter 2.
    """
    total = of.B[:, target, source].copy()
    for q, others in products_in(arrays, target, source):
        # x^k has the derivative k x^(k - 1): as many times as the construct is a factor.
        times = arrays.factors[q].count(source)
        if all(k in at for k in others):
            coefficient = times * of.B[:, target, q]
            for k in others:
                coefficient = coefficient * at[k].standardised(k, of)
            total = total + coefficient
    return total


def outcome(of: Coefficients, arrays: ModelArrays, target: int, at: Mapping[int, At]) -> Array:
    """Level of an outcome with constructs at given values, from that with all at their mean; (b,).

    References
    ----------
    Aiken & West (1991), Multiple Regression: Testing and Interpreting Interactions, chapter 2.
    """
    total = np.zeros_like(of.B[:, 0, 0])
    for j in np.flatnonzero(arrays.is_path[target]):
        factors = arrays.factors[j] or (int(j),)
        if all(k in at for k in factors):
            term = of.B[:, target, j]
            for k in factors:
                term = term * at[k].standardised(k, of)
            total = total + term
    return total


def along(
    of: Coefficients, arrays: ModelArrays, route: tuple[int, ...], at: Mapping[int, At]
) -> Array:
    """Product of the slopes along a route, moderators held at given values; (b,)."""
    steps = itertools.pairwise(route)
    parts = [slope(of, arrays, target, source, at) for source, target in steps]
    effect: Array = np.prod(parts, axis=0)
    return effect


def polynomial(
    of: Coefficients, arrays: ModelArrays, route: tuple[int, ...], moderator: int
) -> list[Array]:
    """Effect along a route as a polynomial in one moderator, the others at their mean.

    Returns
    -------
    list of (b,) arrays
        Coefficients of 1, m, m², …

    References
    ----------
    Hayes (2015), Multivariate Behavioral Research 50(1), 1-22; Edwards & Lambert (2007),
    Psychological Methods 12(1), 1-22.
    """
    result = [np.ones(of.B.shape[0], dtype=of.B.dtype)]
    for source, target in itertools.pairwise(route):
        step = [of.B[:, target, source]]
        for q, others in products_in(arrays, target, source):
            if moderator != source and set(others) == {moderator}:
                step += [np.zeros_like(step[0])] * (len(others) + 1 - len(step))
                step[len(others)] = step[len(others)] + of.B[:, target, q]
        result = _multiplied(result, step)
    return result


def _multiplied(a: list[Array], b: list[Array]) -> list[Array]:
    product = [np.zeros_like(a[0]) for _ in range(len(a) + len(b) - 1)]
    for i, left in enumerate(a):
        for k, right in enumerate(b):
            product[i + k] = product[i + k] + left * right
    return product


def moderated_steps(arrays: ModelArrays, route: tuple[int, ...], moderator: int) -> tuple[int, ...]:
    """Which steps of a route, counted from 1, a construct moderates."""
    steps = enumerate(itertools.pairwise(route), start=1)
    return tuple(
        number
        for number, (source, target) in steps
        if moderator != source
        and any(set(others) == {moderator} for _, others in products_in(arrays, target, source))
    )


def moderators(arrays: ModelArrays, route: tuple[int, ...]) -> tuple[int, ...]:
    """Constructs whose values the slopes along a route depend on, in the order of the model."""
    found = {
        k
        for source, target in itertools.pairwise(route)
        for _, others in products_in(arrays, target, source)
        for k in others
    }
    return tuple(sorted(found))
