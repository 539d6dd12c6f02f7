"""Files of other programs give the numbers that were put in, in one attempt."""

import sys
import time
import warnings
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from tests.hostile.survey import MODEL, likert, survey

import plspm
from plspm.data import read_frame
from plspm.data.columns import read_column
from plspm.errors import DataError, DataWarning, MissingDependencyError, OptionError

ANSWERS = likert()
LABELS = {1: "agree fully", 2: "agree", 3: "neutral", 4: "disagree", 5: "disagree fully"}


def written(folder, kind, frame=ANSWERS):
    """A file of the kind, by the program's usual writer."""
    path = folder / f"answers.{kind}"
    if kind == "sav":
        pyreadstat.write_sav(
            frame,
            str(path),
            column_labels={name: f"Question {name}" for name in frame},
            variable_value_labels={"a1": LABELS},
        )
    elif kind == "dta":
        pyreadstat.write_dta(frame, str(path), variable_value_labels={"a1": LABELS})
    elif kind == "xlsx":
        frame.to_excel(path, index=False)
    else:
        getattr(frame, f"to_{kind}")(path)
    return path


@pytest.mark.parametrize("kind", ["sav", "dta", "xlsx", "parquet", "feather"])
def test_every_kind_gives_the_numbers_that_were_put_in(tmp_path, kind):
    path = written(tmp_path, kind)
    pd.testing.assert_frame_equal(
        plspm.read_data(path), ANSWERS, check_dtype=False, check_column_type=False
    )
    pd.testing.assert_frame_equal(
        plspm.estimate(MODEL, path).effects, plspm.estimate(MODEL, ANSWERS).effects
    )


def test_the_name_of_a_file_says_nothing(tmp_path):
    path = written(tmp_path, "sav").rename(tmp_path / "answers.csv")
    pd.testing.assert_frame_equal(plspm.read_data(path), ANSWERS, check_dtype=False)


def test_labels_are_kept_beside_the_numbers(tmp_path):
    frame = plspm.read_data(written(tmp_path, "sav"))
    assert frame.attrs["variable_labels"]["b2"] == "Question b2"
    assert frame.attrs["value_labels"] == {"a1": LABELS}


def test_categories_of_labelled_answers_are_never_numbered_by_the_alphabet(tmp_path):
    """Fully labelled, as SPSS users have it: read as categories, the order would be lost."""
    path = written(tmp_path, "sav")
    frame = pd.read_spss(path)
    problem = read_column(frame["a1"], "a1")
    assert isinstance(problem, str)
    assert "cat.codes" not in problem
    assert "pd.read_spss(path, convert_categoricals=False)" in problem
    numbers = pd.read_spss(path, convert_categoricals=False)
    np.testing.assert_array_equal(read_column(numbers["a1"], "a1"), ANSWERS["a1"])


def test_values_declared_missing_are_missing(tmp_path):
    spoiled = ANSWERS.astype(float)
    spoiled.loc[3, "a1"], spoiled.loc[4, "a2"] = 99, -7
    path = tmp_path / "answers.sav"
    pyreadstat.write_sav(
        spoiled, str(path), missing_ranges={"a1": [99], "a2": [{"lo": -9, "hi": -1}]}
    )
    frame = plspm.read_data(path)
    assert frame.isna().sum().sum() == 2
    assert np.isnan(frame.loc[3, "a1"])
    assert np.isnan(frame.loc[4, "a2"])
    assert plspm.estimate(MODEL, path, missing="listwise").n == 58


def test_missing_codes_and_reverse(tmp_path):
    spoiled = ANSWERS.assign(a2=6 - ANSWERS["a2"], name="x")
    spoiled.loc[3, "a1"] = 99
    path = tmp_path / "answers.csv"
    spoiled.to_csv(path, index=False)
    frame = plspm.read_data(path, missing_codes=99, reverse={"a2": (1, 5)})
    expected = ANSWERS.astype({"a1": float}).assign(name="x")
    expected.loc[3, "a1"] = np.nan
    pd.testing.assert_frame_equal(frame, expected, check_dtype=False)
    with pytest.raises(DataError, match="1 value outside, first 99 in row 3"):
        plspm.read_data(path, reverse={"a1": (1, 5)})
    with pytest.raises(OptionError, match="reverse names 'name'"):
        plspm.read_data(path, reverse={"name": (1, 5)})


def workbook(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_sheets(tmp_path):
    path = workbook(tmp_path / "a.xlsx", Codes=[["x"], [1], [2]], Answers=[["a", "b"], [3, 4]])
    with pytest.warns(DataWarning, match=r"first of 2 sheets.*sheet='Answers'"):
        assert list(plspm.read_data(path)) == ["x"]
    for sheet in ("Answers", 1):
        assert plspm.read_data(path, sheet=sheet).to_dict("list") == {"a": [3], "b": [4]}
    with pytest.raises(OptionError, match="mean 'Answers'"):
        plspm.read_data(path, sheet="Answer")
    with pytest.raises(OptionError, match="no sheet 2"):
        plspm.read_data(path, sheet=2)
    with pytest.raises(OptionError, match="sheet='x' goes with workbooks"):
        plspm.read_data(written(tmp_path, "parquet"), sheet="x")


def test_cells_of_workbooks(tmp_path):
    rows = [
        ["a", " b ", "c", None],
        [1, "1,5", True, None],
        [None, None, None, None],
        ["NA", "2,5", False, None],
        [2.5, "4", None, None],
        [None, None, None, None],
    ]
    path = workbook(tmp_path / "a.xlsx", Sheet=rows)
    with pytest.warns(DataWarning, match="decimal comma in 'b'"):
        frame = plspm.read_data(path)
    assert list(frame) == ["a", "b", "c"]
    np.testing.assert_array_equal(read_column(frame["a"], "a"), [1, np.nan, 2.5])
    np.testing.assert_array_equal(read_column(frame["b"], "b"), [1.5, 2.5, 4])
    np.testing.assert_array_equal(read_column(frame["c"], "c"), [1, 0, np.nan])


def broken_off(content):
    return content[: len(content) // 2]


def with_damage(path, part, damage):
    """The workbook with one part of its archive exchanged."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[part] = damage(contents[part])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"]
)
def test_a_workbook_that_breaks_off_is_refused(tmp_path, part):
    path = workbook(tmp_path / "a.xlsx", Sheet=[["a", "b"], [1, 2]])
    with_damage(path, part, broken_off)
    with pytest.raises(DataError, match=r"'a\.xlsx' is a ZIP archive, but no Excel workbook"):
        plspm.read_data(path)


def test_a_workbook_with_other_bytes_is_read_or_refused(tmp_path):
    """Errors of decompression, of versions, of encryption: whatever they are, in our words."""
    path = workbook(tmp_path / "a.xlsx", Sheet=[["a", "b"], [1, 2], [3, 4]])
    content, rng, refused = path.read_bytes(), np.random.default_rng(1), 0
    for _ in range(300):
        damaged = np.frombuffer(content, np.uint8).copy()
        places = rng.choice(np.arange(4, len(content)), size=rng.choice([1, 3, 20]))
        damaged[places] = rng.integers(256, size=len(places))
        path.write_bytes(damaged.tobytes())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                plspm.read_data(path)
            except DataError as error:
                refused += 1
                assert "()" not in str(error)
    assert 100 < refused < 300


DAMAGE = {
    "sav": broken_off,
    "parquet": broken_off,
    "feather": lambda content: content.replace(b'"numpy_type"', b'"numpy_tipe"'),
    "dta": lambda content: content.replace(b"<N>\x3c\0\0\0\0\0", b"<N>\x3c\0\0\0\0\1"),
}
"""Feather without the types of pandas, Stata with more cases than there are."""


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_files_are_refused(tmp_path, kind):
    path = written(tmp_path, kind)
    path.write_bytes(DAMAGE[kind](path.read_bytes()))
    with pytest.raises(DataError, match=rf"'answers\.{kind}' cannot be read"):
        plspm.read_data(path)


@pytest.mark.parametrize(
    ("kind", "package"),
    [
        ("xlsx", "openpyxl"),
        ("sav", "pyreadstat"),
        ("dta", "pyreadstat"),
        ("parquet", "pyarrow"),
        ("feather", "pyarrow"),
    ],
)
def test_what_a_file_needs_is_named(tmp_path, monkeypatch, kind, package):
    path = written(tmp_path, kind)
    monkeypatch.setitem(sys.modules, package, None)
    message = rf"{package}, which is not installed: pip install \"plspath\[data\]\""
    with pytest.raises(MissingDependencyError, match=message):
        plspm.read_data(path)


def test_a_workbook_of_diagrams_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.create_chartsheet("Diagram").add_chart(openpyxl.chart.BarChart())
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="without a sheet of cells"):
        plspm.read_data(tmp_path / "a.xlsx")


GERMAN = survey().round(2).assign(größe="mäßig")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_a_german_file_takes_one_attempt(tmp_path, encoding):
    path = tmp_path / "Umfrage.csv"
    GERMAN.to_csv(path, index=False, sep=";", decimal=",", encoding=encoding)
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        frame = plspm.read_data(path)
    pd.testing.assert_frame_equal(frame, GERMAN, check_dtype=False)
    said = " ".join(str(warning.message) for warning in given)
    assert "decimal comma" in said
    assert ("Western European text (cp1252), such as 'größe'" in said) == (encoding == "cp1252")
    assert all(warning.filename == __file__ for warning in given)


def test_other_encodings_are_asked_for(tmp_path):
    path = tmp_path / "Umfrage.csv"
    path.write_bytes("größe,b\n1,2\n3,4\n".encode("mac_roman"))
    assert list(plspm.read_data(path, encoding="mac_roman")) == ["größe", "b"]
    with pytest.raises(OptionError, match="encoding='utf-9' is no text encoding"):
        plspm.read_data(path, encoding="utf-9")
    with pytest.raises(DataError, match="is not ascii text"):
        plspm.read_data(path, encoding="ascii")
    with pytest.raises(OptionError, match="no file"):
        plspm.estimate(MODEL, survey(), encoding="cp1252")


HEADERS = {
    "Qualtrics": (
        "StartDate,a,b,comment\nStart Date,How good?,How bad?,Say more\n"
        '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}",x\n'
        "2024-01-01,1,2,good\n2024-01-02,3,4,\n2024-01-03,5,6,bad\n",
        {"StartDate": "Start Date", "a": "How good?", "b": "How bad?", "comment": "Say more"},
    ),
    "a row of labels": (
        "CASE;a;b\nInterview number;How good?;How bad?\n1;1;2\n2;3;4\n3;5;6\n",
        {"CASE": "Interview number", "a": "How good?", "b": "How bad?"},
    ),
}


@pytest.mark.parametrize(("text", "labels"), HEADERS.values(), ids=HEADERS)
def test_further_header_rows_are_labels(tmp_path, text, labels):
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    frame = plspm.read_data(path)
    assert frame["a"].tolist() == [1, 3, 5]
    assert frame["b"].tolist() == [2, 4, 6]
    assert frame.attrs["variable_labels"] == labels


def test_a_first_case_in_words_is_a_case(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("a,b,c\nyes,no,yes\n1,no,2\n3,4,yes\n", encoding="utf-8")
    assert len(plspm.read_data(path)) == 3


def test_thousands_of_blank_columns_take_no_time(tmp_path):
    path = tmp_path / "wide.csv"
    blanks = "," * 5000
    path.write_text(f"a,b{blanks}\n" + f"1,2{blanks}\n" * 100, encoding="utf-8")
    start = time.perf_counter()
    frame = read_frame(path)
    assert time.perf_counter() - start < 2  # 500 columns took as long when it was quadratic
    assert frame.shape == (100, 2)


def test_the_wording_of_items_stands_beside_their_numbers(tmp_path):
    result = plspm.estimate(MODEL, written(tmp_path, "sav"))
    assert result.descriptives.loc["b2", "label"] == "Question b2"
    assert "label" not in plspm.estimate(MODEL, ANSWERS).descriptives
    some = ANSWERS.copy()
    some.attrs["variable_labels"] = {"a1": "I am glad"}
    assert plspm.estimate(MODEL, some).descriptives["label"].tolist() == ["I am glad"] + [""] * 8


@pytest.mark.parametrize("names", [["a1"], ["a1", None], [None], ["a1", "a2"], ["a3"]])
def test_row_names_of_pandas_are_columns(tmp_path, names):
    frame = pd.DataFrame({"a1": [1.0, 2.0, 4.0], "a2": [2.0, 1.0, 3.0], "a3": [1.0, 1.0, 2.0]})
    kept = frame.drop(columns=[name for name in names if name in ("a1", "a2")])
    labels = [frame[name] if name else pd.Series([7, 8, 9]) for name in names]
    kept.set_axis(pd.MultiIndex.from_arrays(labels, names=names)).to_parquet(tmp_path / "a.parquet")
    read = plspm.read_data(tmp_path / "a.parquet")
    assert read.index.equals(pd.RangeIndex(3))
    assert read.shape == frame.shape
    pd.testing.assert_frame_equal(read[list(frame)], frame)
