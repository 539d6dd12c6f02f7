"""From rows of cells to a table: names, further header rows, cases, and a type for each column."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from plspm.data.header import (
    accepted_labels,
    labels_to_try,
    named,
    names_below,
    place_of_names,
)
from plspm.data.text_codes import TextCodes
from plspm.data.typed_columns import typed_columns
from plspm.data.wording import Warn, counted, listed, quoted
from plspm.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

EXCELS_SIGN = "sep="
"""What Excel is told in a line of its own, before the separator."""
BLANK_SEPARATORS = re.compile(r"[ |:]+")


def table_from_rows(
    rows: Sequence[Sequence[object]],
    lines: Sequence[int],
    where: str,
    *,
    separator: str | None,
    codes: TextCodes,
    warn: Warn,
) -> pd.DataFrame:
    """Make a table of rows, of which the first holds the names, unless titles stand above these.

    Parameters
    ----------
    rows : sequence of sequences
        Cells: text without spaces around it, "" where blank; in workbooks also numbers and so on.
    lines : sequence of int
        The line of the file in which each row ends.
    where : str
        The file, to begin a message with.
    separator : str or None
        What separates the cells of a text; None where they are cells by themselves.
    codes : TextCodes
        Texts that stand for missing answers.
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
    rows, lines, title = _below_titles(rows, lines, where)
    header, body, lines = _trimmed(rows, lines, where)
    _check_shape(header, body, lines, where, separator)
    labels = labels_to_try(body, len(header))
    commas = separator == ","
    columns, said = _typed(header, body[labels:], where, commas, codes)
    if labels and not accepted_labels(body, labels, columns):
        labels = 0
        columns, said = _typed(header, body, where, commas, codes)
    for warning in [*title, *said]:
        warn(warning)
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(body) - labels))
    if labels:
        frame.attrs["variable_labels"] = dict(zip(header, body[0], strict=False))
    return frame


def _typed(
    header: Sequence[str],
    body: Sequence[Sequence[object]],
    where: str,
    commas_between: bool,
    codes: TextCodes,
) -> tuple[dict[str, pd.Series], list[str]]:
    """Columns and what was found out about their numbers, to be told."""
    said: list[str] = []
    cells = {
        name: [row[place] if place < len(row) else "" for row in body]
        for place, name in enumerate(header)
    }
    columns = typed_columns(
        cells, where, commas_between=commas_between, codes=codes, warn=said.append
    )
    return columns, said


def _below_titles(
    rows: Sequence[Sequence[object]], lines: Sequence[int], where: str
) -> tuple[Sequence[Sequence[object]], Sequence[int], list[str]]:
    """Rows and lines from that of the names on, and what is told of those above it."""
    place = place_of_names(rows)
    if not place:
        return rows, lines, []
    title = next((cell for cell in rows[0] if cell != ""), "")
    told = (
        f"{where}: the names of the columns were read from line {lines[place]}, below the title "
        f"{quoted(title)}."
    )
    return rows[place:], lines[place:], [] if title == EXCELS_SIGN else [told]


def _trimmed(
    rows: Sequence[Sequence[object]], lines: Sequence[int], where: str
) -> tuple[list[str], Sequence[Sequence[object]], Sequence[int]]:
    """Header, rows and lines without blank rows at either end and blank columns at the right."""
    first = next((place for place, row in enumerate(rows) if _width(row)), 0)
    rows, lines = rows[first:], lines[first:]
    widths = [_width(row) for row in rows]
    last = next((place for place in range(len(rows), 0, -1) if widths[place - 1]), 0)
    if not last:
        raise DataError(f"{where} is empty; it needs a header line and one line per case.")
    return named(rows[0][: max(widths)]), rows[1:last], lines[1:last]


def _width(row: Sequence[object]) -> int:
    """Cells up to the last one that is not blank."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1] != ""), 0)


def _check_shape(
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    lines: Sequence[int],
    where: str,
    separator: str | None,
) -> None:
    problems = []
    twice = [name for name, count in Counter(header).items() if count > 1]
    if twice:
        problems.append(
            f"{where}: the header names several columns {listed(map(quoted, twice))}; "
            "give every column its own name."
        )
    below = names_below(header, rows)
    if below:
        problems.append(
            f"{where}: the names stand in two lines: {counted(len(below), 'column')} without one "
            f"in the first line have it in line {lines[0]}, such as {quoted(below[0])}. Give every "
            "column one name, in one line."
        )
    if len(header) == 1 and separator is None and _is_prose([header[0], *map(_only_cell, rows)]):
        problems.append(
            f"{where} holds one column of text, which begins with {quoted(header[0])}, and no "
            'answers; name the sheet that holds them with sheet="...".'
        )
    elif len(header) == 1 and _splits_at_blanks([header[0], *map(_only_cell, rows)]):
        problems.append(unseparated(where, header[0]))
    longer = [line for row, line in zip(rows, lines, strict=True) if _width(row) > len(header)]
    if longer:
        problems.append(
            f"{where}: {counted(len(longer), 'line')}, first line {longer[0]}, with more cells "
            f"than the {len(header)} that the header names; look for decimal commas, unquoted "
            "text, or row names without a header."
        )
    if problems:
        raise DataError(problems)


def unseparated(where: str, header: str) -> str:
    """Say that nothing known stands between the names."""
    return (
        f"{where}: no comma, semicolon or tab separates the names in {quoted(header)}; "
        'read the file with pd.read_csv(path, sep="...") and pass the data frame.'
    )


def _only_cell(row: Sequence[object]) -> str:
    return str(row[0]) if row else ""


def _is_prose(cells: Sequence[str]) -> bool:
    """Whether most of the cells are words with blanks between them."""
    return 2 * sum(" " in cell for cell in cells) > len(cells)


def _splits_at_blanks(cells: Sequence[str]) -> bool:
    """Tell whether all cells of a column fall into the same number of parts, more than one."""
    parts = {len(BLANK_SEPARATORS.split(cell)) for cell in cells}
    return len(parts) == 1 and parts != {1}
