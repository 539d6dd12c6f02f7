"""Bottleneck tables: what each level of an outcome requires of its conditions."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import Final, Literal, TypeAlias

import numpy as np
import pandas as pd

from plspm.errors import OptionError, written
from plspm.estimation.arrays import Array
from plspm.estimation.settings import count_problems
from plspm.importance.scatter import Ceiling
from plspm.importance.variables import Variables

Units: TypeAlias = Literal["percent_range", "percentile", "actual"]

COLUMNS: Final[dict[Units, str]] = {
    "percent_range": "required_percent",
    "percentile": "percentile",
    "actual": "required",
}


def long_table(
    variables: Variables,
    ceilings: Sequence[Ceiling],
    levels: int | Sequence[float],
    units: Units,
) -> pd.DataFrame:
    """One row a ceiling, condition and level, with what is required in all units.

    Parameters
    ----------
    levels : int or sequence of float
        Steps of the outcome, or its levels in `units`.
    units : {"percent_range", "percentile", "actual"}
        Those of the levels.
    """
    steps = _levels(levels, units, variables)
    if variables.falling[-1]:
        steps = np.sort(steps)[::-1]
    outcome = _actual(steps, units, variables)
    index = pd.Index(steps, name="level")
    parts = {
        (ceiling, name): pd.DataFrame(_columns(variables, k, ceiling, outcome), index=index)
        for ceiling in ceilings
        for k, name in enumerate(variables.conditions)
    }
    return pd.concat(parts, names=["ceiling", "condition"])


def wide_table(found: pd.DataFrame, conditions: Sequence[str], units: Units) -> pd.DataFrame:
    """Levels x conditions, from the long table of one ceiling."""
    values = found[COLUMNS[units]].droplevel("ceiling")
    return pd.DataFrame({name: values.xs(name, level="condition") for name in conditions})


def _columns(variables: Variables, k: int, ceiling: Ceiling, outcome: Array) -> dict[str, Array]:
    """What condition k must be at least (at most in a right corner), by values of the outcome."""
    scatter = variables.scatter(k)
    heights = (outcome - variables.low[-1]) / variables.size[-1]
    u = scatter.required(ceiling, 1.0 - heights if variables.falling[-1] else heights)
    necessary = u > 0
    u = np.where(necessary, u, np.nan)
    # Rounding must not count the case itself among those with less.
    below = (scatter.u[:, None] < u - 1e-9).mean(axis=0)
    if variables.falling[k]:
        u = np.where(np.isinf(u), u, 1.0 - u)
    return {
        "outcome": outcome,
        "required": variables.low[k] + u * variables.size[k],
        "required_percent": 100.0 * u,
        "percentile": 100.0 * below,
        "status": np.select(
            [np.isinf(u), necessary], ["out of reach", "necessary"], "not necessary"
        ),
    }


def _levels(levels: int | Sequence[float], units: Units, variables: Variables) -> Array:
    """Levels of the outcome in their units."""
    actual = units == "actual"
    low, high = (variables.low[-1], variables.high[-1]) if actual else (0.0, 100.0)
    if not isinstance(levels, Sequence | np.ndarray) or isinstance(levels, str):
        problems = count_problems("levels", levels, at_least=1, at_most=1000)
        if problems:
            raise OptionError(problems)
        return np.linspace(low, high, int(levels) + 1)
    if not len(levels) or not all(isinstance(level, Real) for level in levels):
        raise OptionError(
            f"levels is {written(levels)}; it must hold numbers, or be how many steps."
        )
    steps = np.asarray(levels, dtype=float)
    if not ((steps >= low) & (steps <= high)).all():
        raise OptionError(
            f"levels is {written(levels)}; all must lie between {low:g} and {high:g}."
        )
    return steps


def _actual(steps: Array, units: Units, variables: Variables) -> Array:
    """Levels in the units of the outcome itself."""
    if units == "percentile":
        return np.quantile(variables.values[:, -1], steps / 100.0)
    if units == "percent_range":
        return variables.low[-1] + steps / 100.0 * variables.size[-1]
    return steps
