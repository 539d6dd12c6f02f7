"""What a comparison of groups gives: one fit a group, and how far they agree."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from plspm.assessment.statistics import STATISTICS
from plspm.errors import Gathering, OptionError, UnavailableError
from plspm.estimation.settings import choice_problems
from plspm.groups.corrections import Correction, read_corrections
from plspm.groups.overall import distance_table, omnibus_tables
from plspm.groups.overlap import holds_other, overlapping
from plspm.groups.page import comparison_page
from plspm.groups.pairs import Pair
from plspm.groups.permutation import Permutations
from plspm.groups.tables import (
    component_by_component,
    difference_columns,
    incomparable,
    indexed,
    pair_index,
    with_corrections,
)
from plspm.inference.components import Components
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind
from plspm.inference.options import Options
from plspm.plots.forest import forest_plot
from plspm.report.page import Page, Record
from plspm.results import BootstrapResult, PLSResult

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False, repr=False)
class GroupComparison(Record):
    """Groups of cases side by side.

    Made by :func:`plspm.compare_groups`. Constructs of all groups are turned as in the fit of all
    cases.

    Attributes
    ----------
    by : str
        What tells the groups apart.
    fits : mapping of label to PLSResult
        One result a group, with everything that a result has.
    bootstraps : mapping of label to BootstrapResult
        The draws within each group.
    sizes : DataFrame
        Index group; columns ``cases``, ``parameters`` (weights of several items and paths) and
        ``cases_per_parameter``.
    configural : DataFrame
        Step 1 of MICOM, index check: whether all groups have the same items, settings and
        treatment; columns ``holds`` and ``detail``, which names what differs.
    micom : DataFrame
        Steps 2 and 3, index (group_a, group_b, construct), products left out. Columns
        ``correlation`` c with its ``quantile`` and ``p_compositional``; ``mean_difference`` a - b
        of the pooled scores with ``mean_lower``, ``mean_upper``, ``p_mean``;
        ``log_variance_ratio`` ln(a/b) with ``variance_lower``, ``variance_upper``,
        ``p_variance``; ``invariance``: "none" (compare nothing), "partial" (compare effects),
        "full" (compare means too, pool).
    correction : tuple of str
        How p-values are corrected unless told otherwise.
    level : float
    permutations : int
        Asked for.
    seed : int or SeedSequence
        Gives the same permutations and draws again; drawn if none was given.
    notes : tuple of str
        What to keep in mind.
    """

    by: str
    fits: Mapping[Hashable, PLSResult]
    bootstraps: Mapping[Hashable, BootstrapResult]
    sizes: pd.DataFrame
    configural: pd.DataFrame
    micom: pd.DataFrame
    correction: tuple[Correction, ...]
    level: float
    permutations: int
    seed: int | np.random.SeedSequence
    notes: tuple[str, ...]
    _pairs: tuple[Pair, ...]
    _fitted: Fitted
    _plan: Permutations
    _options: Options

    def __repr__(self) -> str:
        sizes = ", ".join(f"{label} (n = {fit.n})" for label, fit in self.fits.items())
        return f"<GroupComparison by {self.by}: {sizes}>"

    @property
    def statistics(self) -> tuple[str, ...]:
        """Names of the statistics that can be asked for."""
        return tuple(self._pairs[0].values)

    @property
    def failures(self) -> pd.DataFrame:
        """Permutations of every pair of groups that did not end well, whatever became of them.

        Index (group_a, group_b). Columns ``permutations``, those that are used, and by cause
        ``not_converged``, ``inadmissible``, ``constant_indicator`` and ``singular``, each in the
        group that ended worst. ``bootstraps[label].failures`` has the draws within a group.
        """
        rows = [(self._labels[pair.a], self._labels[pair.b]) for pair in self._pairs]
        counts = [
            {"permutations": pair.permutations}
            | {cause.name.lower(): count for cause, count in pair.failures.items()}
            for pair in self._pairs
        ]
        return pd.DataFrame(
            counts, index=pd.MultiIndex.from_tuples(rows, names=["group_a", "group_b"])
        )

    @property
    def _labels(self) -> list[Hashable]:
        return list(self.fits)

    def differences(
        self,
        statistic: str = "paths",
        *,
        correction: Correction | Sequence[Correction] | None = None,
    ) -> pd.DataFrame:
        """Differences of all pairs of groups, and whether they are more than chance.

        Parameters
        ----------
        statistic : str, default "paths"
            One of :attr:`statistics`.
        correction : str or sequence of str, optional
            "holm", "bonferroni", "sidak", "benjamini_hochberg"; by default as chosen before. The
            rows of the table are one family for each test.

        Returns
        -------
        DataFrame
            Index: components of the statistic, ``group_a``, ``group_b``. Columns ``estimate_a``,
            ``estimate_b``, ``difference`` (a - b), ``permutation_lower``, ``permutation_upper``
            (between which the difference lies if groups are exchangeable); two-sided
            ``p_permutation``, ``p_henseler`` (half of it is the one-sided p of the paper),
            ``p_parametric`` (equal variances) and ``p_welch``; each of them corrected, as
            ``p_permutation_holm``; ``note``, which says what may not be compared.

        Raises
        ------
        OptionError
            No such statistic or correction.

        Examples
        --------
        See :func:`plspm.compare_groups`.
        """
        gathering = Gathering()
        with gathering:
            self._check(statistic)
        with gathering:
            wanted = self.correction if correction is None else read_corrections(correction)
        gathering.tell()
        labels = STATISTICS[statistic].labels(self._fitted.arrays)
        tail = (1.0 - self.level) / 2.0
        parts = []
        for pair in self._pairs:
            a, b = self._labels[pair.a], self._labels[pair.b]
            n = (float(self.fits[a].n), float(self.fits[b].n))
            both = (self._part(a, statistic), self._part(b, statistic))
            failing = self._failing(a, b)
            columns: dict[str, object] = dict(difference_columns(pair, statistic, both, n, tail))
            columns["note"] = [incomparable(row, failing) for row in labels.rows]
            names = (*labels.names, "group_a", "group_b")
            parts.append(indexed(pair_index(labels, a, b), names, columns))
        table = with_corrections(component_by_component(parts), wanted)
        return table[[*(name for name in table if name != "note"), "note"]]

    def overlap(self, statistic: str = "paths", *, kind: Kind | None = None) -> pd.DataFrame:
        """Intervals of all pairs of groups, and whether they overlap.

        Parameters
        ----------
        statistic : str, default "paths"
        kind : str, optional
            Of interval, as for a bootstrap; by default as chosen before.

        Returns
        -------
        DataFrame
            Index as in :meth:`differences`. Columns ``estimate_a``, ``lower_a``, ``upper_a``,
            the same of b, ``overlap``, and ``estimate_in_other``: whether the estimate of either
            lies in the interval of the other. Then groups do not differ; without overlap they
            do; in between the intervals do not tell.
        """
        self._check(statistic)
        labels = STATISTICS[statistic].labels(self._fitted.arrays)
        found = {g: boot.interval(statistic, kind=kind) for g, boot in self.bootstraps.items()}
        parts = []
        for pair in self._pairs:
            a, b = self._labels[pair.a], self._labels[pair.b]
            of_a, of_b = found[a].to_numpy().T, found[b].to_numpy().T
            either = holds_other(of_a[0], (of_b[1], of_b[2])) | holds_other(
                of_b[0], (of_a[1], of_a[2])
            )
            columns = {
                "estimate_a": of_a[0],
                "lower_a": of_a[1],
                "upper_a": of_a[2],
                "estimate_b": of_b[0],
                "lower_b": of_b[1],
                "upper_b": of_b[2],
                "overlap": overlapping((of_a[1], of_a[2]), (of_b[1], of_b[2])),
                "estimate_in_other": either,
            }
            names = (*labels.names, "group_a", "group_b")
            parts.append(indexed(pair_index(labels, a, b), names, columns))
        return component_by_component(parts)

    @cached_property
    def omnibus(self) -> pd.DataFrame:
        """Do three or more groups differ at all? Computed when first asked for.

        Index (statistic, component). Columns ``between`` (variance between groups, weighted by
        their sizes), ``p_permutation`` of it, ``f_draws`` and ``p_draws`` (Sarstedt et al. 2011,
        which with many draws finds differences between equal groups), and corrected p-values;
        components of a statistic are one family.

        Raises
        ------
        UnavailableError
            There are two groups.
        """
        if len(self.fits) < 3:
            raise UnavailableError(
                "omnibus tests compare three and more groups; of two, differences() says all."
            )
        wanted = [STATISTICS[name] for name in self.statistics]
        draws = [[self._part(label, one.name).values for label in self.fits] for one in wanted]
        tables = omnibus_tables(self._plan, self._fitted, wanted, self._options, draws)
        corrected = [with_corrections(table, self.correction) for table in tables]
        return pd.concat([table for table in corrected if len(table)])

    @cached_property
    def distance(self) -> pd.DataFrame:
        """Do all groups imply the same correlations? Computed when first asked for.

        Index statistic ("d_uls", "d_g"), the mean over all pairs of groups between the correlations
        that the estimated model implies; columns ``distance``, ``quantile`` (of permutations, at
        the level), ``p_permutation`` (Klesel et al. 2019).
        """
        return distance_table(self._plan, self._fitted, self._options, self.level)

    def plot(self, statistic: str = "paths", *, axes: Axes | None = None) -> Axes:
        """Draw estimates and intervals of all groups; see :func:`plspm.plots.forest_plot`."""
        self._check(statistic)
        return forest_plot(self, statistic, axes=axes)

    def page(self) -> Page:
        """Sizes, the steps of MICOM, tests of all groups, and the differences of paths."""
        return comparison_page(self)

    def _check(self, statistic: str) -> None:
        problems = choice_problems("statistic", statistic, self.statistics)
        if problems:
            raise OptionError(problems)

    def _part(self, label: Hashable, statistic: str) -> Components:
        return self.bootstraps[label]._part(statistic)

    def _failing(self, a: Hashable, b: Hashable) -> set[str]:
        """Constructs of a pair without compositional invariance."""
        failing = self.micom.index[self.micom["invariance"].to_numpy() == "none"]
        return {name for first, second, name in failing.to_list() if (first, second) == (a, b)}
