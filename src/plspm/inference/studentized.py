"""Standard errors of single draws, for studentized intervals, without an inner bootstrap."""

from __future__ import annotations

import numpy as np

from plspm.assessment.statistics import Statistic
from plspm.estimation.arrays import Array, Indices
from plspm.estimation.estimate import estimate_stack
from plspm.estimation.fixed_point import LARGEST_STACK
from plspm.estimation.tangents import coordinates
from plspm.inference.fitted import Fitted
from plspm.inference.influence import delta_std_error, delta_std_errors, influence
from plspm.inference.options import Options
from plspm.inference.parallel import in_batches
from plspm.inference.plans import Plan, RowPlan, drawing_cases
from plspm.inference.subsampling import Subsampling


def std_error_of_fit(fitted: Fitted, statistic: Statistic, plan: RowPlan) -> Array:
    """Delta-method standard error of a statistic of the fit; (k,)."""
    return delta_std_errors(fitted, [statistic], plan.units)[0]


def std_error_of_draws(
    fitted: Fitted,
    statistic: Statistic,
    plan: RowPlan,
    numbers: Indices,
    *,
    threads: int | None,
    progress: bool,
) -> Array:
    """Delta-method standard error of a statistic in every draw; (draws, k)."""
    n, p = fitted.cases.rows, fitted.arrays.block.size
    units = plan.units

    def compute(low: int, high: int) -> Array:
        wanted = numbers[low:high]
        counts = plan.counts(wanted[0], wanted[-1] + 1, n)[wanted - wanted[0]]
        weights = fitted.weighted(counts)
        with np.errstate(invalid="ignore", divide="ignore"):
            estimates = estimate_stack(fitted.sample(counts), fitted.arrays, fitted.settings)
            u = influence(fitted, estimates, weights, [statistic])[0]
            return delta_std_error(u, counts, units)

    directions = min(n, coordinates(fitted.arrays, standardize=fitted.settings.standardize))
    size = max(1, LARGEST_STACK // (directions * p * p))
    return np.concatenate(in_batches(compute, 0, numbers.size, size, threads, progress))


def studentizing_errors(
    fitted: Fitted, statistic: Statistic, plan: Plan, numbers: Indices, options: Options
) -> tuple[Array, Array]:
    """Delta-method standard errors of the fit (k,) and of every draw (draws, k).

    Both go by the units and the strata of the plan, so that they match.

    Raises
    ------
    OptionError
        The plan draws matrices and not cases.
    """
    of_cases = drawing_cases(plan, "studentized")
    of_draws = std_error_of_draws(
        fitted,
        statistic,
        of_cases,
        numbers,
        threads=options.threads,
        progress=options.progress,
    )
    if isinstance(of_cases, Subsampling):  # the draws are rescaled to the spread of all n cases
        of_draws *= np.sqrt(of_cases.size / fitted.cases.rows)
    return std_error_of_fit(fitted, statistic, of_cases), of_draws
