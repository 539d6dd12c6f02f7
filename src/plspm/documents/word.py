"""Documents as Word files: real headings, real tables, captions that Word numbers."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final

from plspm.documents.characters import printable
from plspm.documents.numbers import NumberStyle
from plspm.documents.parts import Block, Document, Listing, Paragraph, Picture, Tabulated, Text
from plspm.documents.pictures import drawn, inches
from plspm.documents.printed import Printed, breakable, printed
from plspm.documents.word_styles import MARGIN, PAGE, prepared
from plspm.documents.words import plain
from plspm.plots.wrapping import SOFT_HYPHEN

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.shared import Length
    from docx.table import _Row
    from docx.text.paragraph import Paragraph as WordParagraph

SIZES: Final = (("", 100.0), ("Small", 114.0))
"""Of the letters in a table, and how many fit beside each other."""
INDENT: Final = 5
"""Of text in a table, in points."""
SHORT: Final = 12
"""Rows of a table that stays on one page."""
FEW: Final = 30
"""Lines of such a table, where names are broken."""
BESIDES: Final = 1.9
"""Inches of the page of a picture for headings, caption and note."""
Words = Mapping[str, str]


def as_word(document: Document, style: NumberStyle) -> bytes:
    """Write a document."""
    file = prepared(document)
    words = document.words
    file.add_heading(printable(document.title), 0)
    if document.author:
        file.add_paragraph(printable(words["by"].format(author=document.author)))
    if document.banner:
        _write(file.add_paragraph(style="Banner"), document.banner)
    for section in document.sections:
        file.add_heading(printable(section.heading), section.level)
        for place, block in enumerate(section.blocks):
            _add(file, block, words, style, kept=place == 0 and section.introduced)
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _add(
    file: WordDocument, block: Block, words: Words, style: NumberStyle, *, kept: bool = False
) -> None:
    """Write a block; a paragraph that is kept stays on the page of what follows."""
    if isinstance(block, Paragraph):
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True if kept else None
        _write(paragraph, block.text)
    elif isinstance(block, Listing):
        for item in block.items:
            _write(file.add_paragraph(style="Reference"), item)
    elif isinstance(block, Picture):
        _caption(file, words["figure"], block)
        _picture(file, block)
        _notes(file, block, words)
    else:
        _caption(file, words["table"], block)
        small, room, parts = _laid_out(block, style)
        for part in parts:
            if part.part > 1:  # or Word would join two tables
                file.add_paragraph(style="Between")
            _table(file, part, room, small)
        _notes(file, block, words)


def _laid_out(block: Tabulated, style: NumberStyle) -> tuple[str, float, list[Printed]]:
    """A table whole if it can be, in smaller letters if it must be, and in parts if need be."""
    tried = [(small, room, printed(block, style, room)) for small, room in SIZES]
    whole = [layout for layout in tried if len(layout[-1]) == 1]
    unbroken = (layout for layout in whole if not layout[-1][0].breaks(layout[1]))
    return next(unbroken, whole[0] if whole else tried[-1])


def _write(paragraph: WordParagraph, text: Text) -> None:
    for run in text:
        added = paragraph.add_run(printable(run.text))
        added.italic = True if run.style == "italic" else None
        added.bold = True if run.style == "bold" else None
        added.font.subscript = True if run.style == "sub" else None


def _caption(file: WordDocument, word: str, block: Tabulated | Picture) -> None:
    """Number above title, the number a field that lists of tables and references go by."""
    above = file.add_paragraph(style="Caption")
    above.add_run(f"{word} ")
    _field(above, f"SEQ {word} \\* ARABIC", str(block.number))
    _write(file.add_paragraph(style="Table Title"), block.title)


def _field(paragraph: WordParagraph, instruction: str, shown: str) -> None:
    """A field that Word computes anew; `shown` stands there until it does."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(paragraph.add_run(shown)._r)
    paragraph._p.append(field)


def _picture(file: WordDocument, picture: Picture) -> None:
    from docx.shared import Inches

    width, height = inches(picture)
    width *= min(1.0, (PAGE[0] - 2 * MARGIN) / width, (PAGE[1] - 2 * MARGIN - BESIDES) / height)
    paragraph = file.add_paragraph(style="Picture")
    shape = paragraph.add_run().add_picture(BytesIO(drawn(picture, "png")), width=Inches(width))
    about = shape._inline.docPr
    about.set("descr", printable(picture.description))
    about.set("title", printable("".join(run.text for run in picture.title)))


def _notes(file: WordDocument, block: Tabulated | Picture, words: Words) -> None:
    paragraph = file.add_paragraph(style="Table Note")
    if block.notes:
        paragraph.add_run(words["note"]).italic = True
    for note in block.notes:
        _write(paragraph, (*plain(" "), *note))


def _table(file: WordDocument, part: Printed, room: float, small: str) -> None:
    from docx.shared import Pt

    table = file.add_table(rows=len(part.rows) + 1, cols=len(part.headings), style="APA")
    table.autofit = False
    widths, indent = _widths(part, room), Pt(INDENT)
    wide, short = part.fitted(room), _is_short(part, room)
    rows = list(table.rows)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, row in enumerate(rows):
        _keep_whole(row)
        if place == 0:
            _repeat_heading(row)
        kept = "Kept" if _goes_on(part, place, len(rows), short) else ""
        for column, cell in enumerate(row.cells):
            cell.width = widths[column]
            paragraph = cell.paragraphs[0]
            kind = "Text" if part.words[column] else "Number"
            paragraph._p.style = f"Cell{kind}{small}{kept}"
            if part.words[column] and column >= part.stubs:  # apart from a number before it
                paragraph.paragraph_format.left_indent = indent
            if place == 0:
                _write(paragraph, part.headings[column])
            elif not (column < part.stubs and part.repeats[place - 1][column]):
                text = printable(part.rows[place - 1][column])
                _broken(paragraph, breakable(text, wide[column]) if part.words[column] else text)


def _broken(paragraph: WordParagraph, text: str) -> None:
    """Text in which soft hyphens are those of Word, which shows them at the ends of lines only."""
    from docx.oxml import OxmlElement

    first, *others = text.split(SOFT_HYPHEN)
    paragraph.add_run(first)
    for other in others:
        run = paragraph.add_run(other)
        run._r.insert(0, OxmlElement("w:softHyphen"))


def _is_short(part: Printed, room: float) -> bool:
    """Whether a table stays on one page."""
    return len(part.rows) < SHORT and sum(part.lines(room)) <= FEW


def _goes_on(part: Printed, place: int, rows: int, short: bool) -> bool:
    """Whether a row stays on the page of what follows: the head, short tables, the end of others.

    No note stands alone on a page.
    """
    if part.part == part.parts and part.table.notes and place >= rows - 2:
        return True
    return place < rows - 1 and (place == 0 or short)


def _repeat_heading(row: _Row) -> None:
    """The head of a table stands on every page that it reaches."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: _Row) -> None:
    """No row goes on on the next page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _widths(part: Printed, room: float) -> list[Length]:
    """Widths of columns by the characters that they want, within the page."""
    from docx.shared import Inches

    inch = (PAGE[0] - 2 * MARGIN) / room
    return [Inches(inch * width) for width in part.fitted(room)]
