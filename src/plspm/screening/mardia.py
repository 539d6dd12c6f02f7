"""Mardia's multivariate skewness and kurtosis, with tests of normality."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt, sqrt

import numpy as np
from scipy.special import chdtrc, erfc

from plspm.data.columns import FloatArray
from plspm.screening.conditional import stretches

MOST_OPERATIONS = 10_000_000_000
"""Of the skewness, which grows with n²p or np³; beyond, it is taken from some of the cases."""


@dataclass(frozen=True, slots=True)
class Mardia:
    """Both measures and their tests.

    Attributes
    ----------
    skewness, kurtosis : float
        b1 = Σ_ij (d_i'S⁻¹d_j)³/n², 0 in normal populations, and b2 = Σ_i (d_i'S⁻¹d_i)²/n,
        p(p + 2) in normal populations; S has divisor n.
    chi_square : float
        n b1/6.
    df : int
        p(p + 1)(p + 2)/6.
    p_skewness : float
    chi_square_small, p_small : float
        With the correction for small samples (Mardia 1974).
    z : float
        Of the kurtosis, (b2 - p(p + 2))/√(8p(p + 2)/n).
    p_kurtosis : float
        Two-sided.
    cases, cases_skewness : int
        Complete cases, and those of them that the skewness is from.
    """

    skewness: float
    chi_square: float
    df: int
    p_skewness: float
    chi_square_small: float
    p_small: float
    kurtosis: float
    z: float
    p_kurtosis: float
    cases: int
    cases_skewness: int


def mardia(X: FloatArray, squared: FloatArray | None = None) -> Mardia:
    """Mardia's (1970) measures of complete answers.

    Parameters
    ----------
    X : (p, n) array
        Items that are linearly independent, n > p.
    squared : (n,) array, optional
        Squared Mahalanobis distances of these cases, with divisor n - 1, where they are known.

    References
    ----------
    Mardia (1970), Measures of multivariate skewness and kurtosis with applications, Biometrika
    57(3), 519-530; Mardia (1974), Sankhya B 36(2), 115-128.
    """
    p, n = X.shape
    some = X[:, :: _every(n, p)]
    m = some.shape[1]
    b1 = skewness(_whitened(some))
    d = (_whitened(X) ** 2).sum(axis=0) if squared is None else squared * (n / (n - 1))
    b2 = float(np.mean(d**2))
    df = p * (p + 1) * (p + 2) // 6
    small = (p + 1) * (m + 1) * (m + 3) / (m * ((m + 1) * (p + 1) - 6))
    z = (b2 - p * (p + 2)) / sqrt(8.0 * p * (p + 2) / n)
    return Mardia(
        skewness=b1,
        chi_square=m * b1 / 6.0,
        df=df,
        p_skewness=float(chdtrc(df, m * b1 / 6.0)),
        chi_square_small=small * m * b1 / 6.0,
        p_small=float(chdtrc(df, small * m * b1 / 6.0)),
        kurtosis=b2,
        z=z,
        p_kurtosis=float(erfc(abs(z) / sqrt(2.0))),
        cases=n,
        cases_skewness=m,
    )


def skewness(Y: FloatArray) -> float:
    """Σ_ij (y_i'y_j)³/n² of whitened answers, by third moments or by products of cases.

    Parameters
    ----------
    Y : (p, n) array
        Means 0, covariances the identity.

    Examples
    --------
    >>> Y = np.array([[1.0, 1.0, -2.0]]) / np.sqrt(2.0)
    >>> round(skewness(Y), 3)
    0.5
    """
    p, n = Y.shape
    if p**2 <= n:
        return float(sum(np.square((Y * item) @ Y.T / n).sum() for item in Y))
    total = 0.0
    for part in stretches(n, n):
        G = Y[:, part].T @ Y
        total += float(np.einsum("ij,ij,ij->", G, G, G))
    return total / n**2


def _every(n: int, p: int) -> int:
    """One case in so many is taken for the skewness."""
    by_moments = MOST_OPERATIONS // (2 * p**3)
    by_products = isqrt(MOST_OPERATIONS // (2 * p))
    return -(-n // max(by_moments, by_products, p + 1))


def _whitened(X: FloatArray) -> FloatArray:
    D = X - X.mean(axis=1, keepdims=True)
    L = np.linalg.cholesky(D @ D.T / D.shape[1])
    return np.linalg.inv(L) @ D  # p by p: nothing beside the product
