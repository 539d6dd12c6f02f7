"""From standardised results to those on the scales of the items; every array is a stack.

A score is Σ (w/s)(x - x̄), so with c = Σ w/s the weights w/(s c) sum to 1 and give a score on
the scale of the items, with standard deviation 1/c.
"""

from __future__ import annotations

import numpy as np

from plspm.estimation.arrays import Array, Flags, ModelArrays


def inverse_spreads(w: Array, sd: Array, arrays: ModelArrays) -> Array:
    """c = Σ w/s of every construct, one over the spread of its score; NaN unless positive.

    Parameters
    ----------
    w : (b, p) array
        Outer weights of standardised indicators.
    sd : (b, p) array
        Standard deviations of the indicators.

    Returns
    -------
    (b, J) array
    """
    c = np.add.reduceat(w / sd, arrays.starts[:-1], axis=1)
    return np.where(c > 0, c, np.nan)


def weights_on_scales(w: Array, sd: Array, c: Array, arrays: ModelArrays) -> Array:
    """Weights of the items as they are, which sum to 1 within each block; (b, p)."""
    return w / sd / c[:, arrays.block]


def effects_on_scales(effects: Array, c: Array) -> Array:
    """Paths or total effects per unit of the source's score, in units of the target's.

    Parameters
    ----------
    effects : (b, J, J) array
        ``effects[i, j]`` the standardised effect of j on i.
    c : (b, J) array
    """
    return effects * c[:, None, :] / c[:, :, None]


def means_of_scores(weights: Array, means: Array, arrays: ModelArrays) -> Array:
    """Means of the scores, from those of the items (b, p); (b, J)."""
    return np.add.reduceat(weights * means, arrays.starts[:-1], axis=1)


def intercepts(paths: Array, means: Array, arrays: ModelArrays) -> Array:
    """Intercepts of the equations; (b, J), NaN for exogenous constructs."""
    found = means - np.einsum("bij,bj->bi", paths, means)
    return np.where(arrays.endogenous, found, np.nan)


def square(values: Array, where: Flags) -> Array:
    """Put the components (b, k) of the cells that `where` (J, J) marks back into (b, J, J)."""
    A = np.zeros((values.shape[0], *where.shape))
    A[:, where] = values
    return A
