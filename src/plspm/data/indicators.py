"""From data of any kind to the complete table of numbers that a model is estimated from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from plspm.data.answers_used import AnswersUsed
from plspm.data.categories import Labels
from plspm.data.checks import sample_problems
from plspm.data.code_warning import further_codes, sentinel_warning
from plspm.data.columns import FloatArray
from plspm.data.controls import Controls, read_controls
from plspm.data.dummies import CodedControl, answers_behind
from plspm.data.frames import in_pandas, read_frame
from plspm.data.item_labels import steps_by_item, value_labels_of, wordings_of
from plspm.data.missing import (
    Missing,
    MissingTreatment,
    complete_rows,
    imputation_warning,
    missing_problem,
    treatment_problems,
    with_means,
)
from plspm.data.mistaken import refuse_mistaken
from plspm.data.observed import Observed, observe
from plspm.data.origin import Origin, origin_of
from plspm.data.recoding import NO_RECODING, MissingCodes, Recoding, Reverse, readable_recoding
from plspm.data.weights import read_weights
from plspm.data.worded_answers import (
    alphabet_warnings,
    categories_warning,
    labelled_no_answers,
)
from plspm.data.wording import Warn, listed, quoted, warn_user
from plspm.errors import DataError, Gathering, OptionError
from plspm.model import Control

if TYPE_CHECKING:
    import pandas as pd


T = TypeVar("T", bound=np.generic)


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


def read_indicators(
    data: object,
    names: Sequence[str],
    *,
    missing: Missing = "error",
    weights: str | npt.ArrayLike | None = None,
    missing_codes: MissingCodes = (),
    reverse: Reverse | None = None,
    sheet: str | int | None = None,
    encoding: str | None = None,
    blocks: Sequence[Sequence[str]] | None = None,
    controls: Controls | None = None,
    stated: Sequence[Control] = (),
    warn: Warn = warn_user,
) -> Indicators:
    """Read the indicators of a model from data, checked as a whole.

    Parameters
    ----------
    data : data frame, mapping, structured array, str or path
        The data, one row per case; see `read_frame`. They are never changed.
    names : sequence of str
        The indicators wanted.
    missing : {"error", "listwise", "mean"}, default "error"
        Refuse missing values, drop the rows that have any, or put the mean of the column's
        observed values in their place, under the case weights if there are any.
    weights : str or array_like of shape (n,), optional
        Case weights: the name of a column, or one weight per row of the data. Zero or positive.
        Rows of weight zero are not counted as cases: nothing is asked of their values, and they
        are kept where these can be used. A row whose weight is missing
        is dropped by ``missing="listwise"`` and refused otherwise. By default, all rows count the
        same.
    missing_codes : number, text, sequence of these, or mapping, default ()
        Values that stand for a missing answer, of all indicators or by their names.
    reverse : mapping of str to (low, high), optional
        Indicators keyed the other way with the ends of their scales: x becomes low + high - x.
    sheet, encoding : optional
        How a data file is read; see `read_frame`.
    blocks : sequence of sequences of str, optional
        Which indicators belong together, as context for values that look like codes; by default
        each is looked at by itself.
    controls : optional
        Control variables, which come after the indicators; see `read_controls`. Categories
        become dummies.
    stated : sequence of Control
        Control variables that the model states itself; they come before the others.
    warn : callable, optional
        Is called with the text of a warning; by default gives a `DataWarning`.

    Returns
    -------
    Indicators
        The values and what was done to get them.

    Raises
    ------
    DataError
        The data do not hold what was asked for; all problems at once.
    OptionError
        An option has a value that it cannot take.

    Warns
    -----
    DataWarning
        Values look like codes for missing answers, decimal commas were read in a file, or means
        were put in for more than 5 % of an indicator or 15 % of a row.

    Examples
    --------
    >>> data = {"a": [1, 2, 4, None], "b": [3, 1, 2, 2]}
    >>> indicators = read_indicators(data, ["a", "b"], missing="listwise")
    >>> indicators.missing.rows_dropped
    (3,)
    """
    asked, recoding, wrong = _read_options(names, missing, missing_codes, reverse, controls, stated)
    gathering = Gathering(wrong)
    if treatment_problems(missing):
        missing = "mean"  # with which data are checked that nothing else is wrong with
    with gathering:
        frame = read_frame(data, sheet=sheet, encoding=encoding, codes=recoding.texts, warn=warn)
        refuse_mistaken(frame)
        case_weights, problems = _case_weights(frame, weights, names, missing)
        checked = np.ones(len(frame), np.bool_) if case_weights is None else case_weights != 0
        found = observe(frame, names, asked, recoding, checked)
        found.problems += problems
        complete = complete_rows(found.gaps, len(frame))
        if missing == "error" and not complete[checked].all():
            found.problems.append(missing_problem(_in_rows(found.gaps, checked), complete[checked]))
        kept = _rows_kept(missing, complete, checked)
        if case_weights is not None:
            kept &= ~np.isnan(case_weights)
        found.make_dummies(kept if case_weights is None else kept & (case_weights > 0))
        found.problems += sample_problems(found.columns, kept, case_weights, found.ends)
        beside = _blocks(found, names, blocks)
        answers = _in_rows(found.columns, checked)
        as_labelled = {name: each for name, each in answers.items() if name not in recoding.reverse}
        labelled = labelled_no_answers(frame, as_labelled)
        if found.problems:
            if found.texts_refused:
                found.problems += further_codes(answers, beside, labelled)
            raise DataError(in_pandas(found.problems, data))
    gathering.tell()
    steps = steps_by_item(frame, names, recoding.texts)
    _tell(
        warn,
        sentinel_warning(answers, beside, labelled),
        categories_warning(found.controls),
        *in_pandas(alphabet_warnings(frame, {n: answers[n] for n in names}, beside, steps), data),
    )
    observed = None
    if not complete[kept].all():
        observed = _those_kept(~np.isnan(found.values), kept)
    missed = _in_rows(found.gaps, checked)
    gaps = {name: int(np.isnan(column).sum()) for name, column in missed.items()}
    index = frame.index if kept.all() else frame.index[kept]
    if observed is not None:
        behind = answers_behind(found.names, found.controls)
        of_columns, rows = observed[:, list(behind.values())], checked[kept]
        _tell(warn, imputation_warning(of_columns[rows], list(behind), index[rows]))
        for column in found.gaps.values():
            column[:] = with_means(column, case_weights)
    values = _those_kept(found.values, kept)
    weights_kept = None if case_weights is None else _read_only(case_weights[kept])
    used = AnswersUsed(
        names=tuple(found.names),
        values=values,
        observed=observed,
        recoding=recoding,
        controls=tuple(found.controls),
        weights=weights if isinstance(weights, str) else None,
        case_weights=weights_kept,
    )
    codes = recoding.texts.only_of(answers_behind(found.names, found.controls))
    again = partial(read_frame, sheet=sheet, encoding=encoding, codes=codes, warn=_silent)
    return Indicators(
        names=used.names,
        values=values,
        index=index,
        missing=MissingTreatment(
            treatment=missing,
            counts=tuple(gaps.get(name, 0) for name in found.names),
            rows_total=len(frame),
            rows_used=int(np.count_nonzero(kept)),
            rows_dropped=tuple(frame.index[~kept]),
        ),
        observed=observed,
        origin=origin_of(data, kept, index, again, used),
        case_weights=weights_kept,
        simulated=str(frame.attrs.get("simulated", "")),
        labels=wordings_of(frame, found),
        value_labels=value_labels_of(frame, found.names, recoding),
        controls=used.controls,
        recoding=recoding,
        steps=steps,
    )


def _case_weights(
    frame: pd.DataFrame,
    weights: str | npt.ArrayLike | None,
    names: Sequence[str],
    missing: Missing,
) -> tuple[FloatArray | None, Sequence[str]]:
    """Case weights, if there are any, or what is wrong with them."""
    if weights is None:
        return None, ()
    try:
        return read_weights(frame, weights, names, missing=missing), ()
    except DataError as error:
        return None, error.problems


def _rows_kept(
    missing: Missing, complete: npt.NDArray[np.bool_], checked: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Rows that are used; missing answers of weight zero are no reason to refuse, nor to guess."""
    if missing == "mean":
        return np.ones_like(complete)
    return complete if missing == "listwise" else complete | checked


def _in_rows(
    columns: Mapping[str, FloatArray], rows: npt.NDArray[np.bool_]
) -> Mapping[str, FloatArray]:
    """The same columns in some rows."""
    return columns if rows.all() else {name: each[rows] for name, each in columns.items()}


def _tell(warn: Warn, *suspicions: str | None) -> None:
    for suspicion in suspicions:
        if suspicion is not None:
            warn(suspicion)


def _blocks(
    found: Observed, names: Sequence[str], blocks: Sequence[Sequence[str]] | None
) -> list[Sequence[str]]:
    """Which columns are looked at together; controls each by itself, dummies not at all."""
    given = [[name] for name in names] if blocks is None else [*blocks]
    return [*given, *([c.column] for c in found.controls if not c.categories)]


def _read_options(
    names: Sequence[str],
    missing: str,
    missing_codes: object,
    reverse: object,
    controls: object,
    stated: Sequence[Control],
) -> tuple[tuple[Control, ...], Recoding, list[str]]:
    """Controls and recoding, so far as they can be read, beside what is wrong with options.

    Raises
    ------
    OptionError
        It is not known which columns are to be read.
    """
    problems = treatment_problems(missing)
    if isinstance(names, str) or not isinstance(names, Sequence):
        raise OptionError(
            [*problems, f"names={quoted(names)} is no list or tuple of column names."]
        )
    if not all(isinstance(name, str) for name in names):
        unnamed = 'Every name of an indicator must be text, such as "1" for column 1.'
        raise OptionError([*problems, unnamed])
    if not names:
        raise OptionError([*problems, "No indicators are asked for; name at least one column."])
    if len(set(names)) < len(names):
        twice = listed(map(quoted, sorted({name for name in names if names.count(name) > 1})))
        raise OptionError([*problems, f"Indicators asked for more than once: {twice}."])
    asked: tuple[Control, ...] = ()
    try:
        asked = read_controls(controls, stated)
    except OptionError as error:
        problems += error.problems
    problems += [
        f"controls names {quoted(each.column)}, which is an indicator of the model; leave "
        "one of them out."
        for each in asked
        if each.column in names
    ]
    asked = tuple(each for each in asked if each.column not in names)
    every = [*names, *(each.column for each in asked)]
    recoding, wrong = readable_recoding(every, missing_codes=missing_codes, reverse=reverse)
    return asked, recoding, [*problems, *wrong]


def _silent(_: str) -> None:
    """Say nothing: a file that is read again has been warned of before."""


def _those_kept(table: npt.NDArray[T], kept: npt.NDArray[np.bool_]) -> npt.NDArray[T]:
    """Some cases of a table (p, n), a case a row, read-only; column after column in memory."""
    # Item by item in memory, whether rows were left out or not: sums then are the same bit by bit.
    return _read_only(table if kept.all() else np.ascontiguousarray(table[:, kept])).T


def _read_only(values: npt.NDArray[T]) -> npt.NDArray[T]:
    values.setflags(write=False)
    return values
