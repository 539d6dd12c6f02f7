"""Checks of the regressions: what statsmodels says of the scores, and when it can say nothing."""

import warnings

import numpy as np
import pandas as pd
import pytest

import plspm

STUDY = plspm.datasets.describe("customer_engagement")


@pytest.fixture(scope="module")
def result():
    return STUDY.estimate()


@pytest.fixture(scope="module")
def found(result):
    return plspm.regression_diagnostics(result)


def test_breusch_pagan_by_hand(result, found):
    """n R² of the squared residuals on the predictors."""
    scores = result.scores
    for target, sources in (("ECE", ["EXP", "ORE", "SMU"]), ("MPE", ["ECE"])):
        X = np.column_stack([np.ones(119), scores[sources]])
        y = scores[target].to_numpy()
        e = y - X @ np.linalg.lstsq(X, y)[0]
        auxiliary = X @ np.linalg.lstsq(X, e**2)[0]
        lm = 119 * auxiliary.var() / (e**2).var()
        assert found.tests.loc[target, "breusch_pagan"] == pytest.approx(lm, rel=1e-8)
        durbin_watson = (np.diff(e) ** 2).sum() / (e**2).sum()
        assert found.tests.loc[target, "durbin_watson"] == pytest.approx(durbin_watson, rel=1e-8)


def test_reset_by_hand(result, found):
    """F of the squared and cubed fitted values."""
    x, y = result.scores["ECE"].to_numpy(), result.scores["MPE"].to_numpy()
    X = np.column_stack([np.ones(119), x])
    fitted = X @ np.linalg.lstsq(X, y)[0]
    more = np.column_stack([X, fitted**2, fitted**3])
    before = ((y - fitted) ** 2).sum()
    after = ((y - more @ np.linalg.lstsq(more, y)[0]) ** 2).sum()
    assert found.tests.loc["MPE", "reset"] == pytest.approx(
        (before - after) / 2 / (after / 115), rel=1e-6
    )


def test_what_is_wrong_is_found():
    rng = np.random.default_rng(4)
    x = rng.normal(size=400)
    e = rng.normal(size=400)
    data = pd.DataFrame({"x": x, "curved": x + 0.6 * x**2 + e, "fanned": x + np.exp(0.6 * x) * e})
    tests = plspm.regression_diagnostics(
        plspm.estimate("X =~ x\nC =~ curved\nF =~ fanned\nC ~ X\nF ~ X", data)
    ).tests
    assert tests.loc["C", "reset_p"] < 1e-6
    assert tests.loc["F", "breusch_pagan_p"] < 1e-6
    assert (tests["durbin_watson"] - 2).abs().max() < 0.3


def test_reset_of_two_fitted_values_is_undefined():
    rng = np.random.default_rng(4)
    data = pd.DataFrame({"d": rng.integers(0, 2, 60), "y": rng.normal(size=60)})
    tests = plspm.regression_diagnostics(plspm.estimate("D =~ d\nY =~ y\nY ~ D", data)).tests
    assert tests[["reset", "reset_p"]].isna().all().all()
    assert tests[["breusch_pagan", "durbin_watson"]].notna().all().all()


def test_without_residual_nothing_is_tested():
    data = pd.DataFrame(np.random.default_rng(1).normal(size=(30, 2)), columns=["a", "b"])
    data["y"] = data["a"] - data["b"]
    result = plspm.estimate("A =~ a\nB =~ b\nY =~ y\nY ~ A + B", data)
    assert plspm.regression_diagnostics(result).tests.isna().all().all()


@pytest.mark.parametrize("options", [{}, {"estimator": "plsc"}])
def test_products_and_consistent_pls(options):
    text = STUDY.model_text.replace("ECE ~ EXP + ORE + SMU", "ECE ~ EXP + ORE + EXP:ORE + SMU")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.PlspmWarning)
        result = plspm.estimate(text, STUDY.data, **options)
    tests = plspm.regression_diagnostics(result).tests
    assert tests.index.tolist() == ["ECE", "MPE"]
    assert tests.notna().all().all()


def test_it_is_labelled_as_approximate(found):
    text = found.summary()
    assert "Approximate: the scores are taken as given" in text
    assert "order" in text
    assert "breusch_pagan" in found._repr_html_()
    with pytest.raises(plspm.UnavailableError, match=r"n of a .* cannot be set"):
        found.n = 3


def test_what_cannot_be_tested_is_refused(result):
    with pytest.raises(plspm.OptionError, match=r"give the result of plspm\.estimate"):
        plspm.regression_diagnostics(result.regressions)
    alone = plspm.estimate(STUDY.model, correlations=result.indicator_correlations, n=119)
    with pytest.raises(plspm.UnavailableError, match="need the cases"):
        plspm.regression_diagnostics(alone)
    weighted = plspm.estimate(
        STUDY.model, STUDY.data.assign(w=1.0 + STUDY.data["SMU"]), weights="w"
    )
    with pytest.raises(plspm.UnavailableError, match="case weights"):
        plspm.regression_diagnostics(weighted)
