"""Seeds: what a user may give, as the one thing that plans take."""

from __future__ import annotations

import numpy as np

from plspm.errors import OptionError, written
from plspm.estimation.settings import whole_number

OR_AN_OBJECT = ", a SeedSequence or Generator, or None"
"""What a seed may be beside a number, in Python."""
Seed = int | np.random.SeedSequence | np.random.Generator | None


def to_repeat(sequence: np.random.SeedSequence) -> int | np.random.SeedSequence:
    """Return what a user has to give as the seed for the same draws: a number if one will do."""
    if isinstance(sequence.entropy, int) and not sequence.spawn_key:
        return sequence.entropy
    return sequence


def seed_in_words(seed: Seed) -> str:
    """Write a seed as text: its number, and by which key a part of it was spawned.

    Examples
    --------
    >>> seed_in_words(np.random.SeedSequence(1, spawn_key=(2, 0)))
    '1, spawn_key=(2, 0)'
    """
    if not isinstance(seed, np.random.SeedSequence):
        return str(seed)
    return f"{seed.entropy}, spawn_key={seed.spawn_key}" if seed.spawn_key else str(seed.entropy)


def seed_fact(seed: Seed) -> list[tuple[str, str]]:
    """The seed of a computation for the head of what it prints, if it has one.

    Examples
    --------
    >>> seed_fact(1), seed_fact(None)
    ([('Seed', '1')], [])
    """
    return [] if seed is None else [("Seed", seed_in_words(seed))]


def as_seed_sequence(seed: Seed) -> np.random.SeedSequence:
    """Turn `seed` into a seed sequence.

    Parameters
    ----------
    seed : int, numpy.random.SeedSequence, numpy.random.Generator or None
        None takes fresh entropy from the operating system; a generator gives its next number.

    Raises
    ------
    OptionError
        The seed is none of these, or a negative number.
    """
    if isinstance(seed, np.random.SeedSequence):
        return seed
    if isinstance(seed, np.random.Generator):
        return np.random.SeedSequence(int(seed.integers(2**63)))
    if seed is None:
        return np.random.SeedSequence()
    whole = whole_number(seed)
    if whole is not None and whole >= 0:
        return np.random.SeedSequence(whole)
    raise OptionError(
        f"seed is {written(seed)}; it must be a whole number of at least 0{OR_AN_OBJECT}."
    )
