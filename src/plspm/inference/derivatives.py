"""Derivatives of statistics in the base coordinates of the data.

All that is computed of the cases goes through a few sums over them: the second moments of the
items, and what products need. These are coordinates in which every statistic has a derivative,
however many cases there are. What a case does to a statistic is what it does to the coordinates,
times these derivatives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from plspm.assessment.statistics import Statistic
from plspm.estimation.arrays import Array
from plspm.estimation.case_sums import direction_of
from plspm.estimation.fixed_point import STEP, parts
from plspm.estimation.settings import Settings
from plspm.estimation.tangents import Chain, Direction, moved


def derivatives(chain: Chain, statistics: Sequence[Statistic], settings: Settings) -> Array:
    """Derivatives of statistics, one after the other, in every base coordinate; (b, K, k)."""
    b, numbers = chain.S.shape[0], np.arange(chain.coordinates)

    def directions(part: slice) -> Direction:
        unit = (numbers[part, None] == numbers).astype(float)
        return direction_of(chain, np.broadcast_to(unit, (b, *unit.shape)))

    return along(chain, directions, numbers.size, statistics, settings)


def along(
    chain: Chain,
    directions: Callable[[slice], Direction],
    count: int,
    statistics: Sequence[Statistic],
    settings: Settings,
) -> Array:
    """Derivatives of statistics in directions of the data, a part of them at a time.

    Parameters
    ----------
    chain : Chain
        The fits: a stack of b.
    directions : callable
        Gives those with given numbers.
    count : int
        How many there are.
    statistics : sequence of Statistic
    settings : Settings

    Returns
    -------
    (b, count, k) array
        The components of all statistics, one statistic after the other.
    """
    b, size = chain.S.shape[0], max(chain.S.shape[1], chain.estimates.w.shape[1])
    found = []
    for part in parts(count, b * size * size):
        turned = moved(chain, directions(part), settings)
        values = np.concatenate([statistic.compute(turned) for statistic in statistics], axis=1)
        # Where a statistic is undefined so is its derivative, not zero.
        each = np.where(np.isnan(values), np.nan, values.imag) / STEP
        found.append(each.reshape(b, values.shape[0] // b, values.shape[1]))
    return np.concatenate(found, axis=1)
