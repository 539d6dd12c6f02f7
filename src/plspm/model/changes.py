"""Models that are made from a model: other constructs in the place of some, items left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plspm.model.claims import claims_of
from plspm.model.elements import Construct
from plspm.model.lookup import construct_of, not_found
from plspm.model.measurement_checks import repeated_constructs
from plspm.model.parts import parts_of
from plspm.model.problems import refuse

if TYPE_CHECKING:
    from plspm.model.specification import PathModel


def with_constructs(model: PathModel, replacements: Sequence[Construct]) -> PathModel:
    """Replace constructs by others of the same names; the paths stay."""
    claims, strangers = claims_of(replacements)
    refuse([*strangers, *repeated_constructs(claims)])
    new = {stated.element.name: stated.element for stated in claims.constructs}
    for name in new:
        construct_of(model.constructs, name)
    constructs = (new.get(construct.name, construct) for construct in model.constructs)
    paths = (stated.element for stated in claims.paths)
    return type(model)(constructs, model.paths, paths, model.controls)


def without_indicator(model: PathModel, name: str) -> PathModel:
    """Drop one indicator."""
    whole = parts_of(model.constructs)
    for construct in model.constructs:
        if isinstance(name, str) and name in construct.indicators and construct.name not in whole:
            return with_constructs(model, [_without(construct, name)])
    return not_found("indicator", name, model.indicators)


def _without(construct: Construct, indicator: str) -> Construct:
    dropped = construct.indicators.index(indicator)
    weights = construct.weights
    return replace(
        construct,
        indicators=construct.indicators[:dropped] + construct.indicators[dropped + 1 :],
        weights=None if weights is None else weights[:dropped] + weights[dropped + 1 :],
    )
