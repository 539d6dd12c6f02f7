"""Numbers as journals print them."""

import math

import numpy as np
import pytest

from plspm.documents.numbers import NumberStyle
from plspm.documents.parts import Column

APA, GERMAN = NumberStyle(), NumberStyle(mark=",", zero=True, yes="ja", no="nein")


@pytest.mark.parametrize(
    ("value", "column", "american", "german"),
    [
        (0.3846, Column(()), "0.385", "0,385"),
        (-0.3846, Column((), bounded=True), "−.385", "−0,385"),
        (1.0, Column((), bounded=True), "1.000", "1,000"),
        (-0.0001, Column(()), "0.000", "0,000"),
        (4.0756, Column((), decimals=2), "4.08", "4,08"),
        (0.0312, Column((), "p"), ".031", "0,031"),
        (0.00001, Column((), "p"), "< .001", "< 0,001"),
        (1.0, Column((), "p"), "1.000", "1,000"),
        (np.int64(119), Column((), "count"), "119", "119"),
        (119.0, Column((), "count"), "119", "119"),
        ((-0.03, 0.28), Column((), "interval"), "[−0.030, 0.280]", "[−0,030; 0,280]"),
        ((math.nan, 0.28), Column((), "interval"), "–", "–"),
        (math.nan, Column(()), "–", "–"),
        (None, Column(()), "–", "–"),
        (math.inf, Column(()), "∞", "∞"),
        (np.True_, Column((), "text"), "yes", "ja"),
        ("", Column((), "text"), "", ""),
        ("a.b", Column((), "text"), "a.b", "a.b"),
    ],
)
def test_cells(value, column, american, german):
    assert APA.cell(value, column) == american
    assert GERMAN.cell(value, column) == german


def test_fewer_decimals_hold_for_all_columns():
    assert NumberStyle(1).cell(4.0756, Column((), decimals=2)) == "4.1"
