"""The items of new cases, read and recoded as those of the fit were."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from plspm.data import Indicators
from plspm.data.checks import value_problem
from plspm.data.code_warning import unseen_codes_warning
from plspm.data.columns import MOST_WORDS, read_column, steps_of
from plspm.data.dummies import with_dummies
from plspm.data.frames import in_pandas, read_frame
from plspm.data.labels import find_columns
from plspm.data.recoding import Recoding
from plspm.data.text_codes import NO_CODES
from plspm.data.worded_answers import labelled_no_answers
from plspm.data.wording import counted, in_row, listed, quoted, warn_user
from plspm.errors import DataError
from plspm.estimation.arrays import Array, Flags

Blocks = Sequence[Sequence[str]]


def new_items(
    data: object, fit: Indicators, required: Flags, recoding: Recoding, blocks: Blocks
) -> tuple[Array, pd.Index]:
    """The items of new cases (m, items), NaN where they are not there, and their labels.

    Raises
    ------
    DataError
        All that is wrong with the items that are there or have to be.
    """
    frame, unknown = with_dummies(read_frame(data, codes=recoding.texts), fit.controls, recoding)
    there = {str(label) for label in frame.columns}
    asked = [name for name, must in zip(fit.names, required, strict=True) if must or name in there]
    found, problems = find_columns(frame, asked)
    problems += unknown
    X = np.full((len(frame), len(fit.names)), np.nan)
    for name, place in found.items():
        given = recoding.texts.taken_out(frame.iloc[:, place], name)
        column = _in_steps_of_the_fit(given, name, fit)
        values = column if isinstance(column, str) else read_column(column, name)
        if isinstance(values, str):
            problems.append(values)
            continue
        values = recoding.recoded(values, name)
        k = fit.names.index(name)
        wrong = recoding.problem(values, frame.index, name)
        if required[k]:
            wrong = wrong or value_problem(values, frame.index, name)
            wrong = wrong or _missing_problem(values, frame.index, name, fit)
        if wrong is not None:
            problems.append(wrong)
        X[:, k] = values
    if not len(frame):
        problems.append("The data have no rows; there is nothing to predict.")
    if problems:
        raise DataError(in_pandas(list(dict.fromkeys(problems)), data))
    codes = _codes_among(X, frame, fit, blocks, recoding)
    if codes is not None:
        warn_user(codes)
    return X, frame.index


def _codes_among(
    X: Array, frame: pd.DataFrame, fit: Indicators, blocks: Blocks, recoding: Recoding
) -> str | None:
    """Say that new cases hold what looks like codes for missing answers and the fit did not."""
    dummies = {name for each in fit.controls if each.categories for name in each.names}
    places = {
        name: k
        for k, name in enumerate(fit.names)
        if name not in dummies and not np.isnan(X[:, k]).all()
    }
    if not places:
        return None
    columns = {name: X[:, k] for name, k in places.items()}
    before = {name: fit.observed_values(k) for name, k in places.items()}
    turned = recoding.reverse
    as_labelled = {name: each for name, each in columns.items() if name not in turned}
    return unseen_codes_warning(
        columns,
        before,
        blocks,
        labelled_no_answers(frame, as_labelled),
        declared=bool(fit.recoding.codes or fit.recoding.texts != NO_CODES),
    )


def _in_steps_of_the_fit(column: pd.Series, name: str, fit: Indicators) -> pd.Series | str:
    """The column with the steps that the fit counted, or why it cannot be read."""
    known = fit.steps.get(name)
    given = steps_of(column)
    if known is None:
        return column if given is None else _words_for_numbers(given, name, fit)
    if given is None and not all(isinstance(cell, str) for cell in column.dropna()):
        return column
    unseen = [label for label in column.dropna().unique() if label not in known]
    if unseen:
        return (
            f"Column {quoted(name)} holds {listed(map(quoted, unseen))}, which the fit has not "
            f"seen; it knows {listed(map(quoted, known))}."
        )
    return pd.Series(pd.Categorical(column, known, ordered=True), index=column.index)


def _words_for_numbers(words: tuple[Hashable, ...], name: str, fit: Indicators) -> str:
    """Say that categories stand where the fit had numbers, and which ones where it knows."""
    low, high = fit.recoding.reverse.get(name, (0.0, 0.0))
    turned = name in fit.recoding.reverse
    labels = fit.value_labels.get(name, {})
    number = {word: low + high - value if turned else value for value, word in labels.items()}
    shown = [f"{w!r}: {number[w]:g}" if w in number else f"{w!r}: ..." for w in words[:MOST_WORDS]]
    shown += [] if len(words) <= MOST_WORDS else ["..."]
    item = f"data[{name!r}]"
    return (
        f"Column {quoted(name)} holds categories, such as {quoted(words[0])}, where the fit had "
        "numbers. If they come from SPSS or Stata, read the numbers behind them: give the path of "
        "the file itself, or pd.read_spss(path, convert_categoricals=False). Else number them as "
        f"the fit did: {item} = {item}.map({{{', '.join(shown)}}}).astype(float)."
    )


def _missing_problem(values: Array, rows: pd.Index, name: str, fit: Indicators) -> str | None:
    """Say that values are missing which the fit has nothing to put in for."""
    missing = np.flatnonzero(np.isnan(values))
    if not missing.size or fit.missing.treatment == "mean":
        return None
    return (
        f"Column {quoted(name)} lacks {counted(missing.size, 'value')}, first "
        f"{in_row(rows[missing[0]])}; drop those rows, or estimate the model with "
        'missing="mean", which puts the means of the fit in.'
    )
