"""Ways in which the paths can contradict themselves or the constructs.

One function per kind of problem; each yields what it finds and knows nothing of the others.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from plspm.model.cycles import cycles
from plspm.model.elements import Path
from plspm.model.problems import MOST_SHOWN, Place, Problem, lines_of, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plspm.model.claims import Claims


def unknown_constructs(claims: Claims) -> Iterator[Problem]:
    """Find names in paths that are no constructs, with the nearest name."""
    known = dict.fromkeys(stated.element.name for stated in claims.constructs)
    owner = {item: s.element.name for s in claims.constructs for item in s.element.indicators}
    uses: defaultdict[str, list[Place]] = defaultdict(list)
    for stated in claims.paths:
        for number, name in enumerate((stated.element.source, stated.element.target)):
            if name not in known and name not in claims.in_doubt:
                uses[name].append(stated.place(number))
    for told, (name, places) in enumerate(uses.items()):
        where = lines_of(places)
        also = f" ({where})" if where.startswith("lines") else ""
        # A guess compares with every name: give one only to problems that will be shown.
        guess = nearest(name, known) if told < MOST_SHOWN else None
        yield Problem(
            min(places),
            f"a path names the construct {shown(name)}{also}, which is not measured; "
            f"{_remedy(name, guess, owner.get(name))}",
        )


def _remedy(name: str, guess: str | None, owner: str | None) -> str:
    if owner is not None:
        return f"it is an item of {shown(owner)}: paths join constructs, so name the construct"
    if guess is not None:
        return f"did you mean {shown(guess)}? Otherwise state its items, `NAME =~ a + b`"
    if name in {"0", "1", "-1"}:
        return "if an intercept was meant, leave it out: PLS works on standardised data"
    return "state its items, `NAME =~ a + b`"


def self_paths(claims: Claims) -> Iterator[Problem]:
    """Find paths from a construct to itself."""
    for stated in claims.paths:
        if stated.element.source == stated.element.target:
            yield Problem(
                stated.place(),
                f"construct {shown(stated.element.source)} has a path to itself; remove it",
            )


def repeated_paths(claims: Claims) -> Iterator[Problem]:
    """Find paths stated more than once."""
    places: defaultdict[Path, list[Place]] = defaultdict(list)
    for stated in claims.paths:
        places[stated.element].append(stated.place())
    for arrow, where in places.items():
        if len(where) > 1:
            on_lines = f", on {lines_of(where)}" if lines_of(where) else ""
            yield Problem(
                where[1],
                f"the path from {shown(arrow.source)} to {shown(arrow.target)} is stated "
                f"{len(where)} times{on_lines}; state it once",
            )


def cycles_in_paths(claims: Claims) -> Iterator[Problem]:
    """Find circles of paths, at least one in every part that has any."""
    place = {stated.element: stated.place() for stated in claims.paths}
    arrows = ((path.source, path.target) for path in place if path.source != path.target)
    for around in islice(cycles(arrows), MOST_SHOWN):
        yield Problem(
            place[Path(*around[-2:])],
            f"the paths run in a circle, {_circle(around)}; PLS needs a recursive model: "
            "remove one of them",
        )


def _circle(around: tuple[str, ...], most: int = 10) -> str:
    short = [name if len(name) <= 30 else f"{name[:30]}…" for name in around]
    names = [name if name.isprintable() else repr(name) for name in short]
    if len(names) > most:
        names = [*names[: most - 1], f"… ({len(names) - most} more)", names[-1]]
    return " -> ".join(names)


def constructs_without_paths(claims: Claims) -> Iterator[Problem]:
    """Find constructs that no path joins to any other."""
    if not claims.paths and not claims.has_refused:
        return  # said once, of the whole model
    arrows = [s.element for s in claims.paths if s.element.source != s.element.target]
    joined = {name for arrow in arrows for name in (arrow.source, arrow.target)}
    for stated in claims.constructs:
        name = stated.element.name
        if name not in joined and name not in claims.in_doubt:
            yield Problem(
                stated.place(),
                f"construct {shown(name)} has no path to or from any other construct; "
                "connect it or remove it",
            )
