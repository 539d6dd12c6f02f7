"""Signs of products, controls, weights, modes where they say nothing, and what was meant."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from plspm.model.controls import FORMS, WORDS_ELSEWHERE
from plspm.model.elements import MODES
from plspm.model.folding import FIXED, is_number, mode_in
from plspm.model.problems import LONGEST_NAME, enumerated, shown
from plspm.model.products import MOST_FACTORS, PRODUCT_SIGNS, is_label
from plspm.model.tokens import Token, written

if TYPE_CHECKING:
    from collections.abc import Collection

_LABELS: Final = "labels, fixed and starting values (`c*x`, `0.5*x`) have no meaning in PLS"
_WEIGHTS: Final = "given weights of items are stated as in `NAME <~ [fixed] 0.5*a + -2*b`"
_MODES: Final = enumerated([f"`<~ [{mode}]`" for mode in MODES], most=len(MODES))


def misplaced(statement: list[Token], number: int, known: Collection[str]) -> str | None:
    """Explain a sign of a product, a control, a weight or a mode that could not be folded.

    Parameters
    ----------
    statement : list of Token
        The statement, folded.
    number : int
        The token in it that is refused.
    known : set-like of str
        Names of the constructs that are measured anywhere in the text.

    Returns
    -------
    str or None
        None for every other sign.
    """
    sign = statement[number].text
    before = [token for token in statement[:number] if token.kind == "operator"]
    operator = before[0] if before else None
    if sign in PRODUCT_SIGNS:
        return f"`{sign}` is refused here: {_product(statement, number, operator)}"
    if sign == "*":
        return f"`*` is refused here: {_star(statement, number, operator, known)}"
    if sign == "-" and operator is not None and _is_fixed(operator):
        return (
            "`-` is refused here: a negative weight stands behind the `+`, as in `0.5*a + -2*b`, "
            "and a small one is written without exponent, `0.00001*a`"
        )
    if sign == "[":
        return _bracket(statement, number, operator)
    return _opened(statement, number, operator) if sign == "(" else None


def name_with_sign(statement: list[Token], number: int) -> Token | None:
    """Find a name in backticks that a path could take for a product."""
    if len(statement) < 2 or statement[1].text != "~":
        return None
    if statement[number].kind == "control":
        return None
    names = statement[number].parts or statement[number : number + 1]
    return next((name for name in names if name.kind == "name" and is_label(name.text)), None)


def _product(statement: list[Token], number: int, operator: Token | None) -> str:
    sign = statement[number].text
    if any(token.kind == "control" for token in statement[max(number - 1, 0) : number + 2]):
        return (
            "a control has no products; a column that moderates is a construct of one item, as in "
            "`AGE =~ AGE`"
        )
    if operator is None:
        following = next((token.text for token in statement if token.kind == "operator"), "~")
        if following == "~":
            return "a product cannot be an outcome; products stand on the right of `~` only"
        return "a product has no items of its own; products stand on the right of `~` only"
    if operator.text != "~":
        return (
            "products are predictors, which stand on the right of `~`; the name of an item with "
            f"this sign goes in backticks, as in `item{sign}1`"
        )
    if sign == "^":
        return "it stands between a construct and its power, 2 or 3, as in `A^2`"
    return "it stands between the names of constructs, as in `A:B`; one is missing"


def _star(
    statement: list[Token], number: int, operator: Token | None, known: Collection[str]
) -> str:
    if operator is not None and operator.text == "<~":
        return f"{_WEIGHTS}; without weights write the name alone"
    factors = _factors(statement, number)
    if operator is None or operator.text != "~" or is_number(statement[number - 1]):
        return f"{_LABELS}; write the name alone"
    if 1 < len(factors) <= MOST_FACTORS and all(name in known for name in factors):
        return f"effects and product are written out, `{_written_out(factors)}`"
    return f"{_LABELS}; write the name alone, and a product of constructs as `A:B`"


def _factors(statement: list[Token], number: int) -> list[str]:
    """Name what is joined by stars, from the name before this star onwards."""
    factors = [statement[number - 1].text]
    for star, name in zip(statement[number::2], statement[number + 1 :: 2], strict=False):
        if star.text != "*" or name.kind != "name":
            break
        factors.append(name.text)
    return [*dict.fromkeys(factors)]


def _written_out(factors: list[str]) -> str:
    if max(map(len, factors)) > LONGEST_NAME:
        return "A + B + A:B"
    terms = (
        ":".join(map(written, chosen))
        for size in range(1, len(factors) + 1)
        for chosen in combinations(factors, size)
    )
    return " + ".join(terms)


def _bracket(statement: list[Token], number: int, operator: Token | None) -> str | None:
    mode = mode_in(statement[number:])
    if mode is None:
        return None
    if operator is not None and operator.text == "<~" and number == 2:
        guess = next((m for m in MODES if m.casefold() == mode.casefold()), None)
        hint = f"; did you mean `[{guess}]`?" if guess else ""
        return f"`[` is refused here: {shown(mode)} is no mode; modes are {_MODES}{hint}"
    if operator is not None and operator.text == "=~" and number == 2:
        return (
            "`[` is refused here: `=~` states a common factor, which is in Mode A; a composite "
            f"with its mode is stated as one of {_MODES}"
        )
    if operator is None and number == 1:
        return f"`[` is refused here: a mode stands behind the operator, as in {_MODES}"
    return None


def _opened(statement: list[Token], number: int, operator: Token | None) -> str | None:
    word = statement[number - 1].text if number else ""
    if word in WORDS_ELSEWHERE:
        return f"`(` is refused here: {FORMS}"
    if operator is not None and word == "I":
        return "`(` is refused here: powers and products are written without I(), `A^2` and `A:B`"
    return None


def _is_fixed(operator: Token) -> bool:
    return [part.text for part in operator.parts] == [FIXED]
