"""Consistent moments of products: what products of common factors have, from those of proxies.

A proxy is √Q times its common factor plus an error of variance 1 - Q that is independent of all
else. Expanding a product of proxies gives its expectation from those of common factors, so that
these follow in turn, from the lowest order up. Third moments need errors that are symmetric; the
fourth moment of one construct needs errors whose kurtosis is normal.

References
----------
Dijkstra & Schermelleh-Engel (2014), Psychometrika 79(4), 585-604; Dijkstra & Henseler (2011),
Quality & Quantity 45(6), 1505-1518.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from math import comb, prod

import numpy as np

from plspm.estimation.arrays import Array
from plspm.estimation.consistency import square_root

NORMAL = {0: 1, 2: 1, 4: 3}
"""Moments of a standard normal error of even order."""


def corrected_products(
    with_items: Array, raw: Array, factors: tuple[tuple[int, ...], ...], P: Array, Q: Array
) -> tuple[Array, Array]:
    """Covariances of products of two common factors with items, and with one another.

    Parameters
    ----------
    with_items : (b, m, items) array
        Covariances of the products of proxies with the standardised items.
    raw : (b, m, m) array
        Expectations of products of products of proxies.
    factors : tuple of m pairs of int
        Numbers of the constructs that are multiplied.
    P : (b, J, J) array
        Corrected correlations of the constructs.
    Q : (b, J) array
        Reliabilities of the proxies; 1 where there is no error.
    """
    root = square_root(Q)
    reliability = np.stack([root[:, list(pair)].prod(axis=1) for pair in factors], axis=1)
    means = np.stack([P[:, a, b] for a, b in factors], axis=1)
    between = np.empty_like(raw, dtype=np.result_type(raw, P, Q))
    for a, first in enumerate(factors):
        for b in range(a + 1):
            powers = Counter((*first, *factors[b]))
            between[:, a, b] = between[:, b, a] = true_moment(raw[:, a, b], powers, P, Q)
    return with_items / reliability[..., None], between - means[:, :, None] * means[:, None, :]


def true_moment(observed: Array, powers: Counter[int], P: Array, Q: Array) -> Array:
    """Expectation of a product of four common factors, from that of their proxies; (b,).

    Parameters
    ----------
    observed : (b,) array
        Expectation of the product of proxies.
    powers : Counter
        How often each construct is multiplied; four in all.
    """
    left = observed
    for errors in _error_powers(powers):
        rest = Counter({j: k - e for (j, k), e in zip(powers.items(), errors, strict=True)})
        ways = prod(comb(k, e) * NORMAL[e] for k, e in zip(powers.values(), errors, strict=True))
        sizes = [
            (1.0 - Q[:, j]) ** (e // 2) * square_root(Q[:, j]) ** (k - e)
            for (j, k), e in zip(powers.items(), errors, strict=True)
        ]
        left = left - ways * np.prod(sizes, axis=0) * _second_moment(+rest, P)
    scale = [square_root(Q[:, j]) ** k for j, k in powers.items()]
    true: Array = left / np.prod(scale, axis=0)
    return true


def _error_powers(powers: Counter[int]) -> Iterator[tuple[int, ...]]:
    """How often errors may stand in the place of proxies: even numbers, not all zero."""
    for errors in product(*(range(0, k + 1, 2) for k in powers.values())):
        if any(errors):
            yield errors


def _second_moment(powers: Counter[int], P: Array) -> Array:
    """Expectation of a product of two or no common factors; (b,)."""
    members = list(powers.elements())
    return P[:, members[0], members[1]] if members else np.ones(P.shape[0])
