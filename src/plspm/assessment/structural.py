"""Assessment of the structural model."""

from __future__ import annotations

import numpy as np

from plspm.assessment.numeric import ROUNDING
from plspm.estimation.arrays import Array, ModelArrays


def adjusted_r_squared(r_squared: Array, n: Array, arrays: ModelArrays) -> Array:
    """1 - (1 - R²)(n - 1)/(n - k - 1), k the number of predecessors; (b, J)."""
    k = arrays.is_path.sum(axis=1)
    n = n[:, None]
    residual = np.where(n - k - 1 > 0, n - k - 1, np.nan)
    return 1.0 - (1.0 - r_squared) * (n - 1) / residual


def f_squared(B: Array, r_squared: Array, vif: Array) -> Array:
    """Effect size (R²_incl - R²_excl)/(1 - R²_incl) of every predictor; (b, J, J).

    Leaving predictor j out of equation i, with the construct correlations held, lowers R² by
    exactly B_ij² / vif_ij, so that no equation has to be solved again. NaN where R² is 1 or more,
    so that nothing is left to compare an effect with.

    References
    ----------
    Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 9.
    """
    unexplained = 1.0 - r_squared
    left = np.where(unexplained.real > ROUNDING, unexplained, np.nan)
    return B**2 / vif / left[:, :, None]
