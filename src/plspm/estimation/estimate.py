"""The method in order, for a stack of correlation matrices.

A fit is a stack of height one; a bootstrap batch is a stack of its draws. There is no other
code path, so a draw can never use other options than the fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from plspm.data.moments import Sample
from plspm.estimation.arrays import Array, Indices, ModelArrays
from plspm.estimation.consistency import (
    corrected_correlations,
    corrected_loadings,
    rho_a,
    with_own_parts,
)
from plspm.estimation.settings import Settings
from plspm.estimation.signs import oriented, turned_towards
from plspm.estimation.stages import Cases, Stage, Table, carried_weights, extended, items_of
from plspm.estimation.structural import regressions, total_effects
from plspm.estimation.weights import outer_weights, own_block, proxy_covariances


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The outer weights of one stage.

    Attributes
    ----------
    w : (b, p) array
        Scaled to w'Sw = 1 within each block.
    iterations, status : (b,) arrays
        Iterations used; 0 converged, 1 not converged, 2 singular.
    """

    w: Array
    iterations: Indices
    status: Indices


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
    Q : (b, J) array
        Reliability of every proxy for which its correlations are corrected, 1 where none are.
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
    sd : (b, J) array
        Standard deviations of products of standardised scores as they are, 1 elsewhere.
    centre, scale : (b, J) arrays
        Of models with products, mean and standard deviation of single-item constructs, in
        standard units of the data; 0 and 1 elsewhere.
    iterations, status : (b,) arrays
        Iterations used; 0 converged, 1 not converged, 2 singular; of several stages the worst.
    earlier : tuple of Weights
        Those of the stages before, of models with products or higher-order constructs.
    units : (b, p) array or None
        Standard deviations of indicators that are analysed in their own units.
    """

    arrays: ModelArrays
    n: Array
    S: Array
    w: Array
    cross_loadings: Array
    loadings: Array
    C: Array
    rho_a: Array
    Q: Array
    P: Array
    B: Array
    r_squared: Array
    vif: Array
    T: Array
    sd: Array
    centre: Array
    scale: Array
    iterations: Indices
    status: Indices
    earlier: tuple[Weights, ...] = ()
    units: Array | None = None

    @property
    def weights(self) -> Array:
        """(b, p) weights of the indicators as analysed: standardised, or in their own units."""
        return self.w if self.units is None else self.w / self.units

    def per_unit(self, A: Array) -> Array:
        """Coefficients A[i, j] of products as these are, not brought to unit variance."""
        return A / self.sd[:, None, :] if self.arrays.needs_cases else A


def estimate_stack(
    sample: Sample, arrays: ModelArrays, settings: Settings, towards: Estimates | None = None
) -> Estimates:
    """Estimate the model from every correlation matrix of a stack, stage by stage.

    Parameters
    ----------
    sample : Sample
        Correlation matrices of the items in block order, and the cases behind them.
    towards : Estimates, optional
        The fit whose constructs give the signs of a resample; by default every construct is
        turned so that its loadings sum to a positive number.
    """
    table, held = items_of(sample.S, sample.units), None
    earlier: list[Weights] = []
    cases = Cases.of(sample) if arrays.needs_cases else None
    for stage in arrays.stages:
        found = None
        if stage.weighted:
            reference = None if towards is None else towards.earlier[len(earlier)].w[0]
            found = settled(table, held, stage.arrays, settings, reference)
            earlier.append(found)
        here = cases if stage.factors else None
        table, held = next_table(table, found, stage, settings, here)
    reference = None if towards is None else towards.w[0]
    last = settled(table, held, arrays, settings, reference)
    return from_weights(table, last, sample.n, arrays, settings, cases, tuple(earlier))


def settled(
    table: Table,
    held: Array | None,
    arrays: ModelArrays,
    settings: Settings,
    reference: Array | None,
) -> Weights:
    """Weights of one stage, every construct turned the right way round."""
    w, iterations, status = outer_weights(table.S, arrays, settings, held, table.units)
    if reference is None:
        turn = oriented(table.S, w, arrays, settings.dominant)
    else:
        turn = turned_towards(w, reference, arrays)
    return Weights(w * turn[:, arrays.block], iterations, status)


def next_table(
    table: Table, found: Weights | None, stage: Stage, settings: Settings, cases: Cases | None
) -> tuple[Table, Array | None]:
    """The indicators of the next stage, and the weights that it keeps."""
    if found is None:
        return extended(table, None, None, stage, cases), None
    Q = reliabilities(found.w, stage.arrays) if settings.estimator == "plsc" else None
    return extended(table, found.w, Q, stage, cases), carried_weights(found.w, stage)


def reliabilities(w: Array, arrays: ModelArrays) -> Array:
    """ρ_A of the common factors that consistent PLS corrects, 1 of other constructs; (b, J)."""
    return np.where(arrays.corrected, rho_a(w, arrays), 1.0)


def from_weights(
    table: Table,
    last: Weights,
    n: Array,
    arrays: ModelArrays,
    settings: Settings,
    cases: Cases | None = None,
    earlier: tuple[Weights, ...] = (),
) -> Estimates:
    """All that follows from correlations and weights; every step is differentiable in both."""
    S, w = table.S, last.w
    WS, C = proxy_covariances(S, w, arrays)
    loadings = own_block(WS, arrays)
    Q, P = np.ones(C.shape[:2]), C
    if settings.estimator == "plsc":
        Q = reliabilities(w, arrays)
        loadings = np.where(
            arrays.corrected[arrays.block], corrected_loadings(w, Q, arrays), loadings
        )
        P = with_own_parts(corrected_correlations(C, Q), loadings, arrays)
    structure = regressions(P, arrays)
    rounds = (*earlier, last)
    centre, scale = single_items(cases, arrays, C)
    return Estimates(
        arrays=arrays,
        n=n,
        S=S,
        w=w,
        cross_loadings=WS.swapaxes(1, 2),
        loadings=loadings,
        C=C,
        rho_a=rho_a(w, arrays, table.units),
        Q=Q,
        P=P,
        B=structure.B,
        r_squared=structure.r_squared,
        vif=structure.vif,
        T=total_effects(structure.B, arrays),
        centre=centre,
        scale=scale,
        sd=product_sd(table, own_block(WS, arrays), arrays),
        iterations=np.maximum.reduce([one.iterations for one in rounds]),
        status=np.maximum.reduce([one.status for one in rounds]),
        earlier=earlier,
        units=table.units,
    )


def product_sd(table: Table, loadings: Array, arrays: ModelArrays) -> Array:
    """Standard deviation of a product as it is, 1 of other constructs; (b, J).

    Of a product made of products of items it is the mean of their standard deviations, weighted
    by the loadings, which is how seminr scales it.
    """
    if not arrays.needs_cases:
        return np.ones((table.S.shape[0], len(arrays.constructs)))
    weighted = np.add.reduceat(loadings * table.sd, arrays.starts[:-1], axis=1)
    mean = weighted / np.add.reduceat(loadings, arrays.starts[:-1], axis=1)
    return np.where(arrays.is_product, mean, 1.0)


def single_items(cases: Cases | None, arrays: ModelArrays, C: Array) -> tuple[Array, Array]:
    """Mean and standard deviation (n - 1) of single-item constructs, 0 and 1 of others; (b, J)."""
    centre, scale = np.zeros_like(C[:, 0]), np.ones_like(C[:, 0])
    if cases is not None:
        single = np.flatnonzero(arrays.first_order & (arrays.sizes == 1))
        items = np.searchsorted(arrays.items, arrays.starts[single])
        centre[:, single] = cases.centre[:, items]
        scale[:, single] = cases.scale[:, items] / np.sqrt(1.0 - 1.0 / cases.n)[:, None]
    return centre, scale


def with_paths(estimates: Estimates, B: Array) -> Estimates:
    """The same estimates with other path coefficients, and the effects that follow from them."""
    return replace(estimates, B=B, T=total_effects(B, estimates.arrays))
