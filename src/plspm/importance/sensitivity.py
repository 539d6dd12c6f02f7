"""How effect sizes of necessity grow as more and more cases may lie above the ceiling.

The ceiling of a share p is where the empirical distribution of the upper left corner reaches p:
at every value of the condition, at most that share of all cases has no more of the condition and
lies above the ceiling. With k = ⌊p n⌋ its height is the (k + 1)-th highest outcome of the cases up
to there, and for p = 0 it is CE-FDH.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from plspm.errors import OptionError, written
from plspm.estimation.arrays import Array
from plspm.estimation.settings import as_number
from plspm.importance.scatter import Scatter, effects, permutations_together, permuted_outcomes
from plspm.importance.variables import Variables
from plspm.inference.parallel import in_batches
from plspm.inference.seeds import Seed
from plspm.plots.sensitivity import sensitivity_plot
from plspm.report.page import Page, Record, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHARES: Final = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0)
LARGEST_SHARE: Final = 50.0
QUANTILE: Final = 0.95
ROUNDING: Final = 1e-12

NOTES: Final = (
    "d: empty zone above the ceiling that leaves so many cases above it at every value of the "
    "condition. growth: against the ceiling that leaves none.",
    "uniform: what two independent, evenly spread variables give, p(1 - ln p). random: mean d of "
    "permuted outcomes, and their 95 % quantile.",
    "Where d grows by more than chance does, a few cases held it down; where it grows as chance "
    "does, the room is that of any data.",
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EffectSizeSensitivity(Record):
    """Effect sizes of necessity by the share of cases that may lie above the ceiling.

    Made by :meth:`NecessaryConditions.effect_size_sensitivity`.

    Attributes
    ----------
    table : DataFrame
        Index (condition, share), the share in percent. Columns ``above``, the cases that may lie
        above the ceiling at each value of the condition; ``d``; ``growth``, d less that of the
        share 0; ``uniform``, d of independent and evenly spread variables; ``random`` and
        ``random_upper``, mean and 95 % quantile of d when outcomes are permuted; ``p_value`` of d.
        NaN without permutations.
    target : str
        The outcome.
    permutations : int
    """

    table: pd.DataFrame
    target: str
    permutations: int

    @property
    def conditions(self) -> tuple[str, ...]:
        """Names of the conditions."""
        return tuple(dict.fromkeys(self.table.index.get_level_values("condition")))

    def page(self) -> Page:
        """The table, condition by condition."""
        tables = (
            Table(
                f"{name} for {self.target}",
                self.table.loc[[name]].droplevel("condition"),
                name=f"sensitivity_{name}",
            )
            for name in self.conditions
        )
        return Page(
            "Sensitivity of effect sizes to the ceiling",
            tuple(tables),
            (("Outcome", self.target), ("Permutations", str(self.permutations))),
            NOTES,
        )

    def plot(self, condition: str | None = None, *, axes: Axes | None = None) -> Axes:
        """Draw d over the share, beside chance; see :func:`plspm.plots.sensitivity_plot`."""
        return sensitivity_plot(self, condition, axes=axes)


def growing_effects(
    variables: Variables,
    shares: Sequence[float],
    permutations: int,
    seed: Seed,
    *,
    progress: bool,
    simulated_from: str,
) -> EffectSizeSensitivity:
    """Effects of all conditions at all shares, beside those of permuted outcomes.

    Raises
    ------
    OptionError
        `shares` are no percentages.
    """
    p = _read(shares)
    n = len(variables.index)
    above = [int(share * n / 100.0 + 1e-9) for share in p]
    scatters = [variables.scatter(k) for k in range(len(variables.conditions))]
    observed = np.array([_of_stack(s, s.v[None, s.condition.order], above)[0] for s in scatters])
    random = _permuted_effects(scatters, above, permutations, seed, progress=progress)
    rows: dict[tuple[Hashable, ...], dict[str, float]] = {}
    for k, name in enumerate(variables.conditions):
        for i, share in enumerate(p):
            rows[name, share] = {
                "above": above[i],
                "d": float(observed[k, i]),
                "growth": float(observed[k, i]) - scatters[k].effect("ce_fdh"),
                "uniform": uniform(share / 100.0),
                **_chance(random[:, k, i], float(observed[k, i])),
            }
    index = pd.MultiIndex.from_tuples(list(rows), names=["condition", "share"])
    table = pd.DataFrame(list(rows.values()), index=index)
    return EffectSizeSensitivity(
        table, variables.target, permutations, simulated_from=simulated_from
    )


def uniform(p: float) -> float:
    """Area of the unit square where u(1 - v) ≤ p: p(1 - ln p).

    There independent and evenly spread variables leave at most the share p in the corner to the
    upper left.

    Examples
    --------
    >>> uniform(0.0), round(uniform(0.05), 3), uniform(1.0)
    (0.0, 0.2, 1.0)
    """
    return float(p * (1.0 - np.log(p))) if p > 0.0 else 0.0


def ceilings_of(v: Array, above: Sequence[int]) -> Iterator[Array]:
    """The (k + 1)-th highest outcome among each case and those before it, for ascending k.

    0, the foot of the scope, where there are no more than k cases. What is not among the k highest
    of a case and those before it goes on to the next pass as another series.

    Parameters
    ----------
    v : (b, n) array
        Outcomes in the order of the condition.
    above : sequence of int
        The values of k.

    Yields
    ------
    (b, n) array
    """
    wanted = list(above)
    foot = np.zeros((v.shape[0], 1))
    for k in range(max(wanted) + 1):
        highest = np.maximum.accumulate(v, axis=1)
        for _ in range(wanted.count(k)):
            yield highest
        v = np.minimum(v, np.concatenate([foot, highest[:, :-1]], axis=1))


def _of_stack(scatter: Scatter, v: Array, above: Sequence[int]) -> Array:
    """Effects (b, shares) of a stack of outcomes (b, n) in the order of the condition."""
    found = [effects(scatter.condition, ceiling, "ce_fdh") for ceiling in ceilings_of(v, above)]
    return np.stack(found, axis=1)


def _permuted_effects(
    scatters: Sequence[Scatter],
    above: Sequence[int],
    permutations: int,
    seed: Seed,
    *,
    progress: bool,
) -> Array:
    """Effects of permuted outcomes, which all conditions share; (permutations, k, shares)."""
    shape = (len(scatters), len(above))
    if permutations == 0:
        return np.empty((0, *shape))
    outcome = np.sort(scatters[0].v)

    def compute(start: int, stop: int) -> Array:
        found = np.empty((stop - start, *shape))
        v = permuted_outcomes(outcome, start, stop, seed)
        for i, ceiling in enumerate(ceilings_of(v, above)):
            for k, scatter in enumerate(scatters):
                found[:, k, i] = effects(scatter.condition, ceiling, "ce_fdh")
        return found

    together = permutations_together(outcome.size)
    return np.concatenate(
        in_batches(compute, 0, permutations, together, None, progress, named="permutations")
    )


def _chance(random: Array, d: float) -> dict[str, float]:
    if not random.size:
        return dict.fromkeys(("random", "random_upper", "p_value"), np.nan)
    return {
        "random": float(random.mean()),
        "random_upper": float(np.quantile(random, QUANTILE)),
        "p_value": float((1.0 + (random >= d - ROUNDING).sum()) / (1.0 + random.size)),
    }


def _read(shares: object) -> list[float]:
    if isinstance(shares, np.ndarray):
        shares = shares.tolist()
    given = list(shares) if isinstance(shares, list | tuple | range) else [shares]
    numbers = [as_number(share) for share in given]
    fine = [share for share in numbers if 0.0 <= share < LARGEST_SHARE]
    if not fine or len(fine) < len(given):
        raise OptionError(
            f"shares is {written(shares)}; give percentages of the cases from 0 to below "
            f"{LARGEST_SHARE:g}, such as [0, 1, 2, 5]."
        )
    return sorted(set(fine))
