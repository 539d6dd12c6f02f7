"""Conditions and an outcome scaled to their scope, and everything a ceiling says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np

from plspm.data.weighted_sums import MOST_STREAMS, draws_held, stream_of
from plspm.estimation.arrays import Array
from plspm.importance.ceilings import (
    ROUNDING,
    Condition,
    ce_fdh,
    cr_fdh,
    highest_so_far,
    peers,
    required,
    required_by_line,
)
from plspm.inference.parallel import in_batches
from plspm.inference.seeds import Seed
from plspm.inference.streams import drawn_from

Ceiling: TypeAlias = Literal["ce_fdh", "cr_fdh"]


@dataclass(frozen=True, eq=False)
class Scatter:
    """Cases in the unit square that is their scope.

    Attributes
    ----------
    u : (n,) array
        The condition.
    v : (n,) array
        The outcome.
    """

    u: Array
    v: Array

    @cached_property
    def condition(self) -> Condition:
        """The condition, sorted."""
        return Condition.of(self.u)

    @cached_property
    def highest(self) -> Array:
        """Highest outcome so far, as a stack of one; (1, n)."""
        return highest_so_far(self.v[None, self.condition.order])

    @cached_property
    def line(self) -> tuple[float, float]:
        """Intercept and slope of CR-FDH."""
        _, intercept, slope = cr_fdh(self.condition, self.highest)
        return float(intercept[0]), float(slope[0])

    @cached_property
    def steps(self) -> tuple[Array, Array]:
        """Conditions at which CE-FDH rises, and the heights to which it does."""
        M, rises = peers(self.condition, self.highest)
        return self.condition.values[rises[0]], M[0, rises[0]]

    @cached_property
    def peer_cases(self) -> list[int]:
        """The cases that hold the ceiling up, one a corner (the first of equals)."""
        corners = zip(*self.steps, strict=True)
        return [int(np.flatnonzero((self.u == u) & (self.v == v))[0]) for u, v in corners]

    def without(self, case: int, *, rescale_condition: bool, rescale_outcome: bool) -> Scatter:
        """Leave a case out, and out of an observed scope too."""
        u, v = np.delete(self.u, case), np.delete(self.v, case)
        return Scatter(
            _to_range(u) if rescale_condition else u, _to_range(v) if rescale_outcome else v
        )

    def effect(self, ceiling: Ceiling) -> float:
        """Effect size d: the empty zone as a share of the scope."""
        return float(effects(self.condition, self.highest, ceiling)[0])

    def above(self, ceiling: Ceiling) -> int:
        """Cases above the ceiling."""
        if ceiling == "ce_fdh":
            return 0
        intercept, slope = self.line
        return int((self.v > intercept + slope * self.u + 1e-9).sum())

    def start(self, ceiling: Ceiling) -> float:
        """Height of the ceiling at the lowest condition."""
        if ceiling == "cr_fdh":
            return float(np.clip(self.line[0], 0.0, 1.0))
        u, v = self.steps
        return float(v[0]) if u[0] <= ROUNDING else 0.0

    def required(self, ceiling: Ceiling, levels: Array) -> Array:
        """Least condition for every level of the outcome; inf where it is beyond the scope."""
        if ceiling == "ce_fdh":
            return required(*self.steps, levels)
        return required_by_line(*self.line, levels)


def _to_range(x: Array) -> Array:
    low, high = x.min(), x.max()
    return (x - low) / (high - low) if high > low else np.full_like(x, np.nan)


def effects(condition: Condition, highest: Array, ceiling: Ceiling) -> Array:
    """Effect sizes of a stack of outcomes; (b,)."""
    found = ce_fdh(condition, highest) if ceiling == "ce_fdh" else cr_fdh(condition, highest)[0]
    return np.where(np.abs(found) < ROUNDING, 0.0, found)


def permutation_p_values(
    scatters: Sequence[Scatter],
    ceilings: Sequence[Ceiling],
    permutations: int,
    seed: Seed,
    *,
    progress: bool,
) -> Array:
    """Share of permuted data whose effect is at least that observed; (conditions, ceilings).

    The observed data count among the permutations, so that p is never 0. All scatters have the
    same outcome, whose permutations they share: each p-value is what it would be alone.

    References
    ----------
    Dul, van der Laan & Kuik (2020), Organizational Research Methods 23(2), 385-395.
    """
    if permutations == 0:
        return np.full((len(scatters), len(ceilings)), np.nan)
    observed = np.array([[scatter.effect(ceiling) for ceiling in ceilings] for scatter in scatters])
    outcome = np.sort(scatters[0].v)

    def exceeding(start: int, stop: int) -> Array:
        highest = highest_so_far(permuted_outcomes(outcome, start, stop, seed))
        return np.array(
            [
                [
                    (effects(scatter.condition, highest, ceiling) >= d - ROUNDING).sum()
                    for ceiling, d in zip(ceilings, row, strict=True)
                ]
                for scatter, row in zip(scatters, observed, strict=True)
            ]
        )

    together = permutations_together(outcome.size)
    counts = in_batches(exceeding, 0, permutations, together, None, progress)
    return (np.sum(counts, axis=0) + 1.0) / (permutations + 1.0)


def permuted_outcomes(outcome: Array, start: int, stop: int, seed: Seed) -> Array:
    """Permutations start..stop-1 of the outcome; (stop - start, n).

    As with draws, 64 share a stream, so that number k is the same whatever is asked for with it.
    """
    length = stream_of(outcome.size)
    stack = np.broadcast_to(outcome, (length, outcome.size))
    return drawn_from(seed, start, stop, length, lambda rng: rng.permuted(stack, axis=1))


def permutations_together(n: int) -> int:
    """Permutations of n cases that are computed together: whole streams of them."""
    length = stream_of(n)
    return length * max(1, min(MOST_STREAMS, draws_held(n, 1) // length))
