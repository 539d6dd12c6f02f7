"""Whether scores are other than normal, without which a copula term says nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import kurtosis, skew

from plspm.estimation.arrays import Array


@dataclass(frozen=True, slots=True)
class Shape:
    """Tests of one variable against a normal one of its mean and variance.

    Attributes
    ----------
    skewness, kurtosis : float
        The latter in excess of 3; both without correction for small samples.
    lilliefors, lilliefors_p : float
        Kolmogorov-Smirnov distance, its p corrected for mean and variance being estimated.
    anderson_darling, anderson_darling_p : float
        A², and p likewise.
    """

    skewness: float
    kurtosis: float
    lilliefors: float
    lilliefors_p: float
    anderson_darling: float
    anderson_darling_p: float


def shape_of(values: Array) -> Shape:
    """Skewness, kurtosis and two tests of normality of one variable (n,).

    References
    ----------
    Lilliefors (1967), Journal of the American Statistical Association 62, 399-402; Dallal &
    Wilkinson (1986), The American Statistician 40(4), 294-296; Stephens (1974), Journal of the
    American Statistical Association 69, 730-737.

    Examples
    --------
    >>> shape = shape_of(np.random.default_rng(1).exponential(size=300))
    >>> shape.skewness > 1, shape.lilliefors_p < 0.01, shape.anderson_darling_p < 0.01
    (True, True, True)
    """
    from statsmodels.stats.diagnostic import lilliefors, normal_ad  # slow to import

    distance, distance_p = lilliefors(values, dist="norm", pvalmethod="table")
    with np.errstate(divide="ignore", over="ignore"):
        squares, squares_p = normal_ad(values)
    return Shape(
        float(skew(values)),
        float(kurtosis(values)),
        float(distance),
        float(distance_p),
        float(squares),
        float(min(max(squares_p, 0.0), 1.0)),
    )
