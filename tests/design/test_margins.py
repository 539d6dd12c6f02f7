"""Answers: their margins, and correlations of categories against double integrals."""

import numpy as np
import pytest
from scipy.integrate import dblquad
from scipy.stats import multivariate_normal, norm, skew

from plspm.design.margins import Margin, equal_steps, observed_correlations, skewed, unskewed

MANY = np.linspace(1e-6, 1 - 1e-6, 400_001)


def brute(rho, first, second):
    """Correlation of two answers by sums of rectangle probabilities."""
    density = multivariate_normal([0, 0], [[1, rho], [rho, 1]])
    t, u = first.thresholds(), second.thresholds()
    e_xy = 1.0 + (1 - norm.cdf(t)).sum() + (1 - norm.cdf(u)).sum()
    # E(xy) with x = 1 + Σ 1[z > t]: the cross terms are upper orthants.
    e_xy += sum(density.cdf([-a, -b]) for a in t for b in u)
    mean_x, mean_y = 1 + (1 - norm.cdf(t)).sum(), 1 + (1 - norm.cdf(u)).sum()

    def variance(cuts):
        shares = np.diff([0, *norm.cdf(cuts), 1])
        k = np.arange(shares.size)
        return shares @ k**2 - (shares @ k) ** 2

    return (e_xy - mean_x * mean_y) / np.sqrt(variance(t) * variance(u))


@pytest.mark.parametrize("rho", [-0.7, 0.2, 0.8])
@pytest.mark.parametrize("pair", [(Margin(5), Margin(7)), (Margin(2, 0.0, 1.3), Margin(3))])
def test_correlations_of_categories(rho, pair):
    R = np.array([[1.0, rho], [rho, 1.0]])
    found = observed_correlations(R, np.array([margin.hermite() for margin in pair]))
    assert found[0, 1] == pytest.approx(brute(rho, *pair), abs=2e-7)


@pytest.mark.parametrize(("skewness", "other"), [(1.0, 0.0), (2.0, 2.0), (1.5, -1.0)])
def test_correlations_of_skewed_items(skewness, other):
    rho = 0.5
    density = multivariate_normal([0, 0], [[1, rho], [rho, 1]]).pdf

    def integrand(y, x):
        first, second = skewed(np.array(x), skewness), skewed(np.array(y), other)
        return first * second * density([x, y])

    by_hand = dblquad(integrand, -9, 9, -9, 9, epsabs=1e-7)[0]
    coefficients = np.array([Margin(None, s).hermite() for s in (skewness, other)])
    found = observed_correlations(np.array([[1, rho], [rho, 1]]), coefficients)[0, 1]
    assert found == pytest.approx(by_hand, abs=1e-5)


@pytest.mark.parametrize("skewness", [0.5, -1.0, 2.0])
def test_skewed_values_have_their_moments(skewness):
    x = skewed(norm.ppf(MANY), skewness)
    assert x.mean() == pytest.approx(0, abs=2e-3)
    assert x.std() == pytest.approx(1, abs=5e-3)
    assert skew(x) == pytest.approx(skewness, rel=0.03)
    np.testing.assert_allclose(unskewed(x, skewness), norm.ppf(MANY), atol=1e-9)


def test_steps_of_equal_width():
    np.testing.assert_allclose(np.diff(equal_steps(7)), 5 / 7)
    assert equal_steps(2).tolist() == [0.0]


@pytest.mark.parametrize("margin", [Margin(7, 0.0, 5.2), Margin(5, 1.5, 2.0), Margin(4, -1.0, 3.1)])
def test_thresholds_give_the_mean_asked_for(margin):
    assert margin.observed(norm.ppf(MANY)).mean() == pytest.approx(margin.mean, abs=1e-4)


def test_answers_go_from_one_to_the_number_of_categories():
    answers = Margin(5).observed(norm.ppf(MANY))
    assert set(answers) == {1.0, 2.0, 3.0, 4.0, 5.0}
    shares = np.diff([0, *norm.cdf([-1.5, -0.5, 0.5, 1.5]), 1])
    np.testing.assert_allclose(np.bincount(answers.astype(int))[1:] / MANY.size, shares, atol=1e-4)
