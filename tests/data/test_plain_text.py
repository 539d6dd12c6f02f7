"""Tables that pandas parses are those that careful reading gives, or are not taken at all."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.strategies import examples

from plspm.data import csv_files, plain_columns, plain_text
from plspm.data.csv_files import table_of
from plspm.data.plain_text import plain_table
from plspm.data.text_codes import NO_CODES, text_codes

CELLS = [
    *(
        "1",
        "7",
        "-99",
        "2.5",
        ".5",
        "3.",
        "1e3",
        "+4",
        "0.1",
        "007",
        "123456789012345678",
        "9" * 25,
    ),
    *("", ".", "NA", "nan", "NULL", "n/a", " 3", "4 ", " NA ", " "),
    *("inf", "Infinity", "-inf", "1e999", "1,5", "k.A.", "True", "false", "0x10", "1_000", "１"),
    *('"5"', "5.0", "9007199254740993", "-9007199254740993", "0.30000000000000004", "1d5", "a b"),
]


QUOTED = ['"k.A."', '"a;b"', '"1,5"', '"a\nb"', '"a\r\nb"', '""', '" "', '"x""y"', 'x"y', "größe"]


def careful(text, monkeypatch, codes=NO_CODES):
    with monkeypatch.context() as patched:
        patched.setattr(csv_files, "FEWEST_CHARACTERS", 10**9)
        return table_of(text.encode(), "File 'a.csv'", codes=codes, warn=lambda _: None)


@example(header="a;b;c", rows=[["1", "2", "3", ""]] * 3, separator=";", end="\n")
@example(header="a;b;c", rows=[["1", "2", "3", "NA"], ["1"]], separator=";", end="\n")
@example(
    header="a;b;c", rows=[["k.A.", "k.A.", "k.A.", "1"], ["1"], ["1"]], separator=";", end="\n"
)
@given(
    header=st.sampled_from(["a;b;c", " a ;b;c", "a;b;", "a;a;b", "1;2;3", "\ufeffa;b;c", ";b;c"]),
    rows=st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4), min_size=1, max_size=5),
    separator=st.sampled_from([";", "\t", ","]),
    end=st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n \n"]),
)
def test_pandas_and_careful_reading_agree(header, rows, separator, end):
    lines = [header, *(";".join(row) for row in rows)]
    text = end.join(line.replace(";", separator) for line in lines).removeprefix("\ufeff")
    same_or_left(text)


def same_or_left(text, codes=NO_CODES):
    """The table is that of careful reading, or None."""
    found = plain_table(text.encode(), codes=codes, warn=lambda _: None)
    if found is not None:
        with pytest.MonkeyPatch.context() as monkeypatch:
            pd.testing.assert_frame_equal(found, careful(text, monkeypatch, codes))
    return found is not None


@examples(200)
@example(rows=[["1", "2"], ['""'], ["3", "4"]], separator=";", end="\n", piece=3, last="")
@example(rows=[['""', '" "']], separator=";", end="\n", piece=3, last="")
@example(rows=[["1", "2"], ['" "'], ["3", "4"]], separator=";", end="\r", piece=3, last="")
@given(
    rows=st.lists(
        st.lists(st.sampled_from([*QUOTED, "1", ""]), min_size=1, max_size=3),
        min_size=1,
        max_size=5,
    ),
    separator=st.sampled_from([";", "\t", ","]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    piece=st.integers(1, 9),
    last=st.sampled_from(["", "\n", '"', '"7"']),
)
def test_quotes_are_those_of_careful_reading(rows, separator, end, piece, last):
    text = end.join(separator.join(row) for row in [["a", "b"], *rows]) + last
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain_text, "PIECE", piece)
        same_or_left(text)


@given(
    rows=st.lists(
        st.lists(st.sampled_from(["1", "2,5", "k.A.", " -", "NA", ""]), min_size=3, max_size=4),
        min_size=2,
        max_size=5,
    ),
    codes=st.sampled_from([["k.A."], ["-", "k.A."], {"a": "k.A."}, {"b": ["-"], "c": "k.A."}]),
)
def test_codes_are_those_of_careful_reading(rows, codes):
    same_or_left("\n".join(["a;b;c", *map(";".join, rows), "1;1;1"]), text_codes(codes))


@pytest.mark.parametrize("end", ["", ";", ";;;"])
def test_separators_after_the_last_cell_need_no_closer_look(end):
    assert same_or_left(f"a;b\n1;2{end}\n3;NA{end}\n4;5\n")


@pytest.mark.parametrize("end", ["\n", "\n\n \n", "\n;;\n", " "])
def test_nor_do_blank_rows_at_the_end(end):
    assert same_or_left(f"a;b\n1;2\n3;4{end}")


def test_a_first_row_that_may_be_cut_off_is_left(monkeypatch):
    text = f"a;b;c\n1;2;{'3' * 50};NA\n1;2;3\n"
    for beginning in range(5, len(text)):
        monkeypatch.setattr(plain_text, "HEAD_BYTES", beginning)
        assert not same_or_left(text)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=20))
def test_every_bit_of_a_number_is_read(numbers):
    text = "a,b\n" + "\n".join(f"{number!r},1" for number in numbers)
    found = plain_table(text.encode())
    assert found is not None
    assert found["a"].to_numpy(float).tobytes() == np.array(numbers).tobytes() or 0.0 in numbers


@pytest.mark.parametrize("cell", ["1;5", '"5"6', '5"6'])
def test_what_needs_a_closer_look_is_left(cell):
    assert plain_table(f"a;b\n1;{cell}\n3;4\n".encode()) is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "k.A."], ["1", "k.A."]),
        (["True", "", "FALSE"], [True, None, False]),
        (["1.250,5", "3"], [1250.5, 3]),
        (["1.250", "950"], [1250, 950]),
        (["inf", "1"], ["inf", "1"]),
        (["9007199254740993", "1"], [2**53 + 1, 1]),
        (["9223372036854775808", "1"], [2.0**63, 1]),
        (["9" * 5000, "1"], [np.inf, 1]),
        (['"2"', '" 3"'], [2, 3]),
        (["1_000", "1"], ["1_000", "1"]),
    ],
)
def test_columns_of_all_kinds(cells, expected):
    text = "x;y;z\n" + "".join(f"{k};{cell};a b\n" for k, cell in enumerate(cells))
    found = plain_table(text.encode(), warn=lambda _: None)
    assert found["x"].tolist() == list(range(len(cells)))
    assert found["y"].tolist() == expected
    assert set(found["z"]) == {"a b"}


def test_codes_are_taken_out():
    found = plain_table(b"a;b\n1;k.A.\nk.A.;2\n", codes=text_codes({"a": "k.A."}))
    assert found["b"].tolist() == ["k.A.", "2"]
    np.testing.assert_array_equal(found["a"], [1, np.nan])


def test_a_row_of_questions_is_no_case():
    text = 'a,b\n"How old, please?","How ""often""?"\n1,2\n3,4\n'
    found = plain_table(text.encode())
    pd.testing.assert_frame_equal(found, pd.DataFrame({"a": [1, 3], "b": [2, 4]}))
    assert found.attrs["variable_labels"] == {"a": "How old, please?", "b": 'How "often"?'}
    assert plain_table(b"a,b\nx,y\n1,k.A.\nz,4\n") is None


@pytest.mark.parametrize("text", ["a;b\n1;2.5\n3;NA\n", "a,b\nMüller,2.5\nk.A.,3\n"])
def test_a_large_file_is_read_by_pandas(monkeypatch, text):
    header, _, rows = text.partition("\n")
    text = f"{header}\n{rows * 20_000}"
    expected = careful(text, monkeypatch)
    monkeypatch.delattr(csv_files, "table_from_rows")
    found = table_of(text.encode(), "File 'a.csv'")
    pd.testing.assert_frame_equal(found, expected)


LARGE = [cell for cell in CELLS if cell not in ("1,5", "1_000")]
"""Of others a large table is left to careful reading, and there would be nothing to compare."""


@pytest.fixture(scope="module")
def large():
    """Text of 6 MB, which pandas reads in pieces, by threads, an odd cell late in each column."""
    rng = np.random.default_rng(1)
    cells = rng.integers(1, 8, (10_000, len(LARGE))).astype(str) + np.array(".0000000000000")
    cells = cells.astype(object)
    cells[7_000] = LARGE
    names = ",".join(f"x{k}" for k in range(len(LARGE)))
    text = "\n".join([names, *map(",".join, cells)]) + "\n"
    with pytest.MonkeyPatch.context() as patched:
        return text.encode(), careful(text, patched)


def no_room(*_, **__):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("where", ["memory", "file", "no room for a file"])
def test_large_tables_are_those_of_careful_reading(where, large, monkeypatch):
    content, expected = large
    monkeypatch.setattr(plain_columns, "WORTH_A_FILE", 10**12 if where == "memory" else 0)
    if where.startswith("no room"):
        monkeypatch.setattr(plain_columns, "TemporaryDirectory", no_room)
    pd.testing.assert_frame_equal(plain_table(content, warn=lambda _: None), expected)


@pytest.mark.parametrize("place", [0, 2**18, 700_000])  # 2**18 begins a piece of older pandas
def test_a_long_row_in_a_large_file_is_not_cut(monkeypatch, place):
    monkeypatch.setattr(plain_columns, "WORTH_A_FILE", 0)
    rows = ["1,2,3"] * 1_000_000
    rows[place] = "1,2,3,NA"
    assert plain_table("\n".join(["a,b,c", *rows]).encode()) is None
