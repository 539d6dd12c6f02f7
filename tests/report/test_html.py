"""Records in a notebook: the numbers of the text, and names that are only names."""

import re

import numpy as np
import pandas as pd
import pytest

import plspm
from plspm.report.html import page_as_html
from plspm.report.page import Page, Table


def test_numbers_are_those_of_the_text():
    frame = pd.DataFrame(
        {"estimate": [0.12345, np.nan], "p_value": [0.0001, 0.25], "count": [1, 2]},
        index=pd.Index(["a<b", "c"], name="construct"),
    )
    tables = (Table("First", frame), Table("None", frame.iloc[:0]))
    page = page_as_html(Page("A & B", tables, (), ("1 < 2",)))
    cells = re.findall(r"<td>(.*?)</td>", page)
    assert cells == ["0.123", "&lt; .001", "1", "", ".250", "2"]
    assert "<h3>A &amp; B</h3>" in page
    assert "a&lt;b" in page
    assert "<p>1 &lt; 2</p>" in page
    assert "None" not in page


@pytest.fixture(scope="module")
def result():
    return plspm.datasets.describe("customer_engagement").estimate()


@pytest.mark.parametrize(
    "make",
    [
        lambda r: r.unstandardized,
        plspm.ipma,
        lambda r: plspm.nca(r, target="MPE", permutations=99, seed=1),
        lambda r: plspm.cipma(r, target="MPE", permutations=99, seed=1),
        plspm.information_criteria,
    ],
)
def test_every_table_of_a_record_is_there(result, make):
    record = make(result)
    page = record._repr_html_()
    shown = [title for title, table in record.tables.items() if len(table)]
    assert re.findall(r"<summary><b>(.*?)</b></summary>", page) == shown
    assert page.count("<table") == len(shown)
