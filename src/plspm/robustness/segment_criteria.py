"""Criteria for the number of segments of a mixture.

References
----------
Sarstedt, Becker, Ringle & Schwaiger (2011), Uncovering and treating unobserved heterogeneity with
FIMIX-PLS: which model selection criterion provides an appropriate number of segments?,
Schmalenbach Business Review 63(1), 34-62.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from plspm.estimation.arrays import Array

CRITERIA: Final = ("aic", "aic3", "aic4", "bic", "caic", "hq", "mdl5")
"""Names of the information criteria; smaller values are better."""


def penalties(n: int) -> Array:
    """Return what each criterion takes for a free parameter, of n cases; (7,).

    Examples
    --------
    >>> dict(zip(CRITERIA, penalties(100).round(2).tolist(), strict=True))["caic"]
    5.61
    """
    log = float(np.log(n))
    return np.array([2.0, 3.0, 4.0, log, log + 1.0, 2.0 * np.log(log), 5.0 * log])


def free_parameters(K: int, R: int, Q: int) -> int:
    """Return N_K = (K - 1) + K R + K Q: shares, paths and error variances of K segments.

    Parameters
    ----------
    K : int
        Segments.
    R : int
        Paths.
    Q : int
        Endogenous constructs.

    References
    ----------
    Hahn, Johnson, Herrmann & Huber (2002); Sarstedt et al. (2011).

    Examples
    --------
    >>> free_parameters(2, 4, 2)
    13
    """
    return (K - 1) + K * R + K * Q


def information_criteria(log_likelihood: float, parameters: int, n: int) -> dict[str, float]:
    """Return -2 ln L + penalty · N_K by the name of the criterion.

    Examples
    --------
    >>> found = information_criteria(-500.0, 13, 100)
    >>> found["aic3"], round(found["bic"], 2), round(found["mdl5"], 2)
    (1039.0, 1059.87, 1299.34)
    """
    values = -2.0 * log_likelihood + penalties(n) * parameters
    return dict(zip(CRITERIA, values.tolist(), strict=True))


def entropy(memberships: Array) -> float:
    """Return -Σ_i Σ_k P_ik ln P_ik of memberships (K, n), with 0 ln 0 = 0.

    Examples
    --------
    >>> round(entropy(np.array([[0.5, 1.0], [0.5, 0.0]])), 4)
    0.6931
    """
    some = memberships[memberships > 0.0]
    return float(-(some * np.log(some)).sum())


def normed_entropy(memberships: Array) -> float:
    """Return EN = 1 - entropy / (n ln K): 1 where every case surely belongs to one segment.

    NaN for one segment.

    References
    ----------
    Ramaswamy, DeSarbo, Reibstein & Robinson (1993), Marketing Science 12(1), 103-124.
    """
    K, n = memberships.shape
    return 1.0 - entropy(memberships) / (n * float(np.log(K))) if K > 1 else float("nan")


def non_fuzzy_index(memberships: Array) -> float:
    """Return NFI = (K Σ_i Σ_k P_ik² / n - 1) / (K - 1), between 0 and 1; NaN for one segment.

    References
    ----------
    Roubens (1978), Fuzzy Sets and Systems 1(4), 239-253.
    """
    K, n = memberships.shape
    return float((K * (memberships**2).sum() / n - 1.0) / (K - 1)) if K > 1 else float("nan")


def normalised_entropy_criterion(
    memberships: Array, log_likelihood: float, of_one_segment: float
) -> float:
    """Return NEC = entropy / (ln L_K - ln L_1); smaller is better, 1 for one segment.

    NaN where K segments are no likelier than one.

    References
    ----------
    Celeux & Soromenho (1996), Journal of Classification 13(2), 195-212; for one segment
    Biernacki, Celeux & Govaert (1999), Pattern Recognition Letters 20(3), 267-272.
    """
    if memberships.shape[0] == 1:
        return 1.0
    gain = log_likelihood - of_one_segment
    return entropy(memberships) / gain if gain > 0.0 else float("nan")
