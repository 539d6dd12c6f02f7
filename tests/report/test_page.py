"""One description of tables, and everything that is printed from it."""

import pickle
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import plspm
from plspm.report.page import Page, Record, Table
from plspm.report.text import WIDTH, page_width


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Kept(Record):
    made: Page

    def page(self):
        return self.made


def table_of(labels, columns, values):
    index = pd.MultiIndex.from_tuples(labels, names=["source", "target"])
    return pd.DataFrame(values, index=index, columns=columns)


LONG = "Wahrgenommene Preisfairness und Zahlungsbereitschaft der Bestandskunden"


@pytest.fixture
def record():
    frame = table_of(
        [(LONG, "Kundenzufriedenheit mit dem Gesamtangebot"), ("A", "B")],
        [f"a_rather_long_column_{k}" for k in range(9)],
        np.arange(18.0).reshape(2, 9) / 7,
    )
    checks = pd.DataFrame(
        {"holds": [True, False], "detail": ["fine " * 30, "not"]}, index=["first", "second"]
    )
    tables = (
        Table("Numbers", frame, ("A note that is printed below. " * 5,)),
        Table("Checks", checks),
        Table("None", frame.iloc[:0]),
    )
    return Kept(Page("Title", tables, (("Cases", "5"), ("Long", "word " * 40)), ("n " * 99,)))


@pytest.mark.parametrize("width", [40, 41, 60, 88, 200])
def test_no_line_is_longer_than_the_page(record, width):
    lines = record.summary(width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


@given(
    st.lists(
        st.tuples(st.text("abc ÄÖ_", min_size=1, max_size=70), st.text("xyz_", max_size=70)),
        min_size=1,
        max_size=4,
        unique=True,
    ),
    st.integers(1, 14),
    st.integers(40, 100),
)
def test_every_number_is_there_once_whatever_the_names(labels, count, width):
    values = 1000.5 + np.arange(len(labels) * count).reshape(len(labels), count)
    frame = table_of(labels, [f"c{k}" for k in range(count)], values)
    text = Kept(Page("T", (Table("Numbers", frame),))).summary(width=width)
    assert max(map(len, text.splitlines())) <= width
    for value in values.flat:
        assert text.count(f"{value:.3f}") == 1


def test_names_are_whole_though_broken_into_lines(record):
    text = record.summary(width=60)
    rows = [line[:30] for line in text.splitlines()]
    joined = "".join("".join(row.split()) for row in rows)
    assert all(word in joined for word in ("Preisfairness", "Bestandskunden"))


def test_a_narrow_page_leaves_out_what_is_set_aside():
    frame = pd.DataFrame({"a": [1.0], "b": [2.0]}, index=["x"])
    record = Kept(Page("T", (Table("Both", frame, aside=("b",)),)))
    assert "2.000" not in record.summary()
    assert "2.000" in record._repr_html_()
    assert list(record.tables["Both"]) == ["a", "b"]


def test_text_prints_itself(record):
    text = record.summary()
    assert repr(text) == str(text) == str(record)
    assert "\\n" not in repr(text)
    assert isinstance(pickle.loads(pickle.dumps(text)), str)


def test_keys_are_names():
    frame = pd.DataFrame({"a": [1.0]})
    assert Table("Cross-validated redundancy (Q²)", frame).key == "cross_validated_redundancy_q²"
    assert Table("MICOM, step 1", frame, name="micom").key == "micom"


def test_the_page_is_as_wide_as_a_narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "61")
    assert page_width() == WIDTH
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert page_width() == 61
    monkeypatch.setenv("COLUMNS", "300")
    assert page_width() == WIDTH
    monkeypatch.setenv("COLUMNS", "5")
    assert page_width() == 40
    monkeypatch.setattr("sys.stdout", None)
    assert page_width() == WIDTH


@pytest.mark.parametrize("width", [39, 0, 50.5, "wide"])
def test_widths_that_are_none(record, width):
    with pytest.raises(plspm.OptionError, match="width is"):
        record.summary(width=width)


def test_html_escapes_and_folds(record):
    frame = pd.DataFrame({"a<b": ["<script>"]}, index=["<i>"])
    html = Kept(Page("<T>", (Table("<x>", frame, ("<note>",)),), (("<f>", "<v>"),)))._repr_html_()
    assert "<script>" not in html
    assert "<i>" not in html.replace("<i>", "", 0)
    for part in ("&lt;T&gt;", "&lt;x&gt;", "&lt;note&gt;", "&lt;f&gt;", "&lt;v&gt;"):
        assert part in html
    assert record._repr_html_().count("<details") == 2
