"""Polynomials in independent standard normal variables, and their exact covariances.

Every construct of a population is such a polynomial: exogenous ones and residuals are linear in
normal variables, a product multiplies, an equation adds. So variances and correlations of
populations with products are exact, and not simulated.

A polynomial is a mapping from monomials to coefficients; a monomial lists its variables in
order, each as often as its power says: x₀²x₃ is (0, 0, 3), 1 is ().
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product
from math import factorial, prod

Monomial = tuple[int, ...]
Polynomial = Mapping[Monomial, float]


def variable(number: int) -> Polynomial:
    """One of the normal variables."""
    return {(number,): 1.0}


def combined(terms: Iterable[tuple[float, Polynomial]]) -> Polynomial:
    """Sum of polynomials with coefficients.

    Examples
    --------
    >>> combined([(2.0, variable(0)), (1.0, variable(0)), (0.5, {(): 1.0})])
    {(0,): 3.0, (): 0.5}
    """
    total: dict[Monomial, float] = {}
    for coefficient, polynomial in terms:
        for monomial, value in polynomial.items():
            total[monomial] = total.get(monomial, 0.0) + coefficient * value
    return total


def multiplied(factors: Iterable[Polynomial]) -> Polynomial:
    """Product of polynomials.

    Examples
    --------
    >>> multiplied([{(0,): 2.0, (1,): 1.0}, variable(1)])
    {(0, 1): 2.0, (1, 1): 1.0}
    """
    total: Polynomial = {(): 1.0}
    for factor in factors:
        terms: dict[Monomial, float] = {}
        for (a, x), (b, y) in product(total.items(), factor.items()):
            monomial = tuple(sorted(a + b))
            terms[monomial] = terms.get(monomial, 0.0) + x * y
        total = terms
    return total


def in_hermite(polynomial: Polynomial) -> Polynomial:
    """The same polynomial in products of normalised Hermite polynomials, which are orthonormal.

    The coefficient of () is the mean; the others tell all covariances.

    Notes
    -----
    xᵏ = Σ_m k! / (2ᵐ m! (k - 2m)!) He_{k-2m}(x), and He_j has variance j!.

    Examples
    --------
    >>> in_hermite({(0, 0): 1.0})
    {(0, 0): 1.4142135623730951, (): 1.0}
    """
    total: dict[Monomial, float] = {}
    for monomial, coefficient in polynomial.items():
        powers = Counter(monomial)
        choices = [range(k // 2 + 1) for k in powers.values()]
        for halves in product(*choices):
            value, key = coefficient, []
            for (x, k), m in zip(powers.items(), halves, strict=True):
                left = k - 2 * m
                value *= factorial(k) / (2**m * factorial(m) * factorial(left))
                value *= factorial(left) ** 0.5
                key += [x] * left
            total[tuple(key)] = total.get(tuple(key), 0.0) + value
    return total


def mean(polynomial: Polynomial) -> float:
    """Expectation.

    Examples
    --------
    >>> mean({(0, 0, 1, 1): 2.0, (0, 1): 5.0})
    2.0
    """
    return sum(
        value * prod(_moment(k) for k in Counter(monomial).values())
        for monomial, value in polynomial.items()
    )


def covariance(a: Polynomial, b: Polynomial) -> float:
    """Covariance of two polynomials as :func:`in_hermite` gives them.

    Examples
    --------
    >>> square = in_hermite({(0, 0): 1.0})
    >>> round(covariance(square, square), 12)
    2.0
    """
    return sum(value * b[monomial] for monomial, value in a.items() if monomial and monomial in b)


def _moment(k: int) -> int:
    """E xᵏ of a standard normal variable: (k - 1)!! for even k."""
    return 0 if k % 2 else prod(range(1, k, 2))
