"""Texts that stand for a missing answer, such as "k.A." or "n/a", among the numbers of a column."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from plspm.data.columns import DECIMAL_COMMA, NUMBER
from plspm.data.wording import in_row, listed, quoted

MOST_TEXTS = 6
"""Different texts that a column of numbers may hold as codes; with more they are answers."""


@dataclass(frozen=True, slots=True)
class TextCodes:
    """Texts that stand for a missing answer.

    Attributes
    ----------
    everywhere : frozenset of str
        In all columns.
    of_column : dict of str to frozenset of str
        In some, by their names.

    Examples
    --------
    >>> codes = text_codes(["k.A.", 99])
    >>> codes.taken_out(pd.Series(["1", "k.A.", "3"]), "a1").tolist()
    [1.0, nan, 3.0]
    """

    everywhere: frozenset[str] = frozenset()
    of_column: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, name: str) -> frozenset[str]:
        """The codes of a column."""
        return self.everywhere | self.of_column.get(name, frozenset())

    def only_of(self, names: Iterable[str]) -> TextCodes:
        """The codes of some columns, of no others."""
        return TextCodes(of_column={name: codes for name in names if (codes := self.of(name))})

    def taken_out(self, column: pd.Series, name: str) -> pd.Series:
        """The column without its codes; as numbers where only such are left, if as text."""
        codes = self.of(name)
        if not codes or not _holds_text(column):
            return column
        cells = column.astype(object)
        coded = cells.map(lambda cell: isinstance(cell, str) and cell.strip() in codes)
        if not coded.any():
            return column
        left = cells.mask(coded.astype(bool), None)
        texts = [cell.strip() for cell in left if isinstance(cell, str)]
        if texts and all(map(NUMBER.fullmatch, texts)):
            return left.map(lambda cell: float(cell) if isinstance(cell, str) else cell)
        if isinstance(column.dtype, pd.CategoricalDtype):
            return column.cat.remove_categories(cells[coded.astype(bool)].unique())
        return left


NO_CODES = TextCodes()


def text_codes(missing_codes: object) -> TextCodes:
    """The texts among the codes for missing answers that were stated; see `read_recoding`.

    Examples
    --------
    >>> text_codes({"a1": "k.A.", "a2": [99, "99"]}).of("a1")
    frozenset({'k.A.'})
    """
    if isinstance(missing_codes, Mapping):
        by_name = {str(name): _texts(given) for name, given in missing_codes.items()}
        return TextCodes(of_column={name: texts for name, texts in by_name.items() if texts})
    return TextCodes(_texts(missing_codes))


def as_codes(given: object) -> list[object]:
    """One code or several as a list; what is written like a number, such as "99", as a number.

    Examples
    --------
    >>> as_codes(["k.A.", "-9", 99])
    ['k.A.', -9.0, 99]
    """
    if isinstance(given, np.ndarray):
        given = given.ravel().tolist()
    codes: list[object] = [given]
    if isinstance(given, Sequence | set | frozenset) and not isinstance(given, str):
        codes = list(given)
    return [_number_or_text(code) if isinstance(code, str) else code for code in codes]


def _number_or_text(code: str) -> float | str:
    number = float(code) if NUMBER.fullmatch(code.strip()) else math.nan
    return number if math.isfinite(number) else code.strip()


def _texts(given: object) -> frozenset[str]:
    texts = [code for code in as_codes(given) if isinstance(code, str)]
    return frozenset(unicodedata.normalize(form, text) for text in texts for form in ("NFC", "NFD"))


def _holds_text(column: pd.Series) -> bool:
    return not pd.api.types.is_numeric_dtype(column.dtype)


def stray_texts(column: pd.Series) -> dict[str, int] | None:
    """Texts that stand among the numbers of a column, and how often; None where it is no such.

    Examples
    --------
    >>> stray_texts(pd.Series([1, "k.A.", 3, "k.A.", 2]))
    {'k.A.': 2}
    >>> stray_texts(pd.Series(["trade", "industry"])) is None
    True
    """
    if not (pd.api.types.is_object_dtype(column.dtype) or _is_text(column)):
        return None
    cells = [cell.strip() if isinstance(cell, str) else cell for cell in column.dropna()]
    texts = Counter(cell for cell in cells if isinstance(cell, str) and not like_number(cell))
    numbers = sum(like_number(cell) for cell in cells)
    few = 0 < len(texts) <= MOST_TEXTS and "" not in texts
    return dict(texts) if few and texts.total() < numbers == len(cells) - texts.total() else None


def _is_text(column: pd.Series) -> bool:
    return isinstance(column.dtype, pd.StringDtype)


def like_number(cell: object) -> bool:
    """Whether a cell is a number, or text that is written like one."""
    if isinstance(cell, str):
        return bool(NUMBER.fullmatch(cell) or DECIMAL_COMMA.fullmatch(cell))
    return isinstance(cell, float | int | np.number)


def stray_problem(strays: Mapping[str, Mapping[str, int]], columns: Mapping[str, pd.Series]) -> str:
    """Say which columns of numbers hold texts, and the one line that declares them missing.

    Parameters
    ----------
    strays : mapping of str to mapping of str to int
        By column, what `stray_texts` gives.
    columns : mapping of str to Series

    Examples
    --------
    >>> print(stray_problem({"a": {"k.A.": 1}}, {"a": pd.Series([1, "k.A."])}))
    Text stands among the numbers: 'k.A.' in row 1 of column 'a'. If it stands for missing answers,
    say so: missing_codes=["k.A."], and missing="listwise" or "mean"; else correct it.
    """
    places = [
        f"{quoted(text)} {in_row(_first_row(columns[name], text))} of column {quoted(name)}"
        + (f" ({count} times)" if count > 1 else "")
        for name, texts in strays.items()
        for text, count in texts.items()
    ]
    codes = list(dict.fromkeys(text for texts in strays.values() for text in texts))
    return (
        f"Text stands among the numbers: {listed(places)}. If it stands for missing answers, say "
        f"so: missing_codes={as_list(codes)}, and "
        'missing="listwise" or "mean"; else correct it.'
    )


def as_list(codes: Sequence[str]) -> str:
    """Texts as a list that can be typed.

    Examples
    --------
    >>> print(as_list(["k.A.", 'say "no"']))
    ["k.A.", 'say "no"']
    """
    return "[" + ", ".join(repr(c) if '"' in c or "\\" in c else f'"{c}"' for c in codes) + "]"


def _first_row(column: pd.Series, text: str) -> Hashable:
    found = column.map(lambda cell: isinstance(cell, str) and cell.strip() == text)
    return next(iter(column.index[found.to_numpy(dtype=bool)]))
