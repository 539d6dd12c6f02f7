"""Where the exact fit test rejects true models it says so first, and names the way out."""

import warnings

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, factor_data

import plspm
from plspm import composite, formative, path, reflective, single_item
from plspm.estimation.settings import Settings
from plspm.estimation.staging import model_arrays
from plspm.report.exact_fit import warn_of_inconsistency

DATA = factor_data(200, 6, loading=0.85)
A, B, C = ([f"{letter}1{item}" for item in (1, 2, 3)] for letter in "abc")
PATHS = (path("X", to="Y"), path("Y", to="Z"))
FORMATIVE = {"X": formative("X", A), "Y": formative("Y", B), "Z": formative("Z", C)}
FACTORS = {"X": reflective("X", A), "Y": reflective("Y", B)}
GIVEN = composite("X", A, mode="fixed", weights=[1, 2, 3])
MODELS = {
    # what replaces constructs in Mode B, the estimator, and which of them are not consistent
    "PLSc of factors": (FACTORS, "plsc", ""),
    "PLS of factors": (FACTORS, "pls", "XY"),
    "Mode B": ({"Y": composite("Y", B, mode="B")}, "pls", ""),
    "Mode A": ({"X": composite("X", A), "Z": composite("Z", C)}, "pls", "XZ"),
    "sums": ({"X": composite("X", A, mode="sum")}, "pls", "X"),
    "components": ({"Y": composite("Y", B, mode="pca")}, "pls", "Y"),
    "Mode A beside factors": (FACTORS | {"Z": composite("Z", C)}, "plsc", "Z"),
    "single items": ({"X": single_item("X", "a11"), "Y": reflective("Y", ["b11"])}, "pls", ""),
    "given weights": ({"X": GIVEN}, "pls", ""),
}


def fitted(name):
    constructs, estimator, _ = MODELS[name]
    model = plspm.PathModel(*(FORMATIVE | constructs).values(), *PATHS)
    return plspm.estimate(model, DATA, estimator=estimator)


@pytest.mark.parametrize("name", MODELS)
def test_which_estimators_are_consistent_for_what(name):
    result, concerned = fitted(name), MODELS[name][2]
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        table = result.exact_fit(draws=19, seed=1, **QUIET)
    said = [str(w.message) for w in given if issubclass(w.category, plspm.ConsistencyWarning)]
    assert table["consistent"].tolist() == [not concerned] * 6
    assert len(said) == bool(concerned)
    if concerned:
        assert ", ".join(concerned) in said[0]
        assert "docs/exact_fit.md" in said[0]
        assert given[0].filename == __file__


def test_common_factors_are_offered_the_consistent_fit():
    plain = plspm.estimate(TEXT, DATA)
    with pytest.warns(plspm.ConsistencyWarning) as given:
        plain.exact_fit(draws=19, seed=1, **QUIET)
    offered = 'plspm.estimate(model, data, estimator="plsc").exact_fit()'
    assert offered in str(given[0].message)
    assert 'mode="B"' not in str(given[0].message)


def test_composites_are_offered_mode_b():
    result = fitted("Mode A")
    with pytest.warns(plspm.ConsistencyWarning, match='mode="B"') as given:
        result.exact_fit(draws=19, seed=1, **QUIET)
    assert "plsc" not in str(given[0].message)


def test_the_warning_comes_before_the_draws(monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("plspm.results.fit_inference.exact_fits", stopped)
    with pytest.warns(plspm.ConsistencyWarning), pytest.raises(KeyboardInterrupt):
        plspm.estimate(TEXT, DATA).exact_fit(draws=19, **QUIET)


@pytest.mark.filterwarnings("ignore::plspm.AdmissibilityWarning")  # of few draws, by chance
@pytest.mark.parametrize("seed", [None, 7, np.random.default_rng(3)])
def test_the_seed_is_told_and_repeats_the_draws(seed):
    result = plspm.estimate(TEXT, DATA, estimator="plsc")
    first = result.exact_fit(40, seed, **QUIET)
    again = result.exact_fit(40, first.attrs["seed"], **QUIET)
    pd.testing.assert_frame_equal(again, first)
    assert again.attrs["seed"] == first.attrs["seed"]
    if seed == 7:
        assert first.attrs["seed"] == 7


def test_inadmissible_draws_are_dropped_unless_told_otherwise_and_counted():
    chain = TEXT.replace("A1 + B1", "B1")
    result = plspm.estimate(chain, factor_data(80, 2, loading=0.5), estimator="plsc")
    with pytest.warns(plspm.AdmissibilityWarning, match=r"inadmissible \(dropped\)"):
        table = result.exact_fit(299, 1, **QUIET)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        named = result.exact_fit(299, 1, inadmissible="drop", **QUIET)
        kept = result.exact_fit(299, 1, inadmissible="keep", **QUIET)
    pd.testing.assert_frame_equal(table, named)
    assert (table["draws"] + table["inadmissible"] + table["not_converged"] == 299).all()
    assert (table["inadmissible"] > 10).all()
    # Results that nobody would report make another distribution, and another conclusion.
    srmr = ("estimated", "srmr")
    assert kept.loc[srmr, "q99"] > 3 * table.loc[srmr, "q99"]
    assert kept.loc[srmr, "p_value"] > 2 * table.loc[srmr, "p_value"]


PARTS = {
    "factors": "A =~ a1 + a2 + a3; B =~ b1 + b2 + b3; D =~ d1 + d2 + d3; C =~ c1 + c2 + c3; ",
    "composites": "A <~ a1 + a2 + a3; B <~ b1 + b2 + b3; D <~ d1 + d2 + d3; C <~ c1 + c2 + c3; ",
}
WHOLES = {"factor": "H =~ A + B + D; ", "composite": "H <~ A + B + D; "}


def population_of_higher_order(parts, whole):
    """Correlations of twelve items; H of A, B and D correlates .5 with C."""
    if whole == "factor":
        loadings = np.array([0.8, 0.7, 0.6, 0.5])
        constructs = np.outer(loadings, loadings)
    else:
        among = np.array([[1.0, 0.4, 0.3], [0.4, 1.0, 0.35], [0.3, 0.35, 1.0]])
        weights = np.array([0.6, 0.3, 0.4])
        constructs = np.eye(4)
        constructs[:3, :3] = among
        constructs[3, :3] = constructs[:3, 3] = (
            0.5 * among @ weights / np.sqrt(weights @ among @ weights)
        )
    np.fill_diagonal(constructs, 1.0)
    within = np.array([[1.0, 0.3, 0.4], [0.3, 1.0, 0.2], [0.4, 0.2, 1.0]])
    weights = np.array([0.7, 0.4, 0.2])
    of_items = (
        np.array([0.85, 0.8, 0.75])
        if parts == "factors"
        else within @ weights / np.sqrt(weights @ within @ weights)
    )
    S = np.kron(constructs, np.outer(of_items, of_items))
    if parts == "composites":
        for start in range(0, 12, 3):
            S[start : start + 3, start : start + 3] = within
    np.fill_diagonal(S, 1.0)
    items = [f"{name}{item}" for name in "abdc" for item in (1, 2, 3)]
    return pd.DataFrame(S, index=items, columns=items)


@pytest.mark.parametrize("ends", ["C ~ H", "H ~ C"])
@pytest.mark.parametrize(
    "method", ["disjoint_two_stage", "embedded_two_stage", "repeated_indicators"]
)
@pytest.mark.parametrize("whole", WHOLES)
@pytest.mark.parametrize("parts", PARTS)
def test_repeated_items_are_consistent_where_the_population_itself_fits(parts, whole, method, ends):
    """No misfit in exactly the population's correlations, or a warning that names the way out."""
    estimator = "pls" if (parts, whole) == ("composites", "composite") else "plsc"
    options = {"estimator": estimator, "higher_order": method, "tolerance": 1e-12}
    text = PARTS[parts] + WHOLES[whole] + ends
    S = population_of_higher_order(parts, whole)
    if method == "repeated_indicators" and estimator == "plsc":
        with pytest.raises(plspm.OptionError, match="disjoint_two_stage"):
            plspm.estimate(text, correlations=S, n=999, **options)
        return
    fit = plspm.estimate(text, correlations=S, n=999, **options).fit
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        consistent = warn_of_inconsistency(*of(text, options))
    if consistent:
        assert fit.loc["srmr"].max() == pytest.approx(0, abs=1e-9)
        assert told == []
    else:
        assert fit.loc["srmr"].max() > 0.005
        assert f'higher_order="{method}" estimates A, B, D beside' in str(told[0].message)
        assert 'higher_order="disjoint_two_stage"' in str(told[0].message)
    assert consistent == (
        method == "disjoint_two_stage"
        or ((parts, whole) == ("composites", "composite") and (method, ends) != REPLACED)
    )


REPLACED = ("repeated_indicators", "H ~ C")
"""C acts on the parts, in the place of the whole that they explain: another model."""


def of(text, options):
    """Index arrays and settings of a model."""
    settings = Settings(**options)
    return model_arrays(plspm.PathModel.parse(text), settings), settings


def test_parts_of_single_items_and_of_given_weights_are_what_they_are_in_any_stage():
    parts = "A =~ a1; B <~ [fixed] 1*b1 + 2*b2; C <~ c1 + c2; "
    options = {"estimator": "plsc", "higher_order": "embedded_two_stage"}
    assert warn_of_inconsistency(*of(parts + "H =~ A + B; C ~ H", options))


@pytest.mark.filterwarnings("ignore::plspm.AdmissibilityWarning")  # of few draws, by chance
def test_the_table_says_that_repeated_items_are_not_consistent():
    S = population_of_higher_order("factors", "factor")
    data = pd.DataFrame(
        np.random.default_rng(1).normal(size=(300, 12)) @ np.linalg.cholesky(S).T, columns=S.columns
    )
    text = PARTS["factors"] + WHOLES["factor"] + "C ~ H"
    options = {"estimator": "plsc", "higher_order": "embedded_two_stage"}
    with pytest.warns(plspm.ConsistencyWarning, match="which H repeats"):
        table = plspm.estimate(text, data, **options).exact_fit(19, 1, **QUIET)
    assert not table["consistent"].any()
