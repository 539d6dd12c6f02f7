"""Step 2: which way round a construct stands.

The sign of a proxy is arbitrary. The fit turns every construct so that its loadings sum to
a positive number (or so that a dominant indicator loads positively); a resample is then
turned towards the fit.
"""

from __future__ import annotations

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays


def oriented(
    S: Array, w: Array, arrays: ModelArrays, dominant: tuple[tuple[str, str], ...]
) -> Array:
    """Signs, one a construct, that make the sum of its loadings positive.

    Parameters
    ----------
    S : (b, p, p) array
        Indicator correlations.
    w : (b, p) array
        Outer weights.
    dominant : tuple of (str, str)
        Constructs and the indicator whose loading decides alone. May be empty.

    Returns
    -------
    (b, J) array of 1 and -1
    """
    signs = np.ones((w.shape[0], len(arrays.constructs)))
    deciding = dict(dominant)
    for j, construct in enumerate(arrays.constructs):
        own = arrays.block_slice(j)
        loadings = (S[:, own, own] @ w[:, own, None])[..., 0]
        decides = loadings.sum(axis=1)
        if construct in deciding:
            decides = loadings[:, arrays.indicators[own].index(deciding[construct])]
        signs[decides < 0, j] = -1.0
    return signs


def turned_towards(w: Array, reference: Array, arrays: ModelArrays) -> Array:
    """Signs, one a construct, that make the weights agree in direction with `reference`.

    Parameters
    ----------
    w : (b, p) array
        Outer weights of the resamples.
    reference : (p,) array
        Outer weights of the fit.

    Returns
    -------
    (b, J) array of 1 and -1
    """
    agreement = np.add.reduceat(w * reference, arrays.starts[:-1], axis=1)
    return np.where(agreement < 0, -1.0, 1.0)
