"""What the model implies for the indicators' correlations, and how far off that is."""

from __future__ import annotations

import numpy as np
from tests.naive.estimate import Fit, Pair
from tests.naive.measurement import construct_correlations, indicator_correlations, loadings
from tests.naive.structure import r_squared, total_effects


def implied_construct_correlations(fit: Fit, kind: str) -> dict[Pair, float]:
    """Φ. Saturated: P. Estimated: Σ_kl t_ki t_lj ψ_kl, then 1 on the diagonal.

    t_ki is the total effect of k on i (1 on itself); ψ holds P among exogenous constructs and
    1 − R² of each endogenous one.
    """
    P = construct_correlations(fit)
    if kind == "saturated":
        return P
    constructs, R2 = list(fit.model.blocks), r_squared(fit)
    exogenous = [c for c in constructs if c not in R2]
    total = total_effects(fit) | {(c, c): 1.0 for c in constructs}
    psi = {(k, m): P[k, m] for k in exogenous for m in exogenous}
    psi |= {(c, c): 1 - value for c, value in R2.items()}
    return {
        (i, j): 1.0
        if i == j
        else sum(total.get((k, i), 0) * total.get((m, j), 0) * s for (k, m), s in psi.items())
        for i in constructs
        for j in constructs
    }


def implied_correlations(fit: Fit, kind: str) -> dict[Pair, float]:
    """λ_a φ_ij λ_b; 1 on the diagonal; within composite blocks what was observed."""
    S, phi, table = indicator_correlations(fit), implied_construct_correlations(fit, kind), {}
    of = {name: c for c, block in fit.model.blocks.items() for name in block}
    lambdas = {name: value for (_, name), value in loadings(fit).items()}
    for a, b in S:
        same_composite = of[a] == of[b] and of[a] not in fit.model.reflective
        if a == b or same_composite:
            table[a, b] = S[a, b]
        else:
            table[a, b] = lambdas[a] * phi[of[a], of[b]] * lambdas[b]
    return table


def srmr(fit: Fit, kind: str) -> float:
    """√[Σ_{a≤b} (s − σ̂)² / (p(p + 1)/2)]."""
    S, implied, names = indicator_correlations(fit), implied_correlations(fit, kind), list(fit.X)
    squares = [(S[a, b] - implied[a, b]) ** 2 for k, a in enumerate(names) for b in names[: k + 1]]
    return float(np.sqrt(sum(squares) / (len(names) * (len(names) + 1) / 2)))


def d_uls(fit: Fit, kind: str) -> float:
    """½ Σ_ab (s − σ̂)²."""
    S, implied = indicator_correlations(fit), implied_correlations(fit, kind)
    return sum((S[pair] - implied[pair]) ** 2 for pair in S) / 2


def d_g(fit: Fit, kind: str) -> float:
    """½ Σ (log₁₀ φ)², φ the eigenvalues of S⁻¹Σ̂."""
    S, implied = as_matrix(fit, indicator_correlations(fit)), matrix_implied(fit, kind)
    ratios = np.linalg.eigvals(np.linalg.inv(S) @ implied).real
    if min(ratios) <= 0:
        return float("nan")
    return float(sum(np.log10(ratios) ** 2) / 2)


def discrepancy_ml(S: np.ndarray, implied: np.ndarray) -> float:
    """ln|Σ̂| − ln|S| + tr(SΣ̂⁻¹) − p."""
    if np.linalg.det(implied) <= 0:
        return float("nan")
    logarithms = np.log(np.linalg.det(implied)) - np.log(np.linalg.det(S))
    return float(logarithms + np.trace(S @ np.linalg.inv(implied)) - len(S))


def nfi(fit: Fit, kind: str) -> float:
    """1 − F(Σ̂)/F(I)."""
    S = as_matrix(fit, indicator_correlations(fit))
    return 1 - discrepancy_ml(S, matrix_implied(fit, kind)) / discrepancy_ml(S, np.eye(len(S)))


def chi_square(fit: Fit, kind: str) -> float:
    """(n − 1) F(Σ̂)."""
    S = as_matrix(fit, indicator_correlations(fit))
    return (fit.n - 1) * discrepancy_ml(S, matrix_implied(fit, kind))


def matrix_implied(fit: Fit, kind: str) -> np.ndarray:
    return as_matrix(fit, implied_correlations(fit, kind))


def as_matrix(fit: Fit, table: dict[Pair, float]) -> np.ndarray:
    """The table as an array, indicators in the order of the model."""
    return np.array([[table[a, b] for b in fit.X] for a in fit.X])
