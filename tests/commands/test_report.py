"""`plspm report`: from a model file and a data file to a report, or a refusal in its own words."""

import docx
import pytest

import plspm
from plspm.__main__ import main

STUDY = plspm.datasets.describe("customer_engagement")


@pytest.fixture
def files(tmp_path):
    (tmp_path / "model.txt").write_text(STUDY.model_text, encoding="utf-8")
    STUDY.data.to_csv(tmp_path / "data.csv", index=False)
    return tmp_path


def run(files, *options, out="study.docx"):
    model, data = str(files / "model.txt"), str(files / "data.csv")
    return main(["report", model, data, "--out", str(files / out), *map(str, options)])


def test_a_report_is_written(files, capsys):
    labels = ["EXP=Äußerer Druck", "ECE=Kunden = König"]
    options = [
        "--scheme",
        "centroid",
        "--bootstrap",
        19,
        "--seed",
        1,
        "--language",
        "de",
        "--no-diagram",
    ]
    assert run(files, *options, "--no-diagram", "--labels", *labels, "--title", "Bericht") == 0
    assert capsys.readouterr().out.strip() == f"Report written to {files / 'study.docx'}"
    file = docx.Document(files / "study.docx")
    assert file.paragraphs[0].text == "Bericht"
    cells = {cell.text for table in file.tables for row in table.rows for cell in row.cells}
    assert {"Äußerer Druck", "Kunden = König", "0,682"} <= cells


def test_numbers_may_have_no_decimals(files):
    assert run(files, "--no-diagram", "--decimals", 0, out="study.md") == 0
    text = (files / "study.md").read_text(encoding="utf-8")
    assert "| EXP\\_a | 119 | 4 | 1 | 4 | −1 | 0 | 1 | 5 | 0 |\n" in text


def test_nothing_is_replaced_unasked(files, capsys):
    (files / "study.md").write_text("mine", encoding="utf-8")
    assert run(files, "--no-diagram", out="study.md") == 2
    assert "Add --overwrite" in capsys.readouterr().err
    assert (files / "study.md").read_text(encoding="utf-8") == "mine"
    assert run(files, "--no-diagram", "--overwrite", out="study.md") == 0
    (files / "other_diagram.svg").write_text("mine", encoding="utf-8")
    assert run(files, out="other.md") == 2
    assert "gram.svg" in capsys.readouterr().err


def test_what_is_read_is_never_replaced(files, capsys):
    (files / "model.md").write_text(STUDY.model_text, encoding="utf-8")
    (files / "link.md").symlink_to(files / "model.md")
    model, data = str(files / "model.md"), str(files / "data.csv")
    arguments = ["report", model, data, "--overwrite", "--out", str(files / "link.md")]
    assert main(arguments) == 2
    assert "which is read" in capsys.readouterr().err
    assert (files / "model.md").read_text(encoding="utf-8") == STUDY.model_text


def test_all_wrong_options_are_told_before_anything_is_read(tmp_path, capsys):
    options = ["--language", "fr", "--decimals", "-1", "--seed", "1", "--scheme", "pth"]
    assert run(tmp_path, *options, out="study.pdf") == 2
    said = capsys.readouterr().err
    for words in (
        "whose ending tells no format",
        "--language is 'fr'; it must be en, de, es",
        "--decimals is -1",
        "--seed has no meaning without --bootstrap",
        "--scheme is 'pth'",
    ):
        assert words in said
    assert run(tmp_path, "--language", "none.toml", "--decimals", -1) == 2
    said = capsys.readouterr().err
    assert "none.toml" in said
    assert "--decimals is -1" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "--out FILE says where the report goes"),
        (["--out", "a.md", "--labels", "EXP"], "is not NAME=WORDS"),
        (["--out", "a.md", "--lang", "de"], "did you mean --language?"),
    ],
)
def test_mistyped(typed, said, capsys):
    with pytest.raises(SystemExit):
        main(["report", "model.txt", "data.csv", *typed])
    assert said in capsys.readouterr().err
