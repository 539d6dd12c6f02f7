"""Plans without replacement: subsampling, and the jackknife that leaves out d cases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from plspm.calls import plain_constructor, plainly
from plspm.data.weighted_sums import stream_of
from plspm.errors import OptionError
from plspm.estimation.arrays import Array, Indices
from plspm.estimation.settings import count_problems
from plspm.inference.plans import RowPlan, checked_draws
from plspm.inference.seeds import Seed, as_seed_sequence
from plspm.inference.streams import drawn_from


@plain_constructor("plspm.plans.Subsampling")
@dataclass(frozen=True, slots=True)
class Subsampling(RowPlan):
    """`size` cases drawn without replacement.

    Parameters
    ----------
    draws : int
    size : int
        Cases in every draw, at least 2 and fewer than there are.
    seed : int, SeedSequence, Generator or None

    Raises
    ------
    OptionError
        `draws` or `size` is no whole number, or too small, or `seed` no seed; when drawing, a
        `size` that the data do not allow.

    References
    ----------
    Politis & Romano (1994), Annals of Statistics 22(4), 2031-2050.

    Examples
    --------
    >>> Subsampling(2, size=3, seed=1).counts(0, 2, 5).sum(axis=1).tolist()
    [3.0, 3.0]
    """

    endless: ClassVar[bool] = True

    draws: int
    size: int
    seed: Seed = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "draws", checked_draws(self.draws))
        problems = count_problems("size", self.size, at_least=2)
        if problems:
            raise OptionError(problems)
        object.__setattr__(self, "size", int(self.size))
        object.__setattr__(self, "seed", as_seed_sequence(self.seed))

    def counts(self, start: int, stop: int, n: int) -> Array:
        """Row weights of the draws start..stop-1; (stop - start, n)."""
        if not 2 <= self.size < n:
            raise OptionError(
                f"size is {self.size}; it must lie between 2 and {n - 1}, the cases less one."
            )
        length = stream_of(n)

        def chosen(rng: np.random.Generator) -> Indices:
            return rng.random((length, n)).argsort(axis=1)[:, : self.size]

        counts = np.zeros((stop - start, n))
        drawn = drawn_from(self.seed, start, stop, length, chosen)
        np.put_along_axis(counts, drawn, 1.0, axis=1)
        return counts

    def scale(self, n: int) -> tuple[float, float]:
        """m/(n - m) and its root: samples without replacement vary less the larger they are."""
        ratio = self.size / (n - self.size)
        return ratio, math.sqrt(ratio)


@plainly("plspm.plans.delete_d")
def delete_d(n: int, d: int, *, draws: int, seed: Seed = None) -> Subsampling:
    """Delete-d jackknife: samples that leave out d cases.

    There are C(n, d) of them; `draws` random ones are taken.

    Parameters
    ----------
    n : int
        Cases there are.
    d : int
        Cases to leave out, at most n - 2.
    draws : int
    seed : int, SeedSequence, Generator or None

    Raises
    ------
    OptionError
        One of the numbers is none, or too small or too large.

    References
    ----------
    Shao & Wu (1989), Annals of Statistics 17(3), 1176-1197.

    Examples
    --------
    >>> delete_d(10, 3, draws=99, seed=1).size
    7
    """
    problems = [*count_problems("n", n, at_least=3), *count_problems("d", d, at_least=1)]
    if not problems and d > n - 2:
        problems = [f"d is {d}; it must be at most {n - 2}, so that two of {n} cases are left."]
    if problems:
        raise OptionError(problems)
    return Subsampling(draws=draws, size=int(n) - int(d), seed=seed)
