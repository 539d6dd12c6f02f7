"""Codes for missing answers, such as -99 or 88, left among the values of questionnaire items.

No list of codes is consulted. What gives a code away is where it stands: a *scale* is a run of
whole numbers without gaps that holds most answers, and it ends while it is still used; the tail of
a count thins out instead, and its far values are many and different.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from plspm.data.misplaced import misplaced_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plspm.data.columns import FloatArray

LONGEST_SCALE = 21
"""Steps of the longest scale taken for one, 0 to 20."""
MOST_CODES = 4
"""Values outside a scale; where there are more, it is none."""
CHANCE = 0.002
"""Probability, at most, that honest answers stand together so far outside."""
FAR = 8
"""Times its own width that a single value must lie off a scale."""
USED = 0.04
"""Share of the answers on the last step of a scale that does not thin out."""
REPEATED = 5
"""Times that a value far from measurements must occur: an outlier occurs once."""
RANGES_OFF = 3
"""Times the range of the others that such a value must lie off them."""
REPEATED_FAR, RANGES_FAR = 3, 10
"""The same of values so far off that who has them is no case like the others."""
LONGEST_BALANCED = 3
"""Highest step of a scale such as -3 to 3, of which not all negative steps need be given."""
CLOSE = 1000
"""Range of whole numbers up to which each has a counter of its own."""
MOST_ROWS = 10_000
"""Rows looked at, evenly spaced; counts are of all rows."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole numbers that the items of a block are answered on, and what stands outside.

    Attributes
    ----------
    low, high : float
        First and last step.
    low_share, high_share : float
        Shares of the answers on these steps.
    outside : (k,) array
        Values off the scale.
    counts : (k,) array of int
        Rows in which each stands.
    """

    low: float
    high: float
    low_share: float
    high_share: float
    outside: FloatArray
    counts: npt.NDArray[np.int64]


def suspected_codes(X: FloatArray) -> list[dict[float, int]]:
    """Find values that look like codes for a missing answer, and how often each occurs.

    Items on a scale are looked at together, because what one item never shows, another may. A
    value off the scale is suspected where

    - it is negative on a scale that starts at 0 or above (or is -1, the one value below 0) and
      does not end at 3 or less, with the value no further below 0,
    - it occurs in so many rows c, and the g whole numbers between it and the next value never,
      that no single-peaked distribution would put it there: (g + 1)^(1 - c) < 0.002 (0.002² for
      0, which may mean none at all),
    - or it lies further off than eight times the width of a scale that ends while it is used.
      Of multiples of 5 above the scale only this counts: they may be rounded counts.

    Values on the scale are judged by `misplaced_ends`. Of other numbers a value is suspected that
    occurs five times (where not all are whole, five times as often as any other), and is the
    only negative one, or off all others by more than three times their range; three times are
    enough where it is off by more than ten times their range.

    Parameters
    ----------
    X : numpy.ndarray of float64, shape (n, k)
        Items of one block, NaN where a value is missing.

    Returns
    -------
    list of k dicts of float to int
        For every item, how often each suspected code occurs.

    Examples
    --------
    >>> suspected_codes(np.array([[1.0, 4.0, 5.0, 2.0, 3.0, 2.0, -99.0]]).T)
    [{-99.0: 1}]
    >>> suspected_codes(np.array([[88.0, 91.0, 99.0]]).T)
    [{}]
    """
    return codes_counted(list(X.T))


def codes_counted(columns: Sequence[FloatArray]) -> list[dict[float, int]]:
    """Find suspected codes as `suspected_codes` does, in columns that are not one matrix yet."""
    every = -(-len(columns[0]) // MOST_ROWS) or 1
    codes = _codes(np.stack([column[::every] for column in columns]).T)
    return [_counted(column, each) for column, each in zip(columns, codes, strict=True)]


def _codes(X: FloatArray) -> list[list[float]]:
    """Suspected codes of every item, from some of the rows; columns are contiguous."""
    own = [scale_of(X[:, [j]]) for j in range(X.shape[1])]
    on_scale = [j for j, scale in enumerate(own) if scale is not None]
    together = scale_of(X[:, on_scale])
    codes: list[list[float]] = []
    for j, scale in enumerate(own):
        if scale is None:
            codes.append(list(_off_measurements(X[:, j])))
            continue
        off = _off_the_scale(together or scale)
        codes.append([c for c in off if c < 0 or not scale.low <= c <= scale.high])
    answers = [np.where(np.isin(X[:, j], codes[j]), np.nan, X[:, j]) for j in on_scale]
    for j, code in misplaced_ends(np.column_stack(answers) if answers else X[:, :0]):
        codes[on_scale[j]].append(code)
    return codes


def scale_of(X: FloatArray) -> Scale | None:
    """The scale of items, None where their answers are on none."""
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
    outside = np.delete(steps, run)
    if len(outside) > MOST_CODES:
        return None
    return Scale(
        low=float(steps[run[0]]),
        high=float(steps[run[-1]]),
        low_share=counts[run[0]] / inside,
        high_share=counts[run[-1]] / inside,
        outside=outside,
        counts=np.array([(value == X).any(axis=1).sum() for value in outside], dtype=np.int64),
    )


def _steps(answers: FloatArray) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Whole numbers that occur, and how often; those that lie close are counted, not sorted."""
    low = answers.min()
    if answers.max() - low > CLOSE:
        return np.unique(answers, return_counts=True)
    counts = np.bincount((answers - low).astype(np.int64))
    found = np.flatnonzero(counts)
    return low + found, counts[found]


def _off_the_scale(scale: Scale) -> Iterator[float]:
    width = scale.high - scale.low
    if scale.low == -1 and scale.high > LONGEST_BALANCED:
        yield scale.low
    given = np.array([*scale.outside, scale.low, scale.high])
    for value, count in zip(scale.outside, scale.counts, strict=True):
        below = value < scale.low
        off = scale.low - value if below else value - scale.high
        far = off > FAR * width and (scale.low_share if below else scale.high_share) >= USED
        step = (given[given > value].min() - value) if below else value - given[given < value].max()
        chance = CHANCE**2 if value == 0 else CHANCE  # 0 may be an answer of its own: none at all
        if not below and value % 5 == 0:
            suspected = far and len(scale.outside) == 1
        else:
            negative = value < 0 <= scale.low and not -LONGEST_BALANCED <= -scale.high <= value
            suspected = far or negative or step ** (1.0 - count) < chance
        if suspected:
            yield float(value)


def _off_measurements(values: FloatArray) -> Iterator[float]:
    """Values that stand off all others of an item that is on no scale."""
    steps, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    whole = (steps == np.round(steps)).all()
    for below in (True, False):
        order = steps if below else steps[::-1]
        often = counts if below else counts[::-1]
        for k in range(min(MOST_CODES, len(order) - 2)):
            inner, outer = order[k + 1 :], order[: k + 1]
            only_negative = below and outer.max() < 0 <= inner.min()
            off = abs(inner[0] - order[k])
            isolated = off > RANGES_OFF * np.ptp(inner) > 0
            usual = 1 if whole else often[k + 1 :].max()
            least = REPEATED_FAR if off > RANGES_FAR * np.ptp(inner) > 0 else REPEATED
            repeated = (often[: k + 1] >= least * usual).all()
            if (only_negative or isolated) and repeated:
                yield from outer.tolist()


def _counted(values: FloatArray, codes: Sequence[float]) -> dict[float, int]:
    counts = {code + 0.0: int((values == code).sum()) for code in sorted(set(codes))}  # no -0.0
    return {code: count for code, count in counts.items() if count}
