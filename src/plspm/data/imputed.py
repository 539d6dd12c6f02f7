"""Correlations of indicators whose missing values are replaced by means, anew in every resample.

A resample has other means than the data. With N one where a value is missing and y the indicators
about the means of the data, so that y is 0 there, the mean of indicator a in a resample of row
weights ω is d = Σωy / Σω(1 - N), and the values put in make of the moments

    Σωy_a y_b + d_b Σωy_a N_b + d_a Σωy_b N_a + d_a d_b ΣωN_a N_b  and  Σωy_a + d_a ΣωN_a.

All sums are linear in the row weights, and those with N are over the cases with gaps alone.

References
----------
Shao & Sitter (1996), Journal of the American Statistical Association 91(435), 1278-1288: imputed
values that are taken for observed ones make standard errors too small.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from plspm.data.moments import Influences, Pearson
from plspm.data.standardised import Standardised
from plspm.data.weighted_sums import kept_table, pairwise, rows_together, weighted_sums

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Imputed:
    """Sums over b resamples after means were put in.

    Attributes
    ----------
    moments : (b, p(p + 1)/2 + p) array
        As those of :class:`~plspm.data.moments.Pearson`.
    total : (b,) array
        Sum of the row weights.
    put_in : (b, p) array
        What is put in for missing values, less what the fit puts in; 0 for complete indicators.
    with_gaps : (b, p, p) array
        Σωy_a N_b.
    gaps : (b, p, p) array
        ΣωN_a N_b.
    """

    moments: Array
    total: Array
    put_in: Array
    with_gaps: Array
    gaps: Array


@dataclass(frozen=True, slots=True, eq=False)
class MeanImputed:
    """Pearson correlations of indicators with means put in for missing values.

    Attributes
    ----------
    complete : Pearson
        The indicators with the means of the fit put in, standardised under the weights of the fit.
    observed : (n, p) array of bool
        Where a value was observed.
    crossed : (length, cases with gaps) array or None
        Products of indicators and gaps, and of gaps; None where they are formed block by block.
    """

    complete: Pearson
    observed: NDArray[np.bool_]
    crossed: Array | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Make the products again when unpickled."""
        return _unpickled, (self.complete, self.observed, self.crossed is not None)

    @property
    def rows(self) -> int:
        """Cases."""
        return self.complete.rows

    @property
    def data(self) -> Standardised:
        """The values, means of the fit among them, with their means and standard deviations."""
        return self.complete.data

    @property
    def Z(self) -> Array:  # noqa: N802  (its symbol in the papers)
        """(n, p) standardised indicators, NaN where none was observed."""
        return np.where(self.observed, self.complete.Z, np.nan)

    def for_resampling(self) -> MeanImputed:
        """Return the same with the tables of products, where these are small."""
        if self.crossed is not None:
            return self
        cases, columns = self._gaps()
        table = kept_table(self._crossed_of, cases.size, self._length(columns.size))
        return replace(self, complete=self.complete.for_resampling(), crossed=table)

    def correlations(self, row_weights: Array) -> Array:
        """Correlations (b, p, p) under row weights (b, n), means put in under the same weights.

        A matrix is all NaN where an indicator does not vary, or was never observed, in the
        resample.
        """
        from plspm.kernels import resamples as kernel  # imports numba

        found = self.imputed(row_weights)
        return kernel.correlations(found.moments, found.total, self.observed.shape[1])

    def location(self, row_weights: Array) -> tuple[Array, Array]:
        """Means and standard deviations (b, p) of `Z` under row weights (b, n), denominator Σω."""
        return _location(self.imputed(row_weights))

    def influences(self, row_weights: Array) -> Influences:
        """How each case moves the means and second moments under row weights (b, n).

        What a case adds to the mean that is put in, it adds in all cases with gaps.
        """
        found = self.imputed(row_weights)
        mean, sd = _location(found)
        share = row_weights / found.total[:, None]
        missing = np.einsum("bii->bi", found.gaps)
        gaps = missing / found.total[:, None]
        # Σ share N_a z_b with z the standardised indicators, means put in.
        q = found.with_gaps.swapaxes(1, 2) + found.gaps * found.put_in[:, None]
        q = (q - missing[:, :, None] * mean[:, None]) / (found.total[:, None] * sd)[:, None]
        of_mean = 1.0 / ((1.0 - gaps) * sd)
        i, j = np.triu_indices(sd.shape[1])

        def of_cases(cases: slice) -> tuple[Array, Array]:
            observed = self.observed[cases].T
            y = self.complete.data.columns(cases)
            deviation = np.where(observed, y - found.put_in[:, :, None], 0.0)
            shift = deviation * of_mean[:, :, None] * share[:, None, cases]
            z = (deviation + (found.put_in - mean)[:, :, None]) / sd[:, :, None]
            moved = z * share[:, None, cases]
            moments = pairwise(moved, z)
            moments += shift[:, i] * q[:, i, j, None] + shift[:, j] * q[:, j, i, None]
            return moved + shift * gaps[:, :, None], moments

        return of_cases

    def imputed(self, row_weights: Array) -> Imputed:
        """Put means in under row weights (b, n)."""
        p = self.observed.shape[1]
        total = row_weights.sum(axis=1)
        moments = self.complete.moments(row_weights)
        with_gaps, gaps = self._sums_of_gaps(row_weights)
        missing = np.einsum("bii->bi", gaps)
        incomplete = ~self.observed.all(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            d = np.where(incomplete, moments[:, -p:] / (total[:, None] - missing), 0.0)
        i, j = np.triu_indices(p)
        moments[:, :-p] += d[:, j] * with_gaps[:, i, j] + d[:, i] * with_gaps[:, j, i]
        moments[:, :-p] += d[:, i] * d[:, j] * gaps[:, i, j]
        moments[:, -p:] += d * missing
        return Imputed(moments, total, d, with_gaps, gaps)

    def _gaps(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Cases and indicators with missing values."""
        observed = self.observed
        return np.flatnonzero(~observed.all(axis=1)), np.flatnonzero(~observed.all(axis=0))

    def _length(self, incomplete: int) -> int:
        p = self.observed.shape[1]
        return p * incomplete + incomplete * (incomplete + 1) // 2

    def _crossed_of(self, part: slice) -> Array:
        """Products y_a N_b, then N_a N_b of the pairs a <= b, of some of the cases with gaps."""
        cases, columns = self._gaps()
        y = self.complete.data.columns(cases[part])
        N = (~self.observed[np.ix_(cases[part], columns)].T).astype(float)
        crossed = (y[:, None] * N).reshape(-1, N.shape[1])
        return np.concatenate([crossed, pairwise(N, N)])

    def _sums_of_gaps(self, row_weights: Array) -> tuple[Array, Array]:
        """Σωy_a N_b and ΣωN_a N_b, zero for complete indicators; (b, p, p) each."""
        cases, columns = self._gaps()
        b, (p, q) = row_weights.shape[0], (self.observed.shape[1], columns.size)
        sums = weighted_sums(
            row_weights[:, cases],
            self._crossed_of,
            self._length(q),
            self.crossed,
            rows_together(self.rows, p),
        )
        with_gaps, gaps = np.zeros((2, b, p, p))
        with_gaps[:, :, columns] = sums[:, : p * q].reshape(b, p, q)
        i, j = np.triu_indices(q)
        gaps[:, columns[i], columns[j]] = gaps[:, columns[j], columns[i]] = sums[:, p * q :]
        return with_gaps, gaps


def _location(found: Imputed) -> tuple[Array, Array]:
    """Means and standard deviations after means were put in."""
    p = found.put_in.shape[1]
    i, j = np.triu_indices(p)
    with np.errstate(invalid="ignore"):  # rows of zeros, indicators that do not vary
        mean = found.moments[:, -p:] / found.total[:, None]
        squares = found.moments[:, :-p][:, i == j] / found.total[:, None]
        return mean, np.sqrt(squares - mean**2)


def _unpickled(complete: Pearson, observed: NDArray[np.bool_], prepared: bool) -> MeanImputed:
    source = MeanImputed(complete, observed)
    return source.for_resampling() if prepared else source
