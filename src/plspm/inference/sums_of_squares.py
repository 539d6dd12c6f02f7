"""Squared contributions summed over very many cases, without an array as long as the data.

What case i contributes to a statistic is u_i = a'x_i, where x_i are numbers of the case, such as
the products of its items, and a the derivatives of the statistic in their sums. The sum of the
squares is a'(Σ x_i x_i')a: of all statistics, from one symmetric product. The fewer numbers of a
case do, the faster it is (:mod:`~plspm.inference.fewer_products`).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from plspm.data.moments import Pearson
from plspm.data.weighted_sums import blocks
from plspm.estimation.arrays import Array, Flags
from plspm.estimation.tangents import Chain
from plspm.inference.blas import one_blas_thread
from plspm.inference.fewer_products import fewer_products
from plspm.inference.fitted import Fitted
from plspm.inference.parallel import in_batches

CASES_TOGETHER = 2**15
"""Cases that a thread works on; always so many, so that sums do not depend on the machine."""

MANY_CASES = 2**14
"""Below so many the products of all pairs take no longer than finding fewer."""

LOST = 1e-6
"""Sums of squares so small beside their terms are computed case by case, for want of digits."""

OfCases = Callable[[slice], Array]
"""From some of the cases to numbers of each; (length, m)."""


def sums_of_squares(
    fitted: Fitted,
    chain: Chain,
    weights: Array,
    derivatives: Array,
    of_coordinates: Callable[[], OfCases],
) -> Array:
    """Sums over the cases of their squared contributions to every statistic; (k,).

    Parameters
    ----------
    fitted : Fitted
    chain : Chain
        The fit, a stack of one.
    weights : (1, n) array
        Its row weights.
    derivatives : (coordinates, k) array
        Of the statistics, in the base coordinates.
    of_coordinates : callable
        Makes, where it is needed, what computes what the cases do to the base coordinates.
    """
    (length, k), n = derivatives.shape, weights.shape[1]
    if length > 2 * k:  # the symmetric product takes half the time of others
        return _case_by_case(of_coordinates(), derivatives, n)
    found = _through_fewer(fitted, chain, weights, derivatives) if n >= MANY_CASES else None
    of_cases, factors = (of_coordinates(), derivatives) if found is None else found
    squares, lost = _through_moments(of_cases, factors, n)
    if lost.any():
        squares[lost] = _case_by_case(of_cases, factors[:, lost], n)
    return squares


def _through_fewer(
    fitted: Fitted, chain: Chain, weights: Array, derivatives: Array
) -> tuple[OfCases, Array] | None:
    """Fewer numbers of cases, and derivatives in their sums, where items alone matter."""
    of_items = chain.units is None and chain.cases is None and not chain.earlier
    if not (of_items and isinstance(fitted.cases, Pearson)):
        return None
    with one_blas_thread():  # what is found does not depend on the machine
        products = fewer_products(chain, derivatives, fitted.settings.scheme)
    if products is None:
        return None
    z, share = fitted.cases.standardised(weights), weights[0] / weights.sum()
    return lambda cases: products.of_cases(z(cases)[0], share[cases]), products.factors


def _through_moments(of_cases: OfCases, factors: Array, n: int) -> tuple[Array, Flags]:
    """Sums of squares (k,) from second moments, and which of them lack digits."""
    length = factors.shape[0]

    def moments(low: int, high: int) -> Array:
        total = np.zeros((length, length))
        for cases in blocks(low, high, 2 * length):
            x = of_cases(cases)
            total += x @ x.T
        return total

    total = _summed(moments, n)
    squares: Array = np.einsum("ck,ck->k", factors, total @ factors)
    return squares, squares < LOST * (np.diag(total) @ factors**2)


def _case_by_case(of_cases: OfCases, factors: Array, n: int) -> Array:
    """Sums of squares (k,) of the contributions themselves."""
    length, k = factors.shape

    def squares(low: int, high: int) -> Array:
        total = np.zeros(k)
        for cases in blocks(low, high, 2 * length):
            total += ((factors.T @ of_cases(cases)) ** 2).sum(axis=1)
        return total

    return _summed(squares, n)


def _summed(compute: Callable[[int, int], Array], n: int) -> Array:
    parts = in_batches(compute, 0, n, CASES_TOGETHER, None, False, named="cases")
    total: Array = np.add.reduce(parts)
    return total
