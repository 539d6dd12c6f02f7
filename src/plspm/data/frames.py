"""Data frames of any kind, dictionaries of columns and data files as pandas data frames."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.files import read_file
from plspm.data.text_codes import NO_CODES, TextCodes
from plspm.data.wording import Warn, quoted, warn_user
from plspm.errors import DataError, OptionError

ACCEPTED = (
    "a data frame (pandas, polars, pyarrow and others), a dictionary of columns, or the path to "
    "a data file (CSV, Excel, SPSS, Stata, Parquet or Feather)"
)
LINE = re.compile(r": (data\[[^\]]+\] = )")
"""The beginning of a remedy in Python."""


def read_frame(
    data: object,
    *,
    sheet: str | int | None = None,
    encoding: str | None = None,
    codes: TextCodes = NO_CODES,
    warn: Warn = warn_user,
) -> pd.DataFrame:
    """Turn data of any accepted kind into a pandas data frame.

    Parameters
    ----------
    data : data frame, mapping, structured array, str or path
        A pandas data frame (given back as it is); a frame of another library that narwhals knows,
        such as polars, pyarrow or modin (lazy ones are collected); a mapping from column names to
        columns; a structured NumPy array; or the path to a data file.
    sheet, encoding, codes : optional
        How a data file is read; see `read_file`.
    warn : callable, optional
        Is called with the text of a warning; by default gives a `DataWarning`.

    Returns
    -------
    pandas.DataFrame
        The data, one row per case.

    Raises
    ------
    DataError
        The data are of another kind, or the file cannot be read.
    OptionError
        `sheet` or `encoding` are wrong, or given for data that are no file.

    Examples
    --------
    >>> read_frame({"a": [1, 2], "b": [3, 4]})
       a  b
    0  1  3
    1  2  4
    """
    if isinstance(data, str | os.PathLike):
        return read_file(data, sheet=sheet, encoding=encoding, codes=codes, warn=warn)
    if sheet is not None or encoding is not None:
        raise OptionError("sheet and encoding say how a file is read; the data are no file.")
    if isinstance(data, pd.DataFrame):
        return data
    if isinstance(data, Mapping):
        return _from_mapping(data)
    if isinstance(data, np.ndarray):
        return _from_array(data)
    try:
        native = nw.from_native(data, pass_through=True)
    except nw.exceptions.DuplicateError as error:
        said = " ".join(str(error).split())
        raise DataError(f"The data name several columns alike ({said}); rename them.") from error
    if isinstance(native, nw.LazyFrame):
        native = native.collect()
    if isinstance(native, nw.DataFrame):
        return _from_narwhals(native)
    raise DataError(f"The data are of type {type(data).__name__}; pass {ACCEPTED}.")


def in_pandas(problems: Sequence[str], data: object) -> list[str]:
    """Problems whose remedies are lines of pandas, which other frames have to be made first.

    Examples
    --------
    >>> import polars as pl
    >>> in_pandas(["Convert it: data['a'] = f(data['a'])."], pl.DataFrame())
    ["Convert it: data = data.to_pandas(); data['a'] = f(data['a'])."]
    """
    if isinstance(data, pd.DataFrame) or not hasattr(data, "to_pandas"):
        return list(problems)
    return [LINE.sub(r": data = data.to_pandas(); \1", each, count=1) for each in problems]


def _from_mapping(columns: Mapping[object, object]) -> pd.DataFrame:
    try:
        return pd.DataFrame(dict(columns))
    except (ValueError, TypeError) as error:
        raise DataError(
            f"The columns of the dictionary do not make a table ({error}); "
            "give every column the same number of values."
        ) from error


def _from_array(array: npt.NDArray[np.void]) -> pd.DataFrame:
    if array.dtype.names is None:
        raise DataError(
            f"The data are a NumPy array of shape {array.shape}, which has no column names; pass "
            "pd.DataFrame(array, columns=[...]) with the names of the indicators."
        )
    if array.ndim != 1 or any(array.dtype[name].shape for name in array.dtype.names):
        raise DataError(
            "The structured NumPy array is no table: it needs one dimension and one value per "
            f"field, but has shape {array.shape} and fields {quoted(array.dtype.names)}."
        )
    return pd.DataFrame({name: array[name] for name in array.dtype.names})


def _from_narwhals(frame: nw.DataFrame[Any]) -> pd.DataFrame:
    """Take numbers as arrays and all else as Python objects: nothing needs pyarrow then."""
    columns = {name: _from_column(frame.get_column(name)) for name in frame.columns}
    return pd.DataFrame(columns, index=pd.RangeIndex(len(frame)))


def _from_column(
    column: nw.Series[Any],
) -> npt.NDArray[np.generic] | list[object] | pd.Categorical:
    if isinstance(column.dtype, nw.Enum):  # whose order is stated
        return pd.Categorical(column.to_list(), list(column.dtype.categories), ordered=True)
    if not column.dtype.is_numeric() or column.dtype in (nw.Int128, nw.UInt128):
        return column.to_list()
    return column.to_numpy()
