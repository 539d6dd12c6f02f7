"""Compare groups of cases: the one entry point of this room."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

import numpy as np

from plspm.assessment.admissibility import admissible_draws
from plspm.assessment.statistics import Statistic
from plspm.calls import plainly
from plspm.data import Indicators
from plspm.data.groups import Grouping, read_groups
from plspm.data.wording import quoted
from plspm.errors import DataError, Gathering, OptionError
from plspm.estimation.arrays import Indices
from plspm.estimation.settings import MOST_DRAWS, count_problems
from plspm.groups.comparison import GroupComparison
from plspm.groups.configural import configural_table
from plspm.groups.corrections import Correction, read_corrections
from plspm.groups.fits import fit_groups, sizes_table
from plspm.groups.labels import By, Membership, read_by
from plspm.groups.micom import pattern
from plspm.groups.notes import notes_of, tell_of_keying, tell_of_no_answers
from plspm.groups.pairs import Pair, compare_pair
from plspm.groups.permutation import Permutations
from plspm.groups.tables import micom_table
from plspm.inference.asked import asked_for
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind
from plspm.inference.options import Options, Policy
from plspm.inference.plans import Bootstrap
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.inference.streams import child
from plspm.results import BootstrapResult, PLSResult

COMPARED = (
    "paths",
    "total_effects",
    "indirect_effects",
    "specific_indirect_effects",
    "weights",
    "loadings",
    "r_squared",
    "htmt",
)
"""What is compared unless told otherwise."""


@plainly("plspm.compare_groups")
def compare_groups(
    result: PLSResult,
    by: By,
    *,
    permutations: int = 4999,
    draws: int = 4999,
    seed: Seed = None,
    statistics: Sequence[str] = COMPARED,
    correction: Correction | Sequence[Correction] = "holm",
    level: float = 0.95,
    kind: Kind = "percentile",
    clusters: Grouping | None = None,
    inadmissible: Policy | None = None,
    threads: int | None = None,
    progress: bool = True,
) -> GroupComparison:
    """Compare groups of cases: measurement invariance first, then every parameter.

    Parameters
    ----------
    result : PLSResult
        The fit of all cases. Its settings are those of every group.
    by : str, sequence of str, array-like of shape (n,), or DataFrame of n rows
        A column of the data, several of them (groups are the combinations that occur), or one
        label a case, in several columns too.
    permutations : int, default 4999
        How often the cases of every pair of groups are exchanged at random.
    draws : int, default 4999
        Bootstrap draws within each group, for all tests but that of permutations.
    seed : int, SeedSequence, Generator or None
    statistics : sequence of str
        What is compared: by default paths, all effects, weights, loadings, R² and HTMT; any
        that a bootstrap can have.
    correction : str or sequence of str, default "holm"
        Of p-values for their number: "holm", "bonferroni", "sidak", "benjamini_hochberg".
    level : float, default 0.95
        Of intervals and bounds; 1 - level is the error of the decisions on invariance.
    kind : str, default "percentile"
        Of intervals within groups, as for a bootstrap.
    clusters : str or array-like, optional
        Cases that belong together: whole clusters, each within one group, are drawn and change
        groups.
    inadmissible : {"drop", "keep", "redraw"}, optional
        What becomes of permutations, and of draws within groups, that did not converge or are
        inadmissible, counted in any case. By default like is compared with like: permutations are
        dropped as in :meth:`plspm.results.PLSResult.exact_fit`, but kept where a group itself is
        such a result; draws within groups are kept as in a bootstrap.
    threads : int, optional
        By default one a processor.
    progress : bool, default True

    Returns
    -------
    GroupComparison

    Raises
    ------
    DataError
        A group label is missing or continuous, a group is too small, or has an item that does not
        vary; all is told at once, by group, item and count.
    OptionError
        An option has a value that it cannot take.
    UnavailableError
        The fit came from a correlation matrix.

    Warns
    -----
    DataWarning
        The label of a group is that of a missing answer, or items are keyed the other way in some
        groups.
    AdmissibilityWarning
        More than 5 % of permutations, or of draws within a group, did not end well.

    Notes
    -----
    Indicators are standardised within each group. Each pair of groups is compared on the cases of
    these two alone, which also are what MICOM pools. Survey weights stay with their cases.

    References
    ----------
    Henseler, Ringle & Sarstedt (2016), International Marketing Review 33(3), 405-431, for MICOM;
    Chin & Dibbern (2010), Handbook of Partial Least Squares, 171-193, for permutations; Henseler,
    Ringle & Sinkovics (2009); Keil et al. (2000); Nitzl (2010); Sarstedt, Henseler & Ringle
    (2011); Klesel, Schuberth, Henseler & Niehaves (2019).

    Examples
    --------
    >>> import plspm
    >>> data = plspm.datasets.load("customer_engagement")
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> size = ["small" if k < 60 else "large" for k in range(119)]
    >>> found = compare_groups(result, size, permutations=199, draws=199, seed=1)
    >>> found
    <GroupComparison by by: large (n = 59), small (n = 60)>
    >>> found.micom["invariance"].isin(["none", "partial", "full"]).all()
    np.True_
    """
    gathering = Gathering(
        [
            *count_problems("permutations", permutations, at_least=2, at_most=MOST_DRAWS),
            *count_problems("draws", draws, at_least=2, at_most=MOST_DRAWS),
        ]
    )
    if not isinstance(result, PLSResult):
        raise OptionError(
            f"result is a {type(result).__name__}; give the result of plspm.estimate()."
        )
    indicators = result._cases("Groups")
    with gathering:
        sequence = as_seed_sequence(seed)
    with gathering:
        options = Options("construct", inadmissible or "keep", threads, progress=progress)
    with gathering:
        wanted = asked_for(statistics, level, kind)
    with gathering:
        corrections = read_corrections(correction)
    with gathering:
        groups = read_by(by, indicators.origin)
        units = _clusters(clusters, indicators, groups)
        fits = fit_groups(result, indicators, groups)
    gathering.tell()
    tell_of_no_answers(fits)
    tell_of_keying(fits, result)
    plan = Permutations(int(permutations), child(sequence, 0), groups.codes, units)
    fitted = result._resampled
    permuting = partial(_permuting, options, inadmissible)
    pairs = _all_pairs(plan, sequence, fitted, wanted, permuting, level, fits)
    bootstraps = {
        label: _bootstrap_within(
            fit,
            quoted(label),
            Bootstrap(
                int(draws),
                child(sequence, 1, g),
                None if units is None else units[groups.members(g)],
            ),
            options,
            wanted,
            level,
            kind,
        )
        for g, (label, fit) in enumerate(fits.items())
    }
    arrays = result._fitted.arrays
    linear = np.flatnonzero(pattern(arrays).any(axis=0))
    composed = [arrays.constructs[j] for j in linear]
    configural = configural_table(
        fits, {label: fit._cases("Groups") for label, fit in fits.items()}
    )
    return GroupComparison(
        by=groups.name,
        fits=fits,
        bootstraps=bootstraps,
        sizes=sizes_table(fits, arrays, "group"),
        configural=configural,
        micom=micom_table(pairs, groups.labels, composed),
        correction=corrections,
        level=level,
        permutations=int(permutations),
        seed=to_repeat(sequence),
        notes=tuple(notes_of(fits, pairs)),
        simulated_from=result.simulated_from,
        _pairs=pairs,
        _fitted=fitted,
        _plan=plan,
        _options=permuting(list(fits.values())),
    )


def _permuting(options: Options, asked: Policy | None, fits: Sequence[PLSResult]) -> Options:
    """Options of permutations: by default they are to have ended as the groups themselves did.

    The groups as they are are one of the permutations. Held against admissible ones, inadmissible
    groups would be found to differ too often.
    """
    return replace(options, inadmissible=asked or ("drop" if all(map(_well, fits)) else "keep"))


def _well(fit: PLSResult) -> bool:
    """Whether a draw that ended like this fit is usable."""
    admissible = admissible_draws(fit._fitted.estimates, fit.settings.estimator)
    return fit.converged and bool(admissible[0])


def _all_pairs(
    plan: Permutations,
    seed: np.random.SeedSequence,
    fitted: Fitted,
    statistics: Sequence[Statistic],
    permuting: Callable[[Sequence[PLSResult]], Options],
    level: float,
    fits: Mapping[Hashable, PLSResult],
) -> tuple[Pair, ...]:
    """Every pair of groups on its own cases; of two groups these are all cases."""
    found = []
    for (a, of_a), (b, of_b) in combinations(enumerate(fits.items()), 2):
        codes = np.where(plan.codes == a, 0, np.where(plan.codes == b, 1, -1))
        of_pair = child(seed, 0) if plan.groups == 2 else child(seed, 2, a, b)
        own = Permutations(plan.permutations, of_pair, codes, plan.clusters)
        named = f"permutations of groups {quoted(of_a[0])} and {quoted(of_b[0])}"
        options = permuting([of_a[1], of_b[1]])
        found.append(compare_pair((a, b), own, fitted, statistics, options, level, named=named))
    return tuple(found)


def _bootstrap_within(
    fit: PLSResult,
    label: str,
    plan: Bootstrap,
    options: Options,
    statistics: Sequence[Statistic],
    level: float,
    kind: Kind,
) -> BootstrapResult:
    """Bootstrap a group by itself; what goes wrong is told with its name."""
    return fit._run(
        plan,
        options,
        statistics,
        method=f"bootstrap within group {label}",
        seed=plan.seed,
        level=level,
        kind=kind,
        named=f"draws of group {label}",
    )


def _clusters(
    clusters: Grouping | None, indicators: Indicators, groups: Membership
) -> Indices | None:
    """Numbers of the clusters, each within one group.

    Raises
    ------
    DataError
        Some clusters have cases in several groups, or a group has a single cluster.
    """
    if clusters is None:
        return None
    units = read_groups(clusters, "clusters", indicators.origin)
    own = np.unique(np.column_stack([units, groups.codes]), axis=0)
    split = int((np.bincount(own[:, 0]) > 1).sum())
    if split:
        raise DataError(
            f"{split} of {units.max() + 1} clusters have cases in several groups, so that groups "
            "are no independent samples. Make what tells the groups apart a moderator of the "
            "model, and give the clusters to its bootstrap."
        )
    per_group = np.bincount(own[:, 1], minlength=len(groups.labels))
    single = [f"Group {quoted(groups.labels[g])}" for g in np.flatnonzero(per_group < 2)]
    if single:
        raise DataError(
            [f"{name} is a single cluster, so that nothing varies within it." for name in single]
        )
    return units
