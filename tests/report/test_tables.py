"""Labelled tables from arrays."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.naive.describe import excess_kurtosis, skewness
from tests.strategies import examples

from plspm.assessment.statistics import Labels
from plspm.report import tables


def test_labels_of_one_part_are_a_plain_index():
    index = tables.index_of(Labels(("construct",), (("A",), ("B",))))
    pd.testing.assert_index_equal(index, pd.Index(["A", "B"], name="construct", dtype=object))


@pytest.mark.parametrize("rows", [(("B", "A"),), (("Z", "a"), ("B", "Z"), ("Z", "é"), ("B", "a"))])
def test_labels_of_several_parts_are_levels(rows):
    index = tables.index_of(Labels(("source", "target"), rows))
    expected = pd.MultiIndex.from_tuples(rows, names=["source", "target"])
    pd.testing.assert_index_equal(index, expected, exact=True)
    assert [level.tolist() for level in index.levels] == [
        level.tolist() for level in expected.levels
    ]


def test_no_labels_of_several_parts_still_have_names():
    index = tables.index_of(Labels(("source", "target"), ()))
    assert index.names == ["source", "target"]
    assert index.tolist() == []


@examples(20)
@given(
    n=st.integers(4, 30),
    seed=st.integers(0, 1000),
    power=st.sampled_from([1, 3]),
    size=st.sampled_from([1.0, 1e-6, 1e6]),
)
def test_descriptives(n, seed, power, size):
    X = size * np.random.default_rng(seed).normal(1, 1, size=(n, 2)) ** power
    table = tables.descriptives_table(["a", "b"], X, [3, 0])
    for name, x in zip("ab", X.T, strict=True):
        row = table.loc[name]
        assert row["mean"] == pytest.approx(sum(x) / n)
        assert row["sd"] == pytest.approx(np.sqrt(sum((x - x.mean()) ** 2) / (n - 1)))
        assert row["skewness"] == pytest.approx(skewness(x), abs=1e-9)
        assert row["kurtosis"] == pytest.approx(excess_kurtosis(x), abs=1e-9)
        assert (row["min"], row["max"]) == (min(x), max(x))
    assert table["n"].tolist() == [n, n]
    assert table["missing"].tolist() == [3, 0]


def test_kurtosis_takes_four_cases():
    table = tables.descriptives_table(["a"], np.array([[1.0], [2.0], [4.0]]), [0])
    assert np.isnan(table.loc["a", "kurtosis"])
    assert table.loc["a", "skewness"] == pytest.approx(skewness([1.0, 2.0, 4.0]))
