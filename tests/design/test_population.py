"""Populations: what they imply, what they refuse, and that samples have it."""

import numpy as np
import pandas as pd
import pytest
from tests.design.populations import LOADINGS, TRIANGLE, moderated, triangle

import plspm
from plspm.design.sampling import scores


def test_implied_correlations_by_hand():
    P = triangle().construct_correlations
    assert P.loc["A", "B"] == pytest.approx(0.4)
    assert P.loc["A", "C"] == pytest.approx(0.2 + 0.3 * 0.4)
    assert P.loc["B", "C"] == pytest.approx(0.3 + 0.2 * 0.4)
    assert triangle().r_squared["B"] == pytest.approx(0.16)
    S = triangle().indicator_correlations
    assert S.loc["a1", "a3"] == pytest.approx(0.8 * 0.7)
    assert S.loc["a1", "c2"] == pytest.approx(0.8 * 0.8 * 0.32)


def test_consistent_pls_finds_the_stated_numbers():
    S = triangle().indicator_correlations
    result = plspm.estimate(TRIANGLE, correlations=S, n=100, estimator="plsc", tolerance=1e-12)
    assert result.path_coefficients.loc["A", "C"] == pytest.approx(0.2, abs=1e-8)
    np.testing.assert_allclose(result.loadings.loc["C", "loading"], LOADINGS["C"], atol=1e-8)


def test_a_composite_is_its_weighted_items():
    weights, R = [0.2, 0.5, 0.4], np.array([[1, 0.3, 0.2], [0.3, 1, 0.1], [0.2, 0.1, 1]])
    population = plspm.Population(
        "A =~ a1 + a2; F <~ f1 + f2 + f3; F ~ A",
        {"A -> F": 0.5},
        loadings={"A": [0.9, 0.8]},
        weights={"F": weights},
        item_correlations={"F": R},
    )
    S = population.indicator_correlations
    np.testing.assert_allclose(S.loc["f1":"f3", "f1":"f3"], R, atol=1e-12)
    w = np.array(weights) / np.sqrt(weights @ R @ weights)
    np.testing.assert_allclose(w @ S.loc["f1":"f3", "a1"], 0.9 * 0.5)
    frame = plspm.simulate(population, 50, seed=1)
    eta = scores(population, 50, np.random.default_rng(1))[0][:, 1]
    np.testing.assert_allclose(frame[["f1", "f2", "f3"]] @ w, eta, atol=1e-10)
    fit = plspm.estimate(population.model, correlations=S, n=99, tolerance=1e-12)
    np.testing.assert_allclose(fit.weights.loc["F", "weight"], w, atol=1e-8)


def test_moments_of_products_by_hand():
    """Var(AB) = 1 + r², Var(A²) = 2, Cov(AB, A²) = 2r; all uncorrelated with A and B."""
    r = 0.4
    linear = 0.3**2 + 0.2**2 + 2 * 0.3 * 0.2 * r
    products = 0.2**2 * (1 + r**2) + 0.1**2 * 2 + 2 * 0.2 * -0.1 * 2 * r
    assert moderated().r_squared["C"] == pytest.approx(linear + products)
    assert moderated().construct_correlations.loc["A", "C"] == pytest.approx(0.3 + 0.2 * r)


@pytest.mark.parametrize("population", [triangle(), moderated(), triangle(categories=5)])
def test_large_samples_have_the_correlations(population):
    n = 200_000
    frame = plspm.simulate(population, n, seed=4)
    implied = population.indicator_correlations.to_numpy()
    assert np.abs(frame.corr().to_numpy() - implied).max() < 4.5 / np.sqrt(n) * 1.5
    eta = scores(population, n, np.random.default_rng(4))[0]
    np.testing.assert_allclose(eta.mean(axis=0), 0, atol=0.012)
    np.testing.assert_allclose(eta.std(axis=0), 1, atol=0.012)
    assert np.abs(np.corrcoef(eta.T) - population.truth.covariance).max() < 0.012


def test_constructs_made_of_others():
    population = plspm.Population(
        "X =~ x1 + x2; Y =~ y1 + y2; H <~ X + Y; Z =~ z1 + z2; Z ~ H",
        {"H -> Z": 0.6},
        loadings={name: [0.8, 0.8] for name in "XYZ"},
        weights={"H": [2, 1]},
        correlations={"X,Y": 0.5},
    )
    P = population.construct_correlations
    sd = np.sqrt(4 + 1 + 2 * 2 * 0.5)
    assert P.loc["H", "X"] == pytest.approx(2.5 / sd)
    assert P.loc["X", "Z"] == pytest.approx(0.6 * 2.5 / sd)
    assert "H" not in population.columns


def test_a_reflective_higher_order_construct():
    population = plspm.Population(
        "X =~ x1 + x2; Y =~ y1 + y2; H =~ X + Y; Z =~ z1 + z2; Z ~ H",
        {"H -> Z": 0.6},
        loadings={"X": [0.8, 0.8], "Y": [0.8, 0.8], "Z": [0.8, 0.8], "H": [0.9, 0.7]},
    )
    P = population.construct_correlations
    assert P.loc["X", "Y"] == pytest.approx(0.63)
    assert P.loc["Y", "Z"] == pytest.approx(0.42)


def test_impossible_correlations_name_the_pairs():
    text = "A =~ a; B =~ b; C =~ c; D =~ d; D ~ A + B + C"
    paths = {f"{name} -> D": 0.1 for name in "ABC"}
    given = {"A,B": 0.9, "A,C": 0.9, "B,C": 0.1}
    with pytest.raises(
        plspm.SpecificationError, match=r"C and B is 0\.1.*between 0\.620 and 1\.000"
    ):
        plspm.Population(text, paths, correlations=given)
    plspm.Population(text, paths, correlations=given | {"B,C": 0.63})


def test_too_much_explained_names_the_equation():
    with pytest.raises(plspm.SpecificationError, match=r"equation of C explains 1\.\d+"):
        triangle(0.5, 0.8, 0.6)


def test_every_fault_of_names_at_once():
    with pytest.raises(plspm.SpecificationError) as refused:
        plspm.Population(
            TRIANGLE,
            {"A -> B": "x", "A -> D": 0.2, "C -> A": 0.1, "B -> C": 0.2},
            loadings={"A": [0.8, 0.8], "B": [0.8, 0.8, 0.8], "Q": [1]},
            correlations={"A,B": 0.3, "A": 0.2},
            markers={"a1": ("A", 0.5)},
        )
    told = "\n".join(refused.value.problems)
    for part in (
        "'A -> B' has the value 'x'",
        "'D' is no construct",
        "'C -> A' is not in the model",
        '"A -> C" of the model has no value',
        "loadings of A must be 3 numbers",
        "C has neither loadings nor weights",
        "'Q', which is no construct",
        "'A,B' is stated, but B is not exogenous",
        "'A' is not of two constructs",
        "marker 'a1' must be a new item",
    ):
        assert part in told, part


@pytest.mark.parametrize(
    ("option", "part"),
    [
        ({"categories": 1}, "categories of a1 is 1"),
        ({"skewness": {"A": 99}}, "skewness of a1"),
        ({"means": {"a1": 3.0}}, "means of a1"),
        ({"missing": 1.5}, "missing of a1"),
        ({"missing": {"zz": 0.1}}, "'zz', which is no item"),
        ({"categories": 5, "means": {"a1": 9}}, "means of a1"),
    ],
)
def test_wrong_answers_are_refused(option, part):
    with pytest.raises(plspm.SpecificationError, match=part):
        plspm.Population(
            TRIANGLE, {"A -> B": 0.4, "A -> C": 0.2, "B -> C": 0.3}, loadings=LOADINGS, **option
        )


def test_a_loading_beyond_one_names_the_item():
    with pytest.raises(plspm.SpecificationError, match=r"A: The loading of a2 is 1\.2"):
        plspm.Population("A =~ a1 + a2; B =~ b; B ~ A", {"A -> B": 0.1}, {"A": [0.5, 1.2]})


def test_a_population_from_a_fit_gives_the_fit_back():
    result = plspm.datasets.describe("customer_engagement").estimate()
    population = plspm.Population.from_result(result)
    assert population.r_squared["ECE"] == pytest.approx(
        result.r_squared.loc["ECE", "r_squared"], abs=1e-9
    )
    loadings = population.indicator_correlations
    stated = result.loadings["loading"]
    assert loadings.loc["EXP_a", "EXP_b"] == pytest.approx(
        stated["EXP", "EXP_a"] * stated["EXP", "EXP_b"]
    )


def test_no_population_from_products():
    frame = plspm.simulate(moderated(), 200, seed=1)
    result = plspm.estimate(moderated().model, frame)
    with pytest.raises(plspm.UnavailableError, match="products"):
        plspm.Population.from_result(result)


def test_it_can_be_pickled():
    import pickle

    again = pickle.loads(pickle.dumps(moderated()))
    pd.testing.assert_frame_equal(plspm.simulate(again, 9, 1), plspm.simulate(moderated(), 9, 1))


def test_what_is_no_mapping_is_refused():
    with pytest.raises(plspm.SpecificationError) as refused:
        plspm.Population(TRIANGLE, [0.1, 0.2], loadings=0.8, weights=None)
    assert len(refused.value.problems) == 3
