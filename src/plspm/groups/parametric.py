"""Tests of differences from the standard errors of two groups."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr

from plspm.estimation.arrays import Array


def keil(difference: Array, se_a: Array, se_b: Array, n_a: float, n_b: float) -> Array:
    """t under equal variances, with n_a + n_b - 2 degrees of freedom; (k,).

    References
    ----------
    Keil, Tan, Wei, Saarinen, Tuunainen & Wassenaar (2000), MIS Quarterly 24(2), 299-325.
    """
    pooled = ((n_a - 1.0) ** 2 * se_a**2 + (n_b - 1.0) ** 2 * se_b**2) / (n_a + n_b - 2.0)
    return _ratio(difference, np.sqrt(pooled * (1.0 / n_a + 1.0 / n_b)))


def welch(
    difference: Array, se_a: Array, se_b: Array, n_a: float, n_b: float
) -> tuple[Array, Array]:
    """t under unequal variances, and its degrees of freedom (Welch-Satterthwaite); (k,) each.

    References
    ----------
    Nitzl (2010), Arbeitspapiere des Instituts für Industrielles Management 21; Sarstedt,
    Henseler & Ringle (2011), Advances in International Marketing 22, 195-218.
    """
    of_a, of_b = (n_a - 1.0) / n_a * se_a**2, (n_b - 1.0) / n_b * se_b**2
    below = of_a**2 / (n_a - 1.0) + of_b**2 / (n_b - 1.0)
    freedom = (of_a + of_b) ** 2 / np.where(below > 0, below, np.nan) - 2.0
    return _ratio(difference, np.sqrt(of_a + of_b)), freedom


def student(t: Array, freedom: Array | float) -> Array:
    """Two-sided p; (k,)."""
    return np.asarray(2.0 * stdtr(freedom, -np.abs(t)), dtype=float)


def _ratio(difference: Array, error: Array) -> Array:
    return difference / np.where(error > 0, error, np.nan)
