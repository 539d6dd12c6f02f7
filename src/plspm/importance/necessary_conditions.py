"""The record of a necessary condition analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

import pandas as pd

from plspm.assessment.criteria import bounds, short
from plspm.errors import OptionError
from plspm.estimation.settings import MOST_DRAWS, choice_problems, count_problems, flag_problems
from plspm.importance.bottlenecks import Units, long_table, wide_table
from plspm.importance.corners import Corner, corners_of, in_facts
from plspm.importance.necessity import in_words, sensitivity_table
from plspm.importance.scatter import Ceiling
from plspm.importance.sensitivity import SHARES, EffectSizeSensitivity, growing_effects
from plspm.importance.variables import Variables
from plspm.inference.seeds import Seed, as_seed_sequence
from plspm.plots.ceilings import ceiling_plot
from plspm.report.page import Page, Record, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CEILINGS: Final[dict[Ceiling, str]] = {
    "ce_fdh": "CE-FDH (step function)",
    "cr_fdh": "CR-FDH (line through its corners)",
}

_SMALL, _MEDIUM, _LARGE = map(short, bounds("nca_effect").values())
NOTES: Final = (
    "NN: not necessary at this level. NA: more is required than the scope holds.",
    f"d below {_SMALL} is called small, below {_MEDIUM} medium, below {_LARGE} large (Dul 2016). "
    "An effect is no necessity without a theory that says why.",
)

AT_MOST: Final = "Of conditions with a right corner a level requires at most what is printed."


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NecessaryConditions(Record):
    """What the outcome cannot be had without, and how much of it.

    Made by :func:`plspm.nca`.

    Attributes
    ----------
    target : str
        The outcome.
    effects : DataFrame
        Index (condition, ceiling). Columns ``d``, the effect size: the empty zone above the
        ceiling as a share of the scope; ``p_value`` by permutation; ``accuracy``, the percentage
        of cases on or below the ceiling, and ``above``, how many are above it; ``fit``, d in
        percent of that of CE-FDH; ``scope`` and ``ceiling_zone``, areas in the units of the
        variables; ``intercept`` and ``slope`` of a line; ``condition_inefficiency`` and
        ``outcome_inefficiency``, the percentage of the scope of each where it neither
        constrains nor is constrained.
    peers : DataFrame
        Index (condition, case): the cases that hold the ceiling up. Columns ``condition_value``,
        ``outcome_value``, and for each ceiling ``d_..._without``: the effect size when the case
        is left out of data and observed scope.
    scope : DataFrame
        Index variable: ``low``, ``high`` and their ``source``, "given" or "observed".
    cases : DataFrame
        The conditions and the outcome as analysed.
    conditions : tuple of str
    ceilings : tuple of {"ce_fdh", "cr_fdh"}
    permutations : int
    seed : int or SeedSequence
        Give it again for the same permutations.
    """

    effects: pd.DataFrame
    peers: pd.DataFrame
    ceilings: tuple[Ceiling, ...]
    permutations: int
    seed: Seed
    _variables: Variables

    @property
    def target(self) -> str:
        """The outcome."""
        return self._variables.target

    @property
    def conditions(self) -> tuple[str, ...]:
        """Names of the conditions."""
        return self._variables.conditions

    @property
    def corners(self) -> dict[str, Corner]:
        """Which corner of each condition's scatter is expected to be empty."""
        return corners_of(self._variables)

    @property
    def scope(self) -> pd.DataFrame:
        """Between which values each variable can lie."""
        return self._variables.scope()

    @property
    def cases(self) -> pd.DataFrame:
        """The conditions and the outcome as analysed."""
        return self._variables.frame()

    @property
    def bottlenecks(self) -> pd.DataFrame:
        """What each level of the outcome requires, in all units.

        Index (ceiling, condition, level), the level in percent of the outcome's scope. Columns
        ``outcome``, ``required`` (at least, or in a right corner at most) and
        ``required_percent`` (of the condition's scope; NaN where the condition is not necessary,
        inf where the level is out of reach), ``percentile``, the percentage of cases that do not
        have what is required, and ``status``: "necessary", "not necessary" or "out of reach".
        """
        return long_table(self._variables, self.ceilings, 10, "percent_range")

    def bottleneck(
        self,
        ceiling: Ceiling | None = None,
        *,
        levels: int | Sequence[float] = 10,
        outcome: Units = "percent_range",
        condition: Units = "percent_range",
    ) -> pd.DataFrame:
        """The bottleneck table: which conditions each level of the outcome requires.

        Parameters
        ----------
        ceiling : {"ce_fdh", "cr_fdh"}, optional
            By default the first that was asked for.
        levels : int or sequence of float, default 10
            In how many steps the outcome goes up, or its levels: percent of the scope,
            percentiles, or values, as `outcome` says.
        outcome : {"percent_range", "percentile", "actual"}
            Units of the outcome.
        condition : {"percent_range", "percentile", "actual"}
            Units of the conditions; in percentiles, the percentage of cases that do not have
            what is required.

        Returns
        -------
        DataFrame
            Levels of the outcome x conditions: what must be there at least, in a right corner
            at most. In lower corners levels fall. NaN: not necessary (other programs print NN);
            inf: out of reach (NA).

        Raises
        ------
        OptionError
            An option has a value that it cannot take.
        """
        ceiling = self.ceilings[0] if ceiling is None else ceiling
        problems = [
            *choice_problems("ceiling", ceiling, self.ceilings),
            *choice_problems("outcome", outcome, get_args(Units)),
            *choice_problems("condition", condition, get_args(Units)),
        ]
        if problems:
            raise OptionError(problems)
        found = long_table(self._variables, [ceiling], levels, outcome)
        return wide_table(found, self.conditions, condition)

    def sensitivity(self, most: int = 5) -> pd.DataFrame:
        """How the effect sizes grow when a few cases may lie above the ceilings.

        One after another those cases are ignored without which the step function leaves most
        room; the scope stays as it is. An effect that jumps with the first case was held down by
        it, one that stays small is small. :meth:`effect_size_sensitivity` allows shares of the
        cases instead, and says what chance gives.

        Parameters
        ----------
        most : int, default 5
            How many cases are ignored at most; below the number of cases less two.

        Returns
        -------
        DataFrame
            Index (condition, ignored), from none to `most`. Columns ``share``, the percentage
            ignored, ``d_...`` for each ceiling, and ``next_case``, the one to be ignored next.

        Raises
        ------
        OptionError
            `most` is no such number.
        """
        at_most = len(self._variables.index) - 3
        problems = count_problems("most", most, at_least=0, at_most=at_most)
        if problems:
            raise OptionError(problems)
        return sensitivity_table(self._variables, self.ceilings, most)

    def effect_size_sensitivity(
        self,
        shares: Sequence[float] = SHARES,
        *,
        permutations: int | None = None,
        progress: bool = True,
    ) -> EffectSizeSensitivity:
        """Effect sizes by the share of cases that may lie above the ceiling, beside chance.

        At every value of the condition at most that share of all cases has no more of it and lies
        above the ceiling, a step function; for the share 0 it is CE-FDH. Beside d stand the effect
        sizes of independent, evenly spread variables, p(1 - ln p), and of permuted outcomes.

        Parameters
        ----------
        shares : sequence of float
            In percent; by default 0, 0.5, …, 5.
        permutations : int, optional
            By default as many as the p-values have; with the same seed they are the same.
        progress : bool, default True

        Returns
        -------
        EffectSizeSensitivity

        Raises
        ------
        OptionError
            An option has a value that it cannot take.

        Notes
        -----
        Written after what is known of the effect size sensitivity extension (ESSE) of Becker,
        Richter, Ringle & Sarstedt (2026), Journal of Business Research 206, 115920: the ceiling
        follows a threshold of the joint empirical distribution from 0 to 5 percent, and changes of
        d are held against those of uniform variables. Details may differ from theirs.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> found = plspm.nca(result, target="ECE", conditions="ORE", permutations=999, seed=1)
        >>> found.effect_size_sensitivity([0, 1, 5]).table.round(3)[["d", "uniform", "random"]]
                             d  uniform  random
        condition share
        ORE       0.0    0.170    0.000   0.081
                  1.0    0.228    0.056   0.156
                  5.0    0.455    0.200   0.370
        """
        problems = [
            *(
                []
                if permutations is None
                else count_problems("permutations", permutations, at_least=0, at_most=MOST_DRAWS)
            ),
            *flag_problems("progress", progress),
        ]
        if problems:
            raise OptionError(problems)
        return growing_effects(
            self._variables,
            shares,
            self.permutations if permutations is None else int(permutations),
            as_seed_sequence(self.seed),
            progress=progress,
            simulated_from=self.simulated_from,
        )

    def page(self) -> Page:
        """Effects, bottlenecks of every ceiling, and the cases that hold the ceilings up."""
        shown = ["d", "p_value", "accuracy", "fit", "above", "intercept", "slope"]
        bottlenecks = [
            Table(
                f"Bottlenecks for {self.target}, {CEILINGS[ceiling]}, in percent of the scope",
                in_words(self.bottleneck(ceiling)),
                name=f"bottlenecks_{ceiling}",
                named=True,
            )
            for ceiling in self.ceilings
        ]
        return Page(
            "Necessary condition analysis",
            (
                Table(f"What is necessary for {self.target}", self.effects[shown], name="nca"),
                *bottlenecks,
                Table("Cases that hold the ceilings up", self.peers, name="peers"),
            ),
            (
                ("Outcome", self.target),
                ("Empty corner", in_facts(self.corners)),
                ("Cases", str(len(self._variables.index))),
                ("Permutations", str(self.permutations)),
            ),
            NOTES + ((AT_MOST,) if any(c.endswith("right") for c in self.corners.values()) else ()),
        )

    def plot(self, condition: str | None = None, *, axes: Axes | None = None) -> Axes:
        """Draw cases and ceilings; see :func:`plspm.plots.ceiling_plot`."""
        return ceiling_plot(self, condition, axes=axes)
