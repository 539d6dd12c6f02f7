"""Every way in which a specification can contradict itself, found at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plspm.model import control_checks as controls
from plspm.model import higher_order_checks as higher_order
from plspm.model import measurement_checks as measurement
from plspm.model import product_checks as products
from plspm.model import structure_checks as structure
from plspm.model.problems import NOWHERE, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plspm.model.claims import Claims
    from plspm.model.elements import Construct, Control


def problems_of(claims: Claims) -> list[Problem]:
    """Find every problem of what was stated.

    Parameters
    ----------
    claims : Claims
        Constructs, paths and controls, from objects or from text.

    Returns
    -------
    list of Problem
        Empty if, and only if, the claims make a valid model.
    """
    wrong_types = [*_wrong_types(claims)]
    if wrong_types:  # nothing else can be looked up in objects of the wrong shape
        return wrong_types
    return [problem for check in _CHECKS for problem in check(claims)]


def _wrong_types(claims: Claims) -> Iterator[Problem]:
    for stated in claims.constructs:
        construct = stated.element
        if not _is_well_typed(construct):
            yield Problem(
                NOWHERE,
                f"construct {shown(construct.name)} needs a name, kind and mode (str), a tuple of "
                "indicator names and, if any, a tuple of weights (float); build it with "
                "reflective(), composite(), formative(), single_item() or higher_order(), which "
                "see to that",
            )
    for each in claims.controls:
        if not _is_control(each.element):
            yield Problem(
                NOWHERE,
                f"the control {shown(each.element.column)} is not well made; make it with "
                "control(), which sees to that",
            )
    for arrow in claims.paths:
        if not (isinstance(arrow.element.source, str) and isinstance(arrow.element.target, str)):
            yield Problem(
                NOWHERE,
                f"a path leads from {shown(arrow.element.source)} to "
                f"{shown(arrow.element.target)}; both must be names of constructs (str)",
            )


def _is_control(control: Control) -> bool:
    texts = (control.column, control.reference or "", *(control.on or ()))
    on_is_right = isinstance(control.on, tuple | None) and control.on != ()
    return (
        on_is_right
        and isinstance(control.numbers, bool)
        and all(isinstance(text, str) for text in texts)
    )


def _is_well_typed(construct: Construct) -> bool:
    indicators, weights = construct.indicators, construct.weights
    if not isinstance(indicators, tuple) or not isinstance(weights, tuple | None):
        return False
    texts = (construct.name, construct.kind, construct.mode, *indicators)
    return all(isinstance(text, str) for text in texts) and all(
        isinstance(weight, float) for weight in weights or ()
    )


def _empty_model(claims: Claims) -> Iterator[Problem]:
    if claims.has_refused:
        return
    if not claims.constructs and not claims.paths:
        yield Problem(
            NOWHERE,
            "the model is empty; state constructs (`EXP =~ a + b`) and paths (`ECE ~ EXP`)",
        )
    elif not claims.paths:
        yield Problem(NOWHERE, "the model has no paths; state at least one, e.g. `ECE ~ EXP`")


_CHECKS: Final = (
    _empty_model,
    measurement.impossible_names,
    measurement.repeated_constructs,
    measurement.impossible_blocks,
    measurement.shared_items,
    higher_order.mixed_blocks,
    higher_order.third_order,
    higher_order.single_parts,
    higher_order.shared_parts,
    higher_order.paths_of_parts,
    products.malformed_products,
    products.products_as_outcomes,
    products.missing_lower_order_terms,
    structure.unknown_constructs,
    structure.self_paths,
    structure.repeated_paths,
    structure.cycles_in_paths,
    structure.constructs_without_paths,
    controls.impossible_words,
    controls.columns_in_the_model,
    controls.impossible_targets,
    controls.contradictions,
    controls.repeated_controls,
)
