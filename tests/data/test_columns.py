"""One column of any kind becomes the right numbers, or one message with culprit and remedy."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from plspm.data.columns import read_column

NAN = float("nan")

ACCEPTED = {
    "whole numbers": (pd.Series([1, 2, 3]), [1, 2, 3]),
    "small unsigned": (pd.Series([1, 255], dtype="uint8"), [1, 255]),
    "other byte order": (pd.Series(np.array([1, 2], dtype=">i2")), [1, 2]),
    "half precision": (pd.Series([1.5, NAN], dtype="float16"), [1.5, NAN]),
    "booleans": (pd.Series([True, False]), [1, 0]),
    "nullable integers": (pd.Series([1, None], dtype="Int64"), [1, NAN]),
    "nullable floats": (pd.Series([1.5, None], dtype="Float32"), [1.5, NAN]),
    "nullable booleans": (pd.Series([True, None], dtype="boolean"), [1, NAN]),
    "Arrow integers": (pd.Series([1, None], dtype="int64[pyarrow]"), [1, NAN]),
    "Arrow floats": (pd.Series([1.5, None], dtype="double[pyarrow]"), [1.5, NAN]),
    "Arrow booleans": (pd.Series([True, None], dtype="bool[pyarrow]"), [1, NAN]),
    "Arrow decimals": (
        pd.Series([Decimal("1.5"), None], dtype=pd.ArrowDtype(pa.decimal128(9, 2))),
        [1.5, NAN],
    ),
    "sparse": (pd.Series([0, 0, 2], dtype="Sparse[int]"), [0, 0, 2]),
    "Decimal objects": (
        pd.Series([Decimal("1.5"), Decimal("NaN"), Decimal("sNaN")]),
        [1.5, NAN, NAN],
    ),
    "mixed objects": (
        pd.Series([1, None, Fraction(1, 2), np.float32(2), np.True_, pd.NA, pd.NaT], dtype=object),
        [1, NAN, 0.5, 2, 1, NAN, NAN],
    ),
    "beyond every double": (pd.Series([10**400, -(10**400)], dtype=object), [np.inf, -np.inf]),
    "beyond every double, Decimal": (pd.Series([Decimal("1e999")]), [np.inf]),
    "long doubles": (pd.Series(np.full(1, "1e200", np.longdouble) ** 2), [np.inf]),
    "ordered numbers": (pd.Series(pd.Categorical([1, 3, None], ordered=True)), [1, 3, NAN]),
    "numbers without an order": (pd.Series([3, 1, None], dtype="category"), [3, 1, NAN]),
    "ordered words": (
        pd.Series(pd.Categorical(["low", None, "high"], ["low", "middle", "high"], ordered=True)),
        [1, NAN, 3],
    ),
    "ordered words after a number": (
        pd.Series(pd.Categorical(["high", 0, "low"], [0, "low", "high"], ordered=True)),
        [3, 1, 2],
    ),
    "two ordered words": (
        pd.Series(pd.Categorical(["no", "yes"], ["no", "yes"], ordered=True)),
        [1, 2],
    ),
    "ordered words that are in the order of the alphabet": (
        pd.Series(pd.Categorical(["no", "hi", "lo"], ordered=True)),
        [3, 1, 2],
    ),
    "ordered words with numbers": (
        pd.Series(pd.Categorical(["2 so so", "3 yes", "1 no"], ordered=True)),
        [2, 3, 1],
    ),
    "ordered words with falling numbers": (
        pd.Series(pd.Categorical(["3 no"], ["3 no", "2 so so", "1 yes"], ordered=True)),
        [1],
    ),
    "numbers written as categories": (
        pd.Series(["10", "2", None, "1.5"], dtype="category"),
        [10, 2, NAN, 1.5],
    ),
    "intervals": (pd.Series(pd.cut([1, 2, 3], 2)), [1, 1, 2]),
    "nothing but missing": (pd.Series([None, None], dtype=object), [NAN, NAN]),
    "no rows": (pd.Series([], dtype=object), []),
}

REFUSED = {
    "text": (pd.Series(["1", "high"]), ["'high' in row 1", "not numeric"]),
    "nullable text": (pd.Series(["high", None], dtype="string"), ["'high' in row 0"]),
    "text among numbers": (pd.Series([1, 2, "n/a"], dtype=object), ["'n/a' in row 2"]),
    "numbers as text": (
        pd.Series(["4", " 5.5 "]),
        ["stored as text", "'4' in row 0", "pd.to_numeric"],
    ),
    "decimal commas": (
        pd.Series(["3", "3,5"]),
        ["decimal commas", "str.replace(',', '.')", "str.replace(',', '')", "in row 0"],
    ),
    "per cent": (pd.Series(["45%", "3 %"]), ["'45%' in row 0", ".replace(", "regex=True"]),
    "empty text": (pd.Series(["3", ""]), ["empty text", "'' in row 1", "missing"]),
    "very long text": (pd.Series(["x" * 10_000]), ["…"]),
    "dates": (pd.Series(pd.to_datetime(["2020-01-01"])), ["Timestamp", "in row 0"]),
    "durations": (pd.Series([pd.Timedelta(days=1)]), ["Timedelta"]),
    "periods": (pd.Series(pd.period_range("2020", periods=2)), ["Period"]),
    "complex": (pd.Series([1j]), ["complex"]),
    "complex objects": (pd.Series([1, 2j], dtype=object), ["complex", "in row 1"]),
    "lists": (pd.Series([[1, 2]]), ["type list", "[1, 2] in row 0"]),
    "text categories": (
        pd.Series(["lo", "hi"], dtype="category"),
        ["without an order", "'hi'", "convert_categoricals=False", "ordered=True"],
    ),
    "order against the numbers in labels": (
        pd.Series(pd.Categorical(["1 never", "10 always", "2 rarely"], ordered=True)),
        ["order is not that of the numbers in their labels", "'1 never' to '2 rarely'"],
    ),
    "order against numbers that are written": (
        pd.Series(pd.Categorical(["1", "10", "2"], ordered=True)),
        ["order is not that of their numbers"],
    ),
    "order against numbers": (
        pd.Series(pd.Categorical([1, 3], categories=[3, 1], ordered=True)),
        ["order is not that of their numbers"],
    ),
}


@pytest.mark.parametrize(("column", "expected"), ACCEPTED.values(), ids=ACCEPTED)
def test_column_is_read_as_numbers(column, expected):
    values = read_column(column, "item")
    assert isinstance(values, np.ndarray), values
    assert values.dtype == np.float64
    np.testing.assert_array_equal(values, expected)


@pytest.mark.parametrize(("column", "words"), REFUSED.values(), ids=REFUSED)
def test_column_is_refused_with_culprit_and_remedy(column, words):
    problem = read_column(column, "item")
    assert isinstance(problem, str)
    assert "'item'" in problem
    assert [word for word in words if word not in problem] == []
    assert len(problem) < 400


def test_remedy_for_numbers_stored_as_text_works():
    data = {"item": pd.Series(["3,5", "4"])}
    problem = read_column(data["item"], "item")
    assert "pd.to_numeric(data['item'].str.replace(',', '.'))" in problem
    mended = pd.to_numeric(data["item"].str.replace(",", "."))
    np.testing.assert_array_equal(read_column(mended, "item"), [3.5, 4])


@pytest.mark.parametrize("labels", [[3, 1, 2], ["1", "10", "2"]])
def test_both_remedies_for_an_order_against_numbers_keep_gaps(labels):
    data = {"item": pd.Series(pd.Categorical([*labels, None], labels, ordered=True))}
    problem = read_column(data["item"], "item")
    line = problem.partition("data['item'] = ")[2].partition(" for the order")[0]
    mended = eval(line, {"data": data})  # what a user types
    np.testing.assert_array_equal(read_column(mended, "item"), [1, 2, 3, NAN])
    numbers = [*map(float, labels), NAN]
    np.testing.assert_array_equal(read_column(data["item"].astype(float), "item"), numbers)


def test_result_is_an_own_copy():
    column = pd.Series([1.0, 2.0])
    read_column(column, "item")[0] = 9.0
    assert column.tolist() == [1.0, 2.0]


OTHER_SIGNS = {
    "French": (["1\u202f250,50", "950,00"], [1250.5, 950]),
    "Swiss": (["1'250.50", "950.00"], [1250.5, 950]),
    "German with a unit": (["3.250,00 €", "950,00 €"], [3250, 950]),
    "American with a unit": (["$1,250.00", "$3.50"], [1250, 3.5]),
    "thousands with a unit": (["$1,250", "$950"], [1250, 950]),
    "minus of print": (["\u22121", "\u20132,5"], [-1, -2.5]),
    "per cent": (["45%", "3.5 %"], [45, 3.5]),
    "words behind numbers": (["5 - agree", "1 = no", "3: so so", "4"], [5, 1, 3, 4]),
    "words in brackets": (["5 (très bien)", "-1 (non)"], [5, -1]),
}


@pytest.mark.parametrize(("cells", "numbers"), OTHER_SIGNS.values(), ids=OTHER_SIGNS)
def test_the_remedy_for_other_signs_is_right_beside_numbers_too(cells, numbers):
    data = pd.DataFrame({"z": pd.Series([*cells, 2, 3.5, None], dtype=object)})
    problem = read_column(data["z"], "z")
    line = problem.partition("data['z'] = ")[2].removesuffix(".").partition("; if ")[0]
    mended = eval(line, {"pd": pd, "data": data})  # what a user types
    np.testing.assert_array_equal(mended, [*numbers, 2, 3.5, NAN])


@pytest.mark.parametrize(
    "cells", [["3-May", "4-May"], ["03. Mai", "04. Mai"], ["2 days", "3 weeks"], ["1: a", "2: a"]]
)
def test_a_number_before_a_word_may_be_none(cells):
    problem = read_column(pd.Series(cells), "z")
    assert f".map({{{cells[0]!r}: ..., {cells[1]!r}: ...}})" in problem


def test_answers_in_few_words_are_listed_to_be_numbered():
    assert "data['z'].map({'yes': ..., 'no': ...}), or as" in read_column(
        pd.Series(["yes", "no", "yes", None]), "z"
    )
    many = pd.Series([f"said {chr(k)}" for k in range(97, 120)])
    assert "map(" not in read_column(many, "z")
    assert "map(" not in read_column(pd.Series(["2024-05-03", "2024-05-04"]), "z")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["$1,250", "$3,500"], "if the commas are decimal ones, make points of them first"),
        (["1.250 €", "3.500 €"], "if the points separate thousands, take them out as well"),
    ],
)
def test_doubtful_groups_beside_other_signs_are_said_to_be_doubtful(cells, words):
    assert words in read_column(pd.Series(cells), "z")
