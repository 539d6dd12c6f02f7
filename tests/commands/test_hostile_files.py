"""Files that are none, names that are no text, labels that are formulas."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.commands.study import DATA, MODEL

from plspm.__main__ import main

PATIENCE = 60


def run(*arguments, folder):
    """The command line, ended if it hangs: what it said and its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "plspm", *arguments],
        capture_output=True,
        cwd=folder,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "model.txt", DATA],
        ["estimate", "model.txt", DATA],
        ["estimate", "model.txt", DATA, "--syntax", "lavaan"],
        ["translate", "model.txt"],
    ],
)
def test_a_pipe_as_a_model_does_not_hang(tmp_path, arguments):
    os.mkfifo(tmp_path / "model.txt")
    code, _, said = run(*arguments, folder=tmp_path)
    assert code == 2
    assert "model file 'model.txt' is not a regular file" in said


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices on this system")
@pytest.mark.parametrize("command", ["check", "translate"])
def test_a_device_as_a_model_does_not_hang(tmp_path, command):
    code, _, said = run(command, "/dev/zero", folder=tmp_path)
    assert code == 2
    assert "'/dev/zero' is not a regular file" in said


def test_a_folder_as_a_model_is_named(tmp_path):
    code, _, said = run("check", ".", folder=tmp_path)
    assert code == 2
    assert "'.' is a folder; give the path of a text file" in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_as_settings_of_an_earlier_run_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "settings.json")
    code, _, said = run("estimate", MODEL, DATA, "--out", ".", folder=tmp_path)
    assert code == 2
    assert "'settings.json'" in said


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are text there")
def test_a_file_name_that_is_no_text(tmp_path):
    data, out = tmp_path / os.fsdecode(b"\xff.csv"), tmp_path / os.fsdecode(b"out\xfe")
    data.write_bytes(DATA.read_bytes())
    code, said, complaints = run("estimate", MODEL, data, "--out", out, folder=tmp_path)
    assert (code, complaints) == (0, "")
    assert said.rstrip().endswith(r"out\xfe")
    record = json.loads((out / "settings.json").read_text("utf-8"))
    assert record["data"].endswith(r"\xff.csv")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are text there")
def test_a_file_name_that_is_no_text_is_named_where_it_is_wrong(tmp_path):
    code, _, said = run("check", b"\xff.txt", folder=tmp_path)
    assert code == 2
    assert r"\udcff.txt" in said


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_model_is_read_in_the_encodings_of_data(tmp_path, capsys, encoding):
    model = tmp_path / "model.txt"
    model.write_text("Größe =~ EXP_a + EXP_b\nORE =~ ORE_a\nORE ~ Größe", encoding=encoding)
    assert main(["check", str(model), str(DATA)]) == 0
    capsys.readouterr()
    assert main(["translate", str(model)]) == 0
    said = capsys.readouterr()
    assert "Größe" in said.out
    western = (
        "model.txt is not UTF-8 and was read as Western European text (cp1252), such as 'Größe'"
    )
    assert (western in said.err) == (encoding == "cp1252")


@pytest.mark.parametrize("content", [b"\x81\x8d\xff", b"A =~ a\0"])
def test_what_is_no_text_is_no_model(tmp_path, capsys, content):
    for name, said in (("model.txt", "is not text"), ("data.sav", "MODEL comes before DATA")):
        (tmp_path / name).write_bytes(content)
        assert main(["check", str(tmp_path / name)]) == 2
        assert said in capsys.readouterr().err
        assert main(["translate", str(tmp_path / name)]) == 2
        assert "is not text" in capsys.readouterr().err


def test_no_table_holds_a_formula(tmp_path):
    """Items and constructs named like formulas, which the model text can be made to take."""
    rows = [line.split(",") for line in DATA.read_text("utf-8").splitlines()]
    rows[0][rows[0].index("EXP_a")] = "=cmd()"
    data, model = tmp_path / "answers.csv", tmp_path / "model.txt"
    data.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    model.write_text("EXP =~ `=cmd()` + EXP_b; ORE =~ ORE_a + ORE_b; ORE ~ EXP")
    options = ["--bootstrap", "9", "--save-draws", "--out", "out"]
    code, _, said = run("estimate", model, data, *options, folder=tmp_path)
    assert code == 0, said
    seen = 0
    for file in (tmp_path / "out").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as text:
            for cell in (cell for row in csv.reader(text) for cell in row):
                assert not cell.startswith(("=", "@"))
                seen += "=cmd()" in cell
    assert seen > 10
