"""Small array functions that serve several statistics."""

from __future__ import annotations

from typing import Final

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays

ROUNDING: Final = 1e-12
"""Share of a variance that is rounding error."""


def magnitude(x: Array) -> Array:
    """|x|, as a function that a complex step can differentiate (the sign is a constant)."""
    return x * np.where(x.real < 0, -1.0, 1.0)


def block_sums(A: Array, arrays: ModelArrays) -> Array:
    """Sum the rows and columns of every matrix within blocks: (b, p, p) -> (b, J, J)."""
    from plspm.kernels import blocks as kernel  # imports numba

    return kernel.block_sums(A, arrays.starts)


def mean_correlations(A: Array, arrays: ModelArrays) -> Array:
    """Mean of the entries of A between blocks, and off its unit diagonal within; (b, J, J).

    A block of one item has 1 on the diagonal.
    """
    K = arrays.sizes.astype(float)
    J = K.size
    sums = block_sums(A, arrays)
    means = sums / np.outer(K, K)
    within = np.diagonal(sums, axis1=1, axis2=2)
    pairs = np.where(K > 1, K * (K - 1), 1.0)
    means.reshape(-1, J * J)[:, :: J + 1] = np.where(K > 1, (within - K) / pairs, 1.0)
    return means


def only(x: Array, where: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Array:
    """`x` where a statistic is defined, NaN elsewhere."""
    return np.where(where, x, np.nan)
