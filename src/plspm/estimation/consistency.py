"""Step 3: correction for attenuation (consistent PLS).

References
----------
Dijkstra & Henseler (2015a), MIS Quarterly 39(2), 297-316; (2015b), Computational Statistics
& Data Analysis 81, 10-23.
"""

from __future__ import annotations

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.weights import within_blocks


def rho_a(w: Array, arrays: ModelArrays, units: Array | None = None) -> Array:
    """Dijkstra-Henseler's reliability of every proxy; 1 for a single item.

    ρ_A = (w'w)² · w'(S - diag S)w / w'(ww' - diag ww')w, where w'Sw = 1 and diag S = 1. Of
    indicators in their own units the same with covariances and the weights of these.

    Parameters
    ----------
    w : (b, p) array
        Outer weights, scaled to w'Sw = 1.
    units : (b, p) array, optional
        Standard deviations of indicators that are analysed in their own units.

    Returns
    -------
    (b, J) array
    """
    own = np.add.reduceat(w**2, arrays.starts[:-1], axis=1)
    v = w if units is None else w / within_blocks(units, arrays)
    ww = np.add.reduceat(v**2, arrays.starts[:-1], axis=1)
    w4 = np.add.reduceat(v**4, arrays.starts[:-1], axis=1)
    products = ww**2 - w4
    usable = products.real > 1e-12 * (ww**2).real  # not all weight on one item
    rho = ww**2 * (1.0 - own) / np.where(usable, products, np.nan)
    return np.where(arrays.sizes == 1, 1.0, rho)


def corrected_loadings(w: Array, Q: Array, arrays: ModelArrays) -> Array:
    """Loadings λ = w √ρ_A / (w'w) of common factors; (b, p)."""
    ww = np.add.reduceat(w**2, arrays.starts[:-1], axis=1)
    return w * (square_root(Q) / ww)[:, arrays.block]


def corrected_correlations(C: Array, Q: Array) -> Array:
    """P_ij = C_ij / √(ρ_i ρ_j), with a unit diagonal; (b, J, J)."""
    root = square_root(Q)
    P = C / (root[:, :, None] * root[:, None, :])
    J = C.shape[1]
    P.reshape(-1, J * J)[:, :: J + 1] = 1.0
    return P


def with_own_parts(P: Array, loadings: Array, arrays: ModelArrays) -> Array:
    """Correlations of common factors with the parts that are their indicators: the loadings.

    The proxy of such a factor holds the error of the part too, so that their correlation cannot
    be corrected like that of two others.
    """
    for whole, parts in enumerate(map(list, arrays.parts)):
        if parts and arrays.corrected[whole]:
            P[:, whole, parts] = P[:, parts, whole] = loadings[:, arrays.block_slice(whole)]
    return P


def square_root(x: Array) -> Array:
    """√x, NaN where x is not positive: a reliability outside its range has no root."""
    return np.sqrt(np.where(x.real > 0, x, np.nan))
