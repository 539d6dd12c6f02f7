"""The mediation table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from plspm.assessment.statistics import Labels
from plspm.estimation.arrays import Array, ModelArrays
from plspm.inference.mediation import classify, direct_of_routes, excludes_zero, total_of_routes
from plspm.report.tables import components


def mediation_table(
    arrays: ModelArrays,
    labels: Labels,
    estimates: Mapping[str, Array],
    bounds: Mapping[str, tuple[Array, Array]],
) -> pd.DataFrame:
    """One row a specific indirect effect, with the effects beside it and the type of mediation.

    Parameters
    ----------
    arrays : ModelArrays
    labels : Labels
        Of the specific indirect effects.
    estimates, bounds : mappings
        Of "indirect" and "vaf", by route, and of "direct" and "total", by path and by pair.
    """
    direct = direct_of_routes(arrays)
    which = {"direct": direct, "total": total_of_routes(arrays)}
    columns: dict[str, Array] = {}
    for name in ("indirect", "direct", "total", "vaf"):
        rows = which.get(name, slice(None))
        columns[name] = estimates[name][rows]
        columns[f"{name}_lower"], columns[f"{name}_upper"] = (b[rows] for b in bounds[name])
    columns["direct"] = np.where(direct >= 0, columns["direct"], 0.0)
    for bound in ("direct_lower", "direct_upper"):
        columns[bound] = np.where(direct >= 0, columns[bound], np.nan)
    types = classify(
        columns["indirect"],
        excludes_zero(columns["indirect_lower"], columns["indirect_upper"]),
        columns["direct"],
        excludes_zero(columns["direct_lower"], columns["direct_upper"]),
    )
    return components(labels, columns).assign(type=types)
