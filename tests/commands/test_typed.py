"""What is typed wrong on the command line is answered with what is right, and with nothing else."""

import pytest
from tests.commands.study import DATA, MODEL

from plspm.__main__ import main

WRONG = {
    "another program's draws": (["--nboot", "500"], "did you mean --bootstrap?"),
    "its own name in Python": (["--draws", "500"], "did you mean --bootstrap?"),
    "the same with a hyphen": (["--n-resamples", "500"], "did you mean --bootstrap?"),
    "another program's iterations": (["--maxit", "50"], "did you mean --max-iterations?"),
    "an abbreviation": (["--boot=9"], "--boot is no option of plspm estimate; did you mean"),
    "underscores": (["--missing_codes", "9"], "did you mean --missing-codes?"),
    "another program's level": (["--alpha", ".05"], "did you mean --level?"),
    "what has no counterpart": (["--cores", "3"], "see plspm estimate --help."),
    "nothing known": (["--xyz"], "see plspm estimate --help."),
    "two at once": (["--nboot", "5", "--tol", "1e-5"], "did you mean --tolerance?"),
    "a place by name": (["--model", "m"], "write plspm estimate MODEL.txt DATA.csv."),
    "a third file": (["more.csv"], "'more.csv' is one argument too many."),
    "a decimal comma": (["--level", "0,95"], "'0,95' is no number. Write it with a point."),
    "a word": (["--tolerance", "small"], "'small' is no number."),
    "half a draw": (["--bootstrap", "9.5"], "'9.5' is no whole number."),
    "endless draws": (["--bootstrap", "inf"], "'inf' is no whole number."),
    "codes with commas": (["--missing-codes", "88,99"], "codes stand beside each other: 88 99."),
    "a negative one first": (["--missing-codes", "-9,99"], "for example --missing-codes -9 99."),
    "codes of all and of one": (
        ["--missing-codes", "-9", "ORE_a=k.A."],
        "codes of all items, such as -9, and of single ones, such as ORE_a=k.A.; give all by item",
    ),
    "a scale the wrong way round": (
        ["--reverse", "a2=7:1"],
        "'a2=7:1' is not a scale: its lowest answer comes first, for example 1:7.",
    ),
    "no scale": (["--reverse", "a2"], "'a2' is not ITEM=LOW:HIGH, for example a2=1:7."),
}


@pytest.mark.parametrize(("options", "words"), WRONG.values(), ids=WRONG)
def test_wrong_arguments(capsys, options, words):
    with pytest.raises(SystemExit) as ended:
        main(["estimate", str(MODEL), str(DATA), *options])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.startswith("plspm: error: ")
    assert words in said.err
    assert "usage" not in said.err
    assert "invalid" not in said.err


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("rport", "'rport' is no command of plspm; did you mean 'report'?"),
        (
            "bootstrap",
            "'bootstrap' is no command of plspm; write plspm estimate MODEL.txt DATA.csv",
        ),
        ("Estimate", "'Estimate' is no command of plspm; did you mean 'estimate'?"),
        ("model.txt", "'model.txt' is no command of plspm; it has example, estimate, report,"),
    ],
)
def test_a_command_that_does_not_exist(capsys, typed, words):
    with pytest.raises(SystemExit) as ended:
        main([typed, str(MODEL), str(DATA)])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.startswith(f"plspm: error: {words}")


COMMANDS = ["example", "estimate", "report", "diagram", "check", "screen", "translate"]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_no_command_takes_an_abbreviation(capsys, command):
    with pytest.raises(SystemExit) as ended:
        main([*command, "--hel"])
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_files_that_an_option_swallowed_are_asked_for_first(capsys):
    with pytest.raises(SystemExit):
        main(["estimate", "--missing-codes", "99", str(MODEL), str(DATA)])
    assert "before the options: plspm estimate MODEL.txt DATA.csv ..." in capsys.readouterr().err


def test_draws_may_be_a_power_of_ten(capsys):
    assert main(["estimate", str(MODEL), str(DATA), "--bootstrap", "2e1", "--seed", "1"]) == 0
    assert "20 requested" in capsys.readouterr().out
