"""What settings.json says is what was done and what came of it."""

import json

import pytest
from tests.commands.study import DATA, MODEL

import plspm
from plspm.__main__ import main


def record(folder, *options, model=MODEL, data=DATA):
    assert main(["estimate", str(model), str(data), "--out", str(folder), *options]) == 0
    return json.loads((folder / "settings.json").read_text("utf-8"))


def test_what_is_said_of_a_plain_run(tmp_path):
    said = record(tmp_path)
    result = plspm.estimate(MODEL.read_text("utf-8"), DATA)
    assert said["data"] == str(DATA)
    assert said["versions"].startswith(f"plspm {plspm.__version__}, numpy ")
    assert (said["scheme"], said["estimator"], said["missing"]) == ("path", "pls", "error")
    assert said["weights"] is None
    assert (said["tolerance"], said["max_iterations"]) == (1e-7, 300)
    assert said["cases"] == 119
    assert said["iterations"] == result.iterations
    assert said["converged"] is True
    assert said["bootstrap"] is None


def test_names_stay_readable(tmp_path):
    model = tmp_path / "model.txt"
    model.write_text("Größe =~ EXP_a + EXP_b; MPE =~ MPE_a; MPE ~ Größe", encoding="utf-8")
    said = record(tmp_path / "out", model=model)
    assert said["model"][0] == "Größe =~ EXP_a + EXP_b"
    assert '"Größe =~' in (tmp_path / "out" / "settings.json").read_text("utf-8")


@pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
def test_options_are_said_as_they_were_given(tmp_path):
    data = tmp_path / "weighted.csv"
    frame = plspm.datasets.load("customer_engagement")
    frame.loc[3, "EXP_a"] = None
    frame.assign(w=[1.0, 2.0] * 59 + [1.0]).to_csv(data, index=False)
    options = ["--scheme", "factorial", "--estimator", "plsc", "--missing", "listwise"]
    options += ["--weights", "w", "--tolerance", "1e-5", "--max-iterations", "77"]
    said = record(tmp_path / "out", *options, data=data)
    assert (said["scheme"], said["estimator"]) == ("factorial", "plsc")
    assert (said["missing"], said["weights"]) == ("listwise", "w")
    assert (said["tolerance"], said["max_iterations"]) == (1e-5, 77)
    assert said["cases"] == 118


def test_a_fit_that_did_not_settle_is_said_to_be_one(tmp_path, capsys):
    said = record(tmp_path, "--max-iterations", "1")
    assert said["converged"] is False
    assert said["iterations"] == 1
    assert "did not settle" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
def test_draws_that_failed_are_not_called_usable(tmp_path):
    """Of four draws of few, nearly constant answers some are constant: these are not usable."""
    data, model = tmp_path / "few.csv", tmp_path / "model.txt"
    rows = ["1,1,2,3", "1,2,1,2", "1,1,3,1", "1,3,2,2", "2,2,4,3", "1,4,3,5", "1,2,2,1"]
    data.write_text("\n".join(["a,b,c,d", *rows]))
    model.write_text("A =~ a + b; B =~ c + d; B ~ A")
    options = ["--bootstrap", "99", "--seed", "3", "--level", "0.9"]
    said = record(tmp_path / "out", *options, model=model, data=data)["bootstrap"]
    boot = plspm.estimate(model.read_text(), data).bootstrap(99, 3, level=0.9)
    assert 2 < boot.draws_usable < 99
    assert said == {
        "draws_requested": 99,
        "draws_usable": boot.draws_usable,
        "seed": 3,
        "interval": "percentile",
        "level": 0.9,
    }


@pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
def test_recoding_and_reading_are_said(tmp_path):
    data, model = tmp_path / "answers.csv", tmp_path / "model.txt"
    frame = plspm.datasets.load("customer_engagement").assign(age=[20, 30, 45] * 39 + [50, 60])
    frame.loc[3, "EXP_a"] = 9
    frame.to_csv(data, index=False, encoding="cp1252")
    model.write_text(
        "EXP =~ EXP_a + EXP_b; ORE =~ ORE_a; MPE =~ MPE_a + MPE_b\nMPE ~ EXP:ORE + EXP + ORE"
    )
    options = ["--missing-codes", "9", "--missing", "mean", "--reverse", "EXP_a=1:5"]
    options += ["--encoding", "cp1252", "--controls", "age", "--interactions", "orthogonal"]
    options += ["--check", "--rules", "henseler"]
    said = record(tmp_path / "out", *options, model=model, data=data)
    assert (said["missing"], said["missing_codes"]) == ("mean", [9])
    assert said["reverse"] == {"EXP_a": [1, 5]}
    assert (said["encoding"], said["sheet"]) == ("cp1252", None)
    assert said["controls"] == {"age": None}
    assert (said["interactions"], said["higher_order"]) == ("orthogonal", None)
    assert said["rules"] == "henseler"


def test_the_sheet_and_the_method_of_higher_orders_are_said(tmp_path):
    data, model = tmp_path / "answers.xlsx", tmp_path / "model.txt"
    plspm.datasets.load("customer_engagement").to_excel(data, sheet_name="wave 2", index=False)
    model.write_text(
        "A =~ EXP_a + EXP_b\nB =~ ORE_a + ORE_b\nH <~ A + B\nM =~ MPE_a + MPE_b\nM ~ H"
    )
    options = ["--sheet", "wave 2", "--higher-order", "embedded_two_stage"]
    said = record(tmp_path / "out", *options, model=model, data=data)
    assert said["sheet"] == "wave 2"
    assert (said["interactions"], said["higher_order"]) == (None, "embedded_two_stage")
    assert said["rules"] is None
