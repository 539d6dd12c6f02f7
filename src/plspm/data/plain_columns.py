"""Columns of a large text as pandas parses them; of text, each kind of cell is read once."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from plspm.data.columns import FloatArray
from plspm.data.csv_cells import MISSING_CELLS, TOO_LARGE
from plspm.data.text_codes import TextCodes
from plspm.data.typed_columns import typed_columns
from plspm.data.wording import Warn

EXACT_BY_DEFAULT = tuple(map(int, pd.__version__.split(".")[:2])) >= (3, 1)
"""Whether pandas reads every number to the last digit without being told, and warns if told."""
BEYOND: Final = "\0"
"""Name of a column for cells beyond the last name."""
FIRST: Final = 100
"""Values looked at before all are."""


@dataclass(frozen=True, slots=True)
class ColumnsOfText:
    """The rows of a table, to be read by pandas.

    Attributes
    ----------
    content : bytes
        In UTF-8.
    separator : str
    names : tuple of str
        Of all columns, all different.
    blank : tuple of str
        Those of the last columns, for which the header has no name: they must be blank.
    codes : TextCodes
        Texts that stand for missing answers.
    """

    content: bytes
    separator: str
    names: tuple[str, ...]
    blank: tuple[str, ...]
    codes: TextCodes

    def read(self, decimal: str) -> pd.DataFrame | None:
        """All columns, numbers as such; None where pandas cannot, or would lose cells."""
        missing = {
            name: [""] if name in self.blank else [*(MISSING_CELLS | self.codes.of(name))]
            for name in self.names
        } | {BEYOND: [""]}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", pd.errors.ParserWarning)
                frame = self._parsed(
                    decimal=decimal,
                    na_values=missing,
                    float_precision=None if EXACT_BY_DEFAULT else "round_trip",
                )
        except (pd.errors.ParserWarning, pd.errors.EmptyDataError, OverflowError, ValueError):
            return None
        beyond = [BEYOND, *self.blank]
        if frame[beyond].notna().any(axis=None) or frame.iloc[-1].isna().all():
            return None
        return frame.drop(columns=beyond)

    def as_text(self, names: Sequence[str]) -> dict[str, pd.Series]:
        """Some columns as the cells of the file."""
        if not names:
            return {}
        frame = self._parsed(dtype=dict.fromkeys(names, str), na_filter=False)
        return {name: frame[name] for name in names}

    def _parsed(self, **options: object) -> pd.DataFrame:
        return pd.read_csv(  # type: ignore[call-overload]  # options are handed on
            io.BytesIO(self.content),
            sep=self.separator,
            header=None,
            names=[*self.names, BEYOND],
            index_col=False,
            keep_default_na=False,
            low_memory=False,
            **options,
        )


def read_columns(text: ColumnsOfText, where: str, decimal: str, warn: Warn) -> pd.DataFrame | None:
    """Read all columns, those that are no plain numbers from their cells; None where it cannot be.

    Parameters
    ----------
    text : ColumnsOfText
    where : str
        The file, to begin a message with.
    decimal : {".", ","}
        Of most numbers; columns with other ones are read right, but more slowly.
    warn : callable
        Is called with the text of a warning.
    """
    frame = text.read(decimal)
    if frame is None:
        return None
    names = text.names[: len(text.names) - len(text.blank)]
    numbers = {name: _numbers(frame[name]) for name in names}
    points = text.separator != "," and decimal == "."
    again = [
        name
        for name, column in numbers.items()
        if (column is None and not _is_text(frame[name]))
        or (points and column is not None and _may_be_thousands(column.to_numpy()))
    ]
    cells = {name: frame[name] for name, column in numbers.items() if column is None}
    kinds = {name: _Kinds(column) for name, column in (cells | text.as_text(again)).items()}
    fractions = [
        name
        for name, column in numbers.items()
        if column is not None and decimal == "," and _has_fractions(column.to_numpy())
    ]
    read = typed_columns(
        {name: each.cells for name, each in kinds.items()},
        where,
        commas_between=text.separator == ",",
        codes=text.codes,
        warn=warn,
        with_commas=fractions,
    )
    columns = {name: column for name, column in numbers.items() if column is not None}
    if not read and all(column.dtype == frame[name].dtype for name, column in columns.items()):
        return frame
    columns |= {name: kinds[name].spread(column) for name, column in read.items()}
    return pd.DataFrame({name: columns[name] for name in names})


class _Kinds:
    """The different cells of a column of text, each to be read once."""

    def __init__(self, column: pd.Series) -> None:
        self.codes, kinds = pd.factorize(column)
        self.cells = [str(kind).strip() for kind in kinds]
        if (self.codes < 0).any():  # -1, of missing cells, is the last
            self.cells.append("")

    def spread(self, read: pd.Series) -> pd.Series:
        """One value a case, from one a kind of cell."""
        return pd.Series(read.to_numpy()[self.codes], dtype=read.dtype)


def _numbers(column: pd.Series) -> pd.Series | None:
    """The column, if its cells can only be these numbers."""
    values = column.to_numpy()
    if values.dtype == np.int64:
        exact = values.max() < TOO_LARGE and values.min() > -TOO_LARGE
        return column if exact else column.astype(np.float64)
    if values.dtype != np.float64 or np.isinf(values).any():
        return None
    return column


def _is_text(column: pd.Series) -> bool:
    """Whether a column holds its cells as they are; mixed with truth values it does not."""
    return pd.api.types.infer_dtype(column, skipna=True) == "string"


def _has_fractions(values: FloatArray) -> bool:
    """Whether any number is not whole."""
    known = values[~np.isnan(values)]
    return bool((known != np.floor(known)).any())


def _may_be_thousands(values: FloatArray) -> bool:
    """Whether numbers may be thousands in groups: below a thousand, of three decimals at most."""
    first = values[:FIRST]
    if values.dtype != np.float64 or not _of_three_decimals(first[~np.isnan(first)]):
        return False
    return _of_three_decimals(values[~np.isnan(values)]) and _has_fractions(values)


def _of_three_decimals(values: FloatArray) -> bool:
    thousands = 1000.0 * values
    near = np.abs(thousands - np.rint(thousands)) <= 1e-9 * np.abs(thousands)
    return bool(near.all() and (np.abs(values) < 1000.0).all())
