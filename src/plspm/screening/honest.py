"""Answers as honest people would give them: the same distributions and correlations, drawn anew.

Whether a string of equal answers is long, or two equal rows are a copy, depends on the items: with
four of them it is chance, with forty it is not. So each is compared with simulated respondents
whose answers are steps of normal variables (a Gaussian copula), distributed and correlated as the
answers given. What no such respondent does, somebody who reads the questions hardly does.

References
----------
Cario & Nelson (1997), Modeling and generating random vectors with arbitrary marginal distributions
and correlation matrix, Northwestern University (NORTA).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from plspm.data.columns import FloatArray

MOST_ROWS = 10_000
"""Cases that distributions and correlations are taken from, evenly spaced."""
MOST_RESPONDENTS = 20_000
MOST_NUMBERS = 4_000_000
TERMS = 8
"""Of the series in powers of the correlation."""
STEPS = 8
"""Of Newton's method."""
LARGEST = 0.99


@dataclass(frozen=True, slots=True, eq=False)
class _Margin:
    """Distribution of one item.

    Attributes
    ----------
    answers : (m,) array
        In order.
    scores : (n,) array
        Normal scores of the cases: the mean of a standard normal variable within the bounds of
        the answer; 0 where unknown.
    terms : (TERMS,) array
        Coefficients of the scores in Hermite polynomials of that variable, normalised.
    """

    answers: FloatArray
    scores: FloatArray
    terms: FloatArray


def honest_answers(X: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Draw respondents who answer every item.

    Parameters
    ----------
    X : (p, n) array
        Items, NaN where unknown; each known somewhere.
    rng : Generator

    Returns
    -------
    (p, N) array
        N is 20,000, or less where the items are more than 200.

    Examples
    --------
    >>> X = np.array([[1.0, 1.0, 2.0, 3.0], [5.0, 5.0, 5.0, 6.0]])
    >>> Y = honest_answers(X, np.random.default_rng(1))
    >>> Y.shape, np.unique(Y[0]).tolist(), round(float((Y[1] == 6).mean()), 1)
    ((2, 20000), [1.0, 2.0, 3.0], 0.2)
    """
    every = -(-X.shape[1] // MOST_ROWS) or 1
    known = ~np.isnan(X[:, ::every])
    margins = [_margin(item) for item in X[:, ::every]]
    S = np.array([margin.scores for margin in margins])
    pairs = np.maximum(known.astype(np.float64) @ known.T, 1.0)
    R = _latent(S @ S.T / pairs, np.array([margin.terms for margin in margins]))
    respondents = min(MOST_RESPONDENTS, MOST_NUMBERS // len(X))
    values, vectors = np.linalg.eigh(R)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    root /= np.sqrt((root * root).sum(axis=1, keepdims=True))
    Y = root @ rng.standard_normal((len(X), respondents))
    for item, margin in zip(Y, margins, strict=True):
        m = len(margin.answers)
        item[:] = margin.answers[np.minimum((ndtr(item) * m).astype(np.int64), m - 1)]
    return Y


def _margin(item: FloatArray) -> _Margin:
    known = ~np.isnan(item)
    answers = np.sort(item[known])
    steps, counts = np.unique(answers, return_counts=True)
    bounds = ndtri(np.concatenate([[0.0], np.cumsum(counts) / len(answers)]))
    bounds[-1] = np.inf
    density = np.exp(-0.5 * bounds**2) / np.sqrt(2.0 * np.pi)
    score = -np.diff(density) * len(answers) / counts
    terms = np.empty(TERMS)
    inner = np.where(np.isfinite(bounds), bounds, 0.0)
    before, now = np.zeros_like(inner), np.ones_like(inner)  # He_(k-2), He_(k-1), at the bounds
    norm = 1.0
    for k in range(1, TERMS + 1):
        norm *= k
        terms[k - 1] = -(score * np.diff(now * density)).sum() / np.sqrt(norm)
        before, now = now, inner * now - (k - 1) * before
    scores = np.zeros(len(item))
    scores[known] = score[np.searchsorted(steps, item[known])]
    return _Margin(answers, scores, terms)


def _latent(C: FloatArray, terms: FloatArray) -> FloatArray:
    """Correlations of the normal variables from the covariances of their scores."""
    first = np.outer(terms[:, 0], terms[:, 0])
    R = np.clip(C / np.where(first > 0, first, 1.0), -LARGEST, LARGEST)
    for _ in range(STEPS):
        value, slope = np.zeros_like(R), np.zeros_like(R)
        for k in range(TERMS, 0, -1):  # Horner's scheme for the series and its derivative
            product = np.outer(terms[:, k - 1], terms[:, k - 1])
            slope = slope * R + k * product
            value = (value + product) * R
        R = np.clip(R - (value - C) / np.where(slope > 0, slope, 1.0), -LARGEST, LARGEST)
    np.fill_diagonal(R, 1.0)
    return R
