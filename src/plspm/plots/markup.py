"""Names and numbers inside other languages: what there is a sign of the language is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

TEX: Final = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}$&#_%"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "`": r"\textasciigrave{}"}
    # Behind a line break these would be read as its options; a quotation mark may be active.
    | {"[": "{[}", "]": "{]}", "*": "{*}", '"': r"\char34{}"}
    | {"−": "$-$", "≥": r"$\geq$", "×": r"$\times$", "²": r"\textsuperscript{2}"}
    | {"→": r"$\to$", "–": "--", "\N{NO-BREAK SPACE}": "~", "\N{SOFT HYPHEN}": r"\-"}
)

DOT: Final = str.maketrans({"\\": r"\\", '"': r"\"", "&": "&amp;", "\n": r"\n", "\r": ""})

MERMAID: Final = str.maketrans(
    {sign: f"#{ord(sign)};" for sign in '#"<>&`*_~[](){}|.+-=$\n\r'} | {"\\": "#92;#8203;"}
)
"""Mermaid reads labels as Markdown, a list for example behind `1.`, and parts lines at a backslash
with an n, unless a space of no width stands between."""


def tex(lines: Iterable[str]) -> str:
    r"""Return lines as LaTeX.

    Examples
    --------
    >>> print(tex(["R&D_1", "50 %"]))
    R\&D\_1\\50 \%
    """
    return r"\\".join(line.translate(TEX) for line in lines)


def dot(lines: Iterable[str]) -> str:
    r"""Return lines as a string of Graphviz, quotation marks included.

    Examples
    --------
    >>> print(dot(['the "best"', "a&b"]))
    "the \"best\"\na&amp;b"
    """
    return '"' + r"\n".join(line.translate(DOT) for line in lines) + '"'


def mermaid(lines: Iterable[str]) -> str:
    """Return lines as a string of Mermaid, quotation marks included.

    Examples
    --------
    >>> mermaid(["EXP", "R² = 0.3"])
    '"EXP<br/>R² #61; 0#46;3"'
    """
    return '"' + "<br/>".join(line.translate(MERMAID) for line in lines) + '"'
