"""Scores of the cases, of constructs of every kind, standardised and in units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plspm.data.moments import Sample
from plspm.data.standardised import Standardised
from plspm.estimation.arrays import Array
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import Settings
from plspm.estimation.stages import Cases, Stage
from plspm.estimation.tangents import Chain, chain_of


def construct_scores(estimates: Estimates, sample: Sample, settings: Settings) -> Array:
    """Scores of every case of a fit; (n, J).

    Mean 0 and variance 1 (denominator n - 1); those of a product have its variance, that of the
    product of standardised scores.

    Parameters
    ----------
    estimates : Estimates
        A stack of height one.
    sample : Sample
        What it was estimated from.
    """
    cases = Cases.of(sample)
    cases = replace(cases, scale=cases.scale / np.sqrt(1.0 - 1.0 / cases.n)[:, None])
    arrays = estimates.arrays
    chain = chain_of(estimates, sample.S, cases if arrays.needs_cases else None, settings)
    indicators = cases.standardised()[0] @ chain.table.V[0]
    if arrays.needs_cases:
        _fill_products(indicators, chain, cases)
    return indicators @ (estimates.w[0][:, None] * arrays.membership) * estimates.sd[0]


def scores_of_stack(estimates: Estimates, sample: Sample) -> Array:
    """Scores of every case in every draw, as :func:`construct_scores` has those of one; (b, n, J).

    Parameters
    ----------
    estimates : Estimates
    sample : Sample
        What they were estimated from.
    """
    arrays, cases = estimates.arrays, Cases.of(sample)
    cases = replace(cases, scale=cases.scale / np.sqrt(1.0 - 1.0 / cases.n)[:, None])
    standardised, weights = cases.standardised(), iter(estimates.earlier)
    b, _, p = standardised.shape
    V, made = np.broadcast_to(np.eye(p), (b, p, p)), None
    for stage in arrays.stages:
        if stage.weighted:
            W = next(weights).w[:, :, None] * stage.arrays.membership
            V = np.concatenate([V, V @ W], axis=2)
        if stage.factors:
            made = (stage, V)
            V = np.concatenate([V, np.zeros((b, p, len(stage.factors)))], axis=2)
        V = V[:, :, stage.columns]
    indicators = standardised @ V
    if made is not None:
        stage, pool = made
        products = _products_of_stack(standardised @ pool, stage, cases)
        first = pool.shape[2]
        at = stage.columns >= first
        indicators[:, :, at] = products[:, :, stage.columns[at] - first]
    scores: Array = indicators @ (estimates.w[:, :, None] * arrays.membership)
    return scores * estimates.sd[:, None, :]


def _products_of_stack(pool: Array, stage: Stage, cases: Cases) -> Array:
    """Standardised products of indicators and scores (b, n, pool); (b, n, m)."""
    products = np.stack([pool[:, :, list(pair)].prod(axis=2) for pair in stage.factors], axis=2)
    share = (cases.row_weights / cases.row_weights.sum(axis=1, keepdims=True))[:, :, None]
    products = products - (share * products).sum(axis=1, keepdims=True)
    for a, on in enumerate(stage.residual_on or ()):
        x = np.sqrt(share) * pool[:, :, on]
        y = np.sqrt(share) * products[:, :, [a]]
        for d in range(len(x)):
            slopes = np.linalg.lstsq(x[d], y[d])[0]
            products[d, :, [a]] -= (pool[d][:, on] @ slopes).T
    spread = (share * products**2).sum(axis=1, keepdims=True)
    return products / np.sqrt(spread / (1.0 - 1.0 / cases.n)[:, None, None])


def score_correlations(estimates: Estimates, sample: Sample, settings: Settings) -> Array:
    """Correlations of the scores as they are, never corrected; (b, J, J).

    Those in `estimates` are these, but for consistent PLS in stages, where scores and products of
    earlier stages enter the last with corrected correlations.

    Parameters
    ----------
    estimates : Estimates
        A stack of height one.
    sample : Sample
        What it was estimated from; of products it takes the cases.
    """
    arrays = estimates.arrays
    if settings.estimator == "pls" or not arrays.stages:
        return estimates.C
    if arrays.needs_cases:
        rows = Cases.of(sample).row_weights[0]
        scores = construct_scores(estimates, sample, settings)
        C = np.cov(scores, rowvar=False, aweights=rows)
    else:
        chain = chain_of(estimates, sample.S, None, settings)
        W = chain.table.V[0] @ (estimates.w[0][:, None] * arrays.membership)
        C = W.T @ sample.S[0] @ W
    sd = np.sqrt(np.diag(C))
    return (C / np.outer(sd, sd))[None]


def _fill_products(indicators: Array, chain: Chain, cases: Cases) -> None:
    """Put standardised products into their columns; in place."""
    stage, point = chain.of_products()
    pool = cases.standardised()[0] @ point.pool[0]
    products = cases.products(point.pool, stage.factors)[0]
    share = cases.row_weights[0] / cases.row_weights[0].sum()
    products -= share @ products
    root = np.sqrt(share)[:, None]
    for a, on in enumerate(stage.residual_on or ()):
        slopes = np.linalg.lstsq(root * pool[:, on], root[:, 0] * products[:, a])[0]
        products[:, a] -= pool[:, on] @ slopes
    products /= np.sqrt(share @ products**2 / (1.0 - 1.0 / cases.n))
    first = pool.shape[1]
    made = stage.columns >= first
    indicators[:, made] = products[:, stage.columns[made] - first]


def scores_in_units(estimates: Estimates, sample: Sample, X: Array, settings: Settings) -> Array:
    """Scores as weighted means of the items, in the units of these; (n, J).

    NaN where the weights of a construct sum to nothing, and for products of constructs.

    Parameters
    ----------
    estimates : Estimates
        A stack of height one.
    sample : Sample
        What it was estimated from.
    X : (n, items) array
        The items in their own units, in the order of the sample.

    References
    ----------
    Fornell, Johnson, Anderson, Cha & Bryant (1996), Journal of Marketing 60(4), 7-18.
    """
    cases, arrays = Cases.of(sample), estimates.arrays
    chain = chain_of(estimates, sample.S, cases if arrays.needs_cases else None, settings)
    W = chain.table.V[0] @ (estimates.w[0][:, None] * arrays.membership)
    V = W / Standardised.of(X, cases.row_weights[0]).sd[:, None]
    total = V.sum(axis=0)
    total = np.where(np.abs(total) > 1e-12 * np.abs(V).sum(axis=0), total, np.nan)
    scores: Array = X @ V / total
    return scores
