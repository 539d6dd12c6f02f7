"""Confidence intervals and p-values from draws, each component on its own.

All functions take draws as a (draws, k) array and work column by column: a vector gives what
its parts give alone. Draws of a component that are NaN are left out for that component.

References
----------
Efron (1987), Better bootstrap confidence intervals; Davison & Hinkley (1997), chapter 5;
Efron & Tibshirani (1993), chapters 12-14.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from scipy.special import ndtr, ndtri

from plspm.assessment.statistics import Range
from plspm.estimation.arrays import Array

Kind = Literal["percentile", "basic", "normal", "bc", "bca", "studentized"]
Alternative = Literal["two-sided", "less", "greater"]
PValue = Literal["normal", "percentile"]


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Sorted draws of every component.

    Attributes
    ----------
    estimate : (k,) array
        The fit.
    sorted : (k, draws) array
        Draws in ascending order; NaN last.
    count : (k,) array
        Draws that are not NaN.
    mean : (k,) array
        Their mean.
    std_error : (k,) array
        Their standard deviation, denominator draws - 1; exactly 0 for a constant.
    """

    estimate: Array
    sorted: Array
    count: Array
    mean: Array
    std_error: Array

    @classmethod
    def of(cls, estimate: Array, draws: Array) -> Draws:
        """Sort the (draws, k) array `draws`."""
        ordered = np.sort(np.ascontiguousarray(draws.T), axis=1)
        complete = not np.isnan(ordered[:, -1:]).any()  # NaN is sorted to the end
        missing = 0 if complete else np.isnan(ordered).sum(axis=1)
        count = np.full(ordered.shape[0], float(draws.shape[0])) - missing
        total = np.sum if complete else np.nansum
        mean = _per_count(total(ordered, axis=1), count)
        deviation = ordered - mean[:, None]
        deviation *= deviation
        error = np.sqrt(_per_count(total(deviation, axis=1), count - 1))
        # A component that is the same in every draw differs from its mean by rounding only.
        error[error <= 1e-13 * np.abs(estimate)] = 0.0
        return cls(estimate, ordered, count, mean, error)

    def quantile(self, probability: Array) -> Array:
        """Quantiles by linear interpolation (type 7), one probability a component; (k,)."""
        last = self.count - 1
        usable = (last >= 0) & np.isfinite(probability)
        place = np.where(usable, last * probability, 0.0)
        low = np.floor(place).astype(int)
        high = np.minimum(low + 1, np.maximum(last, 0).astype(int))
        rows = np.arange(place.size)
        below, above = self.sorted[rows, low], self.sorted[rows, high]
        return np.where(usable, below + (place - low) * (above - below), np.nan)

    def share_below(self, value: Array, *, inclusive: bool = False) -> Array:
        """Share of the draws below (or up to) one value a component; (k,)."""
        column = value[:, None]
        below = (self.sorted <= column) if inclusive else (self.sorted < column)
        return _per_count(below.sum(axis=1).astype(float), self.count)


def _per_count(total: Array, count: Array) -> Array:
    return np.where(count > 0, total / np.where(count > 0, count, 1.0), np.nan)


def tails(level: float, alternative: Alternative) -> tuple[float, float]:
    """Probabilities of the lower and the upper bound; 0 or 1 where the interval is open.

    A one-sided interval belongs to its test: "greater" bounds the value from below.
    """
    if alternative == "greater":
        return 1.0 - level, 1.0
    if alternative == "less":
        return 0.0, level
    return (1.0 - level) / 2.0, (1.0 + level) / 2.0


class Bound(Protocol):
    """One bound of an interval, from the draws and a probability."""

    def __call__(self, draws: Draws, probability: float) -> Array:
        """The bound of every component; (k,)."""
        ...


def percentile(draws: Draws, probability: float) -> Array:
    """Quantile of the draws (Efron 1979)."""
    return draws.quantile(np.full(draws.estimate.shape, probability))


def basic(draws: Draws, probability: float) -> Array:
    """2θ̂ minus the opposite quantile (Davison & Hinkley 1997, eq. 5.6)."""
    return 2.0 * draws.estimate - percentile(draws, 1.0 - probability)


def normal(draws: Draws, probability: float) -> Array:
    """θ̂ + z · SE."""
    return draws.estimate + ndtri(probability) * draws.std_error


def bias_corrected(draws: Draws, probability: float) -> Array:
    """BC: quantile at Φ(2 z₀ + z), z₀ from the share of draws below θ̂ (Efron 1981)."""
    return bca(draws, probability, acceleration=np.zeros_like(draws.estimate))


def bca(draws: Draws, probability: float, acceleration: Array) -> Array:
    """BCa: quantile at Φ(z₀ + (z₀ + z)/(1 - a(z₀ + z))) (Efron 1987, eq. 2.3).

    Parameters
    ----------
    acceleration : (k,) array
        a of every component, see :func:`acceleration`.
    """
    z0 = ndtri(draws.share_below(draws.estimate))
    with np.errstate(invalid="ignore", divide="ignore"):
        z = z0 + ndtri(probability)
        adjusted = ndtr(z0 + z / (1.0 - acceleration * z))
    # All draws on one side of the estimate: no bias correction exists.
    return draws.quantile(np.where(np.isfinite(z0), adjusted, np.nan))


def acceleration(influence: Array) -> Array:
    """a = Σ u³ / (6 (Σ u²)^{3/2}) from the influence of every case; (k,).

    Parameters
    ----------
    influence : (n, k) array
        Empirical influence values, or jackknife mean minus jackknife values. Each component
        has its own acceleration.

    References
    ----------
    Efron (1987), eq. 4.4 and 6.6.
    """
    u = influence - mean_of_defined(influence)
    u = np.where(np.isfinite(u), u, 0.0)  # cases without a value add nothing
    squares = (u**2).sum(axis=0)
    # Influence that is rounding error only belongs to a constant, which has no skewness.
    varies = squares > 0
    return np.where(varies, (u**3).sum(axis=0) / (6.0 * np.where(varies, squares, 1.0) ** 1.5), 0.0)


def mean_of_defined(values: Array) -> Array:
    """Mean of every column over the rows where it has a value; NaN where it has none; (k,)."""
    defined = np.isfinite(values)
    count = defined.sum(axis=0)
    total = np.where(defined, values, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def studentized(draws: Draws, probability: float, pivots: Draws, std_error: Array) -> Array:
    """θ̂ - SE · opposite quantile of (θ* - θ̂)/SE* (Davison & Hinkley 1997, eq. 5.7).

    Parameters
    ----------
    pivots : Draws
        The studentized draws (θ* - θ̂)/SE*.
    std_error : (k,) array
        Standard error of the fit, found as those of the draws were.
    """
    return draws.estimate - std_error * percentile(pivots, 1.0 - probability)


UNBOUNDED: Range = (-np.inf, np.inf)


def normal_bounds(
    estimate: Array, std_error: Array, level: float, values: Range = UNBOUNDED
) -> tuple[Array, Array]:
    """Two-sided interval θ̂ ± z · SE within the range of values; lower and upper, (k,) each."""
    reach = ndtri((1.0 + level) / 2.0) * std_error
    lower, upper = estimate - reach, estimate + reach
    return within_range(lower, estimate, values), within_range(upper, estimate, values)


def within_range(bound: Array, estimate: Array, values: Range) -> Array:
    """A bound that goes no further than the range of values, nor short of the estimate; (k,).

    Differences and products of draws, normal intervals and moved or stretched draws leave it. An
    inadmissible estimate lies beyond it itself, and its interval goes with it.
    """
    lowest, highest = values
    return np.clip(bound, np.minimum(lowest, estimate), np.maximum(highest, estimate))


def t_value(estimate: Array, std_error: Array, null: float) -> Array:
    """t = (θ̂ - θ₀)/SE, NaN where nothing varies; (k,)."""
    return (estimate - null) / np.where(std_error > 0, std_error, np.nan)


def normal_p_value(t: Array, alternative: Alternative) -> Array:
    """p of t = (θ̂ - θ₀)/SE under the standard normal; (k,)."""
    if alternative == "greater":
        return ndtr(-t)
    if alternative == "less":
        return ndtr(t)
    return 2.0 * ndtr(-np.abs(t))


def percentile_p_value(draws: Draws, alternative: Alternative, null: float = 0.0) -> Array:
    """The level at which the percentile interval just touches the null value; (k,).

    The shares of draws at or beyond that value, with one added to both counts so that p is never
    exactly 0 (Davison & Hinkley 1997, section 4.2.3).
    """
    value = np.full_like(draws.estimate, null)
    n = draws.count
    below = (draws.share_below(value, inclusive=True) * n + 1.0) / (n + 1.0)
    above = ((1.0 - draws.share_below(value)) * n + 1.0) / (n + 1.0)
    if alternative == "greater":
        return below
    if alternative == "less":
        return above
    return np.minimum(1.0, 2.0 * np.minimum(below, above))
