"""Weighted sums of a long table for many rows of weights: products of few rows, in blocks.

What resampling needs of the cases is the product of row weights (b, n) with a table of n columns.
A small table is made once. A large one is never there as a whole: blocks of its columns are made,
used for all rows of weights and thrown away, which costs no more, for the blocks stay in the cache.

For the same data every product has the same number of rows of weights. BLAS adds up in another
order where a matrix has other dimensions, so that the sums of a draw would depend on how many
others it is computed with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

TableOf = Callable[[slice], Array]
"""From some of the cases (a slice) to their columns of the table; (length, cases)."""

STREAM = 64
"""Draws that share a random stream: rows of weights in one product at least."""

SHORTEST_STREAM = 16
"""Draws of a stream where there are so many cases that 64 would take gigabytes."""

MOST_STREAMS = 5
"""Streams in one product at most; more make it no faster."""

LARGEST_BATCH = 2**23
"""Numbers in one array of a batch of draws (64 MiB), unless a single stream holds more."""

LARGEST_TABLE = 2**22
"""Elements (32 MiB) of a table beyond which it is made in blocks."""

BLOCK = 2**18
"""Elements (2 MiB) of a block, which stays in the cache."""

FEWEST_CASES = 64
"""Cases of a block at least, where the table is very high."""


def draws_held(n: int, p: int) -> int:
    """Draws of which counts (b, n) and matrices (b, p, p) are no larger than memory allows."""
    return LARGEST_BATCH // max(n, p * p)


def stream_of(n: int) -> int:
    """Draws of n cases that share a random stream: 64, fewer above a hundred thousand cases."""
    return max(SHORTEST_STREAM, min(STREAM, LARGEST_BATCH // n))


def rows_together(n: int, p: int) -> int:
    """Rows of weights of n cases in one product: whole streams of draws."""
    stream = stream_of(n)
    return stream * min(MOST_STREAMS, max(1, draws_held(n, p) // stream))


def blocks(start: int, stop: int, length: int) -> Iterator[slice]:
    """Cut the cases start..stop-1 into blocks of which a table of this length stays in cache."""
    size = max(FEWEST_CASES, BLOCK // length)
    return (slice(low, min(low + size, stop)) for low in range(start, stop, size))


def kept_table(table_of: TableOf, n: int, length: int) -> Array | None:
    """The whole table, (length, n), where it is small enough to be kept."""
    return table_of(slice(0, n)) if n * length <= LARGEST_TABLE else None


def weighted_sums(
    row_weights: Array, table_of: TableOf, length: int, table: Array | None, together: int
) -> Array:
    """Sums over the cases of row weights times the columns of a table.

    Parameters
    ----------
    row_weights : (b, n) array
        The sums of a row are the same to the last bit for the same place among those that are
        multiplied together, whatever the others.
    table_of : callable
        Makes the columns of some cases.
    length : int
        Rows of the table.
    table : (length, n) array or None
        The whole table, if it was kept.
    together : int
        Rows of weights in one product; see :func:`rows_together`.

    Returns
    -------
    (b, length) array
    """
    b, n = row_weights.shape
    products = [slice(low, low + together) for low in range(0, b, together)]
    if table is not None:
        sums = np.empty((b, length))
        for rows in products:
            np.matmul(row_weights[rows], table.T, out=sums[rows])
        return sums
    sums = np.zeros((b, length))
    for cases in blocks(0, n, length):
        block = table_of(cases).T
        for rows in products:
            sums[rows] += row_weights[rows, cases] @ block
    return sums


def pair_products(columns: Array) -> Array:
    """Products of the pairs i <= j of rows of (p, m), row by row, then these themselves."""
    p, m = columns.shape
    products = np.empty((p * (p + 1) // 2 + p, m))
    pairwise(columns, columns, out=products[:-p])
    products[-p:] = columns
    return products


def pairwise(left: Array, right: Array, out: Array | None = None) -> Array:
    """Products of the pairs i <= j of rows of two stacks of matrices (..., p, m), row by row."""
    p = left.shape[-2]
    if out is None:
        out = np.empty((*left.shape[:-2], p * (p + 1) // 2, left.shape[-1]))
    at = 0
    for i in range(p):
        np.multiply(left[..., i : i + 1, :], right[..., i:, :], out=out[..., at : at + p - i, :])
        at += p - i
    return out
