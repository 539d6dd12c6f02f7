"""What the commands print, whole: the texts are kept in `printed/` and compared.

Where a change is meant, ``python -m tests.commands.test_printed`` writes them again.
"""

import contextlib
import io
import re
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from tests.catalogue import FACTORS, survey
from tests.commands.study import DATA, MODEL
from tests.stored import differences

from plspm.__main__ import main

STORED = Path(__file__).parent / "printed"
DRAWS = ["--bootstrap", "99", "--seed", "1"]
STUDY = [str(MODEL), str(DATA)]
OWN = ["model.txt", "data.csv"]
COMMANDS = {
    "example": ["example"],
    "estimate": ["estimate", *STUDY],
    "estimate_draws": ["estimate", *STUDY, *DRAWS, "--level", ".9", "--check"],
    "estimate_consistent": ["estimate", *STUDY, "--estimator", "plsc", "--scheme", "factorial"],
    "estimate_products": ["estimate", *OWN, *DRAWS, "--weights", "weight", "--check"],
    "estimate_controls": [
        *("estimate", *OWN, "--controls", "age", "group=1", "--missing", "mean"),
        *("--missing-codes", "99", "--reverse", "a3=1:7"),
    ],
    "check": ["check", *STUDY],
    "check_model": ["check", str(MODEL)],
    "screen": ["screen", *STUDY],
    "screen_own": ["screen", *OWN, "--missing-codes", "99"],
    **{
        f"translate_{to}": [
            "translate",
            str(MODEL) if to in {"lavaan", "semopy"} else "model.txt",
            "--to",
            to,
        ]
        for to in ("lavaan", "semopy", "csem", "seminr")
    },
    **{
        f"report_{language}": ["report", *STUDY, *DRAWS, "--no-diagram", "--language", language]
        for language in ("en", "de", "es")
    },
    "report_products": ["report", *OWN, *DRAWS, "--no-diagram"],
}
COMPILING = re.compile(r"plspm: compiling .*\n")  # where it is the first that is computed
VERSIONS = re.compile(r"\b(plspm|plspath|numpy|pandas|numba|Python) (?:\d[\w.]*|\(not installed\))")
LINES_OF_VERSIONS = re.compile(r"^Versions: .*\n(?: .*\n)*?(?=\n|\w)", re.M)


def own_files(folder):
    """A model with products, and answers in which 99 stands for none."""
    text = f"{FACTORS}\nC ~ A + B + A:B\nD ~ C + A\nF ~ D + C + B\n"
    (folder / "model.txt").write_text(text, encoding="utf-8")
    data = survey().copy()
    items = data.columns[:15]
    data[items] = data[items].round().clip(1, 7)
    data.loc[::15, "b2"] = data.loc[4, "c1"] = 99
    data.to_csv(folder / "data.csv", index=False)


def printed(name, folder):
    """Standard output, then what is warned of; of a report its text."""
    own_files(folder)
    command = [str(folder / word) if word in OWN else word for word in COMMANDS[name]]
    report = folder / "report.md"
    if command[0] == "report":
        command += ["--out", str(report)]
    said, warned = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(warned),
        mock.patch("plspm.inference.progress.PATIENCE", 1e9),  # no bar where it takes long
    ):
        code = main(command)
    parts = [f"ends with {code}", said.getvalue(), COMPILING.sub("", warned.getvalue())]
    if command[0] == "report":
        parts.append(report.read_text(encoding="utf-8"))
    whole = "\n".join(parts).replace(str(folder), "FOLDER").replace(str(MODEL.parent), "STUDY")
    return VERSIONS.sub(r"\1 X", LINES_OF_VERSIONS.sub("Versions: X", whole)) + "\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_what_it_did(name, tmp_path):
    before = (STORED / f"{name}.txt").read_text(encoding="utf-8")
    assert differences(printed(name, tmp_path), before, near=0.0015) == []


if __name__ == "__main__":
    STORED.mkdir(exist_ok=True)
    for each in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            (STORED / f"{each}.txt").write_text(printed(each, Path(folder)), encoding="utf-8")
