"""One statistic under resampling: its estimate, its draws, and every inference from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from plspm.assessment.statistics import Labels, Range
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.inference import intervals
from plspm.inference.intervals import Alternative, Draws, Kind, PValue


@dataclass(frozen=True, eq=False)
class Components:
    """The k components of a statistic with their draws.

    Attributes
    ----------
    labels : Labels
        Names of the components.
    estimate : (k,) array
        Values of the fit.
    values : (draws, k) array
        Values of the draws, rescaled where they vary otherwise than the estimate does.
    influence : callable
        Returns the (n, k) influence of every case on the fit; asked for by BCa only.
    std_errors : callable
        Returns the standard error of the fit (k,) and of every draw (draws, k), found without
        drawing again; asked for by studentized intervals only.
    range : (float or tuple, float or tuple)
        Bounds of intervals go no further than this, nor short of the estimate.
    """

    labels: Labels
    estimate: Array
    values: Array
    influence: Callable[[], Array]
    std_errors: Callable[[], tuple[Array, Array]]
    range: Range = (-np.inf, np.inf)

    def combined(self, combinations: Array) -> Components:
        """Linear combinations (r, k) of the components, as components of their own.

        Raises
        ------
        OptionError
            When a studentized interval is asked for: standard errors do not combine.
        """

        def refuse() -> tuple[Array, Array]:
            raise OptionError(
                'kind="studentized" is not to be had here; use "percentile", "bca" or "normal".'
            )

        return Components(
            Labels(("combination",), tuple((str(r),) for r in range(len(combinations)))),
            combinations @ self.estimate,
            self.values @ combinations.T,
            lambda: self.influence() @ combinations.T,
            refuse,
        )

    @cached_property
    def draws(self) -> Draws:
        """The draws in order."""
        return Draws.of(self.estimate, self.values)

    @cached_property
    def std_error(self) -> Array:
        """Standard deviation of the draws; (k,)."""
        return self.draws.std_error

    @cached_property
    def bias(self) -> Array:
        """Mean of the draws minus the estimate; (k,)."""
        return self.draws.mean - self.estimate

    def t(self, null: float = 0.0) -> Array:
        """Estimate minus null value over standard error; NaN where nothing varies; (k,)."""
        return intervals.t_value(self.estimate, self.std_error, null)

    def p_value(self, method: PValue, alternative: Alternative, null: float = 0.0) -> Array:
        """p of the hypothesis that the component has the null value; (k,)."""
        t = self.t(null)
        if method == "percentile":
            p = intervals.percentile_p_value(self.draws, alternative, null)
            return np.where(np.isfinite(t), p, np.nan)
        return intervals.normal_p_value(t, alternative)

    def interval(self, kind: Kind, level: float, alternative: Alternative) -> tuple[Array, Array]:
        """Lower and upper bound of every component; infinite where one-sided."""
        low, high = intervals.tails(level, alternative)
        bound = self._bound(kind)
        open_below = np.full_like(self.estimate, -np.inf)
        lower = self._within_range(bound(low)) if low > 0 else open_below
        upper = self._within_range(bound(high)) if high < 1 else -open_below
        undefined = np.isnan(self.estimate)
        return np.where(undefined, np.nan, lower), np.where(undefined, np.nan, upper)

    def quantile(self, probability: Array) -> Array:
        """Quantiles of the draws within the range, one probability a component; (k,)."""
        return self._within_range(self.draws.quantile(probability))

    def _within_range(self, bound: Array) -> Array:
        return intervals.within_range(bound, self.estimate, self.range)

    def _bound(self, kind: Kind) -> Callable[[float], Array]:
        draws = self.draws
        if kind == "bca":
            a = self._acceleration
            return lambda probability: intervals.bca(draws, probability, a)
        if kind == "studentized":
            own, pivots = self._pivots
            return lambda probability: intervals.studentized(draws, probability, pivots, own)
        simple = {
            "percentile": intervals.percentile,
            "basic": intervals.basic,
            "normal": intervals.normal,
            "bc": intervals.bias_corrected,
        }[kind]
        return lambda probability: simple(draws, probability)

    @cached_property
    def _acceleration(self) -> Array:
        """Skewness of the influence of cases, for BCa: the same at every level; (k,)."""
        return intervals.acceleration(self.influence())

    @cached_property
    def _pivots(self) -> tuple[Array, Draws]:
        """Standard error of the fit (k,), and the studentized draws: the same at every level."""
        own, of_draws = self.std_errors()
        with np.errstate(invalid="ignore", divide="ignore"):
            pivots = (self.values - self.estimate) / np.where(of_draws > 0, of_draws, np.nan)
        return own, Draws.of(np.zeros_like(self.estimate), pivots)
