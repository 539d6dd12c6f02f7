"""Scores and items of new cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.calls import plainly
from plspm.data import Indicators
from plspm.data.recoding import MissingCodes, Reverse
from plspm.estimation.arrays import Array, Flags, ModelArrays
from plspm.prediction.cross_validation import ANTECEDENTS
from plspm.prediction.held_out import Validation
from plspm.prediction.measurement import Antecedents, Roles
from plspm.prediction.new_items import new_items
from plspm.prediction.predictor import Predictor
from plspm.prediction.training import training_sample
from plspm.prediction.validation import validation_of
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult

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
