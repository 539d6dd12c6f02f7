"""How large errors are, and what they say about predictive power."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from plspm.assessment.criteria import CUT_OFFS
from plspm.estimation.arrays import Array, Flags

Power = Literal["high", "medium", "low", "none"]

MOST_SKEW: Final = CUT_OFFS["error_skewness"].value
"""Skewness of errors beyond which a few large ones dominate their squares."""


def mean_over_cases(values: Array, share: Array) -> Array:
    """Weighted means over repeats and cases, NaN left out; (q,).

    Parameters
    ----------
    values : (repeats, n, q) array
    share : (n,) array
        Weights of the cases.
    """
    weights = np.where(np.isnan(values), 0.0, share[:, None])
    total = weights.sum(axis=(0, 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Array = (weights * np.nan_to_num(values)).sum(axis=(0, 1)) / total
    return mean


def rmse(errors: Array, share: Array) -> Array:
    """Root mean squared error; (q,)."""
    return np.sqrt(mean_over_cases(errors**2, share))


def mae(errors: Array, share: Array) -> Array:
    """Mean absolute error; (q,)."""
    return mean_over_cases(np.abs(errors), share)


def mape(errors: Array, observed: Array, share: Array) -> Array:
    """Mean absolute error in percent of what is observed, NaN where that may be 0; (q,)."""
    nonzero = (observed != 0).all(axis=0)
    size = np.where(nonzero, np.abs(observed), np.nan)
    return 100.0 * mean_over_cases(np.abs(errors) / size, share)


def q2_predict(errors: Array, naive: Array, share: Array) -> Array:
    """1 - SSE / SSE of the naive prediction; (q,)."""
    naive = np.where(np.isnan(errors), np.nan, naive)
    return 1.0 - mean_over_cases(errors**2, share) / mean_over_cases(naive**2, share)


def skewness(errors: Array, share: Array) -> Array:
    """Third central moment over the cubed standard deviation; (q,)."""
    deviations = errors - mean_over_cases(errors, share)
    second = mean_over_cases(deviations**2, share)
    return mean_over_cases(deviations**3, share) / second**1.5


def skewed(skew: Array) -> Flags:
    """Whether errors are so skewed that their absolute values should be read."""
    flags: Flags = np.abs(skew) > MOST_SKEW
    return flags


def power(better: Flags) -> Power:
    """Predictive power of a construct from which of its items the linear model predicts worse.

    All: high. The majority or half: medium. A minority: low. None: none.

    References
    ----------
    Shmueli, Sarstedt, Hair, Cheah, Ting, Vaithilingam & Ringle (2019), European Journal of
    Marketing 53(11), 2322-2347.
    """
    count, of = int(better.sum()), better.size
    if count == of:
        return "high"
    if 2 * count >= of:
        return "medium"
    return "low" if count else "none"
