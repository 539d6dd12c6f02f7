"""The table of the exact fit test."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from plspm.assessment.fit import Model
from plspm.assessment.statistics import Labels
from plspm.inference.exact_fit import LABELS, ExactFit
from plspm.report.tables import components


def exact_fit_table(tests: Mapping[Model, ExactFit]) -> pd.DataFrame:
    """One row a model and distance: its value, its quantiles under the model and p."""
    rows = tuple((model, distance) for model in tests for (distance,) in LABELS.rows)
    values = np.concatenate([test.value for test in tests.values()])
    draws = np.concatenate([test.draws for test in tests.values()], axis=1)
    used = np.isfinite(draws).sum(axis=0)
    columns = {
        "value": values,
        "q95": np.nanquantile(draws, 0.95, axis=0),
        "q99": np.nanquantile(draws, 0.99, axis=0),
        "p_value": (draws >= values).sum(axis=0) / used,
        "draws": used,
    }
    return components(Labels(("model", "statistic"), rows), columns)
