"""The table that a model is estimated from, and everything that can be wrong with it."""

import time
import tracemalloc
from itertools import pairwise

import numpy as np
import pandas as pd
import polars as pl
import pytest

from plspm.data import read_indicators
from plspm.data.checks import PIECE, ends_of
from plspm.data.moments import Pearson
from plspm.errors import DataError, OptionError

NAN = float("nan")
GOOD = {"a": [1, 2, 4, 3], "b": [2.5, 1, 0, 7], "c": [1, 1, 0, 0]}


def frame(**columns):
    return pd.DataFrame(GOOD | columns)


def problems(data, names=("a", "b"), **options):
    with pytest.raises(DataError) as caught:
        read_indicators(data, names, **options)
    return caught.value.problems


PROBLEMS = {
    "missing column, similar": (frame(exp_1=GOOD["a"]), ["exp1"], ["'exp1'", "mean 'exp_1'"]),
    "missing column, other case": (frame(), ["A"], ["'A'", "'a'", "other case"]),
    "trailing space": (frame(**{"EXP_a ": GOOD["a"]}), ["EXP_a"], ["'EXP_a '", "trailing space"]),
    "leading space": (frame(**{" EXP_a": GOOD["a"]}), ["EXP_a"], ["' EXP_a'", "leading space"]),
    "spaces around": (frame(**{" EXP_a ": GOOD["a"]}), ["EXP_a"], ["spaces around"]),
    "look-alikes": (frame(**{"EXP\u00a0A\ufeff": GOOD["a"]}), ["EXPa"], ["look-alike"]),
    "missing column, nothing similar": (frame(), ["zzz"], ["'zzz'", "'a', 'b', 'c'"]),
    "no columns at all": (pd.DataFrame(index=range(5)), ["zzz"], ["none"]),
    "duplicate columns": (
        pd.DataFrame(np.eye(4)[:, :3], columns=["a", "a", "b"]),
        ["a"],
        ["2 columns", "'a'", "rename or drop"],
    ),
    "number and text label": (
        pd.DataFrame(np.eye(4)[:, :2], columns=["1", 1]),
        ["1"],
        ["'1', 1", "a number and a text"],
    ),
    "several levels": (
        pd.DataFrame(np.eye(4)[:, :2], columns=pd.MultiIndex.from_tuples([("x", "a"), ("x", "b")])),
        ["a", "b"],
        ["several levels", "join"],
    ),
    "text": (frame(a=["1", "2", "high", "3"]), ["a"], ["'a'", "'high' in row 2"]),
    "constant": (frame(a=[7, 7, 7, 7]), ["a"], ["'a'", "constant", "is 7"]),
    "constant zero": (frame(a=[0.0, -0.0, 0.0, 0.0]), ["a"], ["constant"]),
    "constant where observed": (
        frame(a=[7, NAN, 7, 7]),
        ["a"],
        ["constant", 'missing="listwise"'],
    ),
    "constant to precision": (
        frame(a=1e12 + np.array([0, 0, 0.1, 0])),
        ["a"],
        ["'a'", "double precision", "1e+12"],
    ),
    "tiny variation": (frame(a=[1e-200, 2e-200, 0, 0]), ["a"], ["smaller unit"]),
    "huge values": (frame(a=[1e200, 2e200, 0, 0]), ["a"], ["larger unit", "2e+200"]),
    "infinite": (frame(a=[1, np.inf, 2, -np.inf]), ["a"], ["2 infinite values", "in row 1"]),
    "missing": (
        frame(a=[1, NAN, NAN, 3], b=[NAN, NAN, 1, 2]),
        ["a", "b", "c"],
        ["3 rows of 4", "'a' (2), 'b' (2)", 'missing="listwise"', 'missing="mean"', "mend"],
    ),
    "entirely missing": (frame(a=[NAN] * 4), ["a", "b"], ["'a'", "all 4 rows are missing"]),
    "no rows": (pd.DataFrame({"a": [], "b": []}), ["a"], ["only 0 rows", "at least 3"]),
    "one row": (pd.DataFrame({"a": [1], "b": [2]}), ["a"], ["only 1 row", "at least 3"]),
    "two rows": (pd.DataFrame({"a": [1, 2], "b": [2, 4]}), ["a"], ["only 2 rows"]),
    "case weights are an indicator": (frame(w=[1, 1, 2, 1]), ["a", "w"], ["'w'", "only one"]),
}


@pytest.mark.parametrize(("data", "names", "words"), PROBLEMS.values(), ids=PROBLEMS)
def test_problem_names_culprit_and_remedy(data, names, words):
    before = data.copy(deep=True)
    weights = "w" if "w" in names else None
    message = " ".join(problems(data, names, weights=weights))
    assert [word for word in words if word not in message] == []
    pd.testing.assert_frame_equal(data, before)


def test_all_problems_at_once_in_one_error():
    data = frame(b=["1", "2", "3", "4"], c=[5, 5, 5, 5], d=[np.inf, 1, 2, 3], e=[1, NAN, 2, 3])
    data["w"] = [1, -1, 1, 1]
    found = problems(data, ["a", "A", "zzz", "b", "c", "d", "e"], weights="w")
    culprits = ["'A'", "'zzz'", "'b'", "'d'", "'w'", "'e' (1)", "'c'"]
    assert len(found) == len(culprits)
    for culprit, problem in zip(culprits, found, strict=True):
        assert culprit in problem


def test_plain_result():
    data = pd.DataFrame(GOOD, index=list("wxyz"))
    read = read_indicators(data, ["b", "a"])
    assert read.names == ("b", "a")
    np.testing.assert_array_equal(read.values, data[["b", "a"]].to_numpy(float))
    assert read.values.dtype == np.float64
    assert read.values.flags.f_contiguous
    assert not read.values.flags.writeable
    assert read.index.tolist() == list("wxyz")
    assert read.missing.treatment == "error"
    assert read.missing.counts == (0, 0)
    assert (read.missing.rows_total, read.missing.rows_used) == (4, 4)
    assert read.missing.rows_dropped == ()
    assert read.case_weights is None
    assert read.observed is None


def test_values_are_an_own_copy():
    data = frame()
    read = read_indicators(data, ["a", "b"])
    data.iloc[1, 0] = -5
    assert read.values[1, 0] == 2


def test_listwise_drops_rows_missing_among_the_columns_asked_for():
    data = frame(a=[1, NAN, 4, 3], c=[NAN, 1, 1, 1])
    data.index = pd.Index(["p", "q", "q", "r"])  # labels need not be unique
    read = read_indicators(data, ["a", "b"], missing="listwise")
    np.testing.assert_array_equal(read.values, [[1, 2.5], [4, 0], [3, 7]])
    assert read.missing.counts == (1, 0)
    assert read.missing.rows_dropped == ("q",)
    assert (read.missing.rows_total, read.missing.rows_used) == (4, 3)
    assert read.index.tolist() == ["p", "q", "r"]
    assert read.origin.frame()["b"].tolist() == [2.5, 0, 7]


def test_mean_replaces_by_the_mean_of_the_observed_values():
    texts = []
    data = frame(a=[1, NAN, 4, 4])
    read = read_indicators(data, ["a", "b"], missing="mean", warn=texts.append)
    assert read.observed[:, 0].tolist() == [True, False, True, True]
    np.testing.assert_array_equal(read.values[:, 0], [1, 3, 4, 4])
    assert read.missing.counts == (1, 0)
    assert read.missing.rows_dropped == ()
    np.testing.assert_array_equal(read.observed[:, 0], [True, False, True, True])
    assert read.observed[:, 1].all()
    assert "more than 5% of the answers to 'a' (25.0%)" in texts[0]
    assert "more than 15% of the answers of 1 case, first in row 1" in texts[0]


def test_listwise_may_leave_a_constant_column_or_too_few_rows():
    data = frame(a=[1, 1, 1, 5], b=[1, 2, 3, NAN])
    (problem,) = problems(data, missing="listwise")
    assert "'a' is constant: every value in the 3 rows without missing values is 1" in problem
    (problem,) = problems(frame(a=[1, NAN, NAN, 5]), missing="listwise")
    assert "Only 2 of 4 rows are usable (those without missing values)" in problem
    (problem,) = problems(frame(a=[1, NAN, NAN, NAN]), missing="listwise")
    assert "Only 1 of 4 rows is usable" in problem


def test_one_observed_value_and_mean_is_constant():
    (problem,) = problems(frame(a=[1, NAN, NAN, NAN]), missing="mean")
    assert "'a' is constant" in problem


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"missing": "listwize"}, ["'listwize'", "mean 'listwise'", "'error', 'listwise', 'mean'"]),
        ({"missing": "zzz"}, ["'zzz' is none of"]),
        ({"missing": None}, ["None"]),
        ({"missing": ["mean"]}, ["['mean']"]),
        ({"missing": np.array([1, 2])}, ["array([1, 2])"]),
        ({"names": "abc"}, ["'abc'", "list or tuple"]),
        ({"names": None}, ["None"]),
        ({"names": []}, ["at least one"]),
        ({"names": ["a", 1]}, ["must be text"]),
        ({"names": ["a", "b", "a"]}, ["more than once", "'a'"]),
        ({"names": "abc", "missing": "men"}, ["2 problems", "'mean'?"]),
    ],
)
def test_wrong_option(options, words):
    names = options.pop("names", ["a", "b"])
    with pytest.raises(OptionError) as caught:
        read_indicators(frame(), names, **options)
    assert [word for word in words if word not in str(caught.value)] == []


def test_value_labels_are_those_of_labelled_items_alone():
    data = pd.DataFrame({"a": [1, 2, 3], "b": [2, 1, 3]})
    data.attrs["value_labels"] = {"a": {1.0: "no", 3.0: "yes"}}
    assert read_indicators(data, ["a", "b"]).value_labels == {"a": {1.0: "no", 3.0: "yes"}}


def test_labels_that_are_numbers_go_by_their_text():
    data = pd.DataFrame({1: [1, 2, 4], "b": [0, 0, 1], 2.5: [1, 0, 1]})
    np.testing.assert_array_equal(
        read_indicators(data, ["2.5", "1"]).values, [[1, 1], [0, 2], [1, 4]]
    )


@pytest.mark.parametrize("name", ["größe", "年齢", "x" * 500, "a b", "+", "=~", "1e5", "`", "None"])
def test_unusual_names(name):
    assert read_indicators({name: [1, 2, 4]}, [name]).names == (name,)


def test_duplicate_columns_not_asked_for_do_not_matter():
    data = pd.DataFrame(np.eye(4), columns=["a", "b", "x", "x"])
    assert read_indicators(data, ["a", "b"]).values.shape == (4, 2)


def test_read_only_and_strided_input():
    array = np.asfortranarray(np.arange(40.0).reshape(10, 4) ** 2)[::2, ::-1]
    array.setflags(write=False)
    data = pd.DataFrame(array, columns=list("abcd"), copy=False)
    read = read_indicators(data, ["d", "a"], missing="mean")
    np.testing.assert_array_equal(read.values, array[:, [3, 0]])
    assert read.values.flags.f_contiguous


def test_rows_with_several_levels_of_labels():
    rows = pd.MultiIndex.from_product([["x", "y"], [1, 2]])
    data = pd.DataFrame(GOOD | {"a": [1, NAN, 2, 4]}, index=rows)
    read = read_indicators(data, ["a"], missing="listwise")
    assert read.missing.rows_dropped == (("x", 2),)
    assert "('x', 2)" in problems(data.assign(a=[1, "?", 2, 3]))[0]


def test_largest_and_smallest_scales_that_pass():
    data = {"a": [1e140, 2e140, 0], "b": [1e-140, 2e-140, 0], "c": [1e12, 1e12 + 5, 1e12 + 1]}
    assert np.isfinite(read_indicators(data, ["a", "b", "c"]).values).all()


def test_many_missing_columns_take_bounded_time_and_text():
    data = pd.DataFrame(np.eye(3, 3000), columns=[f"item_{i}" for i in range(3000)])
    found = problems(data, [f"item{i}" for i in range(300)])
    assert len(found) == 300
    assert max(map(len, found)) < 400


def test_weights_from_a_column_or_beside_the_data():
    data = frame(w=[1, 0, 2.5, 1])
    for weights in ("w", data["w"], [1, 0, 2.5, 1], np.array([1, 0, 2.5, 1]), pl.Series(data["w"])):
        read = read_indicators(data, ["a", "b"], weights=weights)
        np.testing.assert_array_equal(read.case_weights, [1, 0, 2.5, 1])
        assert not read.case_weights.flags.writeable
        assert len(read.values) == 4


def test_listwise_drops_rows_whose_weight_is_missing():
    data = frame(w=[1, NAN, 2, 1])
    read = read_indicators(data, ["a", "b"], weights="w", missing="listwise")
    np.testing.assert_array_equal(read.case_weights, [1, 2, 1])
    assert read.missing.rows_dropped == (1,)
    assert read.missing.counts == (0, 0)
    (problem,) = problems(data, weights="w")
    assert "The case weights 'w' hold 1 missing value, first nan in row 1" in problem
    assert problems(data, weights="w", missing="mean") == (problem,)


WRONG_WEIGHTS = {
    "unknown column": ("W", ["no column 'W'", "'w'"]),
    "text": (["1", "2", "3", "4"], ["stored as text"]),
    "negative": ([1, -1, -2, 3], ["2 negative values", "-1.0 in row 1"]),
    "infinite": ([1, 1, np.inf, 3], ["1 infinite value,", "row 2"]),
    "all zero": ([0, 0, 0, 0], ["no positive value"]),
    "too short": ([1, 2, 3], ["3 case weights for 4 rows"]),
    "two dimensions": (np.ones((4, 1)), ["one-dimensional"]),
    "one number": (2.0, ["one-dimensional"]),
    "ragged": ([[1], [1, 2]], ["one row of numbers"]),
    "other labels": (pd.Series([1, 2, 3, 4], index=[3, 2, 1, 0]), ["reindex", "to_numpy"]),
    "only two rows count": ([1, 0, 1, 0], ["Only 2 of 4 rows", "with a positive weight"]),
    "constant where it counts": (
        [1, 1, 1, 0],
        ["'c' is constant", "the 3 rows with a positive weight"],
    ),
}


@pytest.mark.parametrize(("weights", "words"), WRONG_WEIGHTS.values(), ids=WRONG_WEIGHTS)
def test_wrong_weights(weights, words):
    data = frame(w=[1, 1, 1, 1], c=[1, 1, 1, 0])
    (problem,) = problems(data, ["a", "b", "c"], weights=weights)
    assert [word for word in words if word not in problem] == []


def test_values_only_in_rows_that_do_not_count():
    data = frame(a=[1, NAN, NAN, NAN])
    (problem,) = problems(data, weights=[0, 1, 1, 1], missing="mean")
    assert "'a' has no values in the 3 rows with a positive weight" in problem


def test_problems_keep_the_order_of_the_model():
    names = list("dcba")
    found = problems(pd.DataFrame({name: ["x"] * 4 for name in names}), names)
    places = ["".join(found).index(f"'{name}'") for name in names]
    assert all(first < second for first, second in pairwise(places))


def test_means_are_those_of_the_case_weights():
    data = frame(a=[1, NAN, 4, 1000])
    read = read_indicators(
        data, ["a", "b"], missing="mean", weights=[1, 1, 2, 0], warn=lambda _: None
    )
    assert read.values[1, 0] == pytest.approx(3.0)
    assert read_indicators(frame(), ["a", "b"]).observed is None


def test_suggestions_take_bounded_time():
    """50 misspelt items against 20,000 columns took 40 s."""
    data = pd.DataFrame(np.eye(3, 20_000), columns=[f"item_{i}" for i in range(20_000)])
    start = time.perf_counter()
    places = range(0, 5000, 100)
    found = problems(data, [f"itm_{i}" for i in places])
    assert time.perf_counter() - start < 5
    assert all(f"did you mean 'item_{i}'" in p for i, p in zip(places, found, strict=True))


def test_a_suggestion_for_a_very_long_name_takes_no_time():
    data = pd.DataFrame(np.eye(3), columns=["x" * 20_000, "y" * 20_000, "z"])
    start = time.perf_counter()
    problems(data, ["x" * 19_000 + "y" * 1000])
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("kind", [np.float64, np.int64])
def test_reading_makes_one_copy_of_the_data(order, kind):
    answers = np.random.default_rng(1).integers(1, 8, (100_000, 12))
    data = pd.DataFrame(np.array(answers, dtype=kind, order=order)).add_prefix("x")
    names = list(data.columns)
    read_indicators(data[:1000], names)  # whatever the first call imports
    tracemalloc.start()
    indicators = read_indicators(data, names)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Older pandas keeps the labels of the rows beside: eight bytes a row.
    assert kept < 1.01 * indicators.values.nbytes + 8 * len(indicators.values)
    assert peak < 1.35 * indicators.values.nbytes  # a column of another type, some rows
    data.iloc[:, 0] = 0
    np.testing.assert_array_equal(indicators.values, answers)


@pytest.mark.parametrize("n", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])
@pytest.mark.parametrize("gap", [False, True])
def test_ends_are_those_of_all_values_wherever_they_stand(n, gap):
    values = np.random.default_rng(n).normal(size=n)
    if gap and n:
        values[-1] = NAN
    expected = (values.min(), values.max()) if n else (NAN, NAN)
    np.testing.assert_array_equal(ends_of(values), expected)


def test_rows_of_one_weight_correlate_as_those_of_many_equal_ones():
    X = np.random.default_rng(2).normal(size=(500, 5)) @ np.triu(np.ones((5, 5))) + 1e6
    source = Pearson.of(X)
    expected = np.corrcoef(X - 1e6, rowvar=False)
    for weight in (1.0, 0.3, 7.0):
        (S,) = source.correlations(np.full((1, 500), weight))
        np.testing.assert_allclose(S, expected, atol=1e-12)
    weighted = source.correlations(np.append(np.ones(499), 2.0)[None])[0]
    np.testing.assert_allclose(
        weighted, np.corrcoef(np.vstack([X, X[-1:]]) - 1e6, rowvar=False), atol=1e-12
    )
