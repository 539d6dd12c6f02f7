"""Reliability and convergent validity of Mode A blocks; NaN for other blocks."""

from __future__ import annotations

import numpy as np

from plspm.assessment.levels import assessed
from plspm.assessment.numeric import ROUNDING, block_sums, only
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates


def cronbach_alpha(S: Array, arrays: ModelArrays) -> Array:
    """Standardised α = K r̄ / (1 + (K - 1) r̄); 1 for a single item; (b, J).

    Parameters
    ----------
    S : (b, p, p) array
        Indicator correlations.

    References
    ----------
    Cronbach (1951), Psychometrika 16(3), 297-334.
    """
    K = arrays.sizes
    total = np.diagonal(block_sums(S, arrays), axis1=1, axis2=2)
    r = np.where(K > 1, (total - K) / np.where(K > 1, K * (K - 1), 1), 1.0)
    variance = 1.0 + (K - 1) * r  # of the sum of the items, over K; 0 where they cancel out
    return only(K * r / np.where(variance.real > ROUNDING, variance, np.nan), arrays.mode_a)


def cronbach_alpha_raw(covariances: Array, arrays: ModelArrays) -> Array:
    """α = K/(K - 1) (1 - Σ variances / variance of the sum), from covariances; (b, J)."""
    K = arrays.sizes
    sums = np.array(
        [
            (
                covariances[:, own, own].sum(axis=(1, 2)),
                np.einsum("bii->b", covariances[:, own, own]),
            )
            for own in map(arrays.block_slice, range(K.size))
        ]
    )
    total, single = sums[:, 0].T, sums[:, 1].T
    total = np.where(total > ROUNDING * single, total, np.nan)  # items may cancel out
    alpha = K / np.where(K > 1, K - 1, 1) * (1.0 - single / total)
    return only(np.where(K > 1, alpha, 1.0), arrays.mode_a)


def rho_c(loadings: Array, arrays: ModelArrays) -> Array:
    """Composite reliability (Σλ)² / [(Σλ)² + Σ(1 - λ²)]; (b, J).

    Parameters
    ----------
    loadings : (b, p) array
        Loadings of the estimator in use.

    References
    ----------
    Jöreskog (1971); Werts, Linn & Jöreskog (1974).
    """
    common = np.add.reduceat(loadings, arrays.starts[:-1], axis=1) ** 2
    unique = np.add.reduceat(1.0 - loadings**2, arrays.starts[:-1], axis=1)
    return only(_share(common, common + unique), arrays.mode_a)


def _share(part: Array, whole: Array) -> Array:
    """part/whole, NaN where loadings of 1 and -1 leave nothing of the whole."""
    return part / np.where(whole.real > ROUNDING, whole, np.nan)


def average_variance_extracted(loadings: Array, arrays: ModelArrays) -> Array:
    """AVE, the mean squared loading; (b, J).

    References
    ----------
    Fornell & Larcker (1981), Journal of Marketing Research 18(1), 39-50.
    """
    return only(
        np.add.reduceat(loadings**2, arrays.starts[:-1], axis=1) / arrays.sizes, arrays.mode_a
    )


def reliability(estimates: Estimates) -> Array:
    """α, ρ_A, ρ_C and AVE of every construct; (b, J, 4)."""
    by = assessed(estimates)
    columns = [
        cronbach_alpha(by.S, by.arrays),
        only(by.rho_a, by.arrays.mode_a),
        rho_c(by.loadings, by.arrays),
        average_variance_extracted(by.loadings, by.arrays),
    ]
    return np.stack(columns, axis=-1)


def dillon_goldstein_rho(S: Array, arrays: ModelArrays) -> Array:
    """ρ of a block from the loadings on its first principal component; (b, J).

    This is what R's plspm prints as "DG.rho"; it uses no PLS weights.
    """
    rho = np.ones((S.shape[0], arrays.sizes.size))
    for j in np.flatnonzero(arrays.sizes > 1):
        own = arrays.block_slice(int(j))
        values, vectors = np.linalg.eigh(S[:, own, own])
        loadings = vectors[..., -1] * np.sqrt(values[:, -1:])
        common = loadings.sum(axis=1) ** 2
        rho[:, j] = _share(common, common + (1.0 - loadings**2).sum(axis=1))
    return only(rho, arrays.mode_a)


def eigenvalues(S: Array, arrays: ModelArrays) -> Array:
    """The first and second eigenvalue of every block (0 where there is no second); (b, J, 2)."""
    result = np.zeros((S.shape[0], arrays.sizes.size, 2))
    for j in range(arrays.sizes.size):
        own = arrays.block_slice(j)
        descending = np.linalg.eigvalsh(S[:, own, own])[:, ::-1]
        result[:, j, : descending.shape[1]] = descending[:, :2]
    return result
