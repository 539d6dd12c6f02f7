"""Moments do not depend on how many cases are summed at once."""

import numpy as np
import pytest

from plspm.data import weighted_sums
from plspm.data.moments import Pearson


def weighted_correlations(X, weights):
    """Straight from the formula, over all cases at once."""
    deviations = X - np.average(X, axis=0, weights=weights)
    S = deviations.T @ (deviations * weights[:, None])
    return S / np.sqrt(np.outer(np.diag(S), np.diag(S)))


@pytest.mark.parametrize("alike", [True, False])
@pytest.mark.parametrize("resamples", [1, 3])
def test_blocks_of_cases_add_up(monkeypatch, alike, resamples):
    monkeypatch.setattr(weighted_sums, "BLOCK", 1)
    monkeypatch.setattr(weighted_sums, "FEWEST_CASES", 7)
    rng = np.random.default_rng(1)
    X = rng.normal(size=(40, 3)) @ rng.normal(size=(3, 3)) + [5.0, -50.0, 500.0]
    weights = np.full((resamples, 40), 2.0) if alike else rng.integers(0, 4, (resamples, 40)) * 1.0
    found = Pearson.of(X).correlations(weights)
    for S, own in zip(found, weights, strict=True):
        np.testing.assert_allclose(S, weighted_correlations(X, own), atol=1e-12)
    np.testing.assert_allclose(Pearson.of(X).Z.std(axis=0, ddof=1), 1.0, rtol=1e-12)
