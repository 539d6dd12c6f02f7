"""Indicators in standard units, made block by block from the values as they were observed.

A standardised copy of the data would be as large as the data. Means and standard deviations say
the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plspm.data.weighted_sums import blocks

Array = NDArray[np.float64]

ALL = slice(None)


@dataclass(frozen=True, slots=True, eq=False)
class Standardised:
    """Values with their means and standard deviations.

    Attributes
    ----------
    values : (n, p) array
        As observed.
    mean : (2, p) array
        The means, and what their rounding left: values of 1e12 keep all the digits they have.
    sd : (p,) array
        The standard deviations (denominator n - 1).
    weights : (n,) or (1,) array, or None
        The case weights that these were taken under, (1,) where all are alike; None where `mean`
        and `sd` were not taken of the values.
    """

    values: Array
    mean: Array
    sd: Array
    weights: Array | None

    @classmethod
    def of(cls, values: Array, weights: Array | None = None) -> Standardised:
        """Take means and standard deviations of values.

        Parameters
        ----------
        values : (n, p) array
        weights : (n,) array, optional
            Case weights; the variance is Σω(x - x̄)² / Σω x n/(n - 1), n the cases of positive
            weight.
        """
        rows, p = values.shape
        n = rows if weights is None else np.count_nonzero(weights)
        share = None if weights is None else weights / weights.sum()
        first = values.mean(axis=0) if share is None else share @ values
        left, squares = np.zeros(p), np.zeros(p)
        for cases in blocks(0, rows, p):
            deviation = (values[cases] - first).T
            weighted = deviation if share is None else deviation * share[cases]
            left += weighted.sum(axis=1)
            squares += np.einsum("ij,ij->i", weighted, deviation)
        if share is None:
            left, squares = left / rows, squares / rows
        variance = (squares - left * left) * (n / (n - 1))
        own = np.ones(1) if weights is None else weights
        return cls(values, np.stack([first, left]), np.sqrt(variance), own)

    @property
    def rows(self) -> int:
        """Cases."""
        return self.values.shape[0]

    def taken_under(self, row_weights: Array) -> bool:
        """Whether these are the weights (n,) of the means and standard deviations."""
        if self.weights is None or row_weights.size != self.rows:
            return False
        return bool((row_weights == self.weights).all())

    def columns(self, cases: slice | NDArray[np.int64] = ALL) -> Array:
        """Some of the cases in standard units, an indicator a row; (p, cases)."""
        first, left = self.mean
        z: Array = np.subtract(self.values[cases].T, first[:, None], order="C")
        z -= left[:, None]
        z /= self.sd[:, None]
        return z


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
    return np.ascontiguousarray(Standardised.of(X, weights).columns().T)
