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
    """Ordinary least squares of every structural equation on the scores as they are.

    Index (source, target), columns ``estimate``, ``std_error``, ``t``, ``p_value`` (two-sided,
    Student's t), ``df`` = n - k - 1, and ``per_unit``: by how many standard deviations the
    target moves with one unit of a single-item source, such as from 0 to 1 of a dummy (NaN for
    other sources, and without the standard deviation of the item). The standard error,
    √((1 - R²) VIF / df), takes the scores for given, so that it leaves out what is uncertain
    about the weights; that of the bootstrap does not. R's plspm prints these t in
    ``inner_model``.

    The coefficient of a product is that of the product as it is. Consistent PLS corrects
    correlations, and a regression of scores cannot: here it is that of the uncorrected ones.
    With case weights it is weighted least squares, n counting the cases of positive weight.
    """
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
    """The regressions of :attr:`regressions` as a whole; index construct.

    Columns ``r_squared`` (of the scores, under consistent PLS too), ``f``, ``df_model``,
    ``df_residual`` and ``p_value``. See :func:`plspm.regression_diagnostics` for checks.
    """
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
    """What each path that the model leaves out would bring, the largest f² first.

    Of every ordered pair without a path, where one would make no cycle; products and the parts
    of higher-order constructs apart. Index (source, target), columns ``coefficient`` (in
    standard units), ``t`` (df one less than in :attr:`regressions`), ``f_squared``,
    ``r_squared_before`` and ``r_squared_after``, all from regressions of the scores as they
    are: the weights are not estimated anew. A list of hints for theory, not a search: the more
    paths are tried, the more of them will seem to matter by chance.
    """
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
