"""What every resampling starts from: the data, the model, the options and the fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from plspm.assessment.fit import item_correlations
from plspm.data.moments import Sample, Source
from plspm.errors import EstimationError, UnavailableError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.diagnosis import problems_of_fit
from plspm.estimation.estimate import Estimates, estimate_stack
from plspm.estimation.scores import score_correlations
from plspm.estimation.settings import Settings
from plspm.inference.blas import no_forks, one_blas_thread


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A fit with all that is needed to repeat it on other row weights.

    Attributes
    ----------
    arrays : ModelArrays
    settings : Settings
    source : Source or None
        The cases, and how their row weights become correlations; None for the fit of a
        correlation matrix.
    case_weights : (n,) array or None
        Survey weights; they multiply the counts of every resample.
    estimates : Estimates
        The fit, a stack of height one.
    deviations : (p,) array or None
        Standard deviations of the data, where these are analysed in their own units.
    value_labels : mapping of str to mapping of float to str
        What values of items are called, where the data tell it.
    """

    arrays: ModelArrays
    settings: Settings
    source: Source | None
    case_weights: Array | None
    estimates: Estimates
    deviations: Array | None = None
    value_labels: Mapping[str, Mapping[float, str]] = field(default_factory=dict)

    @property
    def cases(self) -> Source:
        """The cases.

        Raises
        ------
        UnavailableError
            The fit is one of a correlation matrix.
        """
        if self.source is None:
            raise UnavailableError(
                "This needs the cases, but the model was estimated from a correlation matrix. "
                "Give the data themselves, plspm.estimate(model, data), or draw matrices instead "
                "of cases: result.bootstrap(parametric=True)."
            )
        return self.source

    @property
    def rows(self) -> int:
        """Rows from which resamples are drawn; without cases, the number behind the matrix."""
        return int(self.estimates.n[0]) if self.source is None else self.source.rows

    def sample(self, counts: Array) -> Sample:
        """Resamples of the cases: their correlations, sizes and row weights.

        Parameters
        ----------
        counts : (b, n) array
            How often each resample counts every case. Cases of survey weight zero are none.
        """
        weights = self.weighted(counts)
        own = self.case_weights
        n = weights.sum(axis=1) if own is None else counts @ (own > 0)
        S = self.cases.correlations(weights)
        location = self.cases.location(weights) if self.needs_rows else None
        units = units_of(location, self.deviations, n)
        return Sample(S, n, weights, self.cases, units, location)

    @property
    def needs_rows(self) -> bool:
        """Whether a draw needs its row weights beside its correlations."""
        return self.arrays.needs_cases or self.deviations is not None

    @property
    def own(self) -> Sample:
        """The sample of the fit: every case once."""
        weights = self.weighted(np.ones((1, self.rows)))
        S = item_correlations(self.estimates)
        n, location = self.estimates.n, self.cases.location(weights)
        units = units_of(location, self.deviations, n)
        return Sample(S, n, weights, self.cases, units, location)

    @property
    def score_correlations(self) -> Array:
        """Correlations of the construct scores, never corrected; (1, J, J)."""
        own = self.own if self.source is not None else _without_cases(self.estimates)
        return score_correlations(self.estimates, own, self.settings)

    def weighted(self, counts: Array) -> Array:
        """Counts times survey weights; (b, n)."""
        return counts if self.case_weights is None else counts * self.case_weights


def _without_cases(estimates: Estimates) -> Sample:
    return Sample(item_correlations(estimates), estimates.n)


def units_of(
    location: tuple[Array, Array] | None, deviations: Array | None, n: Array
) -> Array | None:
    """Standard deviations (b, p) of indicators in draws, from those beside a fit's (`deviations`).

    None where these, or the location of the draws, are not needed.
    """
    if deviations is None or location is None:
        return None
    units: Array = location[1] * deviations * np.sqrt(n / (n - 1.0))[:, None]
    return units


def fit_cases(
    source: Source,
    case_weights: Array | None,
    arrays: ModelArrays,
    settings: Settings,
    deviations: Array | None = None,
    towards: Estimates | None = None,
) -> Fitted:
    """Fit the model to cases: the resample that counts every case once.

    With `towards`, constructs are turned as they are in that fit.

    Raises
    ------
    EstimationError
        No estimate exists; the message says why.
    """
    weights = np.ones((1, source.rows)) if case_weights is None else case_weights[None]
    n = np.array([float(np.count_nonzero(weights))])
    # BLAS threads woken for these small products would go on spinning into the bootstrap.
    with no_forks(), one_blas_thread():
        needed = arrays.needs_cases or deviations is not None
        location = source.location(weights) if needed else None
        units = units_of(location, deviations, n)
        sample = Sample(source.correlations(weights), n, weights, source, units, location)
        estimates = _estimated(sample, arrays, settings, towards)
    return Fitted(arrays, settings, source, case_weights, estimates, deviations)


def fit_correlations(
    S: Array,
    n: int,
    arrays: ModelArrays,
    settings: Settings,
    deviations: Array | None = None,
) -> Fitted:
    """Fit the model to a correlation matrix (p, p) of n cases.

    Raises
    ------
    EstimationError
        No estimate exists; the message says why.
    """
    units = None if deviations is None else deviations[None]
    sample = Sample(S[None], np.array([float(n)]), units=units)
    return Fitted(arrays, settings, None, None, _estimated(sample, arrays, settings), deviations)


def _estimated(
    sample: Sample, arrays: ModelArrays, settings: Settings, towards: Estimates | None = None
) -> Estimates:
    with np.errstate(invalid="ignore", divide="ignore"):
        estimates = estimate_stack(sample, arrays, settings, towards)
    finite = np.isfinite(estimates.w).all()
    if not finite or (settings.estimator == "pls" and not np.isfinite(estimates.B).all()):
        raise EstimationError(problems_of_fit(sample.S[0], estimates, settings))
    return estimates
