"""Little's test of whether answers are missing completely at random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from plspm.data.columns import FloatArray
from plspm.screening.conditional import squared_distances
from plspm.screening.expectation_maximisation import Moments
from plspm.screening.patterns import missing_patterns

ALPHA = 0.01
"""The test is a finding below it."""


@dataclass(frozen=True, slots=True)
class LittlesTest:
    """A small p speaks against answers missing completely at random.

    Attributes
    ----------
    statistic : float
        Little's d², the sum over patterns of m_j (ȳ_j - μ)' Σ_j⁻¹ (ȳ_j - μ).
    df : int
        Answers known in the patterns, summed, less the items.
    p_value : float
        Under normality.
    p_robust : float
        Of the same statistic with its variance corrected for the kurtosis of the answers.
    patterns : int
    cases : int
    """

    statistic: float
    df: int
    p_value: float
    p_robust: float
    patterns: int
    cases: int


def littles_test(Z: FloatArray, moments: Moments) -> LittlesTest | None:
    """Little's (1988) test; None where nothing is missing.

    Where most patterns occur once, d² is all but a sum of squared distances, and under answers
    more (or less) spread out than normal ones it varies more (less) than chi-square. The variance
    of the part of pattern j is 2p_j + κ_j/m_j, κ_j being the excess of the variance of the squared
    distances of its cases over 2p_j; the second p takes it as observed, by a scaled chi-square.

    Parameters
    ----------
    Z : (p, n) array
        NaN where unknown; no case without any answer.
    moments : Moments
        Maximum likelihood estimates from the same cases.

    References
    ----------
    Little (1988), A test of missing completely at random for multivariate data with missing
    values, Journal of the American Statistical Association 83(404), 1198-1202.
    """
    known = ~np.isnan(Z)
    if known.all():
        return None
    p, n = Z.shape
    found = missing_patterns(known)
    D = np.where(known, Z - moments.mean[:, None], 0.0)
    order = np.argsort(found.of_case, kind="stable")
    starts = np.searchsorted(found.of_case[order], np.arange(len(found.counts)))
    means = np.add.reduceat(D[:, order], starts, axis=1) / found.counts
    K = moments.precision
    statistic = float(found.counts @ squared_distances(means, found.known, K))
    answered = found.known.sum(axis=0)
    df = int(answered.sum()) - p
    if df <= 0:
        return None
    own = squared_distances(D, known, K)
    size = known.sum(axis=0)
    excess = ((own - size) ** 2 - 2.0 * size) / found.counts[found.of_case] ** 2
    variance = max(2.0 * df + excess.sum(), 2.0)
    scale = variance / (2.0 * df)
    return LittlesTest(
        statistic=statistic,
        df=df,
        p_value=float(chdtrc(df, statistic)),
        p_robust=float(chdtrc(df / scale, statistic / scale)),
        patterns=len(found.counts),
        cases=n,
    )
