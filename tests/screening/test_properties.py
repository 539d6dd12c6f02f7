"""What must not matter does not: the order of the cases, units, names, the kind of frame."""

import numpy as np
import pandas as pd
import pytest
from benchmarks.screening_rates import survey
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import examples

import plspm


def faulty(seed):
    data, model = survey("1 to 7", seed, 200)
    data.iloc[7] = 4.0
    data.iloc[150:160] = data.iloc[20:30].to_numpy()
    data.iloc[3, 2] = -99
    data.iloc[:30, 1] = np.nan
    return data, model


@examples(4)
@given(seed=st.integers(0, 1000))
def test_order_of_cases_and_names_do_not_matter(seed):
    data, model = faulty(seed)
    found = plspm.screen(data, model)
    order = np.random.default_rng(seed).permutation(len(data))
    again = plspm.screen(data.iloc[order], model)
    for column in ("missing", "longest_string", "variability", "mahalanobis"):
        np.testing.assert_allclose(
            again.cases[column].loc[data.index], found.cases[column], rtol=1e-7
        )
    np.testing.assert_allclose(again.littles_test, found.littles_test, rtol=1e-7)
    np.testing.assert_allclose(
        again.mardia.to_numpy(float), found.mardia.to_numpy(float), rtol=1e-7
    )
    renamed = data.rename(columns=lambda name: f"item {name}")
    other = plspm.screen(renamed)
    np.testing.assert_array_equal(other.cases["longest_string"], found.cases["longest_string"])


@examples(4)
@given(seed=st.integers(0, 1000))
def test_units_do_not_matter(seed):
    data, _ = survey("incomes", seed, 100)
    rng = np.random.default_rng(seed)
    other = (data + rng.normal(0, 1000, data.shape[1])) * np.exp(
        20 * rng.normal(size=data.shape[1])
    )
    found, again = plspm.screen(data), plspm.screen(other)
    np.testing.assert_allclose(again.cases["mahalanobis"], found.cases["mahalanobis"], rtol=1e-6)
    shape = ["skewness", "kurtosis"]
    np.testing.assert_allclose(again.items[shape], found.items[shape], rtol=1e-6, atol=1e-9)
    if len(found.littles_test):
        np.testing.assert_allclose(again.littles_test, found.littles_test, rtol=1e-5)


def test_same_seed_same_page():
    data, model = faulty(1)
    assert plspm.screen(data, model).summary() == plspm.screen(data, model, seed=1).summary()


@pytest.mark.parametrize("form", ["dictionary", "file", "polars"])
def test_data_of_any_kind(form, tmp_path):
    data, model = faulty(2)
    expected = plspm.screen(data, model)
    given_as: object
    if form == "dictionary":
        given_as = data.to_dict("list")
    elif form == "file":
        given_as = tmp_path / "answers.csv"
        data.to_csv(given_as, index=False)
    else:
        import polars as pl

        given_as = pl.from_pandas(data)
    found = plspm.screen(given_as, model)
    pd.testing.assert_frame_equal(found.items, expected.items)
    pd.testing.assert_frame_equal(found.findings, expected.findings)


def test_data_are_not_changed():
    data, model = faulty(3)
    before = data.copy()
    plspm.screen(data, model, scales=(1, 7), missing_codes=-99, reverse={"c0_0": (1, 7)})
    pd.testing.assert_frame_equal(data, before)
