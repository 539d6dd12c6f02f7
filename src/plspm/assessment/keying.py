"""Items keyed the other way than the rest of their block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from plspm.assessment.criteria import CUT_OFFS
from plspm.estimation.arrays import Array, Flags, Indices
from plspm.estimation.estimate import Estimates

LEAST_LOADING = CUT_OFFS["keying"].value
"""Absolute loading from which a wrong sign is no accident of an item that measures nothing."""
STANDARD_ERRORS = 3.0
"""Times 1/√n that it must be as well."""

KEYED = ("A", "sum", "pca")
"""Modes whose items shall point the same way."""


@dataclass(frozen=True, slots=True)
class KeyedOtherwise:
    """Items of one block that are keyed the other way.

    Attributes
    ----------
    sides : one or two tuples of int
        Places of the items; of two sides with as many items either may be meant, and nothing in
        the data tells which.
    loadings : (p,) array
        By which they were judged: correlations of all items with their proxies, uncorrected.
    """

    sides: tuple[tuple[int, ...], ...]
    loadings: Array


def keyed_otherwise(estimates: Estimates) -> list[KeyedOtherwise]:
    """Items that load against the rest of their block, where that matters, of a single fit.

    A block has two sides where loadings of .3 and of 3/√n or more have either sign; the one with
    fewer items is keyed the other way. Its items must correlate with the other side as well, by
    three standard errors: items that hardly correlate load either way by chance. Looked at are
    blocks in Mode A, where such an item makes α and HTMT meaningless, in sums, which it cancels,
    and in principal components. In Mode B the signs of loadings are what is asked.

    References
    ----------
    Weijters, Baumgartner & Schillewaert (2013), Psychological Methods 18(3), 320-334.
    """
    arrays, n = estimates.arrays, estimates.n[0]
    loadings = estimates.cross_loadings[0][np.arange(arrays.block.size), arrays.block]
    found = []
    for j, (mode, first_order) in enumerate(zip(arrays.modes, arrays.first_order, strict=True)):
        if mode in KEYED and first_order:  # no products, no parts of constructs
            block = arrays.block_slice(j)
            own = list(_sides(loadings[block], estimates.S[0, block, block], n))
            if own:
                places = [tuple(int(i) + block.start for i in side) for side in own]
                found.append(KeyedOtherwise(tuple(sorted(places)), loadings))
    return found


def _sides(loadings: Array, S: Array, n: float) -> Iterator[Indices]:
    """Items of a block that may be keyed the other way, side by side."""
    up, down = against(-loadings, 1.0, n), against(loadings, 1.0, n)
    if not (up.any() and down.any()):
        return
    fewest = min(up.sum(), down.sum())
    for side, other in ((up, loadings < 0), (down, loadings > 0)):
        # Correlations of the side with the sum of all items that load the other way.
        opposed = -S[:, other].sum(axis=1) / np.sqrt(S[np.ix_(other, other)].sum())
        named = np.flatnonzero(side & (opposed >= STANDARD_ERRORS / np.sqrt(n)))
        if side.sum() == fewest and named.size:
            yield named


def against(loadings: Array, side: Array | float, n: Array | float) -> Flags:
    """Loadings of .3 and of 3/√n or more that have not the sign of their block.

    Examples
    --------
    >>> against(np.array([0.8, -0.7, -0.2]), 1.0, 100)
    array([False,  True, False])
    """
    flags: Flags = side * loadings <= -np.maximum(LEAST_LOADING, STANDARD_ERRORS / np.sqrt(n))
    return flags
