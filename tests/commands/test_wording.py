"""The command line speaks its own words: no message sends its reader to Python."""

import re

import numpy as np
import pandas as pd
import pytest
from tests.commands.study import DATA, MODEL

from plspm.__main__ import main
from plspm.commands.fitting import Fitting, option_names
from plspm.commands.wording import in_words_of

PYTHON = re.compile(
    r"""\bpd\.|\w=["'\[{]|\bdata\[|\bdata = |\bresult\.|plspm\.\w+\(|data ?frame|max_iterations"""
)
ROWS = DATA.read_text("utf-8").splitlines()


def with_first_cell(cell):
    return "\n".join([ROWS[0], f"{cell},{ROWS[1].partition(',')[2]}", *ROWS[2:]]).encode()


TURNED = [ROWS[0], *(f"{6 - float(r.partition(',')[0])},{r.partition(',')[2]}" for r in ROWS[1:])]
FILES = {
    "missing": with_first_cell(""),
    "empty text": with_first_cell('" "'),
    "word": with_first_cell("high"),
    "code": with_first_cell("-99"),
    "decimal comma": with_first_cell('"1,5"'),
    "infinite": with_first_cell("inf"),
    "workbook": b"PK\x03\x04",
    "old workbook": b"\xd0\xcf\x11\xe0",
    "gzip": b"\x1f\x8b",
    "parquet": b"PAR1",
    "SPSS": b"$FL2",
    "Stata": b"<stata_dta>",
    "latin-1": "größe;b\n1;2\n".encode("latin-1"),
    "null characters": "\n".join(ROWS).encode("utf-16-le"),
    "bars": b"a|b\n1|2\n3|4\n",
    "blanks": b"a b\n1 2\n3 4\n",
    "long row": ("\n".join(ROWS) + "\n1" + ",1" * 99).encode(),
    "open quote": ("\n".join(ROWS) + '\n"abc').encode(),
    "constant": ("\n".join([ROWS[0], *["1" + ",1" * ROWS[0].count(",")] * 9])).encode(),
    "empty": b"",
    "header": ROWS[0].encode(),
}


@pytest.mark.parametrize("command", ["check", "estimate"])
@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_files_are_refused_without_python(tmp_path, capsys, command, content):
    data = tmp_path / "answers.csv"
    data.write_bytes(content)
    main([command, str(MODEL), str(data)])
    said = capsys.readouterr().err
    assert len(said.split()) > 5
    assert PYTHON.findall(said) == []


def test_items_keyed_the_other_way_are_told_with_what_can_be_typed(tmp_path, capsys):
    data = tmp_path / "answers.csv"
    data.write_text("\n".join(TURNED))
    assert main(["estimate", str(MODEL), str(data)]) == 0
    said = capsys.readouterr().err
    assert "--reverse EXP_a=1:5 (these are" in said
    assert PYTHON.findall(said) == []
    assert main(["estimate", str(MODEL), str(data), "--reverse", "EXP_a=1:5"]) == 0
    assert "--reverse" not in capsys.readouterr().err


STEPS = ["never", "rarely", "at times", "often", "always"]
CATEGORIES = {
    "without an order": (
        pd.CategoricalDtype(STEPS),
        "If they come from SPSS or Stata, read the numbers behind them: give the file of SPSS or "
        "Stata itself. Else state the order: write the steps as numbers into the file, the lowest "
        "as 1.",
    ),
    "against their numbers": (
        pd.CategoricalDtype(["1 a", "3 c", "2 b"], ordered=True),
        "from '1 a' to '2 b'; state the right one: write the steps as numbers into the file, the "
        "lowest as 1.",
    ),
    "numbers in another order": (
        pd.CategoricalDtype(["1", "3", "2"], ordered=True),
        "whose order is not that of their numbers; choose one: write the numbers that are meant "
        "into the file.",
    ),
    "by the alphabet": (
        pd.CategoricalDtype(sorted(STEPS), ordered=True),
        "from 'always' to 'rarely', which was taken for that of the scale. If it is not, state the "
        "right one: write the steps as numbers into the file, the lowest as 1.",
    ),
}


@pytest.mark.parametrize(("kind", "says"), CATEGORIES.values(), ids=CATEGORIES)
def test_categories_are_answered_with_what_can_be_done_to_a_file(tmp_path, capsys, kind, says):
    data, path = pd.read_csv(DATA), tmp_path / "answers.feather"
    words = kind.categories if "1" in kind.categories[0] else STEPS
    data["EXP_a"] = np.resize(words, len(data))
    data.astype({"EXP_a": kind}).to_feather(path)
    main(["check", str(MODEL), str(path)])
    said = " ".join(capsys.readouterr().err.split())
    assert says in said
    assert PYTHON.findall(said) == []


def test_categories_that_are_written_as_numbers_are_these(tmp_path, capsys):
    data, path = pd.read_csv(DATA), tmp_path / "answers.feather"
    data.astype(int).astype(str).astype("category").to_feather(path)
    assert main(["check", str(MODEL), str(path)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--missing", "drop"], "--missing drop is none of"),
        (["--scheme", "centroids"], "--scheme is 'centroids'"),
        (["--estimator", "plsd"], "--estimator is 'plsd'"),
        (["--estimator", "plcs"], "Did you mean 'plsc'?"),
        (["--bootstrap", "9", "--seed", "-3"], "-3; it must be a whole number of at least 0."),
        (["--tolerance", "nan"], "--tolerance is nan"),
        (["--max-iterations", "0"], "--max-iterations is 0"),
        (["--max-iterations", "1"], "Try more --max-iterations"),
        (["--estimator", "plsc"], "See the table admissibility (--out DIR writes it)."),
        (["--weights", "nowhere"], "no column 'nowhere'"),
        (["--bootstrap", "1"], "--bootstrap is 1"),
        (["--reverse", "nowhere=1:7"], "--reverse names 'nowhere'"),
        (["--reverse", "EXP_a=2:3"], "correct --reverse EXP_a=2:3"),
    ],
)
def test_options_are_answered_without_python(capsys, options, words):
    main(["estimate", str(MODEL), str(DATA), *options])
    said = capsys.readouterr().err
    assert words in said
    assert PYTHON.findall(said) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [("https://example.org/a.csv", "network"), ("a;b\n1;2\n", "not for its content")],
)
def test_paths_that_are_none_are_refused_without_python(capsys, path, words):
    assert main(["check", str(MODEL), path]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert PYTHON.findall(said) == []


def test_missing_values_are_answered_with_options(tmp_path, capsys):
    data = tmp_path / "answers.csv"
    data.write_bytes(FILES["missing"])
    assert main(["estimate", str(MODEL), str(data)]) == 2
    said = capsys.readouterr().err
    assert "Drop these rows with --missing listwise" in said
    assert "with --missing mean, or mend the data." in said


def test_all_wrong_options_are_refused_at_once_and_first(capsys, tmp_path):
    """Not the model, not the data, not the folder: nothing is looked at before the options."""
    options = ["--scheme", "x", "--missing", "y", "--tolerance", "7", "--level", "95", "--seed"]
    options += ["-1", "--bootstrap", "0", "--save-draws"]
    assert main(["estimate", "nowhere.txt", "nowhere.csv", *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "7 problems" in said.err
    for option in ("scheme is", "missing y", "tolerance is", "level is", "seed is", "bootstrap is"):
        assert f"--{option}" in said.err


@pytest.mark.parametrize("options", [["--bootstrap", "1"], ["--bootstrap", "9", "--level", "95"]])
def test_no_summary_is_printed_before_wrong_options_of_the_bootstrap(capsys, options):
    assert main(["estimate", str(MODEL), str(DATA), *options]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "typed",
    [
        ["--missing", "mean"],
        ["--weights", "w"],
        ["--missing-codes", "9"],
        ["--reverse", "EXP_a=1:5"],
        ["--controls", "age"],
        ["--encoding", "utf-8"],
        ["--sheet", "Data"],
    ],
)
def test_check_of_a_model_alone_names_the_option_that_is_about_data(capsys, typed):
    assert main(["check", str(MODEL)]) == 0
    assert capsys.readouterr().err == ""
    assert main(["check", str(MODEL), *typed]) == 2
    assert f"{typed[0]}: about data; give DATA.csv" in capsys.readouterr().err


def test_arguments_are_called_by_options_that_there_are(capsys):
    with pytest.raises(SystemExit):
        main(["estimate", "--help"])
    described = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    named = option_names(Fitting)
    assert {"missing", "weights", "max_iterations", "draws"} <= set(named)
    assert set(named.values()) <= described


@pytest.mark.parametrize(
    ("treatment", "says"),
    [
        ("listwise", "can be used: 118 cases (listwise deletion: 1 of 119 rows dropped)"),
        ("mean", "can be used: 119 cases (1 missing values replaced by the mean"),
    ],
)
def test_check_takes_data_with_missing_values(tmp_path, capsys, treatment, says):
    data = tmp_path / "answers.csv"
    data.write_bytes(FILES["missing"])
    assert main(["check", str(MODEL), str(data)]) == 2
    assert "--missing listwise" in capsys.readouterr().err
    assert main(["check", str(MODEL), str(data), "--missing", treatment]) == 0
    assert says in capsys.readouterr().out


def test_check_says_whether_the_data_are_complete(tmp_path, capsys):
    """A case of which only the weight is missing is no complete one."""
    rows = [f"{row},{weight}" for row, weight in zip(ROWS, ["w", "", *[2] * 118], strict=True)]
    (tmp_path / "answers.csv").write_text("\n".join(rows))
    order = ["check", str(MODEL), str(tmp_path / "answers.csv"), "--missing", "listwise"]
    assert main(order) == 0
    assert "The data are complete: 119 cases." in capsys.readouterr().out
    assert main([*order, "--weights", "w"]) == 0
    assert "118 cases (listwise deletion: 1 of 119 rows dropped)" in capsys.readouterr().out


def test_check_takes_weights(tmp_path, capsys):
    data = tmp_path / "answers.csv"
    data.write_text("\n".join([f"{ROWS[0]},w", *(f"{row},2" for row in ROWS[1:])]))
    assert main(["check", str(MODEL), str(data), "--weights", "w"]) == 0
    assert main(["check", str(MODEL), str(data), "--weights", "v"]) == 2
    assert "no column 'v'" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--missing", "mean"], ["--weights", "w"]])
def test_check_of_a_model_alone_has_no_data_to_treat(capsys, option):
    assert main(["check", str(MODEL), *option]) == 2
    assert "give DATA.csv" in capsys.readouterr().err


OPTIONS = {"missing": "--missing", "missing_codes": "--missing-codes", "draws": "--bootstrap"}
OPTIONS |= {"reverse": "--reverse"}


@pytest.mark.parametrize(
    ("python", "typed"),
    [
        ('use missing="mean", or', "use --missing mean, or"),
        ("missing='drop' is none", "--missing drop is none"),
        ("missing_codes=[88, 99].", "--missing-codes 88 99."),
        (
            'missing_codes={"a 2": [8, 9], "b": ["k.A."]}, and',
            '--missing-codes "a 2=8" "a 2=9" b=k.A., and',
        ),
        ('missing="listwise" or "mean".', "--missing listwise or mean."),
        ("`reverse={\"a2\": (1, 7), 'b c': (-3, 3)} (the", '`--reverse a2=1:7 "b c=-3:3" (the'),
        ("reverse names 'x', which", "--reverse names 'x', which"),
        ("reverse gives 3 for 'x'", "--reverse gives 3 for 'x'"),
        ("missing_codes=88 or", "--missing-codes 88 or"),
        ("give more missing_codes.", "give more --missing-codes."),
        ("draws is 1; draws is", "--bootstrap is 1; draws is"),
        ("Some draws is fine", "Some draws is fine"),
        ("`missing` goes with data", "--missing goes with data"),
        ("Column 'missing_codes'", "Column 'missing_codes'"),
        ("unknown=3 stays", "unknown=3 stays"),
        ("See result.admissibility.", "See the table admissibility (--out DIR writes it)."),
        ("Wrong. Read it with pd.read_csv(path). Then", "Wrong. Save it"),
        ("convert it: data['a'] = f(data['a']). Then", "convert it: do this in the file itself."),
        ("of pd.x", "of pd.x"),
    ],
)
def test_words(python, typed):
    assert in_words_of(OPTIONS)(python).startswith(typed)


def test_a_command_without_options_changes_no_name():
    assert in_words_of({})("missing='a', draws is 1") == "missing='a', draws is 1"
