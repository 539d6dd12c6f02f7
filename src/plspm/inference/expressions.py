"""Arithmetic over path coefficients, written as researchers write it.

``EXP -> ECE`` is a path coefficient, ``EXP -> ECE -> MPE`` the product along a route, and
``total(EXP -> MPE)`` and ``indirect(EXP -> MPE)`` are effects. They combine by ``+ - * / ^``,
numbers and parentheses. The text is read by the grammar below and by nothing else, so it can
execute no code:

    sum     = product { ("+" | "-") product }
    product = sign { ("*" | "/") sign }
    sign    = [ "-" ] power
    power   = atom [ "^" whole number ]
    atom    = number | "(" sum ")" | effect | route
    effect  = ("total" | "indirect") "(" name "->" name ")"
    route   = name "->" name { "->" name }
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from plspm.errors import OptionError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.model.naming import composed
from plspm.model.tokens import is_name_character

Value = Callable[[Array, Array], Array]
"""From path coefficients and total effects, both (b, J, J), to one number each; (b,)."""

LONGEST = 2_000
"""Characters of an expression; also bounds how deep parentheses can nest."""

DEEPEST = 50

_TOKEN = re.compile(r"(?P<arrow>->)|(?P<quoted>`(?:[^`]|``)+`)|(?P<sign>[-+*/^()])")
_NUMBER = re.compile(r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+")

_OPERATIONS: Final[Mapping[str, Callable[[Array, Array], Array]]] = MappingProxyType(
    {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression: its kind, its text and its column."""

    kind: str
    text: str
    column: int


def read_expression(text: str, arrays: ModelArrays) -> Value:
    """Turn the text of an expression into a function of path coefficients and total effects.

    Parameters
    ----------
    text : str
        For example ``"EXP->ECE * ECE->MPE - ORE->ECE * ECE->MPE"``.
    arrays : ModelArrays
        The model whose constructs it names.

    Raises
    ------
    OptionError
        The text is no expression, or names a construct or a path that the model lacks.
    """
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        raise OptionError(
            f"An expression is a text of at most {LONGEST} characters over paths, for example "
            '"A->B * B->C - A->C".'
        )
    return _Parser(text, _tokens(text), arrays).whole()


def _tokens(text: str) -> list[Token]:
    tokens, place = [], 0
    while text[place:].strip():
        place += len(text[place:]) - len(text[place:].lstrip())
        token = _word(text, place) or _other(text, place)
        tokens.append(token)
        place += len(token.text)
    return tokens


def _word(text: str, place: int) -> Token | None:
    """Read a number, or a name as the model text takes it bare: `1ST` is one, `1e3` is none."""
    end = place
    while end < len(text) and is_name_character(text[end]):
        end += 1
    number = _NUMBER.match(text, place)
    if number and number.end() >= end:
        return Token("number", number[0], place + 1)
    return Token("name", text[place:end], place + 1) if end > place else None


def _other(text: str, place: int) -> Token:
    match = _TOKEN.match(text, place)
    if match is None or match.lastgroup is None:
        raise OptionError(
            f"Expression {text!r}, column {place + 1}: {text[place]!r} is not understood. "
            "Use names, ->, numbers, + - * / ^ and parentheses; put other names in backticks."
        )
    return Token(match.lastgroup, match[0], place + 1)


class _Parser:
    """Recursive descent over the grammar of the module."""

    def __init__(self, text: str, tokens: list[Token], arrays: ModelArrays) -> None:
        self.text, self.tokens, self.arrays = text, tokens, arrays
        self.at, self.depth = 0, 0

    def whole(self) -> Value:
        value = self.sum()
        if self.at < len(self.tokens):
            raise self.error("expected an operator here")
        return value

    def sum(self) -> Value:
        return self.chain(self.product, "+", "-")

    def product(self) -> Value:
        return self.chain(self.sign, "*", "/")

    def chain(self, part: Callable[[], Value], *signs: str) -> Value:
        """Parts joined by signs of one rank, from left to right; a long chain is not deep."""
        first, rest = part(), []
        while sign := self.accept(*signs):
            rest.append((_OPERATIONS[sign], part()))
        if not rest:
            return first

        def value(B: Array, T: Array) -> Array:
            result = first(B, T)
            for operation, other in rest:
                result = operation(result, other(B, T))
            return result

        return value

    def sign(self) -> Value:
        minus = self.accept("-")
        value = self.power()
        return (lambda B, T: -value(B, T)) if minus else value

    def power(self) -> Value:
        value = self.atom()
        if not self.accept("^"):
            return value
        token = self.next("a whole number after ^")
        if token.text not in tuple("0123456789"):
            raise self.error("the exponent must be a whole number from 0 to 9", token)
        exponent = int(token.text)
        return lambda B, T: value(B, T) ** exponent

    def atom(self) -> Value:
        token = self.next("a path such as A->B, a number or a parenthesis")
        if token.kind == "number" and not self.before("->"):
            number = float(token.text)
            return lambda B, _: np.full(B.shape[0], number, dtype=B.dtype)
        if token.text == "(":
            return self.inside(self.sum)
        if token.text in {"total", "indirect"} and self.accept("("):
            kind = token.text
            return self.inside(lambda: self.effect(kind))
        return self.route(token)

    def inside(self, parse: Callable[[], Value]) -> Value:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error("parentheses nest too deep")
        value = parse()
        if not self.accept(")"):
            raise self.error("expected ) here")
        self.depth -= 1
        return value

    def effect(self, kind: str) -> Value:
        j = self.construct(self.next("a construct"))
        if not self.accept("->"):
            raise self.error("expected -> here")
        token = self.next("a construct")
        i = self.construct(token)
        if not self.arrays.reachable[i, j]:
            raise self.error(f"no directed path leads from {self.name(j)} to {self.name(i)}", token)
        if kind == "total":
            return lambda _, T: T[:, i, j]
        return lambda B, T: T[:, i, j] - B[:, i, j]

    def route(self, token: Token) -> Value:
        stops = [self.construct(token)]
        while self.accept("->"):
            token = self.next("a construct after ->")
            stops.append(self.construct(token))
            if not self.arrays.is_path[stops[-1], stops[-2]]:
                missing = f"{self.name(stops[-2])} -> {self.name(stops[-1])}"
                hint = f"; for the effect through other constructs write indirect({missing})"
                led = self.arrays.reachable[stops[-1], stops[-2]]
                raise self.error(f"the model has no path {missing}{hint if led else ''}", token)
        if len(stops) == 1:
            raise self.error(f"{token.text} alone is no path; write {token.text} -> ...", token)
        sources, targets = stops[:-1], stops[1:]
        return lambda B, _: np.prod(B[:, targets, sources], axis=1)

    def construct(self, token: Token) -> int:
        name = token.text
        if token.kind in {"sign", "arrow"}:
            raise self.error(f"expected a construct or a number here, not {name}", token)
        if token.kind == "quoted":
            name = name[1:-1].replace("``", "`")
        names = [composed(construct) for construct in self.arrays.constructs]
        if token.kind not in {"name", "quoted", "number"} or composed(name) not in names:
            raise self.error(
                f"{token.text} is no construct of the model "
                f"({', '.join(self.arrays.constructs[:20])})",
                token,
            )
        return names.index(composed(name))

    def name(self, j: int) -> str:
        return self.arrays.constructs[j]

    def accept(self, *texts: str) -> str:
        if any(map(self.before, texts)):
            self.at += 1
            return self.tokens[self.at - 1].text
        return ""

    def before(self, text: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text == text

    def next(self, wanted: str) -> Token:
        if self.at == len(self.tokens):
            raise self.error(f"expected {wanted} at the end")
        self.at += 1
        return self.tokens[self.at - 1]

    def error(self, what: str, token: Token | None = None) -> OptionError:
        if token is None and self.at < len(self.tokens):
            token = self.tokens[self.at]
        column = len(self.text) + 1 if token is None else token.column
        return OptionError(f"Expression {self.text!r}, column {column}: {what}.")
