"""Discriminant validity: Fornell-Larcker, HTMT and its relatives; NaN for Mode B blocks."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from plspm.assessment.numeric import block_sums, magnitude, mean_correlations, only
from plspm.assessment.reliability import average_variance_extracted
from plspm.estimation.arrays import Array, Flags, ModelArrays
from plspm.estimation.consistency import square_root

Variant = Literal["htmt", "htmt_plus", "htmt2"]

UNCORRELATED: Final = 1e-14
"""A correlation no larger is 0 but for rounding, and its logarithm would be noise."""


def htmt(S: Array, arrays: ModelArrays, variant: Variant = "htmt") -> Array:
    """Heterotrait-monotrait ratio of correlations of every pair of constructs; (b, J, J).

    Mean correlation between two blocks over the geometric mean of the mean correlations
    within them. A single item enters with 1 within.

    Parameters
    ----------
    S : (b, p, p) array
        Indicator correlations.
    variant : {"htmt", "htmt_plus", "htmt2"}
        "htmt" takes signed correlations and the absolute value of the ratio (Henseler, Ringle
        & Sarstedt 2015), "htmt_plus" absolute correlations (Ringle et al. 2023), "htmt2"
        geometric means of absolute correlations (Roemer, Schuberth & Henseler 2021).

    Returns
    -------
    (b, J, J) array
        Symmetric; NaN on the diagonal, for blocks in Mode B, between a construct and its own
        parts, and where the mean correlations within the two blocks differ in sign, so that no
        ratio exists.
    """
    if variant == "htmt":
        means = mean_correlations(S, arrays)
    elif variant == "htmt_plus":
        means = mean_correlations(magnitude(S), arrays)
    else:
        zero = np.abs(S.real) <= UNCORRELATED
        logs = np.log(np.where(zero, 1.0, magnitude(S)))
        # The logarithm of the unit diagonal is 0, but a mean over pairs expects 1 there.
        means = np.exp(mean_correlations(logs + np.eye(S.shape[-1]), arrays))
        means[block_sums(zero.astype(float), arrays) > 0] = 0.0
        J = means.shape[-1]
        means.reshape(-1, J * J)[:, :: J + 1][:, arrays.sizes == 1] = 1.0
    within = np.diagonal(means, axis1=1, axis2=2)
    scale = square_root(within[:, :, None] * within[:, None, :])
    defined = np.outer(arrays.mode_a, arrays.mode_a) & ~np.eye(arrays.sizes.size, dtype=bool)
    defined &= ~arrays.own_parts
    return only(magnitude(means / scale), defined)


def fornell_larcker(P: Array, loadings: Array, arrays: ModelArrays) -> Array:
    """Construct correlations with √AVE on the diagonal; (b, J, J).

    NaN between a construct and its own parts, which are not to be told apart.

    References
    ----------
    Fornell & Larcker (1981), Journal of Marketing Research 18(1), 39-50.
    """
    table = only(P, ~arrays.own_parts)
    J = P.shape[-1]
    root = square_root(average_variance_extracted(loadings, arrays))
    table.reshape(-1, J * J)[:, :: J + 1] = root
    return table


def fornell_larcker_holds(table: Array, own_parts: Flags | None = None) -> Array:
    """Whether each √AVE exceeds the construct's absolute correlations with the others; (b, J).

    1 or 0, and NaN where it cannot be told: for a construct without AVE, to which the criterion
    does not apply, and where a correlation is undefined and no other exceeds √AVE.

    Parameters
    ----------
    table : (b, J, J) array
        As :func:`fornell_larcker` gives it.
    own_parts : (J, J) array, optional
        Pairs that are not compared: a construct and its parts.
    """
    root = np.diagonal(table, axis1=1, axis2=2)
    others = np.abs(table * (1 - np.eye(table.shape[-1])))
    fails = root <= np.where(np.isnan(others), 0.0, others).max(axis=2)
    compared = True if own_parts is None else ~own_parts
    unknown = ~fails & (np.isnan(table) & compared).any(axis=2)
    return np.where(unknown, np.nan, ~fails)
