"""Exact test of model fit: the distances against their distribution if the model were true.

References
----------
Beran & Srivastava (1985), Annals of Statistics 13(1), 95-115; Dijkstra & Henseler (2015b),
Computational Statistics & Data Analysis 81, 10-23.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from plspm.assessment.fit import (
    MODELS,
    Model,
    distances,
    implied_correlations,
    item_correlations,
    positive_definite,
)
from plspm.assessment.statistics import Labels, Statistic
from plspm.data.moments import Pearson, standardise
from plspm.errors import EstimationError
from plspm.estimation.arrays import Array, Indices, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.tangents import item_units
from plspm.inference.fitted import Fitted, fit_cases
from plspm.inference.options import Options
from plspm.inference.outcomes import Outcome
from plspm.inference.plans import Plan
from plspm.inference.resample import resample

LABELS = Labels(("statistic",), (("srmr",), ("d_uls",), ("d_g",)))


@dataclass(frozen=True, slots=True, eq=False)
class ExactFit:
    """One model's distances and their draws under the model.

    Attributes
    ----------
    value : (3,) array
        SRMR, d_ULS and d_G of the fit.
    draws : (draws, 3) array
        The same of samples from a population in which the model holds.
    numbers : (draws,) array
        The number that each of these has in its plan.
    failures : mapping of Outcome to int
        Draws that did not end well, by cause, whatever became of them.
    """

    value: Array
    draws: Array
    numbers: Indices
    failures: Mapping[Outcome, int]


def models_to_test(arrays: ModelArrays) -> tuple[Model, ...]:
    """The models whose fit can be tested: with products the saturated one only.

    Data can be transformed so that items correlate as a model implies, but not so that products
    of constructs keep their effects.
    """
    return ("saturated",) if arrays.needs_cases else MODELS


def exact_fits(fitted: Fitted, plan: Plan, options: Options) -> dict[Model, ExactFit]:
    """The test of every model that can be tested; see :func:`exact_fit`."""
    tested = models_to_test(fitted.arrays)
    return {model: exact_fit(fitted, model, plan, options) for model in tested}


def exact_fit(fitted: Fitted, model: Model, plan: Plan, options: Options) -> ExactFit:
    """Resample from data transformed so that the model holds exactly in them.

    Raises
    ------
    EstimationError
        The observed or the implied correlations are not positive definite, or fewer than two
        draws are usable.
    """

    def of_model(estimates: Estimates) -> Array:
        return distances(estimates, model)

    statistic = Statistic("distances", "distance", of_model, lambda _: LABELS)
    units = item_units(fitted.estimates)
    null = fit_cases(
        Pearson.of(transformed(fitted, model), fitted.case_weights).for_resampling(),
        fitted.case_weights,
        fitted.arrays,
        fitted.settings,
        units if units is None else units[0],
    )
    named = f"draws under the {model} model"
    found = resample(plan, null, [statistic], options, named=named)
    return ExactFit(
        of_model(fitted.estimates)[0], found.values["distances"], found.numbers, found.failures
    )


def transformed(fitted: Fitted, model: Model) -> Array:
    """X S^(-1/2) Σ̂^(1/2), cases whose correlations are exactly those implied; (n, p)."""
    S = item_correlations(fitted.estimates)[0]
    Sigma = implied_correlations(fitted.estimates, model)[0]
    Z = standardise(np.nan_to_num(fitted.cases.Z), fitted.case_weights)  # missing: the mean
    return Z @ _power(S, -0.5, "observed") @ _power(Sigma, 0.5, "implied")


def _power(A: Array, exponent: float, what: str) -> Array:
    """Symmetric power of a positive definite matrix."""
    if not positive_definite(A[None])[0]:
        raise EstimationError(
            f"The {what} indicator correlations are not positive definite, so no data exist in "
            "which the model holds exactly, and the exact fit test cannot be made. Collinear "
            "indicators, fewer cases than indicators, or an inadmissible fit cause this."
        )
    values, vectors = np.linalg.eigh(A)
    return (vectors * values**exponent) @ vectors.T
