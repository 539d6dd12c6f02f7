"""The mediation table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from plspm.assessment.statistics import Labels
from plspm.estimation.arrays import Array, ModelArrays
from plspm.inference.components import Components
from plspm.inference.intervals import Kind
from plspm.inference.mediation import (
    Texts,
    classify,
    direct_of_routes,
    excludes_zero,
    total_of_routes,
)
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

    Returns
    -------
    DataFrame
        Direct effects are NaN where the model has no direct path; ``type`` is NA where an effect
        or its interval is undefined, for the ``reason`` beside it.
    """
    direct = direct_of_routes(arrays)
    which = {"direct": direct, "total": total_of_routes(arrays)}
    columns: dict[str, Array] = {}
    for name in ("indirect", "direct", "total", "vaf"):
        rows = which.get(name, slice(None))
        columns[name] = estimates[name][rows]
        columns[f"{name}_lower"], columns[f"{name}_upper"] = (b[rows] for b in bounds[name])
    has_direct = direct >= 0
    for name in ("direct", "direct_lower", "direct_upper"):
        columns[name] = np.where(has_direct, columns[name], np.nan)
    types = classify(
        columns["indirect"],
        excludes_zero(columns["indirect_lower"], columns["indirect_upper"]),
        columns["direct"],
        excludes_zero(columns["direct_lower"], columns["direct_upper"]),
    )
    reasons = np.where(has_direct, _reason(columns, "direct"), "")
    of_route = _reason(columns, "indirect")
    reasons = np.where(of_route != "", of_route, reasons)
    table = components(labels, columns)
    table["type"] = pd.Series(types, table.index, dtype=object).where(reasons == "", pd.NA)
    return table.assign(reason=reasons)


def drawn_mediation_table(
    arrays: ModelArrays, parts: Mapping[str, Components], kind: Kind, level: float
) -> pd.DataFrame:
    """The mediation table of draws of "indirect", "direct", "total" and "vaf"."""
    bounds = {name: part.interval(kind, level, "two-sided") for name, part in parts.items()}
    estimates = {name: part.estimate for name, part in parts.items()}
    return mediation_table(arrays, parts["indirect"].labels, estimates, bounds)


def _reason(columns: Mapping[str, Array], effect: str) -> Texts:
    """Why nothing can be said of an effect, empty where something can; (routes,)."""
    estimate = np.isnan(columns[effect])
    interval = np.isnan(columns[f"{effect}_lower"]) | np.isnan(columns[f"{effect}_upper"])
    because = [
        f"the {effect} effect is undefined, see the table undefined of the fit",
        f"the interval of the {effect} effect is undefined: its draws do not allow for one",
    ]
    return np.select([estimate, interval], because, default="")
