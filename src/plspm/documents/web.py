"""Documents as one HTML file: no script, no network, for screen, print, keyboard and the dark."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from importlib import resources

from plspm.documents.characters import printable
from plspm.documents.numbers import NumberStyle
from plspm.documents.parts import Block, Document, Listing, Paragraph, Picture, Tabulated, Text
from plspm.documents.pictures import drawn
from plspm.documents.printed import Printed, printed

TAGS: Mapping[str, str] = {"italic": "i", "bold": "b", "sub": "sub", "code": "code"}
SHORT = 20
"""Rows of a table that stays on one page."""
PORTRAIT = 150.0
"""Characters beside each other that a page held upright has room for."""
LONG = 24
"""Characters of a text that is given room."""


def as_web_page(document: Document, style: NumberStyle) -> str:
    """Write a document."""
    words = document.words
    sheet = resources.files("plspm.documents").joinpath("page.css").read_text(encoding="utf-8")
    body = "\n".join(_body(document, style))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{safe(document.title)}</title>\n<style>\n{sheet}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{safe(words["skip"])}</a>\n{body}\n</body>\n</html>\n'
    )


def safe(text: str) -> str:
    """Text of data that HTML shows and does not read.

    Examples
    --------
    >>> safe("<b onclick='x'>")
    '&lt;b onclick=&#x27;x&#x27;&gt;'
    """
    return escape(printable(text))


def cell_text(text: str) -> str:
    """Text of a cell, in which a long name may go on on the next line after an underscore.

    Examples
    --------
    >>> cell_text("EXP_a"), cell_text("Kundenzufriedenheit_Frage_1")
    ('EXP_a', 'Kundenzufriedenheit_<wbr>Frage_<wbr>1')
    """
    shown = safe(text)
    return shown.replace("_", "_<wbr>") if len(text) > LONG else shown


def marked(text: Text) -> str:
    """Text with its styles."""
    return "".join(
        f"<{TAGS[run.style]}>{safe(run.text)}</{TAGS[run.style]}>" if run.style else safe(run.text)
        for run in text
    )


def _body(document: Document, style: NumberStyle) -> Iterator[str]:
    words = document.words
    yield f"<header>\n<h1>{safe(document.title)}</h1>"
    if document.author:
        yield f'<p class="author">{safe(words["by"].format(author=document.author))}</p>'
    if document.banner:
        yield f'<p class="banner" role="note"><b>{marked(document.banner)}</b></p>'
    yield "</header>"
    yield f'<nav aria-label="{safe(words["contents"])}">\n<h2>{safe(words["contents"])}</h2>\n<ol>'
    for section in document.sections:
        if section.level == 1:
            yield f'<li><a href="#{section.key}">{safe(section.heading)}</a></li>'
    yield '</ol>\n</nav>\n<main id="main" tabindex="-1">'
    for section in document.sections:
        level = section.level + 1
        yield f'<section aria-labelledby="{section.key}">'
        yield f'<h{level} id="{section.key}">{safe(section.heading)}</h{level}>'
        for block in section.blocks:
            yield from _block(block, words, style)
        yield "</section>"
    yield "</main>"


def _block(block: Block, words: Mapping[str, str], style: NumberStyle) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"<p>{marked(block.text)}</p>"
    elif isinstance(block, Listing):
        items = "\n".join(f"<li>{marked(item)}</li>" for item in block.items)
        yield f'<ul class="references">\n{items}\n</ul>'
    elif isinstance(block, Picture):
        image = b64encode(drawn(block, "svg")).decode("ascii")
        yield f'<figure id="figure-{block.number}">\n<figcaption>'
        yield f"{_caption(words['figure'], block)}</figcaption>"
        yield (
            f'<img alt="{safe(block.description)}" src="data:image/svg+xml;base64,{image}">'
            f"{_notes(block, words)}\n</figure>"
        )
    else:
        (table,) = printed(block, style)
        # A table wider than the screen is moved with the arrow keys once it has the focus.
        yield (
            f'<div class="{_region(table)}" role="region" tabindex="0" '
            f'aria-labelledby="caption-{block.number}">'
        )
        yield from _table(table, words)
        yield f"</div>{_notes(block, words, _wide(table))}"


def _caption(word: str, block: Tabulated | Picture) -> str:
    return f"<b>{safe(word)} {block.number}</b> <i>{marked(block.title)}</i>"


def _notes(block: Tabulated | Picture, words: Mapping[str, str], kind: str = "") -> str:
    if not block.notes:
        return ""
    notes = " ".join(map(marked, block.notes))
    return f'\n<p class="note{kind}"><i>{safe(words["note"])}</i> {notes}</p>'


def _table(table: Printed, words: Mapping[str, str]) -> Iterator[str]:
    block = table.table
    yield f'<table id="table-{block.number}">'
    yield (
        f'<caption id="caption-{block.number}">{_caption(words["table"], block)}</caption>\n'
        "<thead>\n<tr>"
    )
    for heading, words_in in zip(table.headings, table.words, strict=True):
        yield f'<th scope="col"{_side(words_in)}>{marked(heading)}</th>'
    yield "</tr>\n</thead>\n<tbody>"
    for row, spans in zip(table.rows, _spans(table), strict=True):
        cells = [
            _label(cell, span)
            for cell, span in zip(row[: table.stubs], spans, strict=True)
            if span > 0
        ]
        cells += [
            f"<td{_side(words_in, cell)}>{cell_text(cell)}</td>"
            for cell, words_in in zip(row[table.stubs :], table.words[table.stubs :], strict=True)
        ]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>\n</table>"


def _label(cell: str, span: int) -> str:
    scope = f'"rowgroup" rowspan="{span}"' if span > 1 else '"row"'
    return f"<th scope={scope}{_side(True, cell)}>{cell_text(cell)}</th>"


def _side(words: bool, cell: str = "") -> str:
    """Text stands to the left, and long text has room on a phone as well."""
    if not words:
        return ""
    return ' class="text long"' if len(cell) > LONG else ' class="text"'


def _region(table: Printed) -> str:
    """Classes of the frame around a table.

    A short one is not broken when it is printed, and a wide one stands on a page of its own kind.
    """
    short = " short" if len(table.rows) <= SHORT else ""
    return f"table{short}{_wide(table)}"


def _wide(table: Printed) -> str:
    """A class of what is too wide for a page held upright."""
    return " wide" if sum(table.least) > PORTRAIT else ""


def _spans(table: Printed) -> list[list[int]]:
    """Rows that a label spans; 0 where that of a row above reaches down."""
    spans: list[list[int]] = []
    begins = [0] * table.stubs
    for place, repeated in enumerate(table.repeats):
        spans.append([0 if again else 1 for again in repeated])
        for stub, again in enumerate(repeated):
            if again:
                spans[begins[stub]][stub] += 1
            else:
                begins[stub] = place
    return spans
