"""Where the exact fit test rejects true models it says so first, and names the way out."""

import warnings

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, factor_data

import plspm
from plspm import composite, formative, path, reflective, single_item

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
