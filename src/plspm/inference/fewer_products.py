"""The few products of columns in whose span most statistics have their derivatives.

A statistic moves with the second moments of the items: its derivative is a quadratic form of them,
sum of a_ij z_i z_j over the pairs i <= j. Those of weights, loadings, correlations of scores and
what follows from these lie in the span of far fewer products: of an item with the score and with
the inner proxy of its construct, of an item with itself (which standardising takes off), of two
scores. Sums over blocks do for alpha and HTMT. That derivatives lie there is not assumed: they are
regressed on these products, and what is left over, as of SRMR, is kept as quadratic forms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.estimation.arrays import Array, Indices
from plspm.estimation.fixed_point import inner_weights
from plspm.estimation.settings import Scheme
from plspm.estimation.tangents import Chain

LARGEST_REGRESSION = 2**24
"""Numbers in the two matrices of the regression at most (128 MiB)."""

FORM = 5
"""Time that a quadratic form of p items takes, over that of p² products added up, as measured."""

NEGLIGIBLE = 1e-10
"""Share of a derivative that rounding may leave over."""

NEARLY_DEPENDENT = 1e-4
"""Relative singular values below which products are not told apart, so that no factor is large."""


@dataclass(frozen=True, slots=True, eq=False)
class Products:
    """Products of columns, and quadratic forms of the items, in whose span derivatives lie.

    Attributes
    ----------
    V : (columns, items) array
        How the columns are made of the items; the items themselves come first.
    left, right : (q,) arrays
        The columns that are multiplied.
    forms : (l, items, items) array
    factors : (q + l, k) array
        Derivatives of the statistics in the products and the forms.
    """

    V: Array
    left: Indices
    right: Indices
    forms: Array
    factors: Array

    def of_cases(self, z: Array, share: Array) -> Array:
        """Products and forms of standardised cases z (items, m), times their share; (q + l, m)."""
        columns, q = self.V @ z, self.left.size
        x = np.empty((q + len(self.forms), z.shape[1]))
        columns.take(self.left, axis=0, out=x[:q], mode="clip")  # other modes make a copy
        columns *= share
        x[:q] *= columns.take(self.right, axis=0)
        if self.forms.size:
            x[q:] = np.einsum("lim,im->lm", self.forms @ z, columns[: z.shape[0]])
        return x


def fewer_products(chain: Chain, derivatives: Array, scheme: Scheme) -> Products | None:
    """Products in whose span derivatives lie; None where those of all pairs take less time.

    Parameters
    ----------
    chain : Chain
        A stack of one of one stage, of standardised items.
    derivatives : (pairs, k) array
        In the second moments of the items i <= j. Factors of those that hold NaN are NaN.
    scheme : str
        Of the inner weights.
    """
    p, J = chain.estimates.arrays.membership.shape
    (pairs, k), q = derivatives.shape, 3 * p + J * (J - 1)
    if q >= pairs or pairs * (q + k) > LARGEST_REGRESSION:
        return None
    V, left, right = _columns(chain, scheme)
    products = _in_pairs(V[left], V[right])
    size = np.linalg.norm(products, axis=1)
    size[size < NEGLIGIBLE] = np.inf  # of a block whose weights are all alike nothing is left
    known = np.where(np.isfinite(derivatives), derivatives, 0.0)
    unit = (products / size[:, None]).T
    factors = np.linalg.lstsq(unit, known, rcond=NEARLY_DEPENDENT)[0]
    directions, of_forms = _directions(known - unit @ factors, known)
    others = directions.shape[1]
    if (q + others) ** 2 + FORM * others * p**2 >= pairs**2:
        return None
    forms = np.zeros((others, p, p))
    forms[:, *np.triu_indices(p)] = directions.T
    factors = np.concatenate([factors / size[:, None], of_forms])
    factors[:, ~np.isfinite(derivatives).all(axis=0)] = np.nan
    return Products(V, left, right, forms, factors)


def _columns(chain: Chain, scheme: Scheme) -> tuple[Array, Indices, Indices]:
    """`V`, `left` and `right` of :class:`Products`.

    The columns are items, scores, inner proxies, sums over blocks, and what scores leave of these.
    In every block one item is multiplied with itself only: its other products follow from those
    of the rest by division by its weight, so that it is the one of the largest.
    """
    arrays, w = chain.estimates.arrays, chain.settled.w[0]
    p, J = arrays.membership.shape
    sums, (b, c) = arrays.membership.T, np.triu_indices(J)
    scores = w * sums
    proxies = inner_weights(chain.estimates.C, arrays, scheme)[0].T @ scores
    rest = sums - ((sums @ w) / (sums @ w**2))[:, None] * scores
    size = np.linalg.norm(rest, axis=1, keepdims=True)
    rest /= np.where(size > NEGLIGIBLE, size, np.inf)
    V = np.concatenate([np.eye(p), scores, proxies, sums, rest])
    items, all_but_one = np.arange(p), np.delete(np.arange(p), np.abs(scores).argmax(axis=1))
    score = p + arrays.block[all_but_one]
    block_sums = p + np.where(b == c, 3 * J, 2 * J)  # within a block what its score leaves
    left = np.concatenate([all_but_one, all_but_one, items, p + b, block_sums + b])
    right = np.concatenate([score, J + score, items, p + c, block_sums + c])
    return V, left, right


def _in_pairs(left: Array, right: Array) -> Array:
    """Products of combinations (q, items) of the items, in products of items i <= j; (q, pairs)."""
    i, j = np.triu_indices(left.shape[1])
    both: Array = left[:, i] * right[:, j] + left[:, j] * right[:, i]
    return np.where(i == j, 0.5 * both, both)


def _directions(left_over: Array, derivatives: Array) -> tuple[Array, Array]:
    """Split what is left over (pairs, k) of derivatives: directions (pairs, l), factors (l, k).

    What rounding leaves is none.
    """
    size = np.abs(derivatives).max(axis=0, initial=0.0)
    some = np.abs(left_over).max(axis=0, initial=0.0) > NEGLIGIBLE * size
    U, s, rest = np.linalg.svd(left_over[:, some] / size[some], full_matrices=False)
    kept = s > NEGLIGIBLE
    factors = np.zeros((np.count_nonzero(kept), size.size))
    factors[:, some] = s[kept, None] * rest[kept] * size[some]
    return U[:, kept], factors
