"""Verdicts on the command line: the same lines as in Python, in words that can be typed."""

import json
import re

import pandas as pd
import pytest
from tests.catalogue import CATALOGUE
from tests.verdicts.cases import MODEL, survey

import plspm
from plspm.__main__ import main
from plspm.commands.verdict_page import verdict_page
from plspm.commands.wording import in_words_of

pytestmark = pytest.mark.filterwarnings("ignore::plspm.errors.PlspmWarning")

PYTHON = re.compile(r"\b(plspm|result|boot)\.\w+")


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.txt").write_text(MODEL, encoding="utf-8")
    survey().to_csv("data.csv", index=False)
    return ["estimate", "model.txt", "data.csv"]


def test_verdicts_are_printed_and_written(study, tmp_path, capsys):
    options = ["--check", "--rules", "henseler", "--bootstrap", "19", "--seed", "1"]
    assert main([*study, *options, "--out", "out"]) == 0
    printed = capsys.readouterr().out
    result = plspm.estimate(MODEL, survey())
    expected = result.bootstrap(19, 1, progress=False).check(rules="henseler")
    written = pd.read_csv("out/verdicts.csv")
    assert written["verdict"].tolist() == expected.table["verdict"].tolist()
    assert pd.read_csv("out/verdicts_thresholds.csv")["value"].tolist() == (
        expected.thresholds["value"].tolist()
    )
    assert len(pd.read_csv("out/verdicts_lacking.csv")) == len(expected.lacking)
    for title in expected.overview.query("lines > 0")["title"]:
        assert title in printed
    record = json.loads((tmp_path / "out" / "settings.json").read_text("utf-8"))
    assert record["rules"] == "henseler"


def test_without_draws_they_are_asked_for_in_words_of_the_command(study, capsys):
    assert main([*study, "--check"]) == 0
    printed = capsys.readouterr().out
    assert "--bootstrap 10000 --seed 1" in printed
    assert "boot.check()" not in printed


def test_thresholds_are_set_otherwise(study, tmp_path, capsys):
    assert main([*study, "--check", "--thresholds", "htmt=0.8", "loading=.5", "--out", "out"]) == 0
    capsys.readouterr()
    expected = plspm.estimate(MODEL, survey()).check(thresholds={"htmt": 0.8, "loading": 0.5})
    written = pd.read_csv("out/verdicts_thresholds.csv")
    assert written["value"].tolist() == expected.thresholds["value"].tolist()
    assert "yours" in written["source"].tolist()
    record = json.loads((tmp_path / "out" / "settings.json").read_text("utf-8"))
    assert record["thresholds"] == {"htmt": 0.8, "loading": 0.5}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--thresholds", "htmt=0.9"], "--thresholds has no meaning without --check"),
        (["--check", "--thresholds", "hmt=0.9"], "did you mean 'htmt'?"),
        (["--rules", "henseler"], "--rules has no meaning without --check"),
        (["--check", "--rules", "hensler"], "--rules is 'hensler'; it must be 'hair2022' or"),
    ],
)
def test_wrong_options_are_refused_before_anything_is_read(study, options, said, capsys):
    assert main([*study[:2], "none.csv", *options]) == 2
    assert said in capsys.readouterr().err


def test_a_wrong_threshold_is_told_beside_options_that_want_another(study, capsys):
    assert main([*study[:2], "none.csv", "--thresholds", "hmt=0.9"]) == 2
    said = capsys.readouterr().err
    assert "--thresholds has no meaning without --check" in said
    assert "did you mean 'htmt'?" in said


def test_a_decimal_comma_in_a_threshold_is_told(study, capsys):
    with pytest.raises(SystemExit):
        main([*study, "--check", "--thresholds", "htmt=0,9"])
    assert "NAME=NUMBER with a decimal point, for example htmt=0.9" in capsys.readouterr().err


KINDS = ("common factors", "Mode B, factorial", "gaps filled with means", "a product, orthogonal")


@pytest.mark.parametrize("entry", [e for e in CATALOGUE if e.name in KINDS], ids=str)
def test_what_can_only_be_done_in_python_is_called_so(entry):
    words = in_words_of({"interactions": "--interactions", "missing": "--missing"})
    result = plspm.estimate(entry.text, **entry.arguments)
    text = " ".join(verdict_page(result.check(), words).split())
    for sentence in PYTHON.finditer(text):
        assert "(in Python)" in text[sentence.start() : sentence.start() + 250]
    if "orthogonal" in entry.name:
        assert "--interactions two_stage" in text


def test_check_alone_still_estimates_nothing(study, capsys):
    assert main(["check", "model.txt", "data.csv"]) == 0
    said = capsys.readouterr().out
    assert "The model is valid" in said
    assert "Verdicts" not in said
