"""From rows of cells to a table: names, further header rows, cases, and a type for each column."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from plspm.data.columns import DECIMAL_COMMA, NUMBER
from plspm.data.csv_cells import MISSING_CELLS, read_cells, read_decimal_commas
from plspm.data.wording import Warn, counted, listed, quoted
from plspm.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BLANK_SEPARATORS = re.compile(r"[ |:]+")
IMPORT_ID = '{"ImportId"'
"""What the cells of the third row of a Qualtrics export begin with."""
SPOKEN = 0.5
"""Share of the columns that must be numbers below a row of words, for it to be one of labels."""


def table_from_rows(
    rows: Sequence[Sequence[object]],
    lines: Sequence[int],
    where: str,
    *,
    decimal_commas: bool,
    warn: Warn,
) -> pd.DataFrame:
    """Make a table of rows, of which the first holds the names.

    Parameters
    ----------
    rows : sequence of sequences
        Cells: text without spaces around it, "" where blank; in workbooks also numbers and so on.
    lines : sequence of int
        The line of the file in which each row ends.
    where : str
        The file, to begin a message with.
    decimal_commas : bool
        Whether text such as "3,5" may be a number.
    warn : callable
        Is called with the text of a warning.

    Returns
    -------
    pandas.DataFrame
        Rows numbered from zero. What Qualtrics, SoSci Survey and others write between the names
        and the cases, a row of questions or of their codes, is no case; its first row stands as
        ``attrs["variable_labels"]``.

    Raises
    ------
    DataError
        The rows are no table.
    """
    header, body, lines = _trimmed(rows, lines, where)
    _check_shape(header, body, lines, where)
    extra = _label_rows(body, len(header))
    cells = {
        name: [row[place] if place < len(row) else "" for row in body[extra:]]
        for place, name in enumerate(header)
    }
    columns = {name: _column(column) for name, column in cells.items()}
    if decimal_commas:
        candidates = ((name, _decimal_commas(column)) for name, column in cells.items())
        read = {name: column for name, column in candidates if column is not None}
        columns |= read
        _warn_of_commas(read, where, warn)
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(body) - extra))
    if extra:
        frame.attrs["variable_labels"] = dict(zip(header, body[0], strict=False))
    return frame


def _column(cells: Sequence[object]) -> pd.Series:
    texts = [cell for cell in cells if isinstance(cell, str)]
    if len(texts) == len(cells):
        return read_cells(texts)
    known = [None if isinstance(cell, str) and cell in MISSING_CELLS else cell for cell in cells]
    return pd.Series(known)


def _decimal_commas(cells: Sequence[object]) -> pd.Series | None:
    texts = [cell for cell in cells if isinstance(cell, str)]
    return read_decimal_commas(texts) if len(texts) == len(cells) else None


def _warn_of_commas(columns: Iterable[str], where: str, warn: Warn) -> None:
    names = listed(map(quoted, columns))
    if names:
        warn(
            f"{where}: numbers were read with a decimal comma in {names}; "
            "check that the comma does not separate thousands."
        )


def _trimmed(
    rows: Sequence[Sequence[object]], lines: Sequence[int], where: str
) -> tuple[list[str], Sequence[Sequence[object]], Sequence[int]]:
    """Header, rows and lines without blank rows at the end and blank columns at the right."""
    widths = [_width(row) for row in rows]
    last = next((place for place in range(len(rows), 0, -1) if widths[place - 1]), 0)
    if not last:
        raise DataError(f"{where} is empty; it needs a header line and one line per case.")
    header = [str(name) for name in rows[0][: max(widths)]]
    header = [name or f"Unnamed: {place}" for place, name in enumerate(header)]
    return header, rows[1:last], lines[1:last]


def _width(row: Sequence[object]) -> int:
    """Cells up to the last one that is not blank."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1] != ""), 0)


def _check_shape(
    header: Sequence[str], rows: Sequence[Sequence[object]], lines: Sequence[int], where: str
) -> None:
    problems = []
    twice = [name for name, count in Counter(header).items() if count > 1]
    if twice:
        problems.append(
            f"{where}: the header names several columns {listed(map(quoted, twice))}; "
            "give every column its own name."
        )
    if len(header) == 1 and _splits_at_blanks([header[0], *(str(row[0]) for row in rows)]):
        problems.append(
            f"{where}: no comma, semicolon or tab separates the names in {quoted(header[0])}; "
            'read the file with pd.read_csv(path, sep="...") and pass the data frame.'
        )
    longer = [line for row, line in zip(rows, lines, strict=True) if _width(row) > len(header)]
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


def _label_rows(rows: Sequence[Sequence[object]], columns: int) -> int:
    """How many rows below the names hold labels: words above columns that are numbers else."""
    for place, row in enumerate(rows[:3]):
        if any(isinstance(cell, str) and cell.startswith(IMPORT_ID) for cell in row):
            return place + 1
    if len(rows) < 3 or not all(map(_is_word, rows[0])) or len(rows[0]) < columns:
        return 0
    numeric = [
        all(place >= len(row) or not _is_word(row[place]) for row in rows[1:])
        for place in range(columns)
    ]
    return int(sum(numeric) > SPOKEN * columns)


def _is_word(cell: object) -> bool:
    """Whether a cell is text that is neither a number nor missing."""
    if not isinstance(cell, str) or cell in MISSING_CELLS:
        return False
    return not (NUMBER.fullmatch(cell) or DECIMAL_COMMA.fullmatch(cell))
