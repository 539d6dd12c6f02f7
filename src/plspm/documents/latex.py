"""Documents as LaTeX: booktabs, tables that go on on the next page, any engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from plspm.documents.characters import printable
from plspm.documents.numbers import NumberStyle
from plspm.documents.parts import (
    Block,
    Document,
    Listing,
    Paragraph,
    Picture,
    Section,
    Tabulated,
    Text,
)
from plspm.documents.pictures import inches
from plspm.documents.printed import GAP, LONGEST_WORD, Printed, extent, printed
from plspm.documents.words import as_plain

ROOM: Final = 98.0
"""Characters that fit beside each other in a table."""
HEADING: Final = 5
"""Lines of a heading with the space around it."""
SHORT: Final = 12
"""Rows of a table that stays on one page."""
FEW: Final = 30
"""Lines of such a table, where names are broken."""
TALLEST: Final = 1.15
"""Height of a picture that has a page with its caption and note, in widths of a line."""
PIECE: Final = 10
"""Characters of a long word that stay together."""
BROKEN: Final = 24.0
"""Characters of a column of text that may be broken into lines."""
LANGUAGES: Final = {"en": "english", "de": "german", "es": "spanish"}

HEAD: Final = r"""\documentclass[10pt,a4paper]{article}
\usepackage{iftex}
\ifpdftex
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{lmodern}
\fi
\usepackage[margin=2.5cm]{geometry}
\usepackage{array,booktabs,longtable,graphicx,textcomp}
\usepackage{caption}
\captionsetup{labelsep=newline,labelfont=bf,textfont=it,justification=raggedright,
  singlelinecheck=false,position=top}
\setlength{\LTleft}{0pt}
\setlength{\LTpost}{3pt}
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt}
\setlength{\emergencystretch}{3em}
% A character that the fonts of pdflatex lack is named there, and printed by newer engines.
\newcommand{\plspmchar}[2]{\ifpdftex\texttt{U+#1}\else#2\fi}
% A new page where the rest of this one is less than so much.
\newcommand{\needroom}[1]{\par\begingroup\dimen0=\pagegoal\advance\dimen0 by -\pagetotal
  \ifdim\dimen0<#1\ifdim\pagetotal>0pt\newpage\fi\fi\endgroup}
\newcommand{\ragged}{\rightskip=0pt plus 4em\relax\arraybackslash\hspace{0pt}}
\newenvironment{tablenote}{\par\footnotesize\raggedright}{\par\medskip}
"""

SPECIAL: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_\allowbreak{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    "-": "-{}",
    "²": r"\textsuperscript{2}",
    "–": "--",
    "−": "$-$",
    "→": r"$\rightarrow$",
    "×": r"$\times$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "∞": r"$\infty$",
    "√": r"$\surd$",
    "α": r"$\alpha$",
    "ρ": r"$\rho$",
    "χ": r"$\chi$",
    "’": "'",
    "‘": "`",
    "“": "``",
    "”": "''",
    "…": r"\ldots{}",
}
STYLES: Final = {
    "": "{}",
    "italic": r"\textit{{{}}}",
    "bold": r"\textbf{{{}}}",
    "sub": r"\textsubscript{{{}}}",
    "code": r"\texttt{{{}}}",
}


def as_latex(document: Document, style: NumberStyle, pictures: Mapping[str, str]) -> str:
    """Write a document.

    Parameters
    ----------
    document : Document
    style : NumberStyle
    pictures : mapping of str to str
        Names of the files of pictures by their keys.
    """
    return "\n".join(_parts(document, style, pictures)) + "\n"


def escaped(text: str) -> str:
    r"""Text of data that TeX prints and does not read.

    Examples
    --------
    >>> print(escaped(r"\input{a} 5%"), escaped("中"))
    \textbackslash{}input\{a\} 5\% \plspmchar{4E2D}{中}
    """
    return " ".join(map(_word, printable(text).split()))


def marked(text: Text) -> str:
    """Text with its styles, spaces at the ends of runs kept."""
    return "".join(STYLES[run.style].format(_kept(run.text)) for run in text)


def _kept(text: str) -> str:
    """Text escaped, spaces at its ends kept."""
    before = " " if text[:1] == " " else ""
    after = " " if text.strip() and text[-1:] == " " else ""
    return before + escaped(text) + after


def _word(word: str) -> str:
    """A long word may be broken where no patterns of hyphenation know better."""
    parts = [word]
    if extent(word) > LONGEST_WORD:
        parts = [word[place : place + PIECE] for place in range(0, len(word), PIECE)]
    return r"\penalty800 ".join("".join(map(_letter, part)) for part in parts)


def _letter(letter: str) -> str:
    if letter in SPECIAL:
        return SPECIAL[letter]
    if ord(letter) < 0x180:  # Latin letters, which T1 has
        return letter
    return rf"\plspmchar{{{ord(letter):04X}}}{{{letter}}}"


def _parts(document: Document, style: NumberStyle, pictures: Mapping[str, str]) -> Iterator[str]:
    words = document.words
    yield HEAD + _language(document)
    yield r"\begin{document}"
    yield rf"\renewcommand{{\tablename}}{{{escaped(words['table'])}}}"
    yield rf"\renewcommand{{\figurename}}{{{escaped(words['figure'])}}}"
    yield rf"{{\LARGE\bfseries\raggedright {escaped(document.title)}\par}}"
    if document.author:
        yield rf"{{\large {escaped(words['by'].format(author=document.author))}\par}}"
    if document.banner:
        yield rf"\fbox{{\parbox{{0.96\linewidth}}{{\bfseries {marked(document.banner)}}}}}"
    for section in document.sections:
        command = "section" if section.level == 1 else "subsection"
        yield rf"\needroom{{{_room(section, style)}}}"
        yield rf"\{command}*{{{escaped(section.heading)}}}"
        for block in section.blocks:
            yield from _block(block, words, style, pictures)
    yield r"\end{document}"


def _room(section: Section, style: NumberStyle) -> str:
    """What a heading needs below it: what comes first, or its beginning."""
    first = next(iter(section.blocks), None)
    if isinstance(first, Tabulated):
        return rf"{_lines(printed(first, style, ROOM)[0]) + HEADING}\baselineskip"
    if section.introduced and isinstance(table := section.blocks[1], Tabulated):
        return rf"{_lines(printed(table, style, ROOM)[0]) + 2 * HEADING}\baselineskip"
    if not isinstance(first, Picture):
        return rf"{9 if first else 9 + HEADING}\baselineskip"
    width, height = inches(first)
    return rf"\dimexpr {min(height / width, TALLEST):.2f}\linewidth + 9\baselineskip\relax"


def _lines(part: Printed) -> int:
    """What a table needs of a page to begin there: all of a short one."""
    lines = sum(part.lines(ROOM))
    return 7 + (lines if len(part.rows) <= SHORT and lines <= FEW else 0)


def _language(document: Document) -> str:
    name = LANGUAGES.get(document.language)
    if name is None:
        return ""
    return f"\\usepackage{{babel}}\n\\babelprovide[import,main]{{{name}}}\n"


def _block(
    block: Block, words: Mapping[str, str], style: NumberStyle, pictures: Mapping[str, str]
) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield marked(block.text) + "\n"
    elif isinstance(block, Listing):
        for item in block.items:
            yield rf"\hangindent=2em\hangafter=1 {marked(item)}" + "\n"
    elif isinstance(block, Picture):
        yield r"\begin{figure}[!htbp]"
        yield rf"\caption{{{marked(block.title)}}}"
        size = rf"width=\linewidth,height={TALLEST}\linewidth,keepaspectratio"
        yield rf"\includegraphics[{size}]{{{pictures[block.key]}}}"
        yield from _notes(block, words)
        yield r"\end{figure}"
    else:
        for part in printed(block, style, ROOM):
            yield rf"\needroom{{{_lines(part)}\baselineskip}}"
            yield from _table(part)
        yield from _notes(block, words)


def _notes(block: Tabulated | Picture, words: Mapping[str, str]) -> Iterator[str]:
    if block.notes:
        notes = " ".join(map(marked, block.notes))
        yield rf"\begin{{tablenote}}\textit{{{escaped(words['note'])}}} {notes}\end{{tablenote}}"


def _table(part: Printed) -> Iterator[str]:
    yield rf"{{\footnotesize\setlength{{\tabcolsep}}{{3pt}}\begin{{longtable}}{{{_columns(part)}}}"
    if part.part == 1:
        yield rf"\caption{{{marked(part.table.title)}}}\\"
    heads = zip(part.headings, part.words, part.fitted(ROOM), strict=True)
    head = " & ".join(_heading(*each) for each in heads)
    head = rf"\toprule {head} \\ \midrule"
    # Below the head of a later page stands no second caption.
    yield rf"{head}\endfirsthead {head}\endhead \bottomrule\endfoot"
    for row, repeated in zip(part.rows, part.repeats, strict=True):
        labels = [
            "" if again else escaped(cell)
            for cell, again in zip(row[: part.stubs], repeated, strict=True)
        ]
        cells = [*labels, *map(escaped, row[part.stubs :])]
        yield rf"{' & '.join(map(_guarded, cells))} \\"
    yield r"\end{longtable}}"
    if part.part > 1:  # parts of a table share its number
        yield r"\addtocounter{table}{-1}"


def _heading(heading: Text, words: bool, width: float) -> str:
    """A heading that is wider than its column has a word a line."""
    side, shown = "l" if words else "r", marked(heading)
    if extent(as_plain(heading)) + GAP > width:
        lines = shown.replace(" ", r"\\")
        shown = rf"\shortstack[{side}]{{{lines}}}"
    return rf"\multicolumn{{1}}{{{side}}}{{{shown}}}"


def _guarded(cell: str) -> str:
    """A bracket at the beginning of a row would be read as an option of the one before."""
    return f"{{}}{cell}" if cell.startswith(("[", "*")) else cell


def _columns(part: Printed) -> str:
    """Numbers to the right; text that is long, or shall be broken, in columns of a width."""
    columns = zip(part.words, part.fitted(ROOM), part.wanted, strict=True)
    return "@{}" + "".join(_column(*each) for each in columns)


def _column(words: bool, width: float, wanted: float) -> str:
    if not words:
        return "r"
    if wanted <= min(width, BROKEN):
        return "l"
    return rf">{{\ragged}}p{{{(width - GAP) / ROOM:.3f}\linewidth}}"
