"""Numerical health: how many digits collinearity costs where the method solves equations.

Correlations carry some 16 significant digits. Solving equations with a matrix whose condition
number is 10^d loses up to d of them (Higham 2002, Accuracy and Stability of Numerical
Algorithms, chapter 7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from plspm.estimation.arrays import Array
from plspm.estimation.estimate import Estimates

MOST_DIGITS: Final = 16.0
"""Decimal digits that double precision has."""

DIGITS_TO_SPARE: Final = 8.0
"""With half of the digits gone, results no longer agree to eight digits between computers."""


@dataclass(frozen=True, slots=True)
class Conditioning:
    """Condition of one matrix that the method inverts.

    Attributes
    ----------
    what : str
        "block EXP" for the items of a block in Mode B, "predictors of ECE" for an equation.
    condition_number : float
        Largest over smallest singular value; NaN where the matrix does not exist.
    """

    what: str
    condition_number: float

    @property
    def digits_lost(self) -> float:
        """Decimal digits that the solution may lose, from 0 to 16."""
        return float(np.minimum(np.log10(self.condition_number), MOST_DIGITS))

    @property
    def flagged(self) -> bool:
        """Whether fewer digits are left than one should rely on."""
        return self.digits_lost >= DIGITS_TO_SPARE


def conditioning(estimates: Estimates) -> tuple[Conditioning, ...]:
    """Condition of every matrix that a fit inverted.

    Blocks in Mode B with several items, and the predictors of every construct that has several.
    The other blocks and equations need no inverse: they lose nothing.
    """
    return tuple(Conditioning(what, _condition_number(R)) for what, R in _inverted(estimates))


def _inverted(estimates: Estimates) -> Iterator[tuple[str, Array]]:
    arrays = estimates.arrays
    for j, mode in enumerate(arrays.modes):
        if mode == "B" and arrays.sizes[j] > 1:
            own = arrays.block_slice(j)
            yield f"block {arrays.constructs[j]}", estimates.S[0, own, own]
    for i in np.flatnonzero(arrays.is_path.sum(axis=1) > 1):
        x = np.flatnonzero(arrays.is_path[i])
        yield f"predictors of {arrays.constructs[i]}", estimates.P[0][np.ix_(x, x)]


def _condition_number(R: Array) -> float:
    if not np.isfinite(R).all():
        return np.nan
    sizes = np.abs(np.linalg.eigvalsh(R))
    return float(sizes.max() / max(sizes.min(), np.finfo(float).tiny))
