"""Exact moments against integration by Gauss-Hermite quadrature."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.polynomial.hermite_e import hermegauss
from tests.strategies import examples

from plspm.design import polynomials as P

monomials = st.lists(st.integers(0, 2), max_size=4).map(lambda m: tuple(sorted(m)))
polynomial = st.dictionaries(monomials, st.floats(-2, 2), min_size=1, max_size=4)
NODES, WEIGHTS = hermegauss(12)
GRID = np.array(np.meshgrid(NODES, NODES, NODES)).reshape(3, -1)
MASS = np.array(np.meshgrid(WEIGHTS, WEIGHTS, WEIGHTS)).prod(axis=0).ravel()
MASS /= MASS.sum()


def values(p):
    return sum(c * np.prod(GRID[list(m)], axis=0) for m, c in p.items())


@examples(60)
@given(polynomial, polynomial)
def test_mean_product_and_covariance(a, b):
    x, y = values(a), values(b)
    np.testing.assert_allclose(P.mean(a), MASS @ x, atol=1e-9)
    np.testing.assert_allclose(values(P.multiplied([a, b])), x * y, atol=1e-6)
    covariance = MASS @ (x * y) - (MASS @ x) * (MASS @ y)
    found = P.covariance(P.in_hermite(a), P.in_hermite(b))
    np.testing.assert_allclose(found, covariance, atol=1e-8)


def test_a_sum_with_coefficients():
    a, b = {(0,): 2.0, (): 1.0}, {(0,): 1.0, (1, 1): 3.0}
    np.testing.assert_allclose(values(P.combined([(2.0, a), (-1.0, b)])), 2 * values(a) - values(b))
