"""Ways in which the constructs and their blocks can contradict themselves.

One function per kind of problem; each yields what it finds and knows nothing of the others.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from plspm.model.elements import KINDS, MODES, Construct
from plspm.model.parts import constructs_named_in
from plspm.model.problems import NOWHERE, Place, Problem, enumerated, lines_of, shown
from plspm.model.products import is_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plspm.model.claims import Claims

# Control characters, surrogates, line and paragraph separators.
FORBIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


def impossible_names(claims: Claims) -> Iterator[Problem]:
    """Find blank names, names with control characters, constructs named like products."""
    for stated in claims.constructs:
        construct = stated.element
        for number, name in enumerate((construct.name, *construct.indicators)):
            fault = fault_of_name(name) or (_sign_fault(name) if number == 0 else None)
            if fault:
                what = "the name of a construct" if number == 0 else "the name of an item"
                of = "" if number == 0 else f" of construct {shown(construct.name)}"
                yield Problem(
                    stated.place(number), f"{what}{of}, {shown(name)}, {fault}; rename it"
                )


def fault_of_name(name: str) -> str | None:
    """Say why no name can be as this one."""
    if not name or name.isspace():
        return "is blank"
    if any(unicodedata.category(character) in FORBIDDEN_CATEGORIES for character in name):
        return "holds a line break or another control character"
    return None


def _sign_fault(name: str) -> str | None:
    if is_label(name):
        return "holds a sign of products, `:` or `^`, which only items may have in their names"
    return None


def repeated_constructs(claims: Claims) -> Iterator[Problem]:
    """Find constructs that are measured more than once."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for stated in claims.constructs:
        places[stated.element.name].append(stated.place())
    for name, where in places.items():
        if len(where) > 1:
            on_lines = f", on {lines_of(where)}" if lines_of(where) else ""
            yield Problem(
                where[1],
                f"construct {shown(name)} is measured {len(where)} times{on_lines}; "
                "put all its items into one statement, or give each construct its own name",
            )


def impossible_blocks(claims: Claims) -> Iterator[Problem]:
    """Find blocks without items, modes that the kind does not allow, wrong weights."""
    for stated in claims.constructs:
        for fault in _block_faults(stated.element):
            yield Problem(stated.place(), f"construct {shown(stated.element.name)} {fault}")


def _block_faults(construct: Construct) -> Iterator[str]:
    mode = construct.mode
    if not construct.indicators:
        yield "has no items; give it at least one"
    if construct.kind not in KINDS:
        yield f"has the unknown kind {shown(construct.kind)}; kinds are {enumerated(KINDS)}"
    if mode not in MODES:
        yield f"has the unknown mode {shown(mode)}; modes are {enumerated(MODES)}"
    elif construct.kind == "reflective" and mode != "A":
        yield f"is reflective, which means Mode A; for mode {shown(mode)} use composite()"
    if mode == "fixed":
        yield from _weight_faults(construct)
    elif construct.weights is not None:
        yield f"has weights but mode {shown(mode)}; give mode='fixed', or leave the weights out"


def _weight_faults(construct: Construct) -> Iterator[str]:
    weights, needed = construct.weights, len(construct.indicators)
    if weights is None:
        yield "has mode 'fixed' but no weights; give weights=[...], one per item"
        return
    if len(weights) != needed:
        yield f"has {len(weights)} weights for {needed} items; give one per item"
    if not all(math.isfinite(weight) for weight in weights):
        yield "has a weight that is not finite; give finite numbers"
    elif weights and not any(weights):
        yield "has only zero weights; at least one must differ from zero"


def shared_items(claims: Claims) -> Iterator[Problem]:
    """Find items that stand twice in a block, or in two blocks."""
    blocks: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    known = {stated.element.name for stated in claims.constructs}
    for stated in claims.constructs:
        construct = stated.element
        parts = set(constructs_named_in(construct, known))
        seen: set[str] = set()
        told: set[str] = set()
        for number, item in enumerate(construct.indicators, start=1):
            if item in seen and item not in told:
                told.add(item)
                what = "construct" if item in parts else "item"
                yield Problem(
                    stated.place(number),
                    f"{what} {shown(item)} stands more than once in construct "
                    f"{shown(construct.name)}; list it once",
                )
            seen.add(item)
            if item not in parts:
                blocks[item].setdefault(construct.name, stated.place(number))
    for item, owners in blocks.items():
        if len(owners) > 1:
            names = [
                shown(name) + (f" ({lines_of([place])})" if place != NOWHERE else "")
                for name, place in owners.items()
            ]
            yield Problem(
                list(owners.values())[1],
                f"item {shown(item)} belongs to {len(owners)} constructs, {enumerated(names)}; "
                "blocks do not overlap: keep it in one, or copy the column under another name",
            )
