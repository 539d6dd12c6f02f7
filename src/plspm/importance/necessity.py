"""Tables of necessary conditions: effect sizes, and the cases that they hang on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from plspm.estimation.arrays import Array
from plspm.importance.scatter import Ceiling, Scatter
from plspm.importance.variables import Variables


def effects_table(
    variables: Variables, scatters: Sequence[Scatter], ceilings: Sequence[Ceiling], p: Array
) -> pd.DataFrame:
    """One row a condition and ceiling.

    Parameters
    ----------
    p : (k, ceilings) array
        Their p-values.
    """
    rows = {
        (name, ceiling): {
            "d": scatter.effect(ceiling),
            "p_value": float(p[k, c]),
            **_quality(scatter, ceiling),
            **_areas(variables, k, scatter.effect(ceiling)),
            **_line(variables, k, scatter, ceiling),
            **_inefficiencies(scatter, ceiling),
        }
        for k, (name, scatter) in enumerate(zip(variables.conditions, scatters, strict=True))
        for c, ceiling in enumerate(ceilings)
    }
    index = pd.MultiIndex.from_tuples(list(rows), names=["condition", "ceiling"])
    return pd.DataFrame(list(rows.values()), index=index)


def _quality(scatter: Scatter, ceiling: Ceiling) -> dict[str, float]:
    above, envelope = scatter.above(ceiling), scatter.effect("ce_fdh")
    return {
        "accuracy": 100.0 * (1.0 - above / scatter.u.size),
        "fit": 100.0 * scatter.effect(ceiling) / envelope if envelope > 0 else np.nan,
        "above": above,
    }


def _areas(variables: Variables, k: int, d: float) -> dict[str, float]:
    area = float(variables.size[k] * variables.size[-1])
    return {"scope": area, "ceiling_zone": d * area}


def _line(variables: Variables, k: int, scatter: Scatter, ceiling: Ceiling) -> dict[str, float]:
    """Intercept and slope in the units of the variables; NaN for the step function."""
    if ceiling == "ce_fdh":
        return {"intercept": np.nan, "slope": np.nan}
    intercept, slope = _turned_back(*scatter.line, *variables.falling[[k, -1]])
    steepness = slope * float(variables.size[-1] / variables.size[k])
    height = float(variables.low[-1] + intercept * variables.size[-1])
    return {"intercept": height - steepness * float(variables.low[k]), "slope": steepness}


def _turned_back(
    intercept: float, slope: float, right: np.bool_, lower: np.bool_
) -> tuple[float, float]:
    """A line of the unit square whose empty corner was turned to the upper left."""
    if right:
        intercept, slope = intercept + slope, -slope
    return (1.0 - intercept, -slope) if lower else (intercept, slope)


def _inefficiencies(scatter: Scatter, ceiling: Ceiling) -> dict[str, float]:
    """Percentages of the scope where neither constrains the other (Dul 2016)."""
    top = float(np.clip(scatter.required(ceiling, np.array([1.0]))[0], 0.0, 1.0))
    return {
        "condition_inefficiency": 100.0 * (1.0 - top),
        "outcome_inefficiency": 100.0 * scatter.start(ceiling),
    }


def peers_table(
    variables: Variables, scatters: Sequence[Scatter], ceilings: Sequence[Ceiling]
) -> pd.DataFrame:
    """One row a case that holds a ceiling up, with the effects without it."""
    rows, labels = [], []
    for k, scatter in enumerate(scatters):
        for case in scatter.peer_cases:
            left = scatter.without(
                case,
                rescale_condition=not variables.given[k],
                rescale_outcome=not variables.given[-1],
            )
            labels.append((variables.conditions[k], variables.index[case]))
            rows.append(
                {
                    "condition_value": variables.values[case, k],
                    "outcome_value": variables.values[case, -1],
                    **{f"d_{ceiling}_without": left.effect(ceiling) for ceiling in ceilings},
                }
            )
    return pd.DataFrame(rows, index=pd.MultiIndex.from_tuples(labels, names=["condition", "case"]))


def sensitivity_table(variables: Variables, ceilings: Sequence[Ceiling], most: int) -> pd.DataFrame:
    """Effects when more and more cases may lie above the ceiling, the scope held."""
    rows, labels = [], []
    for k, name in enumerate(variables.conditions):
        scatter, left = variables.scatter(k), np.arange(len(variables.index))
        for count in range(most + 1):
            labels.append((name, count))
            rows.append(
                {
                    "share": 100.0 * count / len(variables.index),
                    **{f"d_{ceiling}": scatter.effect(ceiling) for ceiling in ceilings},
                }
            )
            case = _that_raises_most(scatter)
            rows[-1]["next_case"] = variables.index[left[case]]
            scatter, left = _ignoring(scatter, case), np.delete(left, case)
    return pd.DataFrame(
        rows, index=pd.MultiIndex.from_tuples(labels, names=["condition", "ignored"])
    )


def _that_raises_most(scatter: Scatter) -> int:
    """The case without which the step function leaves most room; the leftmost of equals."""
    without = [_ignoring(scatter, case).effect("ce_fdh") for case in scatter.peer_cases]
    return scatter.peer_cases[int(np.argmax(np.round(without, 12)))]


def _ignoring(scatter: Scatter, case: int) -> Scatter:
    return scatter.without(case, rescale_condition=False, rescale_outcome=False)


def in_words(bottleneck: pd.DataFrame) -> pd.DataFrame:
    """A bottleneck table with NN and NA, as journals print it."""

    def word(value: float) -> str:
        return "NN" if np.isnan(value) else "NA" if np.isinf(value) else f"{value:.1f}"

    columns = {name: [word(value) for value in bottleneck[name]] for name in bottleneck.columns}
    return pd.DataFrame(columns, index=pd.Index([f"{level:g}" for level in bottleneck.index]))
