"""Tables as plain text of bounded width."""

from __future__ import annotations

import math
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from shutil import get_terminal_size
from typing import Final

import pandas as pd

from plspm.assessment.significance import p_value
from plspm.errors import OptionError
from plspm.estimation.settings import count_problems

WIDTH: Final = 88
NARROWEST: Final = 40


class _Names(textwrap.TextWrapper):
    """Breaks long names after underscores and colons too."""

    wordsep_re = re.compile(r"(\s+)|(?<=\w[_:])(?=\w)|(?<=[^\W\d_]-)(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Column:
    """A heading and the cells below it, numbers to the right and words to the left."""

    cells: list[str]
    width: int
    words: bool

    @classmethod
    def of(cls, cells: list[str], *, words: bool) -> _Column:
        return cls(cells, max(map(len, cells)), words)

    def lines(self, row: int) -> list[str]:
        """One cell, broken where it is too long."""
        if len(self.cells[row]) <= self.width:
            return [self.cells[row]]
        return _Names(max(self.width, 1)).wrap(self.cells[row])

    def aligned(self, text: str) -> str:
        return f"{text:<{self.width}}" if self.words else f"{text:>{self.width}}"


def page_width(width: int | None = None) -> int:
    """Characters in a line: as asked for, or 88, or what a narrower terminal has.

    Raises
    ------
    OptionError
        `width` is no whole number of at least 40.
    """
    if width is None:
        # Files, pipes and notebooks get the same text wherever it is made.
        shown_at_once = sys.stdout is not None and sys.stdout.isatty()
        seen = get_terminal_size((WIDTH, 24)).columns if shown_at_once else WIDTH
        return max(NARROWEST, min(WIDTH, seen))
    if problems := count_problems("width", width, at_least=NARROWEST):
        raise OptionError(problems)
    return int(width)


def rule(character: str = "=", *, width: int = WIDTH) -> str:
    """Return a line across the page."""
    return character * width


def heading(title: str, *, width: int = WIDTH) -> str:
    """Return a section title, underlined."""
    return "\n".join(["", *wrapped(title, width=width), rule("-", width=width)])


def key_values(rows: Iterable[tuple[str, str]], *, width: int = WIDTH) -> str:
    """Name and value, one pair a line; long values go on below their beginning."""
    pairs = list(rows)
    widest = max(len(name) for name, _ in pairs)
    return "\n".join(
        line
        for name, value in pairs
        for line in wrapped(f"{name + ':':<{widest + 1}} {value}", indent=widest + 2, width=width)
    )


def table(frame: pd.DataFrame, *, decimals: int = 3, width: int = WIDTH) -> str:
    """Return a table with numbers rounded and empty cells for NaN, within the page.

    Columns stand closer where all fit then, or else follow below with the labels again; labels
    and texts that would take too much of the page are broken into lines.
    """
    labels, columns = _labels(frame), _columns(frame, decimals)
    close = sum(column.width + 1 for column in (*labels, *columns)) - 1
    gap = 1 if close <= width < close + len(labels) + len(columns) - 1 else 2
    most = max((column.width + gap for column in columns), default=0)
    gaps = gap * (len(labels) - 1)
    labels = _narrowed(labels, max(width // 2, width - most) - gaps)
    room = width - gaps - sum(column.width for column in labels)
    blocks = _side_by_side(columns, room, gap)
    return "\n\n".join("\n".join(_lines([*labels, *block], gap)) for block in blocks)


def checklist(checks: pd.DataFrame, *, width: int = WIDTH) -> str:
    """Return one paragraph a check: its name, yes or no, and what was found, wrapped."""
    widest = max(len(str(name)) for name in checks.index)
    lines = []
    for name, holds, detail in checks[["holds", "detail"]].itertuples():
        start = f"{name:<{widest}}  {'yes' if holds else 'NO ':<4} "
        lines += wrapped(start + detail, indent=len(start), width=width)
    return "\n".join(lines)


def wrapped(paragraph: str, *, indent: int = 0, width: int = WIDTH) -> list[str]:
    """Break a paragraph into lines; all but the first are indented."""
    indent = min(indent, width // 2)
    return textwrap.wrap(
        paragraph,
        width,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )


def number(value: object, *, decimals: int = 3) -> str:
    """Return a number as journals print it, and nothing for NaN."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.{decimals}f}"
    return "" if value is None else str(value)


def is_p_value(column: object) -> bool:
    """Whether a column holds p-values, by its name."""
    name = str(column)
    return name == "p_value" or name.startswith("p_") or name.endswith("_p")


def cell(column: object, value: object, *, decimals: int = 3) -> str:
    """Return what stands in a cell of a column."""
    if is_p_value(column) and isinstance(value, float):
        return p_value(value)
    return number(value, decimals=decimals)


def _columns(frame: pd.DataFrame, decimals: int) -> list[_Column]:
    """Columns below their headings, as text."""
    columns = []
    for place, name in enumerate(frame.columns):
        values = frame.iloc[:, place].tolist()
        heading = " ".join(map(str, name)) if isinstance(name, tuple) else str(name)
        cells = [heading, *(cell(name, value, decimals=decimals) for value in values)]
        words = any(isinstance(value, str) and len(value) > 1 for value in values)
        columns.append(_Column.of(cells, words=words))
    return columns


def _labels(frame: pd.DataFrame) -> list[_Column]:
    """Levels of the index; what they are called stands above them where there are several."""
    index = frame.index
    if not isinstance(index, pd.MultiIndex):
        return [_Column.of(["", *map(str, index)], words=True)]
    return [
        _Column.of([str(name or ""), *map(str, index.get_level_values(level))], words=True)
        for level, name in enumerate(index.names)
    ]


def _narrowed(columns: Sequence[_Column], room: int) -> list[_Column]:
    """Columns that fit into `room`: the widest give way first."""
    widths = [column.width for column in columns]
    while sum(widths) > max(room, len(widths)):
        widths[widths.index(max(widths))] -= 1
    return [replace(c, width=wide) for c, wide in zip(columns, widths, strict=True)]


def _side_by_side(columns: Sequence[_Column], room: int, gap: int) -> list[list[_Column]]:
    """Blocks of columns that fit beside the labels; a column too wide for all is broken."""
    blocks: list[list[_Column]] = [[]]
    taken = 0
    for column in columns:
        fitting = replace(column, width=min(column.width, room - gap))
        wide = fitting.width + gap
        if blocks[-1] and taken + wide > room:
            blocks.append([])
            taken = 0
        blocks[-1].append(fitting)
        taken += wide
    return blocks


def _lines(columns: Sequence[_Column], gap: int) -> Iterator[str]:
    """Lines of a table; a row takes as many as its longest cell."""
    for row in range(len(columns[0].cells)):
        for parts in zip_longest(*(column.lines(row) for column in columns), fillvalue=""):
            cells = [c.aligned(part) for c, part in zip(columns, parts, strict=True)]
            yield (" " * gap).join(cells).rstrip()
