"""Options that do not go together with products, or with constructs made of constructs."""

from __future__ import annotations

from plspm.data.wording import listed
from plspm.errors import OptionError
from plspm.estimation.settings import Settings
from plspm.model import PathModel

OF_ITEMS = ("product_indicator", "orthogonal")
"""Ways to make products of items."""


def refuse_unstageable(model: PathModel, settings: Settings) -> None:
    """Refuse options that do not go together with products and constructs made of constructs.

    Raises
    ------
    OptionError
        With all of them.
    """
    problems = []
    if model.products and settings.estimator == "plsc":
        problems += _not_corrected(model, settings)
    if model.higher_order:
        problems += _not_of_constructs(model, settings)
    if problems:
        raise OptionError(problems)


def _not_corrected(model: PathModel, settings: Settings) -> list[str]:
    """Say which products consistent PLS does not correct; their numbers would be attenuated."""
    problems = []
    if settings.interactions != "two_stage":
        problems.append(
            'estimator="plsc" corrects products of scores that stay as they are; use '
            f'interactions="two_stage" with it, not "{settings.interactions}".'
        )
    if model.higher_order:
        problems.append(
            'estimator="plsc" does not correct products in a model with higher-order constructs. '
            'Use estimator="pls", or leave one of both out.'
        )
    larger = [item.name for item in model.products if len(item.factors) > 2]
    if larger:
        problems.append(
            f'estimator="plsc" corrects products of two; {listed(larger)} would stay attenuated. '
            'Use estimator="pls", or leave it out.'
        )
    return problems


def _not_of_constructs(model: PathModel, settings: Settings) -> list[str]:
    """Say which options a construct made of constructs does not allow."""
    problems = []
    if model.products and settings.interactions in OF_ITEMS:
        problems.append(
            f'interactions="{settings.interactions}" multiplies items, and a higher-order '
            'construct has none of its own. Use "two_stage".'
        )
    if settings.estimator == "plsc" and settings.higher_order == "repeated_indicators":
        problems.append(
            'estimator="plsc" takes the errors of different blocks for independent; repeated '
            'indicators share theirs. Use higher_order="disjoint_two_stage".'
        )
    if settings.higher_order != "disjoint_two_stage":
        problems += _not_of_repeated_items(model, settings)
    return problems


def _not_of_repeated_items(model: PathModel, settings: Settings) -> list[str]:
    """Say what names or weighs the parts of a construct that has their items instead."""
    problems, named = [], dict(settings.dominant)
    for name in model.higher_order:
        if model.construct(name).mode == "fixed":
            problems.append(
                f'{name} has given weights, one for each of its constructs; higher_order="'
                f'{settings.higher_order}" needs one for each item. Use "disjoint_two_stage".'
            )
        if name in named:
            problems.append(
                f"dominant_indicators names {named[name]!r} for {name}, which has the items of its "
                f'parts under higher_order="{settings.higher_order}". Use "disjoint_two_stage", or '
                "leave it out."
            )
    return problems
