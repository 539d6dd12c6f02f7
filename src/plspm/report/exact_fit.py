"""The table of the exact fit test."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from plspm.assessment.consistency import (
    approximated_composites,
    parts_weighted_by_the_whole,
    uncorrected_factors,
)
from plspm.assessment.fit import Model
from plspm.assessment.statistics import Labels
from plspm.data.wording import listed, warn_user
from plspm.errors import ConsistencyWarning
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.settings import Settings
from plspm.inference.exact_fit import LABELS, ExactFit
from plspm.inference.intervals import Draws
from plspm.report.tables import components


def exact_fit_table(tests: Mapping[Model, ExactFit], *, consistent: bool) -> pd.DataFrame:
    """One row a model and distance: value, quantiles under the model, p, draws and failures.

    Whether the estimator is consistent for the model stands beside p, which means little if not.
    """
    rows = tuple((model, distance) for model in tests for (distance,) in LABELS.rows)
    # Each model has draws of its own, and its own failures among them.
    parts = [_columns(test, consistent) for test in tests.values()]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return components(Labels(("model", "statistic"), rows), columns)


def exact_fit_draws_table(tests: Mapping[Model, ExactFit]) -> pd.DataFrame:
    """One row a draw, by its number in the plan; columns (model, statistic)."""
    names = [distance for (distance,) in LABELS.rows]
    frames = {
        model: pd.DataFrame(test.draws, index=pd.Index(test.numbers, name="draw"), columns=names)
        for model, test in tests.items()
    }
    return pd.concat(frames, axis=1, names=["model", "statistic"]).sort_index()


def warn_of_inconsistency(arrays: ModelArrays, settings: Settings) -> bool:
    """Say that the test rejects true models, and what to do; whether the estimator is consistent.

    Warns
    -----
    ConsistencyWarning
    """
    factors = uncorrected_factors(arrays, settings.estimator)
    composites = approximated_composites(arrays)
    reasons = []
    if factors:
        reasons.append(
            f"Plain PLS estimates the common factors {listed(factors)} by composites. Fit them by "
            'consistent PLS and test that: plspm.estimate(model, data, estimator="plsc")'
            ".exact_fit()."
        )
    if composites:
        reasons.append(
            f"The weights of the composites {listed(composites)} are not those of the population, "
            'which Mode B estimates: composite(name, items, mode="B").'
        )
    for whole, parts in parts_weighted_by_the_whole(arrays, settings.higher_order).items():
        reasons.append(
            f'higher_order="{settings.higher_order}" estimates {listed(parts)} beside their own '
            f'items, which {whole} repeats: take higher_order="disjoint_two_stage".'
        )
    if reasons:
        warn_user(
            "The exact fit test rejects this model too often where it is true, for the estimator "
            f"is not consistent for it. {' '.join(reasons)} See docs/exact_fit.md.",
            ConsistencyWarning,
        )
    return not reasons


def _columns(test: ExactFit, consistent: bool) -> dict[str, Array]:
    draws = Draws.of(test.value, test.draws)
    beyond = (test.draws >= test.value).sum(axis=0)
    return {
        "value": test.value,
        "q95": draws.quantile(np.full_like(test.value, 0.95)),
        "q99": draws.quantile(np.full_like(test.value, 0.99)),
        # The sample itself counts among the draws, so that p is never exactly 0.
        "p_value": np.where(draws.count > 0, (beyond + 1) / (draws.count + 1), np.nan),
        "consistent": np.full(test.value.size, consistent),
        "draws": draws.count.astype(int),
        **{
            outcome.name.lower(): np.full(test.value.size, count)
            for outcome, count in test.failures.items()
        },
    }
