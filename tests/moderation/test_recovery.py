"""Stated populations are recovered: bounded here, more by benchmarks/recovery.py."""

import numpy as np
import pytest
from benchmarks.recovery import POPULATIONS, held, recovery

pytestmark = [
    pytest.mark.slow,
    # Where a construct has weak paths, a sample of 150 may be inadmissible or look reversed.
    pytest.mark.filterwarnings("ignore::plspm.PlspmWarning"),
]


@pytest.mark.parametrize("mode", ["A", "B"])
@pytest.mark.parametrize("population", POPULATIONS, ids=lambda population: population.name)
def test_a_stated_population_is_recovered(population, mode):
    found = recovery(population, n=4000, replications=30, mode=mode, seed=1)
    assert np.abs(found.in_errors).max() < 4
    assert np.abs(found.mean - found.truth).max() < 0.02


def test_a_recovery_would_notice_a_wrong_number():
    found = recovery(POPULATIONS[0], n=4000, replications=30, mode="A", seed=1)
    assert np.abs((found.mean - 1.1 * found.truth) / found.error).max() > 4


@pytest.mark.parametrize(("n", "draws"), [(150, 0), (400, 99)])
def test_intervals_hold_the_slope_and_the_index_and_the_product_is_tested_fairly(n, draws):
    """Bounds of 95 % and 5 %: four Monte Carlo errors, and what small samples cost."""
    replications = 60
    found = held(n, replications, seed=n, draws=draws)
    error = np.sqrt(0.05 * 0.95 / replications)
    assert found.slope > 0.95 - 4 * error
    assert found.index > 0.95 - 4 * error
    assert found.rejected < 0.05 + 4 * error
