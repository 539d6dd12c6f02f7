"""What is asked of resampling: options checked together, and the plan that they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np

from plspm.assessment.statistics import Statistic, chosen
from plspm.errors import Gathering
from plspm.estimation.settings import (
    MOST_DRAWS,
    choice_problems,
    count_problems,
    flag_problems,
    fraction_problems,
)
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind
from plspm.inference.leave_out import Jackknife
from plspm.inference.parametric import wishart
from plspm.inference.plans import Bootstrap, Plan, RowPlan
from plspm.inference.units import Units


def level_problems(level: object) -> list[str]:
    """Say what is wrong with a confidence level (at most one sentence)."""
    return fraction_problems("level", level, example="0.95")


def asked_for(statistics: Sequence[str], level: float, kind: Kind) -> list[Statistic]:
    """Statistics by their names, once the options of their tables are checked as well."""
    gathering = Gathering([*level_problems(level), *choice_problems("kind", kind, get_args(Kind))])
    with gathering:
        wanted = chosen(statistics)
    gathering.tell()
    return wanted


def plan_problems(plan: object) -> list[str]:
    """Say why intervals cannot be had from a plan (at most one sentence)."""
    if isinstance(plan, Jackknife):
        return ['The jackknife gives standard errors: result.standard_errors("jackknife").']
    if isinstance(plan, RowPlan):
        draws = getattr(plan, "draws", None)
        return [
            f"{type(plan).__name__}.{problem}"
            for problem in count_problems("draws", draws, at_least=1, at_most=MOST_DRAWS)
        ]
    return [
        f"The plan is a {type(plan).__name__}; give one of plspm.plans, for example "
        "plspm.plans.Indices(rows) for row numbers or plspm.plans.Weights(weights)."
    ]


def exact_fit_problems(draws: object, plan: object, *, drawn_otherwise: bool) -> list[str]:
    """Say what is wrong with the options of an exact fit test.

    Parameters
    ----------
    draws, plan : object
        As given; the plan is None where one is made.
    drawn_otherwise : bool
        Whether a seed, clusters or strata are given.
    """
    problems = count_problems("draws", draws, at_least=2, at_most=MOST_DRAWS)
    if plan is None:
        return problems
    problems += plan_problems(plan)
    if drawn_otherwise:
        problems.append("seed, clusters and strata are those of the plan; give them there.")
    return problems


def bootstrap_problems(
    draws: object, poisson: object, parametric: object, *, grouped: bool, weighted: bool
) -> list[str]:
    """Say what is wrong with the options of a bootstrap, alone and together.

    Parameters
    ----------
    draws, poisson, parametric : object
        As given.
    grouped : bool
        Whether clusters or strata are asked for.
    weighted : bool
        Whether the cases have weights.
    """
    problems = [
        *count_problems("draws", draws, at_least=2, at_most=MOST_DRAWS),
        *flag_problems("poisson", poisson),
        *flag_problems("parametric", parametric),
    ]
    if problems or not parametric:
        return problems
    if poisson or grouped:
        problems.append("parametric draws matrices: it goes with no poisson, clusters, strata.")
    if weighted:
        problems.append(
            "parametric draws samples of n cases that all count the same; these cases have "
            "weights. Leave it out: the bootstrap of cases carries the weights along."
        )
    return problems


def bootstrap_plan(
    fitted: Fitted,
    draws: int,
    seed: np.random.SeedSequence,
    units: Units,
    *,
    poisson: bool,
    parametric: bool,
) -> tuple[Plan, str]:
    """Return the plan of a bootstrap, and what it is called."""
    if parametric:
        return wishart(draws, seed, fitted), "parametric bootstrap (Wishart draws)"
    how = [
        "Poisson bootstrap" if poisson else "bootstrap",
        *([f"{units.clusters.max() + 1} clusters"] if units.clusters is not None else []),
        *([f"{units.strata.max() + 1} strata"] if units.strata is not None else []),
    ]
    return Bootstrap(draws, seed, units.clusters, units.strata, poisson), ", ".join(how)
