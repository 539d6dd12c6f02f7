"""Control variables in a model: folded from tokens, gathered from what is stated, written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from plspm.model.elements import Control, Path
from plspm.model.tokens import Token, written

WORD: Final = "control"
WORDS_ELSEWHERE: Final = frozenset({"C", "factor", "as.factor", "Control", "controls", WORD})
"""What other programs, or other hands, write before the bracket of a column of categories."""
FORMS: Final = (
    "a control variable is written `control(COLUMN)`, `control(COLUMN, reference=CATEGORY)` or "
    "`control(COLUMN, numbers=True)`, on one line, on the right of `~`; a column or category with "
    "blanks or signs goes in backticks"
)


def folded_controls(tokens: Sequence[Token]) -> list[Token]:
    """Fold each control on the right of ``~`` into one token, its words the parts.

    Examples
    --------
    >>> from plspm.model.tokens import tokens_of
    >>> [token.text for token in folded_controls([*tokens_of("A + control(b, reference=c)")])]
    ['A', '+', 'control(b, reference=c)']
    """
    folded: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end_of_control(tokens, at)
        words = tuple(tokens[at + 2 : end : 2])
        if words and stated_control(words, "") is not None:
            column, *pairs = (word.text for word in words)
            said = [f"{key}={value}" for key, value in zip(pairs[::2], pairs[1::2], strict=True)]
            text = f"{WORD}({', '.join([column, *said])})"
            folded.append(tokens[at]._replace(kind="control", text=text, parts=words))
            at = end
        else:
            folded.append(tokens[at])
            at += 1
    return folded


def _end_of_control(tokens: Sequence[Token], at: int) -> int:
    """Where a control that begins here ends; 0 where none begins."""
    if [token.text for token in tokens[at : at + 2]] != [WORD, "("] or tokens[at].kind != "name":
        return 0
    for end in range(at + 2, len(tokens), 2):
        sign = tokens[end + 1 : end + 2]
        wanted = "," if (end - at) % 4 == 2 else "="
        if tokens[end].kind != "name" or not sign or sign[0].kind != "foreign":
            return 0
        if sign[0].text == ")" and wanted == ",":
            return end + 2
        if sign[0].text != wanted:
            return 0
    return 0


def stated_control(words: Sequence[Token], target: str) -> Control | None:
    """What the words in the brackets say; None where they say what a control is not."""
    column, *pairs = (word.text for word in words)
    keys, values = pairs[::2], pairs[1::2]
    match [*zip(keys, values, strict=True)]:
        case []:
            return Control(column, None, (target,))
        case [("reference", category)]:
            return Control(column, category, (target,))
        case [("numbers", ("True" | "False") as answer)]:
            return Control(column, None, (target,), answer == "True")
    return None


def gathered_controls(
    names: Sequence[str], paths: Iterable[Path], stated: Iterable[Control]
) -> tuple[Control, ...]:
    """Put together what is stated of each column, in the order of the first target.

    Parameters
    ----------
    names : sequence of str
        All constructs, in the order of the model.
    paths : iterable of Path
        Its paths; their targets are those of a control for which none is stated.
    stated : iterable of Control
        Valid ones.

    Examples
    --------
    >>> gathered_controls(["A", "B"], [], [Control("x", None, ("B",)), Control("x", "m", ("A",))])
    (Control(column='x', reference='m', on=('A', 'B'), numbers=False),)
    """
    position = {name: number for number, name in enumerate(names)}
    endogenous = {path.target for path in paths}
    found: dict[str, Control] = {}
    for each in stated:
        before = found.get(each.column, Control(each.column, on=()))
        on = {*(before.on or ()), *(endogenous if each.on is None else each.on)}
        found[each.column] = replace(
            before,
            reference=each.reference if before.reference is None else before.reference,
            on=tuple(sorted(on, key=position.__getitem__)),
            numbers=before.numbers or each.numbers,
        )
    return tuple(sorted(found.values(), key=lambda each: position[(each.on or names)[0]]))


def written_control(control: Control) -> str:
    """Write a control as the text needs it.

    Examples
    --------
    >>> print(written_control(Control("SECTOR", "Trade & more")))
    control(SECTOR, reference=`Trade & more`)
    """
    said = [written(control.column)]
    if control.reference is not None:
        said.append(f"reference={written(control.reference)}")
    if control.numbers:
        said.append("numbers=True")
    return f"{WORD}({', '.join(said)})"
