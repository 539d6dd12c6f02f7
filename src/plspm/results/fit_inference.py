"""What can be asked of a fit about its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import get_args

import pandas as pd

from plspm.assessment.statistics import BOOTSTRAPPED, STATISTICS, chosen
from plspm.data.groups import Grouping
from plspm.errors import Gathering, OptionError
from plspm.estimation.settings import choice_problems, flag_problems
from plspm.inference.asked import exact_fit_problems, level_problems, plan_problems
from plspm.inference.exact_fit import exact_fits
from plspm.inference.jackknife import delta_columns, jackknife_columns, leave_one_out_changes
from plspm.inference.options import Options, Policy
from plspm.inference.plans import Bootstrap, Plan
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.report import tables
from plspm.report.exact_fit import exact_fit_draws_table, exact_fit_table, warn_of_inconsistency
from plspm.report.influence import Influence
from plspm.results.fit_resampling import FitResampling
from plspm.results.standard_errors import StandardErrorMethod, StandardErrors


class FitInference(FitResampling):
    """Inference for a fit; see :class:`plspm.results.PLSResult`."""

    def standard_errors(
        self,
        method: StandardErrorMethod = "delta",
        *,
        statistics: Sequence[str] = BOOTSTRAPPED,
        clusters: Grouping | None = None,
        strata: Grouping | None = None,
        level: float = 0.95,
        progress: bool = True,
    ) -> StandardErrors:
        """Standard errors of every statistic without drawing.

        Parameters
        ----------
        method : {"delta", "jackknife"}
            The infinitesimal jackknife, from the derivatives of every statistic, or the
            jackknife that leaves out each case in turn. They agree to first order.
        statistics : sequence of str
            As in :meth:`bootstrap`.
        clusters : str or array-like, optional
            Column of the data, or one label a case: whole clusters count as units.
        strata : str or array-like, optional
            Column of the data, or one label a case: what strata differ by does not vary, as in
            a bootstrap within them, nor does a stratum of one unit. The jackknife gives the
            weight of the unit left out to the others of its stratum.
        level : float, default 0.95
            Level of the normal intervals.
        progress : bool, default True
            Show a bar when the jackknife takes more than a second or two.

        Returns
        -------
        StandardErrors

        Raises
        ------
        OptionError
            An option has a value that it cannot take.
        UnavailableError
            The fit came from a correlation matrix.
        DataError
            `clusters` or `strata` are no groups of the cases, a cluster lies in several strata,
            or every stratum holds a single unit.

        References
        ----------
        Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapters 3 and 6;
        for strata Jones (1974), Biometrika 61(2), 343-348, and Davison & Hinkley (1997),
        section 3.2.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> errors = result.standard_errors(method="jackknife")
        >>> errors.r_squared["std_error"].round(3).tolist()
        [0.085, 0.102]
        """
        methods = get_args(StandardErrorMethod)
        gathering = Gathering([*choice_problems("method", method, methods), *level_problems(level)])
        with gathering:
            wanted = chosen(statistics)
        with gathering:
            options = Options(progress=progress)
        with gathering:
            units = self._units(clusters, strata)
        gathering.tell()
        fitted = self._fitted

        if method == "delta":
            computed = partial(delta_columns, fitted, units=units)
        else:
            computed = partial(jackknife_columns, fitted, units=units, options=options)
        return StandardErrors(
            fitted, method, level, computed(wanted), computed, self.simulated_from
        )

    def influence(
        self,
        statistic: str = "paths",
        *,
        method: StandardErrorMethod = "delta",
        progress: bool = True,
    ) -> Influence:
        """How much every case moves a statistic.

        Parameters
        ----------
        statistic : str, default "paths"
            Any statistic of the bootstrap.
        method : {"delta", "jackknife"}
            To first order from derivatives, or exactly by leaving out each case.
        progress : bool, default True
            As in :meth:`standard_errors`.

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
        problems = [
            *choice_problems("statistic", statistic, tuple(STATISTICS)),
            *choice_problems("method", method, get_args(StandardErrorMethod)),
            *flag_problems("progress", progress),
        ]
        if problems:
            raise OptionError(problems)
        [wanted] = chosen(statistic)
        cases, options = self._cases("Influences").index, Options(progress=progress)
        exactly = method == "jackknife"
        changes = leave_one_out_changes(self._fitted, wanted, options, exactly=exactly)
        errors = self.standard_errors(method, statistics=[statistic], progress=progress)
        table = errors.table(statistic)
        changed = tables.labelled(changes, cases, table.index)
        return Influence(changed, table["std_error"], simulated_from=self.simulated_from)

    def exact_fit(
        self,
        draws: int = 4999,
        seed: Seed = None,
        *,
        plan: Plan | None = None,
        clusters: Grouping | None = None,
        strata: Grouping | None = None,
        inadmissible: Policy = "drop",
        threads: int | None = None,
        batch_size: int = 320,
        progress: bool = True,
    ) -> pd.DataFrame:
        """Test of exact model fit: each distance against its distribution under the model.

        The model is tested together with its estimator, and only one that is consistent for it
        keeps to the level of the test: consistent PLS for common factors, Mode B or given weights
        for composites, and `disjoint_two_stage` for constructs of constructs. Others reject true
        models (up to always; see docs/exact_fit.md).

        Parameters
        ----------
        draws, seed, clusters, strata, threads, batch_size, progress
            As in :meth:`bootstrap`.
        plan : one of :mod:`plspm.plans`, optional
            In the place of `draws`, `seed`, `clusters` and `strata`, for example
            ``plspm.plans.Indices(rows)`` for the rows of another program.
        inadmissible : {"drop", "keep", "redraw"}
            What becomes of draws that did not converge or are inadmissible. They are no results
            that anybody would have reported, and their distances, which may be huge, belong to
            no distribution to compare with: dropped unless told otherwise, and counted.

        Returns
        -------
        DataFrame
            Index (model, statistic) with srmr, d_uls and d_g (base-10 logarithms) of the
            saturated and the estimated model. Columns ``value``, ``q95`` and ``q99`` (quantiles
            under the model), ``p_value`` (share of draws at least as large, the sample among
            them), ``consistent`` (whether the estimator is, for this model: if not, p is too
            small), ``draws`` (usable ones) and, whatever became of them, those that did not end
            well: ``not_converged``, ``inadmissible``, ``constant_indicator``, ``singular``. A
            value above its quantile speaks against the model. ``table.attrs["seed"]`` is the
            seed that gives the same draws. :meth:`exact_fit_draws`
            gives the draws. A model with products has rows of the saturated model
            only: how items correlate through products does not follow from its paths.

        Raises
        ------
        OptionError
            An option has a value that it cannot take.
        EstimationError
            The observed or the implied correlations are not positive definite, or fewer than
            two draws gave an estimate.
        UnavailableError
            The fit came from a correlation matrix.

        Warns
        -----
        ConsistencyWarning
            The estimator is not consistent for the model.
        AdmissibilityWarning
            As in :meth:`bootstrap`, for the draws of each model.

        References
        ----------
        Beran & Srivastava (1985), Annals of Statistics 13(1), 95-115; Dijkstra & Henseler
        (2015), Computational Statistics & Data Analysis 81, 10-23.

        Examples
        --------
        >>> import plspm
        >>> data = plspm.datasets.load("customer_engagement")
        >>> model = "EXP <~ EXP_a + EXP_b + EXP_c; MPE <~ MPE_a + MPE_b + MPE_c; MPE ~ EXP"
        >>> test = plspm.estimate(model, data).exact_fit(draws=199, seed=1)
        >>> test.loc[("saturated", "srmr"), ["value", "q95"]].round(3).tolist()
        [0.034, 0.063]
        """
        otherwise = not (seed is None and clusters is None and strata is None)
        gathering = Gathering(exact_fit_problems(draws, plan, drawn_otherwise=otherwise))
        with gathering:
            sequence = as_seed_sequence(seed)
        with gathering:
            options = Options("construct", inadmissible, threads, batch_size, progress)
        with gathering:
            units = self._units(clusters, strata)
        gathering.tell()
        self._cases("Exact fit tests")
        drawn = plan or Bootstrap(int(draws), sequence, units.clusters, units.strata)
        consistent = warn_of_inconsistency(self._arrays, self._fitted.settings)
        table = exact_fit_table(exact_fits(self._fitted, drawn, options), consistent=consistent)
        if plan is None:
            table.attrs["seed"] = to_repeat(sequence)
        return table

    def exact_fit_draws(
        self,
        plan: Plan,
        *,
        inadmissible: Policy = "drop",
        threads: int | None = None,
        batch_size: int = 320,
        progress: bool = True,
    ) -> pd.DataFrame:
        """Distances of all draws behind an exact fit test, to plot them or to test otherwise.

        Parameters
        ----------
        plan : one of :mod:`plspm.plans`
            ``plspm.plans.Bootstrap(4999, seed=1)`` has the draws of ``exact_fit(4999, seed=1)``.
        inadmissible, threads, batch_size, progress
            As in :meth:`exact_fit`.

        Returns
        -------
        DataFrame
            One row a draw used under any model, under its number in the plan; columns (model,
            statistic) as the rows of :meth:`exact_fit`. NaN where a model did not use the draw.

        Raises
        ------
        OptionError, EstimationError, UnavailableError
            As in :meth:`exact_fit`.

        Examples
        --------
        >>> import plspm
        >>> data = plspm.datasets.load("customer_engagement")
        >>> model = "EXP <~ EXP_a + EXP_b + EXP_c; MPE <~ MPE_a + MPE_b + MPE_c; MPE ~ EXP"
        >>> result = plspm.estimate(model, data)
        >>> draws = result.exact_fit_draws(plspm.plans.Bootstrap(199, seed=1))
        >>> round(float(draws["saturated", "srmr"].quantile(0.95)), 3)
        0.063
        """
        gathering = Gathering(plan_problems(plan))
        with gathering:
            options = Options("construct", inadmissible, threads, batch_size, progress)
        gathering.tell()
        self._cases("Exact fit tests")
        return exact_fit_draws_table(exact_fits(self._fitted, plan, options))
