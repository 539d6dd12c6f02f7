"""Tables as they are printed: every cell a text, wide ones in parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from plspm.documents.numbers import NumberStyle
from plspm.documents.parts import Tabulated, Text
from plspm.documents.words import as_plain

WIDEST_STUB: Final = 34
"""Characters of a label after which it is broken into lines."""
WIDEST_TEXT: Final = 44
"""The same of a cell of text."""
GAP: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """A table, or a part of a wide one.

    Attributes
    ----------
    table : Tabulated
        What is printed.
    headings : tuple of Text
    rows : tuple of tuple of str
    words : tuple of bool
        Which columns hold text, and stand to the left.
    stubs : int
    part, parts : int
        Which part it is, from 1, and of how many.
    """

    table: Tabulated
    headings: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[bool, ...]
    stubs: int
    part: int = 1
    parts: int = 1

    @property
    def widths(self) -> tuple[int, ...]:
        """Characters that every column wants, long texts being broken."""
        return tuple(map(self._width, range(len(self.headings))))

    def _width(self, place: int) -> int:
        cells = [row[place] for row in self.rows]
        most = WIDEST_STUB if place < self.stubs else WIDEST_TEXT
        heading = max(map(len, as_plain(self.headings[place]).split()), default=0)
        return max(heading, min(most, max(map(len, cells), default=0)))

    @property
    def repeats(self) -> tuple[tuple[bool, ...], ...]:
        """Which labels repeat those of the row above, and may be left out."""
        first = [(False,) * self.stubs] if self.rows else []
        return tuple(first + [_same(a, b, self.stubs) for a, b in pairwise(self.rows)])


def _same(above: tuple[str, ...], row: tuple[str, ...], stubs: int) -> tuple[bool, ...]:
    same = [above[: k + 1] == row[: k + 1] for k in range(stubs)]
    return tuple(repeated and place < stubs - 1 for place, repeated in enumerate(same))


def printed(table: Tabulated, style: NumberStyle, room: int | None = None) -> Iterator[Printed]:
    """A table without what paper leaves out, in parts that fit into so many characters.

    Parameters
    ----------
    table : Tabulated
    style : NumberStyle
    room : int, optional
        By default there is room for all of it. The labels of rows stand in every part.
    """
    shown = table.on_paper()
    rows = tuple(
        tuple(style.cell(value, column) for value, column in zip(row, shown.columns, strict=True))
        for row in shown.rows
    )
    whole = Printed(
        table,
        tuple(column.heading for column in shown.columns),
        rows,
        tuple(column.kind == "text" for column in shown.columns),
        shown.stubs,
    )
    blocks = [list(range(whole.stubs, len(whole.headings)))]
    if room is not None:
        blocks = _side_by_side(whole, room)
    for part, block in enumerate(blocks, start=1):
        yield _chosen(whole, [*range(whole.stubs), *block], part, len(blocks))


def _side_by_side(whole: Printed, room: int) -> list[list[int]]:
    """Columns in blocks that fit beside the labels."""
    widths = [width + GAP for width in whole.widths]
    left = room - sum(widths[: whole.stubs])
    blocks: list[list[int]] = [[]]
    taken = 0
    for place in range(whole.stubs, len(widths)):
        if blocks[-1] and taken + widths[place] > left:
            blocks.append([])
            taken = 0
        blocks[-1].append(place)
        taken += widths[place]
    return blocks


def _chosen(whole: Printed, places: list[int], part: int, parts: int) -> Printed:
    return Printed(
        whole.table,
        tuple(whole.headings[place] for place in places),
        tuple(tuple(row[place] for place in places) for row in whole.rows),
        tuple(whole.words[place] for place in places),
        whole.stubs,
        part,
        parts,
    )
