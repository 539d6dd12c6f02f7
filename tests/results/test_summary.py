"""What a researcher reads from top to bottom."""

import numpy as np
import pandas as pd
import pytest
from tests.catalogue import FACTORS, PRODUCT, survey

import plspm
from plspm.report.text import WIDTH

MODEL = "Anger =~ a1 + a2; Blame <~ b1 + b2; Cost =~ c1 + c2; Blame ~ Anger; Cost ~ Blame"


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(21)
    values = rng.normal(size=(40, 6)) + rng.normal(size=(40, 1))
    return pd.DataFrame(values, columns=["a1", "a2", "b1", "b2", "c1", "c2"])


def facts(result):
    """The head of a summary, by name."""
    rows = result.summary().split("\n\n")[0].splitlines()[3:]
    return {name: value.strip() for name, _, value in (row.partition(":") for row in rows)}


@pytest.mark.parametrize(
    ("scheme", "words"),
    [("path", "path weighting"), ("factorial", "factorial"), ("centroid", "centroid")],
)
def test_head_says_how(data, scheme, words):
    result = plspm.estimate(MODEL, data, scheme=scheme, tolerance=1e-9, max_iterations=500)
    head = facts(result)
    assert list(head) == [
        "Estimator",
        "Inner scheme",
        "Cases",
        "Missing values",
        "Iterations",
        "Admissible",
        "Versions",
    ]
    assert head["Estimator"] == "PLS-PM (not corrected for attenuation)"
    assert head["Inner scheme"] == words
    assert head["Cases"] == "40"
    assert head["Missing values"] == "none missing"
    assert head["Iterations"] == f"{result.iterations} of at most 500, tolerance 1e-09: converged"
    assert head["Admissible"] == "yes"
    assert plspm.__version__ in head["Versions"]


def test_head_names_missing_values_weights_and_estimator(data):
    gaps = data.copy()
    gaps.loc[3, "a1"] = gaps.loc[5, ["b1", "c2"]] = np.nan
    weights = np.linspace(0.5, 1.5, 40)
    head = facts(plspm.estimate(MODEL, gaps, missing="listwise", weights=weights, estimator="plsc"))
    assert head["Cases"] == "38"
    assert head["Missing values"] == "listwise deletion: 2 of 40 rows dropped"
    assert head["Case weights"] == "yes"
    assert head["Estimator"].startswith("consistent PLS")
    with pytest.warns(plspm.DataWarning, match="Means stand"):
        filled = facts(plspm.estimate(MODEL, gaps, missing="mean"))
    assert filled["Missing values"].startswith("3 missing values replaced by the mean")
    matrix = facts(plspm.estimate(MODEL, correlations=data.corr(), n=40))
    assert matrix["Missing values"] == "unknown: estimated from a correlation matrix"


def test_every_table_is_there_within_the_width(data):
    result = plspm.estimate(MODEL, data)
    text = result.summary()
    titles = [
        "Explained variance",
        "Effects, effect sizes and collinearity",
        "Specific indirect effects",
        "Measurement model",
        "Reliability and convergent validity",
        "Fornell-Larcker: correlations, square roots of AVE on the diagonal",
        "HTMT",
        "Model fit",
        "Admissibility",
        "Notes",
    ]
    positions = [text.index(f"\n{title}\n") for title in titles]
    assert positions == sorted(positions)
    assert "Anger -> Blame -> Cost" in text
    assert all(line == line.rstrip() for line in text.splitlines())
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert "nan" not in text.lower()


def test_numbers_are_those_of_the_tables(data):
    result = plspm.estimate(MODEL, data)
    lines = [line.split() for line in result.summary().splitlines()]
    r_squared = result.r_squared.loc["Cost"]
    assert ["Cost", *(f"{value:.3f}" for value in r_squared)] in lines
    row = [result.loadings, result.weights, result.vif_outer]
    values = [frame.loc[("Blame", "b2")].iloc[0] for frame in row]
    assert ["Blame", "b2", *(f"{value:.3f}" for value in values)] in lines
    fit = result.fit.loc["srmr"]
    assert ["srmr", *(f"{value:.3f}" for value in fit)] in lines


def test_no_indirect_effects_no_table(data):
    text = plspm.estimate("Anger =~ a1 + a2; Cost =~ c1 + c2; Cost ~ Anger", data).summary()
    assert "Specific indirect effects" not in text
    assert "Notes" not in text


def test_repr_says_the_essentials(data):
    result = plspm.estimate(MODEL, data, scheme="centroid", estimator="plsc")
    assert repr(result) == (
        "<PLSResult: 3 constructs, 6 indicators, n = 40, plsc, centroid scheme, converged>"
    )


def test_head_says_what_is_not_admissible():
    """Two items that correlate less than they do with the other construct: a loading above 1."""
    S = pd.DataFrame(np.eye(4), index=list("abcd"), columns=list("abcd"))
    for first, second, r in [("a", "b", 0.3), ("c", "d", 0.6), ("a", "c", 0.6), ("a", "d", 0.6)]:
        S.loc[first, second] = S.loc[second, first] = r
    with pytest.warns(plspm.AdmissibilityWarning):
        result = plspm.estimate(
            "X =~ a + b; Y =~ c + d; Y ~ X", correlations=S, n=99, estimator="plsc"
        )
    assert not result.admissibility["holds"].all()
    assert facts(result)["Admissible"] == "NO, see below"
    assert "NO " in result.summary().split("Admissibility\n")[1]


def test_a_path_that_the_model_does_not_have_is_a_dash(data):
    result = plspm.estimate(MODEL, data)
    assert np.isnan(result.effects.loc[("Anger", "Cost"), "direct"])
    section = result.summary().split("Effects, effect sizes and collinearity\n")[1]
    rows = [line.split() for line in section.split("\n\n")[0].splitlines()]
    [absent] = [row for row in rows if row[:2] == ["Anger", "Cost"]]
    assert absent[2] == "\N{EN DASH}"
    assert absent[3] == absent[4]  # the indirect effect is the total one
    [present] = [row for row in rows if row[:2] == ["Anger", "Blame"]]
    assert float(present[2]) == pytest.approx(
        result.path_coefficients.loc["Anger", "Blame"], abs=1e-3
    )


def test_a_path_of_zero_is_no_absent_path():
    """Uncorrelated but for a path: its 0.000 is an estimate and is printed as one."""
    S = pd.DataFrame(np.eye(3), index=list("abc"), columns=list("abc"))
    S.loc["a", "b"] = S.loc["b", "a"] = 0.5
    text = "A =~ a; B =~ b; C =~ c; B ~ A; C ~ A + B"
    printed = plspm.estimate(text, correlations=S, n=50).summary()
    printed = printed.split("Effects, effect sizes and collinearity\n")[1].split("\n\n")[0]
    [row] = [line.split() for line in printed.splitlines() if line.split()[:2] == ["A", "C"]]
    assert row[2] in {"0.000", "-0.000"}


def test_it_says_that_products_of_common_factors_are_attenuated():
    text = f"{FACTORS}\n{PRODUCT}"
    said = "Products of common factors (A, B) are attenuated"
    assert said in plspm.estimate(text, survey()).summary()
    composites = text.replace("=~", "<~ [A]")
    for other in (composites, f"{FACTORS}\nC ~ A + B\nD ~ C\nF ~ D"):
        assert "are attenuated" not in plspm.estimate(other, survey()).summary()
    consistent = f"{FACTORS}\nC ~ A + B + A:B\nD ~ C\nF ~ D"
    corrected = plspm.estimate(consistent, survey(), estimator="plsc")
    assert "are attenuated" not in corrected.summary()
