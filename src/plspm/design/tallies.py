"""Counts over replications: rates, means and failures, with their Monte Carlo errors."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from plspm.design.curves import monte_carlo_error
from plspm.design.expected import limits, true_values
from plspm.design.groups import Groups
from plspm.design.population import Population
from plspm.design.replication import Findings, Plan
from plspm.estimation.arrays import Array, Flags
from plspm.inference.outcomes import Outcome

LEVELS = ["n", "group", "statistic", "component"]
"""Of the index of everything that is counted."""


def component_labels(plan: Plan) -> pd.DataFrame:
    """Group, statistic and component of everything that is tested, in order."""
    once = [
        (statistic.name, component)
        for statistic in plan.chosen
        for component in statistic.labels(plan.arrays).in_words
    ]
    groups = [""]
    if isinstance(plan.population, Groups):
        names = list(plan.population.members)
        groups = [*names, *(f"{a} - {b}" for a, b in combinations(names, 2))]
    rows = [(group, *component) for group in groups for component in once]
    return pd.DataFrame(rows, columns=LEVELS[1:])


def references(plan: Plan) -> tuple[Array, Array]:
    """True values and limits of all components."""
    population = plan.population
    members = [population] if isinstance(population, Population) else population.members.values()
    true = [true_values(member, plan.arrays, plan.statistics) for member in members]
    limit = [limits(member, plan.arrays, plan.settings, plan.statistics) for member in members]

    def with_differences(values: list[Array]) -> Array:
        return np.concatenate([*values, *(a - b for a, b in combinations(values, 2))])

    return with_differences(true), with_differences(limit)


def summary(found: Findings, labels: pd.DataFrame, true: Array, limit: Array) -> pd.DataFrame:
    """Rates and means over the replications of one sample size, with their Monte Carlo errors."""
    usable = np.isfinite(found.lower) & np.isfinite(found.upper) & np.isfinite(found.estimate)
    count = usable.sum(axis=0).astype(float)

    def mean(values: Array | Flags) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            share: Array = np.where(usable, values, 0.0).sum(axis=0) / count
        return share

    average = mean(found.estimate)
    with np.errstate(invalid="ignore", divide="ignore"):
        sd = np.sqrt(mean((found.estimate - average) ** 2) * count / (count - 1.0))
    rejection = mean((found.lower > 0) | (found.upper < 0))

    def coverage(value: Array) -> Array:
        inside = mean((found.lower <= value) & (value <= found.upper))
        return np.where(np.isnan(value), np.nan, inside)

    covered, covered_limit = coverage(true), coverage(limit)
    columns = {
        "true": true,
        "limit": limit,
        "mean": average,
        "bias": average - true,
        "bias_error": sd / np.sqrt(count),
        "sd": sd,
        "std_error": mean(found.std_error),
        "rejection": rejection,
        "rejection_error": monte_carlo_error(rejection, count),
        "coverage": covered,
        "coverage_error": monte_carlo_error(covered, count),
        "coverage_of_limit": covered_limit,
        "coverage_of_limit_error": monte_carlo_error(covered_limit, count),
        "replications": count.astype(int),
    }
    return pd.concat([labels, pd.DataFrame(columns)], axis=1).set_index(LEVELS)


def failures(tested: dict[int, Findings], draws: int) -> pd.DataFrame:
    """Shares of replications that did not end well, by sample size."""
    rows = {}
    for n, found in tested.items():
        failed = np.isnan(found.estimate).all(axis=1)
        total = np.array(float(failed.size))
        row: dict[str, float] = {"replications": failed.size}
        for name, which in (
            ("failed", failed),
            ("not_converged", found.outcome == Outcome.NOT_CONVERGED),
            ("inadmissible", found.outcome == Outcome.INADMISSIBLE),
        ):
            share = np.array(which.mean())
            row[name] = float(share)
            row[f"{name}_error"] = float(monte_carlo_error(share, total))
        row["draws_lost"] = float(found.lost.mean() / draws) if draws else 0.0
        rows[n] = row
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("n")
