"""Resampling of a fit: the bootstrap, and any other plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from plspm.assessment.statistics import BOOTSTRAPPED, ITEM_LOCATIONS, Statistic
from plspm.data.groups import Grouping, read_groups
from plspm.errors import Gathering
from plspm.inference.alignment import Alignment
from plspm.inference.asked import asked_for, bootstrap_plan, bootstrap_problems, plan_problems
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind
from plspm.inference.options import Options, Policy
from plspm.inference.plans import Plan, RowPlan
from plspm.inference.resample import resample
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.inference.units import Groups, Units
from plspm.results.bootstrap import BootstrapResult
from plspm.results.fit_tables import FitTables

if TYPE_CHECKING:
    from plspm.results.fit import PLSResult


class FitResampling(FitTables):
    """Resampling of a fit; see :class:`plspm.results.PLSResult`."""

    def bootstrap(
        self,
        draws: int = 4999,
        seed: Seed = None,
        *,
        level: float = 0.95,
        kind: Kind = "percentile",
        statistics: Sequence[str] = BOOTSTRAPPED,
        clusters: Grouping | None = None,
        strata: Grouping | None = None,
        poisson: bool = False,
        parametric: bool = False,
        alignment: Alignment = "construct",
        inadmissible: Policy = "keep",
        threads: int | None = None,
        batch_size: int = 320,
        progress: bool = True,
    ) -> BootstrapResult:
        """Bootstrap every statistic at once; each draw is estimated as the fit was.

        Parameters
        ----------
        draws : int, default 4999
            Number of resamples.
        seed : int, SeedSequence, Generator or None
            The same seed gives the same draws, whatever `threads` and `batch_size`.
        level : float, default 0.95
            Confidence level of the tables; others can be asked for later.
        kind : {"percentile", "basic", "normal", "bc", "bca", "studentized"}
            Interval of the tables; others can be asked for later.
        statistics : sequence of str
            What to compute, by default all that costs little. Beyond these: "htmt_plus",
            "htmt2", "vif_inner", "vif_outer", "r_squared_adjusted", and "fit_distances" (fit
            with d_G, NFI and χ²).
        clusters : str or array-like, optional
            Column of the data, or one label a case: whole clusters are drawn.
        strata : str or array-like, optional
            Column of the data, or one label a case: as many are drawn from each stratum as
            it has.
        poisson : bool, default False
            Independent Poisson(1) counts in place of drawing n cases; nothing then keeps strata
            at their size.
        parametric : bool, default False
            Draw correlation matrices as samples of n cases from a normal population have them
            (Wishart), and no cases: the one bootstrap of a fit of a correlation matrix.
        alignment : {"construct", "individual", "none"}
            How the arbitrary signs of a draw are settled: each construct turned towards the
            fit, each weight, loading and path given its sign in the fit, or as in a fit.
        inadmissible : {"keep", "drop", "redraw"}
            What becomes of draws that did not converge or are inadmissible. Draws without a
            finite estimate are dropped in any case, or redrawn. All are counted.
        threads : int, optional
            By default one a processor; of some million cases fewer, for every thread holds 64
            draws, which are 512 MB at a million cases.
        batch_size : int, default 320
            Draws computed together by a thread, at most, in steps of 320; fewer where they would
            take much memory. It changes no result.
        progress : bool, default True
            Show a bar when the work takes more than a second or two.

        Returns
        -------
        BootstrapResult

        Raises
        ------
        OptionError
            An option has a value that it cannot take.
        EstimationError
            Fewer than two draws gave an estimate.
        UnavailableError
            The fit came from a correlation matrix, so there are no cases to draw.
        Interrupted
            Ctrl-C was pressed.

        Warns
        -----
        AdmissibilityWarning
            More than 5 % of the draws failed, did not converge or are inadmissible.

        References
        ----------
        Efron & Tibshirani (1993); Hair et al. (2022); Streukens & Leroi-Werelds (2016).

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> boot = result.bootstrap(draws=999, seed=1)
        >>> boot.paths.loc[("ORE", "ECE"), "p_value"] < 0.01
        np.True_
        """
        grouped = clusters is not None or strata is not None
        weighted = self._fitted.case_weights is not None
        problems = bootstrap_problems(
            draws, poisson, parametric, grouped=grouped, weighted=weighted
        )
        gathering = Gathering(problems)
        with gathering:
            sequence = as_seed_sequence(seed)
        with gathering:
            options = Options(alignment, inadmissible, threads, batch_size, progress)
        with gathering:
            wanted = asked_for(statistics, level, kind)
        with gathering:
            units = Units() if parametric is True else self._units(clusters, strata)
        gathering.tell()
        plan, method = bootstrap_plan(
            self._fitted, int(draws), sequence, units, poisson=poisson, parametric=parametric
        )
        seed = to_repeat(sequence)
        return self._run(plan, options, wanted, method=method, seed=seed, level=level, kind=kind)

    def resample(
        self,
        plan: Plan,
        *,
        level: float = 0.95,
        kind: Kind = "percentile",
        statistics: Sequence[str] = BOOTSTRAPPED,
        alignment: Alignment = "construct",
        inadmissible: Policy = "keep",
        threads: int | None = None,
        batch_size: int = 320,
        progress: bool = True,
    ) -> BootstrapResult:
        """Compute every statistic on the draws of any plan, for example given row numbers.

        Parameters
        ----------
        plan : one of :mod:`plspm.plans`
            See :mod:`plspm.plans`, for example ``plspm.plans.Indices(rows)`` to replay the
            draws of another program.
        level, kind, statistics, alignment, inadmissible, threads, batch_size, progress
            As in :meth:`bootstrap`.

        Returns
        -------
        BootstrapResult

        Raises
        ------
        OptionError, EstimationError, UnavailableError, Interrupted
            As in :meth:`bootstrap`.

        Examples
        --------
        >>> import numpy as np, plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> rows = np.random.default_rng(1).integers(0, 119, size=(50, 119))
        >>> result.resample(plspm.plans.Indices(rows)).draws_usable
        50
        """
        gathering = Gathering(plan_problems(plan))
        with gathering:
            options = Options(alignment, inadmissible, threads, batch_size, progress)
        with gathering:
            wanted = asked_for(statistics, level, kind)
        gathering.tell()
        method = type(plan).__name__.lower()
        return self._run(plan, options, wanted, method=method, seed=None, level=level, kind=kind)

    def _run(
        self,
        plan: Plan,
        options: Options,
        statistics: Sequence[Statistic],
        *,
        method: str,
        seed: Seed,
        level: float,
        kind: Kind,
        named: str = "draws",
    ) -> BootstrapResult:
        fitted = self._resampled if isinstance(plan, RowPlan) else self._fitted
        if self._arrays.needs_cases:
            statistics = [*statistics, ITEM_LOCATIONS]
        replicates = resample(plan, fitted, statistics, options, named=named)
        return BootstrapResult(
            fitted,
            plan,
            replicates,
            options,
            method=method,
            seed=seed,
            level=level,
            kind=kind,
            result=cast("PLSResult", self),
        )

    @cached_property
    def _resampled(self) -> Fitted:
        """The fit with the table of pairwise products, made once."""
        return replace(self._fitted, source=self._fitted.cases.for_resampling())

    def _units(self, clusters: Grouping | None, strata: Grouping | None) -> Units:
        """What is drawn or left out as one, as the options `clusters` and `strata` say."""
        return Units(self._groups(clusters, "clusters"), self._groups(strata, "strata"))

    def _groups(self, grouping: Grouping | None, option: str) -> Groups | None:
        if grouping is None:
            return None
        return read_groups(grouping, option, self._cases(option.capitalize()).origin)
