"""CSV files as people have them: commas, semicolons or tabs, decimal commas, blank ends."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from plspm.data.csv_cells import read_cells, read_decimal_commas
from plspm.data.text_files import read_text
from plspm.data.wording import Warn, counted, listed, quoted, warn_user
from plspm.errors import DataError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

SEPARATORS = ("\t", ";", ",")  # where a header has as many of two kinds, the first is taken
HEADER = re.compile(r"""(?: *[\r\n]+)*((?:"[^"]*"|[^"\r\n])*)""")
BLANK_SEPARATORS = re.compile(r"[ |:]+")


def read_csv(path: str | os.PathLike[str], *, warn: Warn = warn_user) -> pd.DataFrame:
    r"""Read a CSV file with a header line.

    The separator (comma, semicolon or tab) is the one most frequent in the header. Empty cells,
    ``.`` and what pandas takes for missing (``NA``, ``n/a``, ``NULL``, …) are missing. Where the
    separator is not a comma, columns of numbers with a decimal comma are read as such. Blank
    lines and blank last columns are left out; spaces around names and cells are not part of them.

    Parameters
    ----------
    path : str or path
        A file on this computer: UTF-8 with or without byte-order mark, or UTF-16 with one.
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
        Columns were read with decimal commas.

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
    text, where = read_text(path)
    separator = _separator(text)
    header, rows, lines = _table(text, separator, where)
    _check_shape(header, rows, lines, where)
    cells = {
        name: [row[place] if place < len(row) else "" for row in rows]
        for place, name in enumerate(header)
    }
    columns = {name: read_cells(column) for name, column in cells.items()}
    if separator != ",":
        candidates = ((name, read_decimal_commas(column)) for name, column in cells.items())
        read = {name: column for name, column in candidates if column is not None}
        columns |= read
        _warn_of_commas(read, where, warn)
    return pd.DataFrame(columns, index=pd.RangeIndex(len(rows)))


def _warn_of_commas(columns: Iterable[str], where: str, warn: Warn) -> None:
    names = listed(map(quoted, columns))
    if names:
        warn(
            f"{where}: numbers were read with a decimal comma in {names}; "
            "check that the comma does not separate thousands."
        )


def _separator(text: str) -> str:
    """Decide from the header alone, where no decimal comma can mislead."""
    header = HEADER.match(text)
    outside_quotes = re.sub(r'"[^"]*"', "", header[1] if header else "")
    return max(SEPARATORS, key=outside_quotes.count)


def _table(text: str, separator: str, where: str) -> tuple[list[str], list[list[str]], list[int]]:
    """Split the text into header and rows, with the line each row ends in; drop blank ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, lines = [], []
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if row not in ([], [""]):  # a blank line is no case
                rows.append(row)
                lines.append(reader.line_num)
    except csv.Error as error:
        raise DataError(
            f"{where}: the quotes or cells around line {reader.line_num} cannot be read ({error}); "
            "check the quotation marks there."
        ) from error
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise DataError(f"{where} is empty; it needs a header line and one line per case.")
    header, *body = rows
    while header and not header[-1] and not any(any(row[len(header) - 1 :]) for row in body):
        header.pop()
    header = [name or f"Unnamed: {place}" for place, name in enumerate(header)]
    return header, body, lines[1 : len(body) + 1]


def _check_shape(
    header: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int], where: str
) -> None:
    problems = []
    twice = [name for name, count in Counter(header).items() if count > 1]
    if twice:
        problems.append(
            f"{where}: the header names several columns {listed(map(quoted, twice))}; "
            "give every column its own name."
        )
    if len(header) == 1 and _splits_at_blanks([header[0], *(row[0] for row in rows)]):
        problems.append(
            f"{where}: no comma, semicolon or tab separates the names in {quoted(header[0])}; "
            'read the file with pd.read_csv(path, sep="...") and pass the data frame.'
        )
    longer = [line for row, line in zip(rows, lines, strict=True) if any(row[len(header) :])]
    if longer:
        problems.append(
            f"{where}: {counted(len(longer), 'line')}, first line {longer[0]}, with more cells "
            f"than the {len(header)} that the header names; look for decimal commas, unquoted "
            "text, or row names without a header."
        )
    if problems:
        raise DataError(problems)


def _splits_at_blanks(cells: Sequence[str]) -> bool:
    """Tell whether all cells of a column fall into the same number of parts, more than one."""
    parts = {len(BLANK_SEPARATORS.split(cell)) for cell in cells}
    return len(parts) == 1 and parts != {1}
