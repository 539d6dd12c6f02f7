"""CSV files as they come: read as they are meant, or refused by name."""

import warnings

import pandas as pd
import pytest
from tests.hostile.survey import MODEL, survey, usable

from plspm import DataError, DataWarning, estimate

GOOD = survey().round(2)
CSV = GOOD.to_csv(index=False)
HEADER, FIRST, *REST = CSV.splitlines()
AFTER_FIRST_CELL = FIRST.partition(",")[2]

READ = {
    "byte-order mark": ("\ufeff" + CSV, "utf-8", []),
    "UTF-16": (CSV, "utf-16", []),
    "decimal commas": (GOOD.to_csv(index=False, sep=";", decimal=","), "utf-8", [DataWarning]),
    "Western European": (
        GOOD.assign(größe="mäßig").to_csv(index=False, sep=";", decimal=","),
        "cp1252",
        [DataWarning, DataWarning],
    ),
    "semicolons": (GOOD.to_csv(index=False, sep=";"), "utf-8", []),
    "tabs": (GOOD.to_csv(index=False, sep="\t"), "utf-8", []),
    "trailing blanks": (CSV.replace("\n", "  \n") + "\n   \n", "utf-8", []),
    "blanks around": (CSV.replace(",", " , "), "utf-8", []),
    "carriage returns": (CSV.replace("\n", "\r\n"), "utf-8", []),
    "all quoted": (GOOD.to_csv(index=False, quoting=1), "utf-8", []),
}

REFUSED = {
    "empty": ("", "utf-8", ["empty", "header"]),
    "only a header": (HEADER, "utf-8", ["0 rows"]),
    "duplicate header": (CSV.replace("a2", "a1"), "utf-8", ["several columns 'a1'", "own name"]),
    "n/a": ("\n".join([HEADER, f"n/a,{AFTER_FIRST_CELL}", *REST]), "utf-8", ["'a1' (1)", "mean"]),
    "word": ("\n".join([HEADER, f"high,{AFTER_FIRST_CELL}", *REST]), "utf-8", ["'a1'", "'high'"]),
    "formula": ("\n".join([HEADER, f"=1+1,{AFTER_FIRST_CELL}", *REST]), "utf-8", ["'=1+1'"]),
    "long row": (CSV + "1," * 30, "utf-8", ["line 62", "more cells"]),
    "short row": (CSV + "1,2\n", "utf-8", ["'a3' (1)", "missing"]),
    "open quote": (CSV + '"abc', "utf-8", ["line 62", "quotation marks"]),
    "web page": ("<html>" + CSV, "utf-8", ["a page of HTML", "save it as .xlsx or CSV"]),
    "workbook": ("PK\x03\x04", "utf-8", ["no Excel workbook"]),
    "null characters": (CSV, "utf-16-le", ["null characters", "UTF-8"]),
}

NO_FILES = {
    "address": ("https://example.org/data.csv", ["network", "download"]),
    "file by address": ("file:///etc/passwd", ["network"]),
    "folder": (".", ["folder"]),
    "device": ("/dev/zero", ["not a regular file"]),
    "content for path": (CSV, ["io.StringIO"]),
    "null character": ("a\0.csv", ["a\\x00.csv"]),
}


@pytest.mark.parametrize(("text", "encoding", "expected"), READ.values(), ids=READ)
def test_file_is_read(tmp_path, text, encoding, expected):
    file = tmp_path / "survey.csv"
    file.write_bytes(text.encode(encoding))
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        result = estimate(MODEL, file)
    assert [warning.category for warning in given] == expected
    assert all(warning.filename == __file__ for warning in given)
    usable(result)
    pd.testing.assert_frame_equal(result.effects, estimate(MODEL, GOOD).effects)


@pytest.mark.parametrize(("text", "encoding", "words"), REFUSED.values(), ids=REFUSED)
def test_file_is_refused(tmp_path, text, encoding, words):
    file = tmp_path / "survey.csv"
    file.write_bytes(text.encode(encoding))
    with pytest.raises(DataError) as caught:
        estimate(MODEL, file)
    assert [word for word in words if word not in str(caught.value)] == []


@pytest.mark.parametrize(("path", "words"), NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_file_is_refused(path, words):
    with pytest.raises(DataError) as caught:
        estimate(MODEL, path)
    assert [word for word in words if word not in str(caught.value)] == []
