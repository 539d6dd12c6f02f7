"""Reliability, validity and collinearity of items, pair of items by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tests.naive.estimate import Fit, Pair, correlation, covariance, regression
from tests.naive.measurement import (
    construct_correlations,
    indicator_correlations,
    loadings,
    rho_a,
    square_root,
)
from tests.naive.structure import r_squared

if TYPE_CHECKING:
    from collections.abc import Sequence

NAN = float("nan")


def is_measured_by_mode_a(fit: Fit, construct: str) -> bool:
    return fit.model.modes[construct] == "A" or fit.model.is_single_item(construct)


# -- reliability of a block; 1 for one item, NaN outside Mode A ---------------------------------


def cronbach_alpha(fit: Fit) -> dict[str, float]:
    """K r̄ / (1 + (K − 1) r̄), r̄ the mean correlation of two items of the block."""
    return {c: _of_block(fit, c, _standardised_alpha) for c in fit.model.blocks}


def _standardised_alpha(fit: Fit, construct: str) -> float:
    K, average = len(fit.model.blocks[construct]), mean_within(fit, construct)
    return K * average / (1 + (K - 1) * average)


def cronbach_alpha_raw(fit: Fit, data: dict[str, Sequence[float]]) -> dict[str, float]:
    """K/(K − 1) · (1 − Σ var(x) / var(Σ x)) of the columns as they were observed."""

    def raw_alpha(fit: Fit, construct: str) -> float:
        block = [np.asarray(data[name], dtype=float) for name in fit.model.blocks[construct]]
        v, total, K = fit.case_weights, sum(block), len(block)
        items = sum(covariance(x, x, v) for x in block)
        return K / (K - 1) * (1 - items / covariance(total, total, v))

    return {c: _of_block(fit, c, raw_alpha) for c in fit.model.blocks}


def reliability_rho_a(fit: Fit) -> dict[str, float]:
    """ρ_A of Dijkstra and Henseler."""
    return {c: _of_block(fit, c, rho_a) for c in fit.model.blocks}


def rho_c(fit: Fit) -> dict[str, float]:
    """(Σλ)² / [(Σλ)² + Σ(1 − λ²)]."""
    return {
        c: _of_block(fit, c, lambda f, c: joreskog(_block_loadings(f, c))) for c in fit.model.blocks
    }


def joreskog(lambdas: Sequence[float]) -> float:
    """(Σλ)² / [(Σλ)² + Σ(1 − λ²)]."""
    common = sum(lambdas) ** 2
    return common / (common + sum(1 - value**2 for value in lambdas))


def ave(fit: Fit) -> dict[str, float]:
    """Mean of λ²."""
    return {
        c: _of_block(fit, c, lambda f, c: float(np.mean(np.square(_block_loadings(f, c)))))
        for c in fit.model.blocks
    }


def communality(fit: Fit) -> dict[Pair, float]:
    """λ² of every indicator."""
    return {key: value**2 for key, value in loadings(fit).items()}


def redundancy(fit: Fit) -> dict[Pair, float]:
    """λ² R² of every indicator of an endogenous construct."""
    explained = r_squared(fit)
    shares = communality(fit)
    return {(c, i): shares[c, i] * explained[c] for c, i in shares if c in explained}


def _block_loadings(fit: Fit, construct: str) -> list[float]:
    table = loadings(fit)
    return [table[construct, name] for name in fit.model.blocks[construct]]


def _of_block(fit, construct, formula):
    if fit.model.is_single_item(construct):
        return 1.0
    return formula(fit, construct) if fit.model.modes[construct] == "A" else NAN


def eigenvalues(fit: Fit, construct: str) -> list[float]:
    """Eigenvalues of the block's correlation matrix, largest first."""
    block = fit.model.blocks[construct]
    S = np.array([[indicator_correlations(fit)[a, b] for b in block] for a in block])
    return sorted(np.linalg.eigvalsh(S).tolist(), reverse=True)


def dillon_goldstein_rho(fit: Fit) -> dict[str, float]:
    """ρ_C of the correlations of the items with the block's first principal component."""

    def of_component(fit: Fit, construct: str) -> float:
        block, v = fit.model.blocks[construct], fit.case_weights
        cases = np.column_stack([np.sqrt(v) * fit.X[name] for name in block])
        direction = np.linalg.svd(cases, full_matrices=False)[2][0]
        component = sum(d * fit.X[name] for d, name in zip(direction, block, strict=True))
        return joreskog([correlation(fit.X[name], component, v) for name in block])

    return {c: _of_block(fit, c, of_component) for c in fit.model.blocks}


# -- discriminant validity ----------------------------------------------------------------------


def fornell_larcker(fit: Fit) -> dict[Pair, float]:
    """P, with √AVE on the diagonal."""
    table = construct_correlations(fit)
    return table | {(c, c): square_root(value) for c, value in ave(fit).items()}


def within_pairs(fit: Fit, construct: str) -> list[float]:
    """Correlations of every two items of the block; a single item with itself."""
    block = fit.model.blocks[construct]
    if len(block) == 1:
        return [1.0]
    return [
        indicator_correlations(fit)[a, b]
        for position, a in enumerate(block)
        for b in block[position + 1 :]
    ]


def between_pairs(fit: Fit, i: str, j: str) -> list[float]:
    """Correlations of every item of one block with every item of the other."""
    return [
        indicator_correlations(fit)[a, b] for a in fit.model.blocks[i] for b in fit.model.blocks[j]
    ]


def mean_within(fit: Fit, construct: str) -> float:
    return float(np.mean(within_pairs(fit, construct)))


def htmt(fit: Fit) -> dict[Pair, float]:
    """|mean between| / √(mean within i · mean within j), of signed correlations."""
    return _ratio(fit, lambda r: float(np.mean(r)))


def htmt_plus(fit: Fit) -> dict[Pair, float]:
    """The same of absolute correlations."""
    return _ratio(fit, lambda r: float(np.mean(np.abs(r))))


def htmt2(fit: Fit) -> dict[Pair, float]:
    """Geometric means of absolute correlations: (Π |r|)^(1/m)."""
    return _ratio(fit, lambda r: float(np.prod(np.abs(r)) ** (1 / len(r))))


def _ratio(fit, average):
    table = {}
    for i in fit.model.blocks:
        for j in fit.model.blocks:
            table[i, j] = NAN
            if i == j or not (is_measured_by_mode_a(fit, i) and is_measured_by_mode_a(fit, j)):
                continue
            within = average(within_pairs(fit, i)) * average(within_pairs(fit, j))
            if within > 0:
                table[i, j] = abs(average(between_pairs(fit, i, j))) / np.sqrt(within)
    return table


# -- items --------------------------------------------------------------------------------------


def vif_outer(fit: Fit) -> dict[Pair, float]:
    """1 / (1 − R²) of each item regressed on the other items of its block."""
    result, v = {}, fit.case_weights
    for construct, block in fit.model.blocks.items():
        for name in block:
            others, y = [fit.X[other] for other in block if other != name], fit.X[name]
            residual = y
            if others:
                slopes = regression(y, others, v)
                residual = y - sum(b * x for b, x in zip(slopes, others, strict=True))
            result[construct, name] = float(np.sum(v * y**2) / np.sum(v * residual**2))
    return result
