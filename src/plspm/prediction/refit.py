"""Another model, or fewer cases, estimated as a fit was."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from plspm.api import estimate
from plspm.errors import AdmissibilityWarning, DataError, DataWarning, EstimationError
from plspm.estimation.arrays import Flags
from plspm.model import PathModel
from plspm.results import PLSResult


def refitted(
    result: PLSResult, model: PathModel | None = None, rows: Flags | None = None
) -> PLSResult:
    """Estimate a model with the options and the cases of a fit.

    Parameters
    ----------
    result : PLSResult
    model : PathModel, optional
        Of the same indicators or fewer; by default that of the fit.
    rows : (n,) array of bool, optional
        Which cases; by default all.
    """
    model = result.model if model is None else model
    cases, settings = result._cases("Other fits"), result.settings
    values = cases.values
    if cases.observed is not None:
        values = np.where(cases.observed, values, np.nan)
    kept = np.ones(len(values), dtype=np.bool_) if rows is None else rows
    frame = pd.DataFrame(values, index=cases.index, columns=list(cases.names))[kept]
    weights = None if cases.case_weights is None else cases.case_weights[kept]
    with warnings.catch_warnings():
        for told in (DataWarning, AdmissibilityWarning):  # by the fit itself, as far as it matters
            warnings.simplefilter("ignore", told)
        return estimate(
            model,
            frame,
            scheme=settings.scheme,
            estimator=settings.estimator,
            missing="error" if cases.observed is None else "mean",
            weights=weights,
            standardize=settings.standardize,
            tolerance=settings.tolerance,
            max_iterations=settings.max_iterations,
            interactions=settings.interactions,
            higher_order=settings.higher_order,
            dominant_indicators={
                name: item for name, item in settings.dominant if name in model.construct_names
            },
        )


def paths_without(result: PLSResult, rows: Flags) -> pd.DataFrame:
    """Path coefficients of all cases, ``without`` some of them, and the ``change``."""
    table = result.paths.set_axis(["estimate"], axis=1)
    try:
        without = refitted(result, rows=~rows).paths.iloc[:, 0]
    except (EstimationError, DataError):  # too few are left, or an item is constant among them
        without = pd.Series(np.nan, index=table.index)
    return table.assign(without=without, change=without - table["estimate"])
