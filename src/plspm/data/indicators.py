"""From data of any kind to the complete table of numbers that a model is estimated from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from plspm.data.checks import Ends, ends_of, sample_problems, value_problem
from plspm.data.columns import FloatArray, view_column
from plspm.data.frames import read_frame
from plspm.data.labels import find_columns
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
from plspm.data.origin import Origin, origin_of
from plspm.data.recoding import MissingCodes, Recoding, Reverse, read_recoding
from plspm.data.sentinels import sentinel_warning
from plspm.data.text_codes import stray_problem, stray_texts
from plspm.data.weights import read_weights
from plspm.data.wording import Warn, quoted, warn_user
from plspm.errors import DataError, OptionError

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
        Rows of weight zero are kept, but are not counted as cases. A row whose weight is missing
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
    recoding = _check_options(names, missing, missing_codes, reverse)
    frame = read_frame(data, sheet=sheet, encoding=encoding, codes=recoding.texts, warn=warn)
    refuse_mistaken(frame)
    table = np.empty((len(names), len(frame)))  # the one copy of the data
    columns = dict(zip(names, table, strict=True))
    ends, problems = _read_columns(frame, columns, recoding)
    columns = {name: columns[name] for name in ends}
    gaps = {name: columns[name] for name, (low, _) in ends.items() if np.isnan(low)}
    case_weights = None
    if weights is not None:
        try:
            case_weights = read_weights(frame, weights, names, missing=missing)
        except DataError as error:
            problems += error.problems
    complete = complete_rows(gaps, len(frame))
    if missing == "error" and not complete.all():
        problems.append(missing_problem(gaps, complete))
    kept = complete if missing == "listwise" else np.ones_like(complete)
    if case_weights is not None:
        kept &= ~np.isnan(case_weights)
    problems += sample_problems(columns, kept, case_weights, ends)
    if problems:
        raise DataError(problems)
    suspicion = sentinel_warning(columns, [[name] for name in names] if blocks is None else blocks)
    if suspicion is not None:
        warn(suspicion)
    observed = None
    if not complete[kept].all():
        observed = _those_kept(~np.isnan(table), kept)
    counts = tuple(int(np.isnan(gaps[name]).sum()) if name in gaps else 0 for name in names)
    index = frame.index if kept.all() else frame.index[kept]
    if observed is not None:
        put_in = imputation_warning(observed, names, index)
        if put_in is not None:
            warn(put_in)
        for column in gaps.values():
            column[:] = with_means(column, case_weights)
    return Indicators(
        names=tuple(names),
        values=_those_kept(table, kept),
        index=index,
        missing=MissingTreatment(
            treatment=missing,
            counts=counts,
            rows_total=len(frame),
            rows_used=int(np.count_nonzero(kept)),
            rows_dropped=tuple(frame.index[~kept]),
        ),
        observed=observed,
        origin=origin_of(
            data, kept, index, partial(read_frame, sheet=sheet, encoding=encoding, warn=_silent)
        ),
        case_weights=None if case_weights is None else _read_only(case_weights[kept]),
        simulated=str(frame.attrs.get("simulated", "")),
        labels=_labels(frame, names),
    )


def _labels(frame: pd.DataFrame, names: Sequence[str]) -> dict[str, str]:
    labels = frame.attrs.get("variable_labels", {})
    return {name: str(labels[name]) for name in names if name in labels}


def _check_options(
    names: Sequence[str], missing: str, missing_codes: object, reverse: object
) -> Recoding:
    problems = treatment_problems(missing)
    if isinstance(names, str) or not isinstance(names, Sequence):
        problems.append(f"names={quoted(names)} is no list or tuple of column names.")
    elif not all(isinstance(name, str) for name in names):
        problems.append('Every name of an indicator must be text, such as "1" for column 1.')
    elif not names:
        problems.append("No indicators are asked for; name at least one column.")
    elif len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        problems.append(f"Indicators asked for more than once: {', '.join(map(quoted, twice))}.")
    else:
        try:
            recoding = read_recoding(names, missing_codes=missing_codes, reverse=reverse)
        except OptionError as error:
            problems += error.problems
    if problems:
        raise OptionError(problems)
    return recoding


def _read_columns(
    frame: pd.DataFrame, columns: Mapping[str, FloatArray], recoding: Recoding
) -> tuple[dict[str, Ends], list[str]]:
    """Fill every column that can be used, and find its ends; say why the others cannot."""
    found, problems = find_columns(frame, list(columns))
    ends = {}
    strays: dict[str, dict[str, int]] = {}
    for name, position in found.items():
        column = recoding.texts.taken_out(frame.iloc[:, position], name)
        read = view_column(column, name)
        if isinstance(read, str):
            texts = stray_texts(column)
            if texts is None:
                problems.append(read)
            else:
                strays[name] = texts
            continue
        values = columns[name]
        values[:] = recoding.recoded(read, name)
        of_values = ends_of(values)
        problem = value_problem(values, frame.index, name, of_values)
        problem = problem or recoding.problem(values, frame.index, name)
        if problem is None:
            ends[name] = of_values
        else:
            problems.append(problem)
    if strays:
        problems.append(stray_problem(strays, {n: frame.iloc[:, found[n]] for n in strays}))
    return ends, problems


def _silent(_: str) -> None:
    """Say nothing: a file that is read again has been warned of before."""


def _those_kept(table: npt.NDArray[T], kept: npt.NDArray[np.bool_]) -> npt.NDArray[T]:
    """Some cases of a table (p, n), a case a row, read-only; column after column in memory."""
    # Item by item in memory, whether rows were left out or not: sums then are the same bit by bit.
    return _read_only(table if kept.all() else np.ascontiguousarray(table[:, kept])).T


def _read_only(values: npt.NDArray[T]) -> npt.NDArray[T]:
    values.setflags(write=False)
    return values
