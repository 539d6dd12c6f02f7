"""Copula terms and tetrads the plain way: one sample, one regression, one tetrad at a time."""

import numpy as np
from scipy.stats import norm, rankdata
from statsmodels.api import OLS, add_constant


def term(score):
    """Normal scores of ranks; tied scores have the highest of theirs."""
    return norm.ppf(rankdata(np.round(score, 9), method="max") / (len(score) + 1))


def coefficients(scores, target, predictors, suspects, *, two_stage=False):
    """Slopes of the predictors, then those of the terms, by ordinary least squares.

    Parameters
    ----------
    scores : DataFrame
    target : str
    predictors, suspects : lists of str
    """
    columns = [scores[name].to_numpy() for name in predictors]
    others = [name for name in predictors if name not in suspects]
    for name in suspects:
        c = term(scores[name].to_numpy())
        if two_stage and others:
            first = add_constant(np.column_stack([term(scores[other]) for other in others]))
            c = OLS(c, first).fit().resid
        columns.append(c)
    X = add_constant(np.column_stack(columns))
    return OLS(scores[target].to_numpy(), X).fit().params[1:]


def tetrad(items, g, h, i, j):
    """σ_gh σ_ij - σ_gi σ_hj of standardised items, names of columns."""

    def covariance(a, b):
        return np.mean((items[a] - items[a].mean()) * (items[b] - items[b].mean()))

    return covariance(g, h) * covariance(i, j) - covariance(g, i) * covariance(h, j)
