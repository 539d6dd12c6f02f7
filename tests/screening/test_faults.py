"""Every kind of fault is found where it is, and said with what to do."""

import json

import numpy as np
import pandas as pd
import pytest
from benchmarks.screening_rates import survey

import plspm
from plspm.screening.wording import KINDS

N = 300


def clean(seed=0):
    return survey("1 to 7", 2 * seed, N)  # even ones are complete


def kinds(found):
    return list(found.findings["kind"])


def row_of(found, kind):
    [row] = found.findings[found.findings["kind"] == kind].to_dict("records")
    return row


def test_nothing_is_found_where_nothing_is_wrong():
    data, model = clean()
    found = plspm.screen(data, model)
    assert kinds(found) == []
    assert (found.cases["findings"] == "").all()
    assert "Findings" not in found.summary().split("Items\n")[0].split("\n---")[-1]
    assert found.littles_test.empty
    assert found.patterns["cases"].tolist() == [N]


def of_values(data):
    data.loc[[3, 9, 11], "c0_1"] = -99.0
    data.loc[5, "c1_0"] = 77.0
    return {"missing codes": ["c0_1: -99 (3 times)", "c1_0: 77 (1 time)"]}


def of_scale(data):
    data["c0_1"] += 0.0
    data.loc[4, "c0_1"] = 12.5
    return {"impossible values": ["c0_1: 12.5 (1 time)"]}


def infinite(data):
    data.loc[4, "c0_1"] = np.inf
    return {"impossible values": ["c0_1: inf (1 time)"]}


def reversed_items(data):
    data["c0_1"] = 8 - data["c0_1"]
    data["c2_0"] = 8 - data["c2_0"]
    return {"keyed the other way": ["c0_1", "c2_0"]}


def constant(data):
    data["c0_1"] = 3
    return {"constant item": ["c0_1"]}


def unanswered(data):
    data["c0_1"] = np.nan
    return {"no answers": ["c0_1"]}


def copy_of_item(data):
    data["c0_1"] = data["c3_0"]
    return {"duplicate item": ["c3_0 = c0_1"]}


def sum_of_items(data):
    data["c0_1"] = data["c0_0"] + data["c1_0"] - data["c2_0"]
    return {"dependent item": []}


def gaps_in_item(data):
    data.loc[: 0.1 * N, "c0_1"] = np.nan
    return {"missing by item": ["c0_1"]}


def gaps_in_case(data):
    data.iloc[17, :6] = np.nan
    return {"missing by case": ["row 17"]}


def empty(data):
    data.iloc[[2, 8]] = np.nan
    return {"empty row": ["rows 2, 8"]}


def one_straight_line(data):
    data.iloc[17] = 3.0
    return {"straight-lining": ["row 17"]}


def long_string(data):
    data.iloc[17] = 3.0
    data.iloc[17, -1] = 5.0
    return {"long string": ["row 17"]}


def pasted_rows(data):
    data.iloc[200:210] = data.iloc[50:60].to_numpy()
    return {"duplicate row": ["rows 200, 201, 202"]}


def not_at_random(data):
    data.loc[(data["c0_0"] > 5) & (data.index % 2 == 0), "c0_1"] = np.nan
    return {"missing not at random": ["all cases"], "missing by item": ["c0_1"]}


def slip(data):
    data.iloc[17] = np.where(np.arange(data.shape[1]) % 2, 1.0, 7.0)
    return {"unusual answers": ["row 17"]}


FAULTS = [
    of_values, of_scale, infinite, reversed_items, constant, unanswered, copy_of_item, sum_of_items,
    gaps_in_item, gaps_in_case, empty, one_straight_line, long_string, pasted_rows, not_at_random,
    slip,
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_found_and_nothing_else(fault):
    data, model = clean()
    expected = fault(data)
    scales = {"c0_1": (1, 7)} if fault is of_scale else None
    found = plspm.screen(data, model, scales=scales)
    allowed = {"missing by item"} if fault is unanswered else set()
    assert (
        set(kinds(found)) - allowed
        == {k for k in expected if expected[k] or k not in allowed} - allowed
    )
    for kind, parts in expected.items():
        for part in parts:
            assert part in row_of(found, kind)["where"]
    check_page(found)


def check_page(found):
    text = found.summary()
    for row in found.findings.itertuples():
        assert row.kind.capitalize() in text
        assert row.action
        assert "{" not in row.action.replace("reverse={", "")
    for width in (40, 60, 88):
        assert max(map(len, found.summary(width=width).splitlines())) <= width
    assert found._repr_html_()
    assert plspm.from_json(found.to_json()).summary() == text
    json.dumps(found.to_dict(), allow_nan=False)


def test_every_kind_is_tried():
    tried = {kind for fault in FAULTS for kind in fault(clean()[0])}
    assert tried == set(KINDS) - {"little variation"}


def test_answers_that_hardly_vary_are_found():
    data = pd.concat([survey("1 to 7", seed, 1000)[0] for seed in (4, 6, 8)], axis=1)
    data.columns = [f"i{k}" for k in range(data.shape[1])]
    rng = np.random.default_rng(0)
    for row in range(10):
        data.iloc[row] = 4.0 + rng.integers(0, 2, data.shape[1])
    flat = plspm.screen(data).cases["findings"].str.contains("little variation")
    assert set(np.flatnonzero(flat)) == set(range(10))


def test_what_to_do_works():
    data, model = clean()
    of_values(data)
    reversed_items(data)
    data.loc[data["c0_1"] == 107, "c0_1"] = -99
    found = plspm.screen(data, model)
    assert row_of(found, "missing codes")["action"].endswith("missing_codes=[-99, 77]")
    assert '"c0_1": (1, 7), "c2_0": (1, 7)' in row_of(found, "keyed the other way")["action"]
    mended = plspm.screen(
        data, model, missing_codes=[-99, 77], reverse={"c0_1": (1, 7), "c2_0": (1, 7)}
    )
    assert kinds(mended) == []
    assert mended.items.loc["c0_1", "missing"] == pytest.approx(3 / N)


def test_codes_are_set_aside_for_everything_else():
    data, model = clean()
    of_values(data)
    found, gone = (
        plspm.screen(data, model),
        plspm.screen(data.replace([-99.0, 77.0], np.nan), model),
    )
    pd.testing.assert_series_equal(found.cases["mahalanobis"], gone.cases["mahalanobis"])
    assert found.items.loc["c0_1", ["missing", "codes", "min"]].tolist() == [0.0, 3, 1.0]
    assert any("look like codes" in note for note in found.notes)


def test_stated_scales_go_before_suspicion():
    data, model = clean()
    data["c0_1"] = np.where(data.index == 4, 99.0, data["c0_1"])
    found = plspm.screen(data, model, scales={"c0_1": (1, 100)})
    assert "missing codes" not in kinds(found)


def test_cases_have_the_labels_of_the_data():
    data, model = clean()
    pasted_rows(data)
    found = plspm.screen(data.set_axis([f"firm {i}" for i in range(N)]), model)
    assert "rows 'firm 200', 'firm 201'" in row_of(found, "duplicate row")["where"]
    assert found.cases.loc["firm 200", "same_as"] == "firm 50"


def test_without_a_model_all_columns_of_numbers_are_screened():
    data, _ = clean()
    frame = data.assign(id=np.arange(1, N + 1), name="x", c0_1=8 - data["c0_1"])
    found = plspm.screen(frame)
    assert list(found.items.index) == list(data.columns)
    assert any("'id' numbers the cases" in note for note in found.notes)
    assert any("'name'" in note for note in found.notes)
    assert any("Without a model" in note for note in found.notes)
    assert kinds(found) == []


def test_few_cases_have_no_distances():
    data, model = clean()
    found = plspm.screen(data.head(20), model)
    assert found.cases["mahalanobis"].isna().all()
    assert found.mardia.empty
    assert any("more than twice as many cases" in note for note in found.notes)


def test_empty_rows_are_measured_by_nothing():
    data, model = clean()
    empty(data)
    cases = plspm.screen(data, model).cases
    assert cases.loc[2, ["variability", "mahalanobis", "p_value"]].isna().all()
    assert cases.loc[2, "longest_string"] == 0
    assert cases.loc[8, "same_as"] == 2


WRONG = {
    "no such column": ({"model": "A =~ c0_0 + d\nB =~ c1_0\nB ~ A"}, "no column 'd'"),
    "scales of an unknown item": ({"scales": {"q": (1, 7)}}, "scales names 'q'"),
    "a scale that is none": ({"scales": (7, 1)}, r"^scales is \(7, 1\); it must be the lowest"),
    "a scale of words": ({"scales": "1-7"}, "^scales is '1-7'; it must be the lowest"),
    "a seed": ({"seed": -1}, "seed is -1"),
    "an option of others": ({"codes": 3}, "no option 'codes'"),
    "a model that is none": ({"model": 3}, "takes the data first"),
}


@pytest.mark.parametrize(("options", "said"), WRONG.values(), ids=WRONG)
def test_wrong_calls_are_answered_in_words(options, said):
    with pytest.raises(plspm.PlspmError, match=said):
        plspm.screen(clean()[0], **options)


def test_data_come_first():
    data, model = clean()
    for given in ((plspm.PathModel.parse(model), data), (model, data)):
        with pytest.raises(plspm.CallError, match="takes the data first"):
            plspm.screen(*given)


def test_columns_of_one_name_are_refused_once():
    data, _ = clean()
    with pytest.raises(plspm.DataError) as told:
        plspm.screen(data.rename(columns={"c0_1": "c0_0"}))
    assert len(told.value.problems) == 1


def test_columns_of_the_model_must_be_numbers():
    data, model = clean()
    with pytest.raises(plspm.DataError, match="'c0_0'"):
        plspm.screen(data.assign(c0_0="high"), model)
    with pytest.raises(plspm.DataError, match="at least 3"):
        plspm.screen(data.head(2), model)
    with pytest.raises(plspm.DataError, match="no column of numbers"):
        plspm.screen({"a": ["x", "y", "z"]})
    few_texts = data.astype(object).astype({"c0_1": object})
    few_texts.loc[3, "c0_1"] = "k.A."
    with pytest.raises(plspm.DataError, match=r"k\.A\."):
        plspm.screen(few_texts, model)
    assert plspm.screen(few_texts, model, missing_codes="k.A.").items.loc["c0_1", "missing"] > 0


def test_controls_of_numbers_are_screened_by_themselves():
    data, text = clean()
    rng = np.random.default_rng(1)
    data = data.assign(
        AGE=rng.integers(18, 66, N), SIZE=rng.lognormal(size=N), SECTOR=np.resize(list("abc"), N)
    )
    stated = f"{text} + control(AGE) + control(SIZE) + control(SECTOR)"
    assert kinds(plspm.screen(data, stated, scales=(1, 7))) == []
    data.loc[[3, 50, 70], "AGE"] = 999
    data.loc[5, "SIZE"] = np.nan
    found = plspm.screen(data, stated, scales={"SIZE": (0, 1000)})
    assert row_of(found, "missing codes")["where"] == "AGE: 999 (3 times)"
    assert found.items["answers"].to_dict()["SIZE"] == N - 1
    assert "Left out: The control 'SECTOR' holds categories." in found.notes
    codes = {"AGE": 999, "SECTOR": "a"}
    assert kinds(plspm.screen(data, stated, missing_codes=codes, scales={"AGE": (18, 65)})) == []
    data = data.astype({"AGE": object})
    data.loc[2, "AGE"] = "high"
    with pytest.raises(plspm.DataError, match="'high' in row 2 of column 'AGE'"):
        plspm.screen(data, stated)
