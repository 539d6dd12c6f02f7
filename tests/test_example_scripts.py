"""The scripts of the planned studies run, and show what they are there to show."""

import runpy
import warnings
from pathlib import Path

import pandas as pd
import pytest

import plspm

SCRIPTS = Path(__file__).parents[1] / "examples"
OPTIONS = ("display.width", "display.max_columns", "display.float_format")


def fewer(monkeypatch, owner, name, **few):
    """Let a function do less than the script asks for."""
    function = getattr(owner, name)
    monkeypatch.setattr(owner, name, lambda *given, **options: function(*given, **(options | few)))


@pytest.fixture
def run(monkeypatch, capsys):
    fewer(monkeypatch, plspm, "power_analysis", replications=2)
    fewer(monkeypatch, plspm.PLSResult, "bootstrap", draws=99)

    def run(name):
        chosen = [part for each in OPTIONS for part in (each, pd.get_option(each))]
        with pd.option_context(*chosen), warnings.catch_warnings():
            warnings.simplefilter("ignore", plspm.PlspmWarning)
            names = runpy.run_path(str(SCRIPTS / f"{name}.py"))
        said = capsys.readouterr().out
        assert "SIMULATED" in said or "RECONSTRUCTED" in said
        return names, said

    return run


def test_engagement_projects(run, monkeypatch):
    fewer(monkeypatch, plspm, "compare_groups", permutations=19, draws=19)
    names, said = run("engagement_projects")
    assert all(words in said for words in ("STIM:EMM", "ECM = 1 SD", "Three kinds of project"))
    assert {*names["groups"].fits} == {"economic", "emotional", "social"}
    assert len(names["indices"])


def test_experience_implementation(run):
    names, said = run("experience_implementation")
    assert "FUN = 1 SD" in said
    shares = names["rivals"].constructs.loc["MCX", "r_squared"]
    assert shares["functional"] > shares["service"]  # the population has the former


def test_touchpoints(run):
    names, said = run("touchpoints")
    assert "Power of the differences" in said
    larger = names["invariance"](names["compared"](names["larger"]))
    assert larger.loc["TPQ", "invariance"] == "none"
    assert larger.loc["TPQ", "correlation"] == pytest.approx(0.887, abs=0.04)


def test_customer_intimacy(run, monkeypatch):
    fewer(monkeypatch, plspm, "compare_groups", permutations=19, draws=19)
    names, said = run("customer_intimacy")
    assert "Cases for power .80" in said
    assert names["verdicts"].table.loc["redundancy", "value"].item() > 0.7
    stated = names["study"].study.facts["themes"]
    found = names["themes"].indicators.loc["INT", "performance"]
    for theme, (_, performance, _) in stated.items():
        assert found[theme] == pytest.approx(performance, abs=3)


def test_a_messy_survey_becomes_a_report(run):
    names, said = run("messy_survey")
    assert "119 cases are left" in said
    assert names["result"].loadings.loc[("ORE", "ORE_c"), "loading"] > 0.7
    assert names["report"].read_bytes().startswith(b"PK")
