"""One statistic under resampling: its estimate, its draws, and every inference from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from plspm.assessment.statistics import Labels
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
        Values of the draws.
    influence : callable
        Returns the (n, k) influence of every case on the fit; asked for by BCa only.
    std_errors : callable
        Returns the standard error of the fit (k,) and of every draw (draws, k), found without
        drawing again; asked for by studentized intervals only.
    """

    labels: Labels
    estimate: Array
    values: Array
    influence: Callable[[], Array]
    std_errors: Callable[[], tuple[Array, Array]]

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

    @cached_property
    def t(self) -> Array:
        """Estimate over standard error; NaN where nothing varies; (k,)."""
        error = self.std_error
        return self.estimate / np.where(error > 0, error, np.nan)

    def p_value(self, method: PValue, alternative: Alternative) -> Array:
        """p of the hypothesis that the component is zero; (k,)."""
        if method == "percentile":
            p = intervals.percentile_p_value(self.draws, alternative)
            return np.where(np.isfinite(self.t), p, np.nan)
        return intervals.normal_p_value(self.t, alternative)

    def interval(self, kind: Kind, level: float, alternative: Alternative) -> tuple[Array, Array]:
        """Lower and upper bound of every component; infinite where one-sided."""
        low, high = intervals.tails(level, alternative)
        bound = self._bound(kind)
        open_below = np.full_like(self.estimate, -np.inf)
        lower = bound(low) if low > 0 else open_below
        upper = bound(high) if high < 1 else -open_below
        undefined = np.isnan(self.estimate)
        return np.where(undefined, np.nan, lower), np.where(undefined, np.nan, upper)

    def _bound(self, kind: Kind) -> Callable[[float], Array]:
        draws = self.draws
        if kind == "bca":
            a = intervals.acceleration(self.influence())
            return lambda probability: intervals.bca(draws, probability, a)
        if kind == "studentized":
            return self._studentized()
        simple = {
            "percentile": intervals.percentile,
            "basic": intervals.basic,
            "normal": intervals.normal,
            "bc": intervals.bias_corrected,
        }[kind]
        return lambda probability: simple(draws, probability)

    def _studentized(self) -> Callable[[float], Array]:
        own, of_draws = self.std_errors()
        with np.errstate(invalid="ignore", divide="ignore"):
            pivots = (self.values - self.estimate) / np.where(of_draws > 0, of_draws, np.nan)
        ordered = Draws.of(np.zeros_like(self.estimate), pivots)
        return lambda probability: intervals.studentized(self.draws, probability, ordered, own)
