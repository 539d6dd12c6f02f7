"""Populations in which it is known whether predictors are endogenous and items share a factor."""

import numpy as np
import pandas as pd
from scipy.special import ndtr

MODEL = """
    X <~ [sum] x1 + x2
    W <~ [sum] w1 + w2
    Y <~ [sum] y1 + y2
    Y ~ X + W
"""


def two_items(name, score, rng):
    """Two items whose sum is a score exactly, so that nothing of it is measured with error."""
    apart = rng.normal(size=score.size)
    return {f"{name}1": score + 0.6 * apart, f"{name}2": score - 0.6 * apart}


def endogenous(n, rng, *, endogeneity, related=0.0, skewed=True):
    """Scores X and W, and Y whose error is normal and correlates with the rank of X.

    Parameters
    ----------
    endogeneity : float
        Correlation of the error with the normal scores of X.
    related : float
        That of the normal scores of X and W.
    skewed : bool
        X and W exponential, or normal.
    """
    R = np.eye(3)
    R[0, 1] = R[1, 0] = endogeneity
    R[0, 2] = R[2, 0] = related
    z, error, w = np.linalg.cholesky(R) @ rng.normal(size=(3, n))
    if skewed:
        z, w = (-np.log1p(-ndtr(v)) - 1.0 for v in (z, w))
    y = 0.4 * z + 0.3 * w + 0.8 * error
    return pd.DataFrame(
        {**two_items("x", z, rng), **two_items("w", w, rng), **two_items("y", y, rng)}
    )


BLOCKS = """
    A =~ a1 + a2 + a3 + a4 + a5
    Y =~ y1 + y2
    Y ~ A
"""


def reflective(n, rng):
    """Five items of one factor."""
    a = rng.normal(size=n)
    loadings = (0.85, 0.8, 0.75, 0.7, 0.65)
    items = {
        f"a{k}": loading * a + np.sqrt(1 - loading**2) * rng.normal(size=n)
        for k, loading in enumerate(loadings, 1)
    }
    return pd.DataFrame({**items, **two_items("y", 0.5 * a + rng.normal(size=n), rng)})


def formative(n, rng):
    """Five items that form a composite: two pairs are related, more than a factor would say."""
    R = np.full((5, 5), 0.2)
    R[0, 1] = R[1, 0] = R[2, 3] = R[3, 2] = 0.6
    np.fill_diagonal(R, 1.0)
    items = np.linalg.cholesky(R) @ rng.normal(size=(5, n))
    named = {f"a{k}": item for k, item in enumerate(items, 1)}
    y = 0.4 * items.sum(axis=0) + rng.normal(size=n)
    return pd.DataFrame({**named, **two_items("y", y, rng)})
