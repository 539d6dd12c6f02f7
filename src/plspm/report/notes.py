"""Why a cell of a table is empty."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from plspm.assessment.numeric import mean_correlations
from plspm.estimation.arrays import MOST_DIRECTED_PATHS, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import Estimator

Note = tuple[str, str, str]


def undefined_table(estimates: Estimates, estimator: Estimator) -> pd.DataFrame:
    """Every undefined cell with its reason: columns statistic, where, reason."""
    arrays = estimates.arrays
    notes = [
        *_by_mode(arrays),
        *_htmt(estimates),
        *_corrected(estimates, estimator),
        *_routes(arrays),
        *_degrees_of_freedom(estimates),
    ]
    return pd.DataFrame(notes, columns=["statistic", "where", "reason"])


def _by_mode(arrays: ModelArrays) -> Iterator[Note]:
    for j in np.flatnonzero(~arrays.mode_a):
        mode = arrays.modes[j]
        yield (
            "cronbach_alpha, rho_a, rho_c, ave, htmt",
            arrays.constructs[j],
            f"defined for Mode A blocks; this block has mode {mode}",
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


def _corrected(estimates: Estimates, estimator: Estimator) -> Iterator[Note]:
    arrays = estimates.arrays
    if estimator != "plsc":
        return
    for j in np.flatnonzero(arrays.corrected & ~(estimates.rho_a[0] > 0)):
        yield (
            "loadings, construct_correlations, path_coefficients",
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
    arrays = estimates.arrays
    k = arrays.is_path.sum(axis=1)
    for j in np.flatnonzero((k > 0) & (estimates.n[0] - k - 1 <= 0)):
        yield (
            "r_squared_adjusted",
            arrays.constructs[j],
            f"{estimates.n[0]:.0f} cases leave no degrees of freedom for {k[j]} predictors",
        )
