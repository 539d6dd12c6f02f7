"""Influence of every case on every statistic, without drawing.

The empirical influence of case i is the derivative of a statistic as the case gains weight.
A statistic depends on the data through the correlations S alone, and the derivative of S is
known in closed form: zz' - ½(z² 1' + 1 z²')∘S with z the standardised case. From there the
statistic itself is differentiated by complex step, so that every statistic that broadcasts
over a stack has its influence, its delta-method standard error (the infinitesimal jackknife)
and its studentized interval, with no further code.

References
----------
Jaeckel (1972); Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapter
6; for correlations, Devlin, Gnanadesikan & Kettenring (1975), Biometrika 62(3), 531-545.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plspm.assessment.fit import item_correlations
from plspm.assessment.statistics import Statistic
from plspm.data.moments import Sample
from plspm.estimation.arrays import Array
from plspm.estimation.estimate import Estimates
from plspm.estimation.fixed_point import STEP
from plspm.estimation.stages import Cases
from plspm.estimation.tangents import case_direction, chain_of, moved
from plspm.inference.fitted import Fitted
from plspm.inference.units import EACH_CASE, Units, totals

LARGEST_STACK = 2**22
"""Numbers in a stack of directions: 64 MiB of complex ones, whatever the number of cases."""


@np.errstate(invalid="ignore", divide="ignore")  # what has no value is NaN, as in a fit
def influence(
    fitted: Fitted,
    estimates: Estimates,
    weights: Array,
    statistics: Sequence[Statistic],
) -> list[Array]:
    """Contribution of every case to every statistic of fits with given row weights.

    Parameters
    ----------
    fitted : Fitted
        Holds the cases and the options.
    estimates : Estimates
        The fits: a stack of b.
    weights : (b, n) array
        The row weights that they were made with.
    statistics : sequence of Statistic

    Returns
    -------
    list of (b, n, k) arrays
        The empirical influence of each case times its share of the weights. The statistic
        without the case is, to first order, the statistic minus the contribution.
    """
    share = weights / weights.sum(axis=1, keepdims=True)
    Z = _standardised(fitted.cases.Z, share)
    b, n, p = Z.shape
    S = item_correlations(estimates)
    cases = None
    if fitted.arrays.needs_cases:
        cases = Cases.of(Sample(S, estimates.n, weights, fitted.cases))
    chain = chain_of(estimates, S, cases, fitted.settings)
    size = max(1, LARGEST_STACK // (b * max(p, fitted.arrays.block.size) ** 2))
    parts = []
    for chunk in (slice(low, low + size) for low in range(0, n, size)):
        direction = case_direction(chain, Z[:, chunk], share[:, chunk], chunk)
        turned = moved(chain, direction, fitted.settings)
        parts.append([_derivative(statistic.compute(turned), b) for statistic in statistics])
    return [np.concatenate(columns, axis=1) for columns in zip(*parts, strict=True)]


def _derivative(values: Array, b: int) -> Array:
    """Derivatives (b, m, k) from values (b·m, k); where a value is undefined, so is its own."""
    derivatives = np.where(np.isnan(values), np.nan, values.imag) / STEP
    return derivatives.reshape(b, values.shape[0] // b, values.shape[1])


def delta_std_error(contributions: Array, counts: Array, units: Units = EACH_CASE) -> Array:
    """Infinitesimal-jackknife standard error √[Σ n_h/(n_h - 1) Σ (u - ū_h)²], h the strata.

    Without strata the contributions add up to zero, and this is √(n/(n - 1) Σ u²).

    Parameters
    ----------
    contributions : (b, n, k) array
        As from :func:`influence`.
    counts : (b, n) array
        How often each fit counts every case. A case counted twice stands for two cases with
        half the contribution each.
    units : Units
        Cases of a cluster are added up first; the n_h are then numbers of clusters. A stratum
        of one unit does not vary.

    Returns
    -------
    (b, k) array

    References
    ----------
    Davison & Hinkley (1997), section 3.2, for strata.
    """
    strata = units.strata_of_units(counts.shape[1])
    if units.clusters is not None:
        first = np.unique(units.clusters, return_index=True)[1]
        contributions, counts = totals(contributions, units.clusters, 1), counts[:, first]
    n = totals(counts, strata, 1)
    mean = totals(contributions, strata, 1) / n[..., None]
    each = contributions / np.where(counts > 0, counts, 1.0)[..., None]
    squares = counts[..., None] * (each - mean[:, strata]) ** 2
    factor = n / np.where(n > 1, n - 1, np.inf)
    return np.sqrt((factor[:, strata, None] * squares).sum(axis=1))


def _standardised(Z: Array, share: Array) -> Array:
    """Cases standardised with weighted moments of denominator Σω; (b, n, p)."""
    mean = share @ Z
    centred = Z - mean[:, None, :]
    variance = (share[:, None, :] @ centred**2)[:, 0]
    return centred / np.sqrt(variance)[:, None, :]
