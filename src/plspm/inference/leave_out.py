"""The plan of the jackknife: every unit is left out once.

The moments of all cases less the unit's own give the correlations without it. That costs O(p²) a
case, where a row of weights costs O(n p²).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from plspm.assessment.fit import item_correlations
from plspm.data.moments import Pearson, Sample
from plspm.data.standardised import Standardised
from plspm.estimation.arrays import Array
from plspm.inference.fitted import Fitted, units_of
from plspm.inference.plans import RowPlan
from plspm.inference.units import Groups, Units

DOMINANT = 1 / 3
"""Share of the weight or of a variance above which a unit's moments are not to be subtracted.

Without any other unit at least a third of every variance is left, so that subtraction costs no
digits and no indicator becomes constant. Of units above it there are at most two for the weight
and two for each indicator.
"""


@dataclass(frozen=True, slots=True)
class Jackknife(RowPlan):
    """Every case, or every cluster, left out once (Quenouille 1956; Tukey 1958).

    Within strata the units that are left stand for the one left out, so that every stratum
    keeps its weight (Jones 1974; Shao & Tu 1995, chapter 6); the one unit of a stratum stays.

    Parameters
    ----------
    draws : int
        The number of cases or clusters.
    clusters : (n,) array of int, optional
    strata : (n,) array of int, optional
    """

    endless: ClassVar[bool] = False

    draws: int
    clusters: Groups | None = None
    strata: Groups | None = None
    units: Units = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", Units(self.clusters, self.strata))

    def counts(self, start: int, stop: int, n: int) -> Array:
        """Row weights of the draws start..stop-1; (stop - start, n)."""
        left_out = np.arange(start, stop)
        kept = (self.units.of_cases(n) != left_out[:, None]).astype(float)
        if self.units.strata is None:
            return kept
        of_units = self.units.strata_of_units(n)
        size = np.bincount(of_units)[of_units[left_out], None].astype(float)
        alike = self.units.strata == of_units[left_out, None]
        standing_in = kept * size / np.where(size > 1, size - 1, np.inf)
        return np.where(alike & (size > 1), standing_in, 1.0)

    def sample(self, start: int, stop: int, fitted: Fitted) -> Sample:
        """Correlations and sizes of the draws start..stop-1."""
        source = fitted.cases
        if not isinstance(source, Pearson):  # other correlations are no sums over the cases
            return RowPlan.sample(self, start, stop, fitted)
        S, n = correlations_without(fitted, source, self.units, np.arange(start, stop))
        for k in np.flatnonzero(np.isnan(S[:, 0, 0])).tolist():
            counts = self.counts(start + k, start + k + 1, fitted.rows)
            S[k] = fitted.sample(counts).S[0]
        if not fitted.needs_rows:
            return Sample(S, n)
        weights = fitted.weighted(self.counts(start, stop, fitted.rows))
        location = source.location(weights)
        units = units_of(location, fitted.deviations, n)
        return Sample(S, n, weights, source, units, location)

    def scale(self, n: int) -> tuple[float, float]:  # noqa: ARG002  (some plans need n)
        """g - 1 and (g - 1)/√g with g the units left out in turn (Efron & Tibshirani, ch. 11)."""
        g = self.draws
        return g - 1.0, (g - 1.0) / math.sqrt(g)


def correlations_without(
    fitted: Fitted, source: Pearson, units: Units, left_out: Groups
) -> tuple[Array, Array]:
    """Indicator correlations and cases when each of some units is left out.

    Parameters
    ----------
    fitted : Fitted
    source : Pearson
        Its cases.
    units : Units
        Within strata the other units of the stratum take the weight of the one left out.
    left_out : (b,) array of int
        Those that are left out in turn, in ascending order.

    Returns
    -------
    S : (b, p, p) array
        All NaN for dominant units, where digits would be lost.
    n : (b,) array
    """
    from plspm.kernels import resamples as kernel  # imports numba

    n = fitted.rows
    weights = fitted.weighted(np.ones((1, n)))[0]
    own = _moments(units.of_cases(n), left_out, source.data, weights)
    gained = np.zeros((1, 1, 1))
    if units.strata is None:
        cases = np.count_nonzero(weights) - _cases(units.of_cases(n), left_out, weights)
    else:
        cases = np.full(left_out.size, float(np.count_nonzero(weights)))  # others stand in
        of_units = units.strata_of_units(n)
        strata, place = np.unique(of_units[left_out], return_inverse=True)
        others = np.bincount(of_units)[of_units[left_out]] - 1.0
        alone = others == 0  # a stratum of one unit always holds it
        own[alone] = 0.0
        of_strata = _moments(units.strata, strata, source.data, weights)[place]
        gained = (of_strata - own) / np.where(alone, np.inf, others)[:, None, None]
    dominant = (np.einsum("bii->bi", own) > DOMINANT).any(axis=1)
    left = _moments_of_all(fitted) - own + gained
    left[dominant] = np.nan
    p = left.shape[1] - 1
    sums = np.hstack([left[:, 1:, 1:][:, *np.triu_indices(p)], left[:, 0, 1:]])
    S = kernel.correlations(sums, left[:, 0, 0], p)
    return S, cases


def _moments_of_all(fitted: Fitted) -> Array:
    """Moments of a one and the standardised indicators: weight, means and correlations."""
    S = item_correlations(fitted.estimates)[0]
    moments = np.zeros((S.shape[0] + 1, S.shape[0] + 1))
    moments[0, 0] = 1.0
    moments[1:, 1:] = S
    return moments


def _moments(groups: Groups, wanted: Groups, data: Standardised, weights: Array) -> Array:
    """Σ share · yy' in each group wanted, y a one and the standardised case; (g, p + 1, p + 1)."""
    members = np.flatnonzero(np.isin(groups, wanted))
    members = members[np.argsort(groups[members], kind="stable")]
    n = np.count_nonzero(weights)
    scale = np.sqrt((n - 1) / n)  # from the denominator n - 1 to that of moments
    y = np.hstack([np.ones((members.size, 1)), data.columns(members).T / scale])
    weighted = y * (weights[members, None] / weights.sum())
    if np.array_equal(groups[members], wanted):  # one case each
        return weighted[:, :, None] * y[:, None, :]
    bounds = np.searchsorted(groups[members], wanted[1:])
    parts = zip(np.split(weighted, bounds), np.split(y, bounds), strict=True)
    return np.stack([part.T @ of_group for part, of_group in parts])


def _cases(groups: Groups, wanted: Groups, weights: Array) -> Array:
    """Cases of positive weight in each group wanted; (g,)."""
    counted = (weights > 0).astype(float)
    return np.bincount(groups, counted, minlength=wanted[-1] + 1)[wanted].astype(float)
