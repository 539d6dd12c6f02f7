"""Several tokens that say one thing, folded into one: products, controls, modes, weights."""

from __future__ import annotations

import re
from typing import Final

from plspm.model.controls import folded_controls
from plspm.model.elements import MODES
from plspm.model.tokens import Token

FIXED: Final = "fixed"
_NUMBER: Final = re.compile(r"([0-9]+\.?[0-9]*|\.[0-9]+)([eE][0-9]+)?", re.ASCII)


def folded(statement: list[Token]) -> list[Token]:
    """Fold a statement until it reads ``NAME operator NAME + NAME + ...``.

    What cannot be folded stays as it is, to be refused.

    Parameters
    ----------
    statement : list of Token
        From :func:`plspm.model.tokens.statements_of`.

    Returns
    -------
    list of Token
        A product is one name, its factors the parts; a control is one token; a mode in
        brackets is a part of its operator; the weight of an item is a part of its name.

    Examples
    --------
    >>> from plspm.model.tokens import tokens_of
    >>> [token.text for token in folded([*tokens_of("Y ~ A + B + A:B")])]
    ['Y', '~', 'A', '+', 'B', '+', 'A:B']
    """
    kinds = [token.kind for token in statement[:2]]
    if kinds != ["name", "operator"]:
        return statement
    name, operator, *rest = statement
    if operator.text == "~":
        return [name, operator, *_products(folded_controls(rest))]
    if operator.text == "<~" and mode_in(rest) in MODES:
        mode, rest = rest[1], rest[3:]
        items = _weighted(rest) if mode.text == FIXED else rest
        return [name, operator._replace(parts=(mode,)), *items]
    return statement


def mode_in(tokens: list[Token]) -> str | None:
    """Return the word in brackets with which these tokens begin, if they do."""
    match tokens[:3]:
        case [Token("foreign", "["), Token("name", mode), Token("foreign", "]")]:
            return mode
    return None


def is_number(token: Token) -> bool:
    """Whether a name is written as a number without sign."""
    return token.kind == "name" and _NUMBER.fullmatch(token.text) is not None


def weight_of(item: Token) -> float | None:
    """Return the weight that was folded into an item, if one was."""
    return float("".join(part.text for part in item.parts)) if item.parts else None


def _products(tokens: list[Token]) -> list[Token]:
    products = []
    at = 0
    while at < len(tokens):
        factors, end = _factors(tokens, at)
        text = "".join(token.text for token in tokens[at:end])
        whole = tokens[at]._replace(text=text, parts=tuple(factors))
        products.append(tokens[at] if end == at + 1 else whole)
        at = end
    return products


def _factors(tokens: list[Token], at: int) -> tuple[list[Token], int]:
    """Find the factors of the product that begins here, and where it ends."""
    if tokens[at].kind != "name":
        return [], at + 1
    factors, end = [tokens[at]], _past_power(tokens, at + 1)
    while _is_sign(tokens, end, ":") and any(t.kind == "name" for t in tokens[end + 1 : end + 2]):
        factors.append(tokens[end + 1])
        end = _past_power(tokens, end + 2)
    return factors, end


def _past_power(tokens: list[Token], at: int) -> int:
    has_power = _is_sign(tokens, at, "^") and any(map(is_number, tokens[at + 1 : at + 2]))
    return at + 2 if has_power else at


def _is_sign(tokens: list[Token], at: int, sign: str) -> bool:
    return at < len(tokens) and tokens[at].kind == "foreign" and tokens[at].text == sign


def _weighted(tokens: list[Token]) -> list[Token]:
    items: list[Token] = []
    at = 0
    while at < len(tokens):
        is_minus = _is_sign(tokens, at, "-") and (not items or items[-1].kind == "plus")
        first = at + is_minus
        match tokens[first : first + 3]:
            case [number, Token("foreign", "*"), Token("name") as item] if is_number(number):
                items.append(item._replace(parts=tuple(tokens[at : first + 1])))
                at = first + 3
            case _:
                items.append(tokens[at])
                at += 1
    return items
