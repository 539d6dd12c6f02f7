"""Mahalanobis distances of all cases, whatever they have not answered, and the moments behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, chdtrc

from plspm.data.columns import FloatArray
from plspm.screening.conditional import (
    Flags,
    counts_of,
    some_items,
    squared_distances,
    stretches,
)
from plspm.screening.expectation_maximisation import Moments, maximum_likelihood
from plspm.screening.littles_test import LittlesTest, littles_test

MOST_WORK = 200_000_000
"""Of one iteration (cases times items squared); beyond, moments are those of some of the cases."""
CASES_PER_ITEM = 2
"""More cases than so many an item are needed for distances and tests of all items together."""
LEAST_PIVOT = 1e-8
"""Share of its variance below which an item follows from others."""


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """How far each case lies from the middle, given how answers vary together.

    Attributes
    ----------
    squared : (n,) array
        Squared Mahalanobis distances from the answers given; NaN for cases without any.
    df : (n,) array of int
        Answers behind them.
    items : (q,) array of int
        Items that were used.
    dependent : (d,) array of int
        Items that follow exactly from others.
    littles_test : LittlesTest or None
    """

    squared: FloatArray
    df: npt.NDArray[np.int64]
    items: npt.NDArray[np.int64]
    dependent: npt.NDArray[np.int64]
    littles_test: LittlesTest | None

    @property
    def p_values(self) -> FloatArray:
        """Of the squared distances, by chi-square."""
        return np.where(np.isnan(self.squared), np.nan, chdtrc(self.df, self.squared))

    @property
    def exact_p(self) -> FloatArray:
        """Of the same, by the distribution that they have where a case is one of its own sample.

        D² n/(n - 1)² has a beta distribution with p/2 and (n - p - 1)/2 (Gnanadesikan & Kettenring
        1972, Biometrics 28(1), 81-124): in small samples far cases draw the middle to themselves.
        """
        n = len(self.squared)
        share = np.clip(self.squared * n / (n - 1.0) ** 2, 0.0, 1.0)
        p = betainc((n - self.df - 1.0) / 2.0, self.df / 2.0, 1.0 - share)
        return np.asarray(p, dtype=np.float64)


def within_samples(X: FloatArray, n: int) -> FloatArray:
    """Squared distances of complete cases within samples of n, one after the other; (N,).

    Each sample has means and covariances of its own; cases that make no whole sample are left out,
    unless all are fewer than n.

    Parameters
    ----------
    X : (p, N) array
        Items that vary and are linearly independent.
    n : int
        More than p.
    """
    n = min(n, X.shape[1])
    squared = []
    for start in range(0, X.shape[1] - n + 1, n):
        D = X[:, start : start + n]
        D = D - D.mean(axis=1, keepdims=True)
        spread = np.sqrt((D * D).mean(axis=1, keepdims=True))
        D = D[spread[:, 0] > 0] / spread[spread[:, 0] > 0]
        values, vectors = np.linalg.eigh(D @ D.T / (n - 1.0))
        Y = (vectors.T @ D)[values > LEAST_PIVOT]
        squared.append((Y * Y / values[values > LEAST_PIVOT, None]).sum(axis=0))
    return np.concatenate(squared)


def distances(
    X: FloatArray, known: Flags, varying: npt.NDArray[np.int64], mean: FloatArray, sd: FloatArray
) -> Distances | None:
    """Squared Mahalanobis distances, and Little's test from the same moments.

    Means and covariances are those of the cases, with divisor n - 1, or where answers are missing
    maximum likelihood estimates under normality; with many cases and items, of some of the cases,
    evenly spaced.

    Parameters
    ----------
    X : (p, n) array
        NaN where unknown.
    known : (p, n) array of bool
    varying : (v,) array of int
        Items that are not constant.
    mean, sd : (p,) array
        Of the answers known.

    Returns
    -------
    Distances or None
        None where cases are too few, or too few of them answered the same items.

    References
    ----------
    Mahalanobis (1936), Proceedings of the National Institute of Sciences of India 2(1), 49-55.
    """
    n = X.shape[1]
    if len(varying) == 0 or n <= CASES_PER_ITEM * len(varying):
        return None
    every = -(-n * len(varying) ** 2 // MOST_WORK)
    Z = (X[varying, ::every] - mean[varying, None]) / sd[varying, None]
    free = _independent(Z)
    items, dependent = varying[free], np.delete(varying, free)
    X, known, Z = some_items(X, items), some_items(known, items), some_items(Z, free)
    mean, sd = mean[items], sd[items]
    df = counts_of(known)
    complete = bool(known.all())
    if complete:
        moments, test = _complete_moments(X, mean, sd), None
    else:
        answered = Z[:, df[::every] > 0]
        moments = maximum_likelihood(answered)
        if np.linalg.eigvalsh(moments.covariance)[0] < LEAST_PIVOT:
            return None
        test = littles_test(answered, moments)
    K = moments.precision * ((n - 1) / n)
    squared = np.full(n, np.nan)
    middle, scale = (mean + sd * moments.mean)[:, None], 1.0 / sd[:, None]
    for part in stretches(n, len(items)):
        D = (X[:, part] - middle) * scale
        if complete:
            squared[part] = np.einsum("ij,ij->j", D, K @ D)
        else:
            there, own = df[part] > 0, known[:, part]
            D = np.where(own, D, 0.0)
            squared[part][there] = squared_distances(D[:, there], own[:, there], K)
    return Distances(squared, df, items, dependent, test)


def _complete_moments(X: FloatArray, mean: FloatArray, sd: FloatArray) -> Moments:
    """Of standardised items without missing answers: nothing has to be iterated."""
    p, n = X.shape
    R = np.zeros((p, p))
    for part in stretches(n, p):
        D = (X[:, part] - mean[:, None]) / sd[:, None]
        R += D @ D.T
    return Moments(np.zeros(p), R / n, 0, converged=True)


def _independent(Z: FloatArray) -> npt.NDArray[np.int64]:
    """Places of items of which none follows from the others, by a pivoted Cholesky factor."""
    from scipy.linalg.lapack import dpstrf

    complete = ~np.isnan(Z).any(axis=0)
    if complete.sum() > CASES_PER_ITEM * len(Z):
        D = Z[:, complete] - Z[:, complete].mean(axis=1, keepdims=True)
    else:
        D = np.where(np.isnan(Z), 0.0, Z)
    R = D @ D.T / D.shape[1]
    _, pivots, rank, _ = dpstrf(R, tol=LEAST_PIVOT, lower=1)
    return np.sort(pivots[:rank] - 1)
