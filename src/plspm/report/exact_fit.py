"""The table of the exact fit test."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from plspm.assessment.fit import Model
from plspm.assessment.statistics import Labels
from plspm.estimation.arrays import Array
from plspm.inference.exact_fit import LABELS, ExactFit
from plspm.inference.intervals import Draws
from plspm.report.tables import components


def exact_fit_table(tests: Mapping[Model, ExactFit]) -> pd.DataFrame:
    """One row a model and distance: value, quantiles under the model, p, draws and failures."""
    rows = tuple((model, distance) for model in tests for (distance,) in LABELS.rows)
    # Each model has draws of its own, and its own failures among them.
    parts = [_columns(test) for test in tests.values()]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return components(Labels(("model", "statistic"), rows), columns)


def _columns(test: ExactFit) -> dict[str, Array]:
    draws = Draws.of(test.value, test.draws)
    beyond = (test.draws >= test.value).sum(axis=0)
    return {
        "value": test.value,
        "q95": draws.quantile(np.full_like(test.value, 0.95)),
        "q99": draws.quantile(np.full_like(test.value, 0.99)),
        # The sample itself counts among the draws, so that p is never exactly 0.
        "p_value": np.where(draws.count > 0, (beyond + 1) / (draws.count + 1), np.nan),
        "draws": draws.count.astype(int),
        **{
            outcome.name.lower(): np.full(test.value.size, count)
            for outcome, count in test.failures.items()
        },
    }
