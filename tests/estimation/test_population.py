"""From a population's correlations the estimate is the population."""

import numpy as np
import pandas as pd
import pytest
from tests.strategies import SCHEMES, TIGHT

import plspm

TWO = "A =~ a1 + a2 + a3; B =~ b1 + b2; B ~ A"
THREE = """
    A =~ a1 + a2 + a3
    B =~ b1 + b2
    C =~ c1 + c2 + c3 + c4
    B ~ A
    C ~ A + B
"""
LOADINGS = {
    "A": [0.9, 0.8, 0.7],
    "B": [0.6, 0.8],
    "C": [0.5, 0.7, 0.85, 0.9],
}


def of_factors(Phi, constructs):
    """Σ = ΛΦΛ' + Θ with a unit diagonal."""
    blocks = [LOADINGS[name] for name in constructs]
    owner = np.repeat(np.arange(len(blocks)), [len(block) for block in blocks])
    flat = np.concatenate(blocks)
    Sigma = np.outer(flat, flat) * np.asarray(Phi)[np.ix_(owner, owner)]
    np.fill_diagonal(Sigma, 1.0)
    return Sigma


def estimate(model, Sigma, **options):
    model = plspm.PathModel.parse(model) if isinstance(model, str) else model
    matrix = pd.DataFrame(Sigma, index=model.indicators, columns=model.indicators)
    return plspm.estimate(model, correlations=matrix, n=100, **(TIGHT | options))


@pytest.mark.parametrize("correlation", [0.1, 0.5, 0.9, -0.4])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_two_common_factors(scheme, correlation):
    Sigma = of_factors([[1, correlation], [correlation, 1]], "AB")
    result = estimate(TWO, Sigma, scheme=scheme, estimator="plsc")
    np.testing.assert_allclose(result.loadings["loading"], LOADINGS["A"] + LOADINGS["B"], atol=1e-8)
    assert result.path_coefficients.loc["A", "B"] == pytest.approx(correlation, abs=1e-8)
    assert result.r_squared.loc["B", "r_squared"] == pytest.approx(correlation**2, abs=1e-8)
    np.testing.assert_allclose(result.implied_correlations(), Sigma, atol=1e-8)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_three_common_factors(scheme):
    """b = (.5), (.3, .4): the effects of A are .3 on C directly and .2 through B."""
    AB, AC, BC = 0.5, 0.3 + 0.4 * 0.5, 0.4 + 0.3 * 0.5
    Sigma = of_factors([[1, AB, AC], [AB, 1, BC], [AC, BC, 1]], "ABC")
    result = estimate(THREE, Sigma, scheme=scheme, estimator="plsc")
    np.testing.assert_allclose(
        result.loadings["loading"], np.concatenate([*LOADINGS.values()]), atol=1e-8
    )
    effects = result.effects
    np.testing.assert_allclose(effects.loc[("A", "B")], [0.5, np.nan, 0.5], atol=1e-8)
    np.testing.assert_allclose(effects.loc[("B", "C")], [0.4, np.nan, 0.4], atol=1e-8)
    np.testing.assert_allclose(effects.loc[("A", "C")], [0.3, 0.2, 0.5], atol=1e-8)
    r_squared = 0.3 * AC + 0.4 * BC
    assert result.r_squared.loc["C", "r_squared"] == pytest.approx(r_squared, abs=1e-8)
    reliabilities = result.reliability["rho_a"]
    for construct, loadings in LOADINGS.items():
        w = result.weights.loc[construct, "weight"]
        assert reliabilities[construct] == pytest.approx((w @ loadings) ** 2, abs=1e-8)
    assert result.admissibility["holds"].all()


def test_uncorrected_pls_finds_factors_too_weakly_related():
    AB = 0.5
    result = estimate(TWO, of_factors([[1, AB], [AB, 1]], "AB"))
    reliabilities = result.reliability["rho_a"]
    attenuated = AB * np.sqrt(reliabilities["A"] * reliabilities["B"])
    assert result.path_coefficients.loc["A", "B"] == pytest.approx(attenuated, abs=1e-8)


def of_composites(weights, R, AB):
    """Σ of two composites w'x that correlate by AB and carry all that their blocks share."""
    w = [np.asarray(v) / np.sqrt(v @ block @ v) for v, block in zip(weights, R, strict=True)]
    first, second = R[0] @ w[0], R[1] @ w[1]
    between = AB * np.outer(first, second)
    return np.block([[R[0], between], [between.T, R[1]]]), np.concatenate(w)


COMPOSITES = (
    [np.array([0.6, 0.2, 0.4]), np.array([0.3, 0.9])],
    [np.array([[1, 0.3, 0.2], [0.3, 1, 0.5], [0.2, 0.5, 1]]), np.array([[1, -0.1], [-0.1, 1]])],
)


@pytest.mark.parametrize("estimator", ["pls", "plsc"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_two_composites_in_mode_b(scheme, estimator):
    Sigma, w = of_composites(*COMPOSITES, 0.45)
    model = TWO.replace("=~", "<~")
    result = estimate(model, Sigma, scheme=scheme, estimator=estimator)
    np.testing.assert_allclose(result.weights["weight"], w, atol=1e-8)
    assert result.path_coefficients.loc["A", "B"] == pytest.approx(0.45, abs=1e-8)
    np.testing.assert_allclose(result.implied_correlations(), Sigma, atol=1e-8)
    assert result.fit.loc["srmr", "saturated"] == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("estimator", ["pls", "plsc"])
def test_composites_of_fixed_weights(estimator):
    Sigma, w = of_composites(*COMPOSITES, -0.45)
    model = plspm.PathModel(
        plspm.composite("A", ["a1", "a2", "a3"], mode="fixed", weights=[6, 2, 4]),
        plspm.composite("B", ["b1", "b2"], mode="fixed", weights=[1, 3]),
        plspm.path("A", to="B"),
    )
    result = estimate(model, Sigma, estimator=estimator)
    np.testing.assert_allclose(result.weights["weight"], w, atol=1e-12)
    assert result.path_coefficients.loc["A", "B"] == pytest.approx(-0.45, abs=1e-12)


def test_a_factor_and_a_composite():
    """The path is corrected for the unreliability of the factor alone."""
    w = COMPOSITES[0][0] / np.sqrt(COMPOSITES[0][0] @ COMPOSITES[1][0] @ COMPOSITES[0][0])
    between = 0.5 * np.outer(COMPOSITES[1][0] @ w, LOADINGS["B"])
    factor = of_factors([[1]], "B")
    Sigma = np.block([[COMPOSITES[1][0], between], [between.T, factor]])
    result = estimate("A <~ a1 + a2 + a3; B =~ b1 + b2; B ~ A", Sigma, estimator="plsc")
    np.testing.assert_allclose(result.weights.loc["A", "weight"], w, atol=1e-8)
    np.testing.assert_allclose(result.loadings.loc["B", "loading"], LOADINGS["B"], atol=1e-8)
    assert result.path_coefficients.loc["A", "B"] == pytest.approx(0.5, abs=1e-8)


def test_first_principal_component():
    R = np.array([[1, 0.6, 0.3], [0.6, 1, 0.4], [0.3, 0.4, 1]])
    Sigma = np.block([[R, np.full((3, 1), 0.4)], [np.full((1, 3), 0.4), np.eye(1)]])
    model = plspm.PathModel(
        plspm.composite("A", ["a1", "a2", "a3"], mode="pca"),
        plspm.single_item("B"),
        plspm.path("A", to="B"),
    )
    result = estimate(model, Sigma)
    values, vectors = np.linalg.eigh(R)
    expected = np.abs(vectors[:, -1]) / np.sqrt(values[-1])
    np.testing.assert_allclose(result.weights.loc["A", "weight"], expected, atol=1e-10)
    unidimensionality = result.unidimensionality
    np.testing.assert_allclose(
        unidimensionality.loc["A", ["eigenvalue_1", "eigenvalue_2"]].astype(float), values[:0:-1]
    )
    assert unidimensionality.loc["B", "eigenvalue_2"] == 0
    assert np.isnan(unidimensionality["cronbach_alpha_raw"]).all()
