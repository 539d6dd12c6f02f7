"""What can be asked of a fit about its uncertainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import pandas as pd

from plspm.assessment.fit import MODELS
from plspm.assessment.statistics import BOOTSTRAPPED, STATISTICS, Statistic, chosen
from plspm.data.groups import Grouping
from plspm.errors import Gathering, OptionError
from plspm.estimation.arrays import Array
from plspm.estimation.settings import MOST_DRAWS, choice_problems, count_problems
from plspm.inference.exact_fit import exact_fit
from plspm.inference.jackknife import delta_columns, jackknife_columns, leave_one_out_changes
from plspm.inference.plans import Bootstrap
from plspm.inference.resample import Options, Policy
from plspm.inference.seeds import Seed, as_seed_sequence
from plspm.report import tables
from plspm.report.exact_fit import exact_fit_table
from plspm.results.fit_resampling import FitResampling
from plspm.results.influence import Influence
from plspm.results.resampled import level_problems
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
            units = self._units(clusters, strata)
        gathering.tell()
        compute = delta_columns if method == "delta" else jackknife_columns
        fitted = self._fitted

        def computed(statistics: list[Statistic]) -> Mapping[str, Mapping[str, Array]]:
            return compute(fitted, statistics, units)

        return StandardErrors(self._arrays, method, level, computed(wanted), fitted, computed)

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
        problems = [
            *choice_problems("statistic", statistic, tuple(STATISTICS)),
            *choice_problems("method", method, get_args(StandardErrorMethod)),
        ]
        if problems:
            raise OptionError(problems)
        [wanted] = chosen(statistic)
        changes = leave_one_out_changes(self._fitted, wanted, exactly=method == "jackknife")
        errors = self.standard_errors(method, statistics=[statistic]).table(statistic)
        columns = tables.index_of(wanted.labels(self._arrays))
        index = self._cases("Influences").index
        return Influence(pd.DataFrame(changes, index=index, columns=columns), errors["std_error"])

    def exact_fit(
        self,
        draws: int = 4999,
        seed: Seed = None,
        *,
        clusters: Grouping | None = None,
        strata: Grouping | None = None,
        inadmissible: Policy = "keep",
        threads: int | None = None,
        batch_size: int = 320,
        progress: bool = True,
    ) -> pd.DataFrame:
        """Test of exact model fit: each distance against its distribution under the model.

        Parameters
        ----------
        draws, seed, clusters, strata, inadmissible, threads, batch_size, progress
            As in :meth:`bootstrap`.

        Returns
        -------
        DataFrame
            Index (model, statistic) with srmr, d_uls and d_g (base-10 logarithms) of the
            saturated and the estimated model. Columns ``value``, ``q95`` and ``q99`` (quantiles
            under the model), ``p_value`` (share of draws at least as large, the sample among
            them), ``draws`` (usable ones) and, whatever became of them, those that did not end
            well: ``not_converged``, ``inadmissible``, ``constant_indicator``, ``singular``. A
            value above its quantile speaks against the model.

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
        AdmissibilityWarning
            As in :meth:`bootstrap`, for the draws of each model.

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
        gathering = Gathering(count_problems("draws", draws, at_least=2, at_most=MOST_DRAWS))
        with gathering:
            sequence = as_seed_sequence(seed)
        with gathering:
            options = Options("construct", inadmissible, threads, batch_size, progress)
        with gathering:
            units = self._units(clusters, strata)
        gathering.tell()
        plan = Bootstrap(int(draws), sequence, units.clusters, units.strata)
        tests = {model: exact_fit(self._fitted, model, plan, options) for model in MODELS}
        return exact_fit_table(tests)
