"""Training sets: row weights -> correlations, means and standard deviations of these rows alone.

The draws of a bootstrap share one table of products in the standard units of the data, which all
rows make. A training set must not know even so much of the rows held out, so its moments are
taken about its own means: rows of weight zero enter every sum as an exact zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from plspm.data.checks import LEAST_VARIATION
from plspm.data.moments import Influences, Sample
from plspm.data.standardised import Standardised
from plspm.errors import UnavailableError
from plspm.estimation.arrays import Array, Flags
from plspm.inference.fitted import Fitted


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Moments of the items in training sets.

    Attributes
    ----------
    row_weights : (b, n) array
    mean : (b, items) array
    covariances : (b, items, items) array
        Denominator Σω.
    """

    row_weights: Array
    mean: Array
    covariances: Array

    @property
    def sd(self) -> Array:
        """(b, items) standard deviations."""
        return np.sqrt(np.diagonal(self.covariances, axis1=1, axis2=2))


@dataclass(frozen=True, slots=True, eq=False)
class TrainingRows:
    """Values of which some rows are trained on; a :class:`~plspm.data.moments.Source`.

    Attributes
    ----------
    values : (n, items) array
        As observed, NaN where one was not: means of the training rows are put in.
    known : Moments, optional
        Those of row weights that will be asked for again.
    gaps : (n, items) array of bool
        Where a value is missing.
    """

    values: Array
    known: Moments | None = None
    gaps: Flags = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "gaps", np.isnan(self.values))

    @property
    def rows(self) -> int:
        """Cases."""
        return self.values.shape[0]

    @property
    def data(self) -> Standardised:
        """The values, in units that no row has a part in."""
        p = self.values.shape[1]
        return Standardised(self.values, np.zeros((2, p)), np.ones(p), None)

    @property
    def Z(self) -> Array:  # noqa: N802
        """(n, items) values as they are: their units are those of each training set."""
        return self.values

    def location(self, row_weights: Array) -> tuple[Array, Array]:
        """Means and standard deviations (b, items) under row weights (b, n), denominator Σω."""
        found = self.moments(row_weights)
        return found.mean, found.sd

    def correlations(self, row_weights: Array) -> Array:
        """Correlations (b, items, items); a matrix is all NaN where an item does not vary."""
        found = self.moments(row_weights)
        sd = found.sd
        varies = (sd > LEAST_VARIATION * np.abs(found.mean)).all(axis=1)
        S = found.covariances / (sd[:, :, None] * sd[:, None, :])
        p = sd.shape[1]
        S.reshape(-1, p * p)[:, :: p + 1] = 1.0
        S[~varies] = np.nan
        return S

    def moments(self, row_weights: Array) -> Moments:
        """Means and covariances of training sets."""
        if self.known is not None and self.known.row_weights is row_weights:
            return self.known
        share = row_weights / row_weights.sum(axis=1, keepdims=True)
        observed = 1.0 if not self.gaps.any() else share @ ~self.gaps
        first = share @ np.where(self.gaps, 0.0, self.values) / observed
        left = (share[:, None] @ self._about(first))[:, 0] / observed
        deviations = self._about(first + left)
        covariances = (deviations * share[:, :, None]).swapaxes(1, 2) @ deviations
        return Moments(row_weights, first + left, covariances)

    def _about(self, mean: Array) -> Array:
        """Deviations from means (b, items), 0 where a value is missing; (b, n, items)."""
        deviations: Array = self.values - mean[:, None]
        if self.gaps.any():
            deviations[:, self.gaps] = 0.0
        return deviations

    def influences(self, row_weights: Array) -> Influences:  # noqa: ARG002  (others need them)
        """Not of training sets: nothing is differentiated in the direction of their cases.

        Raises
        ------
        UnavailableError
            Always.
        """
        raise UnavailableError(
            "Training sets have no influence of cases; ask the fit itself: result.influence()."
        )

    def for_resampling(self) -> TrainingRows:
        """Return the same."""
        return self


def training_sample(source: TrainingRows, fitted: Fitted, training: Array) -> Sample:
    """What training sets are estimated from.

    Parameters
    ----------
    source : TrainingRows
    fitted : Fitted
        The fit of all cases, for its case weights and its units.
    training : (b, n) array
        1 for rows that are trained on, 0 for those held out.
    """
    weights = fitted.weighted(training)
    n = np.count_nonzero(weights, axis=1).astype(float)
    source = replace(source, known=source.moments(weights))
    units = None
    if fitted.deviations is not None:
        units = source.location(weights)[1] * np.sqrt(n / (n - 1.0))[:, None]
    return Sample(source.correlations(weights), n, weights, source, units)
