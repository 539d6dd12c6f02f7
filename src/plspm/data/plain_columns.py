"""Columns of a large text as pandas parses them; of text, each kind of cell is read once."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.csv_cells import MISSING_CELLS
from plspm.data.text_codes import TextCodes
from plspm.data.typed_columns import typed_columns
from plspm.data.wording import Warn

MODERN = tuple(map(int, pd.__version__.split(".")[:2])) >= (3, 1)
"""Whether pandas needs not be told to read every number to the last digit, and in one piece, that
it finds a long row at the beginning of another."""
Numbers = npt.NDArray[np.float64] | npt.NDArray[np.int64]
WORTH_A_FILE: Final = 2**24
"""Bytes."""
FIRST: Final = 100
"""Values looked at before all are."""
MANY: Final = 20
"""Columns; to put more into a frame one by one takes longer than to make it anew."""


@dataclass(frozen=True, slots=True)
class ColumnsOfText:
    """The rows of a table, to be read by pandas.

    Attributes
    ----------
    content : memoryview
        In UTF-8; its first row has no more cells than there are names.
    separator : str
    names : tuple of str
        Of all columns, all different.
    blank : tuple of str
        Those of the last columns, for which the header has no name: they must be blank.
    codes : TextCodes
        Texts that stand for missing answers.
    """

    content: memoryview
    separator: str
    names: tuple[str, ...]
    blank: tuple[str, ...]
    codes: TextCodes

    def read(self, decimal: str) -> pd.DataFrame | None:
        """All columns, numbers as such; None where pandas cannot, or would lose cells."""
        try:
            frame = self._parsed(
                decimal=decimal,
                na_values=self._missing(),
                float_precision=None if MODERN else "round_trip",
                low_memory=MODERN,
            )
        except (pd.errors.EmptyDataError, OverflowError, ValueError):
            return None
        blank = [*self.blank]
        if frame[blank].notna().any(axis=None):
            return None
        return frame.drop(columns=blank) if blank else frame

    def _missing(self) -> list[str] | dict[str, list[str]]:
        """Cells that are missing; by column, which costs time, only where columns differ."""
        if not self.blank and not self.codes.of_column:
            return [*(MISSING_CELLS | self.codes.everywhere)]
        return {
            name: [""] if name in self.blank else [*(MISSING_CELLS | self.codes.of(name))]
            for name in self.names
        }

    def as_text(self, names: Sequence[str]) -> dict[str, pd.Series]:
        """Some columns as the cells of the file."""
        if not names:
            return {}
        frame = self._parsed(dtype=dict.fromkeys(names, str), na_filter=False)
        return {name: frame[name] for name in names}

    def _parsed(self, **options: object) -> pd.DataFrame:
        with _as_file(self.content) as file, warnings.catch_warnings():
            # of columns that are numbers here and text there, which are read again as text
            warnings.simplefilter("ignore", pd.errors.DtypeWarning)
            return pd.read_csv(  # type: ignore[call-overload]  # options are handed on
                file,
                sep=self.separator,
                header=None,
                names=self.names,
                index_col=False,
                keep_default_na=False,
                **options,
            )


@contextmanager
def _as_file(content: memoryview) -> Iterator[str | io.BytesIO]:
    """Content as pandas reads it fastest: of large files only paths are read by several threads."""
    with ExitStack() as until_read:
        large = len(content) >= WORTH_A_FILE
        yield _written(content, until_read) if large else io.BytesIO(content)


def _written(content: memoryview, until_read: ExitStack) -> str | io.BytesIO:
    try:
        path = Path(until_read.enter_context(TemporaryDirectory()), "rows.csv")
        path.write_bytes(content)
    except OSError:  # without room for a file it is read from memory, by one thread
        return io.BytesIO(content)
    return str(path)


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
    # Looked up once: that costs more than many a look at the values.
    series = {name: frame[name] for name in text.names[: frame.shape[1]]}
    numbers = {name: _numbers(column) for name, column in series.items()}
    points = text.separator != "," and decimal == "."
    again = [
        name
        for name, column in numbers.items()
        if (column is None and not _is_text(series[name]))
        or (points and column is not None and _may_be_thousands(column))
    ]
    cells = {name: series[name] for name, column in numbers.items() if column is None}
    kinds = {name: _Kinds(column) for name, column in (cells | text.as_text(again)).items()}
    fractions = [
        name
        for name, column in numbers.items()
        if column is not None and decimal == "," and _has_fractions(column)
    ]
    read = typed_columns(
        {name: each.cells for name, each in kinds.items()},
        where,
        commas_between=text.separator == ",",
        codes=text.codes,
        warn=warn,
        with_commas=fractions,
    )
    changed = {name: kinds[name].spread(column, frame.index) for name, column in read.items()}
    if len(changed) > MANY:
        return pd.DataFrame({n: changed.get(n, column) for n, column in series.items()})
    for name, column in changed.items():
        frame[name] = column
    return frame


class _Kinds:
    """The different cells of a column of text, each to be read once."""

    def __init__(self, column: pd.Series) -> None:
        self.codes, kinds = pd.factorize(column)
        self.cells = [str(kind).strip() for kind in kinds]
        if (self.codes < 0).any():  # -1, of missing cells, is the last
            self.cells.append("")

    def spread(self, read: pd.Series, rows: pd.Index) -> pd.Series:
        """One value a case, from one a kind of cell."""
        return pd.Series(read.to_numpy()[self.codes], rows, dtype=read.dtype)


def _numbers(column: pd.Series) -> Numbers | None:
    """The values of a column, if its cells can only be these numbers."""
    if column.dtype not in (np.int64, np.float64):
        return None
    values: Numbers = column.to_numpy()
    return None if values.dtype == np.float64 and np.isinf(values).any() else values


def _is_text(column: pd.Series) -> bool:
    """Whether a column holds its cells as they are; mixed with truth values it does not."""
    return pd.api.types.infer_dtype(column, skipna=True) == "string"


def _has_fractions(values: Numbers) -> bool:
    """Whether any number is not whole."""
    if values.dtype != np.float64:
        return False
    return any((np.floor(some) < some).any() for some in (values[:FIRST], values))


def _may_be_thousands(values: Numbers) -> bool:
    """Whether numbers may be thousands in groups: below a thousand, of three decimals at most."""
    first = values[:FIRST]
    if values.dtype != np.float64 or not _of_three_decimals(first[~np.isnan(first)]):
        return False
    return _of_three_decimals(values[~np.isnan(values)]) and _has_fractions(values)


def _of_three_decimals(values: Numbers) -> bool:
    thousands = 1000.0 * values
    near = np.abs(thousands - np.rint(thousands)) <= 1e-9 * np.abs(thousands)
    return bool(near.all() and (np.abs(values) < 1000.0).all())
