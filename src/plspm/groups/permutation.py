"""Permutations: the cases keep their answers, and the groups change hands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from plspm.assessment.statistics import Statistic
from plspm.data.moments import Sample
from plspm.data.weighted_sums import stream_of
from plspm.estimation.arrays import Array, Indices
from plspm.inference.fitted import Fitted
from plspm.inference.options import Options
from plspm.inference.outcomes import Batch, Used, used_draws
from plspm.inference.parallel import in_batches
from plspm.inference.plans import RowPlan
from plspm.inference.resample import batch_size, evaluate
from plspm.inference.streams import drawn_from

Combine = Callable[[Sample, list[Array]], list[Array]]
"""From a batch of b permutations of G groups to what is kept of them, arrays (b, m): the sample of
the b G draws, and the values (b, G, k) of every statistic."""

ROUNDING = 1e-12
"""Statistics no further apart are ties."""


@dataclass(frozen=True, slots=True)
class Permutations(RowPlan):
    """Groups of their sizes, but of other cases. Draw r G + g is group g of permutation r.

    Parameters
    ----------
    permutations : int
    seed : SeedSequence
    codes : (n,) array
        The group of every case, 0 to G - 1; -1 for cases that take no part.
    clusters : (n,) array, optional
        Number of every case's cluster, each within one group: whole clusters change groups, which
        then are of other sizes.
    """

    endless: ClassVar[bool] = False

    permutations: int
    seed: np.random.SeedSequence
    codes: Indices
    clusters: Indices | None = None

    @property
    def groups(self) -> int:
        """Groups, G."""
        return int(self.codes.max()) + 1

    @property
    def draws(self) -> int:
        """Groups of all permutations."""
        return self.permutations * self.groups

    def labels(self, start: int, stop: int) -> Indices:
        """Group of every case in the permutations start..stop-1; (stop - start, n)."""
        inside = np.flatnonzero(self.codes >= 0)
        units = inside if self.clusters is None else self.clusters[inside]
        _, first, unit = np.unique(units, return_index=True, return_inverse=True)
        length = stream_of(self.codes.size)
        own = np.tile(self.codes[inside][first], (length, 1))
        shuffled = drawn_from(self.seed, start, stop, length, lambda rng: rng.permuted(own, axis=1))
        labels = np.full((stop - start, self.codes.size), -1, dtype=np.int64)
        labels[:, inside] = shuffled[:, unit]
        return labels

    def counts(self, start: int, stop: int, n: int) -> Array:
        """Membership, 0 or 1, of n cases in the draws start..stop-1; (stop - start, n)."""
        first, last = start // self.groups, -(-stop // self.groups)
        members = members_of(self.labels(first, last), self.groups).reshape(-1, n)
        return members[start - first * self.groups : stop - first * self.groups]


def members_of(labels: Indices, groups: int) -> Array:
    """Row weights of groups, 1 for their members; (..., G, n) from labels (..., n)."""
    return (labels[..., None, :] == np.arange(groups)[:, None]).astype(float)


def permuted(
    plan: Permutations,
    fitted: Fitted,
    statistics: Sequence[Statistic],
    options: Options,
    combine: Combine,
    *,
    named: str,
) -> Used:
    """What is kept of permutations, which end as the worst of their groups does.

    Groups are turned towards the pooled fit. What becomes of a permutation that did not end well
    is as of any other draw. `named` is what permutations are called in messages.

    Raises
    ------
    EstimationError
        Fewer than two permutations are usable.
    """
    G = plan.groups

    def compute(low: int, high: int) -> Batch:
        with np.errstate(invalid="ignore", divide="ignore"):
            sample = plan.sample(low * G, high * G, fitted)
            values, outcome, finite = evaluate(sample, fitted, statistics, options.alignment)
            kept = combine(sample, [v.reshape(high - low, G, -1) for v in values])
        worst = outcome.reshape(-1, G).max(axis=1)
        return Batch(low, kept, worst, np.logical_and.reduce(finite.reshape(-1, G), axis=1))

    length = stream_of(fitted.rows)
    together = max(1, batch_size(options, fitted) // G // length) * length

    def run(start: int, stop: int) -> list[Batch]:
        return in_batches(
            compute,
            start,
            stop,
            together,
            options.threads,
            options.progress,
            named="permutations",
        )

    return used_draws(run, plan.permutations, options.inadmissible, named)


def share_as_extreme(observed: Array, draws: Array) -> Array:
    """Return p = (1 + #{draws ≥ observed})/(1 + R), ties within rounding counted; (k,).

    The observed grouping is one of the permutations, so that p is never 0. NaN where the observed
    value is undefined, or where nothing varies.

    References
    ----------
    Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1).
    """
    reached = (draws >= observed - ROUNDING).sum(axis=0)
    p = (1.0 + reached) / (1.0 + np.isfinite(draws).sum(axis=0))
    varies = np.ptp(np.nan_to_num(draws), axis=0) > ROUNDING
    return np.where(np.isfinite(observed) & (varies | (np.abs(observed) > ROUNDING)), p, np.nan)


def quantiles(draws: Array, *probabilities: float) -> list[Array]:
    """Quantiles (type 7) of every column, NaN draws left out; one (k,) array a probability."""
    missing = np.isnan(draws)
    if not missing.any():
        return list(np.quantile(draws, probabilities, axis=0))
    everything = missing.all(axis=0)
    found = np.nanquantile(np.where(everything, 0.0, draws), probabilities, axis=0)
    return list(np.where(everything, np.nan, found))
