"""Variants of a stated study: other groups, other values of paths, other parts of a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plspm.api import as_model
from plspm.data.controlled_model import uncontrolled
from plspm.errors import OptionError, SpecificationError
from plspm.estimation.settings import choice_problems
from plspm.model import PathModel
from plspm.model.products import origins

PREFIX = "variant_"
ELSEWHERE = "nested"
"""The variant that changes cases, not the population: ``populations(nested=True)``."""


def varied(facts: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the facts of a study in one of its variants.

    A table ``variant_NAME`` holds constructs to leave out (``without``), groups (``group`` and
    their ``sizes``), values of paths by group, and other parts of higher-order constructs.

    Parameters
    ----------
    facts : mapping
        The file as it was read.
    name : str
        Of the variant.

    Returns
    -------
    dict
        The facts without what is said to be implied, which holds no longer.

    Raises
    ------
    OptionError
        The study has no such variant.
    SpecificationError
        The variant holds what the study does not know.
    """
    known = [key.removeprefix(PREFIX) for key in facts if key.startswith(PREFIX)]
    known = [each for each in known if each != ELSEWHERE]
    problems = choice_problems("variant", name, known) if known else ["The study has no variant."]
    if problems:
        raise OptionError(problems)
    variant = dict(facts[PREFIX + name])
    kept = {k: v for k, v in facts.items() if not k.startswith(PREFIX) and k != "implied"}
    kept = _without(kept, frozenset(variant.pop("without", ())))
    sizes = variant.pop("sizes", None)
    group = variant.pop("group", None)
    paths = {key: variant.pop(key) for key in list(variant) if key in kept["paths"]}
    parts = {key: variant.pop(key) for key in list(variant) if key in _wholes(kept)}
    if variant or (sizes is None) != (group is None):
        said = f"The variant {name!r} holds {', '.join(variant) or 'sizes or group alone'}"
        raise SpecificationError(f"{said}, which is not understood.")
    if sizes is not None:
        kept |= {"n": sizes, "group": group, "paths": _by_group(kept["paths"], paths, sizes)}
    varied_facts = _regrouped(kept, parts) if parts else kept
    return varied_facts | {"name": f"{facts['name']}, variant {name}"}


def _wholes(facts: Mapping[str, Any]) -> tuple[str, ...]:
    return as_model(facts["model"]).higher_order


def _without(facts: dict[str, Any], dropped: frozenset[str]) -> dict[str, Any]:
    """Leave constructs out, with all that is said of them."""
    if not dropped:
        return facts
    model = uncontrolled(as_model(facts["model"]))
    left = PathModel(
        [construct for construct in model.constructs if construct.name not in dropped],
        [p for p in model.paths if not dropped & {*origins(p.source), p.target}],
    )
    arrows = {f"{path.source} -> {path.target}" for path in left.paths}
    changed = {
        "model": left.to_text(),
        "paths": {key: value for key, value in facts["paths"].items() if key in arrows},
        "loadings": {k: v for k, v in facts["loadings"].items() if k not in dropped},
        "exogenous_correlations": {
            pair: value
            for pair, value in facts.get("exogenous_correlations", {}).items()
            if not dropped & {name.strip() for name in pair.split(",")}
        },
    }
    return facts | changed


def _by_group(
    stated: Mapping[str, list[Any]],
    changed: Mapping[str, Mapping[str, float]],
    sizes: Mapping[str, int],
) -> dict[str, list[Any]]:
    """Give every path one value a group: its own where it differs, else the same for all."""
    for label, values in changed.items():
        strangers = [group for group in values if group not in sizes]
        if strangers:
            raise SpecificationError(
                f"The path {label} names {', '.join(strangers)}; groups are {', '.join(sizes)}."
            )
    return {
        label: [*(changed.get(label, {}).get(group, value) for group in sizes), statement]
        for label, (value, statement) in stated.items()
    }


def _regrouped(facts: dict[str, Any], parts: Mapping[str, list[str]]) -> dict[str, Any]:
    """Give wholes other parts; every part keeps its weight."""
    model = as_model(facts["model"])
    weight = {
        part: value
        for whole, values in facts["higher_order_weights"].items()
        for part, value in zip(model.parts(whole), values, strict=True)
    }
    changed = model.with_constructs(
        *(replace(model.construct(whole), indicators=tuple(of)) for whole, of in parts.items())
    )
    weights = {whole: [weight[part] for part in of] for whole, of in parts.items()}
    return facts | {
        "model": changed.to_text(),
        "higher_order_weights": facts["higher_order_weights"] | weights,
    }
