"""Formulas of common method variance and congruence: arrays in, arrays out."""

from __future__ import annotations

import numpy as np
from scipy import stats

from plspm.estimation.arrays import Array, Flags
from plspm.estimation.structural import inverse_of_correlations


def smallest_positive(correlations: Array) -> tuple[float, float]:
    """The smallest and the second smallest positive correlation; 0 where there is none.

    Examples
    --------
    >>> smallest_positive(np.array([0.3, -0.2, 0.05, 0.1]))
    (0.05, 0.1)
    """
    positive = np.sort(correlations[correlations > 0])
    first = float(positive[0]) if positive.size else 0.0
    return first, float(positive[1]) if positive.size > 1 else first


def without_marker(R: Array, r_m: float) -> Array:
    """Correlations less what a marker's correlation stands for, (r - r_m)/(1 - r_m).

    The diagonal stays 1.

    References
    ----------
    Lindell & Whitney (2001), Journal of Applied Psychology 86(1), 114-121, equation 1.
    """
    adjusted = (R - r_m) / (1.0 - r_m)
    if R.ndim == 2:
        np.fill_diagonal(adjusted, 1.0)
    return adjusted


def partial_test(adjusted: Array, n: float) -> tuple[Array, Array]:
    """t = r √(n - 3) / √(1 - r²) and its two-sided p with n - 3 degrees of freedom."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = adjusted * np.sqrt(n - 3.0) / np.sqrt(1.0 - adjusted**2)
    return t, 2.0 * stats.t.sf(np.abs(t), n - 3.0)


def explained(S_mm: Array, R: Array) -> tuple[Array, Array]:
    """What marker items explain of every construct: R² (J,) and the composites' weights (m, J).

    Parameters
    ----------
    S_mm : (m, m) array
        Correlations of the marker items.
    R : (m, J) array
        Of marker items with constructs.
    """
    weights = inverse_of_correlations(S_mm[None])[0] @ R
    return (weights * R).sum(axis=0), weights


def with_controls(C: Array, S_mm: Array, R: Array, is_path: Flags) -> Array:
    """Path coefficients with a marker composite of its own in every equation; (J, J).

    The composite of construct i is the regression of its score on all marker items (Mode B).
    ``B[i, j]`` is the effect of j on i; zero where there is no path.

    Parameters
    ----------
    C : (J, J) array
        Correlations of the scores.
    S_mm, R : (m, m) and (m, J) arrays
        See :func:`explained`.

    References
    ----------
    Chin, Thatcher, Wright & Steel (2013), in: New Perspectives in Partial Least Squares and Related
    Methods (construct-level correction).
    """
    shares, weights = explained(S_mm, R)
    B = np.zeros_like(C)
    for i in np.flatnonzero(is_path.any(axis=1)):
        x = np.flatnonzero(is_path[i])
        scale = np.sqrt(shares[i])
        control = weights[:, i] @ R[:, x] / scale if scale > 0 else np.zeros(x.size)
        block = np.eye(x.size + 1)
        block[:-1, :-1] = C[np.ix_(x, x)]
        block[-1, :-1] = block[:-1, -1] = control
        r = np.append(C[i, x], scale)
        B[i, x] = (inverse_of_correlations(block[None])[0] @ r)[:-1]
    return B


def residuals(X: Array, M: Array, weights: Array | None) -> Array:
    """Items less their regression on marker items; (n, p).

    Parameters
    ----------
    X, M : (n, p) and (n, m) arrays
    weights : (n,) array or None
        Of the cases.
    """
    design = np.column_stack([np.ones(len(M)), M])
    root = np.ones(len(M)) if weights is None else np.sqrt(weights)
    solved = np.linalg.lstsq(design * root[:, None], X * root[:, None], rcond=None)[0]
    left: Array = X - design @ solved
    return left


def tucker(x: Array, y: Array) -> float:
    """Tucker's coefficient of congruence, Σxy / √(Σx² Σy²).

    Examples
    --------
    >>> tucker(np.array([1.0, 2.0]), np.array([2.0, 4.0]))
    1.0
    """
    size = np.sqrt((x @ x) * (y @ y))
    return float(x @ y / size) if size > 0 else float("nan")


def congruent_pairs(P: Array) -> Array:
    """Congruence of the correlations of two constructs with all others; (b, J, J).

    NaN with fewer than two others, where it could not differ from 1 or -1, and on the diagonal.

    Parameters
    ----------
    P : (b, J, J) array
        Construct correlations.

    References
    ----------
    Franke, Sarstedt & Danks (2021), Journal of Business Research 130, 318-334.
    """
    J = P.shape[-1]
    A = P * (1.0 - np.eye(J))
    squares = (A**2).sum(axis=2, keepdims=True) - A**2
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Array = A @ A.swapaxes(1, 2) / np.sqrt(squares * squares.swapaxes(1, 2))
    found[:, np.arange(J), np.arange(J)] = np.nan
    return found if J > 3 else np.full_like(P, np.nan)
