"""MICOM: whether composites of groups are the same, and their means and variances agree.

References
----------
Henseler, Ringle & Sarstedt (2016), International Marketing Review 33(3), 405-431.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plspm.estimation.arrays import Array, Flags, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.groups.permutation import ROUNDING, quantiles, share_as_extreme


@dataclass(frozen=True, slots=True, eq=False)
class Micom:
    """Steps 2 and 3 for two groups; every array is (J,).

    Attributes
    ----------
    correlation, quantile, p_compositional
        c, its quantile under permutation, and the share of permutations with no larger one.
    mean_difference, mean_lower, mean_upper, p_mean
    log_variance_ratio, variance_lower, variance_upper, p_variance
    """

    correlation: Array
    quantile: Array
    p_compositional: Array
    mean_difference: Array
    mean_lower: Array
    mean_upper: Array
    p_mean: Array
    log_variance_ratio: Array
    variance_lower: Array
    variance_upper: Array
    p_variance: Array

    def invariance(self) -> list[str]:
        """Return "none", "partial" or "full" for every construct."""
        same_composite = self.correlation >= self.quantile - ROUNDING
        same_mean = _within(self.mean_difference, self.mean_lower, self.mean_upper)
        same_variance = _within(self.log_variance_ratio, self.variance_lower, self.variance_upper)
        found = np.where(same_composite, np.where(same_mean & same_variance, 2, 1), 0)
        return [("none", "partial", "full")[k] for k in found]


def _within(value: Array, lower: Array, upper: Array) -> Flags:
    flags: Flags = (value >= lower - ROUNDING) & (value <= upper + ROUNDING)
    return flags


def composites(estimates: Estimates) -> Array:
    """Weights of the standardised items in the score of every construct; (b, items, J).

    Those of a higher-order construct go through its parts. Zero for products, which are no linear
    composites.
    """
    weights = [stage.w for stage in estimates.earlier]
    return _through_stages([*weights, estimates.w], estimates.arrays)


def pattern(arrays: ModelArrays) -> Flags:
    """Which items have a part in which construct; (items, J)."""
    rounds = [*(stage.arrays for stage in arrays.stages if stage.weighted), arrays]
    ones = [np.ones((1, one.block.size)) for one in rounds]
    flags: Flags = _through_stages(ones, arrays)[0] > 0
    return flags


def _through_stages(weights: Sequence[Array], arrays: ModelArrays) -> Array:
    b, items = weights[0].shape[0], arrays.items.size
    V = np.broadcast_to(np.eye(items), (b, items, items))
    rounds = iter(weights)
    for stage in arrays.stages:
        pool = V
        if stage.weighted:
            W = next(rounds)[:, :, None] * stage.arrays.membership
            pool = np.concatenate([V, V @ W], axis=2)
        products = np.zeros((b, items, len(stage.factors)))
        V = np.concatenate([pool, products], axis=2)[:, :, stage.columns]
    found: Array = V @ (next(rounds)[:, :, None] * arrays.membership)
    return found


def compositional(W_a: Array, W_b: Array, S: Array) -> Array:
    """Correlations c of the pooled, standardised data's scores under the weights of both groups.

    Parameters
    ----------
    W_a, W_b : (b, items, J) arrays
    S : (items, items) array
        Correlations of the pooled items.

    Returns
    -------
    (b, J) array
    """
    crossed = (W_a * (S @ W_b)).sum(axis=1)
    sizes = (W_a * (S @ W_a)).sum(axis=1) * (W_b * (S @ W_b)).sum(axis=1)
    return crossed / np.sqrt(sizes)


def score_moments(weights: Array, n: Array, scores: Array) -> tuple[Array, Array]:
    """Means and variances (denominator n - 1) of scores in groups; (b, J) each.

    Parameters
    ----------
    weights : (b, cases) array
        Row weights of the groups.
    n : (b,) array
        Cases in each.
    scores : (cases, J) array
    """
    share = weights / weights.sum(axis=1, keepdims=True)
    mean = share @ scores
    variance = (share @ scores**2 - mean**2) * (n / (n - 1.0))[:, None]
    return mean, variance


def tested(observed: Sequence[Array], draws: Sequence[Array], level: float) -> Micom:
    """Hold c, differences of means and log variance ratios against those of permutations.

    Parameters
    ----------
    observed : three (J,) arrays
    draws : three (R, J) arrays
    level : float
        One-sided for c, two-sided for means and variances.
    """
    c, mean, variance = observed
    tail = (1.0 - level) / 2.0
    no_larger = (draws[0] <= c + ROUNDING).sum(axis=0)
    mean_lower, mean_upper = quantiles(draws[1], tail, 1.0 - tail)
    variance_lower, variance_upper = quantiles(draws[2], tail, 1.0 - tail)
    return Micom(
        correlation=c,
        quantile=quantiles(draws[0], 1.0 - level)[0],
        p_compositional=np.where(np.isfinite(c), (1.0 + no_larger) / (1.0 + len(draws[0])), np.nan),
        mean_difference=mean,
        mean_lower=mean_lower,
        mean_upper=mean_upper,
        p_mean=share_as_extreme(np.abs(mean), np.abs(draws[1])),
        log_variance_ratio=variance,
        variance_lower=variance_lower,
        variance_upper=variance_upper,
        p_variance=share_as_extreme(np.abs(variance), np.abs(draws[2])),
    )
