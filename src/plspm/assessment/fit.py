"""Model fit: how far the correlations that the model implies are from those observed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from plspm.estimation.arrays import Array, Flags, Indices
from plspm.estimation.estimate import Estimates
from plspm.estimation.structural import inverse_or_nan

Model = Literal["saturated", "estimated", "estimated_unit_variance"]
MODELS: Final[tuple[Model, ...]] = ("saturated", "estimated")

ROUNDING_ERROR: Final = 1e-13
"""Residuals no larger are rounding errors: the model fits exactly, and the distance is 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """As much of an estimate as says how items follow from constructs of the first order.

    Attributes
    ----------
    S : (b, p, p) array
        Item correlations, every item once.
    loadings : (b, p) array
    Phi : (b, J, J) array
        Correlations that the model implies for these constructs.
    starts : (J + 1,) array
    block : (p,) array
    observed : (J,) array
        Whether the correlations within a block are taken as they are: those of a composite.
    """

    S: Array
    loadings: Array
    Phi: Array
    starts: Indices
    block: Indices
    observed: Flags


def measured(estimates: Estimates, model: Model) -> Measured:
    """The items, and the correlations that the model implies for what they measure."""
    arrays = estimates.arrays
    S, loadings = estimates.S, estimates.loadings
    Phi = implied_construct_correlations(estimates, model)
    if not arrays.stages:
        return Measured(S, loadings, Phi, arrays.starts, arrays.block, ~arrays.reflective)
    own, items = np.flatnonzero(arrays.first_order), arrays.items
    sizes = arrays.sizes[own]
    return Measured(
        S[:, items[:, None], items],
        loadings[:, items],
        Phi[:, own[:, None], own],
        np.concatenate([[0], np.cumsum(sizes)]),
        np.repeat(np.arange(own.size), sizes),
        ~arrays.reflective[own],
    )


def item_correlations(estimates: Estimates) -> Array:
    """Observed correlations of the items, every one once; (b, p, p)."""
    if not estimates.arrays.stages:
        return estimates.S
    items = estimates.arrays.items
    return estimates.S[:, items[:, None], items]


def implied_construct_correlations(estimates: Estimates, model: Model) -> Array:
    """Φ of the saturated model (P itself) or of the structural model; (b, J, J).

    Estimated: Φ = (I - B)⁻¹ Ψ (I - B)⁻ᵀ with Ψ the exogenous entries of P and 1 - R² of each
    endogenous construct; its diagonal is then set to 1. Estimated with unit variances: the
    residual variances are chosen so that every construct has variance 1 by itself.
    """
    if model == "saturated":
        return estimates.P
    if model == "estimated_unit_variance":
        return _of_parts(_with_unit_variances(estimates), estimates)
    arrays = estimates.arrays
    J = len(arrays.constructs)
    exogenous = ~arrays.endogenous
    Psi = estimates.P * np.outer(exogenous, exogenous)
    Psi.reshape(-1, J * J)[:, :: J + 1] = np.where(exogenous, 1.0, 1.0 - estimates.r_squared)
    A = estimates.T + np.eye(J)
    Phi = A @ Psi @ A.swapaxes(1, 2)
    Phi.reshape(-1, J * J)[:, :: J + 1] = 1.0
    return _of_parts(Phi, estimates)


def _of_parts(Phi: Array, estimates: Estimates) -> Array:
    """Φ with the parts of higher-order constructs, which correlate as their whole lets them.

    A part correlates with all beyond its whole as its loading on the whole says, and with the
    other parts likewise; those of a composite correlate as observed.
    """
    arrays = estimates.arrays
    for whole, parts in enumerate(arrays.parts):
        own = np.array(parts, dtype=np.int64)
        if not parts or arrays.is_path[:, own].any() or arrays.is_path[own].any():
            continue  # not of higher order, or with paths to its parts: they are in Φ already
        loadings = estimates.loadings[:, arrays.block_slice(whole)]
        Phi[:, own] = loadings[:, :, None] * Phi[:, None, whole]
        Phi[:, :, own] = Phi[:, own].swapaxes(1, 2)
        within = loadings[:, :, None] * loadings[:, None, :]
        if not arrays.reflective[whole]:
            within = estimates.P[:, own[:, None], own].copy()
        within.reshape(-1, own.size**2)[:, :: own.size + 1] = 1.0
        Phi[:, own[:, None], own] = within
    return Phi


def _with_unit_variances(estimates: Estimates) -> Array:
    """Φ in causal order: a construct correlates with those before it as its paths imply."""
    arrays = estimates.arrays
    exogenous = ~arrays.endogenous
    Phi = estimates.P * np.outer(exogenous, exogenous)
    before = list(np.flatnonzero(exogenous))
    for i in arrays.order[arrays.endogenous[arrays.order]]:
        implied = estimates.B[:, None, i, before] @ Phi[:, before][:, :, before]
        Phi[:, i, before] = Phi[:, before, i] = implied[:, 0]
        Phi[:, i, i] = 1.0
        before.append(i)
    return Phi


def implied_correlations(estimates: Estimates, model: Model) -> Array:
    """Σ̂ = Λ Φ Λ' + Θ with a unit diagonal; blocks of composites as observed; (b, p, p)."""
    part = measured(estimates, model)
    L = part.loadings[:, :, None] * np.eye(part.observed.size)[part.block]
    Sigma = L @ part.Phi @ L.swapaxes(1, 2)
    same = part.block[:, None] == part.block
    observed = part.observed[part.block][:, None] & same
    if observed.any():
        np.copyto(Sigma, part.S, where=observed)
    p = Sigma.shape[-1]
    Sigma.reshape(-1, p * p)[:, :: p + 1] = 1.0
    return Sigma


def d_uls(estimates: Estimates, model: Model) -> Array:
    """Squared Euclidean distance ½ ‖S - Σ̂‖², without Σ̂ being formed; (b,).

    References
    ----------
    Dijkstra & Henseler (2015b), Computational Statistics & Data Analysis 81.
    """
    from plspm.kernels import blocks as kernel  # imports numba

    part = measured(estimates, model)
    squares = kernel.squared_residuals(part.S, part.loadings, part.Phi, part.starts, part.observed)
    return without_rounding(0.5 * squares, (part.block.size * ROUNDING_ERROR) ** 2)


def without_rounding(distance: Array, bound: float) -> Array:
    """The distance, and 0 where it is no larger than rounding errors add up to."""
    return np.where(np.abs(distance.real) <= bound, 0.0, distance)


def srmr(distance: Array, p: int) -> Array:
    """Standardised root mean square residual √(d_ULS / (p(p + 1)/2)); (b,).

    References
    ----------
    Hu & Bentler (1999); the zero diagonal counts in the denominator.
    """
    return np.sqrt(distance / (p * (p + 1) / 2))


def d_g(S: Array, Sigma: Array, usable: Flags | None = None, *, base: float = 10.0) -> Array:
    """Geodesic distance ½ Σ (log φ)², φ the eigenvalues of S⁻¹Σ̂; (b,).

    Parameters
    ----------
    S, Sigma : (b, p, p) arrays
    usable : (b,) array of bool, optional
        Which of both are positive definite, if that is known.
    base : float, default 10
        The papers write the natural logarithm; the established programs compute base 10.
        ``base=math.e`` gives the former.

    References
    ----------
    Dijkstra & Henseler (2015b).
    """
    if usable is None:
        usable = positive_definite(S) & positive_definite(Sigma)
    distance = np.full(S.shape[0], np.nan, dtype=S.dtype)
    phi = relative_eigenvalues(S[usable], Sigma[usable])
    squares = ((np.log(phi) / np.log(base)) ** 2).sum(axis=1)
    distance[usable] = without_rounding(0.5 * squares, (S.shape[-1] * ROUNDING_ERROR) ** 2)
    return distance


def relative_eigenvalues(S: Array, Sigma: Array) -> Array:
    """Eigenvalues φ of S⁻¹Σ̂, both positive definite; (b, p).

    Notes
    -----
    They are those of the symmetric matrix L⁻¹ Σ̂ L⁻ᵀ, S = LL'. A complex step goes through: with
    v the eigenvector of φ, v'Sv = 1, φ changes by v'(dΣ̂ - φ dS)v (Magnus 1985, Econometric
    Theory 1(2), 179-191).
    """
    inverse = np.linalg.inv(np.linalg.cholesky(S.real))
    symmetric = inverse @ Sigma.real @ inverse.swapaxes(1, 2)
    if not np.iscomplexobj(S):
        return np.asarray(np.linalg.eigvalsh(symmetric), dtype=float)
    phi, U = np.linalg.eigh(symmetric)
    V = inverse.swapaxes(1, 2) @ U
    change = (V * (Sigma.imag @ V)).sum(axis=1) - phi * (V * (S.imag @ V)).sum(axis=1)
    return phi + 1j * change


def ml_discrepancy(S: Array, Sigma: Array, usable: Flags | None = None) -> Array:
    """F = ln|Σ̂| - ln|S| + tr(SΣ̂⁻¹) - p; NaN where a matrix is not positive definite; (b,).

    As for :func:`d_g`, `usable` may be known.
    """
    if usable is None:
        usable = positive_definite(S) & positive_definite(Sigma)
    F = np.full(S.shape[0], np.nan, dtype=S.dtype)
    S, Sigma = S[usable], Sigma[usable]
    trace = np.einsum("bij,bji->b", S, inverse_or_nan(Sigma))
    p = S.shape[-1]
    discrepancy = log_determinant(Sigma) - log_determinant(S) + trace - p
    F[usable] = without_rounding(discrepancy, p * ROUNDING_ERROR)
    return F


def log_determinant(A: Array) -> Array:
    """ln|A| of positive definite matrices, which a complex step can differentiate; (b,)."""
    sign, logarithm = np.linalg.slogdet(A)
    return logarithm + 1j * np.angle(sign) if np.iscomplexobj(A) else logarithm


def distances(estimates: Estimates, model: Model) -> Array:
    """SRMR, d_ULS and d_G of one model; (b, 3)."""
    S, Sigma = item_correlations(estimates), implied_correlations(estimates, model)
    distance = d_uls(estimates, model)
    return np.stack([srmr(distance, S.shape[-1]), distance, d_g(S, Sigma)], axis=-1)


def fit_measures(
    estimates: Estimates, models: Sequence[Model] = MODELS, *, base: float = 10.0
) -> Array:
    """SRMR, d_ULS, d_G, NFI and χ² (rows) of some models (columns); (b, 5, models).

    NFI = 1 - F/F_null, the null model being Σ̂ = I, and χ² = (n - 1)F; d_G to logarithms of `base`.

    References
    ----------
    Bentler & Bonett (1980), Psychological Bulletin 88(3), 588-606.
    """
    S = item_correlations(estimates)
    p = S.shape[-1]
    definite = positive_definite(S)
    null = ml_discrepancy(S, np.broadcast_to(np.eye(p), S.shape), definite)
    columns = []
    for model in models:
        Sigma = implied_correlations(estimates, model)
        usable = definite & positive_definite(Sigma)
        distance = d_uls(estimates, model)
        F = ml_discrepancy(S, Sigma, usable)
        nfi = 1.0 - F / np.where(null.real > 0, null, np.nan)
        geodesic = d_g(S, Sigma, usable, base=base)
        columns.append([srmr(distance, p), distance, geodesic, nfi, (estimates.n - 1) * F])
    return np.array(columns).transpose(2, 1, 0)


def residual_measures(estimates: Estimates) -> Array:
    """SRMR and d_ULS of both models, which need no eigenvalues; (b, 2, 2)."""
    p = estimates.arrays.items.size
    distances = [d_uls(estimates, model) for model in MODELS]
    return np.array([[srmr(distance, p), distance] for distance in distances]).transpose(2, 1, 0)


def positive_definite(A: Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether the real part of every matrix is numerically positive definite; (b,)."""
    finite = np.isfinite(A).all(axis=(1, 2))
    smallest = np.zeros(A.shape[0])
    smallest[finite] = np.linalg.eigvalsh(A[finite].real)[:, 0]
    result: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        smallest > A.shape[-1] * np.finfo(float).eps
    )
    return result
