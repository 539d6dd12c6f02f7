"""One fit a group, and what stands against it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from plspm.data import Indicators
from plspm.data.checks import FEWEST_ROWS
from plspm.data.imputed import MeanImputed
from plspm.data.missing import with_means
from plspm.data.moments import Pearson
from plspm.data.wording import counted, listed, quoted
from plspm.errors import DataError, EstimationError
from plspm.estimation.arrays import Array, Flags, ModelArrays
from plspm.groups.labels import Membership
from plspm.inference.fitted import fit_cases
from plspm.results import PLSResult


def fit_groups(
    result: PLSResult, indicators: Indicators, groups: Membership
) -> dict[Hashable, PLSResult]:
    """Fit the model to every group by itself, turned as the fit of all cases is.

    Raises
    ------
    DataError
        Groups that have no estimate, by group, item and count; all of them.
    """
    parts = [part_of(indicators, groups.members(g)) for g in range(len(groups.labels))]
    problems = [
        problem
        for label, part in zip(groups.labels, parts, strict=True)
        for problem in group_problems(label, part, result._fitted.arrays)
    ]
    if problems:
        raise DataError(problems)
    fits: dict[Hashable, PLSResult] = {}
    for label, part in zip(groups.labels, parts, strict=True):
        try:
            fits[label] = fit_part(result, part)
        except EstimationError as error:
            problems += [f"Group {quoted(label)}: {problem}" for problem in error.problems]
    if problems:
        raise DataError(problems)
    return fits


def fit_part(result: PLSResult, part: Indicators) -> PLSResult:
    """The model of a result, with its settings, on some of its cases."""
    fitted = result._fitted
    complete = Pearson.of(part.values, part.case_weights)
    source = complete if part.observed is None else MeanImputed(complete, part.observed)
    units = None if fitted.settings.standardize else complete.data.sd
    found = fit_cases(
        source, part.case_weights, fitted.arrays, fitted.settings, units, fitted.estimates
    )
    return PLSResult(result.model, found, part)


def part_of(indicators: Indicators, rows: Flags) -> Indicators:
    """Some of the cases; means put in for missing values are those of these cases."""
    weights = None if indicators.case_weights is None else indicators.case_weights[rows]
    values = indicators.values[rows]
    observed = None if indicators.observed is None else indicators.observed[rows]
    if observed is not None and observed.all():
        observed = None
    if observed is not None:
        gaps = np.where(observed, values, np.nan)
        values = np.column_stack([_filled(column, weights) for column in gaps.T])
    counts = np.zeros(len(indicators.names)) if observed is None else (~observed).sum(axis=0)
    index = indicators.index[rows]
    missing = replace(
        indicators.missing,
        counts=tuple(int(count) for count in counts),
        rows_total=len(index),
        rows_used=len(index),
        rows_dropped=(),
    )
    return replace(
        indicators,
        values=values,
        index=index,
        missing=missing,
        observed=observed,
        origin=indicators.origin.of(rows, index),
        case_weights=weights,
    )


def _filled(column: Array, weights: Array | None) -> Array:
    """Means put in; a column that was never observed is refused later, as constant."""
    return np.zeros_like(column) if np.isnan(column).all() else with_means(column, weights)


def group_problems(label: Hashable, part: Indicators, arrays: ModelArrays) -> Iterator[str]:
    """Say why a group cannot have an estimate."""
    counted_rows = np.ones(len(part.index), dtype=bool)
    if part.case_weights is not None:
        counted_rows = part.case_weights > 0
    n, name = int(counted_rows.sum()), f"Group {quoted(label)}"
    if n < FEWEST_ROWS:
        yield (
            f"{name} has {counted(n, 'case')}; at least {FEWEST_ROWS} are needed. Join it with "
            "another group, or leave it out."
        )
        return
    used = part.values[counted_rows]
    flat = np.ptp(used, axis=0) <= 1e-12 * np.abs(used).max(axis=0)
    if flat.any():
        items = [f"{part.names[k]} (always {used[0, k]:g})" for k in np.flatnonzero(flat)]
        yield (
            f"{name}: constant among its {counted(n, 'case')}: {listed(items)}. Such an item has "
            "no correlations; leave it out of the model of all groups, or the group out."
        )
    yield from _too_many_parameters(name, n, arrays)


def _too_many_parameters(name: str, n: int, arrays: ModelArrays) -> Iterator[str]:
    """Name the regressions that so few cases fit exactly."""
    for construct, mode, size in zip(arrays.constructs, arrays.modes, arrays.sizes, strict=True):
        if mode == "B" and size > 1 and size >= n - 1:
            yield (
                f"{name} has {counted(n, 'case')}, too few for the {size} weights of {construct} "
                "in Mode B."
            )
    for construct, count in zip(arrays.constructs, arrays.is_path.sum(axis=1), strict=True):
        if count and count >= n - 1:
            yield (
                f"{name} has {counted(n, 'case')}, too few for the {count} predictors of "
                f"{construct}."
            )


def sizes_table(fits: dict[Hashable, PLSResult], arrays: ModelArrays, name: str) -> pd.DataFrame:
    """Cases of every group, and the parameters estimated from them."""
    weights = int(arrays.sizes[arrays.sizes > 1].sum())
    parameters = weights + int(arrays.is_path.sum())
    cases = [fit.n for fit in fits.values()]
    return pd.DataFrame(
        {
            "cases": cases,
            "parameters": parameters,
            "cases_per_parameter": np.array(cases) / parameters,
        },
        index=pd.Index(list(fits), name=name),
    )
