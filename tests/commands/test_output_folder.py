"""What the command line writes, and what it never writes over."""

import csv
import json
import os

import pytest
from tests.commands.study import DATA, MODEL

import plspm
from plspm.__main__ import main
from plspm.commands import output_folder
from plspm.commands.estimate import FIT_TABLES
from plspm.data.wording import quoted
from plspm.errors import OptionError

BOOTSTRAP = ["--bootstrap", "9", "--seed", "1"]


def run(folder, *options, model=MODEL, data=DATA):
    return main(["estimate", str(model), str(data), "--out", str(folder), *options])


def screen(folder):
    return main(["screen", str(MODEL), str(DATA), "--out", str(folder)])


def names(folder):
    return {file.name for file in folder.iterdir()}


@pytest.fixture
def uncomputed(monkeypatch):
    """A run that ends in a failure of the test if anything is estimated."""

    def computed(*_, **__):
        raise AssertionError("something was computed")

    monkeypatch.setattr("plspm.commands.fitting.estimate", computed)


def test_a_second_run_leaves_no_table_of_the_first(tmp_path):
    assert run(tmp_path, *BOOTSTRAP, "--save-draws") == 0
    assert run(tmp_path) == 0
    assert names(tmp_path) == {"settings.json", *(f"{name}.csv" for name in FIT_TABLES)}
    assert json.loads((tmp_path / "settings.json").read_text("utf-8"))["bootstrap"] is None


def test_what_goes_without_being_written_anew_is_told(tmp_path, capsys):
    assert run(tmp_path, *BOOTSTRAP) == 0
    assert "Removed" not in capsys.readouterr().out
    assert run(tmp_path, *BOOTSTRAP) == 0
    assert "Removed" not in capsys.readouterr().out
    (tmp_path / "bootstrap_weights.csv").unlink()
    assert run(tmp_path) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    assert said.startswith("Removed, of an earlier `plspm estimate`: bootstrap_failures.csv, ")
    assert "bootstrap_weights.csv" not in said


def test_what_another_command_wrote_is_never_replaced(tmp_path, capsys, monkeypatch):
    screening, fit = tmp_path / "screening", tmp_path / "fit"
    assert screen(screening) == 0
    assert run(fit, *BOOTSTRAP) == 0
    before = {file: file.read_bytes() for place in (screening, fit) for file in place.iterdir()}
    capsys.readouterr()
    monkeypatch.setattr("plspm.commands.fitting.estimate", None)
    monkeypatch.setattr("plspm.commands.screen.screen", None)
    assert run(screening) == 2
    assert "holds what `plspm screen` wrote" in capsys.readouterr().err
    assert screen(fit) == 2
    assert "holds what `plspm estimate` wrote" in capsys.readouterr().err
    after = {file: file.read_bytes() for place in (screening, fit) for file in place.iterdir()}
    assert after == before


def test_files_of_others_stay(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "bootstrap_paths.csv").write_text("mine")
    assert run(tmp_path) == 0
    assert run(tmp_path) == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "bootstrap_paths.csv").read_text() == "mine"


@pytest.mark.parametrize("name", ["scores.csv", "settings.json", "bootstrap_paths.csv"])
def test_a_file_of_the_user_is_not_overwritten(tmp_path, capsys, uncomputed, name):
    (tmp_path / name).write_text("{}")
    assert run(tmp_path, *BOOTSTRAP) == 2
    said = capsys.readouterr()
    assert f"'{name}'" in said.err
    assert "did not write" in said.err
    assert said.out == ""
    assert (tmp_path / name).read_text() == "{}"
    assert names(tmp_path) == {name}


def test_settings_of_another_program_are_not_taken_for_ours(tmp_path, capsys, uncomputed):
    for record in ('{"files": {"scores.csv": ""}}', "[" * 100_000, '["files"]', "{"):
        (tmp_path / "settings.json").write_text(record)
        assert run(tmp_path) == 2
        assert "'settings.json'" in capsys.readouterr().err


def test_the_data_are_not_overwritten(tmp_path, capsys, uncomputed):
    data = tmp_path / "scores.csv"
    data.write_bytes(DATA.read_bytes())
    assert run(tmp_path, data=data) == 2
    assert "'scores.csv'" in capsys.readouterr().err
    assert data.read_bytes() == DATA.read_bytes()


def test_tables_of_an_earlier_run_are_not_overwritten_while_they_are_read(tmp_path, capsys):
    assert run(tmp_path) == 0
    scores = (tmp_path / "scores.csv").read_bytes()
    model = tmp_path.parent / "scores.txt"
    model.write_text("A =~ EXP; B =~ ECE; B ~ A")
    capsys.readouterr()
    assert run(tmp_path, model=model, data=tmp_path / "scores.csv") == 2
    assert "would replace what is read" in capsys.readouterr().err
    assert (tmp_path / "scores.csv").read_bytes() == scores
    (tmp_path / "scores.csv").write_bytes(scores + b"\n")
    assert run(tmp_path, model=model, data=tmp_path / "scores.csv") == 2
    said = capsys.readouterr().err
    assert "changed since: 'scores.csv'" in said
    assert "what is read" not in said  # told once


def test_a_table_that_was_changed_since_is_not_overwritten(tmp_path, capsys, monkeypatch):
    assert run(tmp_path, *BOOTSTRAP) == 0
    (tmp_path / "bootstrap_paths.csv").write_text("my notes")
    monkeypatch.setattr("plspm.commands.fitting.estimate", None)
    capsys.readouterr()
    assert run(tmp_path) == 2
    said = capsys.readouterr().err
    assert "'bootstrap_paths.csv'" in said
    assert "changed since" in said
    assert (tmp_path / "bootstrap_paths.csv").read_text() == "my notes"


def test_a_table_that_was_taken_away_is_no_obstacle(tmp_path):
    assert run(tmp_path) == 0
    (tmp_path / "scores.csv").unlink()
    assert run(tmp_path) == 0
    assert (tmp_path / "scores.csv").exists()


def test_a_folder_in_place_of_a_table_stays(tmp_path, capsys):
    assert run(tmp_path) == 0
    (tmp_path / "scores.csv").unlink()
    (tmp_path / "scores.csv").mkdir()
    capsys.readouterr()
    assert run(tmp_path) == 2
    assert "changed since: 'scores.csv'" in capsys.readouterr().err


def test_a_settings_file_names_no_files_elsewhere(tmp_path):
    folder, victim = tmp_path / "out", tmp_path / "victim.csv"
    assert run(folder) == 0
    (folder / "scores.csv").rename(victim)  # with the content that the record says
    record = json.loads((folder / "settings.json").read_text("utf-8"))
    record["files"]["../victim.csv"] = record["files"].pop("scores.csv")
    (folder / "settings.json").write_text(json.dumps(record))
    assert run(folder) == 2
    assert victim.exists()


def test_a_link_is_not_followed(tmp_path, capsys):
    folder, victim = tmp_path / "out", tmp_path / "victim.csv"
    victim.write_text("mine")
    folder.mkdir()
    (folder / "scores.csv").symlink_to(victim)
    assert run(folder) == 2
    assert run(tmp_path / "other") == 0
    (tmp_path / "other" / "scores.csv").unlink()
    (tmp_path / "other" / "scores.csv").symlink_to(victim)
    assert run(tmp_path / "other") == 2
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("place", [DATA, DATA / "deeper" / "still"])
def test_what_is_no_folder_is_refused_before_anything_is_computed(capsys, uncomputed, place):
    assert run(place) == 2
    assert "is no folder" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_permission_is_refused(tmp_path, capsys, uncomputed):
    tmp_path.chmod(0o500)
    assert run(tmp_path) == 2
    assert "Permission denied" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["x" * 300, "new/" + "x" * 300])
def test_a_folder_that_cannot_be_made_is_refused_first(tmp_path, capsys, uncomputed, place):
    assert run(tmp_path / place) == 2
    reason = f"cannot be written to {quoted(str(tmp_path / place))}: File name too long."
    assert reason in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_looking_whether_a_folder_can_be_made_leaves_none(tmp_path):
    assert output_folder.folder_problems(tmp_path / "a" / "b", "screen", ["c.csv"]) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("noticed", ["write", "flush"])  # few bytes are held back until then
def test_no_half_of_a_file_stays_when_the_disk_is_full(tmp_path, monkeypatch, noticed):
    output_folder.write_folder(tmp_path, "screen", {"a.csv": "1", "b.csv": "2"}, {})

    class Full:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, content):
            self.content = content
            self.file.write(content[:1])
            self.end("write")

        def flush(self):
            self.file.flush()
            self.end("flush")

        def end(self, where):
            if self.content == b"4" and where == noticed:
                raise OSError(28, "No space left on device")

    opened = type(tmp_path).open

    def open_full(path, mode="r", **options):
        file = opened(path, mode, **options)
        return Full(file) if mode == "xb" else file

    monkeypatch.setattr(type(tmp_path), "open", open_full)
    with pytest.raises(OptionError, match="No space left on device"):
        output_folder.write_folder(
            tmp_path, "screen", {"a.csv": "3", "b.csv": "4", "c.csv": "5"}, {}
        )
    monkeypatch.undo()
    assert (tmp_path / "a.csv").read_text() == "3"
    assert not (tmp_path / "b.csv").exists()


def test_the_folder_is_only_made_when_there_is_something_to_write(tmp_path):
    broken = tmp_path / "model.txt"
    broken.write_text("A =~")
    assert run(tmp_path / "out", model=broken) == 2
    assert not (tmp_path / "out").exists()


def test_the_files_promised_are_those_written(tmp_path, monkeypatch):
    promised = []
    checked = output_folder.folder_problems

    def remember(folder, command, files, inputs=()):
        promised.append(set(files))
        return checked(folder, command, files, inputs)

    monkeypatch.setattr("plspm.commands.estimate.folder_problems", remember)
    assert run(tmp_path, *BOOTSTRAP, "--save-draws") == 0
    assert promised == [names(tmp_path)]


def test_truth_values_are_written_as_they_are(tmp_path):
    assert run(tmp_path, "--estimator", "plsc") == 0
    with pytest.warns(plspm.AdmissibilityWarning):
        result = plspm.estimate(MODEL.read_text("utf-8"), DATA, estimator="plsc")
    holds = result.admissibility["holds"]
    assert set(holds) == {True, False}
    with (tmp_path / "admissibility.csv").open(encoding="utf-8", newline="") as file:
        written = {row["check"]: row["holds"] for row in csv.DictReader(file)}
    assert written == {check: "True" if held else "False" for check, held in holds.items()}
