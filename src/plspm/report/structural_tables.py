"""What a fit says of its constructs and paths, in tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plspm.assessment.statistics import STATISTICS, indirectly_reachable
from plspm.assessment.structural import adjusted_r_squared
from plspm.inference.fitted import Fitted
from plspm.report import tables


def construct_correlations(fitted: Fitted) -> pd.DataFrame:
    """Construct correlations of the structural model; under PLSc corrected."""
    return tables.square(fitted.estimates.P[0], fitted.arrays)


def score_correlations(fitted: Fitted) -> pd.DataFrame:
    """Correlations of the construct scores, never corrected."""
    return tables.square(fitted.score_correlations[0], fitted.arrays)


def path_coefficients(fitted: Fitted) -> pd.DataFrame:
    """Path coefficients as a matrix: rows are sources, columns targets.

    Zero where the model has no path: what it states, no estimate. So the matrix can be computed
    with, as in R (`path_coefs` of plspm, `Path_estimates` of cSEM, `path_coef` of seminr);
    :attr:`paths` and :attr:`effects` have the paths of the model alone.
    """
    e = fitted.estimates
    return tables.square(e.per_unit(e.B)[0].T, fitted.arrays).rename_axis(index="source")


def paths(fitted: Fitted) -> pd.DataFrame:
    """Path coefficients, one row a path.

    Index (source, target), column ``path_coefficient``.
    """
    return tables.statistic_table("paths", fitted.estimates)


def total_effects(fitted: Fitted) -> pd.DataFrame:
    """Total effects; index (source, target), column ``total``."""
    return tables.statistic_table("total_effects", fitted.estimates)


def indirect_effects(fitted: Fitted) -> pd.DataFrame:
    """Total indirect effects; index (source, target), column ``indirect``."""
    return tables.statistic_table("indirect_effects", fitted.estimates)


def specific_indirect_effects(fitted: Fitted) -> pd.DataFrame:
    """The effect along every directed path of two or more steps.

    Index (source, target, path), column ``effect``.
    """
    return tables.statistic_table("specific_indirect_effects", fitted.estimates)


def effects(fitted: Fitted) -> pd.DataFrame:
    """Direct, indirect and total effects of all pairs that a directed path connects.

    Index (source, target), columns ``direct`` and ``indirect`` (NaN where the model has no path, or
    none of two and more steps: what is not in the model is no effect of zero) and ``total``.
    """
    e, arrays = fitted.estimates, fitted.arrays
    B, T = e.per_unit(e.B)[0], e.per_unit(e.T)[0]
    labels = STATISTICS["total_effects"].labels(arrays)
    parts = {
        "direct": np.where(arrays.is_path, B, np.nan),
        "indirect": np.where(indirectly_reachable(arrays), T - B, np.nan),
        "total": T,
    }
    return tables.components(labels, {name: A[arrays.reachable] for name, A in parts.items()})


def r_squared(fitted: Fitted) -> pd.DataFrame:
    """R² of every endogenous construct.

    Columns ``r_squared``, ``r_squared_adjusted`` = 1 - (1 - R²)(n - 1)/(n - k - 1).
    """
    e, arrays = fitted.estimates, fitted.arrays
    both = np.column_stack([e.r_squared[0], adjusted_r_squared(e.r_squared, e.n, arrays)[0]])
    columns = ["r_squared", "r_squared_adjusted"]
    return tables.by_construct(both, arrays, columns)[arrays.endogenous]


def f_squared(fitted: Fitted) -> pd.DataFrame:
    """Cohen's f² of every path, construct correlations held; index (source, target)."""
    return tables.statistic_table("f_squared", fitted.estimates)


def vif_inner(fitted: Fitted) -> pd.DataFrame:
    """Variance inflation of every predictor in its equation; index (source, target)."""
    return tables.statistic_table("vif_inner", fitted.estimates)
