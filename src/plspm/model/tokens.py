"""Model text to tokens, and tokens to statements: one pass, no look-back."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from plspm.model.naming import composed
from plspm.model.problems import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TokenKind = Literal[
    "name", "control", "operator", "plus", "end of line", "end of statement", "foreign"
]

OPERATORS: Final = frozenset({"=~", "<~", "~"})
QUOTES: Final = "\"'"
UNCLOSED: Final = "`"
EMPTY: Final = "``"
LINE_ENDS: Final = frozenset("\n\r\x85\u2028\u2029")
SINGLE_CHARACTERS: Final[dict[str, TokenKind]] = {
    "+": "plus",
    ";": "end of statement",
    **dict.fromkeys(LINE_ENDS, "end of line"),
}
OPERATOR_CHARACTERS: Final = frozenset("=~<>:*|-!^/?%&")
BYTE_ORDER_MARK: Final = "\ufeff"


class Token(NamedTuple):
    """A piece of model text; `text` of a name is the name itself, backticks removed.

    `parts` are the tokens that were folded into this one, see :mod:`plspm.model.folding`.
    """

    kind: TokenKind
    text: str
    line: int
    column: int
    parts: tuple[Token, ...] = ()

    @property
    def place(self) -> Place:
        """Line and column of the first character."""
        return Place(self.line, self.column)


def is_name_character(character: str) -> bool:
    """Say whether a character may stand in a name without backticks.

    Examples
    --------
    >>> [is_name_character(character) for character in "aß9_.-"]
    [True, True, True, True, True, False]
    """
    # Combining marks are no letters of their own, but many scripts cannot be written without.
    return (
        character.isalnum()
        or character in "_."
        or (not character.isascii() and unicodedata.category(character).startswith("M"))
    )


def written(name: str) -> str:
    """Write a name as the text needs it, in backticks if it holds other characters.

    Examples
    --------
    >>> print(written("EXP_a"), written("item 1"))
    EXP_a `item 1`
    """
    if all(map(is_name_character, name)):
        return name
    return f"`{name.replace('`', '``')}`"


def tokens_of(text: str) -> Iterator[Token]:
    """Cut a text into tokens; white space and comments are dropped, nothing else is.

    A name has the form, of letters with marks, in which it stands first.

    Parameters
    ----------
    text : str
        Model text.

    Yields
    ------
    Token
        What the syntax does not know has the kind "foreign".

    Examples
    --------
    >>> [token.text for token in tokens_of("ECE =~ ECE_b + `item 1`  # two items")]
    ['ECE', '=~', 'ECE_b', '+', 'item 1']
    """
    text = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n")
    line, line_start, at, sign = 1, 0, 0, ""
    names: dict[str, str] = {}
    while (at := _end_of_blank(text, at)) < len(text):
        kind, content, end = _quoted_value(text, at, sign) or _token_at(text, at)
        if kind == "name":
            content = names.setdefault(composed(content), content)
        yield Token(kind, content, line, at - line_start + 1)
        if kind == "end of line":
            line, line_start = line + 1, end
        at, sign = end, content if kind == "foreign" else ""


def _token_at(text: str, at: int) -> tuple[TokenKind, str, int]:
    character = text[at]
    if is_name_character(character):
        end = _end_of_run(text, at, is_name_character)
        return "name", text[at:end], end
    if character == "`":
        return _quoted_name(text, at)
    if character in OPERATOR_CHARACTERS:
        end = _end_of_run(text, at, OPERATOR_CHARACTERS.__contains__)
        run = text[at:end]
        return ("operator" if run in OPERATORS else "foreign"), run, end
    return SINGLE_CHARACTERS.get(character, "foreign"), character, at + 1


def _quoted_value(text: str, at: int, sign: str) -> tuple[TokenKind, str, int] | None:
    """Read a value in quotes, which stands behind ``=`` only."""
    if sign != "=" or text[at] not in QUOTES:
        return None
    end = _end_of_run(text, at + 1, lambda each: each != text[at] and _is_within_line(each))
    closed = text[end : end + 1] == text[at] and end > at + 1
    return ("name", text[at + 1 : end], end + 1) if closed else None


def _quoted_name(text: str, at: int) -> tuple[TokenKind, str, int]:
    parts = []
    begin = at + 1
    while True:
        end = _end_of_run(text, begin, _is_within_backticks)
        parts.append(text[begin:end])
        if end == len(text) or text[end] != "`":
            return "foreign", UNCLOSED, end
        if not text.startswith("``", end):
            break
        begin = end + 2
    name = "`".join(parts)
    return ("name", name, end + 1) if name else ("foreign", EMPTY, end + 1)


def _end_of_run(text: str, at: int, belongs: Callable[[str], bool]) -> int:
    while at < len(text) and belongs(text[at]):
        at += 1
    return at


def _end_of_blank(text: str, at: int) -> int:
    at = _end_of_run(text, at, _is_blank)
    if text.startswith("#", at):
        at = _end_of_run(text, at, _is_within_line)
    return at


def _is_blank(character: str) -> bool:
    return character not in LINE_ENDS and (character.isspace() or character == BYTE_ORDER_MARK)


def _is_within_line(character: str) -> bool:
    return character not in LINE_ENDS


def _is_within_backticks(character: str) -> bool:
    return character != "`" and character not in LINE_ENDS


def statements_of(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    r"""Group tokens into statements.

    A statement ends with ``;`` or with its line, unless the line ends with an operator or
    ``+``, or the next line that holds anything begins with ``+``.

    Parameters
    ----------
    tokens : iterable of Token
        From :func:`tokens_of`.

    Yields
    ------
    list of Token
        At least one; ends of lines and statements left out.

    Examples
    --------
    >>> [len(statement) for statement in statements_of(tokens_of("A =~ a; B =~\n b\n + c"))]
    [3, 5]
    """
    statement: list[Token] = []
    line_ended = False
    for token in tokens:
        if token.kind == "end of line":
            line_ended = True
            continue
        ended = token.kind == "end of statement" or (
            line_ended
            and token.kind != "plus"
            and bool(statement)
            and statement[-1].kind not in ("plus", "operator")
        )
        if ended and statement:
            yield statement
            statement = []
        if token.kind != "end of statement":
            statement.append(token)
        line_ended = False
    if statement:
        yield statement
