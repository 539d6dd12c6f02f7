"""Step 1: the outer weights."""

from __future__ import annotations

from typing import Final

import numpy as np

from plspm.estimation.arrays import Array, Indices, ModelArrays
from plspm.estimation.settings import Settings

SCHEMES: Final = {"centroid": 0, "factorial": 1, "path": 2}
UPDATES: Final = {"A": 1, "B": 2, "sum": 0, "pca": 0, "fixed": 0}


def outer_weights(
    S: Array,
    arrays: ModelArrays,
    settings: Settings,
    held: Array | None = None,
    units: Array | None = None,
) -> tuple[Array, Indices, Indices]:
    """Outer weights of every block, scaled to w'Sw = 1.

    Parameters
    ----------
    S : (b, p, p) array
        Indicator correlations.
    held : (b, p) array, optional
        Weights of the blocks that an earlier stage has settled.
    units : (b, p) array, optional
        Standard deviations of the indicators where these are analysed in their own units: the
        weights then come from their covariances.

    Returns
    -------
    w : (b, p) array
        The weights of the standardised indicators; NaN where none exist.
    iterations : (b,) array
    status : (b,) array
        0 converged, 1 not converged, 2 singular.

    References
    ----------
    Wold (1982); Lohmöller (1989), chapter 2.
    """
    from plspm.kernels import outer_weights as kernel  # imports numba

    if units is not None:
        # The scores are those of weights v = w / d, found from the covariances D S D.
        d = within_blocks(units, arrays)
        covariances = S * d[:, :, None] * d[:, None, :]
        kept = None if held is None else held / d
        v, iterations, status = outer_weights(covariances, arrays, settings, kept)
        return v * d, iterations, status
    w = starting_weights(S, arrays, held)
    update = np.array([UPDATES[mode] for mode in arrays.modes])
    update[arrays.held | (arrays.sizes == 1)] = 0
    iterations, status = kernel.iterate(
        S,
        w,
        starts=arrays.starts,
        update=update,
        is_path=arrays.is_path,
        scheme=SCHEMES[settings.scheme],
        tolerance=settings.tolerance,
        max_iterations=settings.max_iterations,
    )
    return w, iterations, status


def within_blocks(units: Array, arrays: ModelArrays) -> Array:
    """Units of the indicators beside those of their block: what a block has in common is nothing.

    So that the tolerance means the same whatever the units.
    """
    square = np.add.reduceat(units**2, arrays.starts[:-1], axis=1) / arrays.sizes
    return units / np.sqrt(square)[:, arrays.block]


def starting_weights(S: Array, arrays: ModelArrays, held: Array | None = None) -> Array:
    """Equal weights, or the final ones of blocks that are not iterated; (b, p)."""
    w = np.broadcast_to(arrays.fixed, S.shape[:2]).copy()
    if held is not None:
        np.copyto(w, held, where=arrays.held[arrays.block])
    for j, mode in enumerate(arrays.modes):
        if mode == "pca" and not arrays.held[j]:
            own = arrays.block_slice(j)
            w[:, own] = first_principal_component(S[:, own, own])
    return scaled(w, S, arrays)


def scaled(w: Array, S: Array, arrays: ModelArrays) -> Array:
    """Divide the weights of every block by the standard deviation of its proxy."""
    variance = np.diagonal(proxy_covariances(S, w, arrays)[1], axis1=1, axis2=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        return w / np.sqrt(variance)[..., arrays.block]


def first_principal_component(R: Array) -> Array:
    """Eigenvector of the largest eigenvalue of every matrix of a stack (b, k, k); (b, k)."""
    usable = np.isfinite(R).all(axis=(1, 2))
    vectors = np.full(R.shape[:2], np.nan)
    vectors[usable] = np.linalg.eigh(R[usable])[1][..., -1]
    return vectors


def proxy_covariances(S: Array, w: Array, arrays: ModelArrays) -> tuple[Array, Array]:
    """Covariances of the proxies with indicators, W'S (b, J, p), and each other, W'SW (b, J, J).

    Real or complex, so that a complex step goes through.
    """
    from plspm.kernels import outer_weights as kernel  # imports numba

    return kernel.proxy_covariances(S, w, arrays.starts)


def own_block(A: Array, arrays: ModelArrays) -> Array:
    """Of every indicator's column, the entry of its own construct; (b, J, p) -> (b, p)."""
    return np.take_along_axis(A, arrays.block[None, None, :], axis=1)[:, 0]
