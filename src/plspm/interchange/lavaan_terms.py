"""Terms of lavaan formulas: a name or a product of names, and what it is multiplied by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from plspm.interchange.lavaan_tokens import Token, cut
from plspm.model.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HARMLESS: Final = frozenset({"start", "prior", "label"})
REFUSED: Final = {
    "equal": "estimates cannot be held equal in PLS",
    "c": "one value for each group is stated; plspm.compare_groups() takes a model without these",
    "rv": "random slopes are no part of a path model",
    "efa": "which items belong to a construct is not explored in PLS: state it",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the right side of a formula.

    Attributes
    ----------
    factors : tuple of Token
        The name, or the names that are joined by ``:``; a number alone in an intercept.
    fixed : float or None
        The value at which lavaan would hold the parameter.
    labels : tuple of str
        Labels of the parameter.
    modified : bool
        Whether there are labels, starting values or the like, which leave the model as it is.
    """

    factors: tuple[Token, ...]
    fixed: float | None
    labels: tuple[str, ...]
    modified: bool

    @property
    def name(self) -> str:
        """The name, or the names with ``:`` between them."""
        return ":".join(factor.text for factor in self.factors)

    @property
    def place(self) -> Place:
        """Where the name begins."""
        return self.factors[0].place


def read_term(tokens: Sequence[Token], where: Place) -> Term | Problem:
    """Read a term, or say why it cannot be read.

    Parameters
    ----------
    tokens : sequence of Token
        The term, with all that it is multiplied by.
    where : Place
        Of its statement, for a term of nothing.
    """
    *modifiers, named = cut(tokens, {"*", "?"})
    if not named:
        return Problem(tokens[0].place if tokens else where, "a name is missing here; add it")
    factors = named[::2]
    for number, token in enumerate(named):
        is_name = token.kind == "name" or (token.kind == "number" and len(named) == 1)
        if (number % 2 == 0 and not is_name) or (number % 2 and token.text != ":"):
            return Problem(token.place, f"`{token.text}` is not understood here")
    if len(named) % 2 == 0:
        return Problem(named[-1].place, "a name is missing after `:`; add it")
    read = [_modifier(part, named[0].place) for part in modifiers]
    problem = next((part for part in read if isinstance(part, Problem)), None)
    if problem is not None:
        return problem
    fixed = [value for kind, value in _known(read) if kind == "fixed"]
    labels = tuple(str(value) for kind, value in _known(read) if kind == "label")
    value = float(fixed[0]) if fixed else None
    return Term(tuple(factors), value, labels, bool(read) and not fixed)


Modifier = tuple[Literal["fixed", "label", "free"], str]


def _known(read: Sequence[Modifier | Problem]) -> Iterator[Modifier]:
    return (part for part in read if not isinstance(part, Problem))


def _modifier(tokens: Sequence[Token], where: Place) -> Modifier | Problem:
    text = "".join(token.text for token in tokens)
    known: Modifier | None = None
    match tokens:
        case []:
            return Problem(where, "nothing stands before `*` here; remove the sign")
        case [Token("number")] | [Token("sign", "-" | "+"), Token("number")]:
            known = "fixed", text
        case [Token("name")]:
            known = ("free" if text == "NA" else "label"), text
        case [Token("text")]:
            known = "label", text[1:-1]
        case [Token("name", name), Token("sign", "("), *_] if name in HARMLESS:
            known = "free", text
    if known is None:
        said = REFUSED.get(tokens[0].text, "this is not understood; remove it")
        return Problem(tokens[0].place, f"`{text}*`: {said}")
    return known
