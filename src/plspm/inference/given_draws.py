"""Plans that list their draws: row numbers, or weights of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from plspm.calls import plain_constructor
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.inference.plans import RowPlan
from plspm.inference.streams import count_rows
from plspm.inference.units import Groups


@plain_constructor("plspm.plans.Indices")
@dataclass(frozen=True, slots=True)
class Indices(RowPlan):
    """Given rows: the draws of another program, replayed exactly.

    Draws of another size than the data vary as samples of that size do; nothing is rescaled.

    Parameters
    ----------
    rows : (draws, m) array of int
        Row numbers from 0, in the order of the cases used.

    Raises
    ------
    OptionError
        `rows` is no table of whole numbers; when drawing, a number that no case has.

    Examples
    --------
    >>> Indices([[0, 0, 2], [1, 2, 2]]).counts(0, 2, 3).tolist()
    [[2.0, 0.0, 1.0], [0.0, 1.0, 2.0]]
    """

    endless: ClassVar[bool] = False

    rows: Groups
    draws: int = field(init=False)

    def __post_init__(self) -> None:
        rows = _as_table("indices", self.rows)
        if rows.ndim != 2 or not rows.size or not np.issubdtype(rows.dtype, np.integer):
            raise OptionError(
                f"indices must be a table of whole numbers, one draw a row; this one has shape "
                f"{rows.shape} and type {rows.dtype}."
            )
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "draws", rows.shape[0])

    def counts(self, start: int, stop: int, n: int) -> Array:
        """Row weights of the draws start..stop-1; (stop - start, n)."""
        rows = self.rows[start:stop]
        if rows.min() < 0 or rows.max() >= n:
            raise OptionError(
                f"indices run from {rows.min()} to {rows.max()}, but the {n} cases are numbered "
                f"from 0 to {n - 1}. Programs that count from 1: subtract 1."
            )
        return count_rows(rows, n)


@plain_constructor("plspm.plans.Weights")
@dataclass(frozen=True, slots=True)
class Weights(RowPlan):
    """Given row weights, one draw a row: counts, or shares such as those of a Bayesian bootstrap.

    Parameters
    ----------
    weights : (draws, n) array of non-negative numbers
        Only their ratios within a row matter: every row stands for n cases.

    Raises
    ------
    OptionError
        `weights` is no table of finite, non-negative numbers; when drawing, one with another
        number of columns than there are cases.

    Examples
    --------
    >>> Weights([[0.5, 0.5, 1.0]]).counts(0, 1, 3).tolist()
    [[0.75, 0.75, 1.5]]
    """

    endless: ClassVar[bool] = False

    weights: Array
    draws: int = field(init=False)

    def __post_init__(self) -> None:
        weights = _as_table("weights", self.weights, dtype=float)
        usable = np.isfinite(weights).all() and (weights >= 0).all()
        if weights.ndim != 2 or not weights.size or not usable:
            raise OptionError(
                "weights must be a table of finite, non-negative numbers, one draw a row and one "
                f"case a column; this one has shape {weights.shape}."
            )
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "draws", weights.shape[0])

    def counts(self, start: int, stop: int, n: int) -> Array:
        """Row weights of the draws start..stop-1; (stop - start, n)."""
        if self.weights.shape[1] != n:
            raise OptionError(
                f"weights have {self.weights.shape[1]} columns, but there are {n} cases."
            )
        rows = self.weights[start:stop]
        total = rows.sum(axis=1, keepdims=True)
        return rows * (n / np.where(total > 0, total, 1.0))


def _as_table(option: str, values: object, dtype: type[float] | None = None) -> NDArray[Any]:
    """Copy a table, so that the plan stays what it is whatever becomes of the caller's."""
    if np.ma.is_masked(values):
        raise OptionError(f"{option} has masked cells; give numbers for all of them.")
    try:
        table = np.array(values)
        if dtype is not None and not np.iscomplexobj(table):
            table = table.astype(dtype, copy=False)
    except (ValueError, TypeError, OverflowError) as error:
        raise OptionError(
            f"{option} must be a table of numbers, one draw a row: {error}."
        ) from error
    if np.iscomplexobj(table):
        raise OptionError(f"{option} must be a table of real numbers; these are complex.")
    table.setflags(write=False)
    return table
