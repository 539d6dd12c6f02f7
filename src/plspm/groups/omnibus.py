"""Whether three or more groups differ at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import fdtrc

from plspm.estimation.arrays import Array


def between_groups(values: Array, n: Array) -> Array:
    """Sum of squares between groups, Σ n_g (θ_g - θ̄)²/Σ n_g, θ̄ weighted by n; (b, k).

    Parameters
    ----------
    values : (b, G, k) array
    n : (b, G) array
        Cases in each group.
    """
    share = (n / n.sum(axis=1, keepdims=True))[:, :, None]
    mean = (share * values).sum(axis=1, keepdims=True)
    return (share * (values - mean) ** 2).sum(axis=1)


def sarstedt(draws: Sequence[Array]) -> tuple[Array, Array]:
    """F of the draws of all groups, and its p; (k,) each.

    The variance of the groups' mean draws over that of the draws within groups. It grows with the
    number of draws: with many of them it finds differences between equal populations.

    Parameters
    ----------
    draws : sequence of G (draws, k) arrays

    References
    ----------
    Sarstedt, Henseler & Ringle (2011), Advances in International Marketing 22, 195-218; they find
    p by exchanging draws, which the F distribution is the limit of.
    """
    count = np.array([np.isfinite(group).sum(axis=0) for group in draws], dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):  # NaN where nothing was drawn
        mean = np.array([np.nansum(group, axis=0) for group in draws]) / count
    total = count.sum(axis=0)
    grand = (count * mean).sum(axis=0) / total
    left, right = len(draws) - 1.0, total - len(draws)
    between = (count * (mean - grand) ** 2).sum(axis=0) / left
    within = np.sum(
        [np.nansum((group - m) ** 2, axis=0) for group, m in zip(draws, mean, strict=True)], axis=0
    )
    F = between / np.where(within > 1e-20 * total, within / right, np.nan)
    return F, fdtrc(left, right, F)
