"""A finite mixture of regressions of construct scores: the two steps of the EM algorithm.

All arrays have a leading axis s for starts. What a start becomes depends on nothing but itself:
products are made start by start, so that their number changes no bit.

References
----------
Hahn, Johnson, Herrmann & Huber (2002), Capturing customer heterogeneity using a finite mixture PLS
approach, Schmalenbach Business Review 54(3), 243-269.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from plspm.estimation.arrays import Array, Flags, Indices
from plspm.estimation.structural import inverse_of_correlations


class Equation(NamedTuple):
    """A structural equation: columns of the scores.

    Attributes
    ----------
    target : int
    predecessors : (k,) array
    """

    target: int
    predecessors: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """What EM estimates of K segments and M equations among J constructs.

    Attributes
    ----------
    shares : (s, K) array
        Sizes of the segments, which sum to 1.
    B : (s, K, M, J) array
        Coefficients of every equation, 0 for constructs that are not in it.
    variances : (s, K, M) array
        Of the residuals.
    r_squared : (s, K, M) array
        1 less residual sum of squares over sum of squares, both about zero.
    """

    shares: Array
    B: Array
    variances: Array
    r_squared: Array

    def at(self, which: Indices | Flags) -> Parameters:
        """Return those of some starts."""
        return Parameters(
            self.shares[which], self.B[which], self.variances[which], self.r_squared[which]
        )

    def where(self, these: Flags, others: Parameters) -> Parameters:
        """Return those of some starts (s,), and for the rest those of others."""
        return Parameters(
            np.where(these[:, None], self.shares, others.shares),
            np.where(these[:, None, None, None], self.B, others.B),
            np.where(these[:, None, None], self.variances, others.variances),
            np.where(these[:, None, None], self.r_squared, others.r_squared),
        )

    def as_vectors(self) -> Array:
        """Return what is free as a row a start: ln ρ, B and ln ω; (s, K(1 + MJ + M))."""
        parts = (np.log(self.shares), self.B, np.log(self.variances))
        return np.concatenate([part.reshape(len(part), -1) for part in parts], axis=1)

    def from_vectors(self, vectors: Array) -> Parameters:
        """Return parameters of the same shape from such rows; R² is not known of them."""
        s, K, M = self.variances.shape
        log_shares, B, log_variances = np.split(vectors, [K, vectors.shape[1] - K * M], axis=1)
        shares = np.exp(log_shares)
        return Parameters(
            shares / shares.sum(axis=1, keepdims=True),
            B.reshape(self.B.shape),
            np.exp(log_variances).reshape(s, K, M),
            np.full((s, K, M), np.nan),
        )

    @classmethod
    def joined(cls, parts: Sequence[Parameters]) -> Parameters:
        """Return those of all starts of several."""
        return cls(
            np.concatenate([part.shares for part in parts]),
            np.concatenate([part.B for part in parts]),
            np.concatenate([part.variances for part in parts]),
            np.concatenate([part.r_squared for part in parts]),
        )


def products_of(scores: Array) -> Array:
    """Products of all pairs of scores, (n, J(J + 1)/2): those of the lower triangle by rows."""
    i, j = np.tril_indices(scores.shape[1])
    return scores[:, i] * scores[:, j]


def maximisation_step(
    memberships: Array, products: Array, equations: Sequence[Equation]
) -> Parameters:
    """Return the parameters that are most likely, given who belongs where.

    With P the memberships (s, K, n) and S_k = Σ_i P_ik z_i z_i' / Σ_i P_ik, every equation of
    every segment is a weighted regression without intercept, since scores have mean 0:
    b = S_xx⁻¹ S_xy and ω = S_yy - b'S_xy; the share of a segment is ρ_k = Σ_i P_ik / n.

    NaN where the predecessors are collinear within a segment.
    """
    size = memberships.sum(axis=-1)
    moments = memberships @ products / size[..., None]
    J = int(np.sqrt(2 * products.shape[1]))
    i, j = np.tril_indices(J)
    S = np.empty((*size.shape, J, J))
    S[..., i, j] = S[..., j, i] = moments
    B = np.zeros((*size.shape, len(equations), J))
    variances = np.empty((*size.shape, len(equations)))
    total = np.empty_like(variances)
    for m, (y, x) in enumerate(equations):
        sd = np.sqrt(S[..., x, x])
        R_xx = S[..., x[:, None], x] / (sd[..., :, None] * sd[..., None, :])
        b = (inverse_of_correlations(R_xx) @ (S[..., x, y] / sd)[..., None])[..., 0] / sd
        B[..., m, x] = b
        total[..., m] = S[..., y, y]
        variances[..., m] = S[..., y, y] - (b * S[..., x, y]).sum(axis=-1)
    return Parameters(size / memberships.shape[-1], B, variances, 1.0 - variances / total)


def expectation_step(
    parameters: Parameters, scores: Array, equations: Sequence[Equation]
) -> tuple[Array, Array]:
    """Return memberships (s, K, n) and log-likelihoods (s,), given the parameters.

    With e_ikm the residual of case i in equation m by the coefficients of segment k,
    ln f_ik = -½ Σ_m (ln 2π ω_km + e_ikm² / ω_km), P_ik = ρ_k f_ik / Σ_l ρ_l f_il and
    ln L = Σ_i ln Σ_k ρ_k f_ik.
    """
    squares: Array = np.zeros((*parameters.shares.shape, scores.shape[0]))
    for m, (y, x) in enumerate(equations):
        e = scores[:, y] - parameters.B[:, :, m, x] @ scores[:, x].T
        e *= e
        e /= parameters.variances[:, :, m, None]
        squares += e
    constants = np.log(2.0 * np.pi * parameters.variances).sum(axis=-1)
    joint: Array = np.log(parameters.shares)[..., None] - 0.5 * (constants[..., None] + squares)
    largest = joint.max(axis=1, keepdims=True)
    densities = np.exp(joint - largest, out=joint)
    sums = densities.sum(axis=1, keepdims=True)
    log_likelihood: Array = (np.log(sums) + largest).sum(axis=(1, 2))
    densities /= sums
    return densities, log_likelihood


def variances_of_all(products: Array, equations: Sequence[Equation]) -> Array:
    """Residual variances (M,) of one segment of all cases: those of least squares, divisor n."""
    alone = np.ones((1, 1, products.shape[0]))
    variances: Array = maximisation_step(alone, products, equations).variances[0, 0]
    return variances
