"""Structural equations as regressions of scores, in tables."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from plspm.assessment.regression import LeastSquares, absent_paths, least_squares
from plspm.assessment.statistics import Labels
from plspm.estimation.arrays import Array
from plspm.inference.fitted import Fitted, units_of
from plspm.report.tables import by_construct, components


def regressions_table(fitted: Fitted) -> pd.DataFrame:
    """One row a path; columns as told by :attr:`plspm.PLSResult.regressions`."""
    e, arrays = fitted.estimates, fitted.arrays
    found = of_scores(fitted)
    target, source = np.nonzero(arrays.is_path)
    estimate = e.per_unit(found.estimate)[0][arrays.is_path]
    return components(
        _arrows(fitted, source, target),
        {
            "estimate": estimate,
            "std_error": e.per_unit(found.std_error)[0][arrays.is_path],
            "t": found.t[0][arrays.is_path],
            "p_value": found.p_value[0][arrays.is_path],
            "df": found.df[0][target],
            "per_unit": estimate / units_of_single_items(fitted)[source],
        },
    )


def equations_table(fitted: Fitted) -> pd.DataFrame:
    """One row an equation; columns as told by :attr:`plspm.PLSResult.regression_equations`."""
    arrays = fitted.arrays
    found = of_scores(fitted)
    columns = {
        "r_squared": found.r_squared,
        "f": found.f,
        "df_model": arrays.is_path.sum(axis=1)[None].astype(float),
        "df_residual": found.df,
        "p_value": found.f_p_value,
    }
    values = np.column_stack([column[0] for column in columns.values()])
    return by_construct(values, arrays, list(columns))[arrays.endogenous]


def absent_paths_table(fitted: Fitted) -> pd.DataFrame:
    """One row an absent path; columns as told by :attr:`plspm.PLSResult.absent_paths`."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = absent_paths(
            fitted.score_correlations[0], float(fitted.estimates.n[0]), fitted.arrays
        )
    return components(
        _arrows(fitted, found.source, found.target),
        {
            "coefficient": found.coefficient,
            "t": found.t,
            "f_squared": found.f_squared,
            "r_squared_before": found.before,
            "r_squared_after": found.after,
        },
    )


def of_scores(fitted: Fitted) -> LeastSquares:
    """The regressions of the scores of a fit."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return least_squares(fitted.score_correlations, fitted.estimates.n, fitted.arrays)


def units_of_single_items(fitted: Fitted) -> Array:
    """Standard deviations of single-item constructs, whose weight is 1; (J,).

    NaN for constructs of several items, for products, and where no standard deviation is known.
    """
    arrays = fitted.arrays
    units = np.full(len(arrays.constructs), np.nan)
    sd = _deviations(fitted)
    if sd is not None:
        single = np.flatnonzero(arrays.first_order & (arrays.sizes == 1))
        units[single] = sd[np.searchsorted(arrays.items, arrays.starts[single])]
    return units


def _deviations(fitted: Fitted) -> Array | None:
    """Standard deviations of the items in the data; (items,)."""
    if fitted.source is None:
        return fitted.deviations
    location = fitted.source.location(fitted.weighted(np.ones((1, fitted.rows))))
    sd = units_of(location, fitted.source.data.sd, fitted.estimates.n)
    return None if sd is None else sd[0]


def _arrows(fitted: Fitted, source: Iterable[int], target: Iterable[int]) -> Labels:
    names = fitted.arrays.constructs
    rows = tuple((names[j], names[i]) for j, i in zip(source, target, strict=True))
    return Labels(("source", "target"), rows)
