"""New cases beside seminr, beside the fit, and what they must hold."""

import pickle

import numpy as np
import pandas as pd
import pytest
from tests.prediction.cases import (
    COMPOSITES,
    ECSI,
    HIGHER,
    INTERACTION,
    LINEAR,
    SEMINR,
    ecsi_text,
    simulated,
    table,
)
from tests.prediction.naive import predicted_items

import plspm
from plspm.assessment.fit import implied_correlations
from plspm.errors import DataError, OptionError


@pytest.mark.parametrize("antecedents", ["earliest", "direct"])
def test_seminr_predicts_the_same(antecedents):
    result = plspm.estimate(ecsi_text(), ECSI, tolerance=1e-12)
    new = plspm.predict(result, ECSI.iloc[:20], antecedents=antecedents)
    theirs = table(SEMINR[f"{antecedents}/new"]["predicted_items"])
    np.testing.assert_allclose(new.indicators, theirs[new.indicators.columns], rtol=1e-8)


@pytest.mark.parametrize("model", [COMPOSITES, LINEAR, INTERACTION, HIGHER])
def test_scores_of_the_cases_of_the_fit_are_those_of_the_fit(model):
    frame = simulated()
    for options in ({}, {"weights": np.arange(80) % 3 + 1.0}, {"standardize": False}):
        result = plspm.estimate(model, frame, **options)
        again = plspm.predict(result, frame).scores
        pd.testing.assert_frame_equal(again, result.scores, rtol=1e-9, check_exact=False)
        one = plspm.predict(result, frame.iloc[[17]])
        np.testing.assert_allclose(one.scores, result.scores.iloc[[17]], rtol=1e-8)


@pytest.mark.parametrize("model", [COMPOSITES, INTERACTION, HIGHER])
@pytest.mark.parametrize("antecedents", ["earliest", "direct"])
def test_items_are_those_of_a_plain_loop(model, antecedents):
    frame = simulated()
    result = plspm.estimate(model, frame.iloc[:60], tolerance=1e-12)
    new = plspm.predict(result, frame.iloc[60:], antecedents=antecedents)
    expected = predicted_items(model, frame, np.arange(60), antecedents).iloc[60:]
    for _, item in expected.columns:
        np.testing.assert_allclose(
            new.indicators[item], expected.xs(item, level=1, axis=1).iloc[:, 0], rtol=1e-9
        )
    assert (new.indicators.index == frame.index[60:]).all()


def test_outcomes_need_not_be_there():
    frame = simulated()
    result = plspm.estimate(COMPOSITES, frame)
    whole = plspm.predict(result, frame)
    known = plspm.predict(result, frame[["b2", "b0", "b1", "a2", "a1", "a0"]])
    pd.testing.assert_frame_equal(known.indicators, whole.indicators)
    pd.testing.assert_frame_equal(known.constructs, whole.constructs)
    assert list(known.scores.columns) == ["A", "B"]
    with pytest.raises(DataError, match="'c0'"):
        plspm.predict(result, frame.drop(columns="c0"), antecedents="direct")


def test_consistent_pls_predicts_with_less_spread_than_scores_would():
    frame = simulated(240)
    model = LINEAR.replace("<~", "=~")
    pls, plsc = (plspm.estimate(model, frame, estimator=e) for e in ("pls", "plsc"))
    bold = plsc.path_coefficients.loc["C", "D"] / pls.path_coefficients.loc["C", "D"]
    spread = [plspm.predict(result, frame).indicators["d0"].std() for result in (pls, plsc)]
    assert bold > 1.1
    assert spread[1] / spread[0] < bold


def of_higher_order(n=300, seed=2):
    """Items of A, B, C, D, E: C and D reflect a whole that A and B lead to."""
    random = np.random.default_rng(seed)
    a, noise, whole = random.normal(size=(3, n))
    b = 0.5 * a + noise
    g = 0.5 * a + 0.4 * b + 0.7 * whole
    c, d, e = (0.8 * g + 0.5 * random.normal(size=n) for _ in range(3))
    columns = {"e": e}
    for name, factor in (("a", a), ("b", b), ("c", c), ("d", d)):
        columns |= {f"{name}{k}": factor + 0.6 * random.normal(size=n) for k in range(3)}
    return pd.DataFrame(columns)


@pytest.mark.filterwarnings("ignore::plspm.errors.AdmissibilityWarning")
@pytest.mark.parametrize(
    "structure", ["H =~ A + B\nC ~ H\nD ~ C\nE ~ D", "G =~ C + D\nG ~ A + B\nE ~ G"]
)
def test_higher_order_constructs_predict_as_consistent_pls_implies(structure):
    blocks = [f"{c.upper()} =~ {c}0 + {c}1 + {c}2" for c in "abcd"]
    frame = of_higher_order()
    model = "\n".join([*blocks, "E =~ e", structure])
    result = plspm.estimate(model, frame, estimator="plsc")
    names = list(result.model.indicators)
    Sigma = implied_correlations(result._fitted.estimates, "estimated_unit_variance")[0]
    Sigma = pd.DataFrame(Sigma, index=names, columns=names)
    x, y = names[:6], names[6:]
    z = (frame - frame.mean()) / frame.std()
    expected = z[x].to_numpy() @ np.linalg.solve(Sigma.loc[x, x], Sigma.loc[x, y])
    new = plspm.predict(result, frame).indicators
    np.testing.assert_allclose((new[y] - frame[y].mean()) / frame[y].std(), expected, atol=1e-9)


def test_all_that_is_wrong_is_told_at_once():
    frame = simulated()
    result = plspm.estimate(COMPOSITES, frame)
    wrong = frame.drop(columns="a1").astype({"b0": object})
    wrong.loc[3, "b0"] = "many"
    wrong.loc[4, "a2"] = np.nan
    with pytest.raises(DataError) as caught:
        plspm.predict(result, wrong)
    text = str(caught.value)
    assert "'a1'" in text
    assert "'b0'" in text
    assert "'a2' lacks 1 value, first in row 4" in text


def test_gaps_get_the_means_of_a_fit_that_put_means_in():
    frame = simulated()
    holey = frame.copy()
    holey.loc[5, "a1"] = np.nan
    result = plspm.estimate(COMPOSITES, holey, missing="mean")
    filled = frame.copy()
    filled.loc[5, "a1"] = holey["a1"].mean()
    for data in (holey, filled):
        new = plspm.predict(result, data)
        np.testing.assert_allclose(new.scores, result.scores, rtol=1e-9)
    listwise = plspm.estimate(COMPOSITES, holey, missing="listwise")
    holey.loc[6, "c0"] = np.nan
    gaps = plspm.predict(listwise, holey.drop(index=5)).scores
    assert np.isnan(gaps.loc[6, "C"])
    assert np.isfinite(gaps.drop(columns="C")).all(axis=None)


def words(frame):
    steps = pd.cut(frame["a0"], 4, labels=["never", "now and then", "often", "always"])
    return frame.assign(a0=steps)


def test_categories_are_the_steps_of_the_fit():
    frame = words(simulated())
    result = plspm.estimate(COMPOSITES, frame)
    whole = plspm.predict(result, frame).indicators
    some = frame[frame["a0"].isin(["often", "now and then"])].copy()
    some["a0"] = some["a0"].cat.remove_unused_categories()
    part = plspm.predict(result, some).indicators
    pd.testing.assert_frame_equal(part, whole.loc[some.index])
    unseen = frame.copy()
    unseen["a0"] = unseen["a0"].cat.rename_categories({"never": "hardly"})
    with pytest.raises(DataError, match="'hardly', which the fit has not seen"):
        plspm.predict(result, unseen)


def test_the_steps_are_known_where_the_data_are_gone_sorted_or_in_text():
    frame = words(simulated())
    result = plspm.estimate(COMPOSITES, frame)
    frame["a0"] = frame["a0"].to_numpy()[::-1]
    again = pickle.loads(pickle.dumps(result))
    frame = words(simulated())
    for new in (frame, frame.astype({"a0": str}), frame.astype({"a0": object})):
        np.testing.assert_allclose(plspm.predict(again, new).scores, result.scores, rtol=1e-9)


def test_a_word_for_a_missing_answer_is_no_step():
    frame = words(simulated())
    frame["a0"] = frame["a0"].cat.set_categories(["k.A.", *frame["a0"].cat.categories])
    frame.loc[3, "a0"] = "k.A."
    result = plspm.estimate(COMPOSITES, frame, missing="mean", missing_codes=["k.A."])
    new = plspm.predict(result, frame.iloc[3:9])
    np.testing.assert_allclose(new.scores, result.scores.iloc[3:9], rtol=1e-9)


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("reverse", [{}, {"a0": (1, 4)}])
def test_words_for_numbers_are_answered_with_those_of_the_file(ordered, reverse):
    labels = {1.0: "never", 2.0: "now and then", 3.0: "often", 4.0: "always"}
    frame = simulated().assign(a0=np.arange(80) % 4 + 1.0)
    frame.attrs["value_labels"] = {"a0": labels}
    result = plspm.estimate(COMPOSITES, frame, reverse=reverse)
    data = frame.assign(a0=pd.Categorical(frame["a0"].map(labels), ordered=ordered))
    with pytest.raises(DataError, match=r"where the fit had numbers.*convert_cat") as caught:
        plspm.predict(result, data)
    assert ".codes" not in str(caught.value)
    line = str(caught.value).partition("data['a0'] = ")[2].removesuffix(".")
    data["a0"] = eval(line, {"data": data})  # what a user types
    np.testing.assert_allclose(plspm.predict(result, data).scores, result.scores, rtol=1e-9)


def test_recoding_is_that_which_is_asked_for():
    frame = simulated()
    turned = frame.assign(a0=20.0 - frame["a0"])
    result = plspm.estimate(COMPOSITES, turned, reverse={"a0": (0, 20)})
    new = plspm.predict(result, turned, reverse={"a0": (0, 20)})
    np.testing.assert_allclose(new.scores, result.scores, rtol=1e-9)


RECODINGS = {
    "turned round": ({"reverse": {"a0": (-20, 20), "c1": (-50, 50)}}, {}),
    "codes": ({"missing": "mean", "missing_codes": [99, -9]}, {"a0": 99, "c1": -9}),
    "codes by item": ({"missing": "mean", "missing_codes": {"a0": [99]}}, {"a0": 99}),
    "texts": ({"missing": "mean", "missing_codes": ["k.A."]}, {"a0": "k.A."}),
    "both": (
        {"missing": "mean", "missing_codes": 99, "reverse": {"a0": (-20, 20)}},
        {"a0": 99, "b1": 99},
    ),
}


@pytest.mark.filterwarnings("ignore:Items load against", "ignore:Means stand")
@pytest.mark.parametrize(("options", "cells"), RECODINGS.values(), ids=RECODINGS)
@pytest.mark.parametrize("model", [COMPOSITES, HIGHER])
def test_new_cases_are_recoded_as_those_of_the_fit_were(model, options, cells):
    frame = simulated()
    for row, (item, code) in enumerate(cells.items()):
        frame[item] = frame[item].astype(object if isinstance(code, str) else float)
        frame.loc[row :: 20 + row, item] = code
    result = plspm.estimate(model, frame, **options)
    stated = {name: value for name, value in options.items() if name != "missing"}
    for again in ({}, stated):
        new = plspm.predict(result, frame, **again)
        np.testing.assert_allclose(new.scores, result.scores, rtol=1e-9, atol=1e-12)


def test_data_that_were_recoded_before_are_taken_as_they_are():
    frame = simulated()
    turned = frame.assign(a0=20.0 - frame["a0"])
    result = plspm.estimate(COMPOSITES, turned, reverse={"a0": (0, 20)}, missing_codes=[-99])
    new = plspm.predict(result, frame, reverse={})
    np.testing.assert_allclose(new.scores, result.scores, rtol=1e-9)
    coded = turned.assign(a0=turned["a0"].replace(turned.loc[3, "a0"], -99))
    with pytest.raises(DataError, match="'a0' lacks 1 value, first in row 3"):
        plspm.predict(result, coded)
    with pytest.raises(DataError, match="'a0' is to be turned round"):
        plspm.predict(result, coded, missing_codes=())


def steps(frame):
    """The same answers on a scale of seven points."""
    return frame.apply(lambda column: pd.cut(column, 7, labels=False) + 1)


@pytest.mark.parametrize("n", [80, 12_001])
def test_codes_that_the_fit_did_not_hold_are_pointed_out(n):
    frame = steps(simulated(n))
    result = plspm.estimate(COMPOSITES, frame, missing_codes=[-9])
    new = frame.iloc[:3].copy()
    new.loc[1, "c1"] = -1
    declared = r"missing_codes=\[-1\], beside those of the fit\.$"
    with pytest.warns(plspm.DataWarning, match=f"-1 in column 'c1' .1 time.*{declared}"):
        plspm.predict(result, new)
    with pytest.raises(DataError, match=r"'a0' lacks 1 value"):
        plspm.predict(result, new.assign(a0=[-1, 2, 3]), missing_codes=[-9, -1])
    new.loc[1, "c1"] = 3
    new.attrs["value_labels"] = {"c1": {3.0: "weiß nicht"}, "c2": {8.0: "weiß nicht"}}
    plspm.predict(result, new)  # of 3 the fit was warned
    new.loc[2, "c2"] = 8
    with pytest.warns(plspm.DataWarning, match="8 in column 'c2' .1 time"):
        plspm.predict(result, new)


@pytest.mark.parametrize("seed", range(12))
def test_honest_new_cases_draw_no_warning(seed):
    frame = steps(simulated(400, seed))
    result = plspm.estimate(COMPOSITES, frame.iloc[:100])
    for part in (frame.iloc[100:103], frame.iloc[100:]):
        plspm.predict(result, part)
    measured = simulated(400, seed)
    plspm.predict(plspm.estimate(COMPOSITES, measured.iloc[:50]), measured.iloc[50:])


def test_wrong_calls_are_told():
    frame = simulated()
    with pytest.raises(OptionError, match=r"plspm.estimate"):
        plspm.predict(frame, frame)
    result = plspm.estimate(COMPOSITES, frame)
    with pytest.raises(DataError, match="no rows"):
        plspm.predict(result, frame.iloc[:0])


def test_records_print():
    frame = simulated()
    new = plspm.predict(plspm.estimate(COMPOSITES, frame), frame.iloc[:3])
    assert "Predicted scores" in new.summary()
    assert "<table" in new._repr_html_()
