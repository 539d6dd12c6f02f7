"""Documents as workbooks: a sheet a table, numbers in full precision, no cell that runs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from plspm.documents.characters import printable
from plspm.documents.numbers import NumberStyle
from plspm.documents.parts import Column, Document, Listing, Picture, Tabulated
from plspm.documents.pictures import drawn, inches
from plspm.documents.words import as_plain
from plspm.report.csv_files import would_run

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MARK: Final = "Written by plspm.write_report"
"""Among the properties of every workbook."""
LONGEST_CELL: Final = 32767
LONGEST_NAME: Final = 31
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']|[^\w\s.,;()&+–-]")
WIDEST: Final = 60
"""Characters of a column."""
WIDE: Final = 100
"""The same of running text."""
LINE: Final = 15
"""Height of a line of text, in points."""
NOTED: Final = 8
"""Columns that a note stands below, at least."""
A4: Final = 9
HEAD: Final = 2
"""Row of the headings of a table."""


class Pen:
    """Writes cells; every format is made once."""

    def __init__(self, book: Workbook, style: NumberStyle) -> None:
        self._book = book
        self._style = style
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def look(self, **properties: object) -> Format:
        """The format of some properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def text(self, sheet: Worksheet, row: int, place: int, text: str, **properties: object) -> None:
        """Write text, whatever it looks like: it is no formula, and none when it is edited."""
        shown = printable(text)[:LONGEST_CELL]
        quoted = {"quote_prefix": True} if would_run(shown) else {}
        sheet.write_string(row, place, shown, self.look(**properties, **quoted))

    def value(self, sheet: Worksheet, row: int, place: int, value: object, column: Column) -> None:
        """Write a number as it is, shown with the decimals of the document; a dash for none."""
        if isinstance(value, Real) and not _is_flag(value) and math.isfinite(float(value)):
            shown = self._format(column, whole=isinstance(value, Integral))
            sheet.write_number(row, place, float(value), self.look(num_format=shown, valign="top"))
        else:
            side: dict[str, object] = {"align": "right"}
            if column.kind == "text":
                side = {"align": "left", "indent": min(place, 1), "text_wrap": True}
            self.text(sheet, row, place, self.shown(value, column), valign="top", **side)

    def _format(self, column: Column, *, whole: bool) -> str:
        """How a spreadsheet shows a number; its language chooses the decimal mark."""
        if column.kind == "p":
            return f'[<0.001]"{self.shown(0.0, column)}";0.000'
        places = min(self._style.decimals, 15 if column.decimals is None else column.decimals)
        whole = whole or column.kind == "count" or not places
        return "0" if whole else f"0.{'0' * places}"

    def shown(self, value: object, column: Column) -> str:
        """What a cell shows."""
        return self._style.cell(value, column)


def _is_flag(value: object) -> bool:
    return type(value).__name__ == "bool"


def is_report(path: Path) -> bool:
    """Whether a file is a workbook that was written here, and holds no one's data."""
    try:
        with ZipFile(path) as parts:
            return MARK.encode() in parts.read("docProps/core.xml")
    except (BadZipFile, KeyError, OSError):  # no workbook, or one that cannot be read
        return False


def as_workbook(document: Document, style: NumberStyle) -> bytes:
    """Write a document."""
    import xlsxwriter

    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties(
        {"title": document.title[:255], "author": document.author[:255], "comments": MARK}
    )
    pen = Pen(book, style)
    blocks = [block for section in document.sections for block in section.blocks]
    sheets = [block for block in blocks if isinstance(block, Tabulated | Picture)]
    names = dict(zip(map(id, sheets), _names(document, sheets), strict=True))
    _overview(book.add_worksheet(_name(document.words["contents"])), document, names, pen)
    for block in sheets:
        sheet = book.add_worksheet(names[id(block)])
        if isinstance(block, Tabulated):
            _table(sheet, block, document, pen)
        else:
            _picture(sheet, block, document, pen)
    book.close()
    return content.getvalue()


def _name(text: str) -> str:
    """A name that a sheet can have."""
    return FORBIDDEN.sub(" ", text)[:LONGEST_NAME].strip() or "-"


def _names(document: Document, sheets: list[Tabulated | Picture]) -> Iterator[str]:
    """Names of sheets in their order: the number of a table, and as much of its title as fits."""
    figure = document.words["figure"]
    for block in sheets:
        before = "" if isinstance(block, Tabulated) else f"{figure} "
        yield _name(f"{before}{block.number} {as_plain(block.title)}")


def _overview(sheet: Worksheet, document: Document, names: dict[int, str], pen: Pen) -> None:
    """Title, method and what stands on which sheet."""
    rows = count()
    sheet.set_column(0, 0, WIDE + 10)
    _paged(sheet)
    pen.text(sheet, next(rows), 0, document.title, bold=True, font_size=14)
    if document.author:
        pen.text(sheet, next(rows), 0, document.words["by"].format(author=document.author))
    if document.banner:
        pen.text(sheet, next(rows), 0, as_plain(document.banner), bold=True)
    for section in document.sections:
        next(rows)
        pen.text(sheet, next(rows), 0, section.heading, bold=True)
        for block in section.blocks:
            if isinstance(block, Tabulated | Picture):
                shown = f"{block.number}  {as_plain(block.title)}"
                sheet.write_url(next(rows), 0, f"internal:'{names[id(block)]}'!A1", string=shown)
                continue
            for text in block.items if isinstance(block, Listing) else [block.text]:
                row, said = next(rows), as_plain(text)
                pen.text(sheet, row, 0, said, text_wrap=True, valign="top")
                sheet.set_row(row, LINE * (1 + len(said) // WIDE))


def _head(sheet: Worksheet, block: Tabulated | Picture, document: Document, pen: Pen) -> None:
    word = document.words["table" if isinstance(block, Tabulated) else "figure"]
    pen.text(sheet, 0, 0, f"{word} {block.number}. {as_plain(block.title)}", bold=True)
    if document.banner:
        pen.text(sheet, 1, 0, as_plain(document.banner), italic=True)


def _table(sheet: Worksheet, table: Tabulated, document: Document, pen: Pen) -> None:
    _head(sheet, table, document, pen)
    widths: list[int] = []
    lines = [1] * len(table.rows)
    for place, (source, end) in enumerate(_sources(table)):
        column = table.columns[source]
        heading = as_plain(column.heading)
        heading += f" {document.words[('lower', 'upper')[end]]}" if end is not None else ""
        side = "left" if column.kind == "text" else "right"
        rules = {"bottom": 1, "top": 2, "align": side, "valign": "bottom", "text_wrap": True}
        pen.text(sheet, HEAD, place, heading, bold=True, **rules)
        values = [_end(cells[source], end) for cells in table.rows]
        for row, value in enumerate(values, start=HEAD + 1):
            pen.value(sheet, row, place, value, column)
        lengths = [len(pen.shown(value, column)) for value in values]
        widths.append(max(min(max(lengths, default=0), WIDEST), _two_lines(heading), 8) + 2)
        lines = [max(n, 1 + length // WIDEST) for n, length in zip(lines, lengths, strict=True)]
        sheet.set_column(place, place, widths[-1])
    sheet.set_row(HEAD, 2 * LINE)
    for row, tall in enumerate(lines, start=HEAD + 1):
        if tall > 1:
            sheet.set_row(row, LINE * tall)
    _notes(sheet, table, widths, pen)
    sheet.freeze_panes(HEAD + 1, table.stubs)
    _paged(sheet)


def _notes(sheet: Worksheet, table: Tabulated, widths: list[int], pen: Pen) -> None:
    """Notes below a table, broken into lines as wide as some columns together."""
    columns = max(len(widths), NOTED)
    wide = sum(widths) + 8 * (columns - len(widths))
    look = pen.look(text_wrap=True, valign="top", font_size=9)
    for row, note in enumerate(table.notes, start=HEAD + len(table.rows) + 2):
        said = as_plain(note)
        sheet.merge_range(row, 0, row, columns - 1, "", look)
        pen.text(sheet, row, 0, said, text_wrap=True, valign="top", font_size=9)
        sheet.set_row(row, LINE * (1 + len(said) // wide))


def _two_lines(heading: str) -> int:
    """Characters of a column whose heading takes two lines."""
    return max(len(heading) // 2, max(map(len, heading.split()), default=0)) + 1


def _paged(sheet: Worksheet) -> None:
    """Print all columns on one page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _sources(table: Tabulated) -> Iterator[tuple[int, int | None]]:
    for source, column in enumerate(table.columns):
        ends: tuple[int | None, ...] = (0, 1) if column.kind == "interval" else (None,)
        yield from ((source, end) for end in ends)


def _end(value: object, end: int | None) -> object:
    return value[end] if end is not None and isinstance(value, tuple) else value


def _picture(sheet: Worksheet, picture: Picture, document: Document, pen: Pen) -> None:
    _head(sheet, picture, document, pen)
    image = BytesIO(drawn(picture, "png"))
    about = {"image_data": image, "description": printable(picture.description)}
    sheet.insert_image(HEAD, 0, f"{picture.key}.png", about)
    _paged(sheet)
    width, height = inches(picture)
    if height > width:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
