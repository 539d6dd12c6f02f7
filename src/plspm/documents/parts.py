"""What a document is made of, whatever it is written as: paragraphs, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Style = Literal["", "italic", "bold", "sub", "code"]
Kind = Literal["text", "count", "number", "p", "interval"]


class Run(NamedTuple):
    """Characters of one style."""

    text: str
    style: Style = ""


Text: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a printed table.

    Attributes
    ----------
    heading : Text
    kind : {"text", "count", "number", "p", "interval"}
        What its cells are; an interval is a pair of numbers, which a workbook puts into two cells.
    bounded : bool
        Whether its numbers lie between -1 and 1 by definition: American style then writes no zero
        before the point.
    decimals : int or None
        At most; by default those of the document.
    aside : bool
        Whether paper leaves it out, for want of room; a workbook has it.
    """

    heading: Text
    kind: Kind = "number"
    bounded: bool = False
    decimals: int | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Tabulated:
    """A table: its numbers in full precision, and how they are printed.

    Attributes
    ----------
    key : str
        What it is: a sheet, an anchor and the index of a document call it so.
    title : Text
    columns : tuple of Column
    rows : tuple of tuple
        Cells: text, numbers, pairs of numbers, None or NaN for what is not there.
    stubs : int
        Columns at the left that name a row.
    notes : tuple of Text
        Printed below it.
    number : int
        Among the tables of the document; 0 before it is in one.
    """

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    stubs: int = 1
    notes: tuple[Text, ...] = ()
    number: int = 0

    def on_paper(self) -> Tabulated:
        """The table without what paper leaves out."""
        kept = [place for place, column in enumerate(self.columns) if not column.aside]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in self.rows),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A drawn figure.

    Attributes
    ----------
    key : str
    title : Text
    figure : matplotlib.figure.Figure
    description : str
        For those who do not see it.
    notes : tuple of Text
    number : int
        Among the pictures of the document; 0 before it is in one.
    """

    key: str
    title: Text
    figure: Figure
    description: str
    notes: tuple[Text, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Listing:
    """Paragraphs with a mark or a number each.

    Attributes
    ----------
    items : tuple of Text
    """

    items: tuple[Text, ...]


Block: TypeAlias = Paragraph | Listing | Tabulated | Picture


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A heading and what stands below it.

    Attributes
    ----------
    key : str
    heading : str
    blocks : tuple
    level : {1, 2}
        2 for a part of the section before.
    """

    key: str
    heading: str
    blocks: tuple[Block, ...]
    level: Literal[1, 2] = 1

    @property
    def introduced(self) -> bool:
        """Whether it begins with a paragraph above a table or picture, which are one with it."""
        first, after = (*self.blocks, None, None)[:2]
        return isinstance(first, Paragraph) and isinstance(after, Tabulated | Picture)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """Everything that is written, in the order of reading.

    Attributes
    ----------
    title, author : str
    words : Words
        The language, and how it writes numbers.
    sections : tuple of Section
    banner : Text
        What stands above all, where the data are simulated; else empty.
    """

    title: str
    author: str
    language: str
    words: Mapping[str, str]
    sections: tuple[Section, ...]
    banner: Text = ()

    @property
    def tables(self) -> Iterator[Tabulated]:
        """All tables, in their order."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Tabulated))
