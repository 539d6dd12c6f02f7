"""Plans: which cases a resample holds, and how often.

A plan turns a range of draw numbers into a matrix of counts. Draw number d is the same
whichever other draws are asked for with it, so that batches and threads change nothing, and
the first hundred of 4999 draws are the hundred draws of the same seed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from plspm.calls import plain_constructor
from plspm.data.moments import Sample
from plspm.data.weighted_sums import rows_together, stream_of
from plspm.errors import OptionError
from plspm.estimation.settings import count_problems
from plspm.inference.fitted import Fitted
from plspm.inference.seeds import Seed, as_seed_sequence
from plspm.inference.streams import add_draws, stream, streams_of
from plspm.inference.units import EACH_CASE, Groups, Units

Array = NDArray[np.float64]


class Plan(Protocol):
    """What a resampling method must offer."""

    endless: ClassVar[bool]
    """Whether draws beyond `draws` exist, to replace failed ones."""

    @property
    def draws(self) -> int:
        """How many draws the plan is for."""
        ...

    def sample(self, start: int, stop: int, fitted: Fitted) -> Sample:
        """Correlations, sizes and row weights of the draws start..stop-1."""
        ...

    def scale(self, n: int) -> tuple[float, float]:
        """Factors that turn the bias and the spread of the draws into those of the estimate."""
        ...


class RowPlan(ABC):
    """A plan that says how often each draw counts every case; the base of plans of one's own.

    A subclass has a number of ``draws``, says with ``endless`` whether there are more to replace
    failed ones (by default there are not), and defines :meth:`counts`.

    Examples
    --------
    >>> import numpy as np
    >>> class EveryCaseTwice(RowPlan):
    ...     endless, draws = False, 5
    ...
    ...     def counts(self, start, stop, n):
    ...         return np.full((stop - start, n), 2.0)
    >>> EveryCaseTwice().counts(0, 5, 3).shape
    (5, 3)
    """

    __slots__ = ()

    endless: ClassVar[bool] = False

    @abstractmethod
    def counts(self, start: int, stop: int, n: int) -> Array:
        """Counts of n cases in the draws start..stop-1; (stop - start, n)."""

    def sample(self, start: int, stop: int, fitted: Fitted) -> Sample:
        """Correlations, sizes and row weights of the draws start..stop-1."""
        n = fitted.cases.rows
        counts = self._numeric(self.counts(start, stop, n))
        if counts.shape != (stop - start, n):
            raise OptionError(
                f"{type(self).__name__}.counts({start}, {stop}, {n}) has shape {counts.shape}; it "
                f"must be {(stop - start, n)}, one row a draw and one column a case."
            )
        together = rows_together(n, fitted.arrays.items.size)
        first = start % together
        whole = in_whole_products(counts, first, together)
        return fitted.sample(whole).part(first, first + stop - start)

    def _numeric(self, counts: object) -> Array:
        try:
            return np.asarray(counts, dtype=float)
        except (TypeError, ValueError) as error:
            raise OptionError(
                f"{type(self).__name__}.counts must return a table of numbers: {error}."
            ) from error

    def scale(self, n: int) -> tuple[float, float]:  # noqa: ARG002  (some plans need n)
        """Factors that turn the bias and the spread of the draws into those of the estimate."""
        return 1.0, 1.0

    @property
    def units(self) -> Units:
        """What varies from draw to draw, for standard errors and accelerations without drawing."""
        return EACH_CASE


def in_whole_products(counts: Array, first: int, together: int) -> Array:
    """Put draws (b, n) at their places among those multiplied together, from `first` on.

    Zeros fill up: in products of always as many rows every draw has its place, and so its last bit.
    """
    b, n = counts.shape
    if first == 0 and b % together == 0:
        return counts
    whole = np.zeros((-(-(first + b) // together) * together, n))
    whole[first : first + b] = counts
    return whole


@plain_constructor("plspm.plans.Bootstrap")
@dataclass(frozen=True, slots=True)
class Bootstrap(RowPlan):
    """n cases drawn with replacement, whole clusters and within strata if given.

    Parameters
    ----------
    draws : int, default 4999
    seed : int, SeedSequence, Generator or None
    clusters : (n,) array, optional
        Label of every case's cluster: whole clusters are drawn.
    strata : (n,) array, optional
        Label of every case's stratum: as many are drawn from each as it has.
    poisson : bool, default False
        Give every case (or cluster) an independent Poisson(1) count instead; nothing then keeps
        strata at their size.

    Raises
    ------
    OptionError
        `draws` is no positive whole number, or `seed` no seed.
    DataError
        Labels are missing or of several kinds, a cluster lies in several strata, or every
        stratum holds a single unit.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap; Davison & Hinkley (1997),
    section 3.8, for clusters; Hanley & MacGibbon (2006) for Poisson counts.

    Examples
    --------
    >>> plan = Bootstrap(99, seed=1, strata=["a", "a", "a", "b", "b", "b"])
    >>> plan.counts(0, 99, 6)[:, :3].sum(axis=1).tolist() == [3.0] * 99
    True
    """

    endless: ClassVar[bool] = True

    draws: int
    seed: Seed = None
    clusters: Groups | None = None
    strata: Groups | None = None
    poisson: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "draws", checked_draws(self.draws))
        object.__setattr__(self, "seed", as_seed_sequence(self.seed))
        # Numbers without gaps: every one of them is drawn.
        units = Units(self.clusters, self.strata)
        object.__setattr__(self, "clusters", units.clusters)
        object.__setattr__(self, "strata", units.strata)

    @property
    def units(self) -> Units:
        """Cases or clusters, within strata; with Poisson counts these vary as the whole does."""
        return Units(self.clusters, None if self.poisson else self.strata)

    def counts(self, start: int, stop: int, n: int) -> Array:
        """Row weights of the draws start..stop-1; (stop - start, n)."""
        for name, labels in (("clusters", self.clusters), ("strata", self.strata)):
            if labels is not None and np.shape(labels) != (n,):
                raise OptionError(f"{name} of the plan must be {n} numbers, one a case.")
        units = np.arange(n) if self.clusters is None else self.clusters
        groups = self._groups(units)
        length = stream_of(n)
        streams = streams_of(start, stop, length)
        drawn = np.zeros((len(streams), length, sum(group.size for group in groups)))
        for counts, number in zip(drawn, streams, strict=True):
            self._draw(stream(self.seed, number), groups, counts)
        first = start % length
        per_unit = drawn.reshape(-1, drawn.shape[2])[first : first + stop - start]
        rows: Array = per_unit if self.clusters is None else per_unit[:, units]
        return rows

    def _groups(self, units: Groups) -> list[Groups]:
        """Units from which drawing is done together: all of them, or those of each stratum."""
        if self.strata is None:
            return [np.arange(units.max() + 1)]
        strata = range(self.strata.max() + 1)
        return [np.unique(units[self.strata == stratum]) for stratum in strata]

    def _draw(self, rng: np.random.Generator, groups: list[Groups], counts: Array) -> None:
        """Draw one stream into zeros (draws, units)."""
        if len(groups) == 1 and not self.poisson:
            add_draws(rng, groups[0].size, counts)
            return
        for group in groups:
            size = counts.shape[0], group.size
            if self.poisson:
                counts[:, group] = rng.poisson(1.0, size=size)
            else:
                of_group = np.zeros(size)
                add_draws(rng, group.size, of_group)
                counts[:, group] = of_group


def drawing_cases(plan: Plan, kind: str) -> RowPlan:
    """Return a plan as one that draws cases, which an interval of this kind needs.

    Raises
    ------
    OptionError
        The plan draws matrices and not cases.
    """
    if not isinstance(plan, RowPlan):
        raise OptionError(
            f'kind="{kind}" needs draws of cases; these are draws of correlation matrices. Use '
            '"percentile", "basic", "bc" or "normal".'
        )
    return plan


def checked_draws(draws: int) -> int:
    """Return a number of draws as Python's own whole number, and refuse what is none."""
    problems = count_problems("draws", draws, at_least=1)
    if problems:
        raise OptionError(problems)
    return int(draws)
