"""Necessary condition analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

import pandas as pd

from plspm.assessment.criteria import bounds, short
from plspm.errors import Gathering, OptionError, written
from plspm.estimation.settings import MOST_DRAWS, choice_problems, count_problems, flag_problems
from plspm.importance.bottlenecks import Units, long_table, wide_table
from plspm.importance.necessity import effects_table, in_words, peers_table, sensitivity_table
from plspm.importance.scales import Bounds, Scales
from plspm.importance.scatter import Ceiling, permutation_p_values
from plspm.importance.variables import Variables, read_variables, with_scope
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
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
        ``outcome``, ``required`` and ``required_percent`` (of the condition's scope; NaN where
        the condition is not necessary, inf where the level is out of reach), ``percentile``, the
        percentage of cases that have less than is required, and ``status``: "necessary", "not
        necessary" or "out of reach".
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
            Units of the conditions; in percentiles, the percentage of cases that have less than
            is required.

        Returns
        -------
        DataFrame
            Levels of the outcome x conditions. NaN: not necessary (other programs print NN);
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
        it, one that stays small is small. (This is no ESSE as Becker et al. 2026 define it.)

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

    def page(self) -> Page:
        """Effects, bottlenecks of every ceiling, and the cases that hold the ceilings up."""
        shown = ["d", "p_value", "accuracy", "fit", "above", "intercept", "slope"]
        bottlenecks = [
            Table(
                f"Bottlenecks for {self.target}, {CEILINGS[ceiling]}, in percent of the scope",
                in_words(self.bottleneck(ceiling)),
                name=f"bottlenecks_{ceiling}",
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
                ("Cases", str(len(self._variables.index))),
                ("Permutations", str(self.permutations)),
            ),
            NOTES,
        )

    def plot(self, condition: str | None = None, *, axes: Axes | None = None) -> Axes:
        """Draw cases and ceilings; see :func:`plspm.plots.ceiling_plot`."""
        return ceiling_plot(self, condition, axes=axes)


def nca(
    source: object,
    *,
    target: str,
    conditions: str | Sequence[str] | None = None,
    ceilings: Ceiling | Sequence[Ceiling] = ("ce_fdh", "cr_fdh"),
    permutations: int = 9999,
    seed: Seed = None,
    scales: Scales = None,
    scope: Mapping[str, Bounds] | None = None,
    progress: bool = True,
) -> NecessaryConditions:
    """Necessary condition analysis: what a high outcome cannot be had without.

    The analysis looks at the upper left corner of each scatter: cases with little of the
    condition and much of the outcome. If there are none, the condition is necessary.

    Parameters
    ----------
    source : PLSResult or data frame
        A fit, whose construct scores are analysed, or any data frame, mapping of columns or path
        of a CSV file.
    target : str
        The outcome: a construct, or a column.
    conditions : str or sequence of str, optional
        By default, of a fit all constructs from which a directed path leads to the target, and
        of data all other columns.
    ceilings : {"ce_fdh", "cr_fdh"} or sequence of them
        The step function over all cases (ceiling envelopment), and the line through its corners
        (ceiling regression); both of the free disposal hull.
    permutations : int, default 9999
        Of the outcome, for p-values; 0 for none.
    seed : int, SeedSequence, Generator or None
        The same seed gives the same permutations.
    scales : (low, high) or mapping of str to (low, high), optional
        As in :func:`plspm.ipma`: scores between 0 and 100 instead of those on the scale of the
        items. Effect sizes are the same. For fits only.
    scope : mapping of str to (low, high), optional
        Theoretical bounds of conditions or the outcome; by default the range of the data.
    progress : bool, default True
        Show a bar when the permutations take more than a second or two.

    Returns
    -------
    NecessaryConditions

    Raises
    ------
    OptionError
        An option has a value that it cannot take.
    DataError
        Columns are missing, constant, not numeric, or lack values.
    UnavailableError
        The fit has no cases, or no scores on the scale of items.

    Notes
    -----
    Every case counts the same, whatever its weight; cases of weight zero are left out. Where a
    single case holds the ceiling up there is no line, and the level one through it stands in.
    p is (1 + the number of permutations with at least the observed d) / (1 + permutations).

    References
    ----------
    Dul (2016), Organizational Research Methods 19(1), 10-52; Dul, van der Laan & Kuik (2020),
    Organizational Research Methods 23(2), 385-395; with PLS scores Richter, Schubring, Hauff,
    Ringle & Sarstedt (2020), Industrial Management & Data Systems 120(12), 2243-2267.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> found = nca(result, target="ECE", permutations=999, seed=1)
    >>> found.effects[["d", "p_value", "accuracy"]].round(3)
                           d  p_value  accuracy
    condition ceiling
    EXP       ce_fdh   0.255    0.033   100.000
              cr_fdh   0.204    0.047    97.479
    ORE       ce_fdh   0.170    0.007   100.000
              cr_fdh   0.139    0.023    97.479
    SMU       ce_fdh   0.065    0.309   100.000
              cr_fdh   0.049    0.241    97.479
    """
    gathering = Gathering(
        [
            *_ceiling_problems(ceilings),
            *count_problems("permutations", permutations, at_least=0, at_most=MOST_DRAWS),
            *flag_problems("progress", progress),
        ]
    )
    with gathering:
        sequence = as_seed_sequence(seed)
    with gathering:
        variables = with_scope(read_variables(source, target, conditions, scales), scope)
    gathering.tell()
    chosen: tuple[Ceiling, ...]
    chosen = (ceilings,) if isinstance(ceilings, str) else tuple(ceilings)
    scatters = [variables.scatter(k) for k in range(len(variables.conditions))]
    permutations = int(permutations)  # NumPy's unsigned numbers have no negative
    p = permutation_p_values(scatters, chosen, permutations, sequence, progress=progress)
    return NecessaryConditions(
        effects=effects_table(variables, scatters, chosen, p),
        peers=peers_table(variables, scatters, chosen),
        ceilings=chosen,
        permutations=permutations,
        seed=to_repeat(sequence),
        _variables=variables,
    )


def _ceiling_problems(ceilings: object) -> list[str]:
    several = isinstance(ceilings, Sequence) and not isinstance(ceilings, str)
    chosen = list(ceilings) if several else [ceilings]  # type: ignore[call-overload]
    problems = [
        problem for name in chosen for problem in choice_problems("ceilings", name, tuple(CEILINGS))
    ]
    if not problems and not 0 < len(chosen) == len(set(chosen)):
        problems.append(f'ceilings is {written(ceilings)}; name "ce_fdh", "cr_fdh", or both once.')
    return problems
