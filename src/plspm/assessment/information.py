"""Criteria by which rival explanations of a construct are chosen, from the R² of its equation.

References
----------
Sharma, Sarstedt, Shmueli, Kim & Thiele (2019), Journal of the Association for Information
Systems 20(4), 346-397; McQuarrie & Tsai (1998); Mallows (1973); Geweke & Meese (1981).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from plspm.estimation.arrays import Array, Indices, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.structural import inverse_of_correlations

CRITERIA: Final = ("aic", "aicc", "aicu", "bic", "hq", "hqc", "fpe", "cp", "gm")
"""Their names, in the order of :func:`information_criteria`; smaller is better for each."""

LIKELIHOOD_BASED: Final = CRITERIA[:6]
"""Those on the scale of -2 ln L, between which Akaike weights divide the support."""


def information_criteria(e: Estimates) -> Array:
    """Criteria of every structural equation; (b, J, 9), NaN for exogenous constructs.

    With SSE = (1 - R²)(n - 1), k the predecessors and the intercept, and σ² the mean squared
    error of the full equation, on every construct that is no effect of the target (see
    :func:`explanations`):

    - AIC = n ln(SSE/n) + 2k, AICc = n ln(SSE/n) + n(n + k)/(n - k - 2),
      AICu = n ln(SSE/(n - k)) + 2k
    - BIC = n ln(SSE/n) + k ln n
    - HQ = n ln(SSE/n) + 2k ln ln n, HQc = n ln(SSE/n) + 2kn ln ln n/(n - k - 2)
    - FPE = SSE/(n - k) (1 + k/n), Cp = SSE/σ² - (n - 2k), GM = SSE/σ² + k ln n

    NaN where R² reaches 1 (under consistent PLS it may exceed it) or n does not exceed k + 2.
    """
    arrays = e.arrays
    n = e.n[:, None]
    k = 1.0 + arrays.is_path.sum(axis=1)
    SSE = _positive((1.0 - e.r_squared) * (n - 1.0))
    error = _positive(full_mean_squared_error(e.P, e.n, arrays))
    spare = _positive(n - k - 2.0)
    fit = n * np.log(SSE / n)
    loglog = np.log(np.log(n))
    return np.stack(
        [
            fit + 2.0 * k,
            fit + n * (n + k) / spare,
            n * np.log(SSE / _positive(n - k)) + 2.0 * k,
            fit + k * np.log(n),
            fit + 2.0 * k * loglog,
            fit + 2.0 * k * n * loglog / spare,
            SSE / _positive(n - k) * (1.0 + k / n),
            SSE / error - (n - 2.0 * k),
            SSE / error + k * np.log(n),
        ],
        axis=-1,
    )


def full_mean_squared_error(P: Array, n: Array, arrays: ModelArrays) -> Array:
    """σ² of every endogenous construct, explained by all that can explain it; (b, J)."""
    found = np.full(P.shape[:2], np.nan, dtype=P.dtype)
    for i in np.flatnonzero(arrays.endogenous):
        x = explanations(int(i), arrays)
        inverse = inverse_of_correlations(P[:, x[:, None], x])
        r = P[:, i, x]
        r_squared = np.einsum("bx,bxy,by->b", r, inverse, r)
        found[:, i] = (1.0 - r_squared) * (n - 1.0) / _positive(n - x.size - 1.0)
    return found


def explanations(i: int, arrays: ModelArrays) -> Indices:
    """Constructs that may explain construct i: those that are no effects of it, nor made of it.

    Parts of higher-order constructs are left out, because these hold the same; not so the
    predecessors of i, whatever they are.
    """
    effects = {i, *np.flatnonzero(arrays.reachable[:, i]).tolist()}
    inside = {part for parts in arrays.parts for part in parts}
    return np.array(
        [
            j
            for j in range(len(arrays.constructs))
            if arrays.is_path[i, j]
            or not (j in effects | inside or effects & {*arrays.factors[j], *arrays.parts[j]})
        ]
    )


def akaike_weights(criterion: Array) -> Array:
    """Support of each of several models, exp(-Δ/2) over its sum; along the first axis.

    Parameters
    ----------
    criterion : (models, ...) array
        A criterion on the scale of -2 ln L.

    Returns
    -------
    (models, ...) array
        Sums to 1 along the first axis; NaN where some model has no value.

    References
    ----------
    Burnham & Anderson (2002), section 2.9; Danks, Sharma & Sarstedt (2020), Journal of Business
    Research 113, 13-24.
    """
    relative = np.exp(-0.5 * (criterion - criterion.min(axis=0)))
    return relative / relative.sum(axis=0)


def _positive(values: Array) -> Array:
    return np.where(values > 0, values, np.nan)
