"""Control variables are what dummies made by hand are, and say what they are compared with."""

import json
import pickle

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile.survey import MODEL, survey
from tests.strategies import examples

import plspm
from plspm.__main__ import main
from plspm.data import read_indicators
from plspm.errors import DataError, OptionError, SpecificationError, UnavailableError

NAN = float("nan")
SECTORS = ["Trade", "Services", "Industry"]


def firms(n=120, seed=0):
    """A survey of people in firms: an age and a sector, which is Trade most often."""
    rng = np.random.default_rng(seed)
    return survey(n, seed).assign(
        AGE=rng.integers(18, 66, n), SECTOR=rng.choice(SECTORS, n, p=[0.5, 0.3, 0.2])
    )


def by_hand(data, columns, targets="BC"):
    """The model text with constructs of one item for these columns, and the data with them."""
    names = [f"`{name}`" for name in columns]
    lines = [f"{name} =~ {name}" for name in names]
    lines += [f"{target} ~ {name}" for target in targets for name in names]
    return "\n".join([MODEL, *lines]), data.assign(**columns)


def dummies(data, reference="Trade"):
    made = pd.get_dummies(data["SECTOR"], dtype=float).drop(columns=reference)
    return {f"SECTOR[{name}]": made[name] for name in made}


def assert_same(result, expected):
    for name in ("effects", "loadings", "r_squared", "regressions", "construct_correlations"):
        pd.testing.assert_frame_equal(
            getattr(result, name), getattr(expected, name), rtol=1e-12, atol=1e-12
        )


@pytest.mark.filterwarnings("ignore::plspm.errors.AdmissibilityWarning")
@examples(15)
@given(
    seed=st.integers(0, 1000),
    reference=st.sampled_from([None, *SECTORS]),
    scheme=st.sampled_from(["path", "factorial", "centroid"]),
    kind=st.sampled_from(["object", "str", "category"]),
)
def test_dummies_are_those_made_by_hand(seed, reference, scheme, kind):
    data = firms(seed=seed)
    controls = ["AGE", "SECTOR"] if reference is None else {"AGE": None, "SECTOR": reference}
    result = plspm.estimate(MODEL, data.astype({"SECTOR": kind}), controls=controls, scheme=scheme)
    usual = reference or data["SECTOR"].value_counts().idxmax()
    columns = {"AGE": data["AGE"], **dummies(data, usual)}
    assert_same(result, plspm.estimate(*by_hand(data, columns), scheme=scheme))
    said = f"SECTOR (reference: {usual}{'' if reference else ', the most frequent'})"
    assert f"AGE; {said}" in result.summary()


def test_a_bootstrap_is_that_of_the_dummies():
    data = firms()
    columns = {"AGE": data["AGE"], **dummies(data)}
    boots = [
        result.bootstrap(50, seed=1)
        for result in (
            plspm.estimate(MODEL, data, controls=["AGE", "SECTOR"]),
            plspm.estimate(*by_hand(data, columns)),
        )
    ]
    pd.testing.assert_frame_equal(boots[0].paths, boots[1].paths)
    assert ("SECTOR[Services]", "C") in boots[0].paths.index


def test_the_text_of_the_model_reads_again():
    model = plspm.estimate(MODEL, firms(), controls="SECTOR").model
    assert plspm.PathModel.parse(model.to_text()) == model


def test_controls_point_at_the_constructs_that_are_stated():
    data = firms()
    controls = ["AGE", plspm.control("SECTOR", reference="Services", on="C")]
    result = plspm.estimate(MODEL, data, controls=controls)
    text, frame = by_hand(data, {"AGE": data["AGE"]})
    columns = dummies(data, "Services")
    more, frame = by_hand(frame, columns, targets="C")
    assert_same(result, plspm.estimate(text + more.removeprefix(MODEL), frame))


@pytest.mark.filterwarnings("ignore:Means stand:plspm.DataWarning")
@pytest.mark.parametrize("missing", ["listwise", "mean"])
def test_missing_categories_are_missing_values(missing):
    data = firms()
    data.loc[[3, 7], "SECTOR"] = None
    data.loc[9, "SECTOR"] = "k.A."
    data.loc[11, "SECTOR"] = " "
    data["AGE"] = data["AGE"].astype(object)
    data.loc[12, "AGE"] = "k.A."
    data.loc[13, "AGE"] = 99
    with pytest.raises(DataError, match=r"'AGE' \(2\), 'SECTOR' \(4\)"):
        plspm.estimate(MODEL, data, controls=["AGE", "SECTOR"], missing_codes=["k.A.", 99])
    options = {"missing": missing, "missing_codes": {"AGE": ["k.A.", 99], "SECTOR": "k.A."}}
    result = plspm.estimate(MODEL, data, controls=["AGE", "SECTOR"], **options)
    gone = data["SECTOR"].isin(["k.A.", " "]) | data["SECTOR"].isna()
    columns = {
        name: column.mask(gone)
        for name, column in dummies(data.assign(SECTOR=data["SECTOR"].mask(gone, "Trade"))).items()
    }
    age = pd.to_numeric(data["AGE"], errors="coerce").replace(99, NAN)
    assert_same(result, plspm.estimate(*by_hand(data, {"AGE": age, **columns}), missing=missing))


def test_codes_for_missing_answers_do_not_touch_dummies():
    data = firms()
    result = plspm.estimate(MODEL, data, controls="SECTOR", missing_codes=[0, 1])
    assert result.n == len(data)


def test_labels_of_spss_name_the_categories(tmp_path):
    data = firms()
    numbers = data["SECTOR"].map({"Industry": 1.0, "Services": 2.0, "Trade": 3.0})
    numbers[4] = 9.0
    path = tmp_path / "firms.sav"
    pyreadstat.write_sav(
        data.assign(SECTOR=numbers),
        str(path),
        column_labels={"SECTOR": "Your sector?", "a1": "I am glad"},
        variable_value_labels={
            "SECTOR": {1: "Industry", 2: "Services", 3: "Trade", 9: "no answer"},
            "AGE": {99: "no answer"},
        },
        missing_ranges={"SECTOR": [9]},
    )
    result = plspm.estimate(MODEL, path, controls=["AGE", "SECTOR"], missing="listwise")
    rows = data.drop(index=4)
    assert_same(result, plspm.estimate(MODEL, rows, controls=["AGE", "SECTOR"]))
    assert result._indicators.labels["SECTOR[Services]"] == "Your sector?: Services"
    as_numbers = [plspm.control("SECTOR", numbers=True)]
    result = plspm.estimate(MODEL, path, controls=as_numbers, missing="listwise")
    expected = plspm.estimate(MODEL, rows.assign(SECTOR=numbers.drop(4)), controls="SECTOR")
    assert_same(result, expected)
    assert result.construct_correlations.index[-1] == "SECTOR"


def test_numbers_with_a_stated_reference_are_categories():
    data = firms().assign(REGION=np.resize([1, 2, 3, 3], 120))
    result = plspm.estimate(MODEL, data, controls={"REGION": 2})
    assert [n for n in result.model.construct_names if "REG" in n] == ["REGION[1]", "REGION[3]"]
    words = data.assign(REGION=data["REGION"].map({1: "1", 2: "2", 3: "3"}).astype("category"))
    assert_same(result, plspm.estimate(MODEL, words, controls={"REGION": "2"}))


def test_categories_that_no_case_has_get_no_dummy():
    data = firms()
    data.loc[5, "SECTOR"], data.loc[5, "a1"] = "Farming", NAN
    wide = pd.CategoricalDtype([*SECTORS, "Farming", "Mining"])
    result = plspm.estimate(
        MODEL, data.astype({"SECTOR": wide}), controls="SECTOR", missing="listwise"
    )
    assert "SECTOR[Services]" in result.model.construct_names
    assert not {"SECTOR[Farming]", "SECTOR[Mining]"} & {*result.model.construct_names}


WRONG = {
    "no column": ({"controls": ["SEKTOR"]}, ["no column 'SEKTOR'", "mean 'SECTOR'"]),
    "no reference": ({"controls": {"SECTOR": "Trad"}}, ["no category 'Trad'", "mean 'Trade'"]),
    "an indicator": ({"controls": ["a1"]}, ["'a1'", "is an indicator"]),
    "a construct": ({"controls": ["A"]}, ["'A'", "construct of this name"]),
    "twice": ({"controls": ["AGE", "AGE"]}, ["twice", "'AGE'"]),
    "without an order": ({"controls": {"AGE", "SECTOR"}}, ["controls is {", '["AGE", "INDUSTRY"]']),
    "a number": ({"controls": 3}, ["controls is 3", '["AGE", "INDUSTRY"]']),
    "labels of cases": ({"controls": ["NAME"]}, ["120 categories in 120 rows", "'person 0'"]),
    "one category": ({"controls": ["COUNTRY"]}, ["single category, 'AT'", "leave it out"]),
    "text among numbers": ({"controls": ["INCOME"]}, ["'high' in row 4", 'missing_codes=["high"]']),
    "dates": ({"controls": ["DAY"]}, ["'DAY'", "Timestamp"]),
}


@pytest.mark.parametrize(("options", "words"), WRONG.values(), ids=WRONG)
def test_wrong_controls(options, words):
    data = firms()
    income = data["AGE"].astype(object)
    income[4] = "high"
    data = data.assign(
        A=data["AGE"],
        NAME=[f"person {k}" for k in range(len(data))],
        COUNTRY="AT",
        INCOME=income,
        DAY=pd.date_range("2020-01-01", periods=len(data)),
    )
    with pytest.raises((DataError, OptionError, SpecificationError)) as caught:
        plspm.estimate(MODEL, data, **options)
    assert [word for word in words if word not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: plspm.control(3), "name of a column, not 3"),
        (lambda: plspm.control("A", on=[]), r"on=\[\]"),
        (lambda: plspm.control("A", reference="x", numbers=True), "not both"),
        (lambda: plspm.control("A", numbers="yes"), "True or False"),
        (lambda: plspm.control("A", ref="x"), "ref"),
    ],
)
def test_wrong_words_about_a_control(make, words):
    with pytest.raises((OptionError, TypeError), match=words):
        make()


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Index])
def test_columns_in_any_order_that_is_one(kind):
    read = read_indicators(firms(), ["a1", "a2"], controls=kind(["AGE", "SECTOR"]))
    assert read.columns == ("a1", "a2", "AGE", "SECTOR")


def test_a_control_on_no_construct():
    with pytest.raises(SpecificationError, match=r"'CC', which is no construct.*mean 'C'"):
        plspm.estimate(MODEL, firms(), controls=[plspm.control("AGE", on="CC")])


def test_the_dummy_trap_is_named():
    data = firms()
    every = {f"S_{name}": (data["SECTOR"] == name).astype(float) for name in SECTORS}
    with pytest.raises(plspm.EstimationError, match=r"dummy trap.*leave one out.*reference"):
        plspm.estimate(*by_hand(data, every))
    twice = data.assign(BRANCH=data["SECTOR"].str.upper())
    with pytest.raises(plspm.EstimationError, match=r"BRANCH\[SERVICES\]"):
        plspm.estimate(MODEL, twice, controls=["SECTOR", "BRANCH"])


def test_with_and_without():
    data = firms()
    data.loc[3, "SECTOR"] = data.loc[5, "a1"] = None
    result = plspm.estimate(MODEL, data, controls=["AGE", "SECTOR"], missing="listwise")
    compared = plspm.compare_controls(result)
    plain = plspm.estimate(MODEL, data.drop(index=[3, 5]))
    pd.testing.assert_frame_equal(compared.without.effects, plain.effects, rtol=1e-12)
    for column, fit in (("without", plain), ("with", result)):
        for table, of in ((compared.paths, fit.paths), (compared.r_squared, fit.r_squared)):
            expected = of.iloc[:, 0].loc[table.index]
            np.testing.assert_allclose(table[column], expected, rtol=1e-12)
        np.testing.assert_allclose(table["difference"], table["with"] - table["without"])
    r2 = compared.r_squared.loc["C"]
    assert r2["f_squared"] == pytest.approx((r2["with"] - r2["without"]) / (1 - r2["with"]))
    per_unit = compared.controls.loc[("SECTOR[Services]", "C"), "per_unit"]
    Z = result.scores.assign(one=1.0)
    x = Z[["A", "B", "one"]].assign(**{
        "age": data["AGE"], **dummies(data)
    }).loc[Z.index]  # fmt: skip
    slopes = np.linalg.lstsq(x.to_numpy(float), Z["C"].to_numpy(), rcond=None)[0]
    assert per_unit == pytest.approx(slopes[x.columns.get_loc("SECTOR[Services]")], rel=1e-9)
    said = compared.summary()
    assert "reference: Trade, the most frequent" in said
    assert "Explained variance" in said
    with pytest.raises(UnavailableError, match="controls="):
        plspm.compare_controls(plain)


def test_a_missing_category_is_one_missing_answer_however_many_its_dummies():
    data = firms(300)
    data.loc[3, "SECTOR"] = None
    result = plspm.estimate(MODEL, data, controls=["AGE", "SECTOR"], missing="mean")
    assert result.n == 300


def test_with_and_without_where_means_were_put_in():
    data = firms()
    data.loc[3, "SECTOR"] = data.loc[5, "a1"] = None
    options = {"missing": "mean", "standardize": False, "weights": np.linspace(1, 2, len(data))}
    result = plspm.estimate(MODEL, data, controls=["AGE", "SECTOR"], **options)
    plain = plspm.estimate(MODEL, data, **options)
    without = plspm.compare_controls(result).without
    pd.testing.assert_frame_equal(without.effects, plain.effects, rtol=1e-12)
    pd.testing.assert_frame_equal(without.descriptives, plain.descriptives)


def test_results_with_controls_are_saved_whole():
    result = plspm.estimate(MODEL, firms(), controls=["AGE", "SECTOR"])
    again = pickle.loads(pickle.dumps(result))
    assert_same(again, result)
    assert plspm.compare_controls(again).references == plspm.compare_controls(result).references


@pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
def test_groups_products_and_higher_orders_take_controls():
    data = firms(300)
    data["d"] = data["a1"] + data["c1"]
    for text, path in {
        MODEL.replace("C ~ A + B", "C ~ A + B + A:B"): ("A:B", "C"),
        MODEL.replace("\nB ~ A\nC ~ A + B", "\nH =~ A + B\nD =~ d\nC ~ H\nD ~ C"): ("H", "C"),
    }.items():
        result = plspm.estimate(text, data, controls=["AGE", "SECTOR"])
        assert ("SECTOR[Services]", "C") in result.paths.index
        assert path in plspm.compare_controls(result).paths.index
        assert path in result.bootstrap(20, seed=1).paths.index
    compared = plspm.compare_groups(result, by=np.resize(["x", "y"], 300), draws=20, seed=1)
    assert "SECTOR[Services]" in compared.summary()


@pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
def test_nothing_is_claimed_of_controls():
    data = firms()
    with_controls = plspm.estimate(MODEL, data, controls=["AGE", "SECTOR"])
    found = with_controls.bootstrap(50, seed=1).check().table
    plain = plspm.estimate(MODEL, data).bootstrap(50, seed=1).check().table
    for criterion in ("single_item", "f_squared", "paths", "mediation", "sample_size"):
        lines = [
            sorted(table.index[table.index.get_level_values(0) == criterion])
            for table in (found, plain)
        ]
        assert not any("AGE" in where or "SECTOR" in where for _, where in lines[0])
        assert len(lines[0]) == len(lines[1]), criterion


def test_purify_keeps_the_controls():
    data = firms().assign(a3=np.random.default_rng(1).normal(size=120))
    purified = plspm.purify(MODEL, data, controls=["AGE", "SECTOR"])
    assert purified.dropped == ("a3",)
    assert {"AGE", "SECTOR[Services]"} <= {*purified.result.model.construct_names}


# -- new cases ------------------------------------------------------------------------------------


def test_new_cases_bring_their_categories():
    data = firms()
    result = plspm.estimate(MODEL, data, controls=["AGE", "SECTOR"])
    columns = {"AGE": data["AGE"], **dummies(data)}
    text, frame = by_hand(data, columns)
    expected = plspm.predict(plspm.estimate(text, frame), frame.iloc[:5])
    new = data.iloc[:5].astype({"SECTOR": "category"})
    found = plspm.predict(result, new)
    pd.testing.assert_frame_equal(found.indicators, expected.indicators)
    pd.testing.assert_frame_equal(found.scores, expected.scores)


def test_categories_that_the_fit_has_not_seen_are_refused_by_name():
    data = firms()
    result = plspm.estimate(MODEL, data, controls=["AGE", "SECTOR"])
    new = data.iloc[:5].assign(SECTOR=["Trade", "Mining", "Trade", "Farming", "Services"])
    with pytest.raises(DataError) as caught:
        plspm.predict(result, new)
    words = ["'SECTOR' holds 'Farming', 'Mining'", "not seen", "'Services'", "'Trade'"]
    assert [word for word in words if word not in str(caught.value)] == []
    with pytest.raises(DataError, match="no column 'SECTOR'") as caught:
        plspm.predict(result, data.drop(columns="SECTOR"))
    assert len(caught.value.problems) == 1
    with pytest.raises(DataError, match=r"'SECTOR\[.*lacks 1 value"):
        plspm.predict(result, new.assign(SECTOR=["Trade", None, "Trade", "Trade", "Services"]))


def test_numbers_behind_labels_are_the_categories_of_new_cases(tmp_path):
    data = firms().assign(REGION=np.resize([1.0, 2, 3, 3], 120))
    data.attrs["value_labels"] = {"REGION": {1: "north", 2: "south", 3: "east"}}
    result = plspm.estimate(MODEL, data, controls="REGION")
    assert "REGION[north]" in result.model.construct_names
    plain = pd.DataFrame(data.iloc[:6].to_dict("list"))
    expected = plspm.predict(result, data.iloc[:6])
    pd.testing.assert_frame_equal(plspm.predict(result, plain).indicators, expected.indicators)
    with pytest.raises(DataError, match="holds '7', which the fit has not seen"):
        plspm.predict(result, plain.assign(REGION=7))


# -- the command line -----------------------------------------------------------------------------


def test_the_command_line(tmp_path, capsys):
    model, data, out = tmp_path / "m.txt", tmp_path / "d.csv", tmp_path / "out"
    model.write_text(MODEL, encoding="utf-8")
    firms().to_csv(data, index=False)
    given = [str(model), str(data), "--controls", "AGE", "SECTOR=Services"]
    assert main(["check", *given]) == 0
    assert "Control: SECTOR (reference: Services)" in capsys.readouterr().out
    assert main(["estimate", *given, "--out", str(out)]) == 0
    assert "Controls:       AGE; SECTOR (reference: Services)" in capsys.readouterr().out
    record = json.loads((out / "settings.json").read_text("utf-8"))
    assert record["controls"] == {"AGE": None, "SECTOR": "Services"}
    assert main(["check", *given[:3], "SEKTOR"]) == 2
    assert "no column 'SEKTOR'; did you mean 'SECTOR'?" in capsys.readouterr().err
    assert main(["check", str(model), "--controls", "AGE"]) == 2
    assert "--controls: about data" in capsys.readouterr().err


def test_a_missing_category_is_one_missing_answer(tmp_path, capsys):
    model, path = tmp_path / "m.txt", tmp_path / "d.csv"
    model.write_text(MODEL, encoding="utf-8")
    data = firms()
    data.loc[[2, 5], "SECTOR"] = None
    data.loc[5, "a1"] = NAN
    data.to_csv(path, index=False)
    options = [str(model), str(path), "--missing", "mean", "--controls", "AGE", "SECTOR"]
    told = "3 missing values replaced by the mean of their indicator"
    for command in ("check", "estimate"):
        assert main([command, *options]) == 0
        assert told in capsys.readouterr().out
    assert main(["report", *options, "--out", str(tmp_path / "r.md")]) == 0
    report = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "3 missing answers (0.2%) were replaced" in report  # of 120 cases and 11 columns


def test_rows_of_weight_zero_do_not_make_categories():
    data = firms()
    data.loc[2, "SECTOR"] = "Farming"
    weights = np.where(data["SECTOR"] == "Farming", 0.0, 1.0)
    read = read_indicators(data, ["a1", "a2"], controls="SECTOR", weights=weights)
    assert read.controls[0].categories == ("Industry", "Services", "Trade")
    assert read.values[2].tolist()[2:] == [0, 0]
