"""Double bootstrap: percentile intervals whose probabilities are calibrated on the data.

Each of some outer draws is itself resampled. How often the inner percentile interval of a
draw covers the estimate, which is the truth for that draw, tells which probabilities give the
coverage wanted.

References
----------
Beran (1987), Prepivoting to reduce level error of confidence sets, Biometrika 74(3), 457-468;
Davison & Hinkley (1997), section 5.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from plspm.assessment.statistics import Statistic
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.estimation.settings import count_problems
from plspm.inference.components import Components
from plspm.inference.drawn import Drawn
from plspm.inference.intervals import Alternative, Draws, tails
from plspm.inference.plans import Bootstrap, Plan, RowPlan
from plspm.inference.resample import all_draws
from plspm.inference.streams import count_rows, stream


@dataclass(frozen=True, slots=True)
class InnerBootstrap(RowPlan):
    """The bootstrap of every one of the first draws of a bootstrap.

    Parameters
    ----------
    outer : Bootstrap
        The draws that are resampled in their turn.
    numbers : (m,) array of int
        Which of them.
    per_draw : int
        Inner draws of each.
    """

    endless: ClassVar[bool] = False

    outer: Bootstrap
    numbers: np.ndarray[tuple[int], np.dtype[np.int64]]
    per_draw: int

    @property
    def draws(self) -> int:
        """All inner draws; those of an outer draw are neighbours."""
        return int(self.numbers.size) * self.per_draw

    def counts(self, start: int, stop: int, n: int) -> Array:
        """Counts of n cases in the inner draws start..stop-1; (stop - start, n)."""
        first, last = start // self.per_draw, -(-stop // self.per_draw)
        drawn = [self._inner(int(number), n) for number in self.numbers[first:last]]
        low = first * self.per_draw
        return np.concatenate(drawn)[start - low : stop - low]

    def _inner(self, number: int, n: int) -> Array:
        """Draw from the units of an outer draw as that drew from the units of the sample."""
        outer = self.outer.counts(number, number + 1, n)[0]
        units = np.arange(n) if self.outer.clusters is None else self.outer.clusters
        strata = np.zeros(n, dtype=np.int64) if self.outer.strata is None else self.outer.strata
        firsts = np.unique(units, return_index=True)[1]
        times, stratum = outer[firsts].astype(np.int64), strata[firsts]
        rng = stream(self.outer.seed, number, inner=True)
        counts = np.zeros((self.per_draw, firsts.size))
        for group in np.unique(stratum):
            held = np.repeat(np.flatnonzero(stratum == group), times[stratum == group])
            if self.outer.poisson:
                members = np.flatnonzero(stratum == group)
                size = (self.per_draw, members.size)
                counts[:, members] = rng.poisson(times[members], size=size)
            elif held.size:
                rows = held[rng.integers(0, held.size, size=(self.per_draw, held.size))]
                counts += count_rows(rows, firsts.size)
        return counts[:, units]


def calibrated_probabilities(
    estimate: Array, inner: Array, tails: tuple[float, float]
) -> tuple[Array, Array]:
    """Probabilities at which the percentile interval has the coverage wanted.

    Parameters
    ----------
    estimate : (k,) array
        The fit.
    inner : (m, d, k) array
        d inner draws of m outer draws.
    tails : (float, float)
        Probabilities of the lower and the upper bound before calibration.

    Returns
    -------
    lower, upper : (k,) arrays
    """
    valid = np.isfinite(inner).sum(axis=1)
    below = (inner <= estimate).sum(axis=1)
    share = np.where(valid > 0, below / np.where(valid > 0, valid, 1), np.nan)
    shares = Draws.of(estimate, share)
    low, high = (shares.quantile(np.full(estimate.shape, tail)) for tail in tails)
    return low, high


def size_problems(outer: object, inner: object) -> list[str]:
    """Say what is wrong with the numbers of outer and inner draws (a sentence each)."""
    return [
        *count_problems("outer", outer, at_least=2),
        *count_problems("inner", inner, at_least=2),
    ]


def of_bootstrap(plan: Plan) -> Bootstrap:
    """Return the plan if it is one that can be resampled in its turn.

    Raises
    ------
    OptionError
        It is not that of a bootstrap.
    """
    if not isinstance(plan, Bootstrap):
        raise OptionError("Calibration needs the draws of result.bootstrap(), not of other plans.")
    return plan


def calibrated_columns(
    drawn: Drawn,
    statistic: Statistic,
    part: Components,
    level: float,
    alternative: Alternative,
    size: tuple[int, int],
) -> dict[str, Array]:
    """Estimates, calibrated bounds and the probabilities that these were taken at; (k,) each.

    Parameters
    ----------
    drawn : Drawn
        By a plan that :func:`of_bootstrap` takes.
    statistic : Statistic
    part : Components
        Those of the statistic.
    level : float
    alternative : {"two-sided", "greater", "less"}
    size : (int, int)
        Outer draws, at most those there are, and inner draws of each.
    """
    outer, inner = size
    numbers = drawn.replicates.numbers[:outer]
    plan = InnerBootstrap(of_bootstrap(drawn.plan), numbers, inner)
    values = all_draws(plan, drawn.fitted, statistic, drawn.options)
    low, high = tails(level, alternative)
    shaped = values.reshape(numbers.size, plan.per_draw, -1)
    lower, upper = calibrated_probabilities(part.estimate, shaped, (low, high))
    return {
        "estimate": part.estimate,
        "ci_lower": part.quantile(lower) if low > 0 else np.full_like(lower, -np.inf),
        "ci_upper": part.quantile(upper) if high < 1 else np.full_like(upper, np.inf),
        "p_lower": lower,
        "p_upper": upper,
    }
