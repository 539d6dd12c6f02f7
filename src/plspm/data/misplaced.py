"""The last step of an item's scale that is no step: a code that stands right beside the answers.

A 0 or an 8 beside the answers 1 to 7 leaves no gap. What gives it away is the other items of the
block: none of them has it, or those who gave it answer them as people in the middle do.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plspm.data.columns import FloatArray

FEWEST_ITEMS = 3
FEWEST_STEPS = 4
FEWEST_GIVEN = 5
CONTRADICTED = 4.5
"""Standard errors by which the other items must contradict the place of a value."""
CONTRADICTED_ALONE = 2.5
"""The same, where no other item has the value."""
LEAST_CORRELATION = 0.3
STILL_USED = 0.05
"""Share of answers on the last step of the other items that says that their scale ends there."""
FEWEST_LAST = 30
"""Such answers to the other items together: where so many stop, some would go on if they could."""
LARGEST_SHARE = 0.15


def misplaced_ends(X: FloatArray) -> list[tuple[int, float]]:
    """Find first or last values of items that the other items of their block give the lie.

    A value at the end of an item's scale, given five times or more but in no more than 15 % of its
    answers, is found where no other item has it, although each of
    them uses the step next to it much (5 % of its answers, 30 in all); or where the item
    correlates with the others (.3), and those who gave the value answer them less extremely than
    the step *next* to it foretells, by 4.5 standard errors (2.5 if no other item has it).

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
    return list(_misplaced(X)) if X.shape[1] >= FEWEST_ITEMS else []


def _misplaced(X: FloatArray) -> Iterator[tuple[int, float]]:
    lowest, highest = np.nanmin(X, axis=0), np.nanmax(X, axis=0)
    for j in range(X.shape[1]):
        steps = np.unique(X[~np.isnan(X[:, j]), j])
        if len(steps) < FEWEST_STEPS:
            continue
        others = np.delete(X, j, axis=1)
        for end, beside, ends in (
            (steps[0], steps[1], np.delete(lowest, j)),
            (steps[-1], steps[-2], np.delete(highest, j)),
        ):
            given, answers = (X[:, j] == end).sum(), (~np.isnan(X[:, j])).sum()
            if not FEWEST_GIVEN <= given <= LARGEST_SHARE * answers or abs(end - beside) != 1:
                continue
            alone = not (others == end).any()
            if (alone and _others_end(others, beside, ends)) or _contradicted(
                X[:, j], others, end, beside, CONTRADICTED_ALONE if alone else CONTRADICTED
            ):
                yield j, float(end)


def _others_end(others: FloatArray, step: float, ends: FloatArray) -> bool:
    """Whether every other item ends at this step, and while it is still used."""
    last = (others == step).sum(axis=0)
    answers = (~np.isnan(others)).sum(axis=0)
    used = (last >= STILL_USED * answers).all() and last.sum() >= FEWEST_LAST
    return bool(used and (ends == step).all())


def _contradicted(
    item: FloatArray, others: FloatArray, end: float, beside: float, errors: float
) -> bool:
    """Whether the others place `end` well inside of `beside`, by their regression on the item."""
    rest = _turned_mean(others)
    known = ~np.isnan(item) & ~np.isnan(rest)
    at, inner = known & (item == end), known & (item != end)
    if not (at.any() and np.ptp(rest[inner]) > 0):
        return False
    r = np.corrcoef(item[inner], rest[inner])[0, 1]
    if abs(r) < LEAST_CORRELATION:
        return False
    slope, level = np.polyfit(item[inner], rest[inner], 1)
    left = np.std(rest[inner] - level - slope * item[inner])
    inward = -np.sign(slope) * np.sign(end - beside)
    distance = inward * (rest[at].mean() - level - slope * beside)
    return bool(distance > errors * left / np.sqrt(at.sum()) > 0)


def _turned_mean(X: FloatArray) -> FloatArray:
    """Mean of the items, each standardised and turned towards the first; NaN without any."""
    spread = np.nanstd(X, axis=0)
    X, spread = X[:, spread > 0], spread[spread > 0]
    if not X.shape[1]:
        return np.full(len(X), np.nan)
    Z = (X - np.nanmean(X, axis=0)) / spread
    known, Z = ~np.isnan(Z), np.nan_to_num(Z)
    Z *= np.where(Z[:, 0] @ Z < 0, -1.0, 1.0)
    with np.errstate(invalid="ignore"):
        mean: FloatArray = Z.sum(axis=1) / known.sum(axis=1)
    return mean
