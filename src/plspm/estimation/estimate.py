"""The method in order, for a stack of correlation matrices.

A fit is a stack of height one; a bootstrap batch is a stack of its draws. There is no other
code path, so a draw can never use other options than the fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from plspm.data.moments import Sample
from plspm.estimation.arrays import Array, Indices, ModelArrays
from plspm.estimation.consistency import corrected_correlations, corrected_loadings, rho_a
from plspm.estimation.settings import Settings
from plspm.estimation.signs import oriented
from plspm.estimation.structural import regressions, total_effects
from plspm.estimation.weights import outer_weights, own_block, proxy_covariances


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """Everything that is estimated; the first axis of every array counts the stack.

    Attributes
    ----------
    arrays : ModelArrays
    n : (b,) array
        Cases behind each matrix.
    S : (b, p, p) array
        Indicator correlations.
    w : (b, p) array
        Outer weights, scaled to w'Sw = 1 within each block.
    cross_loadings : (b, p, J) array
        S W, the correlations of indicators and proxies.
    loadings : (b, p) array
        Own-block loadings; under consistent PLS those of common factors are corrected.
    C : (b, J, J) array
        Correlations of the proxies, W'SW.
    rho_a : (b, J) array
        Dijkstra-Henseler reliabilities.
    P : (b, J, J) array
        Construct correlations used for the structural model.
    B : (b, J, J) array
        Path coefficients, ``B[i, j]`` the effect of j on i.
    r_squared : (b, J) array
        NaN for exogenous constructs.
    vif : (b, J, J) array
        Variance inflation of predecessor j in equation i.
    T : (b, J, J) array
        Total effects.
    iterations, status : (b,) arrays
        Iterations used; 0 converged, 1 not converged, 2 singular.
    """

    arrays: ModelArrays
    n: Array
    S: Array
    w: Array
    cross_loadings: Array
    loadings: Array
    C: Array
    rho_a: Array
    P: Array
    B: Array
    r_squared: Array
    vif: Array
    T: Array
    iterations: Indices
    status: Indices


Signs = Callable[[Array, Array], Array]
"""From correlations (b, p, p) and weights (b, p) to the sign of every construct (b, J)."""


def estimate_stack(
    sample: Sample, arrays: ModelArrays, settings: Settings, signs: Signs | None = None
) -> Estimates:
    """Estimate the model from every correlation matrix of a stack.

    Parameters
    ----------
    sample : Sample
        Correlation matrices, indicators in block order, and the cases behind them.
    signs : callable, optional
        Which way round every construct is turned; by default so that its loadings sum to a
        positive number. Resamples are turned towards the fit instead.
    """
    S = sample.S
    w, iterations, status = outer_weights(S, arrays, settings)
    turn = oriented(S, w, arrays, settings.dominant) if signs is None else signs(S, w)
    w *= turn[:, arrays.block]
    return from_weights(S, w, sample.n, arrays, settings, iterations, status)


def from_weights(
    S: Array,
    w: Array,
    n: Array,
    arrays: ModelArrays,
    settings: Settings,
    iterations: Indices,
    status: Indices,
) -> Estimates:
    """All that follows from correlations and weights; every step is differentiable in both."""
    WS, C = proxy_covariances(S, w, arrays)
    loadings = own_block(WS, arrays)
    reliability, P = rho_a(w, arrays), C
    if settings.estimator == "plsc":
        Q = np.where(arrays.corrected, reliability, 1.0)
        loadings = np.where(
            arrays.corrected[arrays.block], corrected_loadings(w, Q, arrays), loadings
        )
        P = corrected_correlations(C, Q)
    structure = regressions(P, arrays)
    return Estimates(
        arrays=arrays,
        n=n,
        S=S,
        w=w,
        cross_loadings=WS.swapaxes(1, 2),
        loadings=loadings,
        C=C,
        rho_a=reliability,
        P=P,
        B=structure.B,
        r_squared=structure.r_squared,
        vif=structure.vif,
        T=total_effects(structure.B, arrays),
        iterations=iterations,
        status=status,
    )


def with_paths(estimates: Estimates, B: Array) -> Estimates:
    """The same estimates with other path coefficients, and the effects that follow from them."""
    return replace(estimates, B=B, T=total_effects(B, estimates.arrays))
