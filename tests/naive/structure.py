"""The structural model: path coefficients, R², f², effects along paths, inner VIF."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from tests.naive.estimate import Fit, Model, Pair, regression
from tests.naive.measurement import construct_correlations

if TYPE_CHECKING:
    from collections.abc import Sequence


def equation(fit: Fit, target: str, sources: Sequence[str]) -> tuple[dict[str, float], float]:
    """Slopes and R² of one construct on others: on the scores; from P under PLSc.

    Scores: b by least squares, R² = 1 − Σ v e² / Σ v y². From P: b = P_xx⁻¹ P_xy, R² = b'P_xy.
    """
    if not sources:
        return {}, 0.0
    if fit.estimator == "pls":
        y, X, v = fit.Y[target], [fit.Y[source] for source in sources], fit.case_weights
        b = regression(y, X, v)
        residual = y - sum(slope * x for slope, x in zip(b, X, strict=True))
        return dict(zip(sources, b, strict=True)), 1 - np.sum(v * residual**2) / np.sum(v * y**2)
    P = construct_correlations(fit)
    among = np.array([[P[a, b] for b in sources] for a in sources])
    with_target = np.array([P[source, target] for source in sources])
    if not np.all(np.isfinite([*among.ravel(), *with_target])):
        return dict.fromkeys(sources, float("nan")), float("nan")
    slopes = np.linalg.solve(among, with_target)
    return dict(zip(sources, slopes.tolist(), strict=True)), float(sum(slopes * with_target))


def path_coefficients(fit: Fit) -> dict[Pair, float]:
    """The slopes of every equation: keys (source, target)."""
    slopes = {
        target: equation(fit, target, fit.model.predecessors(target))[0]
        for target in fit.model.endogenous()
    }
    return {(source, target): slopes[target][source] for source, target in fit.model.paths}


def r_squared(fit: Fit) -> dict[str, float]:
    """R² of every endogenous construct."""
    model = fit.model
    return {
        target: equation(fit, target, model.predecessors(target))[1]
        for target in model.endogenous()
    }


def r_squared_adjusted(fit: Fit) -> dict[str, float]:
    """1 − (1 − R²)(n − 1)/(n − k − 1)."""
    return {
        target: 1 - (1 - value) * (fit.n - 1) / (fit.n - len(fit.model.predecessors(target)) - 1)
        for target, value in r_squared(fit).items()
    }


def f_squared(fit: Fit) -> dict[Pair, float]:
    """(R²_incl − R²_excl)/(1 − R²_incl), the regression done again without the predictor."""
    result = {}
    for source, target in fit.model.paths:
        sources = fit.model.predecessors(target)
        included = equation(fit, target, sources)[1]
        excluded = equation(fit, target, [other for other in sources if other != source])[1]
        result[source, target] = (included - excluded) / (1 - included)
    return result


def vif_inner(fit: Fit) -> dict[Pair, float]:
    """1 / (1 − R²) of each predictor regressed on the other predictors of its equation."""
    result = {}
    for source, target in fit.model.paths:
        others = [other for other in fit.model.predecessors(target) if other != source]
        result[source, target] = 1 / (1 - equation(fit, source, others)[1])
    return result


# -- effects, by walking every directed path ----------------------------------------------------


def directed_paths(model: Model, source: str, target: str) -> list[tuple[str, ...]]:
    """Every way from source to target along arrows, the direct one included."""
    if source == target:
        return [(target,)]
    return [
        (source, *rest)
        for step in model.successors(source)
        for rest in directed_paths(model, step, target)
    ]


def product_along(way: Sequence[str], coefficients: dict[Pair, float]) -> float:
    """Π b over the arrows of the way."""
    return float(np.prod([coefficients[arrow] for arrow in itertools.pairwise(way)]))


def specific_indirect_effects(fit: Fit) -> dict[tuple[str, ...], float]:
    """Product of the coefficients along every directed path of at least two arrows."""
    coefficients = path_coefficients(fit)
    return {
        way: product_along(way, coefficients)
        for source in fit.model.blocks
        for target in fit.model.blocks
        if source != target
        for way in directed_paths(fit.model, source, target)
        if len(way) > 2
    }


def total_effects(fit: Fit) -> dict[Pair, float]:
    """Sum over all directed paths; pairs that no path joins are left out."""
    coefficients = path_coefficients(fit)
    ways = {
        (source, target): directed_paths(fit.model, source, target)
        for source in fit.model.blocks
        for target in fit.model.blocks
        if source != target
    }
    return {
        pair: sum(product_along(way, coefficients) for way in found)
        for pair, found in ways.items()
        if found
    }


def indirect_effects(fit: Fit) -> dict[Pair, float]:
    """Sum over the directed paths of at least two arrows; 0 where there is only the arrow."""
    totals = dict.fromkeys(total_effects(fit), 0.0)
    for way, value in specific_indirect_effects(fit).items():
        totals[way[0], way[-1]] += value
    return totals
