"""Why a cell of a table is empty."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from plspm.assessment.collinearity import outer_vif
from plspm.assessment.fit import (
    MODELS,
    implied_correlations,
    item_correlations,
    positive_definite,
)
from plspm.assessment.numeric import ROUNDING, mean_correlations
from plspm.assessment.regression import absent
from plspm.assessment.reliability import rho_c
from plspm.assessment.validity import UNCORRELATED
from plspm.estimation.arrays import MOST_DIRECTED_PATHS, Array, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import Estimator
from plspm.estimation.structural import regressions

Note = tuple[str, str, str]

MEASURED = (
    "cronbach_alpha, cronbach_alpha_raw, dillon_goldstein_rho, rho_a, rho_c, ave, "
    "fornell_larcker, fornell_larcker_holds, htmt, htmt_plus, htmt2"
)
"""What is defined for blocks in Mode A only."""


def undefined_table(
    estimates: Estimates, estimator: Estimator, alpha_raw: Array | None
) -> pd.DataFrame:
    """Every undefined cell with its reason: columns statistic, where, reason.

    Parameters
    ----------
    estimates : Estimates
    estimator : {"pls", "plsc"}
    alpha_raw : (J,) array, optional
        Cronbach's α from covariances; None where there are no cases to have them from.
    """
    arrays = estimates.arrays
    notes = [
        *_by_mode(arrays),
        *_levels(arrays),
        *_htmt(estimates),
        *_cancelling(estimates),
        *_corrected(estimates, estimator),
        *_routes(arrays),
        *_degrees_of_freedom(estimates),
        *_explained_completely(estimates),
        *_repeated(estimates),
        *_collinear(estimates),
        *_singular(estimates),
        *_exactly_zero(estimates),
        *_few_cases(estimates),
    ]
    notes += _raw(arrays, alpha_raw)
    return pd.DataFrame(notes, columns=["statistic", "where", "reason"])


def _by_mode(arrays: ModelArrays) -> Iterator[Note]:
    for j in np.flatnonzero(arrays.is_product):
        yield (
            MEASURED,
            arrays.constructs[j],
            "a product of constructs is made, not measured",
        )
    for j in np.flatnonzero(~arrays.mode_a & ~arrays.is_product):
        mode = arrays.modes[j]
        yield (
            MEASURED,
            arrays.constructs[j],
            f"defined for Mode A blocks; this block has mode {mode}",
        )


def _levels(arrays: ModelArrays) -> Iterator[Note]:
    """What is not defined for constructs that are made of constructs."""
    for whole, parts in enumerate(arrays.parts):
        if parts:
            yield (
                "fornell_larcker, htmt, htmt_plus, htmt2",
                f"{arrays.constructs[whole]} and {', '.join(arrays.constructs[j] for j in parts)}",
                "a construct is not to be told apart from its own parts",
            )
        if parts and arrays.by_parts is not None and arrays.mode_a[whole]:
            yield (
                "rho_a",
                arrays.constructs[whole],
                "its weights are those of items that its parts have too; a two-stage estimate has "
                "weights of the parts",
            )


def _htmt(estimates: Estimates) -> Iterator[Note]:
    arrays = estimates.arrays
    within = np.diagonal(mean_correlations(estimates.S, arrays)[0])
    for j in np.flatnonzero((within <= 0) & arrays.mode_a):
        yield (
            "cronbach_alpha, htmt",
            arrays.constructs[j],
            f"the mean correlation of its items is {within[j]:.3f}: items keyed the other way "
            "round make α and HTMT meaningless; reverse them first",
        )


def _cancelling(estimates: Estimates) -> Iterator[Note]:
    arrays = estimates.arrays
    undefined = np.isnan(rho_c(estimates.loadings, arrays)[0]) & arrays.mode_a
    for j in np.flatnonzero(undefined & np.isfinite(estimates.loadings).all()):
        yield (
            "rho_c, cronbach_alpha, cronbach_alpha_raw, dillon_goldstein_rho",
            arrays.constructs[j],
            "its loadings are 1 and -1 and cancel out; reverse the items keyed the other way round",
        )


def _raw(arrays: ModelArrays, alpha_raw: Array | None) -> Iterator[Note]:
    if alpha_raw is None:
        reason = "it takes covariances, but the model was estimated from correlations"
        yield "cronbach_alpha_raw", "all constructs", reason
        return
    for j in np.flatnonzero(np.isnan(alpha_raw) & arrays.mode_a):
        yield (
            "cronbach_alpha_raw",
            arrays.constructs[j],
            "the sum of its items in their own units does not vary: they cancel out",
        )


def _corrected(estimates: Estimates, estimator: Estimator) -> Iterator[Note]:
    arrays = estimates.arrays
    if estimator != "plsc":
        return
    for j in np.flatnonzero(arrays.corrected & ~(estimates.rho_a[0] > 0)):
        yield (
            "loadings, construct_correlations, path_coefficients and all that follows from them",
            arrays.constructs[j],
            f"its rho_A is {estimates.rho_a[0, j]:.3f}, so no correction for attenuation exists",
        )


def _routes(arrays: ModelArrays) -> Iterator[Note]:
    if arrays.indirect_routes is None:
        yield (
            "specific_indirect_effects",
            "the model",
            f"it has more than {MOST_DIRECTED_PATHS:,} directed paths; the indirect effects in "
            "`effects` are complete",
        )


def _degrees_of_freedom(estimates: Estimates) -> Iterator[Note]:
    arrays, n = estimates.arrays, estimates.n[0]
    k = arrays.is_path.sum(axis=1)
    for statistic, predictors in (
        ("r_squared_adjusted", k),
        ("regressions, regression_equations", k),
        ("absent_paths", np.where(absent(arrays).any(axis=1), k + 1, 0)),
    ):
        for j in np.flatnonzero(n - predictors - 1 <= 0):
            yield (
                statistic,
                arrays.constructs[j],
                f"{n:.0f} cases leave no degrees of freedom for {predictors[j]} predictors",
            )


def _explained_completely(estimates: Estimates) -> Iterator[Note]:
    arrays = estimates.arrays
    for j in np.flatnonzero(1.0 - estimates.r_squared[0] <= ROUNDING):
        yield (
            "f_squared",
            arrays.constructs[j],
            f"its R² is {estimates.r_squared[0, j]:.3f}, so that nothing is left to compare an "
            "effect with: it repeats its predictors, or there are too few cases",
        )


def _repeated(estimates: Estimates) -> Iterator[Note]:
    arrays = estimates.arrays
    r_squared = regressions(estimates.C, arrays).r_squared[0]
    for j in np.flatnonzero(1.0 - r_squared <= ROUNDING):
        yield (
            "regressions, regression_equations, absent_paths",
            arrays.constructs[j],
            "its scores repeat those of its predictors, so that a regression leaves no residual",
        )


def _collinear(estimates: Estimates) -> Iterator[Note]:
    arrays = estimates.arrays
    vif = outer_vif(estimates.S, arrays)[0]
    for j in np.unique(arrays.block[np.isnan(vif)]):
        yield (
            "vif_outer",
            arrays.constructs[j],
            "its items are exactly collinear: an item repeats others, or there are too few cases",
        )
    exists = np.isfinite(estimates.P[0]).all()
    for i in np.flatnonzero(np.isnan(estimates.B[0]).any(axis=1) & exists):
        yield (
            "path_coefficients and all that follows from them",
            arrays.constructs[i],
            "the corrected correlations of its predictors are exactly collinear",
        )


def _singular(estimates: Estimates) -> Iterator[Note]:
    if not positive_definite(item_correlations(estimates))[0]:
        yield (
            "d_g, nfi, chi_square",
            "both models",
            "the indicator correlations are singular: items repeat each other, or there are no "
            "more cases than indicators",
        )
        return
    for model in MODELS:
        if not positive_definite(implied_correlations(estimates, model))[0]:
            yield (
                "d_g, nfi, chi_square",
                f"{model} model",
                "the correlations that the model implies are not positive definite",
            )


def _exactly_zero(estimates: Estimates) -> Iterator[Note]:
    arrays = estimates.arrays
    for j in np.flatnonzero(arrays.mode_a & (arrays.sizes > 1)):
        own = arrays.block_slice(int(j))
        if (np.abs(estimates.S[0, own, own]) <= UNCORRELATED).any():
            yield (
                "htmt2",
                arrays.constructs[j],
                "two of its items are uncorrelated, and a geometric mean with 0 is 0",
            )
        if np.isnan(estimates.rho_a[0, j]):
            yield "rho_a", arrays.constructs[j], "a single one of its items has a weight"


def _few_cases(estimates: Estimates) -> Iterator[Note]:
    if estimates.n[0] < 4:
        yield "kurtosis", "all indicators", f"{estimates.n[0]:.0f} cases; it takes four"
