"""Coverage by simulation: bounded here, larger by benchmarks/interval_coverage.py."""

import numpy as np
import pytest
from benchmarks.interval_coverage import (
    EFFECTS,
    MODEL,
    QUICK,
    Design,
    coverage,
    population,
    sample,
    targets,
)

import plspm

DESIGN = Design(replications=200, studentized=30, calibrated=0, draws=399, studentized_draws=199)
PATHS = EFFECTS["paths"]


@pytest.mark.parametrize("items", ["normal", "5-point"])
def test_the_population_is_that_of_the_samples(items):
    """Correlations by Mehler's expansion equal those of many cases; so do the targets."""
    large = sample(np.random.default_rng(1), 200_000, items)
    assert large.corr().to_numpy() == pytest.approx(population(items).to_numpy(), abs=0.01)
    paths = plspm.estimate(MODEL, large).path_coefficients
    found = [paths.loc[tuple(path.split(" -> "))] for path in PATHS]
    assert found == pytest.approx(targets(items)[PATHS].tolist(), abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize(("n", "items"), [(119, "normal"), (300, "5-point")])
def test_nominal_95_percent_intervals_of_paths_cover(n, items):
    """Theory: 95 % up to terms of order 1/n, taken as at most two points at these sizes.

    The band of one path is that, and three Monte Carlo errors of 200 samples (1.5 points each);
    of the mean of three paths two of them. Thirty samples bound the studentized interval.
    """
    table = coverage(n, items, DESIGN if n == 119 else Design(200, 0, 0, 399), seed=2)
    covered = table["coverage"].unstack()[PATHS]
    simple = covered.drop(index="studentized", errors="ignore")
    assert set(simple.index) == set(QUICK)
    assert simple.to_numpy().min() > 0.95 - 0.02 - 3 * 0.0154
    assert simple.to_numpy().max() <= 0.95 + 3 * 0.0154
    assert simple.mean(axis=1).to_numpy() == pytest.approx(0.95, abs=0.02 + 2 * 0.0154)
    # Misses fall on both sides of the target.
    for side in ("above", "below"):
        missed = table[side].unstack()[PATHS].loc[simple.index]
        assert (missed.mean(axis=1) > 0).all()
        assert missed.to_numpy().max() < 0.025 + 0.02 + 3 * 0.011
    if n == 119:
        assert covered.loc["studentized"].mean() > 0.95 - 0.02 - 3 * 0.04
