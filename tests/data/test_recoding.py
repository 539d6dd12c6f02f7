"""Codes for missing answers and items keyed the other way are recoded as asked for."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hostile.survey import MODEL, survey

import plspm
from plspm.data import read_indicators
from plspm.data.recoding import read_recoding
from plspm.errors import DataError, OptionError

NAN = float("nan")
DATA = pd.DataFrame({"a": [1.0, 99, 3, 5, 2], "b": [2.0, 4, -9, 5, 1]})

WRONG = {
    "text": ({"missing_codes": "99"}, ["missing_codes has '99'", "numbers"]),
    "text among numbers": ({"missing_codes": [99, "x"]}, ["[99, 'x']"]),
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
        read_recoding(["a"], missing_codes="x", reverse={"b": 1})
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("codes", "missing"),
    [
        ([99, -9], [[1], [2]]),
        ({99.0, -9}, [[1], [2]]),
        (np.array([99, -9]), [[1], [2]]),
        (99, [[1], []]),
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


@settings(deadline=None)
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


@settings(deadline=None, max_examples=20)
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
