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


@pytest.mark.parametrize(("sign", "estimator"), [("<~", "pls"), ("=~", "plsc")])
def test_products_of_a_fit_come_back_from_a_large_sample(sign, estimator):
    """Composites in Mode B, and common factors under consistent PLS, are estimated consistently."""
    text = f"A {sign} a1 + a2; B {sign} b1 + b2; C {sign} c1 + c2; C ~ A + B + A:B + A^2"
    result = plspm.estimate(text, plspm.simulate(moderated(), 900, seed=1), estimator=estimator)
    large = plspm.simulate(plspm.Population.from_result(result), 120_000, seed=2)
    again = plspm.estimate(text, large, estimator=estimator)
    np.testing.assert_allclose(
        again.paths["path_coefficient"], result.paths["path_coefficient"], atol=0.015
    )


ITEMS = "\n".join(f"{name} =~ {name}1 + {name}2 + {name}3" for name in "ABXDEY")
FORMED = ITEMS.replace("=~", "<~")
HIGHER = {
    "formed, exogenous": FORMED + "\nH <~ A + B + D\nY ~ H + X\nE ~ Y + H",
    "formed, explained": FORMED + "\nH <~ A + B\nH ~ X + D\nY ~ H + X\nE ~ Y",
    "formed by formed": FORMED + "\nH <~ A + B\nG <~ D + X\nH ~ G\nY ~ H + G\nE ~ Y",
    "shown, exogenous": ITEMS + "\nH =~ A + B + D\nY ~ H + X\nE ~ Y + H",
    "shown, explained": ITEMS + "\nH =~ A + B + D\nX ~ Y\nH ~ X\nE ~ H",
}


@pytest.mark.parametrize("kind", HIGHER)
def test_higher_orders_of_a_fit_come_back(kind):
    """Exactly, from the population's correlations: the fit of these has the paths of the fit.

    So where the estimates are consistent: composites in Mode B, factors under consistent PLS.
    """
    rng = np.random.default_rng(5)
    factors = rng.multivariate_normal(np.zeros(6), 0.6 * np.eye(6) + 0.4, 400)
    items = 0.8 * factors.repeat(3, axis=1) + 0.6 * rng.standard_normal((400, 18))
    data = pd.DataFrame(items, columns=[f"{name}{k}" for name in "ABXDEY" for k in (1, 2, 3)])
    options = {"tolerance": 1e-12, "max_iterations": 2000}
    options["estimator"] = "plsc" if "shown" in kind else "pls"
    result = plspm.estimate(HIGHER[kind], data, **options)
    S = plspm.Population.from_result(result).indicator_correlations
    again = plspm.estimate(HIGHER[kind], correlations=S, n=400, **options)
    np.testing.assert_allclose(
        again.paths["path_coefficient"], result.paths["path_coefficient"], atol=1e-6
    )


def test_what_a_fit_does_not_say_of_a_higher_order_is_refused():
    text = ITEMS + "\nH <~ A + B\nX ~ D + E + D:E\nH ~ X\nY ~ H"
    rng = np.random.default_rng(5)
    data = pd.DataFrame(
        rng.standard_normal((90, 6)).repeat(3, axis=1) + rng.standard_normal((90, 18)),
        columns=[f"{name}{k}" for name in "ABXDEY" for k in (1, 2, 3)],
    )
    with pytest.raises(plspm.UnavailableError, match="H is made of A, B, and explained by X"):
        plspm.Population.from_result(plspm.estimate(text, data))


def test_groups_from_the_fits_of_a_comparison():
    frame = plspm.simulate(triangle(), 300, seed=1).assign(g=["x", "y", "y"] * 100)
    found = plspm.compare_groups(
        plspm.estimate(TRIANGLE, frame),
        "g",
        permutations=9,
        draws=9,
        seed=1,
        progress=False,
    )
    groups = plspm.Groups.from_results("g", found.fits, categories=5)
    assert groups.sizes == {"x": 100, "y": 200}
    for label, fit in found.fits.items():
        truth = groups.members[label].r_squared["C"]
        assert truth == pytest.approx(fit.r_squared.loc["C", "r_squared"])
    assert plspm.simulate(groups, seed=1)["g"].value_counts().to_dict() == groups.sizes


def test_it_can_be_pickled():
    import pickle

    again = pickle.loads(pickle.dumps(moderated()))
    pd.testing.assert_frame_equal(plspm.simulate(again, 9, 1), plspm.simulate(moderated(), 9, 1))


def test_what_is_no_mapping_is_refused():
    with pytest.raises(plspm.SpecificationError) as refused:
        plspm.Population(TRIANGLE, [0.1, 0.2], loadings=0.8, weights=None)
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (
            "X -> C",
            r"'X -> C' 'X' is no construct of the model; it has A, B(,| and) C\.",
        ),
        ("A C", "The path 'A C' is not of the form \"SOURCE -> TARGET\""),
    ],
)
def test_a_path_that_is_none_says_why(label, words):
    paths = {"A -> B": 0.4, "A -> C": 0.2, "B -> C": 0.3, label: 0.1}
    with pytest.raises(plspm.SpecificationError, match=words):
        plspm.Population(TRIANGLE, paths, loadings=LOADINGS)
