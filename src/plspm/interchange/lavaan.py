"""Models in lavaan text, which cSEM takes as well.

Written from the public description of the syntax (Rosseel 2012, https://doi.org/10.18637/jss.v048.i02;
https://lavaan.ugent.be/tutorial). What states no part of a path model is noted; what would make
another model is refused.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product as pairs
from typing import TYPE_CHECKING, Final

from plspm.interchange.lavaan_labels import repeated_labels, translated
from plspm.interchange.lavaan_terms import Term, read_term
from plspm.interchange.lavaan_tokens import Statement, Token, cut, statements_of
from plspm.interchange.reading import Reading
from plspm.model.claims import Stated
from plspm.model.elements import Construct, Path
from plspm.model.problems import Problem, shown
from plspm.model.products import fault_of, origins, product_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plspm.model.problems import Place

NOTED: Final = {
    "~*~": "scaling factors are no part of a path model",
    "|": "thresholds are no part of a path model: answers are taken as numbers",
}
REFUSED: Final = {
    "==": "estimates cannot be constrained in PLS; without this line it is another model",
    "<": "estimates cannot be constrained in PLS; without this line it is another model",
    ">": "estimates cannot be constrained in PLS; without this line it is another model",
    "": "this is no formula; groups and levels are no part of a path model, and groups are "
    "compared by plspm.compare_groups()",
}
_FREE: Final = "labels, NA and starting values say nothing in PLS; the parameter is estimated"


def read_lavaan(text: str) -> Reading:
    """Read a lavaan text.

    ``=~`` states a common factor, ``<~`` a composite in Mode B, ``~`` paths. Observed variables
    in paths become constructs of one item.

    Parameters
    ----------
    text : str
        Model text.

    Returns
    -------
    Reading

    Examples
    --------
    >>> reading = read_lavaan("A =~ 1*a1 + a2; Y ~ b*A + age; Y =~ y1 + y2; a1 ~~ a2")
    >>> print(reading.model)
    A =~ a1 + a2
    Y =~ y1 + y2
    age =~ age
    Y ~ A + age
    >>> len(reading.notes)
    3
    """
    return _Reader(text).reading(observed=True)


def read_csem(text: str) -> Reading:
    """Read a text that cSEM takes: products are written with dots, ``A.B``, and all is measured.

    Examples
    --------
    >>> print(read_csem("A =~ a; B =~ b; Y <~ y1 + y2; Y ~ A + B + A.B").model)
    A =~ a
    B =~ b
    Y <~ y1 + y2
    Y ~ A + B + A:B
    """
    return _Reader(text).reading(observed=False)


class _Reader:
    """Gathers what the statements say."""

    def __init__(self, text: str) -> None:
        self.statements = [*statements_of(text)]
        self.blocks: dict[str, list[Term]] = {}
        self.operators: dict[str, tuple[str, Place]] = {}
        self.arrows: list[tuple[Token, Term]] = []
        self.labels: defaultdict[str, list[tuple[str, str, Place]]] = defaultdict(list)
        self.notes: list[Problem] = []
        self.refused: list[Problem] = []
        self.in_doubt: set[str] = set()

    def reading(self, *, observed: bool) -> Reading:
        for statement in self.statements:
            count = len(self.refused)
            self._read(statement)
            if len(self.refused) > count:
                tokens = (*statement.left, *statement.right)
                self.in_doubt.update(t.text for t in tokens if t.kind == "name")
        for statement in self.statements:  # once it is known what the names stand for
            self._about_parameters(statement)
        self.refused += repeated_labels(self.labels, self.blocks)
        self.in_doubt.update(label for label in self.labels if label in self.blocks)
        sources = {id(t): t.name if observed else self._dotted(t.name) for _, t in self.arrows}
        alone = [*self._observed(sources)] if observed else []
        self.notes += [
            Problem(place, f"{shown(name)} is observed; it becomes a construct of one item")
            for name, place in alone
        ]
        constructs = [
            *(self._construct(name) for name in self.blocks),
            *(Stated(Construct(name, (name,)), (place, place)) for name, place in alone),
        ]
        paths = [self._path(target, term, sources[id(term)]) for target, term in self.arrows]
        return Reading(
            tuple(constructs),
            tuple(paths),
            _once(self.notes),
            tuple(self.refused),
            frozenset(self.in_doubt),
        )

    def _read(self, statement: Statement) -> None:
        """Take in what a statement says of constructs and paths."""
        if statement.operator in REFUSED:
            said = f"`{statement.text}`: {REFUSED[statement.operator]}"
            self.refused.append(Problem(statement.place, said))
        elif statement.operator in NOTED:
            said = f"`{statement.text}`: {NOTED[statement.operator]}"
            self.notes.append(Problem(statement.place, said))
        elif statement.operator in {"=~", "<~", "~"}:
            terms = [*self._terms(statement)]
            for target in self._names(statement):
                for term in terms:
                    self._relate(statement, target, term)

    def _terms(self, statement: Statement) -> Iterator[Term]:
        for tokens in statement.terms():
            term = read_term(tokens, statement.place)
            if isinstance(term, Problem):
                self.refused.append(term)
            else:
                yield term

    def _names(self, statement: Statement) -> Iterator[Token]:
        """Read what stands left of the operator: one name, or several joined by ``+``."""
        for part in cut(statement.left, {"+"}):
            if len(part) == 1 and part[0].kind == "name":
                yield part[0]
            else:
                said = f"`{statement.text}`: one name stands left of the operator"
                self.refused.append(Problem(statement.place, said))

    def _relate(self, statement: Statement, target: Token, term: Term) -> None:
        if term.factors[0].kind == "number":
            said = f"`{statement.text}`: items are standardised, so there are no intercepts"
            self.notes.append(Problem(term.place, said))
            return
        operator = statement.operator
        if operator == "~":
            self.arrows.append((target, term))
        elif self.operators.setdefault(target.text, (operator, target.place))[0] != operator:
            said = f"{shown(target.text)} is stated by `=~` and by `<~`; keep one of them"
            self.refused.append(Problem(target.place, said))
        else:
            self.blocks.setdefault(target.text, []).append(term)
        self._modified(statement, target, term)

    def _modified(self, statement: Statement, target: Token, term: Term) -> None:
        is_marker = statement.operator != "~" and self.blocks[target.text][0] is term
        if term.fixed is not None and not (is_marker and term.fixed == 1):
            self.refused.append(
                Problem(
                    term.place,
                    f"`{statement.text}`: the value of {shown(term.name)} is fixed, and PLS "
                    "estimates it; without its number it is another model",
                )
            )
        elif term.modified:
            self.notes.append(Problem(term.place, f"`{statement.text}`: {_FREE}"))
        for label in term.labels:
            self.labels[label].append((target.text, term.name, term.place))

    def _about_parameters(self, statement: Statement) -> None:
        if statement.operator == ":=":
            said = translated(statement, self.labels, self.arrows)
            self.notes.append(Problem(statement.place, f"`{statement.text}`: {said}"))
        elif statement.operator == "~~":
            lefts, terms = [*self._names(statement)], [*self._terms(statement)]
            for left, term in pairs(lefts, terms):
                self._covariance(statement, left.text, term)

    def _covariance(self, statement: Statement, left: str, term: Term) -> None:
        both = {left, term.name}
        of_constructs = both <= {*self.blocks}
        alone = any([t.name for t in block] == [left] for block in self.blocks.values())
        said = ""
        if len(both) == 1 and alone and term.fixed == 0:
            return  # what PLS takes for granted
        is_error = len(both) == 1 and not of_constructs
        if (term.fixed == 0 and of_constructs) or (term.fixed is not None and is_error):
            self.refused.append(
                Problem(
                    statement.place,
                    f"`{statement.text}`: PLS cannot hold a variance or correlation at a value; "
                    "without this line it is another model",
                )
            )
            return
        if len(both) == 1:
            said = "variances are not estimated: items and scores are standardised"
        elif of_constructs:
            said = "construct correlations are always estimated; errors of equations are not tied"
        else:
            said = "PLS has no covariances of errors; those of items are as they are in the data"
        self.notes.append(Problem(statement.place, f"`{statement.text}`: {said}"))

    def _construct(self, name: str) -> Stated[Construct]:
        operator, place = self.operators[name]
        terms = self.blocks[name]
        items = tuple(term.name for term in terms)
        places = (place, *(term.place for term in terms))
        if operator == "=~":
            return Stated(Construct(name, items), places)
        return Stated(Construct(name, items, "composite", "B"), places)

    def _path(self, target: Token, term: Term, source: str) -> Stated[Path]:
        label = source if ":" not in source or fault_of(source) else product_of(source).name
        places = (term.place, target.place, *(term.place for _ in origins(label)))
        return Stated(Path(label, target.text), places)

    def _observed(self, sources: Mapping[int, str]) -> Iterator[tuple[str, Place]]:
        """Find the observed variables that stand where a construct does."""
        found: dict[str, Place] = {}
        for target, term in self.arrows:
            for name in (*sources[id(term)].split(":"), target.text):
                found.setdefault(name, term.place if name != target.text else target.place)
        for block in self.blocks.values():
            if any(term.name in self.blocks for term in block):
                for term in block:
                    found.setdefault(term.name, term.place)
        return ((name, place) for name, place in found.items() if name not in self.blocks)

    def _dotted(self, name: str) -> str:
        """Read ``A.B`` as a product where A and B are constructs and A.B is none."""
        return name if name in self.blocks else ":".join(_parts(name, self.blocks) or [name])


def _once(notes: Iterable[Problem]) -> tuple[Problem, ...]:
    """Put notes in the order of the text, each sentence where it is true first."""
    first: dict[str, Problem] = {}
    for note in sorted(notes, key=lambda note: note.place):
        first.setdefault(note.message, note)
    return tuple(first.values())


def _parts(name: str, known: Iterable[str]) -> list[str]:
    """Cut a name at dots into names of constructs; nothing if that cannot be done."""
    if name in known:
        return [name]
    for construct in known:
        if name.startswith(f"{construct}."):
            rest = _parts(name[len(construct) + 1 :], known)
            if rest:
                return [construct, *rest]
    return []
