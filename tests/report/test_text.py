"""Tables and numbers as plain text."""

import math

import pandas as pd
import pytest

from plspm.assessment.significance import p_value
from plspm.report import text
from plspm.report.page import Page, Table
from plspm.report.summary import missing_in_words, page_as_text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.12349, "0.123"),
        (-0.0004, "-0.000"),
        (1234.5, "1234.500"),
        (math.nan, ""),
        (math.inf, "inf"),
        (7, "7"),
        (True, "yes"),
        (False, "no"),
        ("fine", "fine"),
    ],
)
def test_number(value, shown):
    assert text.number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "< .001"),
        (0.00099, "< .001"),
        (0.001, ".001"),
        (0.0499, ".050"),
        (0.5, ".500"),
        (1.0, "1.000"),
        (math.nan, ""),
    ],
)
def test_p_value(value, shown):
    assert p_value(value) == shown


def test_key_values_are_aligned():
    assert text.key_values([("a", "1"), ("longer", "2")]) == "a:      1\nlonger: 2"


def test_table_shows_labels_and_rounded_numbers():
    index = pd.MultiIndex.from_tuples([("A", "a1"), ("A", "a2")], names=["construct", "indicator"])
    frame = pd.DataFrame({"loading": [0.81249, math.nan], "p_value": [0.0001, 0.25]}, index=index)
    lines = text.table(frame).splitlines()
    assert lines[0].split() == ["construct", "indicator", "loading", "p_value"]
    assert lines[1].split() == ["A", "a1", "0.812", "<", ".001"]
    assert lines[2].split() == ["A", "a2", ".250"]


def test_a_table_without_columns_shows_its_labels():
    assert text.table(pd.DataFrame(index=["first", "second"])).split() == ["first", "second"]


def test_table_keeps_the_frame_as_it_was():
    frame = pd.DataFrame({"x": [1.23456]}, index=pd.Index(["a"], name="construct"))
    text.table(frame, decimals=1)
    pd.testing.assert_frame_equal(
        frame, pd.DataFrame({"x": [1.23456]}, index=pd.Index(["a"], name="construct"))
    )


def test_wide_tables_are_wrapped_to_the_page():
    frame = pd.DataFrame({f"construct_{k}": [0.123456] for k in range(20)}, index=["row"])
    lines = text.table(frame).splitlines()
    assert all(len(line) <= text.WIDTH for line in lines)
    assert sum(line.count("0.123") for line in lines) == 20


@pytest.mark.parametrize(
    ("width", "gap", "columns"),
    [(50, 2, [7]), (49, 1, [7]), (43, 1, [7]), (42, 2, [5, 2])],
)
def test_columns_stand_close_only_where_all_fit_then_and_not_else(width, gap, columns):
    """A label of one letter and seven numbers of five: 50 characters with gaps of two, or 43."""
    frame = pd.DataFrame([[0.123] * 7], index=["r"], columns=list("abcdefg"))
    rows = [block.splitlines()[1] for block in text.table(frame, width=width).split("\n\n")]
    assert [row.count("0.123") for row in rows] == columns
    assert rows == [("r" + (" " * gap + "0.123") * number) for number in columns]


def test_every_block_takes_as_many_columns_as_the_first():
    frame = pd.DataFrame([[0.123] * 21], index=["r"], columns=[f"c{k}" for k in range(21)])
    rows = [block.splitlines()[1] for block in text.table(frame, width=50).split("\n\n")]
    assert [row.count("0.123") for row in rows] == [7, 7, 7]


def test_summary_leaves_out_empty_tables_and_notes():
    frame = pd.DataFrame({"x": [0.5]}, index=["a"])
    cases = (("Cases", "5"),)
    page = Page("Title", (Table("Full", frame), Table("Empty", frame.iloc[:0])), cases)
    printed = page_as_text(page)
    assert "Full" in printed
    assert "Empty" not in printed
    assert "Notes" not in printed
    assert "- one" in page_as_text(Page("Title", (), cases, ("one",))).splitlines()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("error", [0, 0], 0, 9), "none missing"),
        (("listwise", [0, 0], 0, 9), "none missing"),
        (("listwise", [1, 2], 2, 9), "listwise deletion: 2 of 9 rows dropped"),
        (("mean", [1, 2], 0, 9), "3 missing values replaced by the mean of their indicator"),
    ],
)
def test_missing_values_in_words(arguments, words):
    assert missing_in_words(*arguments) == words


def test_long_names_are_broken_after_underscores():
    names = ["Mitarbeiterbindung_Bereitschaft_Frage_1", "co-worker"]
    frame = pd.DataFrame({"loading": [0.5, 0.6]}, index=names)
    lines = text.table(frame, width=40).splitlines()[1:]
    found = [line.split()[0] for line in lines]
    assert found == ["Mitarbeiterbindung_", "Bereitschaft_Frage_1", "co-worker"]
