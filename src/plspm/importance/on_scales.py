"""From standardised results to those on the scales of the items; every array is a stack.

A score is Σ (w/s)(x - x̄), so with c = Σ w/s the weights w/(s c) sum to 1 and give a score on
the scale of the items, with standard deviation 1/c. Where a construct is made of constructs, their
scores are its x.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plspm.estimation.arrays import Array, Flags, ModelArrays


def of_indicators(
    w: Array, mean: Array, sd: Array, names: Sequence[str], arrays: ModelArrays
) -> tuple[Array, Array]:
    """Means and standard deviations of all indicators, items and scores; (b, p) each.

    Parameters
    ----------
    w : (b, p) array
        Outer weights.
    mean, sd : (b, items) arrays
        Of the items, on the scale that is wanted.
    names : sequence of str
        The items.
    """
    number = {name: k for k, name in enumerate(names)}
    means, sds = np.empty_like(w), np.empty_like(w)

    def fill(block: slice) -> tuple[Array, Array]:
        """Fill in the indicators of a block and return mean and spread of its score."""
        for k in range(block.start, block.stop):
            kind, name = arrays.columns[k]
            if kind == "score":
                part = arrays.block_slice(arrays.constructs.index(name))
                means[:, k], sds[:, k] = fill(part)
            else:
                means[:, k], sds[:, k] = mean[:, number[name]], sd[:, number[name]]
        raw = w[:, block] / sds[:, block]
        c = _positive(raw.sum(axis=1))
        return (raw * means[:, block]).sum(axis=1) / c, 1.0 / c

    for j in range(len(arrays.constructs)):
        fill(arrays.block_slice(j))
    return means, sds


def inverse_spreads(w: Array, sd: Array, arrays: ModelArrays) -> Array:
    """c = Σ w/s of every construct, one over the spread of its score; NaN unless positive.

    Parameters
    ----------
    w : (b, p) array
        Outer weights of standardised indicators.
    sd : (b, p) array
        Standard deviations of the indicators; see :func:`of_indicators`.

    Returns
    -------
    (b, J) array
    """
    c = np.add.reduceat(w / sd, arrays.starts[:-1], axis=1)
    return _positive(c)


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


def scores(values: Array, weights: Array, names: Sequence[str], arrays: ModelArrays) -> Array:
    """Scores of the cases; (n, J).

    Parameters
    ----------
    values : (n, items) array
        The items, on the scale of the weights.
    weights : (p,) array
        Of items and scores as they are.
    names : sequence of str
        The items.
    """
    number = {name: k for k, name in enumerate(names)}

    def score(j: int) -> Array:
        own = range(arrays.starts[j], arrays.starts[j + 1])
        return sum((indicator(k) * weights[k] for k in own), np.zeros(len(values)))

    def indicator(k: int) -> Array:
        kind, name = arrays.columns[k]
        if kind == "score":
            return score(arrays.constructs.index(name))
        return values[:, number[name]]

    return np.column_stack([score(j) for j in range(len(arrays.constructs))])


def intercepts(paths: Array, means: Array, arrays: ModelArrays) -> Array:
    """Intercepts of the equations; (b, J), NaN for exogenous constructs."""
    found = means - np.einsum("bij,bj->bi", paths, means)
    return np.where(arrays.endogenous, found, np.nan)


def square(values: Array, where: Flags) -> Array:
    """Put the components (b, k) of the cells that `where` (J, J) marks back into (b, J, J)."""
    A = np.zeros((values.shape[0], *where.shape))
    A[:, where] = values
    return A


def _positive(c: Array) -> Array:
    return np.where(c > 0, c, np.nan)
