"""The scale that items are answered on, and the values that stand apart from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from plspm.data.columns import FloatArray

LONGEST_SCALE = 21
"""Steps of the longest scale taken for one, 0 to 20."""
CHANCE = 0.002
"""Probability, at most, that honest answers stand together so far outside."""
FAR = 8
"""Times the width of all before them that values must lie off a scale."""
USED = 0.04
"""Share of the answers on the last step of a scale that does not thin out."""
REPEATED = 3
"""Times that values must occur that are so far off a scale that thins out, or just below 0."""
MOST_STRAGGLERS = 4
"""Values outside a scale that nothing sets apart; where there are more, it is none."""
LONGEST_BALANCED = 3
"""Highest step of a scale such as -3 to 3, of which not all negative steps need be given."""
CLOSE = 1000
"""Range of whole numbers up to which each has a counter of its own."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole numbers that the items of a block are answered on.

    Attributes
    ----------
    low, high : float
        First and last step.
    apart : list of float
        Values that stand apart from it, in ascending order.
    ends : bool
        Whether nothing else lies above it.
    """

    low: float
    high: float
    apart: list[float]
    ends: bool


def scale_of(X: FloatArray) -> Scale | None:
    """The scale of items: the run of whole numbers that holds most answers; None without one."""
    answers = X[~np.isnan(X)]
    if not len(answers) or (answers != np.rint(answers)).any():
        return None
    steps, counts = _steps(answers)
    ends = np.flatnonzero(np.diff(steps) != 1) + 1
    runs = np.split(np.arange(len(steps)), ends)
    run = max(runs, key=lambda run: counts[run].sum())
    inside = counts[run].sum()
    if not 2 <= len(run) <= LONGEST_SCALE or 2 * inside <= counts.sum():
        return None
    low, high = steps[run[[0, -1]]].tolist()
    if len(run) == len(steps):
        return Scale(low, high, [], ends=True)
    rows = X[((low > X) | (high < X)).any(axis=1)]
    outside = np.delete(steps, run).tolist()
    times = {value: int((rows == value).any(axis=1).sum()) for value in outside}
    used = counts[run[[0, -1]]] >= USED * inside
    apart = _apart(low, high, times, used)
    stragglers = [value for value in outside if value not in apart]
    if len(stragglers) > MOST_STRAGGLERS:
        return None
    return Scale(low, high, apart, ends=not any(value > high for value in stragglers))


def _steps(answers: FloatArray) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Whole numbers that occur, and how often; those that lie close are counted, not sorted."""
    low = answers.min()
    if answers.max() - low > CLOSE:
        return np.unique(answers, return_counts=True)
    counts = np.bincount((answers - low).astype(np.int64))
    found = np.flatnonzero(counts)
    return low + found, counts[found]


def _apart(
    low: float, high: float, times: dict[float, int], used: npt.NDArray[np.bool_]
) -> list[float]:
    """Values that stand apart from a scale, by the rules of `suspected_codes`."""
    above = [value for value in times if value > high]
    below = [value for value in times if value < low][::-1]
    found = _clusters(low, [high, *above], times, used[1])
    if set(above) == found and all(value < 0 <= low for value in below):
        negative = {value: times[value] for value in below}
        found |= negative.keys() - _may_be_steps(low, high, negative)
    return sorted(found | _clusters(high, [low, *below], times, used[0]))


def _may_be_steps(low: float, high: float, negative: dict[float, int]) -> set[float]:
    """Negative values that may be steps of a scale of both signs, of which hardly any are given."""
    if high <= LONGEST_BALANCED:
        return {value for value in negative if value >= -high}
    near = {value: count for value, count in negative.items() if value > -high}
    few = sum(near.values()) < REPEATED and low != 1
    return set(near) if few else set()


def _clusters(start: float, steps: list[float], times: dict[float, int], used: bool) -> set[float]:
    """Values beyond the end of a scale, from this on, that a gap sets apart together.

    A cluster begins behind a gap and goes on as long as the gaps within it are smaller.
    """
    rounded = _rounded(steps)
    gaps = np.where(rounded, 0.0, np.abs(np.diff(steps)))
    found: set[float] = set()
    for first in np.flatnonzero(gaps):
        ends = rounded[first + 1 :] | (gaps[first + 1 :] >= gaps[first])
        size = int(np.argmax([*ends, True])) + 1
        cluster = steps[first + 1 : first + 1 + size]
        often = sum(times[value] for value in cluster)
        off = gaps[first] > FAR * abs(steps[first] - start)
        far = off and (used or often >= REPEATED)
        chance = CHANCE**2 if 0 in cluster else CHANCE  # 0 may be an answer of its own: none at all
        if far or _places(steps[first], cluster) ** (1.0 - often / size) < chance:
            found.update(cluster)
    return found


def _places(before: float, cluster: list[float]) -> float:
    """Numbers from a gap to the first of a cluster; round ones, where counts may be rounded."""
    units = (10, 5, 1) if cluster[0] > before else (1,)
    unit = next(u for u in units if all(value % u == 0 for value in cluster))
    return float(-(-abs(cluster[0] - before) // unit))


def _rounded(steps: list[float]) -> npt.NDArray[np.bool_]:
    """Which values above the end of a scale are counts that people round, as the scale goes on.

    No value is more than twice the one before; these are multiples of five, or of another unit,
    such as dozens, by which one follows the other.
    """
    values = np.array(steps)
    before, beyond = values[:-1], values[1:]
    goes_on = np.logical_and.accumulate((before < beyond) & (beyond <= 2 * before))
    unit = np.diff(beyond)
    even = (unit > 1) & (beyond[:-1] % np.maximum(unit, 1) == 0) & goes_on[1:]
    in_units = np.append(even, False) | np.append(False, even)
    return goes_on & ((beyond % 5 == 0) | in_units[: len(beyond)])
