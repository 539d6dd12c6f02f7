"""The first rows of a table: names, and what survey programs write between these and the cases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
from pandas.api import types

from plspm.data.csv_cells import MISSING_CELLS
from plspm.data.notation import notation_of

SEPARATORS: Final = ("\t", ";", ",")
"""Where a header has as many of two kinds, the first is taken."""
HEADER: Final = re.compile(r"""(?: *[\r\n]+)*((?:"[^"]*"|[^"\r\n])*)""")
HIGHEST_TITLE: Final = 5
"""Rows below the first in which the names may stand, if that holds a title."""
UNNAMED: Final = "Unnamed: "
"""What columns without a name are called, and their place."""
IMPORT_ID: Final = '{"ImportId"'
"""What the cells of the third row of a Qualtrics export begin with."""
SPOKEN: Final = 0.5
"""Share of the columns that must be numbers below a row of words, for it to be one of labels."""
FEWEST_CASES: Final = 2
"""Below a row of labels; of fewer cases nobody can tell words from labels."""


def separator_of(text: str) -> str:
    r"""Decide from the names alone, where no decimal comma can mislead.

    Examples
    --------
    >>> separator_of("a;b\n1,5;2,5")
    ';'
    """
    header = HEADER.match(text)
    outside_quotes = re.sub(r'"[^"]*"', "", header[1] if header else "")
    return max(SEPARATORS, key=outside_quotes.count)


def named(cells: Sequence[object]) -> list[str]:
    """Names of columns; those without one are called after their place.

    Examples
    --------
    >>> named(["", "a"])
    ['Unnamed: 0', 'a']
    """
    return [str(name) or f"{UNNAMED}{place}" for place, name in enumerate(cells)]


def place_of_names(rows: Sequence[Sequence[object]]) -> int:
    """Tell which row holds the names: the first, or one further down if titles stand above it.

    Titles fill less than half of the columns, or are those of groups of columns, with blanks above
    the names beside the first of each; names are different words, one for each column.

    Examples
    --------
    >>> place_of_names([["Survey of 2024", "", ""], ["id", "q1", "q2"], [1, 5, 4]])
    1
    >>> place_of_names([["A", "", "B"], ["a1", "a2", "b1"], [1, 5, 4]])
    1
    >>> place_of_names([["Survey", "", ""], ["of 2024", "", ""], ["id", "q1", "q2"], [1, 5, 4]])
    2
    >>> place_of_names([["id", "q1"], ["a", "b"]])
    0
    """
    if _are_groups(rows):
        return 1
    first = rows[0] if rows else []
    titles = sum(cell != "" for cell in first)
    for place, row in enumerate(rows[1 : HIGHEST_TITLE + 1], start=1):
        filled = [cell for cell in row if cell != ""]
        if len(filled) > 2 * titles:
            names = len(set(filled)) == len(filled) and all(map(_is_word, filled))
            return place if names and len(rows) > place + 1 else 0
    return 0


def _are_groups(rows: Sequence[Sequence[object]]) -> bool:
    """Whether the first row names groups of columns, the second the columns, and cases follow."""
    if len(rows) <= FEWEST_CASES:
        return False
    groups, names, case = rows[:3]
    named_below = [place for place, cell in enumerate(names) if cell != ""]
    headed = [place for place, cell in enumerate(groups) if cell != ""]
    words = [names[place] for place in named_below]
    beside = set(named_below) - {0, *headed}
    different = len(set(words)) == len(words) and all(map(_is_word, words))
    numbers = sum(cell != "" and not _is_word(cell) for cell in case)
    return bool(beside) and different and set(headed) <= {*named_below} and 2 * numbers > len(words)


def names_below(names: Sequence[str], body: Sequence[Sequence[object]]) -> list[object]:
    """What stands in the first row as a name, above a number, where the header has none.

    SurveyMonkey writes questions into the first line and their parts into the second.

    Examples
    --------
    >>> names_below(["id", "Pleased?", "Unnamed: 2"], [["", "Price", "Service"], [1, 5, 4]])
    ['Service']
    """
    if len(body) < FEWEST_CASES or not all(cell == "" or _is_word(cell) for cell in body[0]):
        return []
    columns = zip(names, body[0], body[1], strict=False)
    return [
        cell
        for name, cell, case in columns
        if name.startswith(UNNAMED) and cell != "" and case != "" and not _is_word(case)
    ]


def labels_to_try(body: Sequence[Sequence[object]], columns: int) -> int:
    """How many rows below the names may hold labels, to go by what is below them.

    Parameters
    ----------
    body : sequence of rows
        The rows below the names, the first few at least.
    columns : int
        How many have names.

    Examples
    --------
    >>> labels_to_try([["How old?", "Happy?"], ["34", "5"]], 2)
    1
    >>> labels_to_try([["How old?"], ['{"ImportId":"QID1"}'], ["34"]], 1)
    2
    """
    by_id = _labels_by_id(body)
    if by_id:
        return by_id
    return int(bool(body) and len(body[0]) >= columns and all(map(_is_word, body[0][:columns])))


def accepted_labels(
    body: Sequence[Sequence[object]], labels: int, typed: Mapping[str, pd.Series] | pd.DataFrame
) -> bool:
    """Whether rows are labels, the columns below them being known.

    Parameters
    ----------
    body, labels
        See `labels_to_try`.
    typed : mapping of str to Series, or frame
        The columns below the labels.
    """
    if labels == _labels_by_id(body):
        return True
    columns = [column for _, column in typed.items()]
    numeric = [types.is_numeric_dtype(each.dtype) or bool(each.isna().all()) for each in columns]
    cases = min(map(len, columns), default=0)
    return cases >= FEWEST_CASES and sum(numeric) > SPOKEN * len(numeric)


def _labels_by_id(body: Sequence[Sequence[object]]) -> int:
    for place, row in enumerate(body[:3]):
        if any(isinstance(cell, str) and cell.startswith(IMPORT_ID) for cell in row):
            return place + 1
    return 0


def _is_word(cell: object) -> bool:
    """Whether a cell is text that is neither a number nor missing."""
    return isinstance(cell, str) and cell not in MISSING_CELLS and notation_of([cell]) is None
