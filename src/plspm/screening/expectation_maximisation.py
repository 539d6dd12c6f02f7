"""Means and covariances of incomplete answers under normality, by maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.data.columns import FloatArray
from plspm.screening.conditional import filled, stretches

TOLERANCE = 1e-7
"""No standardised mean or covariance changes by more in the last iteration."""
MOST_ITERATIONS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """What maximum likelihood makes of incomplete answers.

    Attributes
    ----------
    mean : (p,) array
    covariance : (p, p) array
        With divisor n.
    iterations : int
    converged : bool
    """

    mean: FloatArray
    covariance: FloatArray
    iterations: int
    converged: bool

    @property
    def precision(self) -> FloatArray:
        """Inverse of the covariance matrix."""
        return np.asarray(np.linalg.inv(self.covariance), dtype=np.float64)


def maximum_likelihood(
    Z: FloatArray, *, tolerance: float = TOLERANCE, most: int = MOST_ITERATIONS
) -> Moments:
    """Means and covariances by the EM algorithm.

    Parameters
    ----------
    Z : (p, n) array
        Items of about unit variance, NaN where unknown; no case without any answer.
    tolerance : float
    most : int
        Iterations, at most.

    References
    ----------
    Dempster, Laird & Rubin (1977), Journal of the Royal Statistical Society B 39(1), 1-38;
    Little & Rubin (2020), Statistical Analysis with Missing Data, 3rd edition, chapter 11.

    Examples
    --------
    >>> Z = np.array([[1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 4.0, np.nan]])
    >>> maximum_likelihood(Z).mean.round(3)
    array([2.5  , 2.833])
    """
    p, n = Z.shape
    known = ~np.isnan(Z)
    mean = np.nanmean(Z, axis=1)
    D = np.where(known, Z - mean[:, None], 0.0)
    covariance = D @ D.T / n
    complete = bool(known.all())
    if complete:
        return Moments(mean, covariance, 0, converged=True)
    covariance[np.diag_indices(p)] = (D * D).sum(axis=1) / known.sum(axis=1)
    for iteration in range(1, most + 1):
        K = np.linalg.inv(covariance)
        total, products = np.zeros(p), np.zeros((p, p))
        for part in stretches(n, p):
            deviations = np.where(known[:, part], Z[:, part] - mean[:, None], 0.0)
            full, C = filled(deviations, known[:, part], K)
            total += full.sum(axis=1)
            products += full @ full.T + C
        step = total / n
        updated = products / n - np.outer(step, step)
        change = max(np.abs(step).max(), np.abs(updated - covariance).max())
        mean, covariance = mean + step, updated
        if change <= tolerance:
            return Moments(mean, covariance, iteration, converged=True)
    return Moments(mean, covariance, most, converged=False)
