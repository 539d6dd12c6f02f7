"""Stages: from the weights of a smaller model to the indicators of the next.

A model with products or higher-order constructs is estimated in stages. Each leaves a table of
correlations in which scores and products stand beside the items, so that the last stage is a model
like any other, and all that follows from weights and correlations needs to know of no stage.

The correlations of a score with everything follow from S and w alone. Only products take cases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.data.moments import Sample
from plspm.estimation.arrays import Array, Indices, ModelArrays
from plspm.estimation.consistency import (
    corrected_correlations,
    corrected_loadings,
    square_root,
)
from plspm.estimation.nonlinear import corrected_products
from plspm.estimation.structural import inverse_or_nan
from plspm.estimation.weights import proxy_covariances


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A smaller model, and how the indicators of the next are made from it.

    What they can be made of, the pool, are the indicators of this stage, then the scores of its
    constructs, then products of any of these.

    Attributes
    ----------
    arrays : ModelArrays
        The model of this stage.
    weighted : bool
        Whether its weights are needed; without, there are no scores in the pool.
    factors : tuple of tuple of int
        The products, each a list of places in the pool before them.
    residual_on : tuple of Indices, or None
        For every product the places of the indicators that it is made orthogonal to.
    columns : (p',) array
        Place in the pool of every indicator of the next stage.
    carried : (p',) array
        The indicator of this stage whose weight the next keeps, or -1.
    """

    arrays: ModelArrays
    weighted: bool
    factors: tuple[tuple[int, ...], ...]
    residual_on: tuple[Indices, ...] | None
    columns: Indices
    carried: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The indicators of a stage, for a stack of draws.

    Attributes
    ----------
    S : (b, p, p) array
        Their correlations, under consistent PLS those of scores corrected.
    V : (b, items, p) array
        What each is made of: weights of the standardised items. Zero for products.
    sd : (b, p) array
        Standard deviation of products of standardised scores as they are; 1 elsewhere.
    units : (b, p) array or None
        Standard deviations of items that are analysed in their own units, 1 of scores and
        products; None where all is standardised.
    """

    S: Array
    V: Array
    sd: Array
    units: Array | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """The cases of a stack of draws, for products of scores.

    Attributes
    ----------
    Z : (n, items) array
        Items; NaN where one was not observed.
    row_weights : (b, n) array
    centre, scale : (b, items) arrays
        Means and standard deviations of the items in the draws (denominator Σω).
    n : (b,) array
        Cases behind each draw.
    added : tuple of three arrays, optional
        What else the moments of the products get, where they are differentiated in the direction
        of cases: to the means (b, m), those with items (b, m, items), those with products
        (b, m, m).
    """

    Z: Array
    row_weights: Array
    centre: Array
    scale: Array
    n: Array
    added: tuple[Array, Array, Array] | None = None

    @classmethod
    def of(cls, sample: Sample) -> Cases:
        """Return the cases of a sample.

        Raises
        ------
        UnavailableError
            It has none.
        """
        source, row_weights = sample.cases
        return cls(source.Z, row_weights, *sample.located, sample.n)

    def standardised(self) -> Array:
        """Standardised items, 0 where one was not observed; (b, n, items)."""
        return np.nan_to_num((self.Z - self.centre[:, None]) / self.scale[:, None])

    def products(self, V: Array, factors: tuple[tuple[int, ...], ...]) -> Array:
        """The products of every case, not centred; (b, n, m).

        Parameters
        ----------
        V : (b, items, pool) array
            Weights of the standardised items.
        factors : tuple of m tuples of int
        """
        scores = self.standardised() @ V
        return np.stack([scores[:, :, list(product)].prod(axis=2) for product in factors], axis=2)


def items_of(S: Array, units: Array | None = None) -> Table:
    """Return the table before any stage: the items themselves."""
    b, p = S.shape[:2]
    return Table(S, np.broadcast_to(np.eye(p), (b, p, p)), np.ones((b, p)), units)


def extended(
    table: Table, w: Array | None, Q: Array | None, stage: Stage, cases: Cases | None
) -> Table:
    """The indicators of the next stage.

    Parameters
    ----------
    table : Table
        Those of this stage.
    w : (b, p) array or None
        Their weights, where the stage has any.
    Q : (b, J) array or None
        Reliabilities that correct the scores for attenuation, under consistent PLS.
    stage : Stage
    cases : Cases or None
        For products.
    """
    pool = table if w is None else with_scores(table, w, Q, stage.arrays)
    if cases is not None:
        pool = with_products(pool, stage, cases, Q)
    at = stage.columns
    units = None if pool.units is None else pool.units[:, at]
    return Table(pool.S[:, at[:, None], at], pool.V[:, :, at], pool.sd[:, at], units)


def with_scores(table: Table, w: Array, Q: Array | None, arrays: ModelArrays) -> Table:
    """Add the scores of the constructs to the indicators."""
    WS, C = proxy_covariances(table.S, w, arrays)
    if Q is not None:
        WS = WS / square_root(Q)[:, :, None]
        # The errors of a score are those of its own items: with these its common factor has the
        # covariances that consistent loadings are.
        own = arrays.membership.T * np.where(arrays.corrected, 1.0, 0.0)[:, None] > 0
        WS = np.where(own, corrected_loadings(w, Q, arrays)[:, None, :], WS)
        C = corrected_correlations(C, Q)
    S = np.concatenate(
        [
            np.concatenate([table.S, WS.swapaxes(1, 2)], axis=2),
            np.concatenate([WS, C], axis=2),
        ],
        axis=1,
    )
    V = np.concatenate([table.V, table.V @ (w[:, :, None] * arrays.membership)], axis=2)
    sd = np.concatenate([table.sd, np.ones(C.shape[:2])], axis=1)
    return Table(S, V, sd, _with_ones(table.units, C.shape[1]))


def _with_ones(units: Array | None, count: int) -> Array | None:
    """Units of the indicators, and of so many scores or products."""
    return None if units is None else np.pad(units, ((0, 0), (0, count)), constant_values=1.0)


def with_products(pool: Table, stage: Stage, cases: Cases, Q: Array | None) -> Table:
    """Add products to indicators and scores, under consistent PLS products of common factors."""
    mean, covariances, raw = product_moments(pool.V, stage.factors, cases)
    between = raw - mean[:, :, None] * mean[:, None, :]
    if Q is not None:
        first = pool.S.shape[1] - Q.shape[1]
        P = pool.S[:, first:, first:]
        factors = tuple(tuple(place - first for place in pair) for pair in stage.factors)
        covariances, between = corrected_products(covariances, raw, factors, P, Q)
    with_pool = covariances @ pool.V
    if stage.residual_on is not None:
        with_pool, between = residuals(pool.S, with_pool, between, stage.residual_on)
    variance = np.diagonal(between, axis1=1, axis2=2)
    sd = np.sqrt(np.where(variance.real > 0, variance, np.nan))
    across = with_pool / sd[:, :, None]
    among = between / (sd[:, :, None] * sd[:, None, :])
    m = sd.shape[1]
    among.reshape(-1, m * m)[:, :: m + 1] = 1.0
    S = np.concatenate(
        [
            np.concatenate([pool.S, across.swapaxes(1, 2)], axis=2),
            np.concatenate([across, among], axis=2),
        ],
        axis=1,
    )
    V = np.concatenate([pool.V, np.zeros((*pool.V.shape[:2], m))], axis=2)
    # Scores are standardised with n - 1: each factor of a product is smaller by that much.
    shrunk = (1.0 - 1.0 / cases.n)[:, None] ** ((np.array([*map(len, stage.factors)]) - 1) / 2)
    return Table(S, V, np.concatenate([pool.sd, sd * shrunk], axis=1), _with_ones(pool.units, m))


def product_moments(
    V: Array, factors: tuple[tuple[int, ...], ...], cases: Cases
) -> tuple[Array, Array, Array]:
    """Means of products, their covariances with the standardised items, and second moments.

    Parameters
    ----------
    V : (b, items, pool) array
        Weights of the standardised items in each of the pool.
    factors : tuple of m tuples of int
        Places in the pool.
    cases : Cases

    Returns
    -------
    mean : (b, m) array
    with_items : (b, m, items) array
    raw : (b, m, m) array
        Means of the products of products.
    """
    from plspm.kernels import products as kernel  # imports numba

    used = sorted({place for product in factors for place in product})
    number = {place: index for index, place in enumerate(used)}
    directions = (V[:, :, used] / cases.scale[:, :, None]).swapaxes(1, 2)
    numbered = tuple(tuple(number[place] for place in product) for product in factors)
    mean, with_items, between = kernel.product_moments(
        cases.Z, cases.row_weights, cases.centre, directions, numbered
    )
    with_items = with_items / cases.scale[:, None, :]
    if cases.added is not None:
        to_mean, to_items, to_products = cases.added
        mean, with_items, between = mean + to_mean, with_items + to_items, between + to_products
    return mean, with_items, between


def residuals(
    S: Array, with_pool: Array, between: Array, given: tuple[Indices, ...]
) -> tuple[Array, Array]:
    """Covariances of what is left of products once indicators are taken out by regression."""
    b, m, places = with_pool.shape
    slopes = np.zeros((b, m, places), dtype=with_pool.dtype)
    for a, on in enumerate(given):
        inverse = inverse_or_nan(S[:, on[:, None], on])
        slopes[:, a, on] = (inverse @ with_pool[:, a, on, None])[..., 0]
    explained = slopes @ S
    crossed = slopes @ with_pool.swapaxes(1, 2)
    left = between - crossed - crossed.swapaxes(1, 2) + explained @ slopes.swapaxes(1, 2)
    return with_pool - explained, left


def carried_weights(w: Array, stage: Stage) -> Array:
    """Weights that the next stage keeps, 1 where it has its own; (b, p')."""
    return np.where(stage.carried >= 0, w[:, stage.carried], 1.0)
