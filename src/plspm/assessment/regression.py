"""Structural equations as ordinary regressions of scores: what the textbook says about them.

Everything follows from the correlations of the scores and the number of cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import fdtrc, stdtr

from plspm.assessment.numeric import ROUNDING
from plspm.estimation.arrays import Array, Flags, Indices, ModelArrays
from plspm.estimation.structural import LARGEST_VIF, inverse_of_correlations, regressions

NOTHING_LEFT: Final = 1.0 / LARGEST_VIF
"""Share of a variable's variance below which others count as explaining all of it."""


@dataclass(frozen=True, slots=True, eq=False)
class LeastSquares:
    """Ordinary least squares of all structural equations; NaN where there is none.

    Attributes
    ----------
    estimate, std_error, t, p_value : (b, J, J) arrays
        Of predecessor j in equation i at [:, i, j]; p two-sided from Student's t.
    r_squared, f, f_p_value : (b, J) arrays
        Of the equation as a whole.
    df : (b, J) array
        Residual degrees of freedom n - k - 1.
    """

    estimate: Array
    std_error: Array
    t: Array
    p_value: Array
    r_squared: Array
    f: Array
    f_p_value: Array
    df: Array


def least_squares(C: Array, n: Array, arrays: ModelArrays) -> LeastSquares:
    """Regress every endogenous score on the scores of its predecessors.

    Parameters
    ----------
    C : (b, J, J) array
        Correlations of the scores.
    n : (b,) array
        Cases.

    Notes
    -----
    With R² and the variance inflation of the equation, SE_j = √((1 - R²) VIF_j / (n - k - 1)) and
    F = R² / (1 - R²) · (n - k - 1) / k. Undefined where n leaves no degrees of freedom or R² is 1.

    References
    ----------
    Cohen, Cohen, West & Aiken (2003), Applied Multiple Regression/Correlation Analysis for the
    Behavioral Sciences, chapter 3.
    """
    found = regressions(C, arrays)
    k = arrays.is_path.sum(axis=1)
    df = np.where(k > 0, n[:, None] - k - 1.0, np.nan)
    share = np.where(df > 0, _left(found.r_squared) / df, np.nan)
    estimate = np.where(arrays.is_path, found.B, np.nan)
    std_error = np.sqrt(share[:, :, None] * found.vif)
    t = estimate / std_error
    f = found.r_squared / np.where(k > 0, k, np.nan) / share
    return LeastSquares(
        estimate=estimate,
        std_error=std_error,
        t=t,
        p_value=2.0 * stdtr(df[:, :, None], -np.abs(t)),
        r_squared=found.r_squared,
        f=f,
        f_p_value=np.asarray(fdtrc(k, df, f), dtype=np.float64),
        df=df,
    )


def _left(r_squared: Array) -> Array:
    """1 - R²; NaN where nothing is left."""
    unexplained = 1.0 - r_squared
    return np.where(unexplained > ROUNDING, unexplained, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class AbsentPaths:
    """What each path that the model leaves out would bring, the scores held; m of them.

    Attributes
    ----------
    source, target : (m,) arrays of int
    coefficient, t, f_squared : (m,) arrays
        Of the source, had it been the last to enter the equation of the target.
    before, after : (m,) arrays
        R² of the target without and with it.
    """

    source: Indices
    target: Indices
    coefficient: Array
    t: Array
    f_squared: Array
    before: Array
    after: Array


def absent_paths(C: Array, n: float, arrays: ModelArrays) -> AbsentPaths:
    """Add to every equation each construct that could enter it, one at a time.

    Parameters
    ----------
    C : (J, J) array
        Correlations of the scores.
    n : float
        Cases.

    Returns
    -------
    AbsentPaths
        In descending order of f²; NaN, for constructs that the predecessors explain exactly, last.

    Notes
    -----
    Given the predecessors x of i, everything follows from the residual covariances C·x of the
    scores (Frisch & Waugh 1933): with c = C·x_ij and v = C·x_jj the coefficient of j is c/v and R²
    grows by c²/v. Its t is √(f² (n - k - 2)) with the sign of c.
    """
    candidates = absent(arrays)
    target, source = np.nonzero(candidates)
    columns = [
        _entering(C, n, int(i), np.flatnonzero(arrays.is_path[i]), np.flatnonzero(candidates[i]))
        for i in np.unique(target)
    ]
    numbers = np.concatenate([np.empty((5, 0)), *columns], axis=1)
    order = np.argsort(-numbers[2], kind="stable")  # NaN last
    return AbsentPaths(source[order], target[order], *numbers[:, order])


def absent(arrays: ModelArrays) -> Flags:
    """(J, J) whether a path from j to i is left out and could be added.

    It could where it makes no cycle. Nothing acts on a product, and the parts of a higher-order
    construct act through it alone; a product takes its lower-order terms along.
    """
    apart = arrays.is_product.copy()
    for parts in arrays.parts:
        apart[list(parts)] = True
    pairs = ~(arrays.is_path | arrays.reachable.T | np.eye(apart.size, dtype=np.bool_))
    return pairs & ~apart[:, None] & ~apart[None, :]


def _entering(C: Array, n: float, i: int, x: Indices, candidates: Indices) -> Array:
    """Coefficient, t, f², R² before and after of every candidate for equation i; (5, m)."""
    inverse = inverse_of_correlations(C[np.ix_(x, x)]) if x.size else np.empty((0, 0))
    slopes = inverse @ C[x]
    residual = C - C[:, x] @ slopes
    c, v = residual[candidates, i], np.diagonal(residual)[candidates]
    v = np.where(v > NOTHING_LEFT, v, np.nan)
    before = np.full(candidates.size, C[i, x] @ slopes[:, i])
    after = before + c**2 / v
    f_squared = (after - before) / _left(after)
    df = n - x.size - 2.0
    t = np.sign(c) * np.sqrt(f_squared * (df if df > 0 else np.nan))
    return np.stack([c / v, t, f_squared, before, after])
