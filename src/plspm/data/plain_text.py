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
from plspm.data.header import accepted_labels, labels_to_try, named, separator_of
from plspm.data.plain_columns import ColumnsOfText, read_columns
from plspm.data.text_codes import NO_CODES, TextCodes
from plspm.data.wording import Warn, warn_user

FEWEST_CHARACTERS = 100_000
"""Shorter texts are read as fast either way."""
LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
HEAD: Final = 20
"""Rows at the beginning that show how numbers are written."""
HEAD_BYTES: Final = 2**20
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

    Closer look need names that are alike, quotes within cells, rows longer than the header, and
    last rows without an answer.

    Examples
    --------
    >>> plain_table(b"a;b\n1;2\n3;NA\n")
       a    b
    0  1  2.0
    1  3  NaN
    >>> plain_table(b"a;b\n1;2;3\n") is None
    True
    """
    beginning = content[:HEAD_BYTES].decode(errors="ignore")
    separator = separator_of(beginning)
    head = _head(beginning, separator)
    if not head or not any(head[0][0]):
        return None
    names = named(head[0][0])
    blank = names[len(names) - _blank_at_the_end(head[0][0]) :]
    body = [row for row, _ in head[1:]]
    labels = labels_to_try(body, len(names) - len(blank))
    usual = len(blank) <= MOST_BLANK and len(names) - len(blank) > 1 and len(head) > labels + 1
    usual = usual and not any(cell for row in body[:labels] for cell in row[len(names) :])
    if not usual or len(set(names)) < len(names):
        return None
    begin = len(beginning[: head[labels][1]].encode())
    rows = content[begin : _end(content, separator)]
    text = ColumnsOfText(rows, separator, tuple(names), tuple(blank), codes)
    if b"\0" in rows or not _quotes_are_plain(rows, separator):
        return None
    commas = any(DECIMAL_COMMA.fullmatch(cell) for row in body[labels:] for cell in row)
    said: list[str] = []
    table = read_columns(text, where, "," if commas and separator != "," else ".", said.append)
    if table is None or (labels and not accepted_labels(body, labels, table)):
        return None
    for warning in said:
        warn(warning)
    if labels:
        table.attrs["variable_labels"] = dict(zip(names, body[0], strict=False))
    return table


def _end(content: bytes, separator: str) -> int:
    """Where the last cell ends that is not blank, if that is not far from the end."""
    tail = content[-HEAD_BYTES:]
    return len(content) - len(tail) + len(tail.rstrip(f"{separator} \t\r\n".encode()))


def _head(text: str, separator: str) -> list[tuple[list[str], int]]:
    try:
        return list(islice(_rows(text, separator), HEAD))
    except csv.Error:
        return []


def _rows(text: str, separator: str) -> Iterator[tuple[list[str], int]]:
    """Rows that are not blank, with the place where each ends; only as many as are asked for."""
    place = 0

    def lines() -> Iterator[str]:
        nonlocal place
        for line in LINE.finditer(text):
            place = line.end()
            yield line[0]

    for cells in csv.reader(lines(), delimiter=separator):
        row = [cell.strip() for cell in cells]
        if row not in ([], [""]):
            yield row, place


def _quotes_are_plain(content: bytes, separator: str) -> bool:
    """Whether quotes stand around whole cells only, so that every reader understands them alike."""
    if b'"' not in content:
        return True
    ends = np.frombuffer(f"{separator}\r\n".encode(), dtype=np.uint8)
    signs = np.frombuffer(b"\n" + content + b"\n", dtype=np.uint8)
    places = np.flatnonzero(signs == ord('"'))
    opening = np.isin(signs[places - 1], ends)
    closing = np.isin(signs[places + 1], ends)
    alone = b'\n""\n' in content or b'\n""\r' in content  # a blank line to us, a row to pandas
    in_turn = len(places) % 2 == 0 and opening[::2].all() and closing[1::2].all()
    return bool(in_turn) and not alone


def _blank_at_the_end(header: Sequence[str]) -> int:
    return next((k for k, name in enumerate(reversed(header)) if name), len(header))
