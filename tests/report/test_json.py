"""Pages as JSON: every digit, every label, and back."""

import json
import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.pandas import column, data_frames, range_indexes

import plspm
from plspm.report.page import Page, Table
from plspm.report.saved import SavedPage


def again(page: Page):
    return plspm.from_json(SavedPage("Kind", page).to_json())


@given(
    data_frames(
        [
            column("a", dtype=float),
            column("b", dtype=int),
            column("c", dtype=bool),
            column("d", elements=st.text(), dtype=object),
        ],
        index=range_indexes(),
    ),
    st.text(),
)
def test_any_table_comes_back(frame, text):
    labels = [f"{text} {k}" for k in range(len(frame))]
    frame = frame.set_axis(pd.Index(labels, name="construct", dtype=object))
    page = Page(text, (Table(text, frame, (text,), ("a",), "name"),), ((text, text),), (text,))
    read = again(page)
    found = read.page()
    (table,) = found.tables
    pd.testing.assert_frame_equal(table.frame, frame, check_index_type=False)
    assert (found.title, found.facts, found.notes) == (page.title, page.facts, page.notes)
    assert (table.title, table.notes, table.aside, table.key) == (text, (text,), ("a",), "name")
    assert read.summary() == SavedPage("Kind", page).summary()


@pytest.fixture(scope="module")
def result():
    return plspm.datasets.describe("customer_engagement").estimate()


@pytest.mark.parametrize(
    "make",
    [
        lambda r: r,
        lambda r: r.bootstrap(99, 1, progress=False),
        lambda r: r.standard_errors(),
        lambda r: plspm.nca(r, target="MPE", permutations=9, seed=1),
        plspm.sample_size,
        lambda r: plspm.stability(r, subsamples=9, seed=1, progress=False),
        lambda r: plspm.cross_validate(r, folds=3, repeats=2, seed=1),
    ],
)
def test_what_a_result_prints_comes_back(result, make):
    record = make(result)
    text = record.to_json()
    read = plspm.from_json(text)
    assert read.kind == type(record).__name__
    assert read.summary() == record.summary()
    assert read.to_dict()["tables"] == record.to_dict()["tables"]
    assert "NaN" not in text


def test_a_fit_says_its_model_and_settings(result, tmp_path):
    found = json.loads(result.to_json())
    assert plspm.PathModel.parse("\n".join(found["model"])) == result.model
    assert found["settings"]["scheme"] == "centroid"
    path = tmp_path / "result.json"
    path.write_text(result.to_json(), encoding="utf-8")
    assert plspm.from_json(path).summary() == plspm.from_json(str(path)).summary()


def test_infinite_and_undefined_numbers():
    frame = pd.DataFrame({"x": [np.inf, -np.inf, np.nan, 0.1 + 0.2]})
    (table,) = again(Page("t", (Table("x", frame),))).page().tables
    np.testing.assert_array_equal(table.frame["x"], frame["x"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no JSON"),
        ("{}", "not of the form"),
        ('{"format": "plspm page 1"}', "lacks a part"),
        ("nowhere.json", "cannot be read"),
    ],
)
def test_what_is_no_page(text, words):
    with pytest.raises(plspm.DataError, match=words):
        plspm.from_json(text)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_what_has_no_end_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "page.json")
    with pytest.raises(plspm.DataError, match="is not a regular file"):
        plspm.from_json(tmp_path / "page.json")
    with pytest.raises(plspm.DataError, match="is a folder"):
        plspm.from_json(tmp_path)
