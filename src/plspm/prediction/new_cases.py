"""Scores and items of new cases."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.calls import plainly
from plspm.data import Indicators
from plspm.data.checks import value_problem
from plspm.data.code_warning import unseen_codes_warning
from plspm.data.columns import MOST_WORDS, read_column, steps_of
from plspm.data.dummies import with_dummies
from plspm.data.frames import in_pandas, read_frame
from plspm.data.labels import find_columns
from plspm.data.recoding import MissingCodes, Recoding, Reverse
from plspm.data.text_codes import NO_CODES
from plspm.data.worded_answers import labelled_no_answers
from plspm.data.wording import counted, in_row, listed, quoted, warn_user
from plspm.errors import DataError
from plspm.estimation.arrays import Array, Flags, ModelArrays
from plspm.prediction.cross_validation import ANTECEDENTS
from plspm.prediction.held_out import Validation
from plspm.prediction.measurement import Antecedents, Roles
from plspm.prediction.predictor import Predictor
from plspm.prediction.training import training_sample
from plspm.prediction.validation import validation_of
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult

Blocks = Sequence[Sequence[str]]

TITLE = "Prediction of new cases"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Prediction(Record):
    """What a fit predicts of new cases.

    Made by :func:`plspm.predict`.

    Attributes
    ----------
    scores : DataFrame
        Cases x constructs whose items the new data hold: scores with the weights, means and
        standard deviations of the fit, as `result.scores` has them.
    constructs : DataFrame
        Cases x endogenous constructs: predicted scores, in the same units.
    indicators : DataFrame
        Cases x indicators of endogenous constructs: predicted values, in their own units.
    antecedents : {"earliest", "direct"}
    """

    scores: pd.DataFrame
    constructs: pd.DataFrame
    indicators: pd.DataFrame
    antecedents: Antecedents

    def page(self) -> Page:
        """Predictions, then the scores of the new cases."""
        return Page(
            TITLE,
            (
                Table("Predicted scores", self.constructs, named=True),
                Table("Predicted indicators", self.indicators, named=True),
                Table("Scores", self.scores, named=True),
            ),
            (
                ("Cases", str(len(self.indicators))),
                ("Predicted from", ANTECEDENTS[self.antecedents]),
            ),
        )


@plainly("plspm.predict")
def predict(
    result: PLSResult,
    data: object,
    *,
    antecedents: Antecedents = "earliest",
    missing_codes: MissingCodes | None = None,
    reverse: Reverse | None = None,
) -> Prediction:
    """Scores of new cases, and what the fit predicts of them.

    Parameters
    ----------
    result : PLSResult
    data : data frame, mapping, structured array, str or path
        New cases, one at least. They must hold the items of the constructs that predict; others
        are used for scores where they are there.
    antecedents : {"earliest", "direct"}, default "earliest"
        Whether constructs are predicted from the exogenous ones, through the chain of paths, or
        from the scores of their direct predecessors.
    missing_codes, reverse : optional
        Recoding of the new cases, as for :func:`plspm.estimate`. By default it is that of the fit;
        ``missing_codes=()`` and ``reverse={}`` say that there is none, as for data that were
        recoded before.

    Returns
    -------
    Prediction

    Raises
    ------
    DataError
        Columns that predict are missing, hold no numbers, categories that the fit has not seen,
        or missing values, unless the fit put means in; all problems at once.
    OptionError
        An option has a value that it cannot take.
    UnavailableError
        The fit has no cases, or predicts in a way that is not defined here.

    Notes
    -----
    See :func:`plspm.cross_validate` for consistent PLS, products and higher-order constructs.

    References
    ----------
    Shmueli, Ray, Velasquez Estrada & Chatla (2016), Journal of Business Research 69(10),
    4552-4564.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> result = plspm.estimate(study.model, study.data.iloc[:100])
    >>> new = plspm.predict(result, study.data.iloc[100:103])
    >>> new.indicators[["ECE_b", "MPE_a"]].round(2)
         ECE_b  MPE_a
    100   3.77   3.55
    101   4.21   3.82
    102   4.12   3.76
    """
    task = validation_of(result, antecedents)
    arrays, roles = task.fitted.arrays, Roles.of(task.fitted.arrays)
    fit = result._cases("Predictions")
    recoding = fit.recoding.stated_otherwise(fit.columns, missing_codes, reverse)
    whole = set(result.model.higher_order)
    blocks = [c.indicators for c in result.model.constructs if c.name not in whole]
    X, index = new_items(data, fit, antecedent_items(arrays, antecedents), recoding, blocks)
    predictor = predictor_of(task)
    Z = predictor.standardised(X[None])
    predicted = predictor.items(predictor.constructs(Z))
    endogenous = np.unique(roles.owner[roles.outcomes])
    constructs = (predicted @ predictor.W)[0] * _shrunk(task)
    indicators = predictor.in_units(predicted)[0]
    names = np.array(arrays.constructs)
    scores = pd.DataFrame(_scores(X, predictor, task, fit), index=index, columns=list(names))
    return Prediction(
        scores=scores.dropna(axis=1, how="all"),
        constructs=pd.DataFrame(
            constructs[:, endogenous], index=index, columns=list(names[endogenous])
        ),
        indicators=pd.DataFrame(
            indicators[:, roles.outcomes],
            index=index,
            columns=[fit.names[k] for k in roles.outcomes],
        ),
        antecedents=antecedents,
        simulated_from=result.simulated_from,
    )


def antecedent_items(arrays: ModelArrays, antecedents: Antecedents) -> Flags:
    """(items,) which items are needed to predict."""
    roles = Roles.of(arrays)
    if antecedents == "earliest":
        return roles.exogenous
    used = np.zeros(roles.block.size, dtype=np.bool_)
    for k in np.flatnonzero(arrays.is_path.any(axis=0)):
        for factor in arrays.factors[k] or (int(k),):
            used |= roles.of_construct(factor)
    return used


def predictor_of(task: Validation) -> Predictor:
    """What the fit itself has learnt."""
    fitted = task.fitted
    sample = training_sample(task.source, fitted, np.ones((1, task.source.rows)))
    return Predictor.of(fitted.estimates, sample, fitted.settings, task.antecedents)


def _shrunk(task: Validation) -> float:
    """From scores of variance 1 (denominator n) to those of a fit (n - 1)."""
    return float(np.sqrt(1.0 - 1.0 / task.fitted.estimates.n[0]))


def _scores(X: Array, predictor: Predictor, task: Validation, fit: Indicators) -> Array:
    """Scores of cases X (m, items), NaN where an item of the construct is not there; (m, J)."""
    arrays = task.fitted.arrays
    scores = predictor.standardised(X[None])[0] @ predictor.W[0] * _shrunk(task)
    if fit.missing.treatment == "mean":  # single gaps are filled, whole columns are not
        gaps = np.broadcast_to(np.isnan(X).all(axis=0), X.shape)
    else:
        gaps = np.isnan(X)
    scores[gaps.astype(float) @ (predictor.W[0] != 0) > 0] = np.nan
    if arrays.needs_cases:
        own = predictor.standardised(task.source.values[None])[0] @ predictor.W[0] * _shrunk(task)
        weights = task.fitted.weighted(np.ones((1, own.shape[0])))[0]
        for k in np.flatnonzero(arrays.is_product):
            factors = list(arrays.factors[k])
            centre = np.average(own[:, factors].prod(axis=1), weights=weights)
            scores[:, k] = scores[:, factors].prod(axis=1) - centre
    return scores


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
