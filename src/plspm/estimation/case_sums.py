"""The sums over the cases that all statistics go through: the coordinates of derivatives.

They are the second moments of the items; with units or products the sum of the weights; with
products also the means of the items and the moments of the products. What a direction in these
does to the data, and what each case does to these, is said here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from plspm.estimation.arrays import Array
from plspm.estimation.stages import Cases
from plspm.estimation.tangents import Chain, Direction, OfCases


def direction_of(chain: Chain, moved: Array) -> Direction:
    """The direction of the data in which their sums over the cases move.

    Parameters
    ----------
    chain : Chain
    moved : (b, m, coordinates) array
        In the order of :func:`coordinates`; for every fit in m directions.
    """
    b, m, _ = moved.shape
    items = chain.S.shape[1]
    i, j = np.triu_indices(items)
    moments, share, means, added = np.split(moved, np.cumsum([i.size, 1, items]), axis=2)
    S = _correlations(chain.S, moments)
    if not share.size:
        return Direction(S)
    scale = 0.5 * (moments[..., i == j] - share)
    units = None if chain.units is None else chain.units[:, None] * scale
    if chain.cases is None:
        return Direction(S, units=units)
    q = len(chain.of_products()[0].factors)
    mean, with_items, among = np.split(added, np.cumsum([q, q * items]), axis=2)
    first, second = np.tril_indices(q)
    between = np.empty((b, m, q, q))
    between[..., first, second] = between[..., second, first] = among
    products = (mean, with_items.reshape(b, m, q, items), between)
    unit = chain.cases.scale[:, None]
    return Direction(S, OfCases(unit * means, unit * scale, products), units)


def _correlations(S: Array, moments: Array) -> Array:
    """How correlations (b, items, items) move with the second moments (b, m, pairs i <= j)."""
    i, j = np.triu_indices(S.shape[-1])
    D = np.empty((*moments.shape[:2], *S.shape[1:]))
    D[..., i, j] = moments
    D[..., j, i] = moments
    half = 0.5 * np.einsum("bmii->bmi", D)
    D -= (half[..., :, None] + half[..., None, :]) * S[:, None]
    return D


OfCaseSums = Callable[[slice, Array, Array], Array]
"""What some of the cases do to the sums over all, from what they do to means and moments."""


def case_coordinates(chain: Chain, row_weights: Array) -> OfCaseSums:
    """How the sums over the cases move as single cases gain weight.

    Parameters
    ----------
    chain : Chain
    row_weights : (b, n) array

    Returns
    -------
    callable
        Takes which of the cases (m of them), how each moves the means (b, items, m) of the
        standardised items and their second moments (b, pairs, m), and returns
        (b, coordinates, m).
    """
    share = row_weights / row_weights.sum(axis=1, keepdims=True)
    of_products = None if chain.cases is None else _added(chain, chain.cases, share)

    def moved(chunk: slice, means: Array, moments: Array) -> Array:
        if of_products is not None:
            parts = [moments, share[:, None, chunk], means, of_products(chunk)]
            return np.concatenate(parts, axis=1)
        if chain.units is not None:
            return np.concatenate([moments, share[:, None, chunk]], axis=1)
        return moments

    return moved


def _added(chain: Chain, cases: Cases, share: Array) -> Callable[[slice], Array]:
    """What each case of a chunk adds to the moments of products, one below the other."""
    stage, point = chain.of_products()
    q, Z = cases.products(point.pool, stage.factors), cases.standardised()
    weighted = (q * share[..., None]).swapaxes(1, 2)
    mean, with_items, between = weighted.sum(axis=2), weighted @ Z, weighted @ q
    first, second = np.tril_indices(q.shape[2])
    whole = np.concatenate(
        [mean, with_items.reshape(len(q), -1), between[:, first, second]], axis=1
    )

    def added(chunk: slice) -> Array:
        own, z = q[:, chunk], Z[:, chunk]
        products = (own[..., :, None] * z[..., None, :]).reshape(*own.shape[:2], -1)
        parts = [own, products, own[..., first] * own[..., second]]
        moved = (np.concatenate(parts, axis=2) - whole[:, None]) * share[:, chunk, None]
        return moved.swapaxes(1, 2)

    return added
