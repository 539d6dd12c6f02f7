"""CSV text: numbers in full precision, and nothing that a spreadsheet would run."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import examples

from plspm.report.csv_files import csv_text, harmless


def cells(table):
    return list(csv.reader(io.StringIO(csv_text(table))))


RUN = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1+1",
    '=HYPERLINK("x","y")',
    "-x",
]
LEFT = ["a", "a=1", "1-1", "-1", "+1.5", "-1e-5", "-inf", "", "'=1", "_=1"]


@pytest.mark.parametrize("text", RUN)
def test_text_that_would_be_run_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", [*LEFT, -1.5, -3, True, None])
def test_everything_else_stays(value):
    assert harmless(value) is value


def test_every_place_of_text_is_guarded():
    index = pd.MultiIndex.from_tuples([("=a", "b"), ("c", "@d")], names=["-x", "target"])
    table = pd.DataFrame({"+y": [-1.5, 2.0], "z": ["=1+1", "fine"], "whole": [-3, 4]}, index)
    assert cells(table) == [
        ["'-x", "target", "'+y", "z", "whole"],
        ["'=a", "b", "-1.5", "'=1+1", "-3"],
        ["c", "'@d", "2.0", "fine", "4"],
    ]
    assert table.columns.tolist() == ["+y", "z", "whole"]


def test_labels_that_meet_in_the_guarded_form():
    index = pd.MultiIndex.from_tuples([("=a", "x"), ("'=a", "x")], names=["a", "b"])
    table = cells(pd.DataFrame({"n": [1, 2]}, index))
    assert [row[0] for row in table] == ["a", "'=a", "'=a"]


def test_a_series_is_one_column():
    table = cells(pd.Series([True, False], index=pd.Index(["a", "b"], name="check"), name="holds"))
    assert table == [["check", "holds"], ["a", "True"], ["b", "False"]]


def test_an_index_without_a_name_has_an_empty_heading():
    assert cells(pd.DataFrame({"x": [1]}, index=["a"])) == [["", "x"], ["a", "1"]]


def test_columns_of_one_name_are_kept_apart():
    table = pd.DataFrame([[1, 2]], columns=["x", "x"], index=pd.Index(["a"], name="row"))
    assert cells(table) == [["row", "x", "x"], ["a", "1", "2"]]


def test_an_empty_table_keeps_its_header():
    index = pd.MultiIndex.from_arrays([[], []], names=["source", "target"])
    assert cells(pd.DataFrame({"x": []}, index)) == [["source", "target", "x"]]


@examples(50)
@given(
    st.lists(st.floats(allow_infinity=False, allow_nan=False), min_size=1, max_size=9),
    st.lists(st.text(alphabet="=+-@a1 '\"\t,;\n", max_size=5), min_size=1, max_size=9),
)
def test_numbers_come_back_to_the_last_bit_and_text_unrun(numbers, words):
    index = pd.Index((words * len(numbers))[: len(numbers)], name="row")
    _, *rows = cells(pd.DataFrame({"x": np.array(numbers)}, index=index))
    assert [float(x) for _, x in rows] == numbers
    for (shown, _), word in zip(rows, index, strict=True):
        assert shown in {word, f"'{word}"}
        assert shown == "" or shown.lstrip()[:1] not in set("=@") - {shown}
