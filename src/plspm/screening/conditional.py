"""Squared distances and conditional means of cases that did not answer everything.

With K = Σ⁻¹ and d the deviations from the means, zero where nothing is known, t = K d gives both:
the conditional mean of what is missing is d_m = -K_mm⁻¹ t_m, and the squared distance of what is
known is d't - t_m'K_mm⁻¹t_m. Only the block K_mm of what a case has not answered is inverted, and
cases that lack as many answers go together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from plspm.data.columns import FloatArray

Flags = npt.NDArray[np.bool_]
AT_ONCE = 250_000
"""Numbers worked on together: 2 MB, which stay in the cache."""


def stretches(n: int, width: int) -> Iterator[slice]:
    """Runs of cases that are worked on together, `width` numbers a case."""
    step = max(1, AT_ONCE // max(width, 1))
    for start in range(0, n, step):
        yield slice(start, start + step)


def some_items(X: npt.NDArray[Any], items: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    """Some rows of a table of items: the table itself, not a copy, where they are all."""
    return X if len(items) == len(X) else X[items]


def counts_of(known: Flags) -> npt.NDArray[np.int64]:
    """Items known of each case."""
    counts = np.zeros(known.shape[1], dtype=np.int64)
    for item in known:  # a sum over the first axis of flags takes ten times as long
        counts += item
    return counts


def squared_distances(D: FloatArray, known: Flags, K: FloatArray) -> FloatArray:
    """d_o' Σ_oo⁻¹ d_o of the answers that each case has given.

    Parameters
    ----------
    D : (p, n) array
        Deviations from the means, 0 where unknown.
    known : (p, n) array of bool
    K : (p, p) array
        Inverse of the covariance matrix.

    Returns
    -------
    (n,) array

    Examples
    --------
    >>> D, known = np.array([[1.0], [0.0]]), np.array([[True], [False]])
    >>> squared_distances(D, known, np.linalg.inv([[4.0, 2.0], [2.0, 4.0]])).round(3)
    array([0.25])
    """
    T = K @ D
    squares = np.einsum("ij,ij->j", D, T)
    for cases, items in _alike(known):
        t = T[items, cases[:, None]]
        squares[cases] -= np.einsum("ci,ci->c", t, _solved(K, items, t))
    return np.maximum(squares, 0.0)


def filled(D: FloatArray, known: Flags, K: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Deviations with conditional means where unknown, and the covariances of what was put in.

    Returns
    -------
    (p, n) array
    (p, p) array
        Sum over the cases of the conditional covariance matrices.
    """
    p = len(K)
    D, T = D.copy(), K @ D
    C = np.zeros(p * p)
    for cases, items in _alike(known):
        inverse = np.linalg.inv(K[items[:, :, None], items[:, None, :]])
        D[items, cases[:, None]] = -np.einsum("cij,cj->ci", inverse, T[items, cases[:, None]])
        places = items[:, :, None] * p + items[:, None, :]
        C += np.bincount(places.ravel(), weights=inverse.ravel(), minlength=p * p)
    return D, C.reshape(p, p)


def _alike(known: Flags) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Cases that lack equally many answers: (c,) cases and (c, m) items, not too many at once."""
    lacking = (~known).sum(axis=0)
    for m in np.unique(lacking[lacking > 0]):
        cases = np.flatnonzero(lacking == m)
        for part in stretches(len(cases), int(m) ** 2):
            some = cases[part]
            yield some, np.nonzero(~known[:, some].T)[1].reshape(len(some), int(m))


def _solved(K: FloatArray, items: npt.NDArray[np.int64], t: FloatArray) -> FloatArray:
    """K_mm⁻¹ t_m of every case."""
    blocks = K[items[:, :, None], items[:, None, :]]
    return np.asarray(np.linalg.solve(blocks, t[:, :, None])[:, :, 0], dtype=np.float64)
