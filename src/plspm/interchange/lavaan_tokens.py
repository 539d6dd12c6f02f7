"""Lavaan text to tokens, and tokens to statements: operator, what is left and right of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from plspm.model.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["name", "number", "text", "operator", "sign", "end", "foreign"]

_TOKEN: Final = re.compile(
    r"""
    (?P<blank>[^\S\n]+|[\#!][^\n]*)
    |(?P<end>[\n;])
    |(?P<text>"[^"\n]*"|'[^'\n]*')
    |(?P<operator>=~|<~|~\*~|~~|:=|==|[<>|]|~)
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
    |(?P<name>[\w.]+)
    |(?P<sign>[-+*/^?:,()])
    |(?P<foreign>.)
    """,
    re.VERBOSE,
)
LONGEST: Final = 70
BLOCK_WORDS: Final = frozenset({"group", "level", "block", "class"})


class Token(NamedTuple):
    """A piece of lavaan text."""

    kind: Kind
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Statement:
    """A formula: its operator, and the tokens left and right of it.

    The operator of what is no formula is empty; then all tokens are left of it.
    """

    operator: str
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    place: Place

    @property
    def text(self) -> str:
        """The formula as one line, cut where it is long."""
        parts = [_joined(self.left), self.operator, _joined(self.right)]
        line = " ".join(filter(None, parts))
        return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"

    def terms(self) -> Iterator[tuple[Token, ...]]:
        """Cut the right side at each ``+`` that stands in no brackets."""
        return cut(self.right, {"+"})


def statements_of(text: str) -> Iterator[Statement]:
    r"""Cut a lavaan text into statements.

    Parameters
    ----------
    text : str
        Model text; ``#`` and ``!`` begin comments. A line without an operator goes on with the
        statement before it.

    Examples
    --------
    >>> [found.text for found in statements_of("A =~ a +  # items\n  2*b; B ~ A")]
    ['A =~ a + 2*b', 'B ~ A']
    """
    statement: list[Token] = []
    for line in _lines(text):
        begins = any(token.kind == "operator" for token in line) or _is_block(line)
        if begins and statement and not _is_open(statement):
            yield _statement(statement)
            statement = []
        statement += line
    if statement:
        yield _statement(statement)


def cut(tokens: Sequence[Token], signs: set[str]) -> Iterator[tuple[Token, ...]]:
    """Cut tokens at signs outside of brackets; what is between two signs may be empty."""
    part: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")")
        if token.text in signs and token.kind == "sign" and depth == 0:
            yield tuple(part)
            part = []
        else:
            part.append(token)
    yield tuple(part)


def _lines(text: str) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in _tokens(text):
        if token.kind != "end":
            line.append(token)
        elif line:
            yield line
            line = []
    if line:
        yield line


def _tokens(text: str) -> Iterator[Token]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    line, line_start = 1, 0
    for match in _TOKEN.finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # groups are named by kind
        if match.lastgroup != "blank":
            yield Token(kind, match[0], Place(line, match.start() - line_start + 1))
        if match[0] == "\n":
            line, line_start = line + 1, match.end()


def _is_block(line: Sequence[Token]) -> bool:
    """Whether this begins the part of a group or level, as in ``group: 1``."""
    return line[0].text in BLOCK_WORDS and [token.text for token in line[1:2]] == [":"]


def _is_open(statement: list[Token]) -> bool:
    """Whether a statement has an operator with nothing right of it: the next line is its end."""
    operators = [token for token in statement if token.kind == "operator"]
    return statement[-1] is operators[0] if operators else not _is_block(statement)


def _statement(tokens: list[Token]) -> Statement:
    at = next((n for n, token in enumerate(tokens) if token.kind == "operator"), None)
    if at is None:
        return Statement("", tuple(tokens), (), tokens[0].place)
    return Statement(tokens[at].text, tuple(tokens[:at]), tuple(tokens[at + 1 :]), tokens[0].place)


def _joined(tokens: Sequence[Token]) -> str:
    """Write tokens as one line, blanks around ``+`` only."""
    return "".join(f" {t.text} " if t.text == "+" else t.text for t in tokens)
