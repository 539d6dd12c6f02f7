"""The command line: what it prints, what it writes, how it fails."""

import json
import os
import re
import subprocess
import sys
from importlib import resources

import numpy as np
import pandas as pd
import pytest

import plspm
from plspm.__main__ import main
from plspm.commands.estimate import FIT_TABLES

FILES = resources.files("plspm.datasets") / "customer_engagement"
MODEL, DATA = str(FILES / "model.txt"), str(FILES / "answers.csv")


def run(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "plspm", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_without_arguments_it_prints_help(capsys):
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "usage: plspm" in said
    assert all(command in said for command in ("example", "estimate", "check"))


def test_version(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.split() == ["plspm", plspm.__version__]


def test_an_unknown_option_is_an_error(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["estimate", MODEL, DATA, "--boot", "9"])  # no abbreviations
    assert ended.value.code == 2
    assert "--boot" in capsys.readouterr().err


def test_example_prints_the_report(capsys):
    assert main(["example", "--draws", "199", "--seed", "2"]) == 0
    assert "printed numbers reproduced at the printed precision" in capsys.readouterr().out


def test_a_model_file_states_every_mode_and_products(tmp_path, capsys):
    lines = [
        "EXP <~ [A] EXP_a + EXP_b + EXP_c",
        "ORE <~ [fixed] 2*ORE_a + 1*ORE_b",
        "MPE =~ MPE_a + MPE_b",
        "MPE ~ EXP + ORE + EXP:ORE",
    ]
    (tmp_path / "model.txt").write_text("\n".join(lines), encoding="utf-8")
    model, out = str(tmp_path / "model.txt"), str(tmp_path / "out")
    assert main(["check", model, DATA]) == 0
    assert main(["estimate", model, DATA, "--out", out]) == 0
    record = json.loads((tmp_path / "out" / "settings.json").read_text(encoding="utf-8"))
    assert record["model"] == lines
    paths = pd.read_csv(tmp_path / "out" / "path_coefficients.csv", index_col=0)
    assert paths.loc["EXP:ORE", "MPE"] != 0
    assert "EXP:ORE" in capsys.readouterr().out


def test_estimate_prints_both_summaries(capsys):
    options = ["--scheme", "centroid", "--bootstrap", "199", "--seed", "1", "--level", "0.9"]
    assert main(["estimate", MODEL, DATA, *options]) == 0
    said = capsys.readouterr().out
    assert re.search(r"Inner scheme: +centroid", said)
    assert "199 requested" in said
    assert "percentile, 90%" in said


def test_estimate_writes_every_table(tmp_path, capsys):
    folder = tmp_path / "new" / "folder"
    options = ["--scheme", "centroid", "--bootstrap", "199", "--seed", "1", "--save-draws"]
    assert main(["estimate", MODEL, DATA, *options, "--out", str(folder)]) == 0
    study = plspm.datasets.describe("customer_engagement")
    boot = study.estimate().bootstrap(draws=199, seed=1)
    names = {
        *FIT_TABLES,
        "bootstrap_failures",
        *(f"bootstrap_{name}" for name in boot.statistics),
        *(f"draws_{name}" for name in boot.statistics),
    }
    written = {file.name for file in folder.iterdir()}
    assert written == {f"{name}.csv" for name in names} | {"settings.json"}
    assert f"{len(written)} files written" in capsys.readouterr().out

    paths = pd.read_csv(folder / "bootstrap_paths.csv", index_col=["source", "target"])
    pd.testing.assert_frame_equal(boot.paths, paths, check_exact=False, rtol=1e-12)
    draws = pd.read_csv(folder / "draws_paths.csv", index_col="draw")
    assert draws.shape == (199, 4)
    assert draws["ECE | MPE"].std() == pytest.approx(boot.paths.loc[("ECE", "MPE"), "std_error"])

    record = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    assert record["scheme"] == "centroid"
    assert record["bootstrap"]["seed"] == 1
    assert plspm.PathModel.parse("\n".join(record["model"])) == study.model


def test_every_public_table_of_a_fit_is_written():
    result = plspm.datasets.describe("customer_engagement").estimate()
    tables = {
        name
        for name in dir(type(result))
        if not name.startswith("_") and isinstance(getattr(result, name), pd.DataFrame | pd.Series)
    }
    # The same numbers in another shape.
    again = {"paths", "total_effects", "indirect_effects", "weights_matrix", "loadings_matrix"}
    assert tables - again == set(FIT_TABLES)


def test_the_recorded_seed_gives_the_same_draws_again(tmp_path):
    def bootstrap(folder, *seed):
        options = ["--bootstrap", "99", *seed, "--out", str(tmp_path / folder)]
        assert main(["estimate", MODEL, DATA, *options]) == 0
        record = json.loads((tmp_path / folder / "settings.json").read_text(encoding="utf-8"))
        return record, (tmp_path / folder / "bootstrap_paths.csv").read_text(encoding="utf-8")

    record, first = bootstrap("unseeded")
    _, again = bootstrap("again", "--seed", str(record["bootstrap"]["seed"]))
    assert again == first


def test_wrong_models_are_named_with_file_and_place(tmp_path, capsys):
    model = tmp_path / "study.txt"
    model.write_text("A =~ EXP_a\nB =~ EXP_b\nB ~ A + C\nA ~~ B\n", encoding="utf-8")
    assert main(["estimate", str(model), DATA]) == 2
    said = capsys.readouterr()
    assert "study.txt: line 3, column 9" in said.err
    assert "study.txt: line 4" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["estimate", "nowhere.txt", DATA], "model file 'nowhere.txt' cannot be read"),
        (["estimate", MODEL, "nowhere.csv"], "no file 'nowhere.csv'"),
        (["estimate", MODEL, DATA, "--scheme", "centroids"], "Did you mean 'centroid'"),
        (["estimate", MODEL, DATA, "--missing", "drop"], "--missing drop"),
        (["estimate", MODEL, DATA, "--weights", "w"], "no column 'w'"),
        (["estimate", MODEL, DATA, "--tolerance", "2"], "--tolerance is 2.0"),
        (["estimate", MODEL, DATA, "--bootstrap", "1"], "--bootstrap is 1"),
        (["estimate", MODEL, DATA, "--bootstrap", "99", "--seed", "-1"], "--seed is -1"),
        (["estimate", MODEL, DATA, "--bootstrap", "99", "--level", "95"], "--level is 95"),
        (["estimate", MODEL, DATA, "--out", f"{DATA}/x"], "cannot be written to"),
        (["example", "--draws", "9"], "--draws is 9; it must be a whole number of at least 100"),
        (["check", MODEL, "nowhere.csv"], "no file 'nowhere.csv'"),
        (["check", DATA, MODEL], "MODEL comes before DATA"),
    ],
)
def test_wrong_input_ends_with_a_message_and_code_2(capsys, arguments, message):
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("plspm: error: ")
    assert message in said
    assert "Traceback" not in said


def test_options_without_their_purpose_are_refused_together(capsys):
    assert main(["estimate", MODEL, DATA, "--seed", "1", "--level", ".9", "--save-draws"]) == 2
    said = capsys.readouterr().err
    assert "4 problems" in said
    assert all(option in said for option in ("--seed", "--level", "--save-draws", "--out"))


def test_warnings_are_said_in_words(capsys):
    assert main(["estimate", MODEL, DATA, "--estimator", "plsc"]) == 0
    said = capsys.readouterr().err
    assert re.match(r"plspm: warning: The result is not admissible: .*ORE_b", said)
    assert ".py" not in said


def test_check_validates_without_estimating(capsys, tmp_path):
    assert main(["check", MODEL]) == 0
    assert "5 constructs, 17 indicators, 4 paths" in capsys.readouterr().out
    assert main(["check", MODEL, DATA]) == 0
    assert "119 cases" in capsys.readouterr().out
    wrong = tmp_path / "answers.csv"
    wrong.write_text("EXP_a\n1\n2\n", encoding="utf-8")
    assert main(["check", MODEL, str(wrong)]) == 2
    assert "no column 'EXP_b'" in capsys.readouterr().err


@pytest.mark.parametrize("stop", [plspm.Interrupted("stopped"), KeyboardInterrupt()])
def test_an_interruption_ends_with_code_130(monkeypatch, capsys, stop):
    def interrupted(**_):
        raise stop

    monkeypatch.setattr("plspm.commands.example.run_example", interrupted)
    assert main(["example"]) == 130
    assert capsys.readouterr().err == "plspm: interrupted\n"


def test_a_plain_console_gets_plain_signs():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with run("example", "--draws", "199", env=environment) as process:
        said, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    assert b"R2" in said.decode("ascii").encode()
    assert b"?" not in said


def test_a_reader_that_goes_away_is_no_error():
    with run("example", "--draws", "199") as process:
        process.stdout.close()
        complaints = process.stderr.read()
        process.wait(timeout=120)
    assert process.returncode == 141
    assert complaints in (b"", b"plspm: compiling numerical kernels (once, a few seconds)\n")


@pytest.mark.parametrize("closed", [["stdout"], ["stdout", "stderr"]], ids="+".join)
def test_tables_are_written_where_nobody_reads_on(tmp_path, capsys, closed):
    answers = pd.read_csv(DATA)
    answers.loc[:9, answers.columns[1:]] = 999.0  # which is warned of
    answers.to_csv(tmp_path / "answers.csv", index=False)
    order = ["estimate", MODEL, str(tmp_path / "answers.csv"), "--bootstrap", "20", "--seed", "1"]
    assert main([*order, "--out", str(tmp_path / "heard")]) == 0
    assert "plspm: warning: " in capsys.readouterr().err
    with run(*order, "--out", str(tmp_path / "unheard")) as process:
        for name in closed:
            getattr(process, name).close()
        complaints = b"" if process.stderr.closed else process.stderr.read()
        process.wait(timeout=120)
    assert process.returncode == 141
    assert b"Traceback" not in complaints
    assert b"Broken pipe" not in complaints
    for table in (tmp_path / "heard").iterdir():
        assert (tmp_path / "unheard" / table.name).read_bytes() == table.read_bytes()


def test_codes_reversed_items_and_encodings_are_options(tmp_path, capsys):
    rng = np.random.default_rng(1)
    X = np.round(np.clip(4 + rng.normal(size=(80, 1)) + rng.normal(size=(80, 4)), 1, 7))
    data = pd.DataFrame(X, columns=["größe", "a2", "b1", "b2"])
    plain = plspm.estimate("A =~ größe + a2\nB =~ b1 + b2\nB ~ A", data.drop(index=3)).effects
    data["a2"] = 8 - data["a2"]
    data.loc[3, ["größe", "b1"]] = [-99, 88]
    data.to_csv(tmp_path / "answers.csv", sep=";", index=False, encoding="mac_roman")
    model = tmp_path / "model.txt"
    model.write_text("A =~ größe + a2\nB =~ b1 + b2\nB ~ A", encoding="utf-8")
    options = ["--missing-codes", "-99", "88", "--missing", "listwise", "--reverse", "a2=1:7"]
    options += ["--encoding", "mac_roman", "--out", str(tmp_path / "out")]
    assert main(["estimate", str(model), str(tmp_path / "answers.csv"), *options]) == 0
    written = pd.read_csv(tmp_path / "out" / "effects.csv", index_col=["source", "target"])
    pd.testing.assert_frame_equal(plain, written)
    record = json.loads((tmp_path / "out" / "settings.json").read_text(encoding="utf-8"))
    assert record["missing_codes"] == [-99, 88]
    assert record["reverse"] == {"a2": [1, 7]}
    assert record["encoding"] == "mac_roman"
    options[1:3] = ["größe=-99", "b1=88"]
    options[-1] = str(tmp_path / "by_item")
    assert main(["estimate", str(model), str(tmp_path / "answers.csv"), *options]) == 0
    written = pd.read_csv(tmp_path / "by_item" / "effects.csv", index_col=["source", "target"])
    pd.testing.assert_frame_equal(plain, written)
    record = json.loads((tmp_path / "by_item" / "settings.json").read_text(encoding="utf-8"))
    assert record["missing_codes"] == {"größe": [-99], "b1": [88]}
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["estimate", str(model), "x.csv", "--reverse", "a2=1"])
    assert "'a2=1' is not ITEM=LOW:HIGH" in capsys.readouterr().err
