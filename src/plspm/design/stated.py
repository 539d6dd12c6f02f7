"""From the numbers that a user states to the arrays of a population; all faults told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike

from plspm.data.wording import listed
from plspm.design.measurement import Items, of_composite, of_factor
from plspm.design.truth import Truth, truth_of
from plspm.errors import SpecificationError, written
from plspm.estimation.arrays import Array
from plspm.estimation.settings import as_number as as_double
from plspm.model import PathModel
from plspm.model.parts import parts_of
from plspm.model.products import Product, fault_of, product_of

ARROW = "->"


def compiled(
    model: PathModel,
    paths: Mapping[str, float],
    loadings: Mapping[str, Sequence[float]],
    weights: Mapping[str, Sequence[float]],
    correlations: Mapping[str, float],
    within: Mapping[str, ArrayLike],
    markers: Mapping[str, tuple[str, float]],
) -> tuple[Truth, tuple[Items, ...]]:
    """Compile a population; the parameters are those of ``Population``.

    Raises
    ------
    SpecificationError
        With all problems of the kind that is found first: names and numbers, the structure, or
        the items.
    """
    names = model.construct_names
    number = {name: j for j, name in enumerate(names)}
    parts = parts_of(model.constructs)
    terms, problems = _terms(model, paths, weights, number, parts)
    problems += _block_problems(model, loadings, weights, within, parts, number)
    explained = {path.target for path in model.paths} | {names[target] for target in terms}
    Phi, wrong = _correlations(correlations, number, explained, parts, weights)
    problems += wrong
    problems += _marker_problems(model, markers, number)
    if problems:
        raise SpecificationError(problems)
    made_of = {
        number[name]: [(number[p], float(w)) for p, w in zip(of, weights[name], strict=True)]
        for name, of in parts.items()
        if name in weights
    }
    for name, of in parts.items():
        for part, loading in zip(of, loadings.get(name, ()), strict=False):
            terms[number[part]] = [((number[name],), float(loading))]
    order = _causal_order(len(names), terms, made_of)
    truth = truth_of(names, order, terms, made_of, Phi)
    return truth, _items(model, loadings, weights, within, markers, parts, number)


def _terms(
    model: PathModel,
    paths: Mapping[str, float],
    weights: Mapping[str, Sequence[float]],
    number: Mapping[str, int],
    parts: Mapping[str, tuple[str, ...]],
) -> tuple[dict[int, list[tuple[tuple[int, ...], float]]], list[str]]:
    terms: dict[int, list[tuple[tuple[int, ...], float]]] = {}
    problems: list[str] = []
    implied = {name for name in parts if name in weights}
    stated: set[tuple[Product, str]] = set()
    of_model = {(product_of(p.source), p.target) for p in model.paths}
    for label, value in paths.items():
        source, arrow, target = (part.strip() for part in label.partition(ARROW))
        fault = fault_of(source)
        if fault:
            problems.append(f"In the path {label!r} the product {source!r} {fault}.")
            continue
        product = product_of(source)
        factors, key = product.factors, (product, target)
        unknown = [name for name in (*factors, target) if name not in number]
        if not arrow:
            problems.append(f'The path {label!r} is not of the form "SOURCE -> TARGET".')
        elif unknown:
            problems.append(
                f"In the path {label!r} {unknown[0]!r} is no construct of the model; it has "
                f"{listed(list(number))}."
            )
        elif target in implied:
            problems.append(
                f"The path {label!r} leads to a construct made of others, from whose "
                "correlations it follows: leave it out."
            )
        elif len(factors) == 1 and key not in of_model:
            problems.append(f"The path {label!r} is not in the model.")
        elif as_number(value) is None:
            problems.append(
                f"The path {label!r} has the value {written(value)}, which is no number."
            )
        elif key in stated:
            problems.append(f"The path {label!r} is stated twice.")
        else:
            stated.add(key)
            terms.setdefault(number[target], []).append(
                (tuple(number[name] for name in factors), float(value))
            )
    problems += [
        f'The path "{p.source} -> {p.target}" of the model has no value.'
        for p in model.paths
        if (product_of(p.source), p.target) not in stated
        and p.target not in implied
        and f"{p.source} -> {p.target}" not in paths
    ]
    return terms, problems


def _block_problems(
    model: PathModel,
    loadings: Mapping[str, Sequence[float]],
    weights: Mapping[str, Sequence[float]],
    within: Mapping[str, ArrayLike],
    parts: Mapping[str, tuple[str, ...]],
    number: Mapping[str, int],
) -> list[str]:
    problems = [
        f"{option} are given for {name!r}, which is no construct of the model."
        for option, given in (
            ("loadings", loadings),
            ("weights", weights),
            ("item_correlations", within),
        )
        for name in given
        if name not in number
    ]
    for construct in model.constructs:
        name, m = construct.name, len(construct.indicators)
        given = [o for o, of in (("loadings", loadings), ("weights", weights)) if name in of]
        if len(given) == 2 or (not given and m > 1):
            stated = "both loadings and" if given else "neither loadings nor"
            problems.append(
                f"{name} has {stated} weights; give loadings of a common factor, or "
                "weights of a composite."
            )
        for option in given:
            values = (loadings if option == "loadings" else weights)[name]
            if np.ndim(values) != 1 or len(values) != m or None in map(as_number, values):
                problems.append(
                    f"{option} of {name} must be {m} numbers, one a part: {written(values)}."
                )
            elif option == "weights" and not np.any(values):
                problems.append(f"weights of {name} are all zero.")
        if name in weights and m > 1 and name not in parts and name not in within:
            problems.append(
                f"item_correlations of {name} are not given; a composite needs those of its items."
            )
        shape = np.shape(within.get(name, 0.0))
        if shape not in ((), (m, m)):
            problems.append(
                f"item_correlations of {name} must be one number, or a matrix {m} × {m}, not of "
                f"shape {shape}."
            )
    return problems


def _correlations(
    stated: Mapping[str, float],
    number: Mapping[str, int],
    explained: set[str],
    parts: Mapping[str, tuple[str, ...]],
    weights: Mapping[str, Sequence[float]],
) -> tuple[Array, list[str]]:
    Phi, problems = np.eye(len(number)), []
    shown = {part for name, of in parts.items() if name not in weights for part in of}
    made = {name for name in parts if name in weights}
    seen = set()
    for pair, value in stated.items():
        names = [name.strip() for name in pair.split(",")]
        if len(names) != 2 or names[0] == names[1] or not all(n in number for n in names):
            problems.append(f'The correlation {pair!r} is not of two constructs, as in "A,B".')
            continue
        i, j = (number[name] for name in names)
        for name in names:
            if name in explained | shown | made:
                problems.append(
                    f"The correlation {pair!r} is stated, but {name} is not exogenous: its "
                    "correlations follow from its equation."
                )
        if as_number(value) is None or not abs(value) < 1:
            problems.append(
                f"The correlation {pair!r} is {written(value)}; it must be between -1 and 1."
            )
        elif frozenset(names) in seen:
            problems.append(f"The correlation {pair!r} is stated twice.")
        else:
            Phi[i, j] = Phi[j, i] = value
        seen.add(frozenset(names))
    return Phi, problems


def _marker_problems(
    model: PathModel, markers: Mapping[str, tuple[str, float]], number: Mapping[str, int]
) -> list[str]:
    items = set(model.indicators)
    return [
        f"The marker {name!r} must be a new item, with the construct that it measures and its "
        f"correlation with it (below 1), not {written(value)}."
        for name, value in markers.items()
        if name in items
        or not isinstance(value, Sequence)
        or len(value) != 2
        or not isinstance(value[0], str)
        or value[0] not in number
        or as_number(value[1]) is None
        or not abs(value[1]) < 1
    ]


def _causal_order(
    count: int,
    terms: Mapping[int, Sequence[tuple[tuple[int, ...], float]]],
    made_of: Mapping[int, Sequence[tuple[int, float]]],
) -> list[int]:
    before: dict[int, set[int]] = {j: set() for j in range(count)}
    for target, summands in terms.items():
        before[target] |= {j for factors, _ in summands for j in factors}
    for target, of in made_of.items():
        before[target] |= {part for part, _ in of}
    return list(TopologicalSorter(before).static_order())


def _items(
    model: PathModel,
    loadings: Mapping[str, Sequence[float]],
    weights: Mapping[str, Sequence[float]],
    within: Mapping[str, ArrayLike],
    markers: Mapping[str, tuple[str, float]],
    parts: Mapping[str, tuple[str, ...]],
    number: Mapping[str, int],
) -> tuple[Items, ...]:
    blocks, problems = [], []
    for construct in model.constructs:
        name, m = construct.name, len(construct.indicators)
        if name in parts:
            continue
        try:
            if name in weights:
                R = np.array(np.broadcast_to(np.asarray(within.get(name, 0.0), float), (m, m)))
                np.fill_diagonal(R, 1.0)
                w = np.asarray(weights[name], float)
                blocks.append(of_composite(number[name], construct.indicators, w, R))
            else:
                of_items = np.asarray(loadings.get(name, [1.0]), float)
                blocks.append(of_factor(number[name], construct.indicators, of_items))
        except SpecificationError as error:
            problems += [f"{name}: {problem}" for problem in error.problems]
    if problems:
        raise SpecificationError(problems)
    blocks += [of_factor(number[of], (item,), np.array([r])) for item, (of, r) in markers.items()]
    return tuple(blocks)


def as_number(value: object) -> float | None:
    """The value where it is a finite number, else None."""
    number = as_double(value)
    return number if isfinite(number) else None
