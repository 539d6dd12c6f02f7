"""CSV files as people have them: commas, semicolons or tabs, decimal commas, blank ends."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from plspm.data.header import separator_of
from plspm.data.plain_text import FEWEST_CHARACTERS, plain_table, separator_below_titles
from plspm.data.text_codes import NO_CODES, TextCodes
from plspm.data.text_files import as_utf8, decoded, read_bytes
from plspm.data.text_table import table_from_rows, unseparated
from plspm.data.wording import Warn, quoted, warn_user
from plspm.errors import DataError

if TYPE_CHECKING:
    import os

    import pandas as pd


def read_csv(
    path: str | os.PathLike[str], *, encoding: str | None = None, warn: Warn = warn_user
) -> pd.DataFrame:
    r"""Read a CSV file with a header line.

    The separator (comma, semicolon or tab) is the one most frequent in the header. Empty cells,
    ``.`` and what pandas takes for missing (``NA``, ``n/a``, ``NULL``, …) are missing. Columns of
    numbers with a decimal comma, or with thousands in groups, are read as such where they can be
    nothing else. Blank lines and blank last columns are left out; spaces around names and cells
    are not part of them.

    Parameters
    ----------
    path : str or path
        A file on this computer.
    encoding : str, optional
        Of its text; found out by default, see `decoded`.
    warn : callable, optional
        Is called with the text of a warning; by default gives a `DataWarning`.

    Returns
    -------
    pandas.DataFrame
        The table, rows numbered from zero.

    Raises
    ------
    DataError
        The file cannot be read or is no table.

    Warns
    -----
    DataWarning
        Columns were read with decimal commas, or the text was taken for Western European.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "answers.csv").write_text("a;b\n1;2\n3;NA\n")
    ...     read_csv(Path(folder, "answers.csv"))
       a    b
    0  1  2.0
    1  3  NaN
    """
    content, file = read_bytes(path)
    return table_of(content, f"File {quoted(file.name)}", encoding=encoding, warn=warn)


def table_of(
    content: bytes,
    where: str,
    *,
    encoding: str | None = None,
    codes: TextCodes = NO_CODES,
    warn: Warn = warn_user,
) -> pd.DataFrame:
    """Read the content of a CSV file; see `read_csv`. `where` begins messages."""
    if len(content) >= FEWEST_CHARACTERS:
        content, encoding = as_utf8(content, where, encoding=encoding, warn=warn), "utf-8"
        table = plain_table(content, where, codes=codes, warn=warn)
        if table is not None:
            return table
    text = decoded(content, where, encoding=encoding, warn=warn)
    separator = separator_below_titles(text) or separator_of(text)
    rows, lines = _rows(text, separator, where)
    return table_from_rows(rows, lines, where, separator=separator, codes=codes, warn=warn)


def _rows(text: str, separator: str, where: str) -> tuple[list[list[str]], list[int]]:
    """Split the text into rows that are not blank, with the line each ends in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, lines = [], []
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if row not in ([], [""]):  # a blank line is no case
                rows.append(row)
                lines.append(reader.line_num)
    except csv.Error as error:
        header = text.lstrip().partition("\n")[0].rstrip()
        if separator not in header:
            raise DataError(unseparated(where, header)) from error
        raise DataError(
            f"{where}: the quotes or cells around line {reader.line_num} cannot be read ({error}); "
            "check the quotation marks there."
        ) from error
    return rows, lines
