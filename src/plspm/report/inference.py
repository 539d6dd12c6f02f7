"""Tables of inferences: one row a component, with its standard error, test and interval."""

from __future__ import annotations

import pandas as pd

from plspm.assessment.statistics import Labels, Range
from plspm.estimation.arrays import Array
from plspm.inference.components import Components
from plspm.inference.intervals import (
    UNBOUNDED,
    Alternative,
    Kind,
    PValue,
    normal_bounds,
    normal_p_value,
    t_value,
)
from plspm.report.tables import components


def drawn_table(
    part: Components,
    kind: Kind,
    level: float,
    alternative: Alternative,
    p_value: PValue,
    null: float | None,
) -> pd.DataFrame:
    """All that the draws of a statistic tell; t and p where there is a null value."""
    lower, upper = part.interval(kind, level, alternative)
    columns = {
        "estimate": part.estimate,
        "mean": part.draws.mean,
        "bias": part.bias,
        "std_error": part.std_error,
    }
    if null is not None:
        columns |= {"t": part.t(null), "p_value": part.p_value(p_value, alternative, null)}
    columns |= {"ci_lower": lower, "ci_upper": upper, "draws": part.draws.count.astype(int)}
    return components(part.labels, columns)


def interval_table(
    part: Components, kind: Kind, level: float, alternative: Alternative
) -> pd.DataFrame:
    """Estimates and intervals."""
    lower, upper = part.interval(kind, level, alternative)
    columns = {"estimate": part.estimate, "ci_lower": lower, "ci_upper": upper}
    return components(part.labels, columns)


def normal_table(
    found: dict[str, Array],
    labels: Labels,
    level: float,
    null: float | None,
    values: Range = UNBOUNDED,
) -> pd.DataFrame:
    """Columns found without drawing, with normal intervals; t and p where there is a null value."""
    lower, upper = normal_bounds(found["estimate"], found["std_error"], level, values)
    if null is not None:
        t = t_value(found["estimate"], found["std_error"], null)
        found = found | {"t": t, "p_value": normal_p_value(t, "two-sided")}
    return components(labels, found | {"ci_lower": lower, "ci_upper": upper})
