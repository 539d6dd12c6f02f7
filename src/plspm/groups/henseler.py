"""Henseler's MGA: draws of two groups held against each other, pair by pair."""

from __future__ import annotations

import numpy as np

from plspm.estimation.arrays import Array


def share_in_wrong_order(a: Array, b: Array) -> Array:
    """One-sided p of the hypothesis that a parameter of group a is no larger than that of b; (k,).

    1 - ΣΣ Θ(2ā - a_j - 2b̄ + b_i)/(B_a B_b), Θ the step function and ā, b̄ the means of the draws.

    Parameters
    ----------
    a, b : (k, draws) arrays
        Draws of both groups in ascending order; NaN are left out.

    References
    ----------
    Henseler, Ringle & Sinkovics (2009), Advances in International Marketing 20, 277-319, eq. 6.
    """
    return np.array([_of_one(*pair) for pair in zip(a, b, strict=True)], dtype=float)


def _of_one(a: Array, b: Array) -> float:
    a, b = a[np.isfinite(a)], b[np.isfinite(b)]
    if not (a.size and b.size) or (np.ptp(a) < 1e-12 and np.ptp(b) < 1e-12):
        return np.nan
    mirrored = (2.0 * b.mean() - b)[::-1]
    right = np.searchsorted(mirrored, (2.0 * a.mean() - a)[::-1], side="left").sum()
    return float(1.0 - right / (a.size * b.size))


def two_sided(p: Array) -> Array:
    """Twice the smaller of p and 1 - p; (k,)."""
    return np.minimum(1.0, 2.0 * np.minimum(p, 1.0 - p))
