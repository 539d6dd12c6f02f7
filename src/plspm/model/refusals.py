"""What the model text cannot say, and what to write instead."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from plspm.model.misplaced import misplaced, name_with_sign
from plspm.model.problems import LONGEST_NAME, Problem, shown
from plspm.model.remedies import (
    ARROW,
    INVISIBLE,
    INVISIBLE_CATEGORIES,
    LOOK_ALIKES,
    REMEDIES,
    UNFINISHED_NAMES,
)
from plspm.model.tokens import Token, written

if TYPE_CHECKING:
    from collections.abc import Collection

_ONE_ARROW: Final = ["name", "foreign", "name"]
POINTING_LEFT: Final = frozenset({"<-", "<--", "←"})


def refusal(statement: list[Token], known: Collection[str]) -> Problem | None:
    """Find the first thing in a statement that the syntax does not allow.

    Parameters
    ----------
    statement : list of Token
        From :func:`plspm.model.folding.folded`, at least one token.
    known : set-like of str
        Names of the constructs that are measured anywhere in the text.

    Returns
    -------
    Problem or None
        None if the statement is ``NAME operator NAME + NAME + ...``.
    """
    for number, token in enumerate(statement):
        wanted = "name" if number % 2 == 0 else "operator" if number == 1 else "plus"
        if _plain_kind(token) != wanted:
            return Problem(token.place, _reason(statement, number, known))
        misleading = name_with_sign(statement, number)
        if misleading is not None:
            return Problem(misleading.place, _misleading(misleading.text))
    last = statement[-1]
    if len(statement) == 1:
        return Problem(
            last.place,
            f"{shown(last.text)} stands alone; state its items (`NAME =~ a + b`) or its "
            "predictors (`NAME ~ p1 + p2`), with the operator on the line of the name",
        )
    if _plain_kind(last) != "name":
        return Problem(last.place, f"a name is missing after `{last.text}`; add it or remove this")
    return None


def _plain_kind(token: Token) -> str:
    """A control stands where names stand."""
    return "name" if token.kind == "control" else token.kind


def _misleading(name: str) -> str:
    return (
        f"{shown(name)} is one name, in backticks, and names of constructs do not hold `:` or `^`; "
        "a product is written with backticks around its factors at most, as in A:`b 1`"
    )


def _reason(statement: list[Token], number: int, known: Collection[str]) -> str:
    token = statement[number]
    if token.kind == "foreign":
        return misplaced(statement, number, known) or _foreign(statement, number)
    if _plain_kind(token) == "name":
        return _two_names(statement, number)
    if number == 0:
        return f"nothing stands before `{token.text}`; begin the statement with a name"
    if token.kind == "operator" and statement[number - 1].kind == "name":
        return _second_operator(statement, number)
    if number == 1:
        return "only one name may stand left of the operator; write a statement for each"
    return (
        f"a name is missing between `{statement[number - 1].text}` and `{token.text}`; add it, "
        "or remove what is too much"
    )


def _two_names(statement: list[Token], number: int) -> str:
    left, right = shown(statement[number - 1].text), shown(statement[number].text)
    missing = "`=~`, `<~` or `~`" if number == 1 else "`+`"
    return (
        f"{missing} is missing between {left} and {right}; add it, "
        "or put a name with blanks in backticks, `a name`"
    )


def _second_operator(statement: list[Token], number: int) -> str:
    token = statement[number]
    if statement[0].line != token.line:
        dangling = statement[number - 2]
        return (
            f"a second operator, `{token.text}`: the statement of line {statement[0].line} goes "
            f"on here because of the `{dangling.text}` on line {dangling.line}; "
            "complete that line or remove its sign"
        )
    return f"a second operator, `{token.text}`, in one statement; write one statement per line"


def _foreign(statement: list[Token], number: int) -> str:
    sign = statement[number].text
    if sign in UNFINISHED_NAMES:
        return UNFINISHED_NAMES[sign]
    if sign in LOOK_ALIKES:
        meant = LOOK_ALIKES[sign]
        return f"{_described(sign)} only looks like `{meant}`; type `{meant}`"
    if REMEDIES.get(sign) is ARROW and [t.kind for t in statement] == _ONE_ARROW:
        return f"`{sign}` is not the sign of a path; write {_turned(statement)}"
    if sign in REMEDIES:
        return f"`{sign}` is refused here: {REMEDIES[sign]}"
    if unicodedata.category(sign[0]) in INVISIBLE_CATEGORIES:
        return f"{_described(sign)} cannot be seen and has no meaning here; {INVISIBLE}"
    return f"{_described(sign)} has no meaning here; a name with it goes in backticks, `a name`"


def _turned(statement: list[Token]) -> str:
    left, arrow, right = (token.text for token in statement)
    outcome, predictor = (left, right) if arrow in POINTING_LEFT else (right, left)
    if max(len(outcome), len(predictor)) > LONGEST_NAME:
        return "`OUTCOME ~ PREDICTOR`"
    return f"{written(outcome)} ~ {written(predictor)}"


def _described(sign: str) -> str:
    if len(sign) > 1:
        return shown(sign)
    return f"{sign!r} (U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')})"
