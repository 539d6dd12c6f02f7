"""What a fit says of its cases, in tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plspm.data import Indicators
from plspm.errors import UnavailableError
from plspm.estimation.arrays import Array
from plspm.estimation.scores import construct_scores, scores_in_units
from plspm.inference.fitted import Fitted
from plspm.report import tables


def scores(fitted: Fitted, indicators: Indicators | None) -> pd.DataFrame:
    """Construct scores: cases x constructs, mean 0, variance 1 (denominator n - 1).

    A product of constructs has the variance of the product of their scores.
    """
    cases = needed(indicators, "Scores")
    return _by_case(construct_scores(fitted.estimates, fitted.own, fitted.settings), fitted, cases)


def unstandardized_scores(fitted: Fitted, indicators: Indicators | None) -> pd.DataFrame:
    """Construct scores on the scale of the indicators: cases x constructs.

    Weighted means of the indicators in their own units, the weights those of the fit divided
    by the standard deviations of the indicators and by their sum (Fornell et al. 1996). With
    weights of both signs they leave the scale; NaN where these sum to nothing, and for
    products of constructs.
    """
    cases = needed(indicators, "Scores")
    values = scores_in_units(fitted.estimates, fitted.own, cases.values, fitted.settings)
    return _by_case(values, fitted, cases)


def descriptives(_: Fitted, indicators: Indicators | None) -> pd.DataFrame:
    """n, mean, median, SD (n - 1), skewness, excess kurtosis, range, missing values of items.

    Of the observed answers in the cases used, recoded as asked for but not weighted: neither
    case weights nor means put in for missing answers enter. Where the data have labels of their
    columns, ``label`` is the wording of an item.
    """
    cases = needed(indicators, "Descriptives")
    values = cases.values
    if cases.observed is not None:
        values = np.where(cases.observed, values, np.nan)
    table = tables.descriptives_table(cases.names, values, cases.missing.counts)
    return table.assign(label=table.index.map(cases.labels).fillna("")) if cases.labels else table


def needed(indicators: Indicators | None, what: str) -> Indicators:
    """The cases, which `what` are made of.

    Raises
    ------
    UnavailableError
        There are none: the fit is one of a correlation matrix.
    """
    if indicators is None:
        raise UnavailableError(
            f"{what} need the cases, but this model was estimated from a correlation matrix. "
            "Give the data themselves: plspm.estimate(model, data)."
        )
    return indicators


def _by_case(values: Array, fitted: Fitted, cases: Indicators) -> pd.DataFrame:
    return pd.DataFrame(values, index=cases.index, columns=list(fitted.arrays.constructs))
