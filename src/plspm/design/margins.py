"""From normal items to answers as they are given: skewed, cut into categories.

An item is a monotone function of a standard normal variable, so that populations of normal
items stay simple: a Gaussian copula. Its Hermite coefficients give the correlations of answers
from those of the normal variables (Mehler's expansion).

References
----------
Mehler (1866); Olsson, Drasgow & Dorans (1982), Psychometrika 47, 337-347, for ordered answers;
Nelsen (2006), An Introduction to Copulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from plspm.estimation.arrays import Array

SPAN = 2.5
"""Categories are steps of equal width over so many standard deviations to either side."""

TERMS = 80
"""Of the Hermite expansion; the error is below the 80th power of a correlation."""


@dataclass(frozen=True, slots=True)
class Margin:
    """How an item is answered.

    Attributes
    ----------
    categories : int or None
        Ordered answers 1, 2, …; None for a continuous item in standard units.
    skewness : float
        Of the continuous variable behind: 0 normal, otherwise a shifted log-normal one.
    mean : float or None
        Mean answer on the scale 1, 2, …, to which the thresholds are shifted; None leaves them
        in the middle.
    """

    categories: int | None = None
    skewness: float = 0.0
    mean: float | None = None

    def observed(self, z: Array) -> Array:
        """Answers of standard normal values, elementwise."""
        if self.categories is None:
            return skewed(z, self.skewness)
        return 1.0 + np.searchsorted(self.thresholds(), skewed(z, self.skewness)).astype(float)

    def thresholds(self) -> Array:
        """Where the (skewed) variable is cut; (categories - 1,)."""
        cuts = equal_steps(self.categories or 1)
        return cuts if self.mean is None else cuts - self._shift(cuts)

    def _shift(self, cuts: Array) -> float:
        def excess(shift: float) -> float:
            above = 1.0 - ndtr(unskewed(cuts - shift, self.skewness))
            return float(1.0 + above.sum() - (self.mean or 0.0))

        return float(brentq(excess, -12.0, 12.0))

    def hermite(self) -> Array:
        """Coefficients of the orders 1, 2, …, TERMS of the standardised item; (TERMS,)."""
        if self.categories is None:
            return smooth_coefficients(self.skewness)
        return step_coefficients(unskewed(self.thresholds(), self.skewness))


def equal_steps(categories: int) -> Array:
    """Thresholds of steps of equal width over ±2.5 standard deviations, the outermost open.

    Examples
    --------
    >>> equal_steps(5)
    array([-1.5, -0.5,  0.5,  1.5])
    """
    width = 2.0 * SPAN / categories
    cuts: Array = width * np.arange(1.0, categories) - SPAN
    return cuts


def skewed(z: Array, skewness: float) -> Array:
    """Standard normal values as values of mean 0, variance 1 and given skewness (log-normal)."""
    if skewness == 0.0:
        return z
    s = log_scale(skewness)
    sign = float(np.sign(skewness))
    values: Array = (np.exp(s * sign * z) - exp(s * s / 2)) * (sign / spread(s))
    return values


def unskewed(x: Array, skewness: float) -> Array:
    """The inverse of :func:`skewed`; infinite beyond the end of the distribution."""
    if skewness == 0.0:
        return x
    s = log_scale(skewness)
    sign = float(np.sign(skewness))
    inner = sign * x * spread(s) + exp(s * s / 2)
    with np.errstate(divide="ignore"):
        values: Array = sign * np.log(np.maximum(inner, 0.0)) / s
    return values


def log_scale(skewness: float) -> float:
    """σ of the log-normal distribution with this skewness, (ω + 2)√(ω - 1) with ω = exp σ².

    Examples
    --------
    >>> s = log_scale(1.0)
    >>> round((exp(s * s) + 2) * sqrt(exp(s * s) - 1), 9)
    1.0
    """

    def excess(s: float) -> float:
        return (exp(s * s) + 2.0) * sqrt(exp(s * s) - 1.0) - abs(skewness)

    return float(brentq(excess, 1e-9, 3.0, xtol=1e-14))


def spread(s: float) -> float:
    """Standard deviation of exp(s z)."""
    return sqrt((exp(s * s) - 1.0) * exp(s * s))


def smooth_coefficients(skewness: float) -> Array:
    """Hermite coefficients of a continuous margin; (TERMS,).

    Notes
    -----
    exp(sz) has coefficients proportional to sᵏ/√k!.
    """
    coefficients = np.zeros(TERMS)
    if skewness == 0.0:
        coefficients[0] = 1.0
        return coefficients
    s = np.sign(skewness) * log_scale(skewness)
    k = np.arange(1, TERMS + 1)
    raw = np.cumprod(s / np.sqrt(k)) * np.sign(skewness)
    scaled: Array = raw / sqrt(exp(s * s) - 1.0)
    return scaled


def step_coefficients(cuts: Array) -> Array:
    """Hermite coefficients of categories cut at given normal values; (TERMS,).

    Notes
    -----
    The category is 1 + Σ 1[z > τ]; the k-th coefficient of 1[z > τ] is He_{k-1}(τ) φ(τ) / √k!.
    """
    finite = cuts[np.isfinite(cuts)]
    density = np.exp(-(finite**2) / 2.0) / sqrt(2.0 * np.pi)
    coefficients = np.empty(TERMS)
    before, here = np.zeros_like(finite), np.ones_like(finite)  # He_{k-1}/√(k-1)!
    for k in range(1, TERMS + 1):
        coefficients[k - 1] = (here * density).sum() / sqrt(k)
        before, here = here, (finite * here - sqrt(k - 1) * before) / sqrt(k)
    below = np.concatenate([[0.0], ndtr(np.sort(cuts)), [1.0]])
    shares = np.diff(below)
    answers = np.arange(shares.size)
    variance = shares @ answers**2 - (shares @ answers) ** 2
    scaled: Array = coefficients / sqrt(variance)
    return scaled


def observed_correlations(R: Array, coefficients: Array) -> Array:
    """Correlations of answers from those of the normal variables.

    Parameters
    ----------
    R : (p, p) array
    coefficients : (p, TERMS) array

    Returns
    -------
    (p, p) array
        Σ_k c_ik c_jk r_ijᵏ, and 1 on the diagonal.
    """
    total, power = np.zeros_like(R), np.ones_like(R)
    for c in coefficients.T:
        power = power * R
        total += np.outer(c, c) * power
    np.fill_diagonal(total, 1.0)
    return total
