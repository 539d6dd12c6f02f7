"""The jackknife and the delta method: inference without drawing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plspm.assessment.statistics import Statistic
from plspm.estimation.arrays import Array
from plspm.inference.fitted import Fitted
from plspm.inference.influence import delta_std_errors, influence
from plspm.inference.intervals import mean_of_defined
from plspm.inference.leave_out import Jackknife
from plspm.inference.options import Options
from plspm.inference.plans import Plan, drawing_cases
from plspm.inference.resample import Replicates, resample
from plspm.inference.units import EACH_CASE, Units, totals


def jackknife(
    fitted: Fitted,
    statistics: list[Statistic],
    units: Units = EACH_CASE,
    options: Options | None = None,
) -> Replicates:
    """Compute statistics with every case, or every cluster, left out in turn."""
    left_out = units.strata_of_units(fitted.cases.rows).size
    plan = Jackknife(left_out, units.clusters, units.strata)
    return resample(plan, fitted, statistics, options or Options())


def values_without_each(
    fitted: Fitted,
    statistics: list[Statistic],
    units: Units = EACH_CASE,
    options: Options | None = None,
) -> dict[str, Array]:
    """Statistics without each unit in turn, NaN where the others give none; (units, k) each."""
    replicates = jackknife(fitted, statistics, units, options)
    found = {}
    for name, values in replicates.values.items():
        found[name] = np.full((replicates.requested, values.shape[1]), np.nan)
        found[name][replicates.numbers] = values
    return found


def jackknife_influence(
    fitted: Fitted, plan: Plan, statistic: Statistic, options: Options
) -> Array:
    """Jackknife mean minus jackknife values, for the acceleration of BCa; (units, k).

    Where draws are made within strata, the mean is that of the stratum (Davison & Hinkley 1997,
    section 5.3.2): differences between strata do not vary from draw to draw.

    Raises
    ------
    OptionError
        The plan draws matrices and not cases.
    """
    units = drawing_cases(plan, "bca").units
    keeping_all = replace(options, inadmissible="keep")
    # Left out without replacement a unit takes weight from its stratum: the same for each of
    # its units to first order, so that the mean of the stratum takes it out.
    left_out = Units(units.clusters)
    values = values_without_each(fitted, [statistic], left_out, keeping_all)[statistic.name]
    of_units = units.strata_of_units(fitted.rows)
    influence = np.empty_like(values)
    for stratum in np.unique(of_units):
        own = of_units == stratum
        influence[own] = mean_of_defined(values[own]) - values[own]
    return influence


def rescaled(values: Array, estimate: Array, scale: tuple[float, float]) -> Array:
    """Draws whose bias and spread are those of the estimate from all cases; (draws, k).

    Samples of other sizes, or without replacement, vary more or less than the estimate does;
    see :meth:`plspm.inference.plans.Plan.scale`.
    """
    bias_factor, spread_factor = scale
    if bias_factor == spread_factor == 1.0:
        return values
    mean = mean_of_defined(values)
    return estimate + bias_factor * (mean - estimate) + spread_factor * (values - mean)


def jackknife_columns(
    fitted: Fitted, statistics: list[Statistic], units: Units, options: Options | None = None
) -> dict[str, dict[str, Array]]:
    """Estimate, jackknife mean, bias and standard error of statistics, by name.

    NaN where a statistic is undefined without some case: the jackknife needs all of them.

    References
    ----------
    Jones (1974), Biometrika 61(2), 343-348, for strata: the bias is Σ (n_h - 1)(θ̄_h - θ̂) and
    the variance Σ (n_h - 1)/n_h Σ (θ_i - θ̄_h)², n_h the units of stratum h.
    """
    without = values_without_each(fitted, statistics, units, options)
    strata = units.strata_of_units(fitted.rows)
    size = np.bincount(strata)[:, None]
    columns = {}
    for statistic in statistics:
        values = without[statistic.name]
        estimate = _of_fit(statistic, fitted)
        means = totals(values, strata, 0) / size
        squares = totals((values - means[strata]) ** 2, strata, 0)
        columns[statistic.name] = {
            "estimate": estimate,
            "mean": values.mean(axis=0),
            "bias": ((size - 1) * (means - estimate)).sum(axis=0),
            "std_error": np.sqrt(((size - 1) / size * squares).sum(axis=0)),
        }
    return columns


def delta_columns(
    fitted: Fitted, statistics: list[Statistic], units: Units
) -> dict[str, dict[str, Array]]:
    """Estimate and delta-method standard error of statistics, by name."""
    errors = delta_std_errors(fitted, statistics, units)
    return {
        statistic.name: {"estimate": _of_fit(statistic, fitted), "std_error": std_error}
        for statistic, std_error in zip(statistics, errors, strict=True)
    }


def leave_one_out_changes(
    fitted: Fitted, statistic: Statistic, options: Options | None = None, *, exactly: bool
) -> Array:
    """Change of a statistic when each case is left out, exactly or to first order; (n, k)."""
    n = fitted.cases.rows
    if exactly:
        without = values_without_each(fitted, [statistic], options=options)
        return without[statistic.name] - _of_fit(statistic, fitted)
    weights = fitted.weighted(np.ones((1, n)))
    share = weights[0] / weights.sum()
    [u] = influence(fitted, fitted.estimates, weights, [statistic])
    # Without the case the others share its weight: the contribution grows by 1/(1 - share).
    return -u[0] / (1.0 - share)[:, None]


def _of_fit(statistic: Statistic, fitted: Fitted) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return statistic.compute(fitted.estimates)[0]
