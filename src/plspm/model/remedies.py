"""Signs that the model text does not know, and what to write instead."""

from __future__ import annotations

from typing import Final

from plspm.model.tokens import EMPTY, UNCLOSED

_COVARIANCE = "covariances are not stated: construct correlations are always estimated; remove it"
_CONSTRAINT = "PLS estimates cannot be constrained; remove it"
ARROW: Final = "paths are written from the outcome, `OUTCOME ~ PREDICTOR`"
_REFLECTIVE = "items of a construct are stated with `=~`, as in `EXP =~ a + b`"
_QUOTES = "a name stands without quotes; one with blanks or signs goes in backticks, `a name`"
_BRACKETS = "write the sum out without brackets; a name with brackets goes in backticks"
_BACKTICKS = "a name with this sign in it goes in backticks, as in `item-1`"
_PRODUCT = "a product of constructs is written `A:B`"
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
    "->": ARROW,
    "-->": ARROW,
    "=>": ARROW,
    "→": ARROW,
    "⟶": ARROW,
    "<-": ARROW,
    "<--": ARROW,
    "←": ARROW,
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
    "**": "powers of a construct are written `A^2`",
    "×": _PRODUCT,
    "·": _PRODUCT,
    "∗": _PRODUCT,
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
}

INVISIBLE_CATEGORIES: Final = frozenset({"Cc", "Cf"})
INVISIBLE: Final = "delete it, or put the name it belongs to in backticks"

UNFINISHED_NAMES: Final = {
    UNCLOSED: "the backtick that opens a name here is never closed; close it on the same line "
    "(a backtick within a name is doubled)",
    EMPTY: "the name between these backticks is empty; write it between them",
}

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
