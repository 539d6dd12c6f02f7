"""Scores of common factors for prediction: what the model implies, given the items.

Proxies under consistent PLS vary more than the common factors they stand for, so that paths
corrected for attenuation would predict too boldly from them. The expectation of a construct given
the items, E[η | x] = Cov(η, x) Σ⁻¹ x, is what predicts; of a composite it is its score.

References
----------
de Rooij, Karch, Fokkema, Bakk, Pratiwi & Kelderman (2023), Structural Equation Modeling 30(1),
132-148.
"""

from __future__ import annotations

import numpy as np

from plspm.assessment.fit import implied_construct_correlations, implied_correlations
from plspm.estimation.arrays import Array, Flags, Indices
from plspm.estimation.estimate import Estimates
from plspm.estimation.structural import inverse_or_nan
from plspm.prediction.measurement import Antecedents, Roles


def conditional_scores(
    estimates: Estimates, antecedents: Antecedents
) -> tuple[tuple[Array, ...], Indices]:
    """Weights (b, items, J) of the items in E[η | x], and which of them each equation uses (J,).

    Earliest antecedents are predicted from all items of exogenous constructs, direct ones from
    the items of all predecessors of the equation.

    """
    arrays, roles = estimates.arrays, Roles.of(estimates.arrays)
    Phi = implied_construct_correlations(estimates, "estimated_unit_variance")
    Sigma = implied_correlations(estimates, "estimated_unit_variance")
    loadings = estimates.loadings[:, arrays.items]
    with_constructs = loadings[:, :, None] * Phi[:, roles.block]
    basis = np.zeros(len(arrays.constructs), dtype=np.int64)
    if antecedents == "earliest":
        return (_given(roles.exogenous, Sigma, with_constructs),), basis
    bases: list[Array] = []
    for i in np.flatnonzero(arrays.endogenous):
        used = np.zeros(roles.block.size, dtype=np.bool_)
        for k in np.flatnonzero(arrays.is_path[i]):
            for factor in arrays.factors[k] or (int(k),):
                used |= roles.of_construct(factor)
        basis[i] = len(bases)
        bases.append(_given(used, Sigma, with_constructs))
    return tuple(bases), basis


def _given(used: Flags, Sigma: Array, with_constructs: Array) -> Array:
    """Σ_xx⁻¹ Cov(x, η) for the items x that are used, 0 for others; (b, items, J)."""
    weights = np.zeros_like(with_constructs)
    x = np.flatnonzero(used)
    weights[:, x] = inverse_or_nan(Sigma[:, x[:, None], x]) @ with_constructs[:, x]
    return weights
