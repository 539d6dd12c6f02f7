"""False alarms and what is found: bounded here, more by benchmarks/screening_rates.py."""

import numpy as np
import pytest
from benchmarks.screening_rates import FAULTS, KINDS, alarms, detection
from scipy import stats

from plspm.screening.expectation_maximisation import maximum_likelihood
from plspm.screening.littles_test import littles_test

TRUE_SHARES = {"missing by item", "missing by case", "any"}
"""Of .5 % of answers some lack 15 % of their few items: this is so, and no false alarm."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_honest_surveys_draw_the_stated_share_of_findings(kind):
    found = alarms(kind, 20)
    false = sum(count for name, count in found.items() if name not in TRUE_SHARES)
    assert false <= stats.binom.isf(0.001, 20, 0.05)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_planted_faults_are_found(fault):
    surveys, parts = detection("1 to 7", fault, 12, 1000)
    assert surveys == 1.0
    assert parts > 0.5


@pytest.mark.parametrize("spread", [0.0, 0.7])
def test_robust_p_holds_its_level_where_patterns_are_many(spread):
    """The p-value under normality does not, for answers with heavy tails."""
    robust, normal = [], []
    for seed in range(150):
        rng = np.random.default_rng(seed)
        heavy = np.exp(spread * rng.normal(size=(1, 200)))
        X = heavy * (rng.normal(size=(1, 200)) + rng.normal(size=(6, 200)))
        X[rng.random(X.shape) < 0.1] = np.nan
        X = X[:, ~np.isnan(X).all(axis=0)]
        test = littles_test(X, maximum_likelihood(X, tolerance=1e-4))
        robust.append(test.p_robust)
        normal.append(test.p_value)
    assert np.mean(np.array(robust) < 0.05) <= stats.binom.isf(0.001, 150, 0.05) / 150
    if spread:
        assert np.mean(np.array(normal) < 0.05) > 1.5 * np.mean(np.array(robust) < 0.05)
