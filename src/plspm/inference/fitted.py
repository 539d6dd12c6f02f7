"""What every resampling starts from: the data, the model, the options and the fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.data.moments import MomentTable, correlation_stack
from plspm.errors import EstimationError, UnavailableError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.diagnosis import problems
from plspm.estimation.estimate import Estimates, estimate_stack
from plspm.estimation.settings import Settings
from plspm.inference.blas import one_blas_thread


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A fit with all that is needed to repeat it on other row weights.

    Attributes
    ----------
    arrays : ModelArrays
    settings : Settings
    table : MomentTable or None
        The standardised indicators and their pairwise products; None for the fit of a
        correlation matrix.
    case_weights : (n,) array or None
        Survey weights; they multiply the counts of every resample.
    estimates : Estimates
        The fit, a stack of height one.
    """

    arrays: ModelArrays
    settings: Settings
    table: MomentTable | None
    case_weights: Array | None
    estimates: Estimates

    @property
    def cases(self) -> MomentTable:
        """The table of the cases.

        Raises
        ------
        UnavailableError
            The fit is one of a correlation matrix.
        """
        if self.table is None:
            raise UnavailableError(
                "This needs the cases, but the model was estimated from a correlation matrix. "
                "Give the data themselves, plspm.estimate(model, data), or draw matrices instead "
                "of cases: result.bootstrap(parametric=True)."
            )
        return self.table

    @property
    def rows(self) -> int:
        """Rows from which resamples are drawn; without cases, the number behind the matrix."""
        return int(self.estimates.n[0]) if self.table is None else self.table.Z.shape[0]

    def correlations(self, counts: Array) -> tuple[Array, Array]:
        """Indicator correlations of resamples, and how many cases each holds.

        Parameters
        ----------
        counts : (b, n) array
            How often each resample counts every case.

        Returns
        -------
        S : (b, p, p) array
        n : (b,) array
            Cases of weight zero are none.
        """
        weights = self.weighted(counts)
        total = weights.sum(axis=1)
        n = total if self.case_weights is None else counts @ (self.case_weights > 0)
        return correlation_stack(weights, total, self.cases), n

    def weighted(self, counts: Array) -> Array:
        """Counts times survey weights; (b, n)."""
        return counts if self.case_weights is None else counts * self.case_weights


def fit_cases(
    table: MomentTable, case_weights: Array | None, arrays: ModelArrays, settings: Settings
) -> Fitted:
    """Fit the model to cases: the resample that counts every case once.

    Raises
    ------
    EstimationError
        No estimate exists; the message says why.
    """
    weights = np.ones((1, table.Z.shape[0])) if case_weights is None else case_weights[None]
    n = int(np.count_nonzero(weights))
    # BLAS threads woken for these small products would go on spinning into the bootstrap.
    with one_blas_thread():
        S = correlation_stack(weights, weights.sum(axis=1), table)
        estimates = _estimated(S, n, arrays, settings)
    return Fitted(arrays, settings, table, case_weights, estimates)


def fit_correlations(S: Array, n: int, arrays: ModelArrays, settings: Settings) -> Fitted:
    """Fit the model to a correlation matrix (p, p) of n cases.

    Raises
    ------
    EstimationError
        No estimate exists; the message says why.
    """
    return Fitted(arrays, settings, None, None, _estimated(S[None], n, arrays, settings))


def _estimated(S: Array, n: int, arrays: ModelArrays, settings: Settings) -> Estimates:
    with np.errstate(invalid="ignore", divide="ignore"):
        estimates = estimate_stack(S, np.array([float(n)]), arrays, settings)
    finite = np.isfinite(estimates.w).all()
    if not finite or (settings.estimator == "pls" and not np.isfinite(estimates.B).all()):
        raise EstimationError(problems(S[0], arrays, settings, estimates.w[0]))
    return estimates
