"""Mean imputation by loops: every resample is filled with means of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from tests.naive.estimate import Fit, Model, estimate
from tests.naive.resample import Statistic, aligned, rows_of


def filled(
    data: Mapping[str, Sequence[float]], case_weights: Sequence[float] | None = None
) -> dict[str, np.ndarray]:
    """The mean of the observed values of a column in place of those missing."""
    complete = {}
    for name, column in data.items():
        weights = np.ones(len(column)) if case_weights is None else case_weights
        pairs = [(v, x) for v, x in zip(weights, column, strict=True) if not np.isnan(x)]
        mean = sum(v * x for v, x in pairs) / sum(v for v, _ in pairs)
        complete[name] = np.array([mean if np.isnan(x) else x for x in column])
    return complete


def fit(data: Mapping[str, Sequence[float]], model: Model, **options) -> Fit:
    """Fill, then estimate."""
    return estimate(filled(data, options.get("case_weights")), model, **options)


def bootstrap(
    data: Mapping[str, Sequence[float]],
    model: Model,
    draws: Sequence[Sequence[int]],
    statistic: Statistic,
    *,
    case_weights: Sequence[float] | None = None,
    **options,
) -> dict:
    """Fill and fit each draw; one list of values per entry of the statistic."""
    original = fit(data, model, case_weights=case_weights, **options)
    results = []
    for rows in draws:
        weights = None if case_weights is None else np.array([case_weights[row] for row in rows])
        draw = fit(rows_of(data, rows), model, case_weights=weights, **options)
        results.append(statistic(aligned(draw, original)))
    return {key: [result[key] for result in results] for key in statistic(original)}
