"""Necessary condition analysis: scatters, ceilings, permutations, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plspm.calls import plainly
from plspm.errors import Gathering, written
from plspm.estimation.settings import MOST_DRAWS, choice_problems, count_problems, flag_problems
from plspm.importance.corners import Corners, with_corners
from plspm.importance.necessary_conditions import CEILINGS, NecessaryConditions
from plspm.importance.necessity import effects_table, peers_table
from plspm.importance.scales import Bounds, Scales
from plspm.importance.scatter import Ceiling, permutation_p_values
from plspm.importance.variables import read_variables, with_scope
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.results import PLSResult


@plainly("plspm.nca")
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
    corner: Corners = "upper_left",
    progress: bool = True,
) -> NecessaryConditions:
    """Necessary condition analysis: what a high outcome cannot be had without.

    The analysis looks at a corner of each scatter, by default the upper left one: cases with
    little of the condition and much of the outcome. If there are none, the condition is necessary.

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
    corner : {"upper_left", "upper_right", "lower_left", "lower_right"} or mapping, optional
        Which corner theory expects to be empty, for all conditions or by name. Upper: much of
        the outcome needs much (left) or little (right) of the condition; lower: little of the
        outcome needs much (left) or little (right) of it. Other programs number them 1, 2, 3, 4.
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
        variables = with_corners(variables, corner)
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
        simulated_from=_origin_of(source),
        _variables=variables,
    )


def _origin_of(source: object) -> str:
    """What a fit or a data frame was drawn from, where it is simulated."""
    if isinstance(source, PLSResult):
        return source.simulated_from
    return str(getattr(source, "attrs", {}).get("simulated", ""))


def _ceiling_problems(ceilings: object) -> list[str]:
    chosen: list[object] = [ceilings]
    if isinstance(ceilings, Sequence) and not isinstance(ceilings, str):
        chosen = list(ceilings)
    problems = [
        problem for name in chosen for problem in choice_problems("ceilings", name, tuple(CEILINGS))
    ]
    if not problems and not 0 < len(chosen) == len(set(chosen)):
        problems.append(f'ceilings is {written(ceilings)}; name "ce_fdh", "cr_fdh", or both once.')
    return problems
