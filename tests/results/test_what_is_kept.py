"""A result keeps what its model needs; the rest is looked up while it is there."""

import gc
import pickle
import warnings

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile.survey import MODEL, survey

import plspm
from plspm.data.answers_used import AnswersUsed
from plspm.groups.fits import part_of

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


def in_one_type(data):
    """Numbers beside text as text, which a Parquet file takes."""
    worded = [name for name in data if pd.api.types.is_object_dtype(data[name].dtype)]
    return data.astype(dict.fromkeys(worded, str))


KINDS = {
    "plain": {},
    "gaps dropped": {"missing": "listwise", "missing_codes": ["k.A.", 9]},
    "means put in": {"missing": "mean", "missing_codes": {"a1": ["k.A.", 9]}},
    "turned round": {"reverse": {"a2": (-9, 9)}},
    "weighted": {"weights": "w", "missing": "listwise", "missing_codes": "k.A."},
    "controls": {"controls": ["sector", "w"]},
}
WRITERS = {
    "csv": lambda data, path: data.to_csv(path, index=False),
    "german.csv": lambda data, path: data.to_csv(path, index=False, sep=";", decimal=","),
    "parquet": lambda data, path: in_one_type(data).to_parquet(path, index=False),
    "xlsx": lambda data, path: data.to_excel(path, index=False),
}


def answers_of(options):
    """Answers in halves, with a code and gaps where they are declared."""
    data = answers().assign(w=np.arange(60) % 4, sector=np.array(list("abc"))[np.arange(60) % 3])
    items = ["a1", "a2", "a3", "b1", "b2", "b3"]
    data[items] = (data[items] * 2).round() / 2
    if "missing_codes" in options:
        data["a1"] = data["a1"].astype(object)
        data.loc[::20, "a1"] = "k.A."
        data.loc[7::30, "a1"] = 9
    return data


@pytest.mark.filterwarnings("ignore:Items load", "ignore:Means stand", "ignore:.*decimal comma")
@pytest.mark.parametrize("options", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_that_was_sorted_anew_is_refused(kind, options, tmp_path):
    data, path = answers_of(options), tmp_path / f"answers.{kind}"
    WRITERS[kind](data, path)
    result = plspm.estimate(MODEL, path, **options)
    by_name = result.bootstrap(clusters="firm", **QUIET)
    assert by_name.paths.notna().any(axis=None)
    WRITERS[kind](data.sort_values("email", key=lambda c: c.str[::-1]), path)
    with pytest.raises(plspm.DataError, match=r"changed.*holds other values.*Estimate again"):
        result.bootstrap(clusters="firm", **QUIET)
    with pytest.raises(plspm.DataError, match="have changed"):
        plspm.compare_groups(result, "sector", permutations=9, draws=9, seed=1, progress=False)


@pytest.mark.filterwarnings("ignore:Items load against", "ignore:Means stand")
@pytest.mark.parametrize("options", KINDS.values(), ids=KINDS)
def test_a_frame_that_was_sorted_in_place_is_refused_and_one_with_new_columns_is_not(options):
    data = answers_of(options)
    result = plspm.estimate(MODEL, data, **options)
    data["half"] = np.arange(60) // 30
    kept = result.bootstrap(clusters="firm", **QUIET)
    assert kept.paths.notna().any(axis=None)
    order = np.random.default_rng(0).permutation(60)
    for name in list(data.columns):
        data[name] = data[name].to_numpy()[order]
    with pytest.raises(plspm.DataError, match="have changed"):
        result.bootstrap(clusters="firm", **QUIET)


def test_a_column_that_is_gone_or_in_words_is_said_to_be():
    data = answers()
    result = plspm.estimate(MODEL, data, weights=None)
    numbers = data.pop("b3")
    with pytest.raises(plspm.DataError, match="column 'b3' is gone"):
        result.bootstrap(clusters="firm", **QUIET)
    data["b3"] = numbers.astype(str)
    with pytest.raises(plspm.DataError, match="column 'b3' cannot be read as it could"):
        result.bootstrap(clusters="firm", **QUIET)


def test_a_group_looks_its_own_rows_up():
    data = answers().assign(half=np.arange(60) % 2)
    whole = plspm.estimate(MODEL, data)
    part = part_of(whole._indicators, data["half"].to_numpy() == 1)
    part = part_of(part, np.arange(30) < 20)
    assert part.origin.frame()["email"].tolist() == data["email"][1:40:2].tolist()
    data.loc[39, "a1"] += 1
    with pytest.raises(plspm.DataError, match="column 'a1' holds other values, first in row 39"):
        part.origin.frame()
    data.loc[39, "a1"] -= 1
    data.loc[[0, 41], "a1"] += 1
    assert len(part.origin.frame()) == 20


@given(st.permutations(range(8)), st.data())
def test_rows_in_another_order_are_taken_only_where_the_answers_are_the_same(order, drawn):
    few = st.lists(st.sampled_from([1.0, 2.0, np.nan]), min_size=8, max_size=8)
    table = np.column_stack([drawn.draw(few), drawn.draw(few)])
    observed = ~np.isnan(table)
    weights = np.array(drawn.draw(st.lists(st.integers(0, 2), min_size=8, max_size=8)), float)
    used = AnswersUsed(
        ("a", "b"),
        np.where(observed, table, 1.5),
        observed,
        weights="w",
        case_weights=weights,
    )
    frame = pd.DataFrame(table, columns=["a", "b"]).assign(w=weights).iloc[list(order)]
    now, counting = np.column_stack([table, weights])[list(order)], weights > 0
    before = np.column_stack([table, weights])
    same = np.array_equal(now[counting], before[counting], equal_nan=True)
    assert (used.change_in(frame) is None) is same


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
    with pytest.raises(plspm.DataError, match=r"60 enormous values.* from 1e-150 to 1e\+150, or"):
        plspm.estimate(MODEL, survey(), weights=np.full(60, 1e308))
    with pytest.raises(plspm.DataError, match="60 tiny values"):
        plspm.estimate(MODEL, survey(), weights=np.full(60, 1e-320))


def test_words_are_no_weights_whatever_their_order():
    sizes = pd.Categorical(np.resize(["small", "big"], 60), ["small", "big"], ordered=True)
    for weights in ("size", pd.Series(sizes)):
        with pytest.raises(plspm.DataError, match="hold words, such as 'small'"):
            plspm.estimate(MODEL, survey().assign(size=sizes), weights=weights)
    counts = survey().assign(size=pd.Categorical(np.resize(["1", "2"], 60)))
    plain = plspm.estimate(MODEL, survey(), weights=np.resize([1, 2], 60)).paths
    pd.testing.assert_frame_equal(plspm.estimate(MODEL, counts, weights="size").paths, plain)


@pytest.mark.parametrize("missing", ["error", "listwise", "mean"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300, 99, 8])
def test_no_value_in_a_row_of_weight_0_is_checked(value, missing):
    data = survey(61)
    weights = np.linspace(0.5, 2, 61)
    weights[[7, 20]] = 0
    options = {"weights": weights, "missing": missing}
    reverse = {name: (data[name].min(), data[name].max()) for name in data}
    plain = plspm.estimate(MODEL, data, **options)
    turned = plspm.estimate(MODEL, data, reverse=reverse, **options)
    data = data.astype(float)
    data.loc[7, list(data)] = value
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = plspm.estimate(MODEL, data, **options)
    assert found.n == plain.n == 59
    pd.testing.assert_frame_equal(found.loadings, plain.loadings, rtol=1e-9)
    pd.testing.assert_frame_equal(found.paths, plain.paths, rtol=1e-9)
    assert found.descriptives["missing"].sum() == 0
    scored = found.scores.index
    usable = np.isfinite(value) and value < 1e150
    assert (7 in scored) == (usable or missing == "mean")
    assert 20 in scored
    again = plspm.estimate(MODEL, data, reverse=reverse, **options)
    pd.testing.assert_frame_equal(again.loadings, turned.loadings, rtol=1e-9)
    said = " ".join(found.summary().split())
    assert ("1 of 61 rows, of weight 0, left out" in said) == (missing == "error" and not usable)
    assert np.isfinite(found.bootstrap(**QUIET).paths["std_error"]).all()


def test_a_missing_answer_in_a_row_that_counts_is_refused_as_before():
    data = survey(61).astype(float)
    weights = np.linspace(0.5, 2, 61)
    weights[7] = 0
    data.loc[[7, 8], "a1"] = np.nan
    with pytest.raises(plspm.DataError, match=r"in 1 row of 60: 'a1' \(1\)"):
        plspm.estimate(MODEL, data, weights=weights)
    data.loc[8, "a1"] = np.inf
    with pytest.raises(plspm.DataError, match="1 infinite value, first in row 8"):
        plspm.estimate(MODEL, data, weights=weights)


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
