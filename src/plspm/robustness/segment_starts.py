"""Where the search for segments starts, and the best that is found from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from plspm.estimation.arrays import Array, Indices
from plspm.inference.options import Options
from plspm.inference.parallel import in_batches
from plspm.inference.streams import child
from plspm.robustness.mixture import (
    Equation,
    Parameters,
    expectation_step,
    maximisation_step,
    products_of,
)
from plspm.robustness.mixture_search import CONVERGED, STOPPED, Mixture, expectation_maximisation

SAME: Final = 0.01
"""Two ends are the same if their ln L differ by no more."""

AT_ONCE: Final = 2**16
"""Memberships held at once: as many as fit in the cache of a processor."""


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What came of all starts for one number of segments.

    Attributes
    ----------
    best : Mixture or None
        The likeliest end (s = 1), None where every start was given up.
    log_likelihood, status, iterations : (starts,) arrays
    """

    best: Mixture | None
    log_likelihood: Array
    status: Indices
    iterations: Indices

    @property
    def usable(self) -> Indices:
        """Starts that were not given up."""
        return np.flatnonzero((self.status == CONVERGED) | (self.status == STOPPED))

    @property
    def times_found(self) -> int:
        """How many starts ended at the highest likelihood."""
        ends = self.log_likelihood[self.usable]
        return int((ends > ends.max() - SAME).sum()) if ends.size else 0


def search(
    K: int,
    scores: Array,
    equations: Sequence[Equation],
    *,
    starts: int,
    seed: np.random.SeedSequence,
    max_iterations: int,
    tolerance: float,
    options: Options,
) -> Search:
    """Climb from many starts, and keep the best end.

    Every start has a seed of its own, found from its number and that of the segments: neither
    threads nor the other numbers of segments change it.
    """
    n = scores.shape[0]

    def ends(first: int, stop: int) -> Mixture:
        begun = [
            starting_memberships(start, K, scores, equations, child(seed, K, start))
            for start in range(first, stop)
        ]
        return expectation_maximisation(
            np.stack(begun),
            scores,
            equations,
            max_iterations=max_iterations,
            tolerance=tolerance,
        )

    size = max(1, AT_ONCE // (K * n))
    # One segment has one end, which is its start.
    parts = in_batches(
        ends, 0, 1 if K == 1 else starts, size, options.threads, options.progress, named="starts"
    )
    log_likelihood = np.concatenate([part.log_likelihood for part in parts])
    status = np.concatenate([part.status for part in parts])
    iterations = np.concatenate([part.iterations for part in parts])
    found = Search(None, log_likelihood, status, iterations)
    if not found.usable.size:
        return found
    # The first of those that are the same, so that rounding does not choose.
    usable = found.usable[log_likelihood[found.usable] > log_likelihood[found.usable].max() - 1e-6]
    start = int(usable[0])
    best = by_size(parts[start // size].at(np.array([start % size])))
    return Search(best, log_likelihood, status, iterations)


def starting_memberships(
    start: int,
    K: int,
    scores: Array,
    equations: Sequence[Equation],
    seed: np.random.SeedSequence,
) -> Array:
    """Return memberships (K, n) to begin with.

    Starts of even number split all cases at random. Those of odd number estimate each segment
    from a few cases, and give all cases their memberships by that: they begin further apart.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    n = scores.shape[0]
    split: Array = np.zeros((K, n))
    split[rng.integers(K, size=n), np.arange(n)] = 1.0
    few = min(2 * (2 + max(x.size for _, x in equations)), n // K)
    chosen = rng.permutation(n)[: K * few].reshape(K, few)
    if start % 2 == 0:
        return split
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = from_few(chosen, scores, equations)
    return apart if np.isfinite(apart).all() else split


def from_few(chosen: Indices, scores: Array, equations: Sequence[Equation]) -> Array:
    """Return memberships (K, n) by regressions in few cases (K, few), of equal size and variance.

    Residual variances of so few cases say little; each segment has the mean of all.
    """
    few: Array = np.zeros((1, chosen.shape[0], scores.shape[0]))
    few[0, np.arange(chosen.shape[0])[:, None], chosen] = 1.0
    found = maximisation_step(few, products_of(scores), equations)
    variances = np.broadcast_to(found.variances.mean(axis=1, keepdims=True), found.variances.shape)
    alike = Parameters(found.shares, found.B, variances, found.r_squared)
    P: Array = expectation_step(alike, scores, equations)[0][0]
    return P


def by_size(found: Mixture) -> Mixture:
    """Return a mixture (s = 1) with its segments in descending order of their size."""
    p = found.parameters
    order = np.argsort(-p.shares[0], kind="stable")
    return Mixture(
        Parameters(p.shares[:, order], p.B[:, order], p.variances[:, order], p.r_squared[:, order]),
        found.memberships[:, order],
        found.log_likelihood,
        found.iterations,
        found.status,
    )
