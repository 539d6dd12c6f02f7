"""The observed variables of a model: what is estimated from, and what was done to get it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from plspm.data.categories import Labels
from plspm.data.columns import FloatArray
from plspm.data.dummies import CodedControl, answers_behind
from plspm.data.missing import MissingTreatment
from plspm.data.origin import Origin
from plspm.data.recoding import NO_RECODING, Recoding

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Indicators:
    """The observed variables of a model: complete, finite, none constant.

    Parameters
    ----------
    names : tuple of str, length p
        The indicators, in the order asked for.
    values : numpy.ndarray of float64, shape (n, p)
        Their values in the units of the data, read-only; every column is contiguous.
    index : pandas.Index, length n
        Labels of the rows kept.
    missing : MissingTreatment
        What was missing and what was done about it.
    observed : numpy.ndarray of bool, shape (n, p), or None
        Where a value was observed and not put in, read-only; None when all were.
    origin : Origin
        Where the data came from, to look up columns that no model needs; nothing of them is kept.
    case_weights : numpy.ndarray of float64, shape (n,), or None
        How much each row counts, read-only; None when all count the same.
    simulated : str
        What the data were drawn from, where their ``attrs`` say so; else empty.
    labels : mapping of str to str
        Wording of the indicators that the data tell of, in ``attrs["variable_labels"]``.
    value_labels : mapping of str to mapping of float to str
        The same of their values, in ``attrs["value_labels"]``; of values that were turned round,
        as they are now.
    controls : tuple of CodedControl
        Control variables among them, with the reference categories of their dummies.
    recoding : Recoding
        What was done to the columns of the data before anything else.
    steps : mapping of str to tuple
        The words of indicators that are ordered categories, in the order of their steps.

    Examples
    --------
    >>> from plspm.data import read_indicators
    >>> indicators = read_indicators({"a": [1, 2, 4], "b": [3, 1, 2]}, ["b", "a"])
    >>> indicators.values
    array([[3., 1.],
           [1., 2.],
           [2., 4.]])
    """

    names: tuple[str, ...]
    values: FloatArray
    index: pd.Index
    missing: MissingTreatment
    observed: npt.NDArray[np.bool_] | None
    origin: Origin
    case_weights: FloatArray | None
    simulated: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    value_labels: Mapping[str, Labels] = field(default_factory=dict)
    controls: tuple[CodedControl, ...] = ()
    recoding: Recoding = NO_RECODING
    steps: Mapping[str, tuple[Hashable, ...]] = field(default_factory=dict)

    def observed_values(self, place: int) -> FloatArray:
        """One of the columns as it was observed, NaN where a value was put in; (n,)."""
        values = self.values[:, place]
        if self.observed is None:
            return values
        return np.where(self.observed[:, place], values, np.nan)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the data behind the indicators; one for all dummies of a control."""
        return tuple(answers_behind(self.names, self.controls))

    @property
    def of_controls(self) -> frozenset[str]:
        """Names of the constructs that control variables became: nobody claims anything of them."""
        return frozenset(name for each in self.controls for name in each.names)

    @property
    def missing_by_column(self) -> tuple[int, ...]:
        """Missing answers in each column of the data; all dummies of a control share theirs."""
        places = answers_behind(self.names, self.controls).values()
        return tuple(self.missing.counts[place] for place in places)
