"""From rejection rates at some sample sizes to the size at which a power is reached."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from plspm.estimation.arrays import Array


class Required(NamedTuple):
    """The sample size at which a power is reached.

    Attributes
    ----------
    n : float
        NaN where the sizes do not enclose it.
    std_error : float
        From the Monte Carlo error of the two rates between which it lies.
    lower, upper : float
        Where the rates plus and less 1.96 Monte Carlo errors reach the power. Beyond the sizes
        all that is known: between 0 and the smallest, or between the largest and infinity.
    """

    n: float
    std_error: float
    lower: float
    upper: float


def monte_carlo_error(rate: Array, count: Array) -> Array:
    """Standard error √[p(1 - p)/R] of a rate among R replications.

    A rate of 0 or 1 has the error of one that is half a replication away from it.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        inside = np.clip(rate, 0.5 / count, 1.0 - 0.5 / count)
        error: Array = np.sqrt(inside * (1.0 - inside) / count)
    return error


def crossing(sizes: Array, rates: Array, power: float) -> float:
    """The first size at which rates reach a power, NaN if they do not within the sizes.

    Between two sizes the probit of the rate is taken as linear in √n, as it is for a test whose
    noncentrality grows with √n.

    Examples
    --------
    >>> from scipy.special import ndtr
    >>> n = np.array([50.0, 200.0])
    >>> round(crossing(n, ndtr(0.1 * np.sqrt(n) - 0.5), ndtr(0.5)), 9)
    100.0
    """
    reached = np.flatnonzero(rates >= power)
    if reached.size == 0 or reached[0] == 0:
        return float(sizes[0]) if reached.size and rates[0] == power else np.nan
    i = reached[0]
    root, probit = np.sqrt(sizes[i - 1 : i + 1]), ndtri(rates[i - 1 : i + 1])
    share = (ndtri(power) - probit[0]) / (probit[1] - probit[0])
    return float((root[0] + share * (root[1] - root[0])) ** 2)


def required(sizes: Array, rates: Array, counts: Array, power: float) -> Required:
    """The sample size for a power, with its uncertainty.

    Parameters
    ----------
    sizes : (s,) array
        Ascending.
    rates : (s,) array
        Rejection rates.
    counts : (s,) array
        Replications behind each.
    power : float
    """
    error = monte_carlo_error(rates, counts)
    inside = np.clip(rates, 0.5 / counts, 1.0 - 0.5 / counts)
    n = crossing(sizes, inside, power)
    low = crossing(sizes, np.clip(inside + 1.96 * error, 0, 1 - 1e-12), power)
    high = crossing(sizes, np.clip(inside - 1.96 * error, 1e-12, 1), power)
    if np.isnan(low):
        low = 0.0 if inside[0] + 1.96 * error[0] >= power else float(sizes[-1])
    if np.isnan(high):
        high = float(sizes[0]) if inside[0] - 1.96 * error[0] >= power else np.inf
    return Required(n, _std_error(sizes, inside, error, power, n), low, high)


def _std_error(sizes: Array, rates: Array, error: Array, power: float, n: float) -> float:
    """Delta method: how the crossing moves as either rate moves by its error."""
    if np.isnan(n):
        return np.nan
    i = int(np.flatnonzero(rates >= power)[0])
    if i == 0:
        return np.nan
    root, probit = np.sqrt(sizes[i - 1 : i + 1]), ndtri(rates[i - 1 : i + 1])
    spread = error[i - 1 : i + 1] / np.exp(-(probit**2) / 2.0) * np.sqrt(2.0 * np.pi)
    share = (ndtri(power) - probit[0]) / (probit[1] - probit[0])
    slope = (probit[1] - probit[0]) / (root[1] - root[0])
    of_root = np.hypot((1.0 - share) * spread[0], share * spread[1]) / abs(slope)
    return float(2.0 * np.sqrt(n) * of_root)
