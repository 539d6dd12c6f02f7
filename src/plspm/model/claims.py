"""What a user has stated, before it is known to make a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from plspm.model.elements import Construct, Control, Path
from plspm.model.problems import NOWHERE, Place, Problem, shown
from plspm.model.products import Product, is_label, origins

Element = TypeVar("Element", Construct, Path, Control)

DEEPEST_NESTING = 4


@dataclass(frozen=True, slots=True)
class Stated(Generic[Element]):
    """An element, and the places of its names if they stand in a text.

    Parameters
    ----------
    element : Construct, Path or Control
        What is stated.
    places : tuple of Place
        For a construct, of its name and of each indicator; for a path, of source and target,
        and then of each construct in a product; for a control, of its word and its target. Empty
        for an element that was built as an object.
    """

    element: Element
    places: tuple[Place, ...] = ()

    def place(self, number: int = 0) -> Place:
        """Place of the name with this number; nowhere for objects."""
        return self.places[number] if self.places else NOWHERE


@dataclass(frozen=True, slots=True)
class Claims:
    """All that was stated.

    Parameters
    ----------
    constructs : tuple of Stated[Construct]
        In the order of the input.
    paths : tuple of Stated[Path]
        In the order of the input.
    in_doubt : frozenset of str
        Names that occur in refused statements: what such a name lacks is not reported, since
        the refused statement may have meant to give it.
    has_refused : bool
        Whether any statement was refused: then nothing is said of the emptiness of the rest.
    controls : tuple of Stated[Control]
        One for each time that a control is stated.
    """

    constructs: tuple[Stated[Construct], ...]
    paths: tuple[Stated[Path], ...]
    in_doubt: frozenset[str] = frozenset()
    has_refused: bool = False
    controls: tuple[Stated[Control], ...] = ()


def named_in(stated: Stated[Path]) -> Iterator[tuple[str, Place]]:
    """Name the constructs of a path, factors of products among them, each with its place."""
    source, target = stated.element.source, stated.element.target
    if is_label(source):
        for number, factor in enumerate(origins(source), start=2):
            yield factor, stated.place(number)
    else:
        yield source, stated.place()
    if not is_label(target):
        yield target, stated.place(1)


def claims_of(elements: Iterable[object]) -> tuple[Claims, list[Problem]]:
    """Sort elements, nested in iterables or not, into claims and problems.

    Parameters
    ----------
    elements : iterable
        Constructs, paths, controls, and iterables of these.

    Returns
    -------
    claims : Claims
        What was found of these.
    problems : list of Problem
        One for each thing that is none.
    """
    constructs: list[Stated[Construct]] = []
    paths: list[Stated[Path]] = []
    controls: list[Stated[Control]] = []
    problems: list[Problem] = []
    for element in _flattened(elements):
        if isinstance(element, Construct):
            constructs.append(Stated(element))
        elif isinstance(element, Path):
            paths.append(Stated(element))
        elif isinstance(element, Control):
            controls.append(Stated(element))
        else:
            problems.append(Problem(NOWHERE, _stranger(element)))
    return Claims(tuple(constructs), tuple(paths), controls=tuple(controls)), problems


def _flattened(elements: Iterable[object], depth: int = 0) -> Iterator[object]:
    for element in elements:
        if isinstance(element, str | bytes) or depth == DEEPEST_NESTING:
            yield element
        elif isinstance(element, Iterable) and _has_parts(element):
            yield from _flattened(element, depth + 1)
        else:
            yield element


def _has_parts(element: Iterable[object]) -> bool:
    """Whether it can be gone through: arrays without axes say so, and cannot."""
    return getattr(element, "ndim", 1) != 0


def _stranger(element: object) -> str:
    if isinstance(element, str):
        return (
            f"{shown(element)} is text, not a construct or a path; "
            "read a model text with PathModel.parse(text)"
        )
    if isinstance(element, Product):
        return (
            f"the product {shown(element.name)} stands alone; it is the source of a path, "
            f"path({element.name!r}, to=...)"
        )
    return (
        f"{shown(element)} is neither a construct nor a path; make elements with reflective(), "
        "composite(), formative(), single_item(), higher_order(), path(), paths() or control()"
    )
