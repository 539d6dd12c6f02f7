"""Screening on the command line: the same page, in words that can be typed."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from benchmarks.screening_rates import survey
from tests.commands.study import DATA, MODEL

import plspm
from plspm.__main__ import main
from plspm.commands.screen import TABLES

PYTHON = re.compile(r"""\w=["'\[{]|missing_codes|\b(plspm|result|data)\.\w+""")


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data, model = survey("1 to 7", 0, 200)
    data.loc[4, "c0_0"] = -99
    data["c2_0"] = 8 - data["c2_0"]
    data.loc[7, "c1_0"] = 9
    data.iloc[100:105] = data.iloc[20:25].to_numpy()
    data.to_csv("answers.csv", index=False)
    (tmp_path / "model.txt").write_text(model, encoding="utf-8")
    return ["screen", "model.txt", "answers.csv"]


def test_the_page_is_that_of_the_library_and_can_be_typed(study, capsys):
    assert main([*study, "--scales", "1:7", "c3_0=0:9"]) == 0
    printed = capsys.readouterr().out
    assert "--missing-codes -99" in printed
    assert "--missing-codes 9" in printed
    assert "--reverse c2_0=1:7" in printed
    assert not PYTHON.search(printed)
    model = plspm.PathModel.parse(Path("model.txt").read_text("utf-8"))
    scales = dict.fromkeys(model.indicators, (1, 7)) | {"c3_0": (0, 9)}
    found = plspm.screen("answers.csv", model, scales=scales)
    assert list(found.findings["kind"]) == [
        "missing codes", "impossible values", "keyed the other way", "duplicate row",
    ]  # fmt: skip
    for where in found.findings["where"]:
        assert where in printed


def test_what_is_said_can_be_done(study, capsys):
    options = ["--missing-codes", "-99", "9", "--reverse", "c2_0=1:7", "--scales", "1:7"]
    assert main([*study, *options]) == 0
    printed = capsys.readouterr().out
    assert "Duplicate row" in printed
    assert "Keyed" not in printed
    assert "Missing codes" not in printed


def test_all_tables_are_written(study, capsys):
    assert main([*study, "--out", "out"]) == 0
    assert "7 files written to out" in capsys.readouterr().out
    written = {name: pd.read_csv(f"out/{name}.csv", index_col=0) for name in TABLES}
    found = plspm.screen("answers.csv", Path("model.txt").read_text("utf-8"))
    np.testing.assert_allclose(written["cases"]["mahalanobis"], found.cases["mahalanobis"])
    assert "--missing-codes -99" in written["findings"]["action"].tolist()[0]


def test_a_second_run_replaces_the_tables_of_the_first(study, capsys):
    assert main([*study, "--out", "out"]) == 0
    assert main([*study, "--out", "out", "--missing-codes", "-99"]) == 0
    assert pd.read_csv("out/patterns.csv", index_col=0)["cases"].tolist() == [199, 1]
    assert "7 files written to out" in capsys.readouterr().out


def test_settings_say_what_was_asked_for(study):
    options = ["--missing-codes", "-99", "9", "--reverse", "c2_0=1:7", "--scales", "1:7"]
    assert main([*study, "--out", "out", *options, "--seed", "5", "--encoding", "ascii"]) == 0
    said = json.loads(Path("out/settings.json").read_text("utf-8"))
    assert said["versions"].startswith(f"plspm {plspm.__version__}, numpy ")
    model = plspm.PathModel.parse(Path("model.txt").read_text("utf-8"))
    assert plspm.PathModel.parse("\n".join(said["model"])) == model
    assert {name: said[name] for name in list(said)[3:-1]} == {
        "data": "answers.csv",
        "missing_codes": [-99, 9],
        "reverse": {"c2_0": [1, 7]},
        "scales": {"": [1, 7]},
        "encoding": "ascii",
        "sheet": None,
        "seed": 5,
    }


def test_tables_of_an_earlier_run_are_not_replaced_while_they_are_read(study, capsys):
    assert main([*study, "--out", "out"]) == 0
    assert main(["screen", "model.txt", "out/cases.csv", "--out", "out"]) == 2
    assert "would replace what is read: 'out/cases.csv'" in capsys.readouterr().err


def test_what_is_wrong_is_told_together_before_anything_is_screened(study, capsys, monkeypatch):
    """A file of another origin is in the way, and so is the model."""

    def screened(*_, **__):
        raise AssertionError("something was screened")

    monkeypatch.setattr("plspm.commands.screen.screen", screened)
    for name in ("mardia.csv", "settings.json"):
        Path(name).write_text("{}")
        assert main([*study, "--out", "."]) == 2
        assert f"would be overwritten: '{name}'" in capsys.readouterr().err
        Path(name).unlink()
    Path("model.txt").write_text("A =~")
    assert main([*study, "--out", "answers.csv"]) == 2
    said = capsys.readouterr().err
    assert "2 problems" in said
    assert "is no folder" in said
    assert "model.txt" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--scales", "q=1:7"], "--scales names 'q'"),
        (["--scales", "1-7"], "is not"),
        (["--out", "model.txt"], "is no folder"),
        (["--missing", "mean"], "--missing is no option of plspm screen"),
    ],
)
def test_wrong_options_are_answered_in_words(study, capsys, options, said):
    try:
        code = main([*study, *options])
    except SystemExit as left:
        code = left.code
    assert code == 2
    assert said in capsys.readouterr().err


def test_files_in_the_wrong_order_are_told(capsys):
    assert main(["screen", str(DATA), str(MODEL)]) == 2
    assert "Mind the order: MODEL comes before DATA" in capsys.readouterr().err
