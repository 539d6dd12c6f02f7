"""How often true models are rejected: bounded here, more by benchmarks/exact_fit_rejections.py."""

import pandas as pd
import pytest
from benchmarks.exact_fit_rejections import ESTIMATORS, ITEMS, p_values, population

import plspm
from plspm.assessment.consistency import approximated_composites, uncorrected_factors

CELLS = [(kind, name) for kind in ESTIMATORS for name in ESTIMATORS[kind]]
CONSISTENT = {
    ("factors", "PLSc"),
    ("composites", "Mode B"),
    ("composites", "the weights of the population"),
}


@pytest.mark.parametrize(("kind", "name"), CELLS)
def test_consistent_is_what_finds_the_model_in_the_population_itself(kind, name):
    """No misfit and the true paths, from exactly the population's correlations."""
    items = [item for block in ITEMS.values() for item in block]
    S = pd.DataFrame(population(kind), index=items, columns=items)
    how = ESTIMATORS[kind][name]
    result = plspm.estimate(
        how.model(), correlations=S, n=999, estimator=how.estimator, tolerance=1e-12
    )
    srmr = result.fit.loc["srmr"].max()
    arrays = result._arrays
    warned = uncorrected_factors(arrays, how.estimator) or approximated_composites(arrays)
    assert bool(warned) == ((kind, name) not in CONSISTENT)
    if warned:
        assert srmr > 0.01
    else:
        assert srmr == pytest.approx(0, abs=1e-9)
        paths = result.path_coefficients
        assert (paths.loc["A", "B"], paths.loc["B", "C"]) == pytest.approx((0.5, 0.4), abs=1e-8)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "name"), CELLS)
def test_true_models_are_rejected_where_the_estimator_is_not_consistent(kind, name):
    """60 samples of 400: 5 % and three Monte Carlo errors are 13 %; the others reject far more."""
    p = p_values(kind, ESTIMATORS[kind][name], 400, replications=60, draws=199, seed=3)
    assert len(p) == 60
    rejected = (p["saturated", "srmr"] < 0.05).mean()
    if (kind, name) in CONSISTENT:
        assert rejected <= 0.13
    else:
        assert rejected >= 0.3
