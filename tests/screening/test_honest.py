"""Simulated respondents answer as the real ones do, and chance is what it is said to be."""

import numpy as np
import pytest
from scipy import stats

from plspm.screening.chance import beyond, beyond_by_answer, more_than, tail
from plspm.screening.duplicates import copied, first_alike, row_numbers
from plspm.screening.honest import honest_answers
from plspm.screening.patterns import missing_patterns

CUTS = {
    "yes or no": [0.3],
    "1 to 4": [-1.0, 0.0, 1.0],
    "1 to 7, skewed": [-2.0, -1.6, -1.2, -0.8, -0.2, 0.5],
    "measurements": None,
}


@pytest.mark.parametrize("r", [0.8, 0.3, -0.6])
@pytest.mark.parametrize("cuts", CUTS.values(), ids=CUTS)
def test_distributions_and_correlations_are_those_of_the_answers(cuts, r):
    rng = np.random.default_rng(1)
    z = rng.multivariate_normal([0, 0], [[1, r], [r, 1]], 10_000).T
    X = np.exp(z) if cuts is None else np.searchsorted(cuts, z).astype(float)
    Y = honest_answers(X, rng)
    assert set(np.unique(Y[0])) <= set(np.unique(X[0]))
    for own, drawn in zip(X, Y, strict=True):
        for quantile in (0.1, 0.4, 0.7, 0.95):
            bound = np.quantile(own, quantile)
            assert (drawn <= bound).mean() == pytest.approx((own <= bound).mean(), abs=0.02)
    rank = [stats.spearmanr(*each).statistic for each in (X, Y)]
    assert rank[1] == pytest.approx(rank[0], abs=0.04)


def test_missing_answers_do_not_matter():
    rng = np.random.default_rng(2)
    X = rng.multivariate_normal([0, 0], [[1, 0.7], [0.7, 1]], 10_000).T
    X[rng.random(X.shape) < 0.3] = np.nan
    Y = honest_answers(X, rng)
    assert not np.isnan(Y).any()
    assert np.corrcoef(Y)[0, 1] == pytest.approx(0.7, abs=0.03)


@pytest.mark.parametrize("n", [100, 1000, 20_000])
def test_honest_cases_are_pointed_at_once_in_a_hundred_samples(n):
    """Under an exponential tail, which is prolonged as it is, in 300 samples."""
    rng = np.random.default_rng(n)
    alarms = sum(
        beyond(rng.exponential(size=n), rng.exponential(size=20_000)).any() for _ in range(300)
    )
    assert alarms <= stats.binom.isf(0.001, 300, 0.02)


def test_one_case_far_off_is_enough_and_many_a_little_off_are():
    rng = np.random.default_rng(0)
    honest = rng.exponential(size=20_000)
    values = np.minimum(rng.exponential(size=1000), honest.max())
    end, bound = tail(honest, 0.05)
    assert end < bound
    one, few = values.copy(), values.copy()
    one[17] = bound + 0.1
    few[:5] = end + 0.01
    assert np.flatnonzero(beyond(one, honest)).tolist() == [17]
    assert np.flatnonzero(beyond(few, honest)).tolist() == [0, 1, 2, 3, 4]
    assert more_than(0.0001, np.array([True]))
    assert not more_than(1.0, np.array([True]))


def test_strings_are_judged_by_their_answer():
    length, answer = np.array([9, 9, 2]), np.array([3.0, 5.0, np.nan])
    honest = (np.array([9, 2] * 10_000), np.array([5.0, 3.0] * 10_000))
    assert beyond_by_answer((length, answer), honest).tolist() == [True, False, False]


def test_rows_are_numbered_by_their_answers():
    rng = np.random.default_rng(0)
    X = rng.integers(0, 2, size=(4, 300)).astype(float)
    X[rng.random(X.shape) < 0.1] = np.nan
    X[0, X[0] == 0] *= -1  # minus zero is zero
    numbers = row_numbers(X)
    rows = [tuple("-" if np.isnan(v) else v + 0.0 for v in row) for row in X.T]
    first = [rows.index(row) for row in rows]
    np.testing.assert_array_equal(first_alike(numbers), first)


@pytest.mark.parametrize("categories", [2, 40])
def test_blocks_of_rows_are_found_whatever_repeats_by_chance(categories):
    rng = np.random.default_rng(3)
    numbers, honest = rng.integers(0, categories**2, 500), rng.integers(0, categories**2, 20_000)
    everybody = np.ones(500, dtype=bool)
    assert len(copied(numbers, honest, everybody)[0]) == 0
    pasted = numbers.copy()
    pasted[300:340] = pasted[100:140]
    places, length = copied(pasted, honest, everybody)
    assert set(range(300, 340)) <= set(places) <= set(range(295, 345))
    assert length > 1
    unlike = 10_000 + np.arange(500)
    unlike[400] = unlike[3]
    places, length = copied(unlike, np.arange(20_000), everybody)
    assert (places.tolist(), length) == ([400], 1)
    assert len(copied(unlike, np.arange(20_000), unlike != unlike[3])[0]) == 0


def test_patterns_are_counted():
    rng = np.random.default_rng(0)
    known = rng.random((19, 400)) < 0.95
    found = missing_patterns(known)
    counts = {}
    for case in map(tuple, known.T):
        counts[case] = counts.get(case, 0) + 1
    assert dict(zip(map(tuple, found.known.T), found.counts.tolist(), strict=True)) == counts
    assert (np.diff(found.counts) <= 0).all()
    np.testing.assert_array_equal(found.known[:, found.of_case], known)
