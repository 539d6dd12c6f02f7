"""Every accepted kind of data gives the same table; every other kind is refused by name."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from plspm.data import read_frame, read_indicators
from plspm.errors import DataError

COLUMNS = {"a": [1, 2, 4], "b": [0.5, None, 2.5], "c": ["x", None, "z"]}
KINDS = {
    "pandas": pd.DataFrame(COLUMNS),
    "pandas on Arrow": pd.DataFrame(COLUMNS).convert_dtypes(dtype_backend="pyarrow"),
    "polars": pl.DataFrame(COLUMNS),
    "polars, lazy": pl.LazyFrame(COLUMNS),
    "pyarrow": pa.table(COLUMNS),
    "dictionary": COLUMNS,
    "structured array": np.array(
        [(1, 0.5, "x"), (2, np.nan, None), (4, 2.5, "z")],
        dtype=[("a", "i4"), ("b", "f8"), ("c", "O")],
    ),
}
REFUSED = {
    "None": (None, "NoneType"),
    "list": ([[1, 2], [3, 4]], "list"),
    "number": (3, "int"),
    "Series": (pd.Series([1, 2]), "Series"),
    "polars Series": (pl.Series([1, 2]), "Series"),
    "array": (np.ones((5, 2)), r"pd\.DataFrame\(array, columns="),
    "flat array": (np.ones(5), "no column names"),
    "structured array of two dimensions": (np.ones((2, 2), dtype="i4,f8"), "no table"),
    "structured array with nested field": (np.ones(2, dtype=[("a", "f8", (3,))]), "no table"),
    "unequal columns": ({"a": [1, 2], "b": [1]}, "same number of values"),
    "only scalars": ({"a": 1}, "same number of values"),
}


@pytest.mark.parametrize("data", KINDS.values(), ids=KINDS)
def test_every_kind_gives_the_same_table(data):
    frame = read_frame(data)
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == ["a", "b", "c"]
    assert frame["a"].tolist() == [1, 2, 4]
    assert frame["b"].isna().tolist() == [False, True, False]
    assert frame["c"].isna().tolist() == [False, True, False]
    indicators = read_indicators(data, ["b", "a"], missing="mean", warn=str)
    np.testing.assert_array_equal(indicators.values, [[0.5, 1], [1.5, 2], [2.5, 4]])


DECIMALS = pa.table({"a": [Decimal("1.25"), None, Decimal("4.5")]})


@pytest.mark.parametrize(
    "data",
    [
        DECIMALS,
        DECIMALS.to_pandas(),
        DECIMALS.to_pandas(types_mapper=pd.ArrowDtype),
        pl.from_arrow(DECIMALS),
    ],
    ids=["pyarrow", "pandas", "pandas on Arrow", "polars"],
)
def test_decimals_are_numbers(data):
    indicators = read_indicators(data, ["a"], missing="mean", warn=str)
    np.testing.assert_array_equal(indicators.values, [[1.25], [2.875], [4.5]])


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_other_kinds_are_refused_by_name(data, words):
    with pytest.raises(DataError, match=words):
        read_frame(data)


ITEM = ["never", "always", None, "often", "often", "never"]


def test_an_enum_of_polars_has_its_own_order_and_other_text_has_none():
    data = pl.DataFrame({"a": pl.Series(ITEM, dtype=pl.Enum(["never", "often", "always"]))})
    indicators = read_indicators(data, ["a"], missing="listwise")
    assert indicators.values[:, 0].tolist() == [1, 3, 2, 2, 1]
    for kind in (pl.Categorical, pl.String):
        with pytest.raises(DataError, match=r"\{'never': \.\.\., 'always'") as caught:
            read_indicators(data.cast(kind), ["a"])
        lines = str(caught.value).partition(": data")[2].partition(", or")[0]
        for place, word in enumerate(["never", "often", "always"]):
            lines = lines.replace(f"'{word}': ...", f"'{word}': {place}")
        typed = {"data": data.cast(kind)}
        exec(f"data{lines}", typed)  # what a user types
        mended = read_indicators(typed["data"], ["a"], missing="listwise")
        assert mended.values[:, 0].tolist() == [0, 2, 1, 1, 0]


def test_an_enum_in_the_order_of_the_alphabet_is_told_of_with_lines_that_can_be_typed():
    data = pl.DataFrame({"a": pl.Series(ITEM, dtype=pl.Enum(["always", "never", "often"]))})
    said = []
    read_indicators(data, ["a"], missing="listwise", warn=said.append)
    assert "right one: data = data.to_pandas(); data['a'] = pd.Categorical(data['a'], " in said[0]


def test_polars_frame_without_rows():
    with pytest.raises(DataError, match="only 0 rows"):
        read_indicators(pl.DataFrame({"a": [], "b": []}, schema={"a": int, "b": float}), ["a"])


def test_polars_categories_and_dates_are_refused():
    frame = pl.DataFrame({"day": ["2020-01-01", "2020-01-02"], "level": ["lo", "hi"]}).with_columns(
        pl.col("day").str.to_date(), pl.col("level").cast(pl.Categorical)
    )
    with pytest.raises(DataError) as caught:
        read_indicators(frame, ["day", "level"])
    assert "type date" in str(caught.value)
    assert "'lo' in row 0" in str(caught.value)


def test_path_and_text_path_are_read_alike(tmp_path):
    file = tmp_path / "answers.csv"
    file.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    assert isinstance(file, Path)
    pd.testing.assert_frame_equal(read_frame(file), read_frame(str(file)))


def test_arrow_tables_with_a_column_twice_are_refused_by_name():
    table = pa.Table.from_arrays([pa.array([1, 2]), pa.array([3, 4])], names=["a", "a"])
    with pytest.raises(DataError, match=r"several columns alike .*'a' 2 times"):
        read_frame(table)


def test_whole_numbers_of_128_bits():
    frame = pl.DataFrame({"a": [1, None, 4]}).cast(pl.Int128)
    values = read_indicators(frame, ["a"], missing="mean", warn=str).values
    np.testing.assert_array_equal(values[:, 0], [1, 2.5, 4])
