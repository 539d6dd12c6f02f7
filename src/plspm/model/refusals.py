"""What the model text cannot say, and what to write instead."""

from __future__ import annotations

import unicodedata
from typing import Final

from plspm.model.problems import LONGEST_NAME, Problem, shown
from plspm.model.tokens import EMPTY, UNCLOSED, Token, written

_COVARIANCE = "covariances are not stated: construct correlations are always estimated; remove it"
_CONSTRAINT = "PLS estimates cannot be constrained; remove it"
_ARROW = "paths are written from the outcome, `OUTCOME ~ PREDICTOR`"
_REFLECTIVE = "items of a construct are stated with `=~`, as in `EXP =~ a + b`"
_QUOTES = "a name stands without quotes; one with blanks or signs goes in backticks, `a name`"
_BRACKETS = "write the sum out without brackets; a name with brackets goes in backticks"
_BACKTICKS = "a name with this sign in it goes in backticks, as in `item-1`"
_COMMENT = "a comment begins with `#`"

REMEDIES: Final = {
    "~~": _COVARIANCE,
    "<->": _COVARIANCE,
    "<-->": _COVARIANCE,
    "↔": _COVARIANCE,
    "~*~": "scaling factors are no part of a path model; remove it",
    ":=": "parameters are not defined in the text: effects of every kind come with the result; "
    "remove it",
    "==": _CONSTRAINT,
    "<": _CONSTRAINT,
    ">": _CONSTRAINT,
    "<=": _CONSTRAINT,
    ">=": _CONSTRAINT,
    "!=": _CONSTRAINT,
    "|": "thresholds and groups are no part of a path model; remove it",
    "*": "labels, fixed and starting values (`c*x`, `0.5*x`) have no meaning in PLS; "
    "write the name alone",
    "?": "labels and starting values have no meaning in PLS; write the name alone",
    ":": "interactions (`a:b`) are not stated in the text; remove it",
    "->": _ARROW,
    "-->": _ARROW,
    "=>": _ARROW,
    "→": _ARROW,
    "⟶": _ARROW,
    "<-": _ARROW,
    "<--": _ARROW,
    "←": _ARROW,
    "=": _REFLECTIVE,
    "~=": _REFLECTIVE,
    "~>": "items of a formative construct are stated with `<~`, as in `IDX <~ a + b`",
    ",": "items and predictors are joined by `+`",
    "&": "items and predictors are joined by `+`",
    '"': _QUOTES,
    "'": _QUOTES,
    "“": _QUOTES,
    "”": _QUOTES,
    "„": _QUOTES,
    "‘": _QUOTES,
    "’": _QUOTES,
    "´": _QUOTES,
    "(": _BRACKETS,
    ")": _BRACKETS,
    "[": _BRACKETS,
    "]": _BRACKETS,
    "{": _BRACKETS,
    "}": _BRACKETS,
    "-": _BACKTICKS,
    "/": _BACKTICKS,
    "%": _BACKTICKS,
    "$": _BACKTICKS,
    "@": _BACKTICKS,
    "!": _COMMENT,
    "//": _COMMENT,
    "%%": _COMMENT,
    "^": "powers are not stated in the text; add a column to the data and name it",
}

INVISIBLE_CATEGORIES: Final = frozenset({"Cc", "Cf"})
_INVISIBLE = "delete it, or put the name it belongs to in backticks"

UNFINISHED_NAMES: Final = {
    UNCLOSED: "the backtick that opens a name here is never closed; close it on the same line "
    "(a backtick within a name is doubled)",
    EMPTY: "the name between these backticks is empty; write it between them",
}

_ONE_ARROW: Final = ["name", "foreign", "name"]
POINTING_LEFT: Final = frozenset({"<-", "<--", "←"})

# Signs that look like one of the syntax but are another character.
LOOK_ALIKES: Final = {
    **dict.fromkeys("\u223c\u223d\uff5e\u301c\u02dc", "~"),
    **dict.fromkeys("\uff1d\ufe66", "="),
    **dict.fromkeys("\uff0b\ufe62", "+"),
    **dict.fromkeys("\uff1b\u037e", ";"),
    **dict.fromkeys("\uff03\ufe5f", "#"),
    **dict.fromkeys("\uff0c\u3001\u060c", ","),
    **dict.fromkeys("\uff1c\ufe64", "<"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"),
}


def refusal(statement: list[Token]) -> Problem | None:
    """Find the first thing in a statement that the syntax does not allow.

    Parameters
    ----------
    statement : list of Token
        From :func:`plspm.model.tokens.statements_of`, at least one token.

    Returns
    -------
    Problem or None
        None if the statement is ``NAME operator NAME + NAME + ...``.
    """
    for number, token in enumerate(statement):
        wanted = "name" if number % 2 == 0 else "operator" if number == 1 else "plus"
        if token.kind != wanted:
            return Problem(token.place, _reason(statement, number))
    last = statement[-1]
    if len(statement) == 1:
        return Problem(
            last.place,
            f"{shown(last.text)} stands alone; state its items (`NAME =~ a + b`) or its "
            "predictors (`NAME ~ p1 + p2`), with the operator on the line of the name",
        )
    if last.kind != "name":
        return Problem(last.place, f"a name is missing after `{last.text}`; add it or remove this")
    return None


def _reason(statement: list[Token], number: int) -> str:
    token = statement[number]
    if token.kind == "foreign":
        return _foreign(statement, number)
    if token.kind == "name":
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
    if REMEDIES.get(sign) is _ARROW and [t.kind for t in statement] == _ONE_ARROW:
        return f"`{sign}` is not the sign of a path; write {_turned(statement)}"
    if sign in REMEDIES:
        return f"`{sign}` is refused here: {REMEDIES[sign]}"
    if unicodedata.category(sign[0]) in INVISIBLE_CATEGORIES:
        return f"{_described(sign)} cannot be seen and has no meaning here; {_INVISIBLE}"
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
