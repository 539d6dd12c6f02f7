"""Which blocks have tetrads, with items of their own or borrowed ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from plspm.errors import OptionError, written
from plspm.estimation.arrays import Indices, ModelArrays
from plspm.estimation.settings import choice_problems
from plspm.robustness.vanishing import vanishing_tetrads

FEWEST: Final = 4
"""Items that a tetrad takes."""

LARGEST: Final = 40
"""Items of a block at most: 740 tetrads."""

OF_TWO: Final = np.array([[0, 2, 3, 1]])
"""σ_13 σ_42 - σ_14 σ_32, which vanishes for items 1 and 2 of one factor, whatever 3 and 4 are."""


@dataclass(frozen=True, slots=True, eq=False)
class Tetrads:
    """A block and its tetrads.

    Attributes
    ----------
    name : str
    items : int
        Items of its own.
    rows : (k, 4) array
        Numbers of the items, in the order of those of the data.
    """

    name: str
    items: int
    rows: Indices


def first_order(arrays: ModelArrays) -> list[str]:
    """Constructs that are measured by items of their own."""
    return [name for name, own in zip(arrays.constructs, arrays.first_order, strict=True) if own]


def tested_blocks(
    arrays: ModelArrays, borrow: Mapping[str, str | Sequence[str]] | None
) -> list[Tetrads]:
    """Blocks that have tetrads.

    Raises
    ------
    OptionError
        What is to be borrowed cannot be; all of it is told.
    """
    borrowed = _borrowed(arrays, borrow)
    found = []
    for j in np.flatnonzero(arrays.first_order):
        name = arrays.constructs[j]
        own = _items_of(arrays, int(j))
        if name in borrowed:
            of_block = np.concatenate([own, borrowed[name]])
            tetrads = OF_TWO if own.size == 2 else vanishing_tetrads(of_block.size)
            found.append(Tetrads(name, own.size, of_block[tetrads]))
        elif FEWEST <= own.size <= LARGEST:
            found.append(Tetrads(name, own.size, own[vanishing_tetrads(own.size)]))
    return found


def _items_of(arrays: ModelArrays, j: int) -> Indices:
    """Numbers of the items of a construct among those of the data."""
    return np.flatnonzero(arrays.block[arrays.items] == j)


def _borrowed(arrays: ModelArrays, borrow: object) -> dict[str, Indices]:
    if borrow is None:
        return {}
    if not isinstance(borrow, Mapping):
        raise OptionError(
            f"borrow is {written(borrow)}; it must be a mapping from constructs to items of "
            'others, for example {"A": ["b1"]}.'
        )
    problems: list[str] = []
    found = {}
    names = [arrays.indicators[k] for k in arrays.items]
    known = first_order(arrays)
    for construct, wanted in borrow.items():
        wrong = choice_problems("a construct in borrow", construct, known)
        problems += wrong
        if wrong:
            continue
        own = _items_of(arrays, arrays.constructs.index(construct))
        lent = [wanted] if isinstance(wanted, str) else wanted
        if own.size not in {2, 3}:
            problems.append(
                f"borrow names {construct}, which has {own.size} items; blocks of two or three "
                "borrow."
            )
        elif not isinstance(lent, Sequence) or len(lent) != FEWEST - own.size:
            problems.append(
                f"borrow gives {construct} {written(wanted)}; a block of {own.size} borrows "
                f"{FEWEST - own.size} of the items of others."
            )
        else:
            others = [name for k, name in enumerate(names) if k not in own]
            strange = [p for one in lent for p in choice_problems("a borrowed item", one, others)]
            problems += strange
            if not strange and len(set(lent)) < len(lent):
                problems.append(f"borrow gives {construct} the same item twice.")
            elif not strange:
                found[construct] = np.array([names.index(one) for one in lent], dtype=np.int64)
    if problems:
        raise OptionError(problems)
    return found
