"""Influence of every case on every statistic, without drawing.

The empirical influence of case i is the derivative of a statistic as the case gains weight.
A statistic depends on the data through the second moments of the items, to which a case adds
zz' with z the standardised case, so that the correlations S move by zz' - ½(z² 1' + 1 z²')∘S.
From there the statistic itself is differentiated by complex step, so that every statistic that
broadcasts over a stack has its influence, its delta-method standard error (the infinitesimal
jackknife) and its studentized interval, with no further code.

References
----------
Jaeckel (1972); Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapter
6; for correlations, Devlin, Gnanadesikan & Kettenring (1975), Biometrika 62(3), 531-545.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from plspm.assessment.fit import item_correlations
from plspm.assessment.statistics import Statistic
from plspm.data.moments import Sample
from plspm.data.weighted_sums import blocks
from plspm.estimation.arrays import Array
from plspm.estimation.case_sums import case_coordinates, direction_of
from plspm.estimation.estimate import Estimates
from plspm.estimation.stages import Cases
from plspm.estimation.tangents import Chain, Direction, chain_of
from plspm.inference.blas import one_blas_thread
from plspm.inference.derivatives import along, derivatives
from plspm.inference.fitted import Fitted
from plspm.inference.sums_of_squares import sums_of_squares
from plspm.inference.units import EACH_CASE, Units, totals


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
    chain = _chain(fitted, estimates, weights)
    if chain.coordinates < weights.shape[1]:
        slopes = derivatives(chain, statistics, fitted.settings)
        u = _products(fitted, chain, weights, slopes)
    else:
        u = _one_by_one(fitted, chain, weights, statistics)
    return _by_statistic(u, fitted, statistics)


def _chain(fitted: Fitted, estimates: Estimates, weights: Array) -> Chain:
    """The stages of fits with given row weights."""
    S = item_correlations(estimates)
    cases = None
    if fitted.arrays.needs_cases:
        cases = Cases.of(Sample(S, estimates.n, weights, fitted.cases))
    return chain_of(estimates, S, cases, fitted.settings)


def _coordinates(fitted: Fitted, chain: Chain, weights: Array) -> Callable[[slice], Array]:
    """From some of the cases to what each does to the base coordinates; (b, coordinates, m)."""
    influences, moved = fitted.cases.influences(weights), case_coordinates(chain, weights)
    return lambda cases: moved(cases, *influences(cases))


def _products(fitted: Fitted, chain: Chain, weights: Array, slopes: Array) -> Array:
    """What the cases do to the base coordinates times derivatives in these; (b, n, k)."""
    of_cases = _coordinates(fitted, chain, weights)
    b, length = slopes.shape[:2]
    with one_blas_thread():  # several would wait for each other at every block
        parts = [
            of_cases(cases).swapaxes(1, 2) @ slopes
            for cases in blocks(0, weights.shape[1], b * length)
        ]
    return np.concatenate(parts, axis=1)


def _one_by_one(
    fitted: Fitted, chain: Chain, weights: Array, statistics: Sequence[Statistic]
) -> Array:
    """Differentiate in the direction of every case, where these are fewer; (b, n, k)."""
    of_cases = _coordinates(fitted, chain, weights)

    def directions(cases: slice) -> Direction:
        return direction_of(chain, of_cases(cases).swapaxes(1, 2))

    return along(chain, directions, weights.shape[1], statistics, fitted.settings)


@np.errstate(invalid="ignore", divide="ignore")
def delta_std_errors(
    fitted: Fitted, statistics: Sequence[Statistic], units: Units = EACH_CASE
) -> list[Array]:
    """Delta-method standard errors of statistics of the fit; (k,) each.

    Where cases are many and no clusters or strata are given, no array as long as the data is made.
    """
    n = fitted.cases.rows
    ones = np.ones((1, n))
    weights = fitted.weighted(ones)
    chain = _chain(fitted, fitted.estimates, weights)
    grouped = units.clusters is not None or units.strata is not None
    if grouped or chain.coordinates >= n:
        parts = influence(fitted, fitted.estimates, weights, statistics)
        return [delta_std_error(u, ones, units)[0] for u in parts]
    slopes = derivatives(chain, statistics, fitted.settings)[0]

    def of_coordinates() -> Callable[[slice], Array]:
        of_cases = _coordinates(fitted, chain, weights)
        return lambda cases: of_cases(cases)[0]

    squares = sums_of_squares(fitted, chain, weights, slopes, of_coordinates)
    return _by_statistic(np.sqrt(n / (n - 1) * squares), fitted, statistics)


def _by_statistic(
    components: Array, fitted: Fitted, statistics: Sequence[Statistic]
) -> list[Array]:
    """Cut an array whose last axis is the components of all statistics."""
    sizes = [statistic.compute(fitted.estimates).shape[1] for statistic in statistics]
    return np.split(components, np.cumsum(sizes)[:-1], axis=-1)


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
