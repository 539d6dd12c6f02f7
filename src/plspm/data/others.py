"""Where the other items of a block put those who gave one of them a certain value."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from plspm.data.columns import FloatArray

LEAST_CORRELATION = 0.3
"""Of an item with the rest of its block, which says nothing about it otherwise."""
OUTER = 0.1
"""Share of the answers that are the outer ones."""
FAR_OUT = 0.4
"""Part of the way from the middle to the outer answers that is nearer to these."""
SURELY = 2.3
"""Standard errors by which people must be off the middle to speak for a value off the scale."""
CONTRADICTED = 1.5
"""Standard errors by which they must fall short of the outer answers to speak against a step."""


def answered_far_out(X: FloatArray, has: npt.NDArray[np.bool_], *, above: bool) -> bool:
    """Whether those who gave values off the scale are far out in the rest of the block, too.

    Then the values are answers: 7 beside 0 to 3 days a week, of people who are often ill. Codes
    for a missing answer are given by people of every kind.

    Parameters
    ----------
    X : (n, k) array
        Answers on the scale, NaN elsewhere.
    has : (n, k) array of bool
        Answers that are one of the values.
    above : bool
        Whether these lie above the scale, not below it.
    """
    place = _place(X, has, above)
    if place is None:
        return False
    observed, foretold, error = place
    return observed > FAR_OUT * foretold and observed > SURELY * error


def in_the_middle(X: FloatArray, has: npt.NDArray[np.bool_], *, above: bool) -> bool:
    """Whether those who gave values at the end of a scale answer the rest as if these were none.

    The parameters are those of `answered_far_out`.
    """
    place = _place(X, has, above)
    if place is None:
        return False
    observed, foretold, error = place
    return observed < FAR_OUT * foretold and foretold - observed > CONTRADICTED * error


def _place(
    X: FloatArray, has: npt.NDArray[np.bool_], above: bool
) -> tuple[float, float, float] | None:
    """Mean of the rest of the block among those who have a value, outwards from that of all.

    With it what the outer tenth of the answers foretells, and the standard error; None where the
    items say nothing of each other.
    """
    if X.shape[1] == 1:
        return None
    rest = rest_of_block(X)
    people = np.zeros(len(X), dtype=np.bool_)
    observed, foretold, variance, answers = 0.0, 0.0, 0.0, 0
    for j in np.flatnonzero(has.any(axis=0)):
        known = ~np.isnan(X[:, j]) & ~np.isnan(rest[:, j])
        at = has[:, j] & ~np.isnan(rest[:, j])
        if not at.any() or not known.any():
            continue
        x, y = X[known, j], rest[known, j]
        dx, dy = x - x.mean(), y - y.mean()
        xx, xy, yy = dx @ dx, dx @ dy, dy @ dy
        if not xy**2 >= LEAST_CORRELATION**2 * xx * yy > 0:
            continue
        times = int(np.count_nonzero(at))
        outwards = np.sign(xy) if above else -np.sign(xy)
        observed += outwards * (rest[at, j] - y.mean()).sum()
        foretold += times * abs(np.quantile(dx, 1.0 - OUTER if above else OUTER) * xy / xx)
        variance += times * yy / len(y)
        answers += times
        people |= at
    if not answers:
        return None
    error = np.sqrt(variance / answers / np.count_nonzero(people))
    return observed / answers, foretold / answers, float(error)


def rest_of_block(X: FloatArray) -> FloatArray:
    """Mean of the other items of every item, standardised and turned towards the first; (n, k)."""
    known = ~np.isnan(X)
    answers = np.maximum(known.sum(axis=0), 1)
    filled = np.where(known, X, 0.0)
    Z: FloatArray = np.where(known, filled - filled.sum(axis=0) / answers, 0.0)
    spread = np.sqrt((Z * Z).sum(axis=0) / answers)
    Z /= np.where(spread > 0, spread, 1.0)
    Z *= np.where(Z[:, 0] @ Z < 0, -1.0, 1.0)
    others = known.sum(axis=1)[:, None] - known
    total = Z.sum(axis=1)[:, None] - Z
    return np.divide(total, others, out=np.full_like(Z, np.nan), where=others > 0)
