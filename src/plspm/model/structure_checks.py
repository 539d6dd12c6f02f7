"""Ways in which the paths can contradict themselves or the constructs.

One function per kind of problem; each yields what it finds and knows nothing of the others.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from plspm.model.claims import named_in
from plspm.model.cycles import cycles
from plspm.model.parts import constructs_named_in
from plspm.model.problems import MOST_SHOWN, Place, Problem, enumerated, lines_of, nearest, shown
from plspm.model.products import MOST_FACTORS, Product, fault_of, origins, product_of
from plspm.model.tokens import written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from plspm.model.claims import Claims, Stated
    from plspm.model.elements import Construct, Path


def unknown_constructs(claims: Claims) -> Iterator[Problem]:
    """Find names in paths that are no constructs, with the nearest name."""
    known = dict.fromkeys(stated.element.name for stated in claims.constructs)
    owner = {item: s.element.name for s in claims.constructs for item in s.element.indicators}
    uses: defaultdict[str, list[Place]] = defaultdict(list)
    for stated in claims.paths:
        for name, place in named_in(stated):
            if name not in known and name not in claims.in_doubt:
                uses[name].append(place)
    for told, (name, places) in enumerate(uses.items()):
        where = lines_of(places)
        also = f" ({where})" if where.startswith("lines") else ""
        # A guess compares with every name: give one only to problems that will be shown.
        guess = nearest(name, known) if told < MOST_SHOWN else None
        yield Problem(
            min(places),
            f"a path names the construct {shown(name)}{also}, which is not measured; "
            f"{_dotted(name, known) or _remedy(name, guess, owner.get(name))}",
        )


def _remedy(name: str, guess: str | None, owner: str | None) -> str:
    if owner is not None:
        return f"it is an item of {shown(owner)}: paths join constructs, so name the construct"
    if guess is not None:
        return f"did you mean {shown(guess)}? Otherwise state its items, `NAME =~ a + b`"
    if name in {"0", "1", "-1"}:
        return "if an intercept was meant, leave it out: PLS works on standardised data"
    return (
        "state its items, `NAME =~ a + b`, or write `control(NAME)` if it is a column that is "
        "controlled for"
    )


def _dotted(name: str, known: Collection[str]) -> str | None:
    """Explain a name such as ``A.B``, by which cSEM means a product."""
    factors = name.split(".")
    if not (2 <= len(factors) <= MOST_FACTORS and all(factor in known for factor in factors)):
        return None
    label = ":".join(map(written, factors))
    return f"if the product of {enumerated([*map(shown, factors)])} is meant, write `{label}`"


def self_paths(claims: Claims) -> Iterator[Problem]:
    """Find paths from a construct to itself."""
    for stated in claims.paths:
        source, target = stated.element.source, stated.element.target
        if target in origins(source):
            through = f" through the product {shown(source)}" if source != target else ""
            yield Problem(
                stated.place(),
                f"construct {shown(target)} has a path to itself{through}; remove it",
            )


def repeated_paths(claims: Claims) -> Iterator[Problem]:
    """Find paths stated more than once."""
    uses: defaultdict[tuple[Product | str, str], list[Stated[Path]]] = defaultdict(list)
    for stated in claims.paths:
        source, target = stated.element.source, stated.element.target
        uses[source if fault_of(source) else product_of(source), target].append(stated)
    for stated, *more in uses.values():
        where = [stated.place(), *(other.place() for other in more)]
        if more:
            on_lines = f", on {lines_of(where)}" if lines_of(where) else ""
            yield Problem(
                where[1],
                f"the path from {shown(stated.element.source)} to "
                f"{shown(stated.element.target)} is stated "
                f"{len(where)} times{on_lines}; state it once",
            )


def cycles_in_paths(claims: Claims) -> Iterator[Problem]:
    """Find circles of paths, at least one in every part that has any."""
    place = dict(_arrows(claims))
    for around in islice(cycles(place), MOST_SHOWN):
        yield Problem(
            place[around[-2], around[-1]],
            f"the paths run in a circle, {_circle(around)}; PLS needs a recursive model: "
            "remove one of them",
        )


def _arrows(claims: Claims) -> Iterator[tuple[tuple[str, str], Place]]:
    """Join constructs to their outcomes, factors of products too, with places."""
    for stated in claims.paths:
        *sources, (target, _) = named_in(stated)
        for source, place in sources:
            if source != target:
                yield (source, target), place


def _circle(around: tuple[str, ...], most: int = 10) -> str:
    short = [name if len(name) <= 30 else f"{name[:30]}…" for name in around]
    names = [name if name.isprintable() else repr(name) for name in short]
    if len(names) > most:
        names = [*names[: most - 1], f"… ({len(names) - most} more)", names[-1]]
    return " -> ".join(names)


def constructs_without_paths(claims: Claims) -> Iterator[Problem]:
    """Find constructs that no path joins to any other, parts of constructs left aside."""
    if not claims.paths and not claims.has_refused:
        return  # said once, of the whole model
    joined = {name for arrow, _ in _arrows(claims) for name in arrow}
    known = {stated.element.name for stated in claims.constructs}
    parts = {n for stated in claims.constructs for n in constructs_named_in(stated.element, known)}
    joined |= parts
    alone = [
        stated
        for stated in claims.constructs
        if stated.element.name not in joined and stated.element.name not in claims.in_doubt
    ]
    for told, stated in enumerate(alone):
        hint = _misspelt_as(stated.element, claims) if told < MOST_SHOWN else None
        yield Problem(
            stated.place(),
            f"construct {shown(stated.element.name)} has no path to or from any other construct; "
            f"{hint or 'connect it or remove it'}",
        )


def _misspelt_as(construct: Construct, claims: Claims) -> str | None:
    """Ask whether a construct is meant by an item of another, which would be of higher order."""
    owner = {
        item: stated.element.name
        for stated in claims.constructs
        if stated.element.name != construct.name
        for item in stated.element.indicators
    }
    guess = nearest(construct.name, owner)
    if guess is None:
        return None
    return (
        f"connect it or remove it, or, if {shown(guess)} in the block of {shown(owner[guess])} "
        f"means this construct, write {shown(construct.name)} there"
    )
