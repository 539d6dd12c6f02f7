"""The numbers that a fit was estimated from, to tell whether data still hold them row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.columns import FloatArray
from plspm.data.dummies import CodedControl, answers_behind, with_dummies
from plspm.data.labels import find_columns
from plspm.data.recoding import NO_RECODING, Recoding
from plspm.data.wording import in_row, quoted

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class AnswersUsed:
    """The columns of a model as a fit holds them, none copied.

    Attributes
    ----------
    names : tuple of str, length p
    values : (n, p) array
        After recoding, means put in.
    observed : (n, p) array of bool or None
    recoding : Recoding
        What was done to the data.
    controls : tuple of CodedControl
        Which of the names are dummies, and of what.
    weights : str or None
        The column of the case weights, if it was one.
    case_weights : (n,) array or None
    rows : (n,) array of bool or None
        The rows that are asked about; None for all.
    """

    names: tuple[str, ...]
    values: FloatArray
    observed: Flags | None = None
    recoding: Recoding = NO_RECODING
    controls: tuple[CodedControl, ...] = ()
    weights: str | None = None
    case_weights: FloatArray | None = None
    rows: Flags | None = None

    def of(self, rows: Flags) -> AnswersUsed:
        """The same of some of the rows asked about."""
        if self.rows is not None:
            rows, some = self.rows.copy(), rows
            rows[self.rows] = some
        return replace(self, rows=rows)

    def change_in(self, frame: pd.DataFrame, kept: Flags | None = None) -> str | None:
        """What is no longer as it was in the rows asked about; None where all is.

        Parameters
        ----------
        frame : DataFrame
            The data as they are now.
        kept : array of bool, optional
            Which of its rows are asked about; by default all.

        Examples
        --------
        >>> used = AnswersUsed(("a",), np.array([[1.0], [2.0], [4.0]]))
        >>> used.change_in(pd.DataFrame({"a": [1, 2, 4]})) is None
        True
        >>> used.change_in(pd.DataFrame({"a": [1, 4, 2]}))
        "column 'a' holds other values, first in row 1"
        """
        columns = [*answers_behind(self.names, self.controls)]
        columns += [] if self.weights is None else [self.weights]
        found, lacking = find_columns(frame, columns)
        if lacking:
            return f"column {quoted(next(n for n in columns if n not in found))} is gone"
        now = frame.iloc[:, [*found.values()]].set_axis([*found], axis=1)
        rows = np.ones(len(now), dtype=np.bool_) if kept is None else kept.copy()
        rows[rows] = self._counting()
        dummies, _ = with_dummies(now.loc[rows], self.controls, self.recoding)
        for name, before in self._numbers():
            # the whole column: whether its text is that of numbers shows in the rows left out too
            read = self.recoding.numbers(now[name] if name in found else dummies[name], name)
            if not isinstance(read, np.ndarray):
                return f"column {quoted(name)} cannot be read as it could"
            values = read[rows] if name in found else read
            other = (values != before) & ~(np.isnan(values) & np.isnan(before))
            if other.any():
                first = in_row(now.index[rows][int(other.argmax())])
                return f"column {quoted(name)} holds other values, first {first}"
        return None

    def _counting(self) -> Flags:
        """Which of the rows asked about count; the categories of others may have no dummies."""
        if self.case_weights is None:
            n = len(self.values) if self.rows is None else int(self.rows.sum())
            return np.ones(n, dtype=np.bool_)
        counting = self.case_weights > 0
        return counting if self.rows is None else counting[self.rows]

    def _numbers(self) -> Iterator[tuple[str, FloatArray]]:
        """Every column with its values in the rows that count, missing where none was observed."""
        rows = np.ones(len(self.values), dtype=np.bool_) if self.rows is None else self.rows.copy()
        rows[rows] = self._counting()
        every = rows.all()
        for place, name in enumerate(self.names):
            values = self.values[:, place]
            if self.observed is not None:
                values = np.where(self.observed[:, place], values, np.nan)
            yield name, values if every else values[rows]
        if self.weights is not None and self.case_weights is not None:
            yield self.weights, self.case_weights if every else self.case_weights[rows]
