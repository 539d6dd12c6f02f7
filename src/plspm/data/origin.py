"""The caller's data, looked at again when a column is asked for that a fit did not keep.

A fit keeps the columns of its model and its weights, nothing else: other columns may be many, or
may be names and addresses that have no place in a saved result.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.answers_used import AnswersUsed
from plspm.data.frames import read_frame
from plspm.errors import DataError


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """The data that cases were taken from, not kept alive and not saved.

    Attributes
    ----------
    source : path, weak reference or None
        None after saving, and where the data cannot be referred to weakly.
    kept : (n,) array of bool or None
        The rows used; None for all.
    index : pandas.Index
        Labels of the rows used.
    answers : AnswersUsed or None
        What these rows held; None after saving.
    """

    source: Callable[[], object] | None
    kept: npt.NDArray[np.bool_] | None
    index: pd.Index
    answers: AnswersUsed | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Save nothing of the data: they may hold what nobody means to pass on."""
        return Origin, (None, self.kept, self.index)

    def frame(self) -> pd.DataFrame | None:
        """The rows used with all columns as they are now, None where they are gone.

        Raises
        ------
        DataError
            The data have other rows than when they were read, or these hold other answers.
        """
        data = None if self.source is None else self.source()
        if data is None:
            return None
        frame = read_frame(data)
        kept = self.kept if self.kept is not None and len(frame) == len(self.kept) else None
        used = frame if kept is None else frame.loc[kept]
        change: str | None = "their rows are no longer the same"
        if used.index.equals(self.index):
            change = None if self.answers is None else self.answers.change_in(frame, kept)
        if change is not None:
            raise DataError(
                f"The data have changed since the model was estimated: {change}, so that other "
                "columns may stand in another order. Estimate again with the data as they are now."
            )
        return used

    def of(self, rows: npt.NDArray[np.bool_], index: pd.Index) -> Origin:
        """The same of some of the rows used."""
        kept = rows
        if self.kept is not None:
            kept = self.kept.copy()
            kept[self.kept] = rows
        answers = None if self.answers is None else self.answers.of(rows)
        return Origin(self.source, kept, index, answers)


def origin_of(
    data: object,
    kept: npt.NDArray[np.bool_],
    index: pd.Index,
    read: Callable[[object], object] = read_frame,
    answers: AnswersUsed | None = None,
) -> Origin:
    """Remember data of any kind without keeping them alive.

    Parameters
    ----------
    data : object
        As for `read_frame`.
    kept : (n,) array of bool
        The rows used.
    index : pandas.Index
        Their labels.
    read : callable
        Reads a file again.
    answers : AnswersUsed, optional
        What the rows used hold.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1, 2, 4], "firm": ["x", "y", "y"]})
    >>> origin = origin_of(frame, np.array([True, False, True]), pd.Index([0, 2]))
    >>> origin.frame()["firm"].tolist()
    ['x', 'y']
    """
    source: Callable[[], object] | None
    if isinstance(data, str | os.PathLike):
        source = partial(_again, Path(os.fsdecode(data)).absolute(), read)
    else:
        try:
            source = weakref.ref(data)
        except TypeError:  # a dictionary, for one
            source = None
    return Origin(source, None if kept.all() else kept, index, answers)


def _again(path: Path, read: Callable[[object], object]) -> object:
    return read(path) if path.is_file() else None
