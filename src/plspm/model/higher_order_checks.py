"""Ways in which higher-order constructs can contradict the rest of the model.

One function per kind of problem; each yields what it finds and knows nothing of the others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from plspm.model.claims import named_in
from plspm.model.parts import constructs_named_in, parts_of
from plspm.model.problems import (
    MOST_SHOWN,
    NOWHERE,
    Place,
    Problem,
    enumerated,
    lines_of,
    nearest,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from plspm.model.claims import Claims, Stated
    from plspm.model.elements import Construct


def mixed_blocks(claims: Claims) -> Iterator[Problem]:
    """Find blocks of which some names are constructs and others are not."""
    known = {stated.element.name for stated in claims.constructs}
    told = 0
    for stated in claims.constructs:
        construct = stated.element
        parts = constructs_named_in(construct, known)
        among = set(parts)
        items = [name for name in construct.indicators if name not in among]
        if not parts or not items or not claims.in_doubt.isdisjoint(items):
            continue
        # A guess compares with every name: give one only to problems that will be shown.
        guesses = _guesses(construct, items, known) if told < MOST_SHOWN else {}
        told += 1
        if guesses:
            yield from _misspelt(stated, parts, guesses)
        elif len(parts) < len(items):
            yield _construct_among_items(stated, parts, items)
        else:
            yield _items_among_constructs(stated, parts, items)


def _guesses(construct: Construct, items: list[str], known: Collection[str]) -> dict[str, str]:
    free = [name for name in known if name not in {construct.name, *construct.indicators}]
    guesses = {item: nearest(item, free) for item in items[:MOST_SHOWN]}
    return {item: guess for item, guess in guesses.items() if guess is not None}


def _misspelt(
    stated: Stated[Construct], parts: tuple[str, ...], guesses: dict[str, str]
) -> Iterator[Problem]:
    construct = stated.element
    for item, guess in guesses.items():
        yield Problem(
            _place_of(stated, item),
            f"{shown(construct.name)} is made of constructs, {_listed(parts)}, and {shown(item)} "
            f"is none; did you mean {shown(guess)}?",
        )


def _construct_among_items(
    stated: Stated[Construct], parts: tuple[str, ...], items: list[str]
) -> Problem:
    name, first = stated.element.name, parts[0]
    return Problem(
        _place_of(stated, first),
        f"{shown(name)} is measured by items, {_listed(items)}, and {shown(first)} is a construct; "
        "a block holds columns of the data or constructs, not both: remove it from here, or, if a "
        "column of that name is meant, give the column or the construct another name",
    )


def _items_among_constructs(
    stated: Stated[Construct], parts: tuple[str, ...], items: list[str]
) -> Problem:
    name, first = stated.element.name, items[0]
    return Problem(
        _place_of(stated, first),
        f"{shown(name)} is made of constructs, {_listed(parts)}, and {shown(first)} is none; "
        "a block holds constructs or columns of the data, "
        f"not both: measure {shown(first)} by a construct of its own and name that construct here, "
        "or leave it out",
    )


def third_order(claims: Claims) -> Iterator[Problem]:
    """Find constructs made of constructs that are made of constructs themselves."""
    parts = parts_of(stated.element for stated in claims.constructs)
    for stated in _of_higher_order(claims):
        for number, name in enumerate(stated.element.indicators, start=1):
            if name in parts:
                yield Problem(
                    stated.place(number),
                    f"{shown(stated.element.name)} is of third order: it is made of "
                    f"{shown(name)}, which is made of constructs, {_listed(parts[name])}; only two "
                    f"orders are estimated: name constructs measured by items, for example the "
                    f"parts of {shown(name)}",
                )


def single_parts(claims: Claims) -> Iterator[Problem]:
    """Find constructs that are made of one other construct, which they only rename."""
    for stated in _of_higher_order(claims):
        if len(stated.element.indicators) == 1:
            part, name = shown(stated.element.indicators[0]), shown(stated.element.name)
            yield Problem(
                stated.place(1),
                f"{name} is made of one construct, {part}, and a construct of higher order needs "
                f"at least two; name {part} itself in the paths, or, if a column of that name is "
                "meant, give the column or the construct another name",
            )


def shared_parts(claims: Claims) -> Iterator[Problem]:
    """Find constructs that are part of two others."""
    wholes: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for stated in _of_higher_order(claims):
        for number, name in enumerate(stated.element.indicators, start=1):
            wholes[name].setdefault(stated.element.name, stated.place(number))
    for name, places in wholes.items():
        if len(places) > 1:
            owners = [
                shown(owner) + (f" ({lines_of([place])})" if place != NOWHERE else "")
                for owner, place in places.items()
            ]
            yield Problem(
                list(places.values())[1],
                f"construct {shown(name)} is part of {len(places)} constructs, "
                f"{enumerated(owners)}; a construct is part of one: keep it there",
            )


def paths_of_parts(claims: Claims) -> Iterator[Problem]:
    """Find paths to or from a construct that is part of another, products among their sources."""
    whole = {
        name: stated.element.name
        for stated in _of_higher_order(claims)
        for name in stated.element.indicators
        if len(stated.element.indicators) > 1
    }
    told: set[str] = set()
    for stated in claims.paths:
        for name, place in named_in(stated):
            if name in whole and name not in told:
                told.add(name)
                part, owner = shown(name), shown(whole[name])
                yield Problem(
                    place,
                    f"construct {part} is part of {owner} and has a path of its own; parts act "
                    f"through the whole: name {owner} in the path, or take {part} out of {owner}",
                )


def _of_higher_order(claims: Claims) -> Iterator[Stated[Construct]]:
    known = {stated.element.name for stated in claims.constructs}
    for stated in claims.constructs:
        block = stated.element.indicators
        if block and len(constructs_named_in(stated.element, known)) == len(block):
            yield stated


def _place_of(stated: Stated[Construct], name: str) -> Place:
    return stated.place(1 + stated.element.indicators.index(name))


def _listed(names: Collection[str]) -> str:
    return enumerated([shown(name) for name in names])
