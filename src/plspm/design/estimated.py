"""The numbers of a fit, as a population states them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from plspm.design.stated import ARROW
from plspm.errors import UnavailableError
from plspm.estimation.arrays import Array
from plspm.estimation.estimate import Estimates
from plspm.model import PathModel
from plspm.model.parts import parts_of
from plspm.model.products import product_of
from plspm.results import PLSResult


@dataclass(frozen=True, slots=True, eq=False)
class Estimated:
    """What a fit says of a population; the fields are those of ``Population``."""

    paths: Mapping[str, float]
    loadings: Mapping[str, Sequence[float]]
    weights: Mapping[str, Sequence[float]]
    correlations: Mapping[str, float]
    item_correlations: Mapping[str, Array]


def estimated(result: PLSResult) -> Estimated:
    """Read a population's numbers from a fit.

    Reflective constructs are common factors, of items or of constructs; all others are made of
    their items, or of their constructs, without error, and only through them do these correlate
    with others.

    Raises
    ------
    UnavailableError
        A construct made of others is explained by what is explained itself, or by a product.
    """
    model, found = result.model, result._fitted.estimates
    at = {name: j for j, name in enumerate(found.arrays.constructs)}
    parts = parts_of(model.constructs)
    made = [name for name in parts if model.construct(name).kind != "reflective"]
    _refuse_unknown_causes(model, made)
    shown = {part for name, of in parts.items() if name not in made for part in of}
    exogenous = [
        name
        for name in model.construct_names
        if name not in made and name not in shown and not model.predecessors(name)
    ]
    loadings, weights, within = _blocks(model, found, at)
    for name, of in parts.items():
        own = [at[part] for part in of]
        correlations = found.P[0][own, at[name]]
        if name in made:
            weights[name] = np.linalg.solve(found.P[0][np.ix_(own, own)], correlations).tolist()
        else:
            loadings[name] = correlations.tolist()
    return Estimated(
        _paths(model, found, made),
        loadings,
        weights,
        _correlations(exogenous, {part: name for name in made for part in parts[name]}, found, at),
        within,
    )


def _correlations(
    exogenous: Sequence[str],
    whole_of: Mapping[str, str],
    found: Estimates,
    at: Mapping[str, int],
) -> dict[str, float]:
    """Correlations of exogenous constructs, of parts of different wholes through these."""
    P = found.P[0]

    def correlation(a: str, b: str) -> float:
        A, B = whole_of.get(a, a), whole_of.get(b, b)
        if A == B:
            return float(P[at[a], at[b]])
        of_a, of_b = (
            1.0 if part == whole else P[at[part], at[whole]] for part, whole in ((a, A), (b, B))
        )
        return float(of_a * P[at[A], at[B]] * of_b)

    return {f"{a},{b}": correlation(a, b) for a, b in combinations(exogenous, 2)}


def _paths(model: PathModel, found: Estimates, made: Sequence[str]) -> dict[str, float]:
    """Path coefficients, of products as they are; without those to what is made of constructs."""
    B = found.per_unit(found.B)[0]
    at = {product_of(name): j for j, name in enumerate(found.arrays.constructs)}
    return {
        f"{path.source} {ARROW} {path.target}": float(
            B[at[product_of(path.target)], at[product_of(path.source)]]
        )
        for path in model.paths
        if path.target not in made
    }


def _blocks(
    model: PathModel, found: Estimates, at: Mapping[str, int]
) -> tuple[dict[str, Sequence[float]], dict[str, Sequence[float]], dict[str, Array]]:
    """Loadings, weights and item correlations of constructs of several items."""
    loadings: dict[str, Sequence[float]] = {}
    weights: dict[str, Sequence[float]] = {}
    within: dict[str, Array] = {}
    for construct in model.constructs:
        name = construct.name
        if name in model.higher_order or len(construct.indicators) == 1:
            continue
        block = found.arrays.block_slice(at[name])
        if construct.kind == "reflective":
            loadings[name] = found.loadings[0, block].tolist()
        else:
            weights[name] = found.w[0, block].tolist()
            within[name] = found.S[0][block, block]
    return loadings, weights, within


def _refuse_unknown_causes(model: PathModel, made: Sequence[str]) -> None:
    """What is made of constructs has no equation: its causes must be known with its parts."""
    known = {name for name in model.construct_names if not model.predecessors(name)} | set(made)
    problems = [
        f"{name} is made of {', '.join(model.construct(name).indicators)}, and explained by "
        f"{cause}, which is no exogenous construct: the fit does not say how {cause} acts on each "
        "of them. State the population: plspm.Population(model, paths, ...)."
        for name in made
        for cause in model.predecessors(name)
        if cause not in known and cause not in model.construct(name).indicators
    ]
    if problems:
        raise UnavailableError(problems)
