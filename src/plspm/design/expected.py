"""What estimates of a population's model are compared with: its true values, and large samples."""

from __future__ import annotations

import numpy as np

from plspm.assessment.statistics import STATISTICS
from plspm.data.moments import Pearson
from plspm.design.population import Population
from plspm.design.sampling import answers
from plspm.errors import EstimationError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import Settings
from plspm.estimation.structural import regressions, total_effects
from plspm.inference.fitted import fit_cases, fit_correlations
from plspm.model.products import product_of

STRUCTURAL = (
    "paths",
    "total_effects",
    "indirect_effects",
    "specific_indirect_effects",
    "r_squared",
    "construct_correlations",
)
"""Statistics of constructs alone, which have a true value."""

LARGE = 100_000
"""Cases that stand for the population where its correlations do not tell the estimate."""

LARGE_SAMPLE = 0x6C617267
"""Seed of these."""


def true_values(population: Population, arrays: ModelArrays, names: tuple[str, ...]) -> Array:
    """Values of the statistics for the constructs themselves; (k,), NaN where they have none.

    For a model with all effects of the population these are the stated paths; for another model
    the regressions of its equations in the population.
    """
    truth = population.truth
    at = {name: j for j, name in enumerate(truth.names)}
    terms = [tuple(at[f] for f in product_of(name).factors) for name in arrays.constructs]
    covariance = truth.covariances(terms)
    sd = np.sqrt(np.diag(covariance))
    P = (covariance / np.outer(sd, sd))[None]
    structure = regressions(P, arrays)
    nothing = np.full((1, arrays.block.size), np.nan)
    square = np.full((1, arrays.block.size, arrays.block.size), np.nan)
    estimates = Estimates(
        arrays=arrays,
        n=np.array([np.inf]),
        S=square,
        w=nothing,
        cross_loadings=square,
        loadings=nothing,
        C=P,
        rho_a=np.full((1, sd.size), np.nan),
        Q=np.ones((1, sd.size)),
        P=P,
        B=structure.B,
        r_squared=structure.r_squared,
        vif=structure.vif,
        T=total_effects(structure.B, arrays),
        centre=np.zeros((1, sd.size)),
        scale=np.ones((1, sd.size)),
        sd=np.where(arrays.is_product, sd, 1.0)[None],
        iterations=np.zeros(1, dtype=np.int64),
        status=np.zeros(1, dtype=np.int64),
    )
    return np.concatenate(
        [
            STATISTICS[name].compute(estimates)[0]
            if name in STRUCTURAL
            else np.full(len(STATISTICS[name].labels(arrays).rows), np.nan)
            for name in names
        ]
    )


def limits(
    population: Population, arrays: ModelArrays, settings: Settings, names: tuple[str, ...]
) -> Array:
    """What the statistics tend to in ever larger samples; (k,), NaN where there is no estimate.

    From the population's correlations where these are exact and suffice, otherwise from a sample
    of 100 000 complete cases.
    """
    items = list(population.model.indicators)
    try:
        if population.truth.normal and not arrays.needs_cases:
            S = population.indicator_correlations.loc[items, items].to_numpy()
            fitted = fit_correlations(S, LARGE, arrays, settings)
        else:
            places = [population.columns.index(name) for name in items]
            rng = np.random.default_rng(LARGE_SAMPLE)
            X = answers(population, LARGE, rng, complete=True)[0][:, places]
            fitted = fit_cases(Pearson.of(X), None, arrays, settings)
    except EstimationError:  # no estimate in the population: the failures tell
        return np.full(sum(len(STATISTICS[n].labels(arrays).rows) for n in names), np.nan)
    return np.concatenate([STATISTICS[name].compute(fitted.estimates)[0] for name in names])
