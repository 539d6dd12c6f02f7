"""Groups that cannot be compared are refused with all reasons at once."""

import numpy as np
import pandas as pd
import pytest
from tests.groups.cases import TEXT, compare, factor_data, quietly

import plspm

N = 90


@pytest.fixture(scope="module")
def frame():
    data = factor_data(N, 4)
    data["group"] = np.repeat(["x", "y", "z"], 30)
    data["age"] = np.arange(N) + 18
    data["firm"] = np.arange(N) // 5
    return data


@pytest.fixture(scope="module")
def result(frame):
    return plspm.estimate(TEXT, frame)


def refused(result, by, **options):
    with pytest.raises(plspm.DataError) as caught:
        compare(result, by, **options)
    return str(caught.value)


def test_a_continuous_by_gets_the_remedy(result):
    message = refused(result, "age")
    assert "90 different numbers" in message and "moderator" in message and "pd.cut" in message


def test_missing_labels_are_counted_and_their_rows_named(result, frame):
    labels = frame["group"].where(frame.index > 2)
    assert "3 missing labels (rows 0, 1, 2)" in refused(result, labels)
    labels = frame["group"].where(frame.index > 19)
    assert "(rows 0, 1, 2, 3, 4, 5, 6, 7 and 12 more)" in refused(result, labels)


def test_rows_of_missing_labels_are_those_of_the_data(frame):
    """Rows that were left out before, and labels of rows that are texts."""
    data = frame.set_axis([f"firm {k}" for k in range(len(frame))])
    data.iloc[0, data.columns.get_loc("a11")] = np.nan
    data.iloc[[0, 7], data.columns.get_loc("group")] = None
    result = quietly(TEXT, data, missing="listwise")
    assert "1 missing label (row 'firm 7')" in refused(result, "group")


def test_a_single_group(result):
    assert "single group" in refused(result, ["a"] * N)


def test_unknown_columns_all_named(result):
    message = refused(result, ["grup", "firn"])
    assert "'grup'" in message and "'firn'" in message


def test_too_small_and_constant_groups_are_told_at_once(frame):
    data = frame.copy()
    data.loc[:1, "group"] = "tiny"
    data.loc[data["group"] == "z", ["a11", "c13"]] = 2.0
    message = refused(plspm.estimate(TEXT, data), "group")
    assert "Group 'tiny' has 2 cases" in message
    assert "Group 'z': constant among its 30 cases: a11 (always 2), c13 (always 2)" in message


def test_too_few_cases_for_weights_and_predictors():
    data = factor_data(40, 4)
    data["group"] = ["a"] * 4 + ["b"] * 36
    text = TEXT.replace("A1 =~", "A1 <~")
    message = refused(plspm.estimate(text, data), "group")
    assert "4 cases, too few for the 3 weights of A1 in Mode B" in message
    data["group"] = ["a"] * 3 + ["b"] * 37
    message = refused(plspm.estimate(text, data), "group")
    assert "too few for the 2 predictors of C1" in message


def test_clusters_lie_within_groups(result, frame):
    message = refused(result, "group", clusters=np.arange(N) % 10)
    assert "10 of 10 clusters have cases in several groups" in message
    message = refused(result, "group", clusters=np.where(frame["group"] == "x", -1, frame["firm"]))
    assert "Group 'x' is a single cluster" in message


def test_cases_of_weight_zero_do_not_count(frame):
    weights = np.where((frame["group"] == "x") & (frame.index > 1), 0.0, 1.0)
    message = refused(plspm.estimate(TEXT, frame, weights=weights), "group")
    assert "Group 'x' has 2 cases" in message


def test_matrices_have_no_groups(frame):
    items = frame.filter(regex=r"^[abc]1\d$")
    result = plspm.estimate(TEXT, correlations=items.corr(), n=N)
    with pytest.raises(plspm.UnavailableError, match="need the cases"):
        compare(result, "group")


def test_options_and_data_are_refused_together(result):
    with pytest.raises(plspm.InputError) as caught:
        compare(result, "age", permutations=1, draws=0, correction="holmes", level=95)
    for word in ("permutations", "draws", "correction", "level", "different numbers"):
        assert word in str(caught.value)


def test_no_result():
    with pytest.raises(plspm.OptionError, match=r"give the result of plspm\.estimate"):
        compare("group", "group")


def test_wrong_names_of_statistics(result):
    found = compare(result, "group")
    for wrong in (found.differences, found.overlap, found.plot):
        with pytest.raises(plspm.OptionError, match="statistic"):
            wrong("path")
    with pytest.raises(plspm.OptionError, match="correction"):
        found.differences("paths", correction="none")


def test_answers_that_a_group_never_gives_are_named(frame):
    data = frame.copy()
    data["a11"] = np.digitize(data["a11"], [-1, 0, 1])
    data.loc[(data["group"] == "y") & (data["a11"] == 3), "a11"] = 2
    found = compare(plspm.estimate(TEXT, data), "group").configural.loc["same answers"]
    assert not found["holds"] and "a11 in 'y' (n = 30): no 3" in found["detail"]


def test_small_and_unequal_groups_are_noted():
    data = factor_data(60, 4)
    by = pd.Categorical(["few"] * 12 + ["many"] * 48, categories=["many", "few", "none"])
    data["by"] = by
    found = compare(plspm.estimate(TEXT, data), "by")
    assert list(found.fits) == ["many", "few"]
    assert any(
        "Group 'few' has 12 cases, fewer than the 12" in note for note in found.notes
    ) or any("48 cases, the smallest 12" in note for note in found.notes)
