"""The columns of a model as they were found: numbers, gaps, categories, and all that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.categories import Categories
from plspm.data.checks import Ends, ends_of, value_problem
from plspm.data.columns import FloatArray
from plspm.data.dummies import CodedControl, coded, read_categories
from plspm.data.labels import find_columns
from plspm.data.recoding import Recoding
from plspm.data.text_codes import stray_problem
from plspm.model import Control


@dataclass(slots=True)
class Observed:
    """Columns, before anything is done about missing values.

    Attributes
    ----------
    names : list of str
        Indicators, then controls of numbers, then dummies once they are made.
    table : (names or more, n) array
        Values, NaN where one is missing: the one copy of the data.
    ends : dict of str to (low, high)
        Of the columns that can be used.
    gaps : dict of str to (n,) array
        The columns with missing values.
    categories : dict of Control to Categories
        Controls that become dummies.
    controls : list of CodedControl
        As they entered.
    problems : list of str
    texts_refused : bool
        Whether texts among numbers are one of the problems; they may be codes.
    """

    names: list[str]
    table: FloatArray
    ends: dict[str, Ends]
    gaps: dict[str, FloatArray]
    categories: dict[Control, Categories]
    controls: list[CodedControl]
    problems: list[str]
    texts_refused: bool

    @property
    def columns(self) -> dict[str, FloatArray]:
        """The columns that can be used."""
        rows = dict(zip(self.names, self.table, strict=False))
        return {name: rows[name] for name in self.ends}

    @property
    def values(self) -> FloatArray:
        """All columns; (names, n)."""
        return self.table[: len(self.names)]

    @staticmethod
    def in_rows(
        columns: dict[str, FloatArray], rows: npt.NDArray[np.bool_]
    ) -> dict[str, FloatArray]:
        """The same columns in some rows."""
        return columns if rows.all() else {name: each[rows] for name, each in columns.items()}

    def make_dummies(self, counting: npt.NDArray[np.bool_]) -> None:
        """Add the dummies of all categories that occur in the rows that count."""
        for control, categories in self.categories.items():
            made = coded(control, categories, counting)
            if isinstance(made, str):
                self.problems.append(made)
                continue
            self.controls.append(made[0])
            with_gaps = self.gaps.pop(control.column, None) is not None
            for name, values in made[1].items():
                row = self.table[len(self.names)]
                row[:] = values
                self.names.append(name)
                self.ends[name] = ends_of(row)
                if with_gaps:
                    self.gaps[name] = row


def observe(
    frame: pd.DataFrame,
    names: Sequence[str],
    controls: Sequence[Control],
    recoding: Recoding,
    checked: npt.NDArray[np.bool_],
) -> Observed:
    """Find and read the columns of indicators and controls, recoded.

    Parameters
    ----------
    frame : DataFrame
    names : sequence of str
        The indicators.
    controls : sequence of Control
    recoding : Recoding
    checked : numpy.ndarray of bool, shape (n,)
        Rows not of weight zero; in others numbers that cannot be used are missing.

    Returns
    -------
    Observed
        Without dummies as yet.
    """
    read, lacking = read_categories(frame, controls, recoding)
    worded = {control: found for control, found in read.items() if found is not None}
    numbers = [control for control, found in read.items() if found is None]
    every = [*names, *(control.column for control in numbers)]
    dummies = sum(len(found.labels) for found in worded.values())
    table = np.empty((len(every) + dummies, len(frame)))
    into = dict(zip(every, table, strict=False))
    ends, problems, strays = _read_columns(frame, into, recoding, checked)
    rows = dict(zip(every, table, strict=False))
    gaps = {name: rows[name] for name, (low, _) in ends.items() if np.isnan(low)}
    gaps |= {
        control.column: np.where(found.codes < 0, np.nan, 0.0)
        for control, found in worded.items()
        if (found.codes < 0).any()
    }
    entered = [CodedControl(each.column, (each.column,), on=each.on) for each in numbers]
    told = [*problems, *lacking]
    return Observed(every, table, ends, gaps, worded, entered, told, texts_refused=strays)


def _read_columns(
    frame: pd.DataFrame,
    columns: dict[str, FloatArray],
    recoding: Recoding,
    checked: npt.NDArray[np.bool_],
) -> tuple[dict[str, Ends], list[str], bool]:
    """Fill every column that can be used, and find its ends; say why the others cannot.

    Also tell whether texts among numbers are why.
    """
    found, problems = find_columns(frame, list(columns))
    ends = {}
    strays: dict[str, dict[str, int]] = {}
    for name, position in found.items():
        read = recoding.numbers(frame.iloc[:, position], name)
        if isinstance(read, str):
            problems.append(read)
            continue
        if isinstance(read, dict):
            strays[name] = read
            continue
        values = columns[name]
        values[:] = read
        if not checked.all():
            values[~checked & ~recoding.usable(values, name)] = np.nan
        of_values = ends_of(values)
        problem = value_problem(values, frame.index, name, of_values)
        problem = problem or recoding.problem(values, frame.index, name)
        if problem is None:
            ends[name] = of_values
        else:
            problems.append(problem)
    if strays:
        problems.append(stray_problem(strays, {n: frame.iloc[:, found[n]] for n in strays}))
    return ends, problems, bool(strays)
