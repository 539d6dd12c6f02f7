"""Patterns of missing answers: which items are lacking together, and in how many cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plspm.screening.conditional import Flags


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Every pattern that occurs, the most frequent first.

    Attributes
    ----------
    known : (p, k) array of bool
        Items answered in each of the k patterns.
    counts : (k,) array of int
        Cases of each.
    of_case : (n,) array of int
        Pattern of each case.
    """

    known: Flags
    counts: npt.NDArray[np.int64]
    of_case: npt.NDArray[np.int64]


def missing_patterns(known: Flags) -> Patterns:
    """Find the patterns of missing answers.

    Parameters
    ----------
    known : (p, n) array of bool

    Examples
    --------
    >>> missing_patterns(np.array([[True, True, False], [True, True, True]])).counts
    array([2, 1])
    """
    bits = np.ascontiguousarray(np.packbits(known, axis=0).T)  # a case a row of bytes
    rows = bits.view(np.dtype((np.void, bits.shape[1]))).ravel()
    _, first, of_case, counts = np.unique(
        rows, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -counts))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return Patterns(known[:, first[order]], counts[order], place[of_case])
