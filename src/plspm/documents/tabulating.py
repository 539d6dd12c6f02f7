"""From the tables of a result to tables of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from plspm.documents.parts import Column, Kind, Tabulated, Text
from plspm.documents.words import Words, plain

Field = str | tuple[str, str]
"""A column of a frame, or the two that are the ends of an interval."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Makes columns with their headings in a language.

    Attributes
    ----------
    words : Words
    level : float
        Of intervals.
    """

    words: Words
    level: float = 0.95

    def __call__(
        self,
        name: str,
        kind: Kind = "number",
        *,
        bounded: bool = False,
        decimals: int | None = None,
    ) -> Column:
        """The column of a name."""
        return Column(self.words.text(f"column.{name}"), kind, bounded=bounded, decimals=decimals)

    @staticmethod
    def named(name: str, *, bounded: bool = False) -> Column:
        """A column of numbers that is called as the data call it."""
        return Column(plain(name), bounded=bounded)

    def interval(self, *, bounded: bool = False) -> Column:
        """The column of an interval."""
        heading = self.words.text("interval_level", level=percent(self.level))
        return Column(heading, "interval", bounded=bounded)

    def inference(self, *, bounded: bool = False) -> dict[Field, Column]:
        """Standard error, t, p and interval, as far as a frame has them."""
        return {
            "std_error": self("std_error"),
            "t": self("t", decimals=2),
            "p_value": self("p_value", "p"),
            ("ci_lower", "ci_upper"): self.interval(bounded=bounded),
        }


def percent(level: float) -> str:
    """A level as it is written before a percent sign."""
    return f"{100 * level:.6g}"


def tabulated(
    frame: pd.DataFrame,
    columns: Mapping[Field, Column],
    *,
    key: str,
    title: Text,
    stubs: int = 1,
    notes: Iterable[Text] = (),
) -> Tabulated:
    """A table of those columns that a frame has.

    Parameters
    ----------
    frame : DataFrame
        Labels of rows among its columns.
    columns : mapping of field to Column
        In the order of printing.
    key, title, stubs, notes
        See :class:`plspm.documents.parts.Tabulated`.
    """
    there = {field: column for field, column in columns.items() if _has(frame, field)}
    cells = [_cells(frame, field) for field in there]
    return Tabulated(
        key,
        title,
        tuple(there.values()),
        tuple(zip(*cells, strict=True)),
        stubs,
        tuple(note for note in notes if note),
    )


def _has(frame: pd.DataFrame, field: Field) -> bool:
    return all(name in frame for name in ([field] if isinstance(field, str) else field))


def _cells(frame: pd.DataFrame, field: Field) -> list[object]:
    if isinstance(field, str):
        return frame[field].tolist()
    low, high = field
    return list(zip(frame[low].tolist(), frame[high].tolist(), strict=True))
