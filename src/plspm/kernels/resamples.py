"""From resampled rows to correlation matrices: what stands before and behind the one product."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plspm.kernels.compiler import announced, compiled, one_layout

Array = NDArray[np.float64]

CONSTANT = 1e-12
"""Share of an indicator's second moment below which its variance is rounding error."""


def count_rows(rows: NDArray[np.integer], n: int) -> Array:
    """How often each of the numbers 0..n-1 stands in every row of `rows`; (b, n)."""
    counts = np.zeros((rows.shape[0], n))
    add_counts(rows, counts)
    return counts


def add_counts(rows: NDArray[np.integer], counts: Array) -> None:
    """Add how often each of the numbers 0..n-1 stands in every row of `rows` to counts (b, n)."""
    with announced():
        _count_rows(one_layout(rows, np.int64), counts)


def correlations(moments: Array, total: Array, p: int) -> Array:
    """Correlation matrices from weighted sums.

    Parameters
    ----------
    moments : (b, p(p + 1)/2 + p) array
        Weighted sums of the products of the pairs i <= j of indicators, row by row, and of the
        indicators themselves.
    total : (b,) array
        Sum of the weights.
    p : int
        Number of indicators.

    Returns
    -------
    (b, p, p) array
        Unit diagonals. A matrix is all NaN where an indicator does not vary, or where there are
        no cases.
    """
    S = np.empty((moments.shape[0], p, p))
    with announced():
        _correlations(one_layout(moments), one_layout(total), S)
    return S


@compiled
def _count_rows(rows: Any, counts: Any) -> None:
    for draw in range(rows.shape[0]):
        for i in range(rows.shape[1]):
            counts[draw, rows[draw, i]] += 1.0


@compiled
def _correlations(moments: Any, total: Any, S: Any) -> None:
    p = S.shape[1]
    mean, scale = np.empty(p), np.empty(p)
    for draw in range(S.shape[0]):
        sums, share = moments[draw], 1.0 / total[draw] if total[draw] > 0.0 else 0.0
        if not scales(sums, share, mean, scale):
            S[draw, :, :] = np.nan
            continue
        pair = 0
        for i in range(p):
            S[draw, i, i] = 1.0
            for m in range(i + 1, p):
                covariance = sums[pair + m - i] * share - mean[i] * mean[m]
                S[draw, i, m] = covariance * (scale[i] * scale[m])
                S[draw, m, i] = S[draw, i, m]
            pair += p - i


@compiled
def scales(sums: Any, share: float, mean: Any, scale: Any) -> bool:
    """Means and inverse standard deviations; false where an indicator is constant."""
    p = mean.shape[0]
    pair = 0
    for i in range(p):
        mean[i] = sums[sums.shape[0] - p + i] * share
        square = sums[pair] * share
        variance = square - mean[i] * mean[i]
        if not variance > CONSTANT * square:
            return False
        scale[i] = 1.0 / math.sqrt(variance)
        pair += p - i
    return True
