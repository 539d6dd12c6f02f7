"""Row weights x indicators -> correlation matrices: one matrix product for a whole batch.

A resample is a vector of row weights (bootstrap: counts; jackknife: one zero; groups: 0/1;
survey weights: themselves). The weighted second moments are linear in the row weights, so a
batch of b resamples is the product of a (b, n) matrix of weights with the table of the p(p + 1)/2
pairwise products of the standardised indicators in n cases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from plspm.data.standardised import Standardised, standardise
from plspm.data.weighted_sums import (
    blocks,
    kept_table,
    pair_products,
    pairwise,
    rows_together,
    weighted_sums,
)
from plspm.errors import UnavailableError

__all__ = ["Pearson", "Sample", "Source", "standardise"]

Array = NDArray[np.float64]


Influences = Callable[[slice], tuple[Array, Array]]
"""From some of the cases to what each adds to the means (b, p, m) of the indicators, and to the
second moments (b, p(p + 1)/2, m) of the pairs i <= j, per unit of relative growth of its weight.
Indicators are in standard units (denominator Σω) of each of b fits, in which the moments of all
cases are correlations; that these shrink as one case grows is left out.
"""


class Source(Protocol):
    """What turns row weights into correlations: the one place that knows which kind they are."""

    @property
    def rows(self) -> int:
        """Cases."""
        ...

    @property
    def data(self) -> Standardised:
        """The values as observed, with their means and standard deviations."""
        ...

    @property
    def Z(self) -> Array:  # noqa: N802  (its symbol in the papers)
        """(n, p) standardised indicators, of which scores are made; NaN where none was observed.

        Made when asked for.
        """
        ...

    def correlations(self, row_weights: Array) -> Array:
        """Indicator correlations (b, p, p) under row weights (b, n); all NaN where undefined."""
        ...

    def location(self, row_weights: Array) -> tuple[Array, Array]:
        """Means and standard deviations (b, p) of `Z` under row weights (b, n), denominator Σω."""
        ...

    def influences(self, row_weights: Array) -> Influences:
        """How each case moves the means and second moments under row weights (b, n)."""
        ...

    def for_resampling(self) -> Source:
        """Return the same, prepared for many row weights."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What a fit or a batch of draws is estimated from.

    Attributes
    ----------
    S : (b, p, p) array
        Indicator correlations.
    n : (b,) array
        Cases behind each matrix.
    row_weights : (b, rows) array or None
        How much each counts every row, survey weights included; None for what was drawn as a
        matrix.
    source : Source or None
        The cases; None for a correlation matrix.
    units : (b, p) array or None
        Standard deviations of indicators that are analysed in their own units; None where
        these are standardised.
    location : tuple of two (b, p) arrays, or None
        What `source` says of the location under `row_weights`, where it was asked already: its
        last digit depends on the draws that it is asked for together.
    """

    S: Array
    n: Array
    row_weights: Array | None = None
    source: Source | None = None
    units: Array | None = None
    location: tuple[Array, Array] | None = None

    def part(self, start: int, stop: int) -> Sample:
        """Return the draws start..stop-1 of these."""
        if start == 0 and stop == self.n.size:
            return self
        rows = None if self.row_weights is None else self.row_weights[start:stop]
        units = None if self.units is None else self.units[start:stop]
        found = self.location
        location = None if found is None else (found[0][start:stop], found[1][start:stop])
        return Sample(self.S[start:stop], self.n[start:stop], rows, self.source, units, location)

    @property
    def located(self) -> tuple[Array, Array]:
        """Means and standard deviations (b, p) of the cases, denominator Σω.

        Raises
        ------
        UnavailableError
            There are no cases.
        """
        source, row_weights = self.cases
        return source.location(row_weights) if self.location is None else self.location

    @property
    def cases(self) -> tuple[Source, Array]:
        """The cases and their row weights, for what correlations do not tell.

        Raises
        ------
        UnavailableError
            There are none.
        """
        if self.source is None or self.row_weights is None:
            raise UnavailableError(
                "Products of constructs (`A:B`, `A^2`) need the cases: a correlation matrix does "
                "not tell how scores multiply. Give the data themselves, and draw cases."
            )
        return self.source, self.row_weights


@dataclass(frozen=True, slots=True, eq=False)
class Pearson:
    """Pearson correlations: the indicators, and the pairwise products resampling needs.

    Attributes
    ----------
    data : Standardised
        The indicators.
    products : (p(p + 1)/2 + p, n) array or None
        One row for the product of each pair i <= j of standardised indicators, then these
        themselves. None where they are formed block by block.
    """

    data: Standardised
    products: Array | None = None

    @classmethod
    def of(cls, values: Array, weights: Array | None = None) -> Pearson:
        """Correlations of values (n, p), in standard units under case weights (n,)."""
        return cls(Standardised.of(values, weights))

    def __reduce__(self) -> tuple[object, ...]:
        """Make the products again when unpickled: they are p times the size of the data."""
        return _unpickled, (self.data, self.products is not None)

    @property
    def rows(self) -> int:
        """Cases."""
        return self.data.rows

    @property
    def Z(self) -> Array:  # noqa: N802  (its symbol in the papers)
        """(n, p) standardised indicators."""
        return np.ascontiguousarray(self.data.columns().T)

    def for_resampling(self) -> Pearson:
        """Return the same with the table of products, where that is small."""
        if self.products is not None:
            return self
        return replace(self, products=kept_table(self._products_of, self.rows, self._length))

    def correlations(self, row_weights: Array) -> Array:
        """Weighted correlation matrix of the indicators for every row of weights.

        Parameters
        ----------
        row_weights : (b, n) array
            Non-negative weights of the cases, one row a resample.

        Returns
        -------
        (b, p, p) array
            Unit diagonals. A matrix is all NaN where an indicator does not vary in the resample.
        """
        from plspm.kernels import resamples as kernel  # imports numba

        p = self.data.sd.size
        return kernel.correlations(self.moments(row_weights), row_weights.sum(axis=1), p)

    def location(self, row_weights: Array) -> tuple[Array, Array]:
        """Means and standard deviations (b, p) of `Z` under row weights (b, n), denominator Σω."""
        p = self.data.sd.size
        if row_weights.shape[0] == 1 and self.data.taken_under(row_weights[0]):
            n = np.count_nonzero(row_weights)
            return np.zeros((1, p)), np.full((1, p), np.sqrt((n - 1) / n))
        sums = np.zeros((row_weights.shape[0], 2 * p))
        for cases in blocks(0, self.rows, p):
            z = self.data.columns(cases)
            sums += row_weights[:, cases] @ np.concatenate([z, z * z]).T
        with np.errstate(invalid="ignore"):  # rows of zeros, indicators that do not vary
            mean, squares = np.hsplit(sums / row_weights.sum(axis=1, keepdims=True), 2)
            return mean, np.sqrt(squares - mean**2)

    def influences(self, row_weights: Array) -> Influences:
        """How each case moves the means and second moments under row weights (b, n)."""
        share = row_weights / row_weights.sum(axis=1, keepdims=True)
        standardised = self.standardised(row_weights)

        def of_cases(cases: slice) -> tuple[Array, Array]:
            z = standardised(cases)
            moved = z * share[:, None, cases]
            return moved, pairwise(moved, z)

        return of_cases

    def standardised(self, row_weights: Array) -> Callable[[slice], Array]:
        """From some of the cases to their standard units under row weights (b, n); (b, p, m)."""
        mean, sd = self.location(row_weights)

        def of_cases(cases: slice) -> Array:
            z: Array = self.data.columns(cases) - mean[:, :, None]
            z /= sd[:, :, None]
            return z

        return of_cases

    def moments(self, row_weights: Array) -> Array:
        """Weighted sums of the pairwise products and of the indicators; (b, p(p + 1)/2 + p)."""
        if row_weights.shape[0] == 1:
            return self._moments_of_one(row_weights[0])
        together = rows_together(self.rows, self.data.sd.size)
        return weighted_sums(row_weights, self._products_of, self._length, self.products, together)

    @property
    def _length(self) -> int:
        p = self.data.sd.size
        return p * (p + 1) // 2 + p

    def _products_of(self, cases: slice) -> Array:
        return pair_products(self.data.columns(cases))

    def _moments_of_one(self, weights: Array) -> Array:
        """The same for a single row of weights, for which products would be made in vain."""
        p = self.data.sd.size
        squares, sums = np.zeros((p, p)), np.zeros(p)
        alike = bool(weights.min() == weights.max())
        for cases in blocks(0, self.rows, p):
            z = self.data.columns(cases)
            weighted = z if alike else z * weights[cases]
            squares += weighted @ z.T
            sums += weighted.sum(axis=1)
        if alike:
            squares, sums = squares * weights[0], sums * weights[0]
        return np.concatenate([squares[np.triu_indices(p)], sums])[None]


def _unpickled(data: Standardised, prepared: bool) -> Pearson:
    source = Pearson(data)
    return source.for_resampling() if prepared else source
