"""Items keyed the other way than the rest of their block, before any fit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from plspm.assessment.keying import STANDARD_ERRORS, against
from plspm.data.columns import FloatArray

MOST_ROWS = 10_000
"""Cases looked at, evenly spaced."""


def keyed_otherwise(X: FloatArray) -> npt.NDArray[np.bool_]:
    """Items of one block that load against the rest, by the rule of the fit.

    Loadings are those on the first principal component of the items, known pairwise. To count, the
    item must also correlate with the sum of the others, each turned the way of its loading, by
    three standard errors: a component of items that hardly correlate has large loadings by chance.

    Parameters
    ----------
    X : (k, n) array
        Items of a block whose items shall point the same way, NaN where unknown.

    Returns
    -------
    (k,) array of bool

    Examples
    --------
    >>> z = np.linspace(-1.0, 1.0, 50)
    >>> keyed_otherwise(np.array([z, z**3, -z]))
    array([False, False,  True])
    """
    none = np.zeros(len(X), dtype=np.bool_)
    X = X[:, :: -(-X.shape[1] // MOST_ROWS) or 1]
    known = ~np.isnan(X)
    counts = known.sum(axis=1)
    if len(X) < 2 or counts.min() < 3:
        return none
    D = np.where(known, X - np.nanmean(X, axis=1, keepdims=True), 0.0)
    spread = np.sqrt((D * D).sum(axis=1) / counts)
    if (spread == 0).any():
        return none
    D /= spread[:, None]
    pairs = known.astype(np.float64) @ known.T
    if pairs.min() < 3:
        return none
    R = D @ D.T / pairs
    values, vectors = np.linalg.eigh(R)
    w = vectors[:, -1]
    loadings = w * np.sqrt(values[-1])
    n = pairs.min()
    signs = np.sign(w)
    T = R * np.outer(signs, signs)
    with_rest = T.sum(axis=1) - 1.0
    of_rest = T.sum() - 2.0 * with_rest - 1.0
    side = -1.0 if loadings.sum() < 0 else 1.0
    sure = with_rest >= STANDARD_ERRORS / np.sqrt(n) * np.sqrt(np.maximum(of_rest, 0.0))
    return against(loadings, side, n) & sure
