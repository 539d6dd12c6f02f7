"""Tables as they are printed: every cell a text, wide ones in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Final

from plspm.documents.numbers import NumberStyle
from plspm.documents.parts import Tabulated, Text
from plspm.documents.words import as_plain
from plspm.plots.wrapping import parted_words

MOST: Final = 46.0
"""Characters of a cell of text after which it is broken into lines, where there is room."""
LEAST: Final = 18.0
"""The same where there is none, the longest word permitting."""
LONGEST_WORD: Final = 20.0
"""Characters after which a word is broken."""
CAPITAL: Final = 1.4
"""Width of a capital, in characters."""
GAP: Final = 2.0
FEWEST: Final = 8
"""Characters of a long word that stay together."""
BREAK: Final = "\N{ZERO WIDTH SPACE}"
"""Where a line may end without a hyphen."""


def extent(text: str) -> float:
    """Width of a text, in characters of middling width.

    Examples
    --------
    >>> extent("abc"), round(extent("ABC"), 1)
    (3.0, 4.2)
    """
    return sum(CAPITAL if letter.isupper() else 1.0 for letter in text)


def breakable(text: str, width: float) -> str:
    """Text in which words that are longer than a column may be broken where they can be read on.

    Parameters
    ----------
    text : str
    width : float
        Characters of the column, gap included.

    Examples
    --------
    >>> from plspm.plots.wrapping import SOFT_HYPHEN
    >>> breakable("Kundenzufriedenheit_1", 20).replace(SOFT_HYPHEN, "|").replace(BREAK, "/")
    'Kundenzu|frieden|heit_/1'
    """
    room = width - GAP
    piece = max(FEWEST, int(room / 2))
    return " ".join(
        parted_words(word, piece).replace("_", f"_{BREAK}") if extent(word) > room else word
        for word in text.split(" ")
    )


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
    def wanted(self) -> list[float]:
        """Characters that every column would have, gap included, were there room for all."""
        return [self._width(place, MOST) for place in range(len(self.headings))]

    @property
    def least(self) -> list[float]:
        """Characters without which a column cannot be read, gap included."""
        return [self._width(place, LEAST) for place in range(len(self.headings))]

    def fitted(self, room: float) -> list[float]:
        """Widths of the columns within the room: columns of text give way."""
        wanted, least = self.wanted, self.least
        spare = sum(wanted) - sum(least)
        if sum(wanted) <= room or spare <= 0:
            return wanted
        share = max(0.0, (room - sum(least)) / spare)
        return [low + share * (want - low) for low, want in zip(least, wanted, strict=True)]

    def breaks(self, room: float) -> bool:
        """Whether a word does not fit into its column."""
        return any(
            extent(word) > width - GAP
            for place, width in enumerate(self.fitted(room))
            if self.words[place]
            for row in self.rows
            for word in row[place].split()
        )

    def lines(self, room: float) -> list[int]:
        """Lines that every row takes, about."""
        widths = [max(width - GAP, 1.0) for width in self.fitted(room)]
        return [
            max(ceil(extent(cell) / width) for cell, width in zip(row, widths, strict=True))
            for row in self.rows
        ]

    def _width(self, place: int, most: float) -> float:
        """The longest cell, or `most` if text may be broken, but no less than its longest word."""
        cells = [row[place] for row in self.rows]
        broken = [word for cell in cells if self.words[place] for word in cell.split()]
        heading = [extent(word) for word in as_plain(self.headings[place]).split()]
        words = [min(extent(word), LONGEST_WORD) for word in broken]
        longest = max(map(extent, cells), default=0.0)
        if self.words[place]:
            longest = max([min(longest, most), *words])
        return max([longest, *heading]) + GAP

    @property
    def repeats(self) -> tuple[tuple[bool, ...], ...]:
        """Which labels repeat those of the row above, and may be left out."""
        first = [(False,) * self.stubs] if self.rows else []
        return tuple(first + [_same(a, b, self.stubs) for a, b in pairwise(self.rows)])


def _same(above: tuple[str, ...], row: tuple[str, ...], stubs: int) -> tuple[bool, ...]:
    same = [above[: k + 1] == row[: k + 1] for k in range(stubs)]
    return tuple(repeated and place < stubs - 1 for place, repeated in enumerate(same))


def printed(table: Tabulated, style: NumberStyle, room: float | None = None) -> list[Printed]:
    """A table without what paper leaves out, in parts that fit into so many characters.

    Parameters
    ----------
    table : Tabulated
    style : NumberStyle
    room : float, optional
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
        tuple(
            column.kind == "text" or place < shown.stubs
            for place, column in enumerate(shown.columns)
        ),
        shown.stubs,
    )
    if room is None or sum(whole.least) <= room:
        return [whole]
    return list(_parts(whole, _side_by_side(whole, room)))


def _side_by_side(whole: Printed, room: float) -> list[list[int]]:
    """Columns in blocks of about the same width, which fit beside the labels."""
    widths = whole.least
    left = room - sum(widths[: whole.stubs])
    places = range(whole.stubs, len(widths))
    blocks = _filled(places, widths, left)
    even = sum(widths[whole.stubs :]) / len(blocks)
    balanced = _filled(places, widths, min(left, even + max(widths[whole.stubs :], default=0) / 2))
    return balanced if len(balanced) == len(blocks) else blocks


def _filled(places: Sequence[int], widths: Sequence[float], room: float) -> list[list[int]]:
    blocks: list[list[int]] = [[]]
    taken = 0.0
    for place in places:
        if blocks[-1] and taken + widths[place] > room:
            blocks.append([])
            taken = 0.0
        blocks[-1].append(place)
        taken += widths[place]
    return blocks


def _parts(whole: Printed, blocks: Sequence[Sequence[int]]) -> Iterator[Printed]:
    """Blocks of columns beside the labels; rows that have nothing in a block are left out."""
    for part, block in enumerate(blocks, start=1):
        places = [*range(whole.stubs), *block]
        rows = (row for row in whole.rows if any(row[place] for place in block))
        yield replace(
            whole,
            headings=tuple(whole.headings[place] for place in places),
            rows=tuple(tuple(row[place] for place in places) for row in rows),
            words=tuple(whole.words[place] for place in places),
            part=part,
            parts=len(blocks),
        )
