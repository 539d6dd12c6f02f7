"""Copula terms of scores, and regressions with them, for a stack of draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from scipy.special import ndtri

from plspm.estimation.arrays import Array, Indices
from plspm.estimation.structural import inverse_of_correlations

Method = Literal["gaussian_copula", "two_stage"]

TIED: Final = 1e-9
"""Standardised scores no further apart are the same score."""


def copula_terms(scores: Array, row_weights: Array) -> Array:
    """c = Φ⁻¹(H n/(n + 1)), with H the share of cases whose score is not larger; (b, n, m).

    Without ties that is Φ⁻¹(rank/(n + 1)): the largest value has H = 1, of which Φ⁻¹ is infinite.

    Parameters
    ----------
    scores : (b, n, m) array
    row_weights : (b, n) array
        How often each draw counts every case.
    """
    return np.stack(
        [_terms_of_one(scores[:, :, k], row_weights) for k in range(scores.shape[2])], axis=2
    )


def _terms_of_one(scores: Array, row_weights: Array) -> Array:
    order = np.argsort(scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    counted = np.cumsum(np.take_along_axis(row_weights, order, axis=1), axis=1)
    total = counted[:, -1:]
    # Of tied scores all have the rank of the last: what is counted at the end of each run.
    ends = np.ones(scores.shape, dtype=bool)
    ends[:, :-1] = np.diff(ordered, axis=1) > TIED
    rank = np.where(ends, counted, np.inf)
    rank = np.minimum.accumulate(rank[:, ::-1], axis=1)[:, ::-1]
    found = np.empty_like(scores)
    np.put_along_axis(found, order, ndtri(rank / (total + 1.0)), axis=1)
    return np.where(row_weights > 0, found, 0.0)  # cases that are not there have no rank


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """One regression with copula terms.

    Attributes
    ----------
    target : int
        The outcome.
    predictors : (k,) array
        All predecessors.
    suspects : (s,) array
        Those that get a copula term.
    exogenous : (e,) array
        Those that the terms are cleared of by the two-stage method.
    """

    target: int
    predictors: Indices
    suspects: Indices
    exogenous: Indices

    @property
    def size(self) -> int:
        """Coefficients: of the predictors, then of the terms."""
        return int(self.predictors.size + self.suspects.size)


def regress_with_copulas(
    scores: Array,
    row_weights: Array,
    regressions: Sequence[Regression],
    method: Method,
) -> Array:
    """Coefficients of all regressions, one after the other, each with an intercept; (b, K).

    First those of the predictors, which are scores as they are, then those of the terms.

    Parameters
    ----------
    scores : (b, n, J) array
    row_weights : (b, n) array
    regressions : sequence of Regression
    method : {"gaussian_copula", "two_stage"}
        The second takes of each term what is left when it is regressed on those of the exogenous
        predictors.

    References
    ----------
    Park & Gupta (2012), Marketing Science 31(4), 567-586; Yang, Qian & Xie (2024), Journal
    of Marketing Research, doi 10.1177/00222437241296453.
    """
    needed = sorted({int(j) for r in regressions for j in (*r.suspects, *r.exogenous)})
    J = scores.shape[2]
    place = {j: J + position for position, j in enumerate(needed)}
    both = np.concatenate([scores, copula_terms(scores[:, :, needed], row_weights)], axis=2)
    C = covariances(both, row_weights)
    found = []
    for one in regressions:
        x = one.predictors
        c = np.array([place[int(j)] for j in one.suspects], dtype=np.int64)
        w = np.array([place[int(j)] for j in one.exogenous], dtype=np.int64)
        L = np.zeros((C.shape[0], C.shape[1], one.size))
        L[:, x, np.arange(x.size)] = 1.0
        L[:, c, x.size + np.arange(c.size)] = 1.0
        if method == "two_stage" and w.size and c.size:
            G = least_squares(C[:, w[:, None], w], C[:, w[:, None], c])
            L[:, w, x.size :] = -G
        XX = L.swapaxes(1, 2) @ C @ L
        Xy = L.swapaxes(1, 2) @ C[:, :, [one.target]]
        found.append(least_squares(XX, Xy)[:, :, 0])
    return np.concatenate(found, axis=1)


def covariances(values: Array, row_weights: Array) -> Array:
    """Covariances of standardised columns under row weights, denominator Σω; (b, q, q)."""
    share = (row_weights / row_weights.sum(axis=1, keepdims=True))[:, :, None]
    weighted = share * values
    mean = weighted.sum(axis=1)
    # The means are near 0 already: nothing cancels.
    return values.swapaxes(1, 2) @ weighted - mean[:, :, None] * mean[:, None, :]


def least_squares(XX: Array, XY: Array) -> Array:
    """Coefficients from covariances; NaN where regressors are collinear; (b, k, m)."""
    sd = np.sqrt(np.diagonal(XX, axis1=1, axis2=2))
    R = XX / sd[:, :, None] / sd[:, None, :]
    return inverse_of_correlations(R) @ (XY / sd[:, :, None]) / sd[:, :, None]
