"""A data file of any kind as a data frame, recoded as asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from plspm.calls import plainly
from plspm.data.files import read_file
from plspm.data.recoding import MissingCodes, Recoding, Reverse, read_recoding
from plspm.data.text_codes import text_codes
from plspm.errors import DataError, written


@plainly("plspm.read_data")
def read_data(
    path: str | os.PathLike[str],
    *,
    missing_codes: MissingCodes = (),
    reverse: Reverse | None = None,
    sheet: str | int | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    r"""Read a data file: CSV, Excel (.xlsx), SPSS, Stata, Parquet or Feather.

    What the file is, its content says. Of a CSV file the separator (comma, semicolon or tab),
    decimal commas and the encoding are found out. SPSS and Stata files give numbers; values that
    they declare missing are missing. What Qualtrics, SoSci Survey and others write between the
    names and the first case is left out, as are titles above the names.

    Parameters
    ----------
    path : str or path
        A file on this computer.
    missing_codes : number, text, sequence of these, or mapping of str to these, optional
        Values that stand for a missing answer, such as ``[-9, 99, "k.A."]``: in all columns, or
        by column.
    reverse : mapping of str to (low, high), optional
        Columns keyed the other way, each with the lowest and the highest answer of its scale:
        x becomes low + high - x.
    sheet : str or int, optional
        Sheet of a workbook, by name or by number from 0; by default the first.
    encoding : str, optional
        Of a text, SPSS or old Stata file, where it cannot be found out.

    Returns
    -------
    DataFrame
        Rows numbered from zero. Labels, where the file has them, stand in its ``attrs``:
        ``"variable_labels"`` by column, ``"value_labels"`` by column and number.

    Raises
    ------
    DataError
        The file cannot be read, is no table, or values lie outside a scale that is turned round.
    OptionError
        An option has a value that it cannot take.
    MissingDependencyError
        The package that reads such files is not installed: ``pip install "plspath[data]"``.

    Warns
    -----
    DataWarning
        Decimal commas were read, the encoding was guessed, a workbook has further sheets, or titles
        stand above the names.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "answers.csv")
    ...     _ = file.write_text("a1;a2\n1;7\n99;2\n", encoding="utf-8")
    ...     read_data(file, missing_codes=99, reverse={"a2": (1, 7)})
        a1   a2
    0  1.0  1.0
    1  NaN  6.0
    """
    if not isinstance(path, str | os.PathLike):
        raise DataError(
            f"path is {written(path)}; it must be the path of a data file. Frames go to "
            "plspm.estimate as they are."
        )
    codes = text_codes(missing_codes)
    frame = read_file(path, sheet=sheet, encoding=encoding, codes=codes)
    for name in [name for name, dtype in frame.dtypes.items() if not is_numeric_dtype(dtype)]:
        frame[name] = codes.taken_out(frame[name], str(name))  # text of SPSS, for one
    numeric = [str(name) for name, dtype in frame.dtypes.items() if is_numeric_dtype(dtype)]
    if isinstance(missing_codes, Mapping):  # those of texts have been taken out
        worded = {str(name) for name in frame} - {*numeric}
        missing_codes = {n: given for n, given in missing_codes.items() if n not in worded}
    recoding = read_recoding(numeric, missing_codes=missing_codes, reverse=reverse)
    problems = []
    for name in [
        *recoding.codes,
        *(each for each in recoding.reverse if each not in recoding.codes),
    ]:
        found = _recoded(frame[name], name, recoding)
        if isinstance(found, str):
            problems.append(found)
        elif found is not None:
            frame[name] = found
    if problems:
        raise DataError(problems)
    return frame


def _recoded(column: pd.Series, name: str, recoding: Recoding) -> pd.Series | str | None:
    """The column as asked for, the problem with it, or None where nothing changes."""
    before = column.to_numpy(dtype=np.float64, na_value=np.nan)
    values = recoding.recoded(before, name)
    problem = recoding.problem(values, column.index, name)
    if problem is not None:
        return problem
    if np.array_equal(values, before, equal_nan=True):
        return None
    return pd.Series(values, index=column.index)
