"""From data of any kind to the complete table of numbers that a model is estimated from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from plspm.data.answers_used import AnswersUsed
from plspm.data.checks import sample_problems
from plspm.data.columns import FloatArray
from plspm.data.controls import Controls
from plspm.data.dummies import answers_behind
from plspm.data.frames import in_pandas, read_frame
from plspm.data.indicators import Indicators
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
from plspm.data.options_of_reading import read_options
from plspm.data.origin import origin_of
from plspm.data.recoding import MissingCodes, Reverse
from plspm.data.suspects import suspects_among
from plspm.data.weights import read_weights
from plspm.data.wording import Warn, warn_user
from plspm.errors import DataError, Gathering
from plspm.model import Control

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T", bound=np.generic)
Flags = npt.NDArray[np.bool_]


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
    asked, recoding, wrong = read_options(names, missing, missing_codes, reverse, controls, stated)
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
        kept = _rows_kept(found, checked, missing)
        if case_weights is not None:
            kept &= ~np.isnan(case_weights)
        found.make_dummies(kept if case_weights is None else kept & (case_weights > 0))
        found.problems += sample_problems(found.columns, kept, case_weights, found.ends)
        suspects = suspects_among(frame, found, names, blocks, checked, recoding)
        if found.problems:
            if found.texts_refused:
                found.problems += suspects.further_codes()
            raise DataError(in_pandas(found.problems, data))
    gathering.tell()
    steps = steps_by_item(frame, names, recoding.texts)
    for suspicion in in_pandas(suspects.warnings(frame, found, names, steps), data):
        warn(suspicion)
    gaps = found.in_rows(found.gaps, checked)
    counts = {name: int(np.isnan(column).sum()) for name, column in gaps.items()}
    index = frame.index if kept.all() else frame.index[kept]
    observed = None
    if not complete_rows(found.gaps, len(frame))[kept].all():
        observed = _those_kept(~np.isnan(found.values), kept)
        told = _told_of_means(found, observed, index, checked[kept])
        if told is not None:
            warn(told)
        for column in found.gaps.values():
            column[:] = with_means(column, case_weights)
    used = AnswersUsed(
        names=tuple(found.names),
        values=_those_kept(found.values, kept),
        observed=observed,
        recoding=recoding,
        controls=tuple(found.controls),
        weights=weights if isinstance(weights, str) else None,
        case_weights=None if case_weights is None else _read_only(case_weights[kept]),
    )
    codes = recoding.texts.only_of(answers_behind(found.names, found.controls))
    again = partial(read_frame, sheet=sheet, encoding=encoding, codes=codes, warn=_silent)
    return Indicators(
        names=used.names,
        values=used.values,
        index=index,
        missing=MissingTreatment(
            treatment=missing,
            counts=tuple(counts.get(name, 0) for name in found.names),
            rows_total=len(frame),
            rows_used=int(np.count_nonzero(kept)),
            rows_dropped=tuple(frame.index[~kept]),
        ),
        observed=observed,
        origin=origin_of(data, kept, index, again, used),
        case_weights=used.case_weights,
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


def _rows_kept(found: Observed, checked: Flags, missing: Missing) -> Flags:
    """Rows that are used; missing answers of weight zero are no reason to refuse, nor to guess."""
    complete = complete_rows(found.gaps, checked.size)
    if missing == "error" and not complete[checked].all():
        gaps = found.in_rows(found.gaps, checked)
        found.problems.append(missing_problem(gaps, complete[checked]))
    if missing == "mean":
        return np.ones_like(complete)
    return complete if missing == "listwise" else complete | checked


def _told_of_means(found: Observed, observed: Flags, index: pd.Index, checked: Flags) -> str | None:
    """Say that means are put in for many answers of an item or a case that count."""
    behind = answers_behind(found.names, found.controls)
    return imputation_warning(
        observed[:, list(behind.values())][checked], list(behind), index[checked]
    )


def _silent(_: str) -> None:
    """Say nothing: a file that is read again has been warned of before."""


def _those_kept(table: npt.NDArray[T], kept: npt.NDArray[np.bool_]) -> npt.NDArray[T]:
    """Some cases of a table (p, n), a case a row, read-only; column after column in memory."""
    # Item by item in memory, whether rows were left out or not: sums then are the same bit by bit.
    return _read_only(table if kept.all() else np.ascontiguousarray(table[:, kept])).T


def _read_only(values: npt.NDArray[T]) -> npt.NDArray[T]:
    values.setflags(write=False)
    return values
