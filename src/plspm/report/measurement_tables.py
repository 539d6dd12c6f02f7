"""What a fit says of its indicators and blocks, in tables."""

from __future__ import annotations

import pandas as pd

from plspm.assessment.fit import item_correlations
from plspm.estimation.arrays import Array
from plspm.inference.fitted import Fitted
from plspm.report import tables


def weights(fitted: Fitted) -> pd.DataFrame:
    """Outer weights, scaled so that scores have unit variance.

    Of standardised indicators; with ``standardize=False`` of the indicators as they are.
    Index (construct, indicator), column ``weight``.
    """
    return tables.statistic_table("weights", fitted.estimates)


def loadings(fitted: Fitted) -> pd.DataFrame:
    """Loadings on the own construct; under PLSc corrected for common factors.

    Index (construct, indicator), column ``loading``.
    """
    return tables.statistic_table("loadings", fitted.estimates)


def weights_matrix(fitted: Fitted) -> pd.DataFrame:
    """Outer weights as a table of indicators x constructs, zero outside the own block."""
    return tables.block_matrix(fitted.estimates.weights[0], fitted.arrays)


def loadings_matrix(fitted: Fitted) -> pd.DataFrame:
    """Loadings as a table of indicators x constructs, zero outside the own block."""
    return tables.block_matrix(fitted.estimates.loadings[0], fitted.arrays)


def communality(fitted: Fitted) -> pd.DataFrame:
    """Share of an indicator's variance that its construct explains: its squared loading.

    Index (construct, indicator), column ``communality``. The mean of a block is its AVE.
    """
    return tables.statistic_table("communality", fitted.estimates)


def redundancy(fitted: Fitted) -> pd.DataFrame:
    """Share of an indicator's variance that the predictors of its construct explain.

    Communality times R², for the indicators of endogenous constructs (Tenenhaus et al. 2005).
    Index (construct, indicator), column ``redundancy``.
    """
    return tables.statistic_table("redundancy", fitted.estimates)


def vif_outer(fitted: Fitted) -> pd.DataFrame:
    """Variance inflation of every indicator in its block; index (construct, indicator)."""
    return tables.statistic_table("vif_outer", fitted.estimates)


def cross_loadings(fitted: Fitted) -> pd.DataFrame:
    """Correlations of indicators (rows) and construct scores (columns), never corrected."""
    arrays = fitted.arrays
    names = [arrays.indicators[place] for place in arrays.distinct]
    values = fitted.estimates.cross_loadings[0][arrays.distinct]
    return tables.labelled(values, pd.Index(names, name="indicator"), pd.Index(arrays.constructs))


def indicator_correlations(fitted: Fitted) -> pd.DataFrame:
    """The correlations of the indicators that everything is computed from."""
    return by_indicators(item_correlations(fitted.estimates)[0], fitted)


def by_indicators(A: Array, fitted: Fitted) -> pd.DataFrame:
    """Indicators x indicators."""
    arrays = fitted.arrays
    names = pd.Index([arrays.indicators[place] for place in arrays.items])
    return tables.labelled(A, names.rename("indicator"), names)
