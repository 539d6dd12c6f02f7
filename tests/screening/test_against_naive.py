"""Every statistic against its slow version."""

import numpy as np
import pytest
from scipy import stats
from tests.screening import naive

from plspm.screening.conditional import squared_distances
from plspm.screening.distances import distances, within_samples
from plspm.screening.expectation_maximisation import maximum_likelihood
from plspm.screening.item_shape import item_shapes
from plspm.screening.littles_test import littles_test
from plspm.screening.mardia import mardia, skewness
from plspm.screening.strings import longest_strings, response_variability


def answers(seed, n=60, p=4, missing=0.2):
    """(n, p), correlated, skewed; every case answers something."""
    rng = np.random.default_rng(seed)
    X = np.exp(0.4 * (rng.normal(size=(n, 1)) + rng.normal(size=(n, p))))
    gaps = rng.random((n, p)) < missing
    gaps[:, 0] &= ~gaps.all(axis=1)
    X[gaps] = np.nan
    return X


@pytest.mark.parametrize("seed", range(3))
def test_em_and_littles_test(seed):
    X = answers(seed)
    mean, S = naive.em(X)
    moments = maximum_likelihood(X.T, tolerance=1e-13, most=3000)
    assert moments.converged
    np.testing.assert_allclose(moments.mean, mean, rtol=1e-9)
    np.testing.assert_allclose(moments.covariance, S, rtol=1e-8)
    d2, df, p, patterns = naive.little(X)
    found = littles_test(X.T, moments)
    assert (found.df, found.patterns, found.cases) == (df, patterns, len(X))
    np.testing.assert_allclose([found.statistic, found.p_value], [d2, p], rtol=1e-7)


@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_mahalanobis_distances(missing):
    X = answers(5, missing=missing)
    known = ~np.isnan(X.T)
    shapes = item_shapes(X.T)
    found = distances(X.T, known, np.arange(4), shapes[:, 3], shapes[:, 4])
    expected = naive.squared_distances(X)
    np.testing.assert_allclose(found.squared, expected, rtol=1e-5)
    np.testing.assert_array_equal(found.df, known.sum(axis=0))
    np.testing.assert_allclose(found.p_values, stats.chi2.sf(expected, found.df), rtol=1e-4)


def test_distances_within_samples_and_their_exact_distribution():
    X = np.random.default_rng(3).normal(size=(3, 40_000))
    found = within_samples(X, 20)
    first = X[:, :20].T
    expected = naive.squared_distances(first)
    np.testing.assert_allclose(found[:20], expected, rtol=1e-9)
    exact = stats.beta(3 / 2, (20 - 3 - 1) / 2)
    assert stats.kstest(found[::20] * 20 / 19**2, exact.cdf).pvalue > 0.01
    known = np.ones((3, 20), dtype=bool)
    shapes = item_shapes(X[:, :20])
    own = distances(X[:, :20], known, np.arange(3), shapes[:, 3], shapes[:, 4])
    np.testing.assert_allclose(own.exact_p, exact.sf(own.squared * 20 / 19**2), rtol=1e-9)


def test_squared_distances_of_any_pattern():
    rng = np.random.default_rng(1)
    known = rng.random((5, 40)) < 0.6
    known[0] |= ~known.any(axis=0)
    D = np.where(known, rng.normal(size=(5, 40)), 0.0)
    A = rng.normal(size=(5, 9))
    S = A @ A.T
    found = squared_distances(D, known, np.linalg.inv(S))
    for j, o in enumerate(known.T):
        expected = D[o, j] @ np.linalg.inv(S[np.ix_(o, o)]) @ D[o, j]
        assert found[j] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("n", "p"), [(30, 2), (12, 4)])
def test_mardia(n, p):
    X = answers(2, n, p, missing=0.0)
    b1, b2 = naive.mardia(X)
    found = mardia(X.T)
    assert (found.skewness, found.kurtosis) == pytest.approx((b1, b2), rel=1e-9)
    assert found.df == p * (p + 1) * (p + 2) / 6
    assert found.p_skewness == pytest.approx(stats.chi2.sf(n * b1 / 6, found.df), rel=1e-9)
    z = (b2 - p * (p + 2)) / np.sqrt(8 * p * (p + 2) / n)
    assert found.p_kurtosis == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-9)


def test_skewness_is_the_same_by_moments_and_by_products_of_cases():
    Y = np.random.default_rng(0).normal(size=(5, 24)) ** 2  # 5² > 24: by products
    tensor = np.einsum("an,bn,cn->abc", Y, Y, Y) / 24
    assert skewness(Y) == pytest.approx((tensor**2).sum(), rel=1e-12)
    assert skewness(np.hstack([Y, Y])) == pytest.approx((tensor**2).sum(), rel=1e-12)


def test_skewness_of_many_cases_is_from_some(monkeypatch):
    X = np.random.default_rng(0).normal(size=(20, 900)) ** 2
    monkeypatch.setattr("plspm.screening.mardia.MOST_OPERATIONS", 2 * 20 * 300**2)
    found = mardia(X)
    assert (found.cases, found.cases_skewness) == (900, 300)
    assert found.skewness == mardia(X[:, ::3]).skewness
    assert found.chi_square == pytest.approx(300 * found.skewness / 6)


@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_strings_and_variability(missing):
    rng = np.random.default_rng(0)
    X = rng.integers(1, 4, size=(5_000, 7)).astype(float)  # more than are looked at together
    X[rng.random(X.shape) < missing] = np.nan
    X[0] = np.nan
    length, answer = longest_strings(X.T)
    expected = [naive.longest_string(row) for row in X]
    np.testing.assert_array_equal(length, [each[0] for each in expected])
    np.testing.assert_array_equal(answer, [each[1] for each in expected])
    variability, counts = response_variability(X.T)
    several = counts > 1
    np.testing.assert_array_equal(counts, (~np.isnan(X)).sum(axis=1))
    np.testing.assert_allclose(variability[several], np.nanstd(X[several], axis=1, ddof=1))
    assert np.isnan(variability[~several]).all()


def test_shapes_of_items():
    X = answers(4, n=30, missing=0.1) * 1e90
    for item, found in zip(X.T, item_shapes(X.T), strict=True):
        x = item[~np.isnan(item)] / 1e90
        g1, g2 = stats.skew(x, bias=False), stats.kurtosis(x, bias=False)
        assert found[0] == len(x)
        np.testing.assert_allclose(found[5:], [g1, g2], rtol=1e-9)
        expected = np.array([x.min(), x.max(), x.mean(), x.std(ddof=1)]) * 1e90
        np.testing.assert_allclose(found[1:5], expected, rtol=1e-12)
    assert np.isnan(item_shapes(np.full((1, 3), np.nan))[0, 1:]).all()
    np.testing.assert_array_equal(item_shapes(np.ones((1, 3)))[0, :5], [3, 1, 1, 1, 0])
