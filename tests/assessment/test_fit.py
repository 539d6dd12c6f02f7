"""Implied correlations and the distances to them, where the answer is known."""

import math

import numpy as np
import pandas as pd
import pytest
from tests.strategies import TIGHT

import plspm
from plspm.assessment import fit as measures

CHAIN = """
    A =~ a1 + a2 + a3
    B =~ b1 + b2
    C =~ c1 + c2 + c3
    B ~ A
    C ~ B
"""


def population(Phi, loadings):
    """Σ = ΛΦΛ' + Θ with a unit diagonal, one list of loadings a construct."""
    blocks = np.repeat(np.arange(len(loadings)), [len(block) for block in loadings])
    flat = np.concatenate(loadings)
    Sigma = np.outer(flat, flat) * np.asarray(Phi)[np.ix_(blocks, blocks)]
    np.fill_diagonal(Sigma, 1.0)
    return Sigma


def fitted(model, Sigma, n=101, **options):
    model = plspm.PathModel.parse(model) if isinstance(model, str) else model
    matrix = pd.DataFrame(Sigma, index=model.indicators, columns=model.indicators)
    return plspm.estimate(model, correlations=matrix, n=n, **(TIGHT | options))


@pytest.fixture(scope="module")
def chain():
    """A chain whose first and last construct also correlate beyond it, by .1."""
    Phi = [[1, 0.5, 0.4], [0.5, 1, 0.6], [0.4, 0.6, 1]]
    return fitted(
        CHAIN, population(Phi, [[0.8, 0.7, 0.6], [0.9, 0.7], [0.8, 0.8, 0.5]]), estimator="plsc"
    )


def test_a_model_that_holds_fits_exactly():
    Phi = [[1, 0.5, 0.3], [0.5, 1, 0.6], [0.3, 0.6, 1]]
    Sigma = population(Phi, [[0.8, 0.7, 0.6], [0.9, 0.7], [0.8, 0.8, 0.5]])
    fit = fitted(CHAIN, Sigma, estimator="plsc").fit
    assert (fit.drop("nfi").abs() < 1e-7).to_numpy().all()
    np.testing.assert_allclose(fit.loc["nfi"], 1, atol=1e-12)


def test_saturated_implied_correlations_let_all_constructs_correlate(chain):
    S = chain.indicator_correlations
    np.testing.assert_allclose(chain.implied_correlations("saturated"), S, atol=1e-10)
    np.testing.assert_allclose(chain.fit["saturated"].drop("nfi"), 0, atol=1e-7)


def test_estimated_implied_correlations_only_follow_the_paths(chain):
    implied = chain.implied_correlations("estimated")
    assert implied.loc["a1", "c1"] == pytest.approx(0.8 * (0.5 * 0.6) * 0.8)
    assert implied.loc["b2", "b1"] == pytest.approx(0.7 * 0.9)
    residual = chain.indicator_correlations - implied
    loadings = np.outer([0.8, 0.7, 0.6], [0.8, 0.8, 0.5])
    np.testing.assert_allclose(residual.loc["a1":"a3", "c1":"c3"], 0.1 * loadings, atol=1e-10)
    squares = 0.01 * (loadings**2).sum()
    fit = chain.fit["estimated"]
    assert fit["d_uls"] == pytest.approx(squares)
    assert fit["srmr"] == pytest.approx(math.sqrt(squares / 36))


def test_likelihood_measures_are_those_of_their_formulas(chain):
    S = chain.indicator_correlations.to_numpy()
    Sigma = chain.implied_correlations("estimated").to_numpy()
    discrepancy = np.log(np.linalg.det(Sigma) / np.linalg.det(S)) + np.trace(
        S @ np.linalg.inv(Sigma)
    )
    discrepancy -= 8
    fit = chain.fit["estimated"]
    assert fit["chi_square"] == pytest.approx(100 * discrepancy)
    assert fit["nfi"] == pytest.approx(1 - discrepancy / -np.log(np.linalg.det(S)))


def test_blocks_of_composites_are_implied_as_observed():
    Sigma = population([[1, 0.5], [0.5, 1]], [[0.9, 0.7, 0.5], [0.8, 0.6, 0.7]])
    Sigma[0, 1] = Sigma[1, 0] = 0.1
    model = plspm.PathModel(
        plspm.composite("A", ["a1", "a2", "a3"]),
        plspm.reflective("B", ["b1", "b2", "b3"]),
        plspm.path("A", to="B"),
    )
    for estimator in ("pls", "plsc"):
        result = fitted(model, Sigma, estimator=estimator)
        implied = result.implied_correlations()
        assert implied.loc["a1", "a2"] == 0.1
        loadings = result.loadings.loc["B", "loading"]
        assert implied.loc["b1", "b2"] == pytest.approx(loadings["b1"] * loadings["b2"])


def test_geodesic_distance_is_in_base_ten_unless_asked():
    S, Sigma = np.diag([1.0, 1.0])[None], np.diag([100.0, 0.1])[None]
    assert measures.d_g(S, Sigma) == pytest.approx(0.5 * (2**2 + 1**2))
    assert measures.d_g(S, Sigma, base=math.e) == pytest.approx(2.5 * math.log(10) ** 2)
    assert measures.d_g(S, Sigma, base=2) == pytest.approx(2.5 * math.log2(10) ** 2)
    assert measures.d_g(Sigma, S) == pytest.approx(2.5)


def test_measures_that_need_an_inverse_are_nan_for_singular_matrices_alone():
    identity, singular, broken = np.eye(2), np.ones((2, 2)), np.full((2, 2), np.nan)
    S = np.stack([identity, singular, identity, identity, broken])
    Sigma = np.stack([identity, identity, singular, identity, identity])
    for measure in (measures.d_g, measures.ml_discrepancy):
        np.testing.assert_allclose(measure(S, Sigma), [0, np.nan, np.nan, 0, np.nan], atol=1e-15)


def test_normed_fit_is_nan_where_the_null_model_fits():
    S = np.eye(2)
    S[0, 1] = S[1, 0] = 1e-300
    result = fitted("A =~ a; B =~ b; B ~ A", S)
    assert np.isnan(result.fit.loc["nfi"]).all()
    assert result.fit.loc["chi_square"].tolist() == [0, 0]


def test_an_unknown_model_is_refused(chain):
    message = r"must be 'saturated', 'estimated' or .* Did you mean 'estimated'\?"
    with pytest.raises(plspm.OptionError, match=message):
        chain.implied_correlations("estimate")


@pytest.mark.parametrize("measure", [measures.d_g, measures.ml_discrepancy])
def test_a_complex_step_gives_the_derivative_where_eigenvalues_coincide_too(measure):
    rng = np.random.default_rng(9)
    S, Sigma = np.eye(4)[None], 2.0 * np.eye(4)[None]
    dS, dSigma = (A + A.swapaxes(1, 2) for A in rng.normal(size=(2, 1, 4, 4)))
    derivative = measure(S + 1e-30j * dS, Sigma + 1e-30j * dSigma).imag / 1e-30
    h = 1e-6
    ahead, back = (measure(S + t * dS, Sigma + t * dSigma) for t in (h, -h))
    assert derivative == pytest.approx((ahead - back) / (2 * h), rel=1e-7)


def test_rounding_errors_are_no_misfit():
    """A model of single items that all depend on one another cannot but fit."""
    data = pd.DataFrame(np.random.default_rng(4).normal(size=(100, 3)), columns=list("abc"))
    result = plspm.estimate("A =~ a; B =~ b; C =~ c; B ~ A; C ~ A + B", data)
    errors = result.standard_errors("delta", statistics=["fit_distances"]).table("fit_distances")
    distances = errors.loc[["srmr", "d_uls", "d_g", "chi_square"]]
    assert (distances[["estimate", "std_error"]] == 0).all(axis=None)
    assert "p_value" not in distances
