"""Ways in which control variables can contradict themselves or the rest of the model.

One function per kind of problem; each yields what it finds and knows nothing of the others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from plspm.model.measurement_checks import fault_of_name
from plspm.model.parts import constructs_named_in
from plspm.model.problems import MOST_SHOWN, Place, Problem, enumerated, lines_of, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plspm.model.claims import Claims, Stated
    from plspm.model.elements import Control


def impossible_words(claims: Claims) -> Iterator[Problem]:
    """Find columns and reference categories that no text could state."""
    for stated in claims.controls:
        column, reference = stated.element.column, stated.element.reference
        fault = fault_of_name(column)
        if fault:
            yield Problem(stated.place(), f"the column of a control, {shown(column)}, {fault}")
        fault = None if reference is None else fault_of_name(reference)
        if fault:
            said = f"the reference category of the control {shown(column)}, {shown(reference)}, "
            yield Problem(stated.place(), f"{said}{fault}")


def columns_in_the_model(claims: Claims) -> Iterator[Problem]:
    """Find controls that are constructs or items of the model already."""
    constructs = {stated.element.name for stated in claims.constructs}
    owner = {item: s.element.name for s in claims.constructs for item in s.element.indicators}
    for column, stated in _by_column(claims).items():
        if column in constructs:
            said = "is a construct of the model; write its name alone, without control()"
        elif column in owner:
            said = f"is an item of {shown(owner[column])}; leave one of them out"
        else:
            continue
        yield Problem(stated[0].place(), f"the control {shown(column)} {said}")


def impossible_targets(claims: Claims) -> Iterator[Problem]:
    """Find controls that point at what is no construct, or at a part of one."""
    known = dict.fromkeys(stated.element.name for stated in claims.constructs)
    told = {stated.element.target for stated in claims.paths} | claims.in_doubt
    whole = {
        part: stated.element.name
        for stated in claims.constructs
        for part in constructs_named_in(stated.element, known)
    }
    guessed = 0
    for stated in claims.controls:
        for target in stated.element.on or ():
            if target in whole and target not in told:
                said = f"a part of {shown(whole[target])}; let it point at {shown(whole[target])}"
            elif target not in known and target not in told:
                # A guess compares with every name: give one only to problems that will be shown.
                guess = nearest(target, known) if guessed < MOST_SHOWN else None
                guessed += 1
                said = "which is not measured; "
                said += f"did you mean {shown(guess)}?" if guess else "state its items"
            else:
                continue
            column = shown(stated.element.column)
            yield Problem(
                stated.place(1), f"the control {column} points at {shown(target)}, {said}"
            )


def contradictions(claims: Claims) -> Iterator[Problem]:
    """Find columns of which several things are said."""
    for column, stated in _by_column(claims).items():
        references = [*dict.fromkeys(s.element.reference for s in stated if s.element.reference)]
        if len(references) > 1:
            yield Problem(
                stated[-1].place(),
                f"the control {shown(column)} has {len(references)} reference categories, "
                f"{enumerated([*map(shown, references)])}; one column has one set of dummies: "
                "state one of them",
            )
        if references and any(s.element.numbers for s in stated):
            yield Problem(
                stated[-1].place(),
                f"the control {shown(column)} is used as numbers or has a reference category, "
                "not both",
            )


def repeated_controls(claims: Claims) -> Iterator[Problem]:
    """Find controls that point at a construct more than once."""
    endogenous = tuple(dict.fromkeys(stated.element.target for stated in claims.paths))
    uses: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for stated in claims.controls:
        for target in endogenous if stated.element.on is None else stated.element.on:
            uses[stated.element.column, target].append(stated.place())
    for (column, target), where in uses.items():
        if len(where) > 1:
            on_lines = f", on {lines_of(where)}" if lines_of(where) else ""
            yield Problem(
                where[1],
                f"the control {shown(column)} of {shown(target)} is stated {len(where)} times"
                f"{on_lines}; state it once",
            )


def _by_column(claims: Claims) -> dict[str, list[Stated[Control]]]:
    stated: defaultdict[str, list[Stated[Control]]] = defaultdict(list)
    for each in claims.controls:
        stated[each.element.column].append(each)
    return stated
