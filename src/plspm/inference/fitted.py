"""What every resampling starts from: the data, the model, the options and the fit."""

from __future__ import annotations

from dataclasses import dataclass

from plspm.data.moments import MomentTable, correlation_stack
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates, Signs, estimate_stack
from plspm.estimation.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A fit with all that is needed to repeat it on other row weights.

    Attributes
    ----------
    arrays : ModelArrays
    settings : Settings
    table : MomentTable
        The standardised indicators and their pairwise products.
    case_weights : (n,) array or None
        Survey weights; they multiply the counts of every resample.
    estimates : Estimates
        The fit, a stack of height one.
    """

    arrays: ModelArrays
    settings: Settings
    table: MomentTable
    case_weights: Array | None
    estimates: Estimates

    @property
    def n(self) -> int:
        """Number of cases."""
        return int(self.table.Z.shape[0])


def estimates_from_counts(
    counts: Array,
    table: MomentTable,
    case_weights: Array | None,
    arrays: ModelArrays,
    settings: Settings,
    signs: Signs | None = None,
) -> Estimates:
    """The road, from row weights to estimates; the fit is a row of ones.

    Parameters
    ----------
    counts : (b, n) array
        How often every case counts in every resample.
    """
    weights = counts if case_weights is None else counts * case_weights
    S = correlation_stack(weights, table)
    return estimate_stack(S, counts.sum(axis=1), arrays, settings, signs)
