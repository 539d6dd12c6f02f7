"""Row weights x indicators -> correlation matrices: one matrix product for a whole batch.

A resample is a vector of row weights (bootstrap: counts; jackknife: one zero; groups: 0/1;
survey weights: themselves). The weighted second moments are linear in the row weights, so a
batch of b resamples is the product of a (b, n) matrix of weights with the (n, p(p + 1)/2)
table of pairwise products of the standardised indicators.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LARGEST_TABLE = 2**27
"""Elements (1 GiB) beyond which the table of products is not kept but formed per draw."""

CONSTANT = 1e-12
"""Share of an indicator's second moment below which its variance is rounding error."""


@dataclass(frozen=True, slots=True, eq=False)
class MomentTable:
    """Standardised indicators and the pairwise products that resampling needs.

    Attributes
    ----------
    Z : (n, p) array
        Indicators with mean 0 and standard deviation 1 (denominator n - 1).
    products : (n, p(p + 1)/2 + p) array or None
        Products of the pairs i <= j of columns of `Z`, then `Z` itself. None where it would
        not fit into memory, or where one matrix is all that is asked for.
    position : (p, p) array
        Column of `products` that holds the pair (i, j).
    """

    Z: Array
    products: Array | None
    position: NDArray[np.int64]

    def __reduce__(self) -> tuple[object, ...]:
        """Make the products again when unpickled: they are p times the size of `Z`."""
        return partial(moment_table, resampling=self.products is not None), (self.Z,)


def standardise(X: Array, weights: Array | None = None) -> Array:
    """Columns of `X` with mean 0 and standard deviation 1 (denominator n - 1).

    Parameters
    ----------
    X : (n, p) array
    weights : (n,) array, optional
        Case weights of the mean and the variance; the variance is Σω(x - x̄)² / Σω x n/(n - 1),
        n the cases of positive weight.

    Returns
    -------
    (n, p) array
    """
    # Powers of two scale without rounding, so that 1e12 and 1e-12 keep all the digits they have;
    # the mean is taken out twice because the first time leaves the rounding of its own size.
    Y = X * np.exp2(-np.frexp(np.abs(X).max(axis=0))[1])
    Y -= np.average(Y, axis=0, weights=weights)
    Y -= np.average(Y, axis=0, weights=weights)
    n = X.shape[0] if weights is None else np.count_nonzero(weights)
    variance = np.average(Y * Y, axis=0, weights=weights) * n / (n - 1)
    standardised: Array = Y / np.sqrt(variance)
    return standardised


def moment_table(Z: Array, *, resampling: bool) -> MomentTable:
    """Prepare the standardised indicators `Z` for :func:`correlation_stack`.

    Parameters
    ----------
    Z : (n, p) array
        Standardised indicators.
    resampling : bool
        Whether many row weights will be asked for, so that the products pay.
    """
    n, p = Z.shape
    i, j = np.triu_indices(p)
    position = np.empty((p, p), dtype=np.int64)
    position[i, j] = position[j, i] = np.arange(i.size)
    products = None
    if resampling and n * (i.size + p) <= LARGEST_TABLE:
        products = np.empty((n, i.size + p))
        for first in range(p):
            pairs = products[:, position[first, first] : position[first, -1] + 1]
            np.multiply(Z[:, first, None], Z[:, first:], out=pairs)
        products[:, i.size :] = Z
    return MomentTable(Z=Z, products=products, position=position)


def correlation_stack(row_weights: Array, table: MomentTable) -> Array:
    """Weighted correlation matrix of the indicators for every row of weights.

    Parameters
    ----------
    row_weights : (b, n) array
        Non-negative weights of the cases, one row a resample.
    table : MomentTable

    Returns
    -------
    (b, p, p) array
        Unit diagonals. A matrix is all NaN where an indicator does not vary in the resample.
    """
    return correlations_of_moments(*_weighted_moments(row_weights, table))


def correlations_of_moments(mean: Array, S: Array) -> Array:
    """Correlation matrices from means and second moments about zero.

    Parameters
    ----------
    mean : (b, p) array
    S : (b, p, p) array
        Becomes the result.

    Returns
    -------
    (b, p, p) array
        As :func:`correlation_stack`.
    """
    size = np.einsum("bii->bi", S).copy()
    S -= mean[:, :, None] * mean[:, None, :]
    variance = np.einsum("bii->bi", S).copy()
    # A sum of weights of zero makes all of this NaN, and counts as constant too.
    constant = ~(variance > CONSTANT * size).all(axis=1)
    variance[constant] = np.nan
    scale = 1.0 / np.sqrt(variance)
    S *= scale[:, :, None] * scale[:, None, :]
    p = S.shape[1]
    S.reshape(-1, p * p)[:, :: p + 1] = np.where(constant, np.nan, 1.0)[:, None]
    return S


def _weighted_moments(row_weights: Array, table: MomentTable) -> tuple[Array, Array]:
    """Weighted means (b, p) and second moments about zero (b, p, p)."""
    total = row_weights.sum(axis=1)
    total = np.where(total > 0, total, np.nan)  # a resample without cases has no moments
    p = table.Z.shape[1]
    if table.products is None:
        mean = row_weights @ table.Z
        S = np.stack([(table.Z * row[:, None]).T @ table.Z for row in row_weights])
        return mean / total[:, None], S / total[:, None, None]
    packed = row_weights @ table.products
    packed /= total[:, None]
    return packed[:, -p:], np.take(packed, table.position, axis=1)
