"""Scores, weights, loadings and path coefficients (PLS and PLSc), case by case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Column = np.ndarray
Pair = tuple[str, str]


@dataclass(frozen=True)
class Model:
    """Blocks of columns, paths (source, target), a mode per construct: A, B, sum, pca, fixed."""

    blocks: Mapping[str, Sequence[str]]
    paths: Sequence[Pair]
    modes: Mapping[str, str]
    reflective: frozenset[str] = frozenset()
    fixed: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def predecessors(self, construct: str) -> list[str]:
        return [source for source, target in self.paths if target == construct]

    def successors(self, construct: str) -> list[str]:
        return [target for source, target in self.paths if source == construct]

    def endogenous(self) -> list[str]:
        return [construct for construct in self.blocks if self.predecessors(construct)]

    def is_single_item(self, construct: str) -> bool:
        return len(self.blocks[construct]) == 1


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted model: standardised or centred columns X, scores Y, weights, how it was made."""

    model: Model
    estimator: str
    X: dict[str, Column]
    Y: dict[str, Column]
    weights: dict[Pair, float]
    case_weights: Column
    converged: bool
    iterations: int

    @property
    def n(self) -> int:
        return len(self.case_weights)


# -- sums over cases; the case weights v sum to n, all 1 in an ordinary fit ---------------------


def mean(x: Column, v: Column) -> float:
    """Σ v x / Σ v."""
    return float(np.sum(v * x) / np.sum(v))


def covariance(x: Column, y: Column, v: Column) -> float:
    """Σ v (x − x̄)(y − ȳ) / (Σ v − 1)."""
    return float(np.sum(v * (x - mean(x, v)) * (y - mean(y, v))) / (np.sum(v) - 1))


def correlation(x: Column, y: Column, v: Column) -> float:
    """cov(x, y) / √(var x · var y)."""
    return covariance(x, y, v) / np.sqrt(covariance(x, x, v) * covariance(y, y, v))


def standardised(x: Column, v: Column) -> Column:
    """(x − x̄) / SD."""
    return (x - mean(x, v)) / np.sqrt(covariance(x, x, v))


def centred(x: Column, v: Column) -> Column:
    """x − x̄, in its own units."""
    return x - mean(x, v)


def regression(y: Column, predictors: Sequence[Column], v: Column) -> list[float]:
    """b minimising Σ v (y − Σ b x)²; all columns centred, so without an intercept."""
    root = np.sqrt(v)
    X = np.column_stack([root * x for x in predictors])
    return [float(b) for b in np.linalg.lstsq(X, root * y, rcond=None)[0]]


# -- the algorithm ------------------------------------------------------------------------------


def estimate(
    data: Mapping[str, Sequence[float]],
    model: Model,
    *,
    scheme: str = "path",
    estimator: str = "pls",
    tolerance: float = 1e-7,
    max_iterations: int = 300,
    dominant: Mapping[str, str] | None = None,
    case_weights: Sequence[float] | None = None,
    standardize: bool = True,
) -> Fit:
    """Alternate inner and outer approximation until no weight changes by `tolerance`."""
    n = len(next(iter(data.values())))
    v = np.ones(n) if case_weights is None else np.asarray(case_weights, dtype=float)
    v = v * n / np.sum(v)
    prepared = standardised if standardize else centred
    X = {
        name: prepared(np.asarray(data[name], dtype=float), v)
        for block in model.blocks.values()
        for name in block
    }
    W = {construct: start(construct, X, model, v) for construct in model.blocks}
    converged, iterations = False, 0
    while not converged and iterations < max_iterations:
        iterations += 1
        Z = inner_proxies(scores(W, X, model), model, scheme, v)
        new = {construct: outer(construct, W, Z, X, model, v) for construct in model.blocks}
        change = max(max(abs(abs(new[c]) - abs(W[c]))) for c in model.blocks)
        W, converged = new, bool(change < tolerance)
    W = {construct: turned(construct, W, X, model, dominant or {}, v) for construct in model.blocks}
    weights = {
        (construct, name): float(w)
        for construct, block in model.blocks.items()
        for name, w in zip(block, W[construct], strict=True)
    }
    Y = scores(W, X, model)
    return Fit(model, estimator, X, Y, weights, v, converged, iterations)


def scores(W: dict[str, Column], X: dict[str, Column], model: Model) -> dict[str, Column]:
    """y_j = Σ_k w_jk x_k."""
    return {
        construct: sum(w * X[name] for w, name in zip(W[construct], block, strict=True))
        for construct, block in model.blocks.items()
    }


def rescaled(w: Column, block: list[Column], v: Column) -> Column:
    """w / SD(Σ w x): scores have variance 1."""
    score = sum(w_k * x for w_k, x in zip(w, block, strict=True))
    return w / np.sqrt(covariance(score, score, v))


def start(construct: str, X: dict[str, Column], model: Model, v: Column) -> Column:
    """Equal weights (modes A, B, sum), first principal component (pca), or the given ones."""
    block = [X[name] for name in model.blocks[construct]]
    w = np.ones(len(block))
    if model.modes[construct] == "fixed":
        w = np.asarray(model.fixed[construct], dtype=float)
    if model.modes[construct] == "pca":
        cases = np.column_stack([np.sqrt(v) * x for x in block])
        w = np.linalg.svd(cases, full_matrices=False)[2][0]
    return rescaled(w, block, v)


def inner_proxies(Y: dict[str, Column], model: Model, scheme: str, v: Column) -> dict[str, Column]:
    """z_j = Σ_i e_ij y_i over the neighbours i of j."""
    proxies = {}
    for construct in model.blocks:
        before, after = model.predecessors(construct), model.successors(construct)
        e = {other: correlation(Y[other], Y[construct], v) for other in [*before, *after]}
        if scheme == "centroid":
            e = {other: np.sign(value) for other, value in e.items()}
        if scheme == "path" and before:
            slopes = regression(Y[construct], [Y[other] for other in before], v)
            e |= dict(zip(before, slopes, strict=True))
        proxies[construct] = sum(value * Y[other] for other, value in e.items())
    return proxies


def outer(
    construct: str,
    W: dict[str, Column],
    Z: dict[str, Column],
    X: dict[str, Column],
    model: Model,
    v: Column,
) -> Column:
    """Mode A: w_k = cov(x_k, z). Mode B: regression of z on the block. Others stay."""
    block = [X[name] for name in model.blocks[construct]]
    if model.modes[construct] == "A":
        w = np.array([covariance(x, Z[construct], v) for x in block])
        return rescaled(w, block, v)
    if model.modes[construct] == "B":
        return rescaled(np.array(regression(Z[construct], block, v)), block, v)
    return W[construct]


def turned(
    construct: str,
    W: dict[str, Column],
    X: dict[str, Column],
    model: Model,
    dominant: Mapping[str, str],
    v: Column,
) -> Column:
    """Sign such that Σ_k cor(x_k, y) > 0, or that of the dominant indicator alone."""
    block = model.blocks[construct]
    y = scores(W, X, model)[construct]
    leading = [dominant[construct]] if construct in dominant else block
    total = sum(correlation(X[name], y, v) for name in leading)
    return -W[construct] if total < 0 else W[construct]
