"""Data files of every kind: the content of a file, not its name, says how it is read."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from plspm.data.csv_files import table_of
from plspm.data.summary_rows import summary_warning
from plspm.data.text_codes import NO_CODES, TextCodes
from plspm.data.text_files import read_bytes
from plspm.data.wording import Warn, quoted, warn_user
from plspm.errors import DataError, OptionError

if TYPE_CHECKING:
    import pandas as pd

REFUSED: Final = {
    rb"\xd0\xcf\x11\xe0": "an old Excel workbook; save it as .xlsx or CSV",
    rb"\x1f\x8b": "compressed with gzip, as R's .rds and .RData are; unpack it first, or save the "
    'table from R: write.csv(data, "data.csv", row.names = FALSE)',
    rb"7z\xbc\xaf|Rar!": "an archive; unpack it first",
    rb"%PDF": "a PDF; save the table in it as CSV",
    rb"\x00{12}\xc2\xea\x81\x60": "a SAS file; read it with "
    'pd.read_sas(path, format="sas7bdat") and pass the data frame',
    rb"HEADER RECORD\*{7}": "a SAS transport file; read it with "
    'pd.read_sas(path, format="xport") and pass the data frame',
    rb".{0,200}?SPSS PORT FILE": "a portable file of SPSS; save it as .sav",
    rb"(\xef\xbb\xbf)?\s*<(!doctype|html|head|meta|table|\?xml)\b": "a page of HTML or XML, which "
    "some programs call .xls; open it in Excel, and save it as .xlsx or CSV",
    rb'(\xef\xbb\xbf)?\s*(\{\s*"|\[\s*[\[{])': "JSON; export it as CSV, or read it with "
    "pd.read_json(path) and pass the data frame",
}
"""What is no table that is read here, by how it begins."""
STATA = (b"<stata_dta>", *(bytes([version]) for version in (105, 108, 110, 111, 113, 114, 115)))
"""Beginnings of Stata's files: formats 117 and later, and the older ones, by their number."""


def read_file(
    path: str | os.PathLike[str],
    *,
    sheet: str | int | None = None,
    encoding: str | None = None,
    codes: TextCodes = NO_CODES,
    warn: Warn = warn_user,
) -> pd.DataFrame:
    """Read a data file: CSV, Excel (.xlsx), SPSS, Stata, Parquet or Feather.

    Parameters
    ----------
    path : str or path
        A file on this computer.
    sheet : str or int, optional
        Sheet of a workbook, by name or by number from 0; by default the first.
    encoding : str, optional
        Of a text, SPSS or old Stata file; found out by default.
    codes : TextCodes, optional
        Texts that stand for missing answers in text files and workbooks.
    warn : callable, optional
        Is called with the text of a warning; by default gives a `DataWarning`.

    Returns
    -------
    pandas.DataFrame
        Numbers as numbers, labels of variables and values in its ``attrs``.

    Raises
    ------
    DataError
        The file cannot be read or is no table.
    OptionError
        There is no such encoding, or `sheet` is given for a file without sheets.
    MissingDependencyError
        The package that reads such files is not installed.
    """
    content, file = read_bytes(path)
    where = f"File {quoted(file.name)}"
    for beginning, kind in REFUSED.items():
        if re.match(beginning, content, re.DOTALL | re.IGNORECASE):
            raise DataError(f"{where} is {kind}.")
    if content.startswith(b"PK\x03\x04"):
        from plspm.data.workbooks import read_workbook

        book = read_workbook(content, where, sheet=sheet, codes=codes, warn=warn)
        return _told(book, where, warn)
    if sheet is not None:
        raise OptionError(f"sheet={quoted(sheet)} goes with workbooks, but {where} is none.")
    if content.startswith((b"$FL2", b"$FL3")):
        from plspm.data.statistical_files import read_statistical_file

        return read_statistical_file(file, "SPSS", encoding=encoding)
    if content.startswith(STATA) and (file.suffix.lower() == ".dta" or content[:1] == b"<"):
        from plspm.data.statistical_files import read_statistical_file

        return read_statistical_file(file, "Stata", encoding=encoding)
    if content.startswith((b"PAR1", b"ARROW1")):
        from plspm.data.columnar_files import read_columnar_file

        return read_columnar_file(content, where)
    return _told(table_of(content, where, encoding=encoding, codes=codes, warn=warn), where, warn)


def _told(frame: pd.DataFrame, where: str, warn: Warn) -> pd.DataFrame:
    """The same table, after a warning of rows that are no cases."""
    summary = summary_warning(frame, where)
    if summary is not None:
        warn(summary)
    return frame
