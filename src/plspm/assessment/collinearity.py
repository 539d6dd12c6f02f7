"""Collinearity within blocks."""

from __future__ import annotations

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.structural import inverse_of_correlations


def outer_vif(S: Array, arrays: ModelArrays) -> Array:
    """Variance inflation of every indicator given the others of its block; (b, p).

    The diagonal of S_jj⁻¹, that is 1/(1 - R²) of the regression on the other indicators; 1
    for a single item, NaN where indicators are exactly collinear.
    """
    vif = np.empty(S.shape[:2], dtype=S.dtype)
    for j in range(arrays.sizes.size):
        own = arrays.block_slice(j)
        vif[:, own] = np.diagonal(inverse_of_correlations(S[:, own, own]), axis1=1, axis2=2)
    return vif


def full_vif(C: Array) -> Array:
    """Variance inflation of every construct given all others; (b, J).

    The diagonal of C⁻¹; NaN where scores are exactly collinear.

    Parameters
    ----------
    C : (b, J, J) array
        Correlations of the scores.

    References
    ----------
    Kock & Lynn (2012), Journal of the Association for Information Systems 13(7), 546-580; Kock
    (2015), International Journal of e-Collaboration 11(4), 1-10.
    """
    return np.diagonal(inverse_of_correlations(C), axis1=1, axis2=2)
