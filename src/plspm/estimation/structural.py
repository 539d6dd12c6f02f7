"""Step 4: the structural model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays

LARGEST_VIF: Final = 1e12
"""Variance inflation beyond which variables count as exactly collinear, as in the kernel."""


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """The regressions of all endogenous constructs on their predecessors.

    Attributes
    ----------
    B : (b, J, J) array
        ``B[i, j]`` is the path coefficient of construct j on construct i.
    r_squared : (b, J) array
        R²; NaN for exogenous constructs.
    vif : (b, J, J) array
        ``vif[i, j]`` is the variance inflation of predecessor j in equation i; NaN elsewhere.
    """

    B: Array
    r_squared: Array
    vif: Array


def regressions(P: Array, arrays: ModelArrays) -> Structure:
    """Regress every endogenous construct on its predecessors.

    Parameters
    ----------
    P : (b, J, J) array
        Construct correlations.

    Notes
    -----
    With P_xx the correlations of the predecessors of i and r = P_xi, the coefficients are
    b = P_xx⁻¹ r, R² = b'r, and the variance inflation factors are the diagonal of P_xx⁻¹.
    """
    B = np.zeros_like(P)
    vif = np.full_like(P, np.nan)
    r_squared = np.full(P.shape[:2], np.nan, dtype=P.dtype)
    for equations in arrays.equations:
        i, x = equations.targets, equations.predecessors
        inverse = inverse_of_correlations(P[:, x[:, :, None], x[:, None, :]])
        r = P[:, i[:, None], x]
        b = (inverse @ r[..., None])[..., 0]
        B[:, i[:, None], x] = b
        vif[:, i[:, None], x] = np.diagonal(inverse, axis1=-2, axis2=-1)
        r_squared[:, i] = (b * r).sum(axis=-1)
    return Structure(B=B, r_squared=r_squared, vif=vif)


def inverse_of_correlations(R: Array) -> Array:
    """Inverse of every correlation matrix of a stack; NaN for collinear variables.

    Rounding makes most singular matrices invertible, but their inverse is noise. Its diagonal,
    the variance inflation of every variable, tells.
    """
    inverse = inverse_or_nan(R)
    vif = np.abs(np.diagonal(inverse, axis1=-2, axis2=-1))
    inverse[~(vif < LARGEST_VIF).all(axis=-1)] = np.nan
    return inverse


def inverse_or_nan(A: Array) -> Array:
    """Inverse of every matrix of a stack; NaN for those that have none."""
    if A.shape[-1] == 1:
        with np.errstate(divide="ignore", invalid="ignore"):
            return 1.0 / A
    if A.shape[-1] == 2:
        return _inverse_of_two(A)
    try:
        return _inverse(A)
    except np.linalg.LinAlgError:  # some matrix is singular: find out which
        inverses = np.full_like(A, np.nan)
        for index in np.ndindex(A.shape[:-2]):
            finite = np.isfinite(A[index]).all()
            if finite and np.linalg.matrix_rank(A[index]) == A.shape[-1]:
                inverses[index] = _inverse(A[index])
        return inverses


def _inverse_of_two(A: Array) -> Array:
    """Inverse of 2 x 2 matrices by their determinant: LAPACK takes ten times as long for many."""
    (a, b), (c, d) = np.moveaxis(A, (-2, -1), (0, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse = np.stack([d, -b, -c, a], axis=-1) / (a * d - b * c)[..., None]
    inverse[~np.isfinite(inverse).all(axis=-1)] = np.nan
    return inverse.reshape(A.shape)


def _inverse(A: Array) -> Array:
    return np.linalg.inv(A).astype(A.dtype, copy=False)


def total_effects(B: Array, arrays: ModelArrays) -> Array:
    """(I - B)⁻¹ - I, solved in causal order: the effects on i are B_i (I + effects so far).

    Parameters
    ----------
    B : (b, J, J) array
        Path coefficients.

    Returns
    -------
    (b, J, J) array
        Exactly zero where no directed path leads from j to i.
    """
    T = np.zeros_like(B)
    for i in arrays.order:
        for k in np.flatnonzero(arrays.is_path[i]):
            T[:, i] += B[:, i, k, None] * T[:, k]
            T[:, i, k] += B[:, i, k]
    return T


def specific_indirect_effects(B: Array, routes: tuple[tuple[int, ...], ...]) -> Array:
    """Product of the path coefficients along every route of two or more steps; (b, routes)."""
    coefficients = np.ascontiguousarray(B.transpose(1, 2, 0))
    known: dict[tuple[int, ...], Array] = {}

    def along(route: tuple[int, ...]) -> Array:
        if len(route) == 2:
            return coefficients[route[1], route[0]]
        if route not in known:
            known[route] = along(route[:-1]) * coefficients[route[-1], route[-2]]
        return known[route]

    effects = np.array([along(route) for route in routes], dtype=B.dtype)
    return effects.reshape(len(routes), B.shape[0]).T
