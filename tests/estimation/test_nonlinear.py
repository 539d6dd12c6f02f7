"""Products of common factors, from products of proxies: formulas, and a stated population."""

import warnings
from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.estimation.estimate import estimate_stack
from plspm.estimation.nonlinear import corrected_products, true_moment
from plspm.inference.influence import influence

TEXT = """
    A =~ a0 + a1 + a2 + a3
    B =~ b0 + b1 + b2 + b3
    Y =~ y0 + y1 + y2 + y3
    Y ~ A + B + A:B
"""
TRUE = {"A": 0.4, "B": 0.3, "A:B": 0.2}


def factors(n, rng, r=0.3, square=0.0):
    """Items of three common factors: y = .4a + .3b + .2(ab - r) + square (a² - 1) + residual."""
    a = rng.normal(size=n)
    b = r * a + np.sqrt(1 - r**2) * rng.normal(size=n)
    explained = 0.4**2 + 0.3**2 + 2 * 0.4 * 0.3 * r + 0.2**2 * (1 + r**2)
    explained += 2 * square**2 + 2 * 0.2 * square * 2 * r
    y = 0.4 * a + 0.3 * b + 0.2 * (a * b - r) + square * (a**2 - 1)
    y += np.sqrt(1 - explained) * rng.normal(size=n)
    items = {}
    for name, factor in {"a": a, "b": b, "y": y}.items():
        for k, loading in enumerate((0.8, 0.7, 0.75, 0.6)):
            error = np.sqrt(1 - loading**2) * rng.normal(size=n)
            items[f"{name}{k}"] = loading * factor + error
    return pd.DataFrame(items)


def of_two_squares(m, q, p):
    return (m - 1) / (q[0] * q[1]) + 1


def of_a_fourth_power(m, q, p):
    return (m - 6 * q[0] * (1 - q[0]) - 3 * (1 - q[0]) ** 2) / q[0] ** 2


def of_one_square(m, q, p):
    return (m / np.sqrt(q[1] * q[2]) - (1 - q[0]) * p[1, 2]) / q[0]


def of_a_cube(m, q, p):
    return (m / np.sqrt(q[0] * q[1]) - 3 * (1 - q[0]) * p[0, 1]) / q[0]


def of_four(m, q, p):
    return m / np.sqrt(np.prod(q))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (((0, 1), (0, 1)), of_two_squares),
        (((0, 0), (0, 0)), of_a_fourth_power),
        (((0, 1), (0, 2)), of_one_square),
        (((0, 0), (0, 1)), of_a_cube),
        (((0, 1), (2, 3)), of_four),
    ],
)
def test_fourth_moments_as_written_out(pairs, expected):
    rng = np.random.default_rng(1)
    P = np.corrcoef(rng.normal(size=(4, 9)))
    Q, observed = np.array([0.8, 0.7, 0.9, 0.6]), 1.9
    powers = Counter((*pairs[0], *pairs[1]))
    found = true_moment(np.array([observed]), powers, P[None], Q[None])
    np.testing.assert_allclose(found, expected(observed, Q, P), rtol=1e-12)


def test_without_error_nothing_is_corrected():
    rng = np.random.default_rng(2)
    raw = rng.normal(size=(2, 2))
    raw = raw @ raw.T
    with_items, P = rng.normal(size=(1, 2, 5)), np.corrcoef(rng.normal(size=(3, 9)))[None]
    pairs = ((0, 1), (2, 2))
    covariances, between = corrected_products(with_items, raw[None], pairs, P, np.ones((1, 3)))
    means = np.array([P[0, 0, 1], 1.0])
    np.testing.assert_allclose(covariances, with_items)
    np.testing.assert_allclose(between[0], raw - np.outer(means, means))


def test_population_moments_of_proxies_give_those_of_factors():
    """With normal factors E[a²b²] = 1 + 2r²; a million proxies of known reliability."""
    rng = np.random.default_rng(3)
    n, r, Q = 10**6, 0.3, np.array([0.8, 0.7])
    a = rng.normal(size=n)
    b = r * a + np.sqrt(1 - r**2) * rng.normal(size=n)
    proxies = [
        np.sqrt(q) * x + np.sqrt(1 - q) * rng.normal(size=n) for q, x in zip(Q, (a, b), strict=True)
    ]
    P = np.array([[[1, r], [r, 1]]])
    observed = np.array([np.mean((proxies[0] * proxies[1]) ** 2)])
    found = true_moment(observed, Counter((0, 1, 0, 1)), P, Q[None])
    np.testing.assert_allclose(found, 1 + 2 * r**2, atol=0.02)
    fourth = true_moment(np.array([np.mean(proxies[0] ** 4)]), Counter((0,) * 4), P, Q[None])
    np.testing.assert_allclose(fourth, 3, atol=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("square", [0.0, 0.15])
def test_a_stated_population_is_recovered(square):
    rng, estimates, plain = np.random.default_rng(4), [], []
    text, true = TEXT, dict(TRUE)
    if square:
        text, true = TEXT + "Y ~ A^2", TRUE | {"A^2": square}
    for _ in range(60):
        data = factors(800, rng, square=square)
        for found, estimator in ((estimates, "plsc"), (plain, "pls")):
            result = plspm.estimate(text, data, estimator=estimator)
            found.append(result.path_coefficients["Y"].loc[list(true)].to_numpy())
    error = np.std(estimates, axis=0, ddof=1) / np.sqrt(len(estimates))
    bias = np.mean(estimates, axis=0) - list(true.values())
    assert (np.abs(bias) < 3.5 * error + 0.004).all()
    assert np.mean(plain, axis=0)[2] < 0.18  # what is not corrected stays attenuated


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        (TEXT, {"interactions": "product_indicator"}, 'use interactions="two_stage" with it'),
        (TEXT + "Y ~ A^2 + A^3", {}, r"A\^3 would stay attenuated"),
        (
            "A =~ a0 + a1; B =~ b0 + b1; H =~ A + B; C =~ a2 + a3; Y =~ y0 + y1; Y ~ H + C + H:C",
            {},
            "a model with higher-order constructs",
        ),
    ],
)
def test_what_is_not_corrected_is_refused(text, options, says):
    data = factors(100, np.random.default_rng(5))
    with pytest.raises(plspm.OptionError, match=says):
        plspm.estimate(text, data, estimator="plsc", **options)


def test_derivatives_go_through_the_correction():
    """Influence against the change of the estimates as a case gains and loses some weight."""
    fitted = plspm.estimate(
        TEXT, factors(200, np.random.default_rng(6)), estimator="plsc", tolerance=1e-14
    )._fitted
    paths, step = STATISTICS["paths"], 1e-5
    [contributions] = influence(fitted, fitted.estimates, np.ones((1, 200)), [paths])
    for case in (3, 77, 150):
        weights = np.ones((2, 200))
        weights[:, case] += (step, -step)
        sample = replace(fitted.sample(weights), n=np.full(2, 200.0))
        up, down = paths.compute(
            estimate_stack(sample, fitted.arrays, fitted.settings, fitted.estimates)
        )
        np.testing.assert_allclose(contributions[0, case], (up - down) / (2 * step), atol=1e-8)


def test_exact_fit_and_wishart_draws_say_what_products_need():
    result = plspm.estimate(TEXT, factors(120, np.random.default_rng(7)), estimator="plsc")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)  # draws of few cases
        table = result.exact_fit(draws=19, seed=1, progress=False)
    assert table.index.get_level_values("model").unique().tolist() == ["saturated"]
    with pytest.raises(plspm.UnavailableError, match="products of constructs take cases"):
        result.bootstrap(19, parametric=True, progress=False)
    matrix = factors(120, np.random.default_rng(7)).corr()
    with pytest.raises(plspm.UnavailableError, match="a correlation matrix does not tell"):
        plspm.estimate(TEXT, correlations=matrix, n=120)
