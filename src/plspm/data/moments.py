"""Row weights x indicators -> correlation matrices: one matrix product for a whole batch.

A resample is a vector of row weights (bootstrap: counts; jackknife: one zero; groups: 0/1;
survey weights: themselves). The weighted second moments are linear in the row weights, so a
batch of b resamples is the product of a (b, n) matrix of weights with the table of the p(p + 1)/2
pairwise products of the standardised indicators in n cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from plspm.errors import UnavailableError

Array = NDArray[np.float64]

LARGEST_TABLE = 2**27
"""Elements (1 GiB) beyond which the table of products is not kept but formed per draw."""


class Source(Protocol):
    """What turns row weights into correlations: the one place that knows which kind they are."""

    @property
    def Z(self) -> Array:  # noqa: N802
        """(n, p) standardised indicators, of which scores are made."""
        ...

    def correlations(self, row_weights: Array) -> Array:
        """Indicator correlations (b, p, p) under row weights (b, n); all NaN where undefined."""
        ...

    def location(self, row_weights: Array) -> tuple[Array, Array]:
        """Means and standard deviations (b, p) of `Z` under row weights (b, n), denominator Σω."""
        ...

    def for_resampling(self) -> Source:
        """Return the same, prepared for many row weights."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What a fit or a batch of draws is estimated from.

    Attributes
    ----------
    S : (b, p, p) array
        Indicator correlations.
    n : (b,) array
        Cases behind each matrix.
    row_weights : (b, rows) array or None
        How much each counts every row, survey weights included; None for what was drawn as a
        matrix.
    source : Source or None
        The cases; None for a correlation matrix.
    """

    S: Array
    n: Array
    row_weights: Array | None = None
    source: Source | None = None

    @property
    def cases(self) -> tuple[Source, Array]:
        """The cases and their row weights, for what correlations do not tell.

        Raises
        ------
        UnavailableError
            There are none.
        """
        if self.source is None or self.row_weights is None:
            raise UnavailableError(
                "Products of constructs (`A:B`, `A^2`) need the cases: a correlation matrix does "
                "not tell how scores multiply. Give the data themselves, and draw cases."
            )
        return self.source, self.row_weights


@dataclass(frozen=True, slots=True, eq=False)
class Pearson:
    """Pearson correlations: standardised indicators and the pairwise products resampling needs.

    Attributes
    ----------
    Z : (n, p) array
        Indicators with mean 0 and standard deviation 1 (denominator n - 1).
    products : (p(p + 1)/2 + p, n) array or None
        One row for the product of each pair i <= j of columns of `Z`, then those columns
        themselves. None where it would not fit into memory, or where one matrix is all that is
        asked for.
    """

    Z: Array
    products: Array | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Make the products again when unpickled: they are p times the size of `Z`."""
        return partial(_unpickled, prepared=self.products is not None), (self.Z,)

    def for_resampling(self) -> Pearson:
        """Return the same with the table of products, where that fits into memory."""
        n, p = self.Z.shape
        pairs = p * (p + 1) // 2
        if self.products is not None or n * (pairs + p) > LARGEST_TABLE:
            return self
        products = np.empty((pairs + p, n))
        columns, at = np.ascontiguousarray(self.Z.T), 0
        for i in range(p):
            np.multiply(columns[i], columns[i:], out=products[at : at + p - i])
            at += p - i
        products[at:] = columns
        return Pearson(self.Z, products)

    def correlations(self, row_weights: Array) -> Array:
        """Weighted correlation matrix of the indicators for every row of weights.

        Parameters
        ----------
        row_weights : (b, n) array
            Non-negative weights of the cases, one row a resample.

        Returns
        -------
        (b, p, p) array
            Unit diagonals. A matrix is all NaN where an indicator does not vary in the resample.
        """
        from plspm.kernels import resamples as kernel  # imports numba

        total = row_weights.sum(axis=1)
        return kernel.correlations(self.moments(row_weights), total, self.Z.shape[1])

    def location(self, row_weights: Array) -> tuple[Array, Array]:
        """Means and standard deviations (b, p) of `Z` under row weights (b, n), denominator Σω."""
        share = row_weights / row_weights.sum(axis=1, keepdims=True)
        mean = share @ self.Z
        return mean, np.sqrt(share @ self.Z**2 - mean**2)

    def moments(self, row_weights: Array) -> Array:
        """Weighted sums of the pairwise products and of the indicators; (b, p(p + 1)/2 + p)."""
        if self.products is not None:
            return row_weights @ self.products.T
        Z = self.Z
        upper = np.triu_indices(Z.shape[1])
        squares = [((Z * row[:, None]).T @ Z)[upper] for row in row_weights]
        return np.concatenate([squares, row_weights @ Z], axis=1)


def _unpickled(Z: Array, *, prepared: bool) -> Pearson:
    source = Pearson(Z)
    return source.for_resampling() if prepared else source


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
