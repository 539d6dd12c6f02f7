"""One replication of a planned study: a sample of the population, fitted and tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

import numpy as np

from plspm.assessment.admissibility import admissible_draws
from plspm.assessment.statistics import STATISTICS, Statistic
from plspm.data.imputed import MeanImputed
from plspm.data.missing import Missing, with_means
from plspm.data.moments import Pearson, Source
from plspm.design.groups import Groups
from plspm.design.population import Population
from plspm.design.sampling import answers, children
from plspm.errors import EstimationError
from plspm.estimation.arrays import Array, Flags, Indices, ModelArrays
from plspm.estimation.settings import Settings
from plspm.inference.fitted import Fitted, fit_cases
from plspm.inference.intervals import Draws, normal_bounds, percentile, tails
from plspm.inference.jackknife import delta_columns
from plspm.inference.options import Options
from plspm.inference.outcomes import Outcome
from plspm.inference.plans import Bootstrap
from plspm.inference.resample import evaluate
from plspm.inference.units import Units

Inference = Literal["bootstrap", "delta"]

REPLICATIONS = 0x706F77
"""Part of the key of every replication's seed, so that none is one that a user spawned."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """All that a replication needs; it can be sent to another process.

    Attributes
    ----------
    population : Population or Groups
    arrays : ModelArrays
    settings : Settings
    statistics : tuple of str
    inference : {"bootstrap", "delta"}
    draws : int
        Of the bootstrap.
    alpha : float
        Of the two-sided test, and of the interval that it belongs to.
    missing : {"listwise", "mean"}
        What is done about missing answers.
    seed : SeedSequence
    """

    population: Population | Groups
    arrays: ModelArrays
    settings: Settings
    statistics: tuple[str, ...]
    inference: Inference
    draws: int
    alpha: float
    missing: Missing
    seed: np.random.SeedSequence

    @property
    def chosen(self) -> list[Statistic]:
        """The statistics."""
        return [STATISTICS[name] for name in self.statistics]

    @property
    def columns(self) -> list[int]:
        """Where the items of the model stand among those of the population."""
        population = self.population
        some = population if isinstance(population, Population) else _first(population)
        return [some.columns.index(name) for name in some.model.indicators]


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What a replication, or a stack of them, found about k components.

    Attributes
    ----------
    estimate, std_error, lower, upper : (k,) or (m, k) arrays
        NaN where there is no estimate.
    outcome : int or (m,) array
        How the fit ended, see :class:`plspm.inference.outcomes.Outcome`; of groups the worst.
    lost : int or (m,) array
        Draws without an estimate.
    """

    estimate: Array
    std_error: Array
    lower: Array
    upper: Array
    outcome: Array
    lost: Array

    @classmethod
    def stacked(cls, each: Sequence[Findings]) -> Findings:
        """Several as one."""
        names = cls.__dataclass_fields__
        return cls(*(np.stack([getattr(one, name) for one in each]) for name in names))


def seeds_of(
    seed: np.random.SeedSequence, n: int, number: int
) -> tuple[np.random.SeedSequence, np.random.SeedSequence]:
    """Seeds of a replication: of its sample, as ``simulate`` takes it, and of its draws.

    They depend on the seed of the study, the sample size and the number of the replication, and
    on nothing else.
    """
    key = (*seed.spawn_key, REPLICATIONS, n, number)
    sample, draws = (
        np.random.SeedSequence(seed.entropy, spawn_key=(*key, part)) for part in range(2)
    )
    return sample, draws


def replicate(plan: Plan, n: int, number: int) -> Findings:
    """Draw a sample of n cases, fit the model, and test every component.

    Of groups, the components of each group come first, in the order of the groups, then their
    differences, pair by pair.
    """
    sample, draws = seeds_of(plan.seed, n, number)
    if isinstance(plan.population, Population):
        return _tested([_fit(plan, plan.population, n, sample, draws)], plan)
    sizes = plan.population.sizes_of(n)
    count = len(sizes)
    members = zip(
        plan.population.members.values(),
        sizes.values(),
        children(sample, count),
        children(draws, count),
        strict=True,
    )
    return _tested([_fit(plan, *member) for member in members], plan)


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """Estimate (k,), draws (b, k), delta-method standard error (k,), outcome and draws lost."""

    estimate: Array
    draws: Array
    std_error: Array
    outcome: int
    lost: int


def _fit(
    plan: Plan,
    population: Population,
    n: int,
    sample: np.random.SeedSequence,
    draws: np.random.SeedSequence,
) -> _Fit | None:
    """One sample of one population; None where there is no estimate."""
    values, of_cluster = answers(population, n, np.random.default_rng(sample))
    if np.isnan(values).all(axis=0).any():
        return None
    X, kept, observed = completed(np.ascontiguousarray(values[:, plan.columns]), plan.missing)
    if X.shape[0] < 3 or (np.ptp(X, axis=0) == 0).any():
        return None
    clusters = None if population.clusters is None else _without_gaps(of_cluster[kept])
    try:
        fitted = fit_cases(source_of(X, observed), None, plan.arrays, plan.settings)
    except EstimationError:  # counted: that samples of this size may fail is a result
        return None
    outcome = _outcome(fitted)
    if plan.inference == "delta":
        found = delta_columns(fitted, plan.chosen, Units(clusters)).values()
        estimate = np.concatenate([columns["estimate"] for columns in found])
        errors = np.concatenate([columns["std_error"] for columns in found])
        return _Fit(estimate, np.empty((0, errors.size)), errors, outcome, 0)
    estimate = np.concatenate([s.compute(fitted.estimates)[0] for s in plan.chosen])
    fitted = replace(fitted, source=fitted.cases.for_resampling())
    values = _drawn(fitted, Bootstrap(plan.draws, draws, clusters), plan.chosen)
    lost = int(np.isnan(values).all(axis=1).sum())
    return _Fit(estimate, values, np.full_like(estimate, np.nan), outcome, lost)


def _outcome(fitted: Fitted) -> Outcome:
    """How the fit of the sample ended, as it is told of draws."""
    if not admissible_draws(fitted.estimates, fitted.settings.estimator)[0]:
        return Outcome.INADMISSIBLE
    return Outcome.NOT_CONVERGED if fitted.estimates.status[0] == 1 else Outcome.USABLE


def _drawn(fitted: Fitted, bootstrap: Bootstrap, statistics: list[Statistic]) -> Array:
    """All statistics on all draws, NaN where a draw has no estimate; (draws, k)."""
    size, parts = Options().batch_size, []
    for low in range(0, bootstrap.draws, size):
        sample = bootstrap.sample(low, min(low + size, bootstrap.draws), fitted)
        values, _, finite = evaluate(sample, fitted, statistics, "construct")
        batch = np.concatenate(values, axis=1)
        batch[~finite] = np.nan
        parts.append(batch)
    return np.concatenate(parts)


def _tested(fits: list[_Fit | None], plan: Plan) -> Findings:
    """Intervals of every group and of all differences."""
    usable = [fit for fit in fits if fit is not None]
    if len(usable) < len(fits):
        k = component_count(plan)
        nothing = np.full(k, np.nan)
        failed = np.array(int(Outcome.SINGULAR))
        return Findings(nothing, nothing, nothing, nothing, failed, np.array(0))
    pairs = list(combinations(usable, 2))
    estimate = [fit.estimate for fit in usable]
    estimate += [a.estimate - b.estimate for a, b in pairs]
    if plan.inference == "delta":
        error = [fit.std_error for fit in usable]
        error += [np.hypot(a.std_error, b.std_error) for a, b in pairs]
        bounds = [
            normal_bounds(e, se, 1.0 - plan.alpha) for e, se in zip(estimate, error, strict=True)
        ]
    else:
        drawn = [fit.draws for fit in usable]
        drawn += [a.draws - b.draws for a, b in pairs]
        sets = [Draws.of(e, d) for e, d in zip(estimate, drawn, strict=True)]
        error = [draws.std_error for draws in sets]
        low, high = tails(1.0 - plan.alpha, "two-sided")
        bounds = [(percentile(draws, low), percentile(draws, high)) for draws in sets]
    return Findings(
        np.concatenate(estimate),
        np.concatenate(error),
        np.concatenate([low for low, _ in bounds]),
        np.concatenate([high for _, high in bounds]),
        np.array(max(fit.outcome for fit in usable)),
        np.array(sum(fit.lost for fit in usable)),
    )


def component_count(plan: Plan) -> int:
    """Components of a replication, those of groups and differences included."""
    once = sum(len(statistic.labels(plan.arrays).rows) for statistic in plan.chosen)
    if isinstance(plan.population, Population):
        return once
    groups = len(plan.population.members)
    return once * (groups + groups * (groups - 1) // 2)


def completed(X: Array, missing: Missing) -> tuple[Array, Indices, Flags]:
    """Cases without gaps, by dropping rows or by means.

    Parameters
    ----------
    X : (n, p) array
        NaN where an answer is missing.
    missing : {"listwise", "mean"}

    Returns
    -------
    X : (m, p) array
    kept : (m,) array
        Numbers of the cases kept.
    observed : (m, p) array of bool
        Where an answer was not put in.
    """
    observed = ~np.isnan(X)
    if missing == "mean":
        filled = np.column_stack([with_means(column) for column in X.T])
        return filled, np.arange(X.shape[0], dtype=np.int64), observed
    kept = np.flatnonzero(observed.all(axis=1))
    return X[kept], kept, observed[kept]


def source_of(X: Array, observed: Flags) -> Source:
    """Cases as an estimate takes them; means that were put in are put in anew in every draw."""
    complete = Pearson.of(X)
    return complete if observed.all() else MeanImputed(complete, observed)


def _without_gaps(labels: Indices) -> Indices:
    numbers: Indices = np.unique(labels, return_inverse=True)[1]
    return numbers


def _first(groups: Groups) -> Population:
    return next(iter(groups.members.values()))
