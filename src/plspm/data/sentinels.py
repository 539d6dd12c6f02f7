"""Codes for missing answers, such as -99 or 88, left among the values of questionnaire items.

No list of codes is consulted. What gives a code away is where it stands: a *scale* is a run of
whole numbers without gaps that holds most answers to an item, and codes lie behind a gap that no
tail of honest answers would leave. Whether they are answers all the same, the rest of the block
says: who is far out in one item is so in the others, who gave none is somebody like all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from plspm.data.misplaced import misplaced_ends
from plspm.data.others import answered_far_out, in_the_middle
from plspm.data.scales import LONGEST_BALANCED, Scale, scale_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plspm.data.columns import FloatArray

MOST_CODES = 10
"""Values on each side of measurements that are looked at."""
REPEATED = 5
"""Times that a value far from measurements must occur: an outlier occurs once."""
RANGES_OFF = 3
"""Times the range of the others that such a value must lie off them."""
REPEATED_FAR, RANGES_FAR = 3, 10
"""The same of values so far off that who has them is no case like the others."""
LARGEST_SHARE_BELOW = 0.25
"""Share of negative answers on a scale up to which these may be codes."""
FEWEST_BELOW = 3
"""People who must have given them."""
MOST_ROWS = 10_000
"""Rows looked at, evenly spaced; counts are of all rows."""


def suspected_codes(X: FloatArray) -> list[dict[float, int]]:
    """Find values that look like codes for a missing answer, and how often each occurs.

    A scale is a run of 2 to 21 whole numbers that holds most answers to an item, off which no more
    than four values lie that nothing sets apart. Items on scales are looked at together, because
    what one item never shows, another may. What lies off the scale is looked at in clusters: one
    begins behind a gap and goes on while the gaps within it are smaller. A cluster is set apart

    - where it occurs so often, c times for each of its values, and the g whole numbers of the gap
      never, that no single-peaked distribution would put it there: (g + 1)^(1 - c) < 0.002 (0.002²
      with 0, which may mean none at all),
    - or it lies further off than eight times the width of all before it, three times or beyond a
      scale that ends while it is used,
    - or it is negative, where the scale starts at 0 or above and nothing else lies off it. Three
      negative answers are needed if -5 to 5, say, may be a scale of which hardly anything below 0
      is used (not if the scale starts at 1); on -3 to 3 or less they are steps.

    People round counts: above the scale only multiples of five, or of ten, are in the gap before a
    cluster of such; and multiples of five or of another unit, such as dozens, that go on from the
    scale, none more than twice the value before, are in no cluster.

    What is set apart is suspected unless those who gave it are far out in the other items, too.
    This may be below the scale, no further from 0 than its end, and above it if it starts at 0, as
    counts do. The negative steps of a scale that goes up to more are suspected if those who gave
    them are not far out.
    Other steps are judged by `misplaced_ends`. Of numbers on no scale a value is suspected, beyond
    which fewer than half of the answers lie, that occurs five times (where not all are whole, five
    times as often as any other), and is the only negative one, or off all others by more than three
    times their range; three times are enough where it is off by more than ten times their range.

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
    block = _off_the_scale(together, X[:, on_scale]) if together else []
    codes: list[list[float]] = []
    for j, scale in enumerate(own):
        if scale is None:
            codes.append(list(_off_measurements(X[:, j])))
            continue
        off = block if together else _off_the_scale(scale, X[:, [j]])
        codes.append([c for c in off if c < 0 or not scale.low <= c <= scale.high])
    if on_scale:
        answers = np.array(
            [np.where(np.isin(X[:, j], codes[j]), np.nan, X[:, j]) for j in on_scale]
        )
        while found := misplaced_ends(answers.T):  # behind one code another may stand
            for j, code in found:
                codes[on_scale[j]].append(code)
                answers[j, answers[j] == code] = np.nan
    return codes


def _off_the_scale(scale: Scale, X: FloatArray) -> list[float]:
    """Values that stand apart from a scale, unless the other items say that they belong there."""
    inside = np.where((scale.low <= X) & (scale.high >= X), X, np.nan) if scale.apart else X
    found: list[float] = []
    for above in (False, True):
        apart = [value for value in scale.apart if (value > scale.high) == above]
        if not apart:
            continue
        possible = scale.low <= 0 if above else apart[0] >= -scale.high
        if not (possible and answered_far_out(inside, np.isin(X, apart), above=above)):
            found += apart
    uneven = scale.ends and -scale.high < scale.low < 0 and scale.high > LONGEST_BALANCED
    if uneven and _no_steps(X, inside):
        found += np.unique(X[X < 0]).tolist()
    return found


def _no_steps(X: FloatArray, inside: FloatArray) -> bool:
    """Whether the few negative answers on a scale that goes up to more are no steps of it."""
    negative = X < 0
    if negative.sum() > LARGEST_SHARE_BELOW * np.count_nonzero(~np.isnan(X)):
        return False
    if not negative.any(axis=1).sum() >= FEWEST_BELOW:
        return False
    if X.shape[1] > 1:
        return in_the_middle(np.where(negative, np.nan, inside), negative, above=False)
    most = np.unique(X[negative], return_counts=True)[1].max()
    return bool(most >= REPEATED and most >= 2 * np.count_nonzero(X == 0))


def _off_measurements(values: FloatArray) -> Iterator[float]:
    """Values that stand off all others of an item that is on no scale."""
    steps, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    whole = (steps == np.round(steps)).all()
    for below in (True, False):
        order = steps if below else steps[::-1]
        often = counts if below else counts[::-1]
        beyond = int(np.searchsorted(np.cumsum(often), often.sum() / 2))  # most lie further in
        for k in range(min(MOST_CODES, beyond, len(order) - 2)):
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
