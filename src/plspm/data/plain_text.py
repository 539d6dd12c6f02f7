"""Large CSV files, read by the parser of pandas: many times faster than cell by cell.

Columns of plain numbers are taken as they come; others are taken as text, and read like those of
a small file. What pandas reads otherwise than `table_from_rows` would, or not at all, is left to
that.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import numpy as np
import pandas as pd

from plspm.data.columns import DECIMAL_COMMA
from plspm.data.header import (
    SEPARATORS,
    accepted_labels,
    labels_to_try,
    named,
    place_of_names,
    separator_of,
)
from plspm.data.plain_columns import ColumnsOfText, read_columns
from plspm.data.text_codes import NO_CODES, TextCodes
from plspm.data.wording import Warn, warn_user

FEWEST_CHARACTERS = 100_000
"""Shorter texts are read as fast either way."""
LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
HEAD: Final = 20
"""Rows at the beginning that show how numbers are written."""
HEAD_BYTES: Final = 2**20
PIECE: Final = 2**18
"""Bytes looked at together: so few stay in the cache of the processor."""
MOST_BLANK: Final = 50
"""Columns without a name; pandas takes long for thousands."""


def plain_table(
    content: bytes,
    where: str = "",
    *,
    codes: TextCodes = NO_CODES,
    warn: Warn = warn_user,
) -> pd.DataFrame | None:
    r"""Read a table of several columns, in UTF-8; None where anything needs a closer look.

    Closer look need names that are alike or stand below titles, quotes within cells, rows longer
    than the header, and last rows without an answer.

    Examples
    --------
    >>> plain_table(b"a;b\n1;2\n3;NA\n")
       a    b
    0  1  2.0
    1  3  NaN
    >>> plain_table(b"a;b\n1;2;3\n") is None
    True
    """
    parts = _parts(content, codes)
    if parts is None:
        return None
    rows, first, labels = parts
    commas = any(DECIMAL_COMMA.fullmatch(cell) for row in first[labels:] for cell in row)
    decimal = "," if commas and rows.separator != "," else "."
    said: list[str] = []
    table = read_columns(rows, where, decimal, said.append)
    if table is None or table.iloc[-1].isna().all():
        return None
    if labels and not accepted_labels(first, labels, table):
        return None
    for warning in said:
        warn(warning)
    if labels:
        table.attrs["variable_labels"] = dict(zip(rows.names, first[0], strict=False))
    return table


def _parts(content: bytes, codes: TextCodes) -> tuple[ColumnsOfText, list[list[str]], int] | None:
    """Rows of cases, the first ones below the names, and how many of these are labels."""
    beginning = content[:HEAD_BYTES].decode(errors="ignore")
    if separator_below_titles(beginning) is not None:
        return None
    separator = separator_of(beginning)
    head = first_rows(beginning, separator, cut=len(content) > HEAD_BYTES)
    if not head or not any(head[0][0]):
        return None
    body = [row for row, _ in head[1:]]
    widest = max(len(row) for row, _ in head)
    header = head[0][0] + [""] * (widest - len(head[0][0]))
    columns = len(header) - _blank_at_the_end(header)
    names = named(header)
    labels = labels_to_try(body, columns)
    usual = len(names) - columns <= MOST_BLANK and columns > 1 and len(body) > labels
    usual = usual and not any(cell for row in body[:labels] for cell in row[columns:])
    if not usual or len(set(names)) < len(names):
        return None
    begin, end = len(beginning[: head[labels][1]].encode()), _end(content, separator)
    if begin >= end or b"\0" in content or not _quotes_are_plain(content, begin, end, separator):
        return None
    rows = memoryview(content)[begin:end]
    blank = tuple(names[columns:])
    return ColumnsOfText(rows, separator, tuple(names), blank, codes), body, labels


def _end(content: bytes, separator: str) -> int:
    """Where the last cell ends that is not blank, if that is not far from the end."""
    tail = content[-HEAD_BYTES:]
    return len(content) - len(tail) + len(tail.rstrip(f"{separator} \t\r\n".encode()))


def first_rows(text: str, separator: str, *, cut: bool = False) -> list[tuple[list[str], int]]:
    """The first rows with the place where each ends, without one that may be cut off.

    No row where the quotes are not those of a table.
    """
    try:
        head = list(islice(_rows(text, separator), HEAD))
    except csv.Error:
        return []
    return [row for row in head if not cut or row[1] < len(text)]


def separator_below_titles(text: str) -> str | None:
    r"""Tell what separates the names where they stand below a title, which need not hold it.

    Examples
    --------
    >>> separator_below_titles("Survey, 2024\nid;q1;q2;q3;q4\n1;2,5;3,5;4,5;5,5\n")
    ';'
    """
    for separator in SEPARATORS:
        rows = [row for row, _ in first_rows(text, separator)]
        place = place_of_names(rows)
        if not place:
            continue
        names, *cases = rows[place:]
        others = set(SEPARATORS) - {separator}
        alike = all(len(row) == len(names) for row in cases)
        if alike and not any(other in name for name in names for other in others):
            return separator
    return None


def _rows(text: str, separator: str) -> Iterator[tuple[list[str], int]]:
    """Rows that are not blank, with the place where each ends; only as many as are asked for."""
    place = 0

    def lines() -> Iterator[str]:
        nonlocal place
        for line in LINE.finditer(text):
            place = line.end()
            yield line[0]

    for cells in csv.reader(lines(), delimiter=separator, strict=True):
        row = [cell.strip() for cell in cells]
        if row not in ([], [""]):
            yield row, place


def _quotes_are_plain(content: bytes, begin: int, end: int, separator: str) -> bool:
    """Whether quotes stand around whole cells only, so that every reader understands them alike.

    Rows are the content from `begin`, where a line begins, to `end`, where a cell ends.
    """
    if b'"' not in content:
        return True
    signs = np.frombuffer(content, dtype=np.uint8)[begin - 1 : end]
    pieces = range(0, len(signs), PIECE)
    places = np.concatenate(
        [at + np.flatnonzero(signs[at : at + PIECE] == ord('"')) for at in pieces]
    )
    if len(places) % 2:
        return False
    line_end, last = np.frombuffer(b"\n\r", dtype=np.uint8), len(signs) - 1
    before = signs[places[::2] - 1]
    after = np.where(places[1::2] < last, signs[np.minimum(places[1::2] + 1, last)], line_end[0])
    first_cell, last_cell = np.isin(before, line_end), np.isin(after, line_end)
    whole = (first_cell | (before == ord(separator))) & (last_cell | (after == ord(separator)))
    alone = first_cell & last_cell  # if blank, a blank line to us and a row to pandas
    return bool(whole.all()) and not alone.any()


def _blank_at_the_end(header: Sequence[str]) -> int:
    return next((k for k, name in enumerate(reversed(header)) if name), len(header))
