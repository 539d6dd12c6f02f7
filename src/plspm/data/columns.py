"""One column of any kind: its numbers, or the reason why it has none."""

from __future__ import annotations

import re
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api import types

from plspm.data.wording import in_row, quoted

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

FloatArray = npt.NDArray[np.float64]

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
DECIMAL_COMMA = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d+)?", re.ASCII)

OTHER_SIGNS = re.compile(r"[`'%€$£\s]")
"""What may stand beside the digits of a number and changes nothing."""
MINUS = re.compile("[−–](?=[0-9])")
"""Signs of print before a number, for minus."""
NUMBERED_WORD = re.compile(r"([+-]?[0-9]+)(?: +[-–—=] +|[:)] *|= *| *\()([^\W\d].*)")
"""An answer such as "5 - agree" or "5 (agree)"."""
LEADING_NUMBER = re.compile(r"[+-]?[0-9]+(?![0-9.,])")
"""That of a label such as "1 never"."""
MOST_WORDS = 10
"""Different words of answers that are listed to be numbered."""


def read_column(column: pd.Series, name: str) -> FloatArray | str:
    """Read a column as floating-point numbers, or say why it cannot be read.

    Whole and floating-point numbers of every width, NumPy's, nullable or Arrow's; booleans (as
    0 and 1); Python's numbers, `Decimal` and `Fraction` among them; categories whose labels are
    numbers or are written so, as these; and ordered categories, as steps from 1. Text, dates,
    complex numbers, and categories without an order or against that of the numbers in their labels
    are refused: the codes of such categories are no answers.

    Parameters
    ----------
    column : pandas.Series
        The column, shape (n,).
    name : str
        Its name, for the message.

    Returns
    -------
    numpy.ndarray of float64, shape (n,), or str
        The numbers, NaN where a value is missing; or the problem.

    Examples
    --------
    >>> read_column(pd.Series([True, None, False], dtype="boolean"), "answer")
    array([ 1., nan,  0.])
    >>> print(read_column(pd.Series(["4", "5"]), "item"))
    Column 'item' holds numbers stored as text, first '4' in row 0; convert it:
    data['item'] = pd.to_numeric(data['item']).
    """
    values = view_column(column, name)
    return values if isinstance(values, str) else np.array(values)


def view_column(column: pd.Series, name: str) -> FloatArray | str:
    """Do the same as `read_column`, but share memory with the column where it can."""
    dtype = column.dtype
    if isinstance(dtype, np.dtype) and dtype.kind in "biuf":  # which have no marks of their own
        with np.errstate(over="ignore"):
            return column.to_numpy().astype(np.float64, copy=False)
    if isinstance(dtype, pd.CategoricalDtype):
        return _read_categories(column, dtype, name)
    if isinstance(dtype, pd.SparseDtype):
        return view_column(column.astype(dtype.subtype), name)
    if types.is_complex_dtype(dtype):
        return f"Column {quoted(name)} holds complex numbers; keep one real part of them."
    if types.is_numeric_dtype(dtype) and dtype.kind != "O":  # which decimals of Arrow are
        with np.errstate(over="ignore"):
            return column.to_numpy(dtype=np.float64, na_value=np.nan)
    return _read_objects(column.to_numpy(dtype=object), column.index, name)


def steps_of(column: pd.Series) -> tuple[Hashable, ...] | None:
    """The categories of a column that are words or have no numbers; None where it has none.

    Examples
    --------
    >>> steps_of(pd.Series(pd.Categorical(["no"], ["no", "yes"]))), steps_of(pd.Series(["no"]))
    (('no', 'yes'), None)
    """
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return None
    labels = column.dtype.categories
    return None if _label_numbers(labels) is not None else tuple(labels)


def _label_numbers(labels: pd.Index) -> FloatArray | None:
    """The numbers that all labels of categories are, or are written as."""
    cells = labels.to_numpy(dtype=object)
    if len(cells) and all(isinstance(cell, str) and NUMBER.fullmatch(cell) for cell in cells):
        return cells.astype(np.float64)
    values = read_column(pd.Series(labels), "")
    return None if isinstance(values, str) else values


def _read_categories(column: pd.Series, dtype: pd.CategoricalDtype, name: str) -> FloatArray | str:
    labels = dtype.categories
    values = _label_numbers(labels)
    where, item = f"Column {quoted(name)}", f"data[{name!r}]"
    if values is None and not dtype.ordered:
        return (
            f"{where} holds categories without an order, such as {quoted(labels[0])}. If they "
            "come from SPSS or Stata, read the numbers behind them: give the path of the file "
            "itself, or pd.read_spss(path, convert_categoricals=False). Else state the order: "
            f"{item} = pd.Categorical({item}, [lowest, ..., highest], ordered=True)."
        )
    if values is None:
        if _against_their_numbers(labels):
            return (
                f"{where} holds ordered categories whose order is not that of the numbers in their "
                f"labels, from {quoted(labels[0])} to {quoted(labels[-1])}; state the right one: "
                f"{item} = pd.Categorical({item}, [lowest, ..., highest], ordered=True)."
            )
        values = np.arange(1.0, len(labels) + 1)
    elif dtype.ordered and (np.diff(values) <= 0).any():
        return (
            f"{where} holds ordered categories whose order is not that of their numbers; choose "
            f"one: {item} = {item}.cat.rename_categories(range(1, {len(labels) + 1})) for the "
            "order, .astype(float) for the numbers."
        )
    codes = column.cat.codes.to_numpy()
    return np.append(values, np.nan)[codes]


def _against_their_numbers(labels: pd.Index) -> bool:
    """Whether all labels begin with a number, and these neither rise nor fall."""
    found = [LEADING_NUMBER.match(label) for label in labels if isinstance(label, str)]
    numbers = [int(match[0]) for match in found if match is not None]
    steps = np.diff(numbers)
    return len(numbers) == len(labels) > 2 and not ((steps > 0).all() or (steps < 0).all())


def _read_objects(cells: npt.NDArray[np.object_], rows: pd.Index, name: str) -> FloatArray | str:
    numbers = np.full(len(cells), np.nan)
    refused: list[int] = []
    for position, cell in enumerate(cells):
        if _is_missing(cell):
            continue
        if isinstance(cell, Real | Decimal | np.bool_):
            numbers[position] = _as_float(cell)
        else:
            refused.append(position)
    if not refused:
        return numbers
    return _describe([cells[position] for position in refused], [rows[p] for p in refused], name)


def _is_missing(cell: object) -> bool:
    if isinstance(cell, Decimal):
        return cell.is_nan()
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return True
    return isinstance(cell, float | np.floating) and bool(np.isnan(cell))


def _as_float(number: Real | Decimal | np.bool_) -> float:
    try:
        with np.errstate(over="ignore"):
            return float(number)
    except OverflowError:  # an integer or a fraction that no double can hold
        return float("inf") if number == abs(number) else float("-inf")


def _describe(cells: Sequence[object], rows: Sequence[Hashable], name: str) -> str:
    """Say what the refused cells of a column are, naming the first of the worst kind."""
    where, item = f"Column {quoted(name)}", f"data[{name!r}]"
    texts = [cell.strip() if isinstance(cell, str) else None for cell in cells]
    for cell, text, row in zip(cells, texts, rows, strict=True):
        if text is not None and (NUMBER.fullmatch(text) or DECIMAL_COMMA.fullmatch(text)):
            continue
        found = f"{quoted(cell)} {in_row(row)}"
        if text == "":
            return (
                f"{where} holds empty text, first {found}; mark it as missing: "
                f"{item} = pd.to_numeric({item}.str.strip().replace('', None))."
            )
        if text is not None:
            every = [each for each in texts if each]
            return f"{where} {_text_remedy(every, found, name)}"
        if isinstance(cell, complex | np.complexfloating):
            return f"{where} holds complex numbers, first {found}; keep one real part of them."
        return (
            f"{where} is not numeric: it holds values of type {type(cell).__name__}, "
            f"first {found}; turn it into numbers that measure something."
        )
    first = f"{quoted(cells[0])} {in_row(rows[0])}"
    if any(text is not None and "," in text for text in texts):
        return (
            f"{where} holds text with commas, first {first}. If they are decimal commas: {item} = "
            f"pd.to_numeric({item}.str.replace(',', '.')); if they separate thousands, "
            ".str.replace(',', '')."
        )
    return (
        f"{where} holds numbers stored as text, first {first}; convert it: "
        f"{item} = pd.to_numeric({item})."
    )


def _text_remedy(texts: Sequence[str], found: str, name: str) -> str:
    """What is to be done about texts that are no numbers; `found` is the first."""
    item = f"data[{name!r}]"
    plain = [OTHER_SIGNS.sub("", MINUS.sub("-", text)) for text in texts]
    steps = _steps_to_numbers(texts, plain)
    if steps is not None:
        return (
            f"holds other signs beside numbers, first {found}; take them out: {item} = "
            f"pd.to_numeric({item}{steps}."
        )
    answers = dict.fromkeys(text for text in texts if not NUMBER.fullmatch(text))
    numbered = [match for match in map(NUMBERED_WORD.fullmatch, answers) if match is not None]
    different = len({match[1] for match in numbered}) == len({match[2] for match in numbered})
    if len(numbered) == len(answers) > 1 and different:
        return (
            f"holds words beside numbers, first {found}; keep the numbers: {item} = "
            f"pd.to_numeric({item}.replace(r'^([+-]?\\d+).*', r'\\1', regex=True))."
        )
    words = ""
    if 1 < len(answers) <= MOST_WORDS and all(any(map(str.isalpha, each)) for each in answers):
        words = f": {item} = {item}.map({{{', '.join(f'{each!r}: ...' for each in answers)}}})"
    return (
        f"is not numeric, first {found}; code it as numbers{words}, or as missing where there was "
        f"no answer. If it names categories, it can be a control: controls=[{name!r}]."
    )


def _steps_to_numbers(texts: Sequence[str], plain: Sequence[str]) -> str | None:
    r"""What makes numbers of texts that are such but for other signs, up to the last bracket.

    None where they are no such texts.

    Examples
    --------
    >>> print(_steps_to_numbers(["1.250,00 "], ["1.250,00"]))
    .replace("[`'%€$£\\s]|\\.", '', regex=True).replace(',', '.', regex=True))
    """
    from plspm.data.notation import notation_of  # which needs the patterns of this file

    how = notation_of(plain)
    if how is None or not all(plain):
        return None
    groups, commas = how.startswith("grouped"), any("," in each for each in plain)
    steps, nothing = "", OTHER_SIGNS.pattern
    if any(MINUS.search(text) for text in texts):
        steps += _replaced(MINUS.pattern, "-")
    if how == "grouped points":
        nothing += r"|\."
    elif commas and how != "comma":
        nothing += "|,"
    if groups or commas or any(OTHER_SIGNS.search(text) for text in texts):
        steps += _replaced(nothing, "")
    if commas and how in {"comma", "grouped points"}:
        steps += _replaced(",", ".")
    if how != "doubtful":
        return f"{steps})"
    if commas:
        return f"{steps}); if the commas are decimal ones, make points of them first"
    return f"{steps}); if the points separate thousands, take them out as well"


def _replaced(pattern: str, by: str) -> str:
    """A step that leaves numbers among the texts as they are, which ``.str`` would lose."""
    return f".replace({pattern!r}, {by!r}, regex=True)"
