"""Random streams: one for every 64 draws, so that a draw depends on its number and nothing else.

With very many cases fewer draws share one: a stream is drawn as a whole, and must fit in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from plspm.estimation.arrays import Array
from plspm.inference.seeds import Seed, as_seed_sequence

Number = TypeVar("Number", bound=np.generic)

OURS = 0x706C73
"""Part of the key of every stream, so that none is one that a user spawned from the same seed."""

MOST_NUMBERS = 2**20
"""Random numbers (8 MiB) drawn at once; the same ones come in parts of any size."""


def stream(seed: Seed, number: int, *, inner: bool = False) -> np.random.Generator:
    """Return the random stream with this number under `seed`, of outer or of inner draws."""
    root = as_seed_sequence(seed)
    key = (*root.spawn_key, OURS, int(inner), number)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(root.entropy, spawn_key=key)))


def child(seed: Seed, *place: int) -> np.random.SeedSequence:
    """Return a seed of its own for a part of a computation, found from `seed` and its place."""
    root = as_seed_sequence(seed)
    return np.random.SeedSequence(root.entropy, spawn_key=(*root.spawn_key, OURS, 2, *place))


def streams_of(start: int, stop: int, length: int) -> range:
    """Return the numbers of the streams, of `length` draws each, with the draws start..stop-1."""
    return range(start // length, -(-stop // length))


def drawn_from(
    seed: Seed,
    start: int,
    stop: int,
    length: int,
    draw: Callable[[np.random.Generator], NDArray[Number]],
) -> NDArray[Number]:
    """Return the draws start..stop-1 of streams that give `length` of them each.

    Parameters
    ----------
    seed : int, SeedSequence, Generator or None
    start, stop, length : int
    draw : callable
        Makes the (length, ...) draws of a stream.
    """
    drawn = [draw(stream(seed, number)) for number in streams_of(start, stop, length)]
    first = start % length
    together = drawn[0] if len(drawn) == 1 else np.concatenate(drawn)
    return together[first : first + stop - start]


def add_draws(rng: np.random.Generator, size: int, counts: Array) -> None:
    """Add how often each of n cases is drawn in `size` draws with replacement to counts (b, n)."""
    from plspm.kernels import resamples as kernel  # imports numba

    together = max(1, MOST_NUMBERS // max(size, 1))
    for low in range(0, counts.shape[0], together):
        draws = counts[low : low + together]
        kernel.add_counts(rng.integers(0, counts.shape[1], size=(draws.shape[0], size)), draws)


def count_rows(rows: NDArray[np.integer], n: int) -> Array:
    """How often each of the numbers 0..n-1 stands in every row; (rows, n)."""
    from plspm.kernels import resamples as kernel  # imports numba

    return kernel.count_rows(rows, n)
