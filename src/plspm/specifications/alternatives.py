"""The models that stated alternatives make: every combination, each once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from plspm.errors import SpecificationError
from plspm.model import Kind, Mode, PathModel
from plspm.model.elements import Construct, Path
from plspm.model.products import is_label, product_of

MEASURED: Final[dict[str, tuple[Kind, Mode]]] = {
    "=~": ("reflective", "A"),
    "<~": ("composite", "B"),
    "<~ [A]": ("composite", "A"),
    "<~ [sum]": ("composite", "sum"),
    "<~ [pca]": ("composite", "pca"),
}
"""How a construct can be measured: what the model text says of it, as kind and mode."""


@dataclass(frozen=True, slots=True, eq=False)
class Specification:
    """One combination of choices.

    Attributes
    ----------
    choices : dict of str to str
        What was chosen, by the name of the choice.
    model : PathModel, or the error that it makes
    """

    choices: dict[str, str]
    model: PathModel | SpecificationError


def alternatives(
    models: Mapping[str, PathModel],
    measurement: Mapping[str, Sequence[str]],
    controls: Sequence[str],
) -> list[Specification]:
    """Every combination of models, measurements and controls, each model once.

    A choice that a model does not have, such as a control that is not in it, makes no second
    specification of it; a model that two rivals become bears the name of the first.
    """
    sides = {f"{name} is measured": tuple(ways) for name, ways in measurement.items()}
    sides |= {f"control {name}": ("in", "out") for name in controls}
    found: list[Specification] = []
    seen: set[PathModel] = set()
    for name, model in models.items():
        for chosen in product(*sides.values()):
            specification = _specified(name, model, dict(zip(sides, chosen, strict=True)))
            if isinstance(specification.model, PathModel):
                if specification.model in seen:
                    continue
                seen.add(specification.model)
            found.append(specification)
    return found


def _specified(name: str, model: PathModel, choices: dict[str, str]) -> Specification:
    ways = {
        side.removesuffix(" is measured"): way
        for side, way in choices.items()
        if side.endswith(" is measured")
    }
    left_out = {side.removeprefix("control ") for side, way in choices.items() if way == "out"}
    said = {"model": name} | {
        side: way if _concerns(model, side, left_out) else "-" for side, way in choices.items()
    }
    try:
        constructs = [
            _measured(construct, ways.get(construct.name))
            for construct in model.constructs
            if construct.name not in left_out
        ]
        controls = [each for each in model.controls if each.column not in left_out]
        changed = PathModel(constructs, list(_paths_without(model, left_out)), controls)
    except SpecificationError as error:
        return Specification(said, error)
    return Specification(said, changed)


def _concerns(model: PathModel, side: str, left_out: set[str]) -> bool:
    """Whether a model has what a choice is about."""
    if side.startswith("control "):
        columns = (each.column for each in model.controls)
        return side.removeprefix("control ") in {*model.construct_names, *columns}
    name = side.removesuffix(" is measured")
    return name in model.construct_names and name not in left_out


def _measured(construct: Construct, way: str | None) -> Construct:
    if way is None:
        return construct
    kind, mode = MEASURED[way]
    return replace(construct, kind=kind, mode=mode, weights=None)


def _paths_without(model: PathModel, left_out: set[str]) -> Iterator[Path]:
    for path in model.paths:
        factors = product_of(path.source).factors if is_label(path.source) else (path.source,)
        if not left_out & {*factors, path.target}:
            yield path
