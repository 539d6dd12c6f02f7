"""The rows of a plan: what every rule asks of a model, with its source and what it assumes."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import NamedTuple

import pandas as pd

from plspm.assessment.criteria import bounds
from plspm.design import rules
from plspm.model import PathModel
from plspm.results import PLSResult

WESTLAND = "Westland (2010)"
KOCK_HADAYA = "Kock & Hadaya (2018)"
COHEN = "Cohen (1988), chapter 9"


class Row(NamedTuple):
    """One rule for one target."""

    method: str
    target: str
    effect: float
    n: float
    source: str
    assumes: str


def westland(indicators: Sequence[int], k: int, effect: float, alpha: float) -> list[Row]:
    """Both bounds, that of the structure for every number of indicators."""
    detection = rules.first_at_least(rules.detection_bound(k, effect, alpha))
    return [
        *(
            Row(
                "Westland, structure",
                f"{p} indicators of {k} constructs",
                nan,
                rules.first_at_least(rules.structure_bound(p, k)),
                WESTLAND,
                "A curve fitted to simulations of convergence in covariance-based models; it knows "
                "no effect, and rises again above 4.5 indicators a construct",
            )
            for p in indicators
        ),
        Row(
            "Westland, detection",
            "correlation of two constructs",
            effect,
            detection,
            WESTLAND,
            "Normal data, two-sided, Šidák's correction for all pairs; given for a power of .80 "
            "only, since the published formula falls as power rises",
        ),
    ]


def kock_hadaya(
    result: PLSResult | None,
    effect: float,
    paths: Sequence[float] | None,
    alpha: float,
    power: float,
) -> list[Row]:
    """Both rules for every path: those stated, or of a result, or the effect."""
    if paths is not None:
        targets = [(f"path of {abs(b):g}", float(b)) for b in paths]
    elif result is not None:
        targets = _stated(result.effects["direct"])
    else:
        targets = [(f"path of {effect:g}", effect)]
    return [
        Row(
            "inverse square root",
            target,
            float(b),
            rules.first_above(rules.inverse_square_root(b, alpha, power)) if b else nan,
            KOCK_HADAYA,
            "One-sided test, standard error 1/√n whatever R² and collinearity",
        )
        for target, b in targets
    ] + [
        Row(
            "gamma-exponential",
            target,
            float(b),
            rules.gamma_exponential(b, alpha, power) if b else nan,
            KOCK_HADAYA,
            "One-sided test, standard error exp(-e|β|/√n)/√n, a curve that fits simulations, with "
            "a gamma correction for 10 cases and fewer; it may ask for too few cases, and around "
            "paths of .45 (at 5 % and .80) it asks for fewer than for stronger paths",
        )
        for target, b in targets
    ]


def _stated(column: pd.Series[float]) -> list[tuple[str, float]]:
    """Paths by name, from a table with one row for each source and target."""
    stated = column[column.notna() & (column != 0)]
    labels = [f"{source} -> {target}" for source, target in stated.index.to_list()]
    return list(zip(labels, stated.tolist(), strict=True))


def regressions(
    model: PathModel,
    result: PLSResult | None,
    f_squared: Sequence[float] | None,
    alpha: float,
    power: float,
) -> list[Row]:
    """F tests of every equation and, where it has several predictors, of every path."""
    predictors = dict.fromkeys(model.construct_names, 0)
    for path in model.paths:
        predictors[path.target] += 1
    equations = {name: count for name, count in predictors.items() if count}
    if f_squared is None and result is not None:
        return _found(equations, result, alpha, power)
    sizes = list(bounds("f_squared").values()) if f_squared is None else list(f_squared)
    cells = [(name, m, float(f2)) for name, m in equations.items() for f2 in sizes]
    return [
        row
        for name, m, f2 in cells
        for row in (
            _f_row(f"R² of {name}", f2, m, m, alpha, power),
            *([_f_row(f"one path to {name}", f2, 1, m, alpha, power)] if m > 1 else []),
        )
    ]


def _found(equations: dict[str, int], result: PLSResult, alpha: float, power: float) -> list[Row]:
    R2 = result.r_squared["r_squared"]
    of_paths = _stated(result.f_squared["f_squared"])
    rows = [
        _f_row(f"R² of {name}", R2[name] / (1.0 - R2[name]), m, m, alpha, power)
        for name, m in equations.items()
    ]
    return rows + [
        _f_row(label, f2, 1, equations[label.split(" -> ")[1]], alpha, power)
        for label, f2 in of_paths
    ]


def _f_row(target: str, f2: float, tested: int, predictors: int, alpha: float, power: float) -> Row:
    needed = rules.f_sample(f2, tested, predictors, alpha, power) if f2 > 0 else None
    return Row(
        "noncentral F",
        target,
        float(f2),
        nan if needed is None else needed,
        COHEN,
        "Regression on given scores with normal residuals; effect is f²; scores are taken as "
        "measured without error",
    )
