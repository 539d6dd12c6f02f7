"""Columns of categories: words, or numbers that have labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api import types

from plspm.data.text_codes import like_number, stray_texts

Labels = Mapping[float, str]
"""Labels of the numbers of a column."""


@dataclass(frozen=True, slots=True, eq=False)
class Categories:
    """A column of categories, numbered.

    Attributes
    ----------
    labels : tuple of str
        The categories that occur, in their order.
    values : tuple of float
        The numbers behind the labels; empty where there are none.
    codes : (n,) array of int
        The category of each row; -1 where it is missing.
    """

    labels: tuple[str, ...]
    values: tuple[float, ...]
    codes: npt.NDArray[np.int64]


def value_labels(data: pd.DataFrame | pd.Series, name: str) -> Labels:
    """The labels that a file gave to the numbers of a column; empty where there are none."""
    labels = data.attrs.get("value_labels", {}).get(name, {})
    return {float(v): str(label) for v, label in labels.items() if isinstance(v, int | float)}


def categories_of(column: pd.Series, labels: Labels, *, stated: bool = False) -> Categories | None:
    """The categories of a column of text or of labelled numbers; None for one of numbers.

    Parameters
    ----------
    column : Series
    labels : mapping of number to label
        Empty where there are none. Only if every value has one, numbers are categories.
    stated : bool, default False
        Whether numbers are categories in any case.

    Examples
    --------
    >>> categories_of(pd.Series(["b", "a", None]), {}).labels
    ('a', 'b')
    >>> categories_of(pd.Series([2.0, 1.0]), {1: "trade", 2: "industry"}).labels
    ('trade', 'industry')
    >>> categories_of(pd.Series([2.0, 1.0]), {9: "no answer"}) is None
    True
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.cat.remove_unused_categories()
        codes = column.cat.codes.to_numpy().astype(np.int64)
        return Categories(tuple(map(label_of, column.cat.categories)), (), codes)
    if types.is_numeric_dtype(column.dtype):
        return _of_numbers(column.to_numpy(dtype=np.float64, na_value=np.nan), labels, stated)
    words = column.map(_word)
    if not stated and (_like_numbers(words) or stray_texts(column) is not None):
        return None
    codes, kinds = pd.factorize(words.map(label_of, na_action="ignore"), sort=True)
    return Categories(tuple(map(str, kinds)), (), codes.astype(np.int64))


def _of_numbers(
    numbers: npt.NDArray[np.float64], labels: Labels, stated: bool
) -> Categories | None:
    codes, values = pd.factorize(numbers, sort=True)
    labelled = len(values) and all(value in labels for value in values)
    if not (labelled or stated):
        return None
    names = [labels.get(value, label_of(value)) for value in values.tolist()]
    several = {name for name in names if names.count(name) > 1}
    words = (
        f"{name} ({label_of(value)})" if name in several else name
        for name, value in zip(names, values.tolist(), strict=True)
    )
    return Categories(tuple(words), tuple(values.tolist()), codes.astype(np.int64))


def label_of(value: object) -> str:
    """The text that a category goes by: 3.0 is "3".

    Examples
    --------
    >>> label_of(3.0), label_of(" Trade ")
    ('3', 'Trade')
    """
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return f"{value:.0f}"
    return str(value).strip()


def _like_numbers(words: pd.Series) -> bool:
    """Whether no cell is a word: numbers stored as text are to be converted."""
    return all(not isinstance(cell, str) or like_number(cell) for cell in words)


def _word(cell: object) -> object:
    """A cell of a column of words; blank text is missing."""
    return (cell.strip() or None) if isinstance(cell, str) else cell
