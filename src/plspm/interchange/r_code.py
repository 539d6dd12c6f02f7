"""Just enough of R to find calls and strings: tokens, and expressions made of calls."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from plspm.model.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["string", "number", "name", "operator", "foreign"]

_TOKEN: Final = re.compile(
    r"""
    (?P<blank>\s+|\#[^\n]*)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?L?)
    |(?P<name>`[^`\n]+`|(?:[^\W\d_]|\.)[\w.]*(?:::[\w.]+)?)
    |(?P<operator><-|->|\|>|%[^%\n]*%|[-+*/^:=<>!&|~$@(){}\[\],;])
    |(?P<foreign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "t": "\t"}


class RToken(NamedTuple):
    """A piece of R code; `text` of a string is what it holds, `start` and `end` its extent."""

    kind: Kind
    text: str
    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function, with the names of its arguments where they are given."""

    name: str
    arguments: tuple[tuple[str | None, Expression], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a variable or of a function that is handed on."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Constant:
    """A string or a number."""

    value: str | float
    place: Place


@dataclass(frozen=True, slots=True)
class Span:
    """Whole numbers from one end to the other, as in ``1:5``."""

    first: Expression
    last: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Unread:
    """An expression that is none of the above."""

    place: Place


Expression: TypeAlias = Call | Name | Constant | Span | Unread


def tokens_of(code: str) -> list[RToken]:
    """Cut R code into tokens; blanks and comments are dropped.

    Parameters
    ----------
    code : str
        R code.

    Examples
    --------
    >>> [token.text for token in tokens_of('m <- c("a", 1:2)  # items')]
    ['m', '<-', 'c', '(', 'a', ',', '1', ':', '2', ')']
    """
    tokens = []
    line, line_start = 1, 0
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup, match[0]
        if kind != "blank":
            place = Place(line, match.start() - line_start + 1)
            tokens.append(RToken(*_read(kind, text), match.start(), match.end(), place))
        breaks = text.count("\n")
        if breaks:
            line, line_start = line + breaks, match.start() + text.rindex("\n") + 1
    return tokens


def _read(kind: str | None, text: str) -> tuple[Kind, str]:
    if kind == "string":
        return "string", _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), text[1:-1])
    if kind == "name":
        return "name", text.strip("`").rpartition("::")[2]
    if kind == "number":
        return "number", text.rstrip("L")
    return ("operator", text) if kind == "operator" else ("foreign", text)


def calls_of(tokens: Sequence[RToken], *names: str) -> Iterator[Call]:
    r"""Find the calls of functions by their names, outermost first.

    Examples
    --------
    >>> [call.place.line for call in calls_of(tokens_of("x <- f(1)\ny <- g(f(2))"), "f")]
    [1, 2]
    """
    for at, token in enumerate(tokens[:-1]):
        if token.kind == "name" and token.text in names and tokens[at + 1].text == "(":
            call, _ = expression_at(tokens, at)
            if isinstance(call, Call):
                yield call


def assigned(tokens: Sequence[RToken], name: str) -> Expression | None:
    """Return the expression last assigned to a variable, if there is any."""
    found, outside = None, depths(tokens)
    for at, token in enumerate(tokens[:-2]):
        is_target = token.kind == "name" and token.text == name
        if is_target and tokens[at + 1].text in {"<-", "="} and outside[at] == 0:
            found = expression_at(tokens, at + 2)[0]
    return found


def depths(tokens: Sequence[RToken]) -> list[int]:
    """In how many brackets each token stands.

    Examples
    --------
    >>> depths(tokens_of("f(g(1))"))
    [0, 1, 1, 2, 2, 1, 0]
    """
    signs = (token.text if token.kind == "operator" else "" for token in tokens)
    return [*accumulate((sign == "(") - (sign == ")") for sign in signs)]


def expression_at(tokens: Sequence[RToken], at: int) -> tuple[Expression, int]:
    """Read the expression that begins at a token; also tell where it ends."""
    found, end = _operand(tokens, at)
    sign = _text(tokens, end)
    if sign == ":":
        last, end = _operand(tokens, end + 1)
        found = Span(found, last, found.place)
        sign = _text(tokens, end)
    if sign in {",", ")", ";", "}", ""} or _starts_line(tokens, end):
        return found, end
    return Unread(found.place), _past(tokens, end)


def _operand(tokens: Sequence[RToken], at: int) -> tuple[Expression, int]:
    if at >= len(tokens):
        return Unread(tokens[-1].place if tokens else Place()), at
    token = tokens[at]
    if token.kind in {"string", "number"}:
        value = token.text if token.kind == "string" else float(token.text)
        return Constant(value, token.place), at + 1
    if token.kind == "name":
        is_called = _text(tokens, at + 1) == "("
        return _call(tokens, at) if is_called else (Name(token.text, token.place), at + 1)
    if token.text == "(" and token.kind == "operator":
        inner, end = expression_at(tokens, at + 1)
        return (inner, end + 1) if _text(tokens, end) == ")" else (Unread(token.place), end)
    return Unread(token.place), _past(tokens, at + 1)


def _call(tokens: Sequence[RToken], at: int) -> tuple[Expression, int]:
    arguments: list[tuple[str | None, Expression]] = []
    name, end = tokens[at], at + 2
    while _text(tokens, end) not in {")", ""}:
        label = None
        if _text(tokens, end + 1) == "=" and tokens[end].kind in {"name", "string"}:
            label, end = tokens[end].text, end + 2
        value, end = expression_at(tokens, end)
        arguments.append((label, value))
        if _text(tokens, end) == ",":
            end += 1
        elif _text(tokens, end) != ")":
            return Unread(name.place), _past(tokens, end)
    if end >= len(tokens):
        return Unread(name.place), end
    return Call(name.text, tuple(arguments), name.place), end + 1


def _past(tokens: Sequence[RToken], at: int) -> int:
    """Where the argument ends in which this token stands: its comma or bracket."""
    depth = 0
    while at < len(tokens):
        sign = _text(tokens, at)
        if depth == 0 and sign in {",", ")"}:
            return at
        depth += (sign in {"(", "[", "{"}) - (sign in {")", "]", "}"})
        at += 1
    return at


def _text(tokens: Sequence[RToken], at: int) -> str:
    """The sign at a place; nothing at the end and for strings, whose text is no sign."""
    if at >= len(tokens):
        return ""
    return tokens[at].text if tokens[at].kind != "string" else "a string"


def _starts_line(tokens: Sequence[RToken], at: int) -> bool:
    """Whether a new statement may begin here: a name on another line than what is before it."""
    begins = tokens[at].kind in {"name", "string", "number"}
    return begins and tokens[at].place.line > tokens[at - 1].place.line
