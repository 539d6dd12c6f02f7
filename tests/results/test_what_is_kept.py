"""A result keeps what its model needs; the rest is looked up while it is there."""

import gc
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pytest
from tests.hostile.survey import MODEL, survey

import plspm

QUIET = {"draws": 50, "seed": 1, "progress": False}


def answers():
    people = [f"person{i}@example.org" for i in range(60)]
    return survey().assign(email=people, firm=np.arange(60) // 5)


def test_nothing_of_other_columns_is_in_a_saved_result():
    data = answers()
    result = plspm.estimate(MODEL, data)
    boot = result.bootstrap(clusters="firm", **QUIET)
    for kept in (result, boot):
        assert b"example.org" not in pickle.dumps(kept)
        assert b"email" not in pickle.dumps(kept)


def test_a_saved_result_refuses_a_name_and_takes_labels():
    data = answers()
    result = plspm.estimate(MODEL, data)
    again = pickle.loads(pickle.dumps(result))
    with pytest.raises(plspm.DataError, match=r"keeps only .* clusters=data\['firm'\]"):
        again.bootstrap(clusters="firm", **QUIET)
    pd.testing.assert_frame_equal(
        again.bootstrap(clusters=data["firm"], **QUIET).paths,
        result.bootstrap(clusters="firm", **QUIET).paths,
    )


def test_data_are_not_kept_alive():
    data = answers()
    result = plspm.estimate(MODEL, data)
    del data
    gc.collect()
    assert result._indicators.origin.frame() is None


def test_many_unused_columns_cost_nothing():
    data = pd.concat([survey(), pd.DataFrame(np.ones((60, 5000))).add_prefix("x")], axis=1)
    small, large = (pickle.dumps(plspm.estimate(MODEL, d)) for d in (survey(), data))
    assert len(large) == len(small)


@pytest.mark.parametrize("kind", ["pandas", "polars", "file"])
def test_a_name_is_looked_up_in_data_of_every_kind(kind, tmp_path):
    data = answers()
    labels = data["firm"].to_numpy()
    if kind == "polars":
        data = pl.from_pandas(data)
    if kind == "file":
        data.to_csv(tmp_path / "answers.csv", index=False)
        data = tmp_path / "answers.csv"
    result = plspm.estimate(MODEL, data)
    by_name = result.bootstrap(clusters="firm", **QUIET)
    pd.testing.assert_frame_equal(by_name.paths, result.bootstrap(clusters=labels, **QUIET).paths)


def test_data_that_have_changed_are_refused():
    data = answers()
    result = plspm.estimate(MODEL, data)
    data.index = data.index + 1
    with pytest.raises(plspm.DataError, match="have changed"):
        result.bootstrap(clusters="firm", **QUIET)


def test_labels_that_are_masked_are_missing_and_those_in_two_dimensions_are_refused():
    result = plspm.estimate(MODEL, survey())
    labels = np.arange(60) // 5
    masked = np.ma.masked_array(labels, mask=labels == 2)
    with pytest.raises(plspm.DataError, match="5 missing labels"):
        result.bootstrap(clusters=masked, **QUIET)
    with pytest.raises(plspm.DataError, match="2 dimensions"):
        result.bootstrap(clusters=labels.reshape(6, 10), **QUIET)
    with pytest.raises(plspm.DataError, match="5 are missing"):
        plspm.plans.Bootstrap(9, 1, clusters=masked)


def test_weights_that_are_masked_are_missing():
    weights = np.ma.masked_array(np.ones(60), mask=np.arange(60) == 7)
    with pytest.raises(plspm.DataError, match="1 missing value, first nan in row 7"):
        plspm.estimate(MODEL, survey(), weights=weights)
    assert plspm.estimate(MODEL, survey(), weights=weights, missing="listwise").n == 59


def test_weights_beyond_all_measure_are_refused():
    with pytest.raises(plspm.DataError, match="60 enormous values"):
        plspm.estimate(MODEL, survey(), weights=np.full(60, 1e308))
    with pytest.raises(plspm.DataError, match="60 tiny values"):
        plspm.estimate(MODEL, survey(), weights=np.full(60, 1e-320))


@pytest.mark.parametrize("outlier", [1e8, 1e9, 1e30, 1e149])
def test_rows_of_weight_0_do_not_count_however_far_off(outlier):
    data = survey(61)
    weights = np.linspace(0.5, 2, 61)
    weights[7] = 0
    plain = plspm.estimate(MODEL, data, weights=weights)
    data.loc[7, ["a1", "b2"]] = outlier
    result = plspm.estimate(MODEL, data, weights=weights)
    for table in ("loadings", "effects", "r_squared"):
        pd.testing.assert_frame_equal(getattr(result, table), getattr(plain, table), rtol=1e-10)
    pd.testing.assert_frame_equal(
        result.bootstrap(**QUIET).paths, plain.bootstrap(**QUIET).paths, rtol=1e-9
    )


def test_descriptives_are_those_of_the_observed_answers():
    data = survey(300)
    gone = np.random.default_rng(1).random(300) < 0.27
    gaps = data.assign(a1=data["a1"].mask(gone))
    with pytest.warns(plspm.DataWarning, match=r"more than 5% of the answers to 'a1' \(2\d"):
        result = plspm.estimate(MODEL, gaps, missing="mean")
    row, observed = result.descriptives.loc["a1"], gaps["a1"].dropna()
    assert row["n"] == len(observed) == 300 - row["missing"]
    assert row["sd"] == pytest.approx(observed.std())
    assert row["mean"] == pytest.approx(observed.mean())
    assert row["skewness"] == pytest.approx(observed.skew())
    assert row["kurtosis"] == pytest.approx(observed.kurt())
    assert (result.descriptives.loc["a2":, "n"] == 300).all()
