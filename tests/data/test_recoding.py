"""Codes for missing answers and items keyed the other way are recoded as asked for."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile.survey import MODEL, survey
from tests.strategies import examples

import plspm
from plspm.data import read_indicators
from plspm.data.recoding import read_recoding
from plspm.errors import DataError, OptionError

NAN = float("nan")
DATA = pd.DataFrame({"a": [1.0, 99, 3, 5, 2], "b": [2.0, 4, -9, 5, 1]})

WRONG = {
    "no text": ({"missing_codes": ""}, ["missing_codes has ''", "numbers or texts"]),
    "none among numbers": ({"missing_codes": [99, None]}, ["[99, None]"]),
    "truth": ({"missing_codes": True}, ["True"]),
    "no number": ({"missing_codes": NAN}, ["nan"]),
    "codes of no item": ({"missing_codes": {"A": 99}}, ["names 'A'", "mean 'a'"]),
    "reverse of no item": ({"reverse": {"zz": (1, 7)}}, ["reverse names 'zz'"]),
    "no mapping": ({"reverse": ["a"]}, ["mapping"]),
    "one end": ({"reverse": {"a": (7,)}}, ["(7,) for 'a'", "(1, 7)"]),
    "ends exchanged": ({"reverse": {"a": (7, 1)}}, ["(7, 1)"]),
    "text for ends": ({"reverse": {"a": "17"}}, ["'17'"]),
}


@pytest.mark.parametrize(("options", "words"), WRONG.values(), ids=WRONG)
def test_wrong_options(options, words):
    with pytest.raises(OptionError) as caught:
        read_indicators(DATA, ["a", "b"], **options)
    assert [word for word in words if word not in str(caught.value)] == []


def test_wrong_options_of_both_kinds_at_once():
    with pytest.raises(OptionError) as caught:
        read_recoding(["a"], missing_codes=[None], reverse={"b": 1})
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("codes", "missing"),
    [
        ([99, -9], [[1], [2]]),
        ({99.0, -9}, [[1], [2]]),
        (np.array([99, -9]), [[1], [2]]),
        (99, [[1], []]),
        ("99", [[1], []]),
        (["99", "k.A.", "-9"], [[1], [2]]),
        ({"a": 99}, [[1], []]),
        ({"b": [99, -9]}, [[], [2]]),
    ],
)
def test_codes_become_missing_where_they_are_asked_for(codes, missing):
    read = read_indicators(
        DATA, ["a", "b"], missing_codes=codes, missing="listwise", warn=lambda _: None
    )
    gone = sorted({row for rows in missing for row in rows})
    assert list(read.missing.rows_dropped) == gone
    assert read.missing.counts == tuple(map(len, missing))
    np.testing.assert_array_equal(read.values, DATA.drop(index=gone).to_numpy())


def test_codes_are_missing_values_like_others():
    with pytest.raises(DataError, match=r"missing values in 2 rows of 5: 'a' \(1\), 'b' \(1\)"):
        read_indicators(DATA, ["a", "b"], missing_codes=[99, -9])


def test_reversed_items():
    options = {"missing_codes": [99, -9], "missing": "listwise"}
    read = read_indicators(DATA, ["a", "b"], reverse={"b": (1, 7)}, **options)
    np.testing.assert_array_equal(read.values, [[1, 6], [5, 3], [2, 7]])


def test_values_off_the_scale_are_no_answers_to_be_turned_round():
    with pytest.raises(DataError) as caught:
        read_indicators(DATA, ["a"], reverse={"a": (1, 7)})
    assert "1 value outside, first 99 in row 1" in str(caught.value)
    assert "missing_codes=[99]" in str(caught.value)


@given(
    seed=st.integers(0, 1000),
    share=st.floats(0, 0.2),
    code=st.sampled_from([-99.0, -1.0, 0.0, 8.0, 88.0, 999.5]),
)
def test_a_fit_with_codes_is_the_fit_of_the_data_without(seed, share, code):
    answers = np.round(np.clip(4 + 1.5 * survey(80, seed), 1, 7))
    gone = np.random.default_rng(seed).random(answers.shape) < share
    options = {"missing": "listwise"}
    read = read_indicators(
        answers.mask(gone, code), list(answers), missing_codes=code, warn=str, **options
    )
    plain = read_indicators(answers.mask(gone), list(answers), warn=str, **options)
    np.testing.assert_array_equal(read.values, plain.values)
    assert read.missing == plain.missing


@examples(20)
@given(seed=st.integers(0, 1000))
def test_a_fit_with_reverse_is_the_fit_of_the_item_as_it_was(seed):
    answers = np.round(np.clip(4 + 1.5 * survey(80, seed), 1, 7))
    turned = answers.assign(a2=8 - answers["a2"])
    given = plspm.estimate(MODEL, turned, reverse={"a2": (1, 7)})
    plain = plspm.estimate(MODEL, answers)
    pd.testing.assert_frame_equal(given.loadings, plain.loadings)
    pd.testing.assert_frame_equal(given.descriptives, plain.descriptives)


def test_purify_recodes_and_forgets_the_items_that_it_drops():
    rng = np.random.default_rng(0)
    answers = np.round(np.clip(4 + 1.5 * survey(150), 1, 7)).assign(a3=rng.integers(1, 8, 150))
    spoiled = answers.assign(a1=8 - answers["a1"])
    spoiled.loc[3, "a3"] = spoiled.loc[4, "b1"] = 99
    purified = plspm.purify(
        MODEL,
        spoiled,
        missing="listwise",
        missing_codes={"a3": 99, "b1": 99},
        reverse={"a1": (1, 7), "a3": (1, 7)},
    )
    assert "a3" in purified.dropped
    assert purified.result.n == 149
    assert (purified.result.loadings["loading"] > 0).all()


def test_recoding_is_about_cases():
    S = survey().corr()
    for option in ({"missing_codes": 99}, {"reverse": {"a1": (1, 7)}}):
        with pytest.raises(OptionError, match="about cases"):
            plspm.estimate(MODEL, correlations=S, n=60, **option)


TEXTS = ["k.A.", "weiß nicht"]


@pytest.mark.parametrize("kind", ["csv", "german", "xlsx", "frame", "text", "category"])
@pytest.mark.parametrize("codes", [[*TEXTS, 99], {"a1": TEXTS, "b1": ["k.A.", "99"]}])
def test_texts_are_codes_in_files_and_frames(tmp_path, kind, codes):
    answers = np.round(np.clip(4 + 1.5 * survey(60), 1, 7))
    answers["c1"] += 0.5
    holes = {(3, "a1"): "k.A.", (5, "a1"): " weiß nicht", (9, "b1"): "k.A.", (11, "b1"): 99}
    spoiled = answers.astype(object)
    for (row, name), code in holes.items():
        spoiled.loc[row, name] = code
        answers.loc[row, name] = NAN
    data = spoiled
    if kind == "csv":
        data = tmp_path / "a.csv"
        spoiled.to_csv(data, index=False)
    elif kind == "german":
        data = tmp_path / "a.csv"
        spoiled.map(lambda cell: str(cell).replace(".5", ",5")).to_csv(
            data, index=False, sep=";", encoding="cp1252"
        )
    elif kind == "xlsx":
        data = tmp_path / "a.xlsx"
        spoiled.to_excel(data, index=False)
    elif kind != "frame":
        dtype = {"text": "str", "category": "category"}[kind]
        data = spoiled.assign(
            **{name: spoiled[name].astype(str).astype(dtype) for name in ("a1", "b1")}
        )
    options = {"missing": "listwise", "warn": lambda _: None}
    read = read_indicators(data, list(answers), missing_codes=codes, **options)
    np.testing.assert_array_equal(read.values, answers.dropna().to_numpy())
    assert read.missing.rows_dropped == (3, 5, 9, 11)


def test_the_refusal_of_texts_offers_the_line_that_recodes_them():
    spoiled = np.round(survey(60) + 4).astype(object)
    spoiled.loc[3, "a1"], spoiled.loc[4, "a1"], spoiled.loc[7, "b1"] = "k.A.", "k.A.", 'say "no"'
    with pytest.raises(DataError) as caught:
        plspm.estimate(MODEL, spoiled)
    assert len(caught.value.problems) == 1
    said = str(caught.value)
    assert "'k.A.' in row 3 of column 'a1' (2 times)" in said
    assert """missing_codes=["k.A.", 'say "no"']""" in said
    assert (
        plspm.estimate(MODEL, spoiled, missing_codes=["k.A.", 'say "no"'], missing="listwise").n
        == 57
    )


@pytest.mark.parametrize("constant", [False, True])
def test_the_refusal_of_texts_names_the_numbers_that_look_like_codes_too(constant):
    spoiled = np.round(survey(60) + 4).astype(object)
    spoiled.loc[3, "a1"], spoiled.loc[5:8, "b1"] = "k.A.", 88
    if constant:
        spoiled["c1"] = 1
    with pytest.raises(DataError) as caught:
        plspm.estimate(MODEL, spoiled)
    assert len(caught.value.problems) == 2 + constant
    assert "88 in column 'b1' (4 times)" in str(caught.value)
    assert "missing_codes=[88]" in str(caught.value)
    assert "used as numbers" not in str(caught.value)


def test_answers_in_words_are_no_codes():
    words = survey(60).assign(a1=np.resize(["never", "always", "at times"], 60))
    with pytest.raises(DataError, match=r"controls=\['a1'\]"):
        plspm.estimate(MODEL, words)


@given(seed=st.integers(0, 1000), code=st.sampled_from(["k.A.", "n/a", "-", "weiß nicht", "?"]))
def test_a_fit_with_texts_is_the_fit_of_the_data_without(seed, code):
    answers = np.round(np.clip(4 + 1.5 * survey(80, seed), 1, 7))
    gone = np.random.default_rng(seed).random(answers.shape) < 0.1
    options = {"missing": "mean", "warn": lambda _: None}
    spoiled = answers.astype(object).mask(gone, code)
    read = read_indicators(spoiled, list(answers), missing_codes=code, **options)
    plain = read_indicators(answers.mask(gone), list(answers), **options)
    np.testing.assert_array_equal(read.values, plain.values)
    assert read.missing == plain.missing


def test_texts_of_read_data(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,firm\n1,k.A.\nk.A.,trade\n3,trade\n", encoding="utf-8")
    for codes in ("k.A.", ["k.A."], {"a": "k.A.", "firm": "k.A."}):
        frame = plspm.read_data(path, missing_codes=codes)
        np.testing.assert_array_equal(frame["a"], [1, NAN, 3])
        assert frame["firm"].isna().tolist() == [True, False, False]
