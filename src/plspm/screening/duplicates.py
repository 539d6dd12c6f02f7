"""Rows that are copies of others: single ones, and blocks that stand twice in the file."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import poisson

from plspm.data.columns import FloatArray

Numbers: TypeAlias = npt.NDArray[np.int64]
CHANCE = 0.01
"""Probability, at most, that honest answers repeat so."""
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
LONGEST_BLOCK = 1000


def row_numbers(X: FloatArray) -> Numbers:
    """Number cases so that two have the same number where all their answers are the same.

    Parameters
    ----------
    X : (p, n) array
        NaN where unknown, which equals NaN.

    Examples
    --------
    >>> row_numbers(np.array([[1.0, 2.0, 1.0], [np.nan, 3.0, np.nan]])).tolist()
    [0, 1, 0]
    """
    digest = np.zeros(X.shape[1], dtype=np.uint64)
    for item in X:
        digest = digest * MULTIPLIER + pd.util.hash_array(item + 0.0)  # -0.0 is 0.0
    return pd.factorize(digest)[0].astype(np.int64)


def first_alike(numbers: Numbers) -> Numbers:
    """Place of the first case with the same number, by case."""
    first = np.full(numbers.max(initial=-1) + 1, len(numbers), dtype=np.int64)
    np.minimum.at(first, numbers, np.arange(len(numbers)))
    return first[numbers]


def copied(numbers: Numbers, honest: Numbers, judged: npt.NDArray[np.bool_]) -> tuple[Numbers, int]:
    """Cases that stand in blocks of rows which occur twice, against chance.

    Blocks are as long as they must be for honest answers to repeat with a probability of less
    than 1 %: of one row where no two honest respondents agree.

    Parameters
    ----------
    numbers : (n,) array of int
        `row_numbers` of the cases.
    honest : (N,) array of int
        Those of simulated honest respondents.
    judged : (n,) array of bool
        Cases that answered, and not always the same.

    Returns
    -------
    array of int
        Places of the copies; the first of those that are alike is no copy.
    int
        Rows in a block.
    """
    n, N = len(numbers), len(honest)
    agree = _pairs(honest)
    share = (agree + 0.5) / (0.5 * N * (N - 1))
    expected = 0.5 * n * (n - 1) * share
    found = _pairs(numbers[judged])
    if agree == 0 and found >= poisson.isf(CHANCE, expected):
        length = 1
    else:
        length = max(1, int(np.ceil(np.log(CHANCE / (0.5 * n * n)) / np.log(share))))
    if length > min(LONGEST_BLOCK, n // 2):
        return np.zeros(0, dtype=np.int64), length
    blocks = numbers
    for k in range(1, length):  # numbers of blocks that are longer by a row
        longer = blocks[:-1] * (n + 1) + numbers[k:]
        blocks = pd.factorize(longer)[0].astype(np.int64)
    whole = np.lib.stride_tricks.sliding_window_view(judged, length).all(axis=1)
    again = np.flatnonzero((first_alike(blocks) < np.arange(len(blocks))) & whole)
    places = (again[:, None] + np.arange(length)).ravel()
    return np.unique(places), length


def _pairs(numbers: Numbers) -> int:
    """Pairs of cases that are alike."""
    counts = np.bincount(numbers) if len(numbers) else np.zeros(0, dtype=np.int64)
    return int((counts * (counts - 1) // 2).sum())
