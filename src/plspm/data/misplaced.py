"""The last step of an item's scale that is no step: a code that stands right beside the answers.

A 0 or an 8 beside the answers 1 to 7 leaves no gap. What gives it away is the other items of the
block: none of them has it, or those who gave it answer them as people in the middle do.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

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
    known = ~np.isnan(X)
    Z, answers = _turned(X, known), known.sum(axis=0)
    total, given = Z.sum(axis=1), known.sum(axis=1)
    for j in range(X.shape[1]):
        steps = np.unique(X[known[:, j], j])
        if len(steps) < FEWEST_STEPS:
            continue
        item, others = X[:, j], np.delete(X, j, axis=1)
        for end, beside in ((steps[0], steps[1]), (steps[-1], steps[-2])):
            count = np.count_nonzero(item == end)
            if abs(end - beside) != 1 or not FEWEST_GIVEN <= count <= LARGEST_SHARE * answers[j]:
                continue
            alone = not (others == end).any()
            if alone and _others_end(others, beside, outward=end > beside):
                yield j, float(end)
                continue
            left = given - known[:, j]
            rest = np.where(left > 0, (total - Z[:, j]) / np.maximum(left, 1), np.nan)
            errors = CONTRADICTED_ALONE if alone else CONTRADICTED
            if _contradicted(item, rest, end, beside, errors):
                yield j, float(end)


def _others_end(others: FloatArray, step: float, *, outward: bool) -> bool:
    """Whether every other item ends at this step, and while it is still used."""
    last = (others == step).sum(axis=0)
    answers = (~np.isnan(others)).sum(axis=0)
    used = (last >= STILL_USED * answers).all() and last.sum() >= FEWEST_LAST
    return bool(used and not (others > step if outward else others < step).any())


def _contradicted(
    item: FloatArray, rest: FloatArray, end: float, beside: float, errors: float
) -> bool:
    """Whether the others place `end` well inside of `beside`, by their regression on the item."""
    known = ~np.isnan(item) & ~np.isnan(rest)
    at, inner = known & (item == end), known & (item != end)
    if not at.any():
        return False
    x, y = item[inner], rest[inner]
    dx, dy = x - x.mean(), y - y.mean()
    xx, xy, yy = dx @ dx, dx @ dy, dy @ dy
    if not xy**2 >= LEAST_CORRELATION**2 * xx * yy > 0:
        return False
    slope = xy / xx
    foretold = y.mean() + slope * (beside - x.mean())
    inward = -np.sign(slope) * np.sign(end - beside)
    distance = inward * (rest[at].mean() - foretold)
    left = np.sqrt(max(yy - slope * xy, 0.0) / len(x))
    return bool(distance > errors * left / np.sqrt(at.sum()) > 0)


def _turned(X: FloatArray, known: npt.NDArray[np.bool_]) -> FloatArray:
    """Items standardised and turned towards the first, 0 where nothing is known."""
    answers = np.maximum(known.sum(axis=0), 1)
    filled = np.where(known, X, 0.0)
    Z = np.where(known, filled - filled.sum(axis=0) / answers, 0.0)
    spread = np.sqrt((Z * Z).sum(axis=0) / answers)
    Z /= np.where(spread > 0, spread, 1.0)
    Z *= np.where(Z[:, 0] @ Z < 0, -1.0, 1.0)
    return Z
