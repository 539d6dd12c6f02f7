"""The EM algorithm from many starts at once, accelerated, each stopped for a reason.

References
----------
Hahn, Johnson, Herrmann & Huber (2002), Schmalenbach Business Review 54(3), 243-269, for the
algorithm; Varadhan & Roland (2008), Simple and globally convergent methods for accelerating the
convergence of any EM algorithm, Scandinavian Journal of Statistics 35(2), 335-353.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from plspm.estimation.arrays import Array, Flags, Indices
from plspm.robustness.mixture import (
    Equation,
    Parameters,
    expectation_step,
    maximisation_step,
    products_of,
    variances_of_all,
)

SMALLEST_VARIANCE: Final = 1e-3
"""A segment whose residual variance is a smaller share of that of all cases has collapsed."""

LONGER: Final = 4.0
"""What the longest leap is multiplied by after a success, and the last one divided by else."""

CONVERGED, STOPPED, EMPTY, COLLAPSED = range(4)
"""How a start ends: settled; out of iterations; a segment too small; a segment without variance."""


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Where every start ended.

    Attributes
    ----------
    parameters : Parameters
    memberships : (s, K, n) array
        Probability of every case to belong to each segment.
    log_likelihood : (s,) array
    iterations, status : (s,) arrays of int
        EM steps taken, and one of the four states of this file.
    """

    parameters: Parameters
    memberships: Array
    log_likelihood: Array
    iterations: Indices
    status: Indices

    def at(self, which: Indices | Flags) -> Mixture:
        """Return some of the starts."""
        return Mixture(
            self.parameters.at(which),
            self.memberships[which],
            self.log_likelihood[which],
            self.iterations[which],
            self.status[which],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """What every segment must keep.

    Attributes
    ----------
    share : float
        Its size, that of two cases more than an equation has predecessors.
    variances : (M,) array
    """

    share: float
    variances: Array

    @classmethod
    def of(cls, products: Array, equations: Sequence[Equation]) -> Bounds:
        """Return those of the data."""
        fewest = 2 + max(x.size for _, x in equations)
        least = SMALLEST_VARIANCE * variances_of_all(products, equations)
        return cls(fewest / products.shape[0], least)

    def empty(self, parameters: Parameters) -> Flags:
        """Whether a segment has too few cases; (s,)."""
        return np.any(parameters.shares < self.share, axis=-1)

    def collapsed(self, parameters: Parameters) -> Flags:
        """Whether a segment has no variance left, or collinear predecessors; (s,)."""
        return ~np.all(parameters.variances > self.variances, axis=(-2, -1))


def expectation_maximisation(
    memberships: Array,
    scores: Array,
    equations: Sequence[Equation],
    *,
    max_iterations: int,
    tolerance: float,
) -> Mixture:
    """Climb from given memberships until the likelihood rises no more.

    Parameters
    ----------
    memberships : (s, K, n) array
        Where every start begins; they sum to 1 over the segments.
    scores : (n, J) array
        Of mean 0.
    equations : sequence of Equation
    max_iterations : int
        EM steps.
    tolerance : float
        A start has settled when an EM step raises ln L by less.

    Returns
    -------
    Mixture

    Notes
    -----
    After every two EM steps, from θ₀ to θ₁ and θ₂, follows a leap along r = θ₁ - θ₀ and its
    change v = θ₂ - θ₁ - r: θ = θ₀ - 2αr + α²v with α = -‖r‖/‖v‖ (scheme S3 of Varadhan & Roland
    2008), no shorter than 1, which is θ₂, and no longer than successes before it allow. It is
    taken back unless the likelihood there is at least that of θ₁, so that ln L rises and the end
    is one of EM, many steps earlier.

    The likelihood has no upper bound: it grows without end where a segment shrinks to cases that
    an equation fits exactly. A start is given up when a segment has fewer than two cases more than
    the predecessors of an equation, or a residual variance below ``SMALLEST_VARIANCE`` of that of
    one segment of all cases, or collinear predecessors.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x = rng.normal(size=200)
    >>> y = np.repeat([0.9, -0.9], 100) * x + 0.3 * rng.normal(size=200)
    >>> scores = np.column_stack([x, y])
    >>> P = rng.dirichlet([1.0, 1.0], size=(1, 200)).transpose(0, 2, 1)
    >>> equations = [Equation(1, np.array([0]))]
    >>> found = expectation_maximisation(
    ...     P, scores, equations, max_iterations=500, tolerance=1e-7
    ... )
    >>> np.sort(found.parameters.B[0, :, 0, 0]).round(1)
    array([-0.9,  0.9])
    """
    products = products_of(scores)
    bounds = Bounds.of(products, equations)

    def next_of(memberships: Array) -> Parameters:
        return maximisation_step(memberships, products, equations)

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        zero = next_of(memberships)
        P, log_likelihood = expectation_step(zero, scores, equations)
        starts = np.arange(memberships.shape[0])
        longest = np.ones(starts.size)
        ended: list[tuple[Indices, Mixture]] = []
        steps = 1
        while True:
            one = next_of(P)
            P_one, higher = expectation_step(one, scores, equations)
            steps += 1
            settled = higher - log_likelihood < tolerance
            reasons = [bounds.empty(one), bounds.collapsed(one), settled]
            status = np.select(reasons, [EMPTY, COLLAPSED, CONVERGED], STOPPED)
            over: Flags = (status != STOPPED) | (steps >= max_iterations)
            now = Mixture(one, P_one, higher, np.full(starts.size, steps), status)
            ended.append((starts[over], now.at(over)))
            starts, on = starts[~over], ~over
            if not starts.size:
                break
            zero, one, P_one, higher = zero.at(on), one.at(on), P_one[on], higher[on]
            two = next_of(P_one)
            far, length = leap(zero, one, two, longest[on])
            P, log_likelihood = expectation_step(far, scores, equations)
            good = (log_likelihood >= higher) & ~bounds.empty(far) & ~bounds.collapsed(far)
            steps += 2
            grown = np.where(length == longest[on], LONGER * longest[on], longest[on])
            longest = np.where(good, grown, np.maximum(1.0, length / LONGER))
            zero = two.where(~good, far)
            if not good.all():
                back = two.at(~good)
                P[~good], log_likelihood[~good] = expectation_step(back, scores, equations)
    return _in_order(ended)


def leap(
    zero: Parameters, one: Parameters, two: Parameters, longest: Array
) -> tuple[Parameters, Array]:
    """Extrapolate two EM steps; also return the length -α of each leap (s,), at most `longest`.

    Shares and variances go by their logarithms, so that they stay such.
    """
    at_zero, at_one, at_two = (p.as_vectors() for p in (zero, one, two))
    r = at_one - at_zero
    v = at_two - at_one - r
    length = np.linalg.norm(r, axis=1) / np.linalg.norm(v, axis=1)
    length = np.clip(np.where(np.isnan(length), 1.0, length), 1.0, longest)
    alpha = -length[:, None]
    return zero.from_vectors(at_zero - 2.0 * alpha * r + alpha**2 * v), length


def _in_order(ended: Sequence[tuple[Indices, Mixture]]) -> Mixture:
    """Starts in the order in which they were given."""
    order = np.argsort(np.concatenate([places for places, _ in ended]))
    parts = [found for _, found in ended]
    return Mixture(
        Parameters.joined([part.parameters for part in parts]),
        np.concatenate([part.memberships for part in parts]),
        np.concatenate([part.log_likelihood for part in parts]),
        np.concatenate([part.iterations for part in parts]),
        np.concatenate([part.status for part in parts]),
    ).at(order)
