"""What the study's printed correlations say of its regressions, without any data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from plspm.assessment.regression import LeastSquares, least_squares
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.structural import total_effects
from plspm.model import PathModel, path

if TYPE_CHECKING:
    from plspm.datasets import Dataset

HALF_A_DIGIT: Final = 0.0005
"""By how much a correlation of three printed decimals may differ from the one computed."""


def printed_correlations(study: Dataset) -> Array:
    """Construct correlations of table 3, constructs in the order of the model; (J, J)."""
    names = list(study.model.construct_names)
    lower = study.published("table3").loc[names, names].to_numpy(float)
    C = np.where(np.isnan(lower), lower.T, lower)
    np.fill_diagonal(C, 1.0)  # where √AVE is printed
    return C


def t_ranges(study: Dataset) -> pd.DataFrame:
    """Regression t of every path over all correlations that give the print.

    They round to those of table 3, and their coefficients, R² and effects to those of figure 2,
    the text and table 4. Within half a digit all of these are straight lines to five decimals, so
    that the ends are found by linear programming.

    Parameters
    ----------
    study : Dataset

    Returns
    -------
    DataFrame
        Index (source, target), columns ``low`` and ``high``.

    Examples
    --------
    >>> from plspm import datasets
    >>> t_ranges(datasets.describe("customer_engagement")).round(3)
                      low    high
    source target
    EXP    ECE      2.387   2.396
    ORE    ECE      4.546   4.559
    SMU    ECE      1.526   1.534
    ECE    MPE     10.074  10.094
    """
    arrays = ModelArrays.from_model(study.model)
    C = printed_correlations(study)
    t, slopes = _straight(C, lambda moved: _regressed(study, moved, arrays).t[:, arrays.is_path])
    printed = _printed(study, arrays)
    values, gradients = _straight(C, lambda moved: _quantities(study, moved, arrays))
    bounds = HALF_A_DIGIT + np.concatenate([printed - values, values - printed])
    both = np.vstack([gradients, -gradients])
    box = (-HALF_A_DIGIT, HALF_A_DIGIT)
    ends = [
        [slope @ linprog(sign * slope, A_ub=both, b_ub=bounds, bounds=box).x for sign in (1, -1)]
        for slope in slopes
    ]
    target, source = np.nonzero(arrays.is_path)
    names = np.array(arrays.constructs)
    index = pd.MultiIndex.from_arrays([names[source], names[target]], names=["source", "target"])
    return pd.DataFrame(t[:, None] + np.array(ends), index=index, columns=["low", "high"])


def _straight(C: Array, quantities: Callable[[Array], Array]) -> tuple[Array, Array]:
    """Values (k,) at C, and their slopes (k, pairs) in each correlation below its diagonal."""
    i, j = np.tril_indices(len(C), -1)
    moved = np.tile(C, (2 * i.size, 1, 1))
    step = np.repeat([HALF_A_DIGIT, -HALF_A_DIGIT], i.size)
    rows = np.arange(2 * i.size)
    for first, second in ((i, j), (j, i)):
        moved[rows, np.tile(first, 2), np.tile(second, 2)] += step
    up, down = np.split(quantities(moved), 2)
    return quantities(C[None])[0], ((up - down) / (2.0 * HALF_A_DIGIT)).T


def _quantities(study: Dataset, C: Array, arrays: ModelArrays) -> Array:
    """Path coefficients, R² and total effects of the model; (b, k)."""
    found = _regressed(study, C, arrays)
    T = total_effects(np.nan_to_num(found.estimate), arrays)
    return np.hstack(
        [
            found.estimate[:, arrays.is_path],
            found.r_squared[:, arrays.endogenous],
            T[:, arrays.reachable],
        ]
    )


def _printed(study: Dataset, arrays: ModelArrays) -> Array:
    """The same as printed; (k,)."""
    effects, scalars = study.published("table4"), study.published("scalars")["value"]
    names = np.array(arrays.constructs)
    columns = []
    for column, pairs in (("direct", arrays.is_path), ("total", arrays.reachable)):
        target, source = np.nonzero(pairs)
        arrows = pd.MultiIndex.from_arrays([names[source], names[target]])
        columns.append(effects.loc[arrows, column].to_numpy(float))
    explained = scalars[[f"r_squared_{name}" for name in names[arrays.endogenous]]]
    return np.concatenate([columns[0], explained.to_numpy(float), columns[1]])


def with_path(study: Dataset, source: str, target: str) -> tuple[pd.Series[float], float, float]:
    """The equation of a construct with one path more, by the printed correlations.

    Returns
    -------
    coefficients : Series
        By predecessor.
    before, after : float
        R² without and with the path.
    """
    C = printed_correlations(study)[None]
    model = study.model
    more = PathModel(model.constructs, [*model.paths, path(source, to=target)])
    names = list(model.construct_names)
    i = names.index(target)
    before, after = (_regressed(study, C, ModelArrays.from_model(each)) for each in (model, more))
    coefficients = pd.Series(after.estimate[0, i], index=names).dropna()
    return coefficients, float(before.r_squared[0, i]), float(after.r_squared[0, i])


def _regressed(study: Dataset, C: Array, arrays: ModelArrays) -> LeastSquares:
    cases = float(study.published("scalars")["value"]["cases"])
    return least_squares(C, np.full(len(C), cases), arrays)
