"""docs/parity.md says what the comparisons find."""

import math
import re
from pathlib import Path

import numpy as np
import pytest
from tests.parity.definitions import DIFFERENT, largest_difference
from tests.parity.differences import DIFFERENCES
from tests.parity.report import bound, text

import plspm

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


def test_moments_of_other_programs_become_ours_as_the_page_says():
    study = plspm.datasets.describe("customer_engagement")
    ours, n = study.estimate().descriptives, len(study.data)
    x = study.data[ours.index] - study.data[ours.index].mean()
    m2, m3, m4 = ((x**k).mean() for k in (2, 3, 4))
    skewness = m3 / m2**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / m2**2 - 3) + 6)
    np.testing.assert_allclose(ours["skewness"], skewness, rtol=1e-12)
    np.testing.assert_allclose(ours["kurtosis"], kurtosis, rtol=1e-12)


@pytest.mark.parametrize("factor", [1, 2])
def test_the_weighted_variance_has_the_divisor_that_the_page_says(factor):
    study = plspm.datasets.describe("customer_engagement")
    w = factor * np.where(np.arange(119) < 9, 0, np.linspace(1, 3, 119))
    n = np.count_nonzero(w)
    scores = plspm.estimate(study.model, study.data, weights=w).scores.to_numpy()
    np.testing.assert_allclose(w @ scores, 0, atol=1e-9)
    variance = (w @ scores**2) / (w.sum() * (n - 1) / n)
    np.testing.assert_allclose(variance, 1, rtol=1e-10)
