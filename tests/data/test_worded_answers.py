"""Labels that call a number no answer, or were numbered by the alphabet, are told."""

import warnings

import numpy as np
import pandas as pd
import pytest
from tests.hostile.survey import MODEL, likert, survey

import plspm
from plspm.data.worded_answers import NO_ANSWER, alphabet_warnings

WORDS = ["never", "rarely", "at times", "often", "always"]


def labelled(frame, **labels):
    frame.attrs["value_labels"] = labels
    return frame


def told(data, **options):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        plspm.estimate(MODEL, data, **options)
    return [str(each.message) for each in said]


def with_a_code(items=("a2",)):
    """Answers 1 to 5, and a 6 of four people, which no rule for numbers alone points at."""
    data = likert(100).astype(float)
    for item in items:
        data.loc[[3, 30, 60, 90], item] = 6.0
    return data


@pytest.mark.parametrize(
    "label",
    [
        *("weiß nicht", "Weiss ich nicht", "99 = keine Angabe", "k.A.", "[NA] nicht beantwortet"),
        *("Don't know / no answer", "don’t know", "Prefer not to say", "Missing", "Refused", "n/a"),
    ],
)
def test_a_label_that_calls_a_number_no_answer(label):
    assert told(with_a_code()) == []
    labels = dict(enumerate([*WORDS, label], start=1))
    data = labelled(with_a_code(), a2=labels)
    [said] = told(data)
    assert "6 in column 'a2' (4 times)" in said
    assert "missing_codes=[6]" in said
    assert told(data, missing_codes=[6], missing="listwise") == []
    found = plspm.screen(data, MODEL).findings.set_index("kind")
    assert found.loc["missing codes", "where"] == "a2: 6 (4 times)"
    assert "missing_codes=[6]" in found.loc["missing codes", "action"]


@pytest.mark.parametrize(
    "label", ["trifft nicht zu", "no", "I know nobody", "answered often", "nacht", "never missing"]
)
def test_a_label_of_an_answer(label):
    assert NO_ANSWER.search(label) is None
    assert told(labelled(with_a_code(), a2=dict(enumerate([*WORDS, label], start=1)))) == []


def test_a_labelled_code_that_nobody_gave_or_that_is_turned_round_is_none():
    labels = {**dict(enumerate(WORDS, start=1)), 9: "no answer"}
    assert told(labelled(likert(100).astype(float), a2=labels)) == []
    turned = likert(100).astype(float)
    turned["a2"] = 6.0 - turned["a2"]
    assert told(labelled(turned, a2=labels), reverse={"a2": (1, 5)}) == []


def test_all_labelled_codes_in_one_warning():
    labels = {**dict(enumerate(WORDS, start=1)), 6: "no answer"}
    data = labelled(with_a_code(("a2", "b1")), a2=labels, b1=labels)
    data.loc[0, "c1"] = -9
    [said] = told(data)
    assert "missing_codes=[-9, 6]" in said


@pytest.mark.parametrize("kind", ["numbers", "words"])
def test_a_category_of_a_control_that_is_no_answer(kind):
    data = likert(100)
    data["SECTOR"] = np.resize([1, 2, 3, 1], 100)
    words = {1: "Trade", 2: "Services", 3: "keine Angabe"}
    if kind == "words":
        data["SECTOR"] = data["SECTOR"].map(words)
    else:
        labelled(data, SECTOR=words)
    code = "3" if kind == "numbers" else '"keine Angabe"'
    [said] = told(data, controls="SECTOR")
    assert "'keine Angabe' of 'SECTOR'" in said
    assert f'missing_codes={{"SECTOR": [{code}]}}' in said
    codes = {"SECTOR": 3 if kind == "numbers" else "keine Angabe"}
    assert told(data, controls="SECTOR", missing="listwise", missing_codes=codes) == []


def test_words_that_pandas_numbers_by_the_alphabet(tmp_path):
    data = likert(100)
    data["a1"] = data["a1"].map(dict(enumerate(WORDS, start=1))).astype("category")
    path = tmp_path / "a.dta"
    data.to_stata(path, write_index=False)
    [said] = [each for each in told(path) if "alphabet" in each]
    assert "labels of 'a1'" in said
    assert "from 'always' to 'rarely'" in said
    assert "data['a1'].map({0: ..., 1: ..., 2: ..., 3: ..., 4: ...})" in said
    assert said in plspm.screen(path, MODEL).notes


@pytest.mark.parametrize(
    "labels",
    [
        {1: "never", 2: "often", 3: "always"},
        {1: "no", 2: "yes"},
        {1: "step 1", 2: "step 2", 3: "step 3"},
        {1: "A", 2: "B", 3: "C"},
        {1: "a) often", 2: "b) never", 3: "c) always"},
        {1: "1 agree", 2: "2 neutral", 3: "3 refuse"},
        {1: "agree", 3: "disagree", 5: "neutral"},
        {1: "agree", 2: "disagree", 9: "no answer"},
        {1: "agree", 2: "agree", 3: "agree"},
    ],
)
def test_labels_of_a_scale(labels):
    frame = labelled(pd.DataFrame({"a": [1.0, 2, 3]}), a=labels)
    assert alphabet_warnings(frame, {"a": frame["a"].to_numpy()}, [["a"]]) == []


FRENCH = ["jamais", "parfois", "souvent", "toujours"]
CONTENT = ["dissatisfied", "neutral", "satisfied"]
AGREE = ["strongly disagree", "disagree", "agree", "strongly agree"]


def in_steps(words, n=300):
    """Answers in as many steps as there are words, from 1."""
    return survey(n, 1).apply(lambda item: pd.qcut(item, len(words), labels=False) + 1.0)


def as_labels(data, words):
    """As a file has numbers, with their labels."""
    return labelled(data, **{item: dict(enumerate(words, start=1)) for item in data})


def as_ordered(data, words):
    """As ordered categories."""
    named = dict(enumerate(words, start=1))
    kind = pd.CategoricalDtype(words, ordered=True)
    return data.apply(lambda item: item.map(named).astype(kind))


@pytest.mark.parametrize("made", [as_labels, as_ordered])
@pytest.mark.parametrize("words", [FRENCH, CONTENT, ["1 never", "2 rarely", "3 often"]])
def test_a_scale_whose_words_happen_to_be_in_order_draws_no_warning(made, words):
    data = in_steps(words)
    result = plspm.estimate(MODEL, made(data, words))
    assert told(made(data, words)) == []
    notes = " ".join(plspm.screen(made(data, words), MODEL).notes)
    assert "alphabet" not in notes
    pd.testing.assert_frame_equal(result.paths, plspm.estimate(MODEL, data).paths)


@pytest.mark.parametrize("made", [as_labels, as_ordered])
@pytest.mark.parametrize("words", [WORDS, AGREE])
def test_a_scale_that_was_put_in_order_is_told_of(made, words):
    places = np.array([sorted(words).index(word) + 1.0 for word in words])
    data = in_steps(words).apply(lambda item: places[item.to_numpy(int) - 1])
    [said] = told(made(data, sorted(words)))
    assert "'c2' and 1 more are numbered in the order of the alphabet" in said
    assert f"from {min(words)!r} to {max(words)!r}" in said
    assert ("ordered=True" in said) == (made is as_ordered)


def test_a_single_item_in_the_order_of_the_alphabet_is_told_of():
    model = "A =~ a1\nB =~ b1 + b2 + b3\nB ~ A"
    data = as_ordered(in_steps(FRENCH), FRENCH)
    with pytest.warns(plspm.DataWarning, match="The steps of 'a1' are numbered in the order of"):
        plspm.estimate(model, data)
