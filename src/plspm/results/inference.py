"""What can be asked of a fit about its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import get_args

import numpy as np
import pandas as pd

from plspm.assessment.fit import MODELS
from plspm.assessment.statistics import BOOTSTRAPPED, chosen, undifferentiable
from plspm.data.groups import Grouping, read_groups
from plspm.data.moments import moment_table
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems, count_problems
from plspm.inference.alignment import Alignment
from plspm.inference.exact_fit import exact_fit
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind
from plspm.inference.jackknife import delta_columns, jackknife_columns, leave_one_out_changes
from plspm.inference.parametric import wishart
from plspm.inference.plans import Bootstrap, Groups, Plan, RowPlan, plan_problems
from plspm.inference.resample import Options, Policy, resample
from plspm.inference.seeds import Seed, as_seed_sequence
from plspm.report import tables
from plspm.report.exact_fit import exact_fit_table
from plspm.results.bootstrap import BootstrapResult
from plspm.results.fit_tables import FitTables
from plspm.results.influence import Influence
from plspm.results.resampled import level_problems
from plspm.results.standard_errors import StandardErrorMethod, StandardErrors


class FitInference(FitTables):
    """Inference for a fit; see :class:`plspm.results.PLSResult`."""

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
        batch_size: int = 256,
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
            Independent Poisson(1) counts in place of drawing n cases.
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
            By default one a processor.
        batch_size : int, default 256
            Draws computed together; bounds the memory.
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
        problems = count_problems("draws", draws, at_least=2)
        if parametric and (poisson or clusters is not None or strata is not None):
            problems.append("parametric draws matrices: it goes with no poisson, clusters, strata.")
        if problems:
            raise OptionError(problems)
        sequence = as_seed_sequence(seed)
        options = Options(alignment, inadmissible, threads, batch_size, progress)
        plan, method = self._bootstrap_plan(draws, sequence, clusters, strata, poisson, parametric)
        return self._run(
            plan,
            options,
            statistics=statistics,
            method=method,
            seed=sequence.entropy,
            level=level,
            kind=kind,
        )

    def _bootstrap_plan(
        self,
        draws: int,
        seed: np.random.SeedSequence,
        clusters: Grouping | None,
        strata: Grouping | None,
        poisson: bool,
        parametric: bool,
    ) -> tuple[Plan, str]:
        """The plan of a bootstrap, and what it is called."""
        if parametric:
            return wishart(draws, seed, self._fitted), "parametric bootstrap (Wishart draws)"
        units, groups = self._groups(clusters, "clusters"), self._groups(strata, "strata")
        how = [
            "Poisson bootstrap" if poisson else "bootstrap",
            *([f"{units.max() + 1} clusters"] if units is not None else []),
            *([f"{groups.max() + 1} strata"] if groups is not None else []),
        ]
        return Bootstrap(draws, seed, units, groups, poisson), ", ".join(how)

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
        batch_size: int = 256,
        progress: bool = True,
    ) -> BootstrapResult:
        """Compute every statistic on the draws of any plan, for example given row numbers.

        Parameters
        ----------
        plan : Plan
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
        problems = plan_problems(plan)
        if problems:
            raise OptionError(problems)
        return self._run(
            plan,
            Options(alignment, inadmissible, threads, batch_size, progress),
            statistics=statistics,
            method=type(plan).__name__.lower(),
            seed=None,
            level=level,
            kind=kind,
        )

    def standard_errors(
        self,
        method: StandardErrorMethod = "delta",
        *,
        statistics: Sequence[str] = BOOTSTRAPPED,
        clusters: Grouping | None = None,
        level: float = 0.95,
    ) -> StandardErrors:
        """Standard errors of every statistic without drawing.

        Parameters
        ----------
        method : {"delta", "jackknife"}
            The infinitesimal jackknife, from the derivatives of every statistic, or the
            jackknife that leaves out each case in turn. They agree to first order.
        statistics : sequence of str
            As in :meth:`bootstrap`; "fit_distances" has no derivative here.
        clusters : str or array-like, optional
            Column of the data, or one label a case: whole clusters count as units.
        level : float, default 0.95
            Level of the normal intervals.

        Returns
        -------
        StandardErrors

        Raises
        ------
        OptionError
            An option has a value that it cannot take.
        UnavailableError
            The fit came from a correlation matrix.

        References
        ----------
        Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapters 3 and 6.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> errors = result.standard_errors(method="jackknife")
        >>> errors.r_squared["std_error"].round(3).tolist()
        [0.085, 0.102]
        """
        wanted = chosen(statistics)
        problems = [
            *choice_problems("method", method, get_args(StandardErrorMethod)),
            *level_problems(level),
            *(undifferentiable(wanted) if method == "delta" else []),
        ]
        if problems:
            raise OptionError(problems)
        units = self._groups(clusters, "clusters")
        compute = delta_columns if method == "delta" else jackknife_columns
        columns = compute(self._resampled, wanted, units)
        return StandardErrors(self._arrays, method, level, columns)

    def influence(
        self, statistic: str = "paths", *, method: StandardErrorMethod = "delta"
    ) -> Influence:
        """How much every case moves a statistic.

        Parameters
        ----------
        statistic : str, default "paths"
            Any statistic of the bootstrap.
        method : {"delta", "jackknife"}
            To first order from derivatives, or exactly by leaving out each case.

        Returns
        -------
        Influence
            With a table of cases by components and the largest changes.

        Raises
        ------
        OptionError
            An option has a value that it cannot take.
        UnavailableError
            The fit came from a correlation matrix.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.influence("r_squared").table.shape
        (119, 2)
        """
        [wanted] = chosen(statistic)
        problems = [
            *choice_problems("method", method, get_args(StandardErrorMethod)),
            *(undifferentiable([wanted]) if method == "delta" else []),
        ]
        if problems:
            raise OptionError(problems)
        changes = leave_one_out_changes(self._resampled, wanted, exactly=method == "jackknife")
        errors = self.standard_errors(method, statistics=[statistic]).table(statistic)
        columns = tables.index_of(wanted.labels(self._arrays))
        index = self._cases("Influences").index
        return Influence(pd.DataFrame(changes, index=index, columns=columns), errors["std_error"])

    def exact_fit(
        self,
        draws: int = 4999,
        seed: Seed = None,
        *,
        threads: int | None = None,
        batch_size: int = 256,
        progress: bool = True,
    ) -> pd.DataFrame:
        """Test of exact model fit: each distance against its distribution under the model.

        Parameters
        ----------
        draws, seed, threads, batch_size, progress
            As in :meth:`bootstrap`.

        Returns
        -------
        DataFrame
            Index (model, statistic) with srmr, d_uls and d_g (base-10 logarithms) of the
            saturated and the estimated model. Columns ``value``, ``q95`` and ``q99`` (quantiles
            under the model), ``p_value`` (share of draws at least as large) and ``draws``. A
            value above its quantile speaks against the model.

        Raises
        ------
        OptionError
            An option has a value that it cannot take.
        EstimationError
            The observed or the implied correlations are not positive definite.
        UnavailableError
            The fit came from a correlation matrix.

        References
        ----------
        Beran & Srivastava (1985), Annals of Statistics 13(1), 95-115; Dijkstra & Henseler
        (2015), Computational Statistics & Data Analysis 81, 10-23.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.exact_fit(draws=199, seed=1).loc[("saturated", "srmr"), "value"].round(4)
        np.float64(0.0824)
        """
        problems = count_problems("draws", draws, at_least=2)
        if problems:
            raise OptionError(problems)
        plan = Bootstrap(draws, as_seed_sequence(seed))
        options = Options(threads=threads, batch_size=batch_size, progress=progress)
        tests = {model: exact_fit(self._resampled, model, plan, options) for model in MODELS}
        return exact_fit_table(tests)

    def _run(
        self,
        plan: Plan,
        options: Options,
        *,
        statistics: Sequence[str],
        method: str,
        seed: int | Sequence[int] | None,
        level: float,
        kind: Kind,
    ) -> BootstrapResult:
        problems = [
            *choice_problems("kind", kind, get_args(Kind)),
            *level_problems(level),
        ]
        if problems:
            raise OptionError(problems)
        fitted = self._resampled if isinstance(plan, RowPlan) else self._fitted
        replicates = resample(plan, fitted, chosen(statistics), options)
        return BootstrapResult(
            fitted, plan, replicates, options, method=method, seed=seed, level=level, kind=kind
        )

    @cached_property
    def _resampled(self) -> Fitted:
        """The fit with the table of pairwise products, made once."""
        table = moment_table(self._fitted.cases.Z, resampling=True)
        return replace(self._fitted, table=table)

    def _groups(self, grouping: Grouping | None, option: str) -> Groups | None:
        if grouping is None:
            return None
        return read_groups(grouping, option, self._cases(option.capitalize()).frame)
