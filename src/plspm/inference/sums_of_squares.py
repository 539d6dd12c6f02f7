"""Squared contributions summed over very many cases, without an array as long as the data.

What a case contributes to a statistic is a quadratic form z'Mz of its standardised items. The sums
of squares of all forms follow from the second moments of the products of the items i <= j, a matrix
with p(p + 1)/2 rows. Most statistics are made of fewer products: weights, loadings, correlations of
scores, and what follows from these, know an item by its products with the score and the inner proxy
of its construct and by its square, which standardising takes off; alpha and HTMT know sums over
blocks. That statistics are made of these is not assumed: their derivatives are regressed on them,
and what is left over, as of SRMR, is added as quadratic forms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plspm.data.moments import Pearson
from plspm.data.weighted_sums import blocks
from plspm.estimation.arrays import Array, Indices
from plspm.estimation.fixed_point import inner_weights
from plspm.estimation.settings import Scheme
from plspm.estimation.tangents import Chain
from plspm.inference.fitted import Fitted
from plspm.inference.parallel import in_batches

CASES_TOGETHER = 2**15
"""Cases that a thread works on; always so many, so that sums do not depend on the machine."""

MANY_CASES = 2**14
"""Below so many the products of all pairs take no longer than finding others."""

LARGEST_REGRESSION = 2**24
"""Numbers in the matrix of products and pairs at most (128 MiB)."""

FORM = 5
"""What a quadratic form costs, where a product of two numbers and its sum cost one."""

NEGLIGIBLE = 1e-10
"""Share of a derivative that rounding may leave where products account for it."""

OfCases = Callable[[slice], Array]
"""From some of the cases to what each does to the base coordinates; (b, coordinates, m)."""


@dataclass(frozen=True, slots=True, eq=False)
class Products:
    """Products of columns made of the items, and how contributions are made of them.

    Attributes
    ----------
    V : (columns, items) array
        What the columns are made of; the items themselves come first.
    first, second : (q,) arrays
        The columns that are multiplied; the last 2m are pairs of scores, then of sums over blocks.
    less : (m,) array
        So many times the product of their scores is taken from that of two sums, which is almost
        a multiple of it where weights are alike.
    forms : (l, items, items) array
        Quadratic forms of the items, for what products do not account for.
    slopes : (q + l, k) array
        Derivatives of the statistics in the products and in the forms.
    """

    V: Array
    first: Indices
    second: Indices
    less: Array
    forms: Array
    slopes: Array

    def of_cases(self, z: Array, share: Array) -> Array:
        """Products and forms of standardised cases z (items, m), times their share; (q + l, m)."""
        columns, q, pairs = self.V @ z, self.first.size, self.less.size
        found = np.empty(self.slopes.shape[:1] + z.shape[1:])
        columns.take(self.first, axis=0, out=found[:q], mode="clip")  # other modes make a copy
        columns *= share
        found[:q] *= columns.take(self.second, axis=0)
        found[q - pairs : q] -= self.less[:, None] * found[q - 2 * pairs : q - pairs]
        if self.forms.size:
            found[q:] = np.einsum("lim,im->lm", self.forms @ z, columns[: z.shape[0]])
        return found


def sums_of_squares(
    fitted: Fitted, chain: Chain, weights: Array, slopes: Array, of_cases: Callable[[], OfCases]
) -> Array:
    """Sums over the cases of their squared contributions to every statistic; (k,).

    Parameters
    ----------
    fitted : Fitted
    chain : Chain
        The fit, a stack of one.
    weights : (1, n) array
        Its row weights.
    slopes : (coordinates, k) array
        Derivatives of the statistics in the base coordinates.
    of_cases : callable
        Makes, where it is needed, what computes what the cases do to the coordinates.
    """
    n, items = weights.shape[1], chain.S.shape[1]
    pairs_alone = slopes.shape[0] == items * (items + 1) // 2
    if n >= MANY_CASES and pairs_alone and isinstance(fitted.cases, Pearson):
        products = fewer_products(chain, slopes, fitted.settings.scheme)
        if products is not None:
            return _of_products(fitted.cases, weights, products)
    return _of_coordinates(n, slopes, of_cases())


def _of_products(cases: Pearson, weights: Array, products: Products) -> Array:
    """The same through products of columns."""
    standardised, share = cases.standardised(weights), weights[0] / weights.sum()
    length = products.slopes.shape[0]

    def compute(low: int, high: int) -> Array:
        total = np.zeros((length, length))
        for part in blocks(low, high, 2 * length + products.V.shape[0]):
            of_cases = products.of_cases(standardised(part)[0], share[part])
            total += of_cases @ of_cases.T
        return total

    return _squares(compute, cases.rows, products.slopes)


def _of_coordinates(n: int, slopes: Array, of_cases: OfCases) -> Array:
    """The same through what the cases do to the coordinates."""
    length, k = slopes.shape

    def moments(low: int, high: int) -> Array:
        total = np.zeros((length, length))
        for cases in blocks(low, high, length):
            part = of_cases(cases)[0]
            total += part @ part.T
        return total

    def one_by_one(low: int, high: int) -> Array:
        total = np.zeros(k)
        for cases in blocks(low, high, length):
            total += ((slopes.T @ of_cases(cases)[0]) ** 2).sum(axis=1)
        return total

    if length <= 2 * k:  # a symmetric product takes half the time
        return _squares(moments, n, slopes)
    return _summed(one_by_one, n)


def _squares(moments: Callable[[int, int], Array], n: int, slopes: Array) -> Array:
    """Sums of squares (k,) from second moments (length, length) of what `slopes` multiplies."""
    found: Array = np.einsum("ck,ck->k", slopes, _summed(moments, n) @ slopes)
    return np.maximum(found, 0.0)


def _summed(compute: Callable[[int, int], Array], n: int) -> Array:
    parts = in_batches(compute, 0, n, CASES_TOGETHER, None, False, named="cases")
    total: Array = np.add.reduce(parts)
    return total


def fewer_products(chain: Chain, slopes: Array, scheme: Scheme) -> Products | None:
    """Products of which most contributions are made; None where those of all pairs cost less.

    Parameters
    ----------
    chain : Chain
        A stack of one, without products of constructs.
    slopes : (pairs, k) array
        Derivatives in the second moments of the items i <= j. Columns that hold NaN remain NaN.
    scheme : str
        Of the inner weights.
    """
    p, J = chain.estimates.arrays.membership.shape
    pairs, q = slopes.shape[0], 3 * p + J * (J - 1)
    if chain.earlier or q >= pairs or q * pairs > LARGEST_REGRESSION:
        return None
    V, first, second, less = _multiplied(chain, scheme)
    made_of = _in_pairs(V[first], V[second])
    made_of[-less.size :] -= less[:, None] * made_of[-2 * less.size : -less.size]
    known = np.where(np.isnan(slopes), 0.0, slopes)
    coefficients = np.linalg.lstsq(made_of.T, known)[0]
    left_over, of_forms = _directions(known - made_of.T @ coefficients, known)
    others = left_over.shape[1]
    if (q + others) ** 2 + FORM * others * p**2 >= pairs**2:
        return None
    forms = np.zeros((others, p, p))
    forms[:, *np.triu_indices(p)] = left_over.T
    found = np.concatenate([coefficients, of_forms])
    found[:, np.isnan(slopes).any(axis=0)] = np.nan
    return Products(V, first, second, less, forms, found)


def _multiplied(chain: Chain, scheme: Scheme) -> tuple[Array, Indices, Indices, Array]:
    """`V`, `first`, `second` and `less` of :class:`Products`.

    The columns are items, scores, inner proxies, and sums over blocks. Items are multiplied with
    the score and the proxy of their construct, but one of a block, whose products follow from
    those of the others and of scores; items with themselves; scores with scores; sums with sums.
    """
    arrays, w = chain.estimates.arrays, chain.settled.w[0]
    p, J = arrays.membership.shape
    sums, (b, c) = arrays.membership.T, np.triu_indices(J)
    scores = w * sums
    proxies = inner_weights(chain.estimates.C, arrays, scheme)[0].T @ scores
    items, some = np.arange(p), np.delete(np.arange(p), np.abs(scores).argmax(axis=1))
    own = p + arrays.block[some]
    first = np.concatenate([some, some, items, p + b, p + 2 * J + b])
    second = np.concatenate([own, J + own, items, p + c, p + 2 * J + c])
    multiple = (sums @ w) / (sums @ w**2)  # of its score, in a sum
    V = np.concatenate([np.eye(p), scores, proxies, sums])
    return V, first, second, multiple[b] * multiple[c]


def _in_pairs(left: Array, right: Array) -> Array:
    """Products of combinations (q, items) of the items, in products of items i <= j; (q, pairs)."""
    i, j = np.triu_indices(left.shape[1])
    both: Array = left[:, i] * right[:, j] + left[:, j] * right[:, i]
    return np.where(i == j, 0.5 * both, both)


def _directions(left_over: Array, slopes: Array) -> tuple[Array, Array]:
    """Split what is left over (pairs, k) of slopes into directions (pairs, l) and factors (l, k).

    What rounding leaves is none.
    """
    size = np.abs(slopes).max(axis=0)
    share = left_over / np.where(size > 0, size, 1.0)
    share[:, np.abs(share).max(axis=0) <= NEGLIGIBLE] = 0.0
    U, s, rest = np.linalg.svd(share, full_matrices=False)
    kept = s > NEGLIGIBLE * max(1.0, s[0])
    return U[:, kept], s[kept, None] * rest[kept] * size
