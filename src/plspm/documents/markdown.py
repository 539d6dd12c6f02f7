"""Documents as Markdown (CommonMark with pipe tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plspm.documents.numbers import NumberStyle
from plspm.documents.parts import Block, Document, Listing, Paragraph, Picture, Tabulated, Text
from plspm.documents.printed import Printed, printed

SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&!]")
WRAPPED: Mapping[str, tuple[str, str]] = {
    "": ("", ""),
    "italic": ("*", "*"),
    "bold": ("**", "**"),
    "sub": ("<sub>", "</sub>"),
}


def as_markdown(document: Document, style: NumberStyle, pictures: Mapping[str, str]) -> str:
    """Write a document.

    Parameters
    ----------
    document : Document
    style : NumberStyle
    pictures : mapping of str to str
        Names of the files of pictures by their keys.
    """
    return "\n\n".join(_parts(document, style, pictures)) + "\n"


def escaped(text: str) -> str:
    r"""Text of data with nothing that Markdown or HTML would act on, in one line.

    Examples
    --------
    >>> print(escaped("a|b *c* 1. <d>"))
    a\|b \*c\* 1. \<d\>
    """
    return SPECIAL.sub(_backslash, " ".join(text.split()))


def marked(text: Text) -> str:
    """Text with its styles."""
    return "".join(map(_run, text))


def _run(run: tuple[str, str]) -> str:
    text, style = run
    if style == "code":
        return f"`{text.replace('`', '')}`"
    before, after = WRAPPED[style]
    return f"{before}{SPECIAL.sub(_backslash, text)}{after}"


def _backslash(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _parts(document: Document, style: NumberStyle, pictures: Mapping[str, str]) -> Iterator[str]:
    words = document.words
    yield f"# {escaped(document.title)}"
    if document.author:
        yield escaped(words["by"].format(author=document.author))
    if document.banner:
        yield f"> **{marked(document.banner)}**"
    for section in document.sections:
        yield f"{'#' * (section.level + 1)} {escaped(section.heading)}"
        for block in section.blocks:
            yield from _block(block, words, style, pictures)


def _block(
    block: Block, words: Mapping[str, str], style: NumberStyle, pictures: Mapping[str, str]
) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield marked(block.text)
    elif isinstance(block, Listing):
        yield "\n".join(f"- {marked(item)}" for item in block.items)
    elif isinstance(block, Tabulated):
        yield _caption(words["table"], block)
        yield from map(_table, printed(block, style))
        yield from _notes(block, words)
    else:
        yield _caption(words["figure"], block)
        yield f"![{escaped(block.description)}]({pictures[block.key]})"
        yield from _notes(block, words)


def _caption(word: str, block: Tabulated | Picture) -> str:
    return f"**{word} {block.number}**\n*{marked(block.title)}*".replace("\n*", "  \n*")


def _table(table: Printed) -> str:
    rules = ["---" if words else "---:" for words in table.words]
    heads = [marked(heading) for heading in table.headings]
    body = [[escaped(cell) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, rules, *body])


def _notes(block: Tabulated | Picture, words: Mapping[str, str]) -> Iterator[str]:
    if block.notes:
        yield f"*{words['note']}* {' '.join(map(marked, block.notes))}"
