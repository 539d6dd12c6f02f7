"""The last step of an item's scale that is no step: a code that stands right beside the answers.

A 0 or an 8 beside the answers 1 to 7 leaves no gap. What gives it away is the other items of the
block: none of them has it, or those who gave it answer them as people in the middle do, or all
items have it in the same rows.
"""

from __future__ import annotations

import numpy as np

from plspm.data.columns import FloatArray
from plspm.data.others import LEAST_CORRELATION, answered_far_out, rest_of_block

FEWEST_ITEMS = 3
FEWEST_STEPS = 3
FEWEST_GIVEN = 5
CONTRADICTED = 4.5
"""Standard errors by which the other items must contradict the place of a value."""
CONTRADICTED_ALONE = 2.5
"""The same, where no other item has the value."""
WAY_BACK = 0.6
"""Part of the way from the step beside a value to the middle that the others must put it."""
STILL_USED = 0.05
"""Share of answers on the last step of the other items that says that their scale ends there."""
FEWEST_LAST = 30
"""Such answers to the other items together: where so many stop, some would go on if they could."""
LARGEST_SHARE = 0.5
"""Share of the answers to an item that such a value may have."""
LARGEST_OF_FEW, FEWEST_LEFT = 0.15, 4
"""The same where fewer steps than these are left without it."""
TOGETHER = 0.002
"""Probability, at most, that answers next to each other are given to all items by chance."""


def misplaced_ends(X: FloatArray) -> list[tuple[int, float]]:
    """Find first or last values of items that the other items of their block give the lie.

    A value at the end of an item's scale, in no more than half of its answers (15 % where fewer
    than four steps are left without it), is found where

    - no other item has it, although each of them uses the step next to it much (5 % of its answers,
      30 in all), unless those who gave it are far out in these, too,
    - those who gave it answer the rest of the block three fifths of the way from those who gave the
      step *next* to it to the middle, by 4.5 standard errors, of the item itself or of all items
      that have the value (2.5 if it is alone; for -1 of items of 0 and 1 the evidence of all is
      taken together, and 2.5 are enough),
    - or it is given to several items or to none, again and again, which the step next to it is not.

    Parameters
    ----------
    X : numpy.ndarray of float64, shape (n, k)
        Items of one block on one scale of whole numbers, NaN where a value is missing.

    Returns
    -------
    list of (int, float)
        Item and value.

    Examples
    --------
    >>> answers = np.tile(np.repeat(np.arange(1.0, 8.0), 20), (3, 1)).T
    >>> answers[::20, 0] = 8
    >>> misplaced_ends(answers)
    [(0, 8.0)]
    """
    if X.shape[1] < FEWEST_ITEMS:
        return []
    found = []
    rest = rest_of_block(X)
    ends = [_ends(column) for column in X.T]
    for side in (0, 1):
        places = [(each[side], j) for j, each in enumerate(ends) if each[side] is not None]
        for value, beside in dict.fromkeys(place for place, _ in places if place):
            items = [j for place, j in places if place == (value, beside)]
            found += [(j, value) for j in _misplaced(X, rest, items, value, beside)]
    return sorted(set(found))


def _ends(item: FloatArray) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """First and last value of an item, each with the step beside it; None where that is a step."""
    answers = item[~np.isnan(item)]
    steps = np.unique(answers)
    if len(steps) < FEWEST_STEPS:
        return None, None

    def end(last: float, beside: float) -> tuple[float, float] | None:
        largest = LARGEST_SHARE if len(steps) > FEWEST_LEFT else LARGEST_OF_FEW
        rare = np.count_nonzero(answers == last) <= largest * len(answers)
        return (float(last), float(beside)) if rare and abs(last - beside) == 1 else None

    return end(steps[0], steps[1]), end(steps[-1], steps[-2])


def _misplaced(
    X: FloatArray, rest: FloatArray, items: list[int], value: float, beside: float
) -> list[int]:
    """Of the items that end with a value, those in which it is no step of the scale."""
    has = np.equal(X, value)
    everywhere = np.count_nonzero(has.any(axis=0)) == len(items)
    if everywhere and len(items) > 1 and _all_or_none(X[:, items], value, beside):
        return items
    often = [j for j in items if has[:, j].sum() >= FEWEST_GIVEN]
    alone = np.count_nonzero(has.any(axis=0)) == 1
    if alone and often and _others_end(np.delete(X, often, axis=1), beside, value):
        inside = np.where(has, np.nan, X)  # an item with one step more than the others is honest
        if not answered_far_out(inside, has, above=value > beside):
            return often
    yes_or_no = value == -1 and np.nanmax(X) == 1  # where -1 is a code more often than a step
    looked_at = items if yes_or_no else often
    evidence = {j: _contradiction(X[:, j], rest[:, j], value, beside) for j in looked_at}
    against = {j: each for j, each in evidence.items() if each is not None}
    together = sum(errors for errors, _ in against.values()) / np.sqrt(max(len(against), 1))
    if yes_or_no and together > CONTRADICTED_ALONE:
        ways, given = [way for _, way in against.values()], has[:, [*against]].sum(axis=0)
        if given.sum() >= FEWEST_GIVEN and np.average(ways, weights=given) >= WAY_BACK:
            return items
    least = CONTRADICTED_ALONE if alone else CONTRADICTED
    return [
        j
        for j, (errors, way) in against.items()
        if way >= WAY_BACK and max(errors, together) > least
    ]


def _all_or_none(X: FloatArray, value: float, beside: float) -> bool:
    """Whether people have a value in all items or in none, as a block left out is coded."""
    has = np.equal(X, value)
    left_out = has.any(axis=1)
    if left_out.sum() < FEWEST_GIVEN or not (has | np.isnan(X))[left_out].all():
        return False
    near = (beside >= X if value < beside else beside <= X)[~left_out]
    some = near.any(axis=1).sum()
    return bool(some and (near.all(axis=1).sum() / some) ** left_out.sum() < TOGETHER)


def _others_end(others: FloatArray, step: float, value: float) -> bool:
    """Whether every other item ends at this step, and while it is still used."""
    last = (others == step).sum(axis=0)
    answers = (~np.isnan(others)).sum(axis=0)
    used = (last >= STILL_USED * answers).all() and last.sum() >= FEWEST_LAST
    return bool(used and not (others > step if value > step else others < step).any())


def _contradiction(
    item: FloatArray, rest: FloatArray, value: float, beside: float
) -> tuple[float, float] | None:
    """How far inside of `beside` the others place a value: in standard errors, and of the way.

    By the regression of the others on the item, where it is not `value`: what the step `beside`
    foretells is 0 of the way, the middle is 1.
    """
    known = ~np.isnan(item) & ~np.isnan(rest)
    at, inner = known & (item == value), known & (item != value)
    if not at.any() or not inner.any():
        return None
    x, y = item[inner], rest[inner]
    dx, dy = x - x.mean(), y - y.mean()
    xx, xy, yy = dx @ dx, dx @ dy, dy @ dy
    if not xy**2 >= LEAST_CORRELATION**2 * xx * yy > 0:
        return None
    slope = xy / xx
    foretold = slope * (beside - x.mean())
    back = (foretold - (rest[at].mean() - y.mean())) * np.sign(foretold)
    error = np.sqrt(max(yy - slope * xy, 0.0) / len(x) / at.sum())
    outward = np.sign(foretold) == np.sign(slope) * np.sign(value - beside)
    if not outward or not back > 0:
        return None
    return float(back / error) if error > 0 else np.inf, float(back / abs(foretold))
