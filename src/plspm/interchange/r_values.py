"""What expressions of R code stand for, as far as they are names, numbers and lists of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from plspm.interchange.r_code import Call, Constant, Name, Span, assigned
from plspm.model.problems import Problem, shown

if TYPE_CHECKING:
    from plspm.interchange.r_code import Expression, RToken
    from plspm.model.problems import Place

LONGEST_SPAN: Final = 10_000
DEEPEST: Final = 20


class Unreadable(Exception):  # noqa: N818  (caught here, never seen by users)
    """An expression that only R could evaluate; holds what to tell the user."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(place, message)


def arguments_of(call: Call, names: Sequence[str]) -> dict[str, Expression]:
    """Give the arguments of a call their names, as R does: named ones first, then by position.

    Parameters
    ----------
    call : Call
        The call.
    names : sequence of str
        Parameters of the function, in order.

    Raises
    ------
    Unreadable
        The function has no such argument.
    """
    given = {label: value for label, value in call.arguments if label is not None}
    for label, value in given.items():
        if label not in names:
            raise Unreadable(
                value.place,
                f"{call.name}(): the argument {shown(label)} is not read here; known are "
                f"{', '.join(names)}. Write what it gives out in words, or leave it out",
            )
    free = (name for name in names if name not in given)
    for value in (value for label, value in call.arguments if label is None):
        name = next(free, None)
        if name is None:
            raise Unreadable(value.place, f"{call.name}() has more arguments than {len(names)}")
        given[name] = value
    return given


class Values:
    """Evaluates expressions of one piece of code.

    Parameters
    ----------
    tokens : sequence of RToken
        All of the code: variables are looked up in it.

    Examples
    --------
    >>> from plspm.interchange.r_code import tokens_of
    >>> tokens = tokens_of('items <- paste0("x", 1:3)')
    >>> Values(tokens).strings(Name("items", tokens[0].place))
    ('x1', 'x2', 'x3')
    """

    def __init__(self, tokens: Sequence[RToken]) -> None:
        self._tokens = tokens

    def resolved(self, expression: Expression) -> Expression:
        """Return what a variable stands for; anything else is itself."""
        for _ in range(DEEPEST):
            if not isinstance(expression, Name):
                break
            found = assigned(self._tokens, expression.name)
            if found is None:
                break
            expression = found
        return expression

    def string(self, expression: Expression) -> str:
        """Evaluate an expression that gives one string."""
        strings = self.strings(expression)
        if len(strings) != 1:
            raise Unreadable(expression.place, f"one name is needed here, not {len(strings)}")
        return strings[0]

    def strings(self, expression: Expression, depth: int = 0) -> tuple[str, ...]:
        """Evaluate an expression that gives strings, numbers as R would paste them.

        Raises
        ------
        Unreadable
            It takes R to evaluate this.
        """
        expression = self.resolved(expression)
        if depth > DEEPEST:
            raise Unreadable(expression.place, "this is nested too deeply to be read")
        match expression:
            case Constant(value):
                return (value if isinstance(value, str) else f"{value:.15g}",)
            case Span():
                return tuple(map(str, self._span(expression)))
            case Call(name="c"):
                parts = (self.strings(value, depth + 1) for _, value in expression.arguments)
                return tuple(string for part in parts for string in part)
            case Call(name="paste0" | "multi_items" | "single_item"):
                return self._pasted(expression, depth)
            case Name(name):
                raise Unreadable(
                    expression.place,
                    f"the variable {shown(name)} is not assigned in this code; write its value",
                )
        raise Unreadable(
            expression.place,
            'this takes R to evaluate; write the names out, as in c("a", "b")',
        )

    def _span(self, span: Span) -> range:
        ends = []
        for end in map(self.resolved, (span.first, span.last)):
            if not isinstance(end, Constant) or not isinstance(end.value, float):
                raise Unreadable(span.place, "the ends of a range are numbers, as in 1:5")
            ends.append(int(end.value))
        first, last = ends
        if abs(last - first) > LONGEST_SPAN:
            raise Unreadable(span.place, "this range is too long for a list of items")
        return range(first, last + 1) if first <= last else range(first, last - 1, -1)

    def _pasted(self, call: Call, depth: int) -> tuple[str, ...]:
        """Paste strings as R does, the shorter ones taken again from their beginning."""
        names = _PARAMETERS.get(call.name) or [f"part {n}" for n in range(len(call.arguments))]
        given = arguments_of(call, names)
        parts = [self.strings(value, depth + 1) for value in given.values()]
        length = max(map(len, parts), default=0) if all(parts) else 0
        return tuple("".join(part[k % len(part)] for part in parts) for k in range(length))


_PARAMETERS: Final[Mapping[str, Sequence[str]]] = {
    "multi_items": ("item_name", "item_numbers"),
    "single_item": ("item",),
}
