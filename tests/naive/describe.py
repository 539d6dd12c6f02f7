"""Skewness and excess kurtosis of a column, as G1 and G2 of Joanes & Gill (1998)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def skewness(x: Sequence[float]) -> float:
    """G1 = √(n(n − 1))/(n − 2) · m₃/m₂^(3/2), m_k the k-th central moment (divisor n)."""
    n, deviation = len(x), np.asarray(x, dtype=float) - np.mean(x)
    m2, m3 = np.mean(deviation**2), np.mean(deviation**3)
    return float(np.sqrt(n * (n - 1)) / (n - 2) * m3 / m2**1.5)


def excess_kurtosis(x: Sequence[float]) -> float:
    """G2 = (n − 1)/((n − 2)(n − 3)) · [(n + 1)(m₄/m₂² − 3) + 6]."""
    n, deviation = len(x), np.asarray(x, dtype=float) - np.mean(x)
    m2, m4 = np.mean(deviation**2), np.mean(deviation**4)
    return float((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / m2**2 - 3) + 6))
