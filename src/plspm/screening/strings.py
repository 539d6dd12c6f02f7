"""What answers given without reading look like: long strings of one answer, and little variation.

References
----------
Johnson (2005), Journal of Research in Personality 39(1), 103-129 (long strings); Dunn, Heggestad,
Shanock & Theilgard (2018), Journal of Business and Psychology 33(1), 105-121 (intra-individual
response variability); Curran (2016), Journal of Experimental Social Psychology 66, 4-19.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from plspm.data.columns import FloatArray

PIECE = 2_000
"""Cases looked at together, whose answers stay in the cache."""


def longest_strings(X: FloatArray) -> tuple[npt.NDArray[np.int64], FloatArray]:
    """Most equal answers in a row, and which answer; those that are missing are passed over.

    Parameters
    ----------
    X : (k, n) array
        Items in the order of the questionnaire, NaN where unknown.

    Returns
    -------
    (n,) array of int
    (n,) array
        The answer of the first such string; NaN for cases without any answer.

    Examples
    --------
    >>> longest_strings(np.array([[4.0, 3.0, 3.0, np.nan, 3.0]]).T)
    (array([3]), array([3.]))
    """
    n = X.shape[1]
    longest, answer = np.zeros(n, dtype=np.int64), np.full(n, np.nan)
    for start in range(0, n if len(X) else 0, PIECE):
        some = slice(start, start + PIECE)
        longest[some], place = _first_longest(X[:, some])
        found = np.take_along_axis(X[:, some], place[None], axis=0)[0]
        answer[some] = np.where(longest[some] > 0, found, np.nan)
    return longest, answer


def _first_longest(X: FloatArray) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Lengths of the longest strings, and the items in which the first of them end."""
    k, n = X.shape
    complete = not np.isnan(X).any()
    run, best = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    last = np.full(n, np.nan)
    for place, item in enumerate(X):
        if complete:
            run *= item == last
            run += 1
            last = item
        else:
            known = ~np.isnan(item)
            run *= (item == last) | ~known
            run += known
            np.copyto(last, item, where=known)
        # One number tells of two strings which is longer, or, if neither is, which is first.
        np.maximum(best, run * k + (k - 1 - place), out=best)
    return best // k, k - 1 - best % k


def response_variability(X: FloatArray) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Standard deviation of the answers of each case (IRV), and how many there are.

    Parameters
    ----------
    X : (k, n) array
        Items, NaN where unknown.

    Returns
    -------
    (n,) array
        NaN with fewer than two answers.
    (n,) array of int

    Examples
    --------
    >>> response_variability(np.array([[3.0, 3.0, 3.0], [1.0, 4.0, np.nan]]).T)
    (array([0.        , 2.12132034]), array([3, 2]))
    """
    n = X.shape[1]
    variability, counts = np.full(n, np.nan), np.zeros(n, dtype=np.int64)
    for start in range(0, n, PIECE):
        part = X[:, start : start + PIECE]
        known = ~np.isnan(part)
        count = known.sum(axis=0)
        several = np.maximum(count, 1)
        D = np.where(known, part, 0.0)
        D -= np.where(known, D.sum(axis=0) / several, 0.0)
        squares = np.einsum("ij,ij->j", D, D)
        counts[start : start + PIECE] = count
        variability[start : start + PIECE] = np.where(
            count > 1, np.sqrt(squares / np.maximum(count - 1, 1)), np.nan
        )
    return variability, counts
