"""Moments of products of scores, for a stack of row weights.

A product of scores is no function of the correlations: it takes the cases. What is needed of it are
its covariances with the indicators and with other products, sums over the cases that are formed
here in one pass, draw after draw, without the scores of a draw being kept. The functions take real
and complex directions alike, because a complex step differentiates through them.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plspm.kernels.compiler import announced, compiled, one_layout

Array = NDArray[np.float64]


def product_moments(
    Z: Array,
    row_weights: Array,
    centre: Array,
    directions: Array,
    factors: tuple[tuple[int, ...], ...],
) -> tuple[Array, Array, Array]:
    """Weighted means of products of linear combinations, and of these times the indicators.

    Parameters
    ----------
    Z : (n, p) array
        Indicators; NaN where one was not observed, which counts as its centre.
    row_weights : (b, n) array
        One row a draw, or one row for so many consecutive draws.
    centre : (b, p) array, real or complex
        What is taken from the indicators.
    directions : (b, q, p) array, real or complex
        Linear combinations of the centred indicators.
    factors : tuple of m tuples of int
        Which combinations each product is made of, a power naming one several times.

    Returns
    -------
    mean : (b, m) array
        Means of the products.
    with_indicators : (b, m, p) array
        Means of the products times the centred indicators.
    with_products : (b, m, m) array
        Means of the products of the products.
    """
    kind = np.result_type(centre, directions)
    b, p = centre.shape
    m = len(factors)
    mean = np.zeros((b, m), dtype=kind)
    with_indicators = np.zeros((b, m, p), dtype=kind)
    with_products = np.zeros((b, m, m), dtype=kind)
    flat = np.array([factor for product in factors for factor in product], dtype=np.int64)
    first = np.concatenate([[0], np.cumsum([len(product) for product in factors])])
    # Most combinations are of the few items of one block: the loop walks through those alone.
    used = (directions != 0).any(axis=0)
    among = np.nonzero(used)[1]
    begins = np.concatenate([[0], np.cumsum(used.sum(axis=1))])
    with announced():
        _product_moments(
            one_layout(Z),
            one_layout(row_weights),
            one_layout(centre, kind),
            one_layout(directions, kind),
            one_layout(flat),
            one_layout(first, np.int64),
            one_layout(among, np.int64),
            one_layout(begins, np.int64),
            mean,
            with_indicators,
            with_products,
        )
    return mean, with_indicators, with_products


@compiled
def multiply(
    z: Any,
    centre: Any,
    directions: Any,
    factors: Any,
    first: Any,
    among: Any,
    begins: Any,
    deviation: Any,
    score: Any,
    product: Any,
) -> None:
    """The centred indicators of one case, its scores and their products, in place."""
    for i in range(deviation.shape[0]):
        deviation[i] = 0.0 if math.isnan(z[i]) else z[i] - centre[i]
    for k in range(score.shape[0]):
        score[k] = 0.0
        for at in range(begins[k], begins[k + 1]):
            score[k] += directions[k, among[at]] * deviation[among[at]]
    for a in range(product.shape[0]):
        product[a] = score[factors[first[a]]]
        for at in range(first[a] + 1, first[a + 1]):
            product[a] *= score[factors[at]]


@compiled
def _product_moments(
    Z: Any,
    row_weights: Any,
    centre: Any,
    directions: Any,
    factors: Any,
    first: Any,
    among: Any,
    begins: Any,
    mean: Any,
    with_indicators: Any,
    with_products: Any,
) -> None:
    n, p = Z.shape
    m = first.shape[0] - 1
    deviation = np.empty(p, dtype=mean.dtype)
    score = np.empty(begins.shape[0] - 1, dtype=mean.dtype)
    product = np.empty(m, dtype=mean.dtype)
    together = centre.shape[0] // row_weights.shape[0]
    for draw in range(centre.shape[0]):
        total = 0.0
        for case in range(n):
            weight = row_weights[draw // together, case]
            if weight == 0.0:
                continue
            total += weight
            multiply(
                Z[case],
                centre[draw],
                directions[draw],
                factors,
                first,
                among,
                begins,
                deviation,
                score,
                product,
            )
            for a in range(m):
                weighted = weight * product[a]
                mean[draw, a] += weighted
                row = with_indicators[draw, a]
                for i in range(p):
                    row[i] += weighted * deviation[i]
                for c in range(a + 1):
                    with_products[draw, a, c] += weighted * product[c]
        share = 1.0 / total if total > 0.0 else np.nan
        for a in range(m):
            mean[draw, a] *= share
            for i in range(p):
                with_indicators[draw, a, i] *= share
            for c in range(a + 1):
                with_products[draw, a, c] *= share
                with_products[draw, c, a] = with_products[draw, a, c]
