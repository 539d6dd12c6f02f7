"""What follows from scores and weights: reliability of the proxies, loadings, correlations."""

from __future__ import annotations

import functools

import numpy as np
from tests.naive.estimate import Fit, Pair, correlation, covariance


@functools.lru_cache(maxsize=4)
def indicator_correlations(fit: Fit) -> dict[Pair, float]:
    """S: cor(x_a, x_b)."""
    names = list(fit.X)
    return {(a, b): correlation(fit.X[a], fit.X[b], fit.case_weights) for a in names for b in names}


def rho_a(fit: Fit, construct: str) -> float:
    """(w'w)² · w'(S − diag S)w / w'(ww' − diag(ww'))w, as sums over pairs of items; one item: 1."""
    block = fit.model.blocks[construct]
    if len(block) == 1:
        return 1.0
    w = {name: fit.weights[construct, name] for name in block}
    pairs = [(a, b) for a in block for b in block if a != b]
    X, v = fit.X, fit.case_weights
    observed = sum(w[a] * w[b] * covariance(X[a], X[b], v) for a, b in pairs)
    implied = sum(w[a] * w[b] * w[a] * w[b] for a, b in pairs)
    return sum(w[a] ** 2 for a in block) ** 2 * observed / implied


def is_corrected(fit: Fit, construct: str) -> bool:
    """PLSc corrects reflective Mode A constructs of more than one item."""
    model = fit.model
    mode_a_factor = construct in model.reflective and model.modes[construct] == "A"
    return fit.estimator == "plsc" and mode_a_factor and not model.is_single_item(construct)


def proxy_reliability(fit: Fit, construct: str) -> float:
    """Q: ρ_A where PLSc corrects, else 1."""
    return rho_a(fit, construct) if is_corrected(fit, construct) else 1.0


def cross_loadings(fit: Fit) -> dict[Pair, float]:
    """cor(x_k, y_j), of every indicator with every score: keys (indicator, construct)."""
    return {
        (name, construct): correlation(x, y, fit.case_weights)
        for name, x in fit.X.items()
        for construct, y in fit.Y.items()
    }


def loadings(fit: Fit) -> dict[Pair, float]:
    """cor(x_k, y_j) in the own block; where PLSc corrects λ = w √ρ_A / (w'w)."""
    result = {}
    for construct, block in fit.model.blocks.items():
        norm = sum(fit.weights[construct, name] ** 2 for name in block)
        for name in block:
            result[construct, name] = correlation(fit.X[name], fit.Y[construct], fit.case_weights)
            if is_corrected(fit, construct):
                root = square_root(rho_a(fit, construct))
                result[construct, name] = fit.weights[construct, name] * root / norm
    return result


def score_correlations(fit: Fit) -> dict[Pair, float]:
    """C: cor(y_i, y_j)."""
    return {(i, j): correlation(fit.Y[i], fit.Y[j], fit.case_weights) for i in fit.Y for j in fit.Y}


def construct_correlations(fit: Fit) -> dict[Pair, float]:
    """P: c_ij / √(Q_i Q_j), 1 on the diagonal."""
    Q = {construct: proxy_reliability(fit, construct) for construct in fit.model.blocks}
    return {
        (i, j): 1.0 if i == j else c / (square_root(Q[i]) * square_root(Q[j]))
        for (i, j), c in score_correlations(fit).items()
    }


def square_root(value: float) -> float:
    """√ of a quantity that ought to be positive; NaN where it is not."""
    return float(np.sqrt(value)) if value >= 0 else float("nan")
