"""docs/parity.md says what the comparisons find."""

import math
import re
from pathlib import Path

from tests.parity.definitions import DIFFERENT, largest_difference
from tests.parity.differences import DIFFERENCES
from tests.parity.report import bound, text

PAGE = Path(__file__).parents[2] / "docs" / "parity.md"
EXPONENT = re.compile(r"< 1e-(\d\d)")


def test_page_is_current():
    committed = PAGE.read_text("utf-8")
    assert EXPONENT.sub("< bound", committed) == EXPONENT.sub("< bound", text())


def test_page_claims_what_the_tests_hold():
    stated = [int(digits) for digits in EXPONENT.findall(PAGE.read_text("utf-8"))]
    assert len(stated) > 60
    assert min(stated) >= 8


def test_every_computed_difference_is_explained():
    explained = {pair for difference in DIFFERENCES for pair in difference.covers}
    assert explained == set(DIFFERENT)


def test_bound_is_a_power_of_ten_above():
    assert [bound(x) for x in (0.0, 3e-9, 9.9e-12, 1e-20)] == [
        "< 1e-15",
        "< 1e-08",
        "< 1e-11",
        "< 1e-15",
    ]


def test_a_missing_number_is_a_difference():
    assert largest_difference({"a": 1.0}, {"a": math.nan}) == math.inf
    assert largest_difference({"a": math.nan}, {"a": 1.0}) == math.inf
    assert largest_difference({"a": 1.0, "b": math.nan}, {"a": 3.0, "b": math.nan}) == 1.0
