"""CSV files as people have them are read right or refused with the reason."""

import os

import numpy as np
import pandas as pd
import pytest

from plspm.data import read_frame, read_indicators
from plspm.data.csv_cells import MISSING_CELLS, read_cells
from plspm.data.csv_files import read_csv
from plspm.errors import DataError, DataWarning

TABLE = pd.DataFrame({"a": [1, 2, 3], "b": [0.5, 1.5, 2.5]})
PLAIN = "a,b\n1,0.5\n2,1.5\n3,2.5\n"

READ_ALIKE = {
    "commas": PLAIN,
    "semicolons": PLAIN.replace(",", ";"),
    "tabs": PLAIN.replace(",", "\t"),
    "Windows line ends": PLAIN.replace("\n", "\r\n"),
    "old Macintosh line ends": PLAIN.replace("\n", "\r"),
    "no last line end": PLAIN.rstrip(),
    "spaces": "a , b\n1, 0.5\n 2,1.5 \n3,2.5\n",
    "quotes": '"a","b"\n"1","0.5"\n2,1.5\n3,2.5\n',
    "blank lines": "\n  \na,b\n\n1,0.5\n2,1.5\n   \n3,2.5\n\n\n",
    "blank last rows": PLAIN + ",\n,\n , \n",
    "blank last columns": "a,b,,\n1,0.5,,\n2,1.5,,\n3,2.5,,\n",
    "blank cells at the end of some rows": "a,b\n1,0.5,,\n2,1.5\n3,2.5,\n",
}

REFUSED = {
    "empty": ("", ["empty"]),
    "only blank lines": ("\n\n  \n", ["empty"]),
    "only separators": (",,\n,,\n", ["empty"]),
    "duplicate headers": ("a,b,a\n1,2,3\n", ["'a'", "own name"]),
    "duplicates but for spaces": ("a,b, a\n1,2,3\n", ["'a'", "own name"]),
    "more cells than names": ("a,b\n1,2\n\n3,5,4\n", ["line 4", "more cells than the 2"]),
    "row names without header": ("a,b\nr1,1,2\nr2,3,4\n", ["2 lines", "line 2", "row names"]),
    "open quote": ('a,b\n1,"2\n3,4\n', ["quotation marks"]),
    "text after a quote": ('a,b\n"1"x,2\n', ["line 2", "quotation marks"]),
    "blanks as separators": ("a b c\n1 2 3\n", ["no comma, semicolon or tab", "sep="]),
    "bars as separators": ("a|b|c\n1|2|3\n", ["no comma, semicolon or tab", "sep="]),
    "null characters": ("a,b\n1,\0\n", ["null characters"]),
}

BINARY = {
    "an archive": (b"PK\x03\x04...", ["no Excel workbook", "unpack it"]),
    "old Excel": (b"\xd0\xcf\x11\xe0...", ["save it as .xlsx"]),
    "gzip": (b"\x1f\x8b...", ["gzip", "unpack it", "write.csv("]),
    "an archive of 7-Zip": (b"7z\xbc\xaf\x27\x1c...", ["unpack it"]),
    "SAS": (bytes(12) + b"\xc2\xea\x81\x60...", ['pd.read_sas(path, format="sas7bdat")']),
    "SAS transport": (b"HEADER RECORD*******LIB", ['pd.read_sas(path, format="xport")']),
    "HTML called Excel": ("<html>\n<table><tr><td>a</td></tr></table>", ["HTML", ".xlsx"]),
    "Excel's XML of 2003": ('\ufeff<?xml version="1.0"?>\n<Workbook/>', ["XML", ".xlsx"]),
    "JSON of columns": ('{"a": {"0": 1}, "b": {"0": 2}}', ["JSON", "CSV"]),
    "JSON of rows": ('[\n  {"a": 1, "b": 2}\n]', ["JSON", "CSV"]),
    "damaged Parquet": (b"PAR1...", ["cannot be read"]),
    "damaged SPSS": (b"$FL2@(#)", ["cannot be read as a file of SPSS"]),
    "damaged Stata": (b"<stata_dta>...", ["cannot be read as a file of Stata"]),
    "damaged UTF-8": (
        "a,b\nä,ö\nü,ß\n".encode()[:-2] + b"\n",
        ["not UTF-8", "line 3", "encoding="],
    ),
    "no Western European": (b"a,b\n\x81,1\n", ["nor in a Western European", "line 2"]),
    "UTF-16 without mark": (PLAIN.encode("utf-16-le"), ["null characters"]),
    "broken UTF-16": (PLAIN.encode("utf-16") + b"\x00", ["not UTF-16"]),
}


def written(folder, content, name="answers.csv"):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize("content", READ_ALIKE.values(), ids=READ_ALIKE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_same_table_in_other_clothes(tmp_path, content, encoding):
    frame = read_frame(written(tmp_path, content.encode(encoding)))
    pd.testing.assert_frame_equal(frame, TABLE)


@pytest.mark.parametrize(
    ("content", "words"), (REFUSED | BINARY).values(), ids=list(REFUSED | BINARY)
)
def test_file_is_refused_with_the_reason(tmp_path, content, words):
    with pytest.raises(DataError) as caught:
        read_frame(written(tmp_path, content))
    message = str(caught.value)
    assert "'answers.csv'" in message
    assert [word for word in words if word not in message] == []


def test_all_problems_of_a_file_at_once(tmp_path):
    with pytest.raises(DataError) as caught:
        read_frame(written(tmp_path, "a,b,a,b\n1,2,3,4,5\n"))
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("spelling", sorted(MISSING_CELLS))
def test_spellings_of_missing(tmp_path, spelling):
    frame = read_frame(written(tmp_path, f"a,b\n1,4\n{spelling},5\n3,6\n"))
    np.testing.assert_array_equal(frame["a"], [1, np.nan, 3])


def test_missing_spellings_are_those_of_pandas_and_a_point(tmp_path):
    rows = "".join(f'"{spelling}",1\n' for spelling in sorted(MISSING_CELLS - {"."}))
    assert pd.read_csv(written(tmp_path, "a,b\n" + rows))["a"].isna().all()


@pytest.mark.parametrize("separator", [";", "\t"])
def test_decimal_commas_are_read_with_a_warning(tmp_path, separator):
    content = "a;b;c\n3,5;1;x\n4;2;y\n-1,25e-1;3;z\n;4;0,5\n".replace(";", separator)
    with pytest.warns(DataWarning, match=r"decimal comma in 'a';") as caught:
        frame = read_frame(written(tmp_path, content))
    assert len(caught) == 1
    assert caught[0].filename == __file__
    np.testing.assert_array_equal(frame["a"], [3.5, 4, -0.125, np.nan])
    assert frame["b"].dtype == np.int64
    assert frame["c"].tolist() == ["x", "y", "z", "0,5"]


@pytest.mark.parametrize("cell", ["3.5", "1,2,3", ",5 x"])
def test_columns_not_wholly_of_decimal_commas_stay_text(tmp_path, cell):
    with pytest.raises(DataError, match=r"[cC]olumn 'a'"):
        read_indicators(written(tmp_path, f"a;b\n1,5;1\n{cell};2\n2,5;4\n"), ["a", "b"])


@pytest.mark.parametrize(
    ("separator", "cells", "numbers", "said"),
    [
        (",", ["1,5", "2", "3,25"], [1.5, 2, 3.25], "decimal comma in 'a'"),
        (",", ["1,250.5", "2", "30"], [1250.5, 2, 30], "',' was taken to separate thousands"),
        (",", ["1,250,000", "2", "30"], [1250000, 2, 30], "so that '1,250,000' is 1.25e+06"),
        (",", ["1,250", "950", "30"], [1250, 950, 30], "so that '1,250' is 1250"),
        (",", ["3.667", "4.000", "5.333"], [3.667, 4, 5.333], None),
        (",", ["1.250", "950", "3"], [1.25, 950, 3], "so that '1.250' is 1.25"),
        (";", ["1,500", "2,250", "3,000"], [1.5, 2.25, 3], "decimal comma in 'a'"),
        (";", ["1.250,5", "2", "30"], [1250.5, 2, 30], "so that '1.250,5' is 1250.5"),
        (";", ["1.250", "950", "30"], [1250, 950, 30], "so that '1.250' is 1250"),
        (";", ["1.250.000", "2", "30"], [1250000, 2, 30], "'.' was taken to separate"),
        (";", ["2.667", "4.000", "3.333"], [2.667, 4, 3.333], "with a decimal point in 'a'"),
        (";", ["2.667", "4", "3.333"], [2.667, 4, 3.333], "with a decimal point in 'a'"),
        (";", ["0.125", "1.250", "3"], [0.125, 1.25, 3], None),
        (";", ["1,0", "2,0", "1.000"], [1, 2, 1000], "so that '1.000' is 1000"),
    ],
)
def test_thousands_and_decimals(tmp_path, separator, cells, numbers, said):
    rows = "".join(f'"{cell}"{separator}{k}\n' for k, cell in enumerate(cells))
    caught = []
    frame = read_csv(written(tmp_path, f"a{separator}b\n{rows}"), warn=caught.append)
    assert frame["a"].tolist() == numbers
    assert [said in each for each in caught] == ([True] if said else [])


def test_other_columns_settle_what_points_mean(tmp_path):
    caught = []
    text = "income;rate\n2.500;1,5\n1.800;2,5\n3.000;0,5\n"
    frame = read_csv(written(tmp_path, text), warn=caught.append)
    assert frame["income"].tolist() == [2500, 1800, 3000]
    assert len(caught) == 2


def test_quoted_thousands_or_decimals_between_commas_are_refused_with_both_remedies(tmp_path):
    with pytest.raises(DataError) as caught:
        read_indicators(written(tmp_path, 'a,b\n"1,500",1\n"2,250",2\n"3,125",4\n'), ["a", "b"])
    assert "str.replace(',', '.')" in str(caught.value)
    assert "str.replace(',', '')" in str(caught.value)


def test_separator_is_decided_by_the_header_outside_quotes(tmp_path):
    frame = read_frame(written(tmp_path, '"Age, in, years";"b;\n;";c\n1;2;x,y,z,w\n'))
    assert list(frame.columns) == ["Age, in, years", "b;\n;", "c"]
    assert frame["c"].tolist() == ["x,y,z,w"]


def test_a_tab_before_the_first_name_counts(tmp_path):
    frame = read_frame(written(tmp_path, "\ta\nr1\t1\nr2\t2\n"))
    assert list(frame.columns) == ["Unnamed: 0", "a"]


def test_row_names_with_blank_header_are_kept(tmp_path):
    frame = read_frame(written(tmp_path, '"","a"\n"r1",1\n"r2",2\n'))
    assert list(frame.columns) == ["Unnamed: 0", "a"]
    assert frame["Unnamed: 0"].tolist() == ["r1", "r2"]


def test_short_rows_are_missing_at_their_end(tmp_path):
    frame = read_frame(written(tmp_path, "a,b\n1,2\n3\n"))
    np.testing.assert_array_equal(frame["b"], [2, np.nan])


@pytest.mark.parametrize(
    ("cells", "dtype"),
    [
        ("1 -2 +3", np.int64),
        ("1 2 1e3", np.float64),
        ("1 2 99999999999999999999", np.float64),
        ("TRUE False true", object),
        ("1_000 2 3", object),
        ("٣ 2 3", object),
        ("inf 2 3", object),
    ],
)
def test_cells_get_the_narrowest_type(tmp_path, cells, dtype):
    content = "a,b\n" + "".join(f"{cell},1\n" for cell in cells.split())
    assert read_frame(written(tmp_path, content))["a"].dtype == np.dtype(dtype)


def test_truth_values_become_zero_and_one(tmp_path):
    file = written(tmp_path, "a,b\nTRUE,1\nFALSE,2\nTRUE,4\n")
    np.testing.assert_array_equal(read_indicators(file, ["a"]).values[:, 0], [1, 0, 1])


def test_huge_number_is_refused_as_infinite(tmp_path):
    file = written(tmp_path, "a,b\n1e999,1\n1,2\n2,3\n")
    with pytest.raises(DataError, match="1 infinite value, first in row 0"):
        read_indicators(file, ["a", "b"])


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.csv", "https://x.org/a", "s3://b/k", "file:///etc/passwd"]
)
def test_addresses_are_not_fetched(address):
    with pytest.raises(DataError, match="address on a network"):
        read_frame(address)


def test_missing_file_names_the_nearest(tmp_path):
    written(tmp_path, PLAIN, "survey_2023.csv")
    with pytest.raises(DataError, match=r"did you mean 'survey_2023\.csv'"):
        read_frame(tmp_path / "survey2023.csv")
    with pytest.raises(DataError, match="check the path"):
        read_frame(tmp_path / "quite different")


def test_a_folder_is_not_what_was_meant_by_a_file(tmp_path):
    (tmp_path / "survey_2023").mkdir()
    with pytest.raises(DataError, match="check the path"):
        read_frame(tmp_path / "survey2023")


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(DataError, match="is a folder"):
        read_frame(tmp_path)
    with pytest.raises(DataError, match="There is no folder"):
        read_frame(tmp_path / "nowhere" / "x.csv")
    with pytest.raises(DataError, match="not for its content"):
        read_frame(PLAIN)
    with pytest.raises(DataError, match=r"cannot be read|There is no file"):
        read_frame("x" * 5000)
    with pytest.raises(DataError, match=r"cannot be read|There is no file"):
        read_frame("a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
def test_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DataError, match="not a regular file"):
        read_frame(tmp_path / "pipe")


@pytest.mark.parametrize("word", ["True", "TRUE", "true", "False", "FALSE", "false"])
def test_truth_values_keep_their_sense(word):
    other = "false" if word.lower() == "true" else "true"
    assert read_cells([word, other, ""]).tolist() == [word.lower() == "true", other == "true", None]
