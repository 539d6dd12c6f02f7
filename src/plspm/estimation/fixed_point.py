"""One iteration of the weights as a function, and the derivative of its fixed point.

The weights of a fit satisfy w = F(S, w), F one iteration of the algorithm. By the implicit
function theorem a change dS of the correlations changes them by dw = (I - F_w)⁻¹ F_S dS. The
derivatives of F are taken by complex step: F is evaluated at S + ihD with h so small that
nothing is lost, and the imaginary part over h is the derivative to the last digit (Squire &
Trapp 1998, SIAM Review 40(1), 110-112).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.settings import Scheme
from plspm.estimation.structural import inverse_or_nan
from plspm.estimation.weights import own_block, proxy_covariances, scaled, within_blocks

Complex = NDArray[np.complex128]

LARGEST_STACK: Final = 2**22
"""Numbers in a stack of directions: 64 MiB of complex ones, however many there are."""

STEP: Final = 1e-30
"""The step h; its square is far below the rounding of anything it is added to."""


def iteration_step(
    S: Array,
    w: Array,
    arrays: ModelArrays,
    scheme: Scheme,
    held: Array | None = None,
    units: Array | None = None,
) -> Array:
    """New weights from the present ones: what the compiled loop does once, as array operations.

    Parameters
    ----------
    S : (b, p, p) array, real or complex
        Indicator correlations.
    w : (b, p) array, real or complex
        Present weights.
    held : (b, p) array, real or complex, optional
        Weights of the blocks that an earlier stage has settled; by default the present ones,
        taken for constants.
    units : (b, p) array, real or complex, optional
        Standard deviations of indicators that are analysed in their own units.

    Returns
    -------
    (b, p) array
        The next weights, scaled to w'Sw = 1. A fit is reproduced by it.
    """
    held = w.real if held is None else held
    WS, C = proxy_covariances(S, w, arrays)
    new = own_block(inner_weights(C, arrays, scheme).swapaxes(1, 2) @ WS, arrays)
    d = np.ones(1) if units is None else within_blocks(units, arrays)
    square = np.broadcast_to(d * d, w.shape)
    for j, mode in enumerate(arrays.modes):
        own = arrays.block_slice(j)
        if arrays.held[j]:
            new[:, own] = held[:, own]
        elif mode in {"sum", "fixed"} or arrays.sizes[j] == 1:
            agreement = (w[:, own].real * arrays.fixed[own]).sum(axis=1, keepdims=True)
            new[:, own] = arrays.fixed[own] * np.where(agreement < 0, -1.0, 1.0)
            new[:, own] *= np.broadcast_to(d, w.shape)[:, own]
        elif mode == "pca":
            new[:, own] = (S[:, own, own] @ w[:, own, None])[..., 0] * square[:, own]
        elif mode == "B":
            new[:, own] = (inverse_or_nan(S[:, own, own]) @ new[:, own, None])[..., 0]
        else:
            new[:, own] *= square[:, own]
    return scaled(new, S, arrays)


def inner_weights(C: Array, arrays: ModelArrays, scheme: Scheme) -> Array:
    """E[k, j], the weight of construct k in the inner proxy of j; (b, J, J)."""
    joined = arrays.is_path | arrays.is_path.T
    if scheme == "centroid":
        return np.where(C.real < 0, -1.0, 1.0) * (joined & (C.real != 0))
    E = C * joined
    if scheme == "path":
        for equations in arrays.equations:
            i, x = equations.targets, equations.predecessors
            inverse = inverse_or_nan(C[:, x[:, :, None], x[:, None, :]])
            b = inverse @ C[:, i[:, None], x][..., None]
            E[:, x, i[:, None]] = b[..., 0]
    return E


def feedback(
    S: Array, w: Array, arrays: ModelArrays, scheme: Scheme, units: Array | None = None
) -> Array:
    """(I - F_w)⁻¹ of fits, transposed: what becomes of a push to the weights that goes round.

    Parameters
    ----------
    S : (b, p, p) array
        Correlation matrices that were fitted.
    w : (b, p) array
        Their weights.
    units : (b, p) array, optional
        As in :func:`iteration_step`.

    Returns
    -------
    (b, p, p) array
    """
    b, p = w.shape
    F_w = np.empty((b, p, p))
    for rows in parts(p, b * p * p):
        turned = w[:, None, :] + 1j * STEP * np.eye(p)[rows]
        m = turned.shape[1]
        repeated = np.broadcast_to(S[:, None], (b, m, p, p)).reshape(-1, p, p)
        d = None if units is None else np.repeat(units, m, axis=0)
        moved = _imaginary(iteration_step(repeated, turned.reshape(-1, p), arrays, scheme, units=d))
        # Row q of the evaluated stack is the derivative in direction w_q: the transposed Jacobian.
        F_w[:, rows] = moved.reshape(b, m, p)
    return inverse_or_nan(np.eye(p) - F_w)


def parts(directions: int, numbers: int) -> Iterator[slice]:
    """Cut directions into parts whose stack, of so many numbers each, is not too large."""
    size = max(1, LARGEST_STACK // numbers)
    return (slice(low, min(low + size, directions)) for low in range(0, directions, size))


def weight_derivatives(
    S: Array,
    w: Array,
    D: Array,
    loop: Array,
    arrays: ModelArrays,
    scheme: Scheme,
    held: Array | None = None,
    units: Array | None = None,
) -> Array:
    """Derivatives of the weights of fits in directions of their correlation matrices.

    Parameters
    ----------
    S : (b, p, p) array
        Correlation matrices that were fitted.
    w : (b, p) array
        Their weights.
    D : (b, m, p, p) array
        m directions for every matrix.
    loop : (b, p, p) array
        Their :func:`feedback`, the same for all directions.
    held : (b, m, p) array, optional
        Derivatives of the weights that an earlier stage has settled.
    units : (b·m, p) array, complex, optional
        Units that move as well.

    Returns
    -------
    (b, m, p) array
    """
    b, m, p = D.shape[:3]
    moved = (S[:, None] + 1j * STEP * D).reshape(-1, p, p)
    fixed = np.broadcast_to(w[:, None], (b, m, p)).reshape(-1, p)
    kept = None if held is None else fixed + 1j * STEP * held.reshape(-1, p)
    F_S = _imaginary(iteration_step(moved, fixed, arrays, scheme, kept, units)).reshape(b, m, p)
    return F_S @ loop


def _imaginary(values: Array) -> Array:
    return values.imag / STEP
