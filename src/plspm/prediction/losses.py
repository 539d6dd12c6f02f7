"""The cross-validated predictive ability test: whose losses are smaller, case by case.

References
----------
Liengaard, Sharma, Hult, Jensen, Sarstedt, Hair & Ringle (2021), Decision Sciences 52(2), 362-392;
Sharma, Liengaard, Hair, Sarstedt & Ringle (2023), European Journal of Marketing 57(6), 1662-1677.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.estimation.arrays import Array, Flags

COUNTED_TOGETHER = 2**21
"""Counts of cases (16 MiB) that are drawn together."""


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """Losses of two predictions of the same cases, one entry for each set of items.

    Attributes
    ----------
    loss, rival_loss : (k,) arrays
        Mean losses.
    difference : (k,) array
        The first less the second: negative where the first predicts better.
    std_error, t, p_value : (k,) arrays
        Of the difference, over cases; two-sided, Student with cases - 1 degrees of freedom.
    lower, upper : (k,) arrays
        Its confidence interval.
    """

    loss: Array
    rival_loss: Array
    difference: Array
    std_error: Array
    t: Array
    p_value: Array
    lower: Array
    upper: Array


def case_losses(errors: Array, groups: Flags) -> Array:
    """Mean squared error of every case, over repeats and the items of each group; (n, k).

    Parameters
    ----------
    errors : (repeats, n, q) array
    groups : (k, q) array of bool
        The items of each group.
    """
    squares = (errors**2).mean(axis=0)
    losses: Array = squares @ groups.T / groups.sum(axis=1)
    return losses


def paired_test(losses: Array, rival: Array, level: float) -> Difference:
    """The paired t test of losses (n, k) over cases."""
    from scipy.stats import t as student  # slow to import

    d = losses - rival
    n = d.shape[0]
    mean = d.mean(axis=0)
    std_error = d.std(axis=0, ddof=1) / np.sqrt(n)
    with np.errstate(invalid="ignore", divide="ignore"):
        statistic = mean / std_error
    reach = student.ppf((1.0 + level) / 2.0, n - 1) * std_error
    return Difference(
        loss=losses.mean(axis=0),
        rival_loss=rival.mean(axis=0),
        difference=mean,
        std_error=std_error,
        t=statistic,
        p_value=2.0 * student.sf(np.abs(statistic), n - 1),
        lower=mean - reach,
        upper=mean + reach,
    )


def bootstrap_test(
    d: Array, draws: int, level: float, seed: np.random.SeedSequence
) -> tuple[Array, Array, Array]:
    """Bootstrap of the mean difference of losses d (n, k), cases drawn with replacement.

    Returns
    -------
    p_value : (k,) array
        (1 + draws at least as far from the mean as the mean is from 0) / (1 + draws).
    lower, upper : (k,) arrays
        Percentile interval.
    """
    n = d.shape[0]
    random = np.random.default_rng(seed)
    together = max(1, COUNTED_TOGETHER // n)
    even = np.full(n, 1.0 / n)
    means = np.concatenate(
        [
            random.multinomial(n, even, size=min(together, draws - low)) @ d / n
            for low in range(0, draws, together)
        ]
    )
    mean = d.mean(axis=0)
    further = (np.abs(means - mean) >= np.abs(mean)).sum(axis=0)
    lower, upper = np.quantile(means, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=0)
    return (1.0 + further) / (1.0 + draws), lower, upper
