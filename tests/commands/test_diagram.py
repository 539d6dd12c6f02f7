"""`plspm diagram`: from a model file, and data if there are any, to a picture or a text."""

import inspect
import sys

import pytest

from plspm.__main__ import _parser, main
from plspm.plots import path_diagram

MODEL = """
EXP =~ EXP_a + EXP_b + EXP_c
ORE =~ ORE_a + ORE_b
MPE =~ MPE_a + MPE_b
MPE ~ EXP + ORE + EXP:ORE
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    import plspm

    (tmp_path / "model.txt").write_text(MODEL, encoding="utf-8")
    plspm.datasets.load("customer_engagement").to_csv(tmp_path / "data.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diagram(*arguments):
    return main(["diagram", "model.txt", *arguments])


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.svg", b"<?xml"),
        ("a.PDF", b"%PDF"),
        ("a.png", b"\x89PNG"),
        ("a.dot", b"digraph {"),
        ("a.mmd", b"flowchart LR"),
        ("a.tex", b"% needs"),
    ],
)
@pytest.mark.parametrize("data", [(), ("data.csv", "--bootstrap", "19", "--seed", "1")])
def test_the_ending_says_what_is_written(files, capsys, name, start, data):
    assert diagram(*data, "--out", name) == 0
    assert (files / name).read_bytes().startswith(start)
    assert capsys.readouterr().out == f"Diagram written to {name}\n"


@pytest.mark.parametrize("name", ["a.svg", "a.pdf", "a.png"])
def test_the_same_diagram_is_the_same_file(files, name):
    assert diagram("--out", name) == 0
    first = (files / name).read_bytes()
    assert diagram("--out", name, "--overwrite") == 0
    if name != "a.svg":  # whose elements have names of chance
        assert (files / name).read_bytes() == first
    assert not any(dated in first for dated in (b"<dc:date", b"/CreationDate", b"Creation Time"))


def test_pictures_of_dots_have_300_an_inch(files):
    assert diagram("--out", "a.png") == 0
    _, _, physical = (files / "a.png").read_bytes().partition(b"pHYs")
    across, down = int.from_bytes(physical[:4]), int.from_bytes(physical[4:8])
    assert round(across * 0.0254) == round(down * 0.0254) == 300  # given by the metre


@pytest.mark.parametrize("option", ["show", "alpha", "decimals", "note", "font_size", "font"])
def test_what_is_not_typed_is_as_in_python(option):
    typed = vars(_parser().parse_args(["diagram", "model.txt", "--out", "a.svg"]))
    assert typed[option] == inspect.signature(path_diagram).parameters[option].default


def test_options_reach_the_picture(files):
    labels = ["EXP=External pressure", "EXP->MPE=H1"]
    options = ["--structure-only", "--show", "ci", "--decimals", "1", "--labels", *labels]
    bootstrap = ["--bootstrap", "19", "--seed", "1", "--level", "0.9"]
    assert diagram("data.csv", "--out", "a.dot", *bootstrap, *options) == 0
    text = (files / "a.dot").read_text(encoding="utf-8")
    assert 'label="External\\npressure"' in text
    assert '[label="H1\\n0.1\\n[' in text
    assert "90 % percentile intervals" in text
    assert "EXP_a" not in text
    assert diagram("--out", "a.tex", "--no-items", "--width", "8cm", "--note", "50 %") == 0
    text = (files / "a.tex").read_text(encoding="utf-8")
    assert r"50 \%" in text
    assert r"EXP\_a" not in text


def test_all_problems_are_told_in_words_of_the_command_line(files, capsys):
    typed = ["--out", "m.doc", "--show", "ci", "--scheme", "centroid", "--missing-codes", "9"]
    typed += ["--width", "wide", "--font-size", "0", "--labels", "EXPO=x", "--decimals", "-1"]
    assert diagram(*typed) == 2
    said = capsys.readouterr().err
    for word in (
        "7 problems",
        "--out m.doc has an ending that tells no format",
        "--scheme, --missing-codes: about data; give DATA.csv after the model",
        "--show ci needs draws; add --bootstrap",
        "--width is 'wide'",
        "--font-size is 0",
        "--labels has 'EXPO'",
        "--decimals is -1",
    ):
        assert word in said
    assert sorted(path.name for path in files.iterdir()) == ["data.csv", "model.txt"]


def test_a_wrong_model_is_told_with_the_wrong_options(files, capsys):
    (files / "model.txt").write_text("A =~ a\nB ~ A", encoding="utf-8")
    assert diagram("--out", "a.svg", "--alpha", "5") == 2
    said = capsys.readouterr().err
    assert "model.txt" in said
    assert "--alpha is 5" in said


def test_no_input_is_ever_replaced_and_nothing_else_unasked(files, capsys):
    (files / "model.svg").write_text(MODEL, encoding="utf-8")
    assert main(["diagram", "model.svg", "--out", "./model.svg", "--overwrite"]) == 2
    assert "--out would replace 'model.svg', which is read" in capsys.readouterr().err
    assert (files / "model.svg").read_text(encoding="utf-8") == MODEL
    data = (files / "data.csv").rename("data.svg").read_bytes()
    assert diagram("data.svg", "--out", "./data.svg", "--overwrite") == 2
    assert "--out would replace 'data.svg', which is read" in capsys.readouterr().err
    assert (files / "data.svg").read_bytes() == data
    (files / "other.svg").write_text("mine", encoding="utf-8")
    assert diagram("--out", "other.svg") == 2
    assert "Add --overwrite" in capsys.readouterr().err
    assert (files / "other.svg").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--out", "none/a.svg"], "there is no folder"),
        (["--out", "."], "ending"),
        (["--out", "a.dot", "--width", "8cm"], "--width: not for .dot"),
        (["--out", "a.svg", "--seed", "1"], "--seed: about data"),
        (["nowhere.csv", "--out", "a.svg"], "nowhere.csv"),
    ],
)
def test_what_cannot_be_is_refused(files, capsys, typed, said):
    assert diagram(*typed) == 2
    assert said in capsys.readouterr().err
    assert not (files / "a.svg").exists()


def test_a_folder_is_no_file_to_write_to(files, capsys):
    (files / "a.svg").mkdir()
    assert diagram("--out", "a.svg") == 2
    assert "a.svg is a folder; give the name of a file in it" in capsys.readouterr().err


def test_where_it_goes_must_be_said(files, capsys):
    with pytest.raises(SystemExit) as ended:
        diagram()
    assert ended.value.code == 2
    assert "--out FILE says where the diagram goes, for example --out model.svg" in (
        capsys.readouterr().err
    )


def test_a_missing_matplotlib_is_told_before_anything_is_computed(files, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert diagram("nowhere.csv", "--out", "a.svg") == 2
    assert "Pictures need matplotlib" in capsys.readouterr().err
    assert diagram("--out", "a.dot") == 0
