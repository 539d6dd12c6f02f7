"""The result of a bootstrap: every statistic with its uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plspm.assessment.statistics import STATISTICS
from plspm.errors import Gathering
from plspm.held import held
from plspm.inference.choices import calibrate_problems
from plspm.inference.double import calibrated_columns, of_bootstrap, size_problems
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Alternative, Kind
from plspm.report import tables
from plspm.report.bootstrap_summary import bootstrap_facts, bootstrap_page
from plspm.report.inference import interval_table
from plspm.report.page import Page, Record
from plspm.results.resampled_paths import ResampledPaths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plspm.assessment.criteria import Rules
    from plspm.verdicts import Verdicts


@held("boot")
class BootstrapResult(ResampledPaths, Record):
    """All statistics of a model under resampling.

    Made by :meth:`plspm.PLSResult.bootstrap` and :meth:`plspm.PLSResult.resample`. Every table
    has one row a component and the columns ``estimate``, ``mean``, ``bias``, ``std_error``,
    ``t`` and ``p_value`` (where there is a null value, see :meth:`table`), ``ci_lower``,
    ``ci_upper`` and ``draws`` (usable draws).

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> boot = result.bootstrap(draws=499, seed=1)
    >>> boot
    <BootstrapResult: 499 of 499 draws usable>
    >>> boot.paths.loc[("ECE", "MPE"), "estimate"].round(3)
    np.float64(0.682)
    """

    def interval(
        self,
        statistic: str,
        *,
        kind: Kind | None = None,
        level: float | None = None,
        alternative: Alternative = "two-sided",
        calibrate: bool = False,
    ) -> pd.DataFrame:
        """Confidence intervals of a statistic, without drawing again.

        Parameters
        ----------
        statistic : str
            One of :attr:`statistics`.
        kind : {"percentile", "basic", "normal", "bc", "bca", "studentized"}, optional
            By default as chosen for the bootstrap. The acceleration of "bca" comes from the
            jackknife of each component; "studentized" takes the delta-method standard error
            of every draw and needs some time. Both go by the clusters and strata of the draws.
        level : float, optional
            Between 0 and 1; by default as chosen for the bootstrap.
        alternative : {"two-sided", "greater", "less"}
            "greater" gives a lower bound only, "less" an upper bound only.
        calibrate : bool, default False
            Calibrate the percentile interval by a double bootstrap; see
            :meth:`calibrated_interval`, which says how far and takes its options.

        Returns
        -------
        DataFrame
            Columns ``estimate``, ``ci_lower``, ``ci_upper``.

        Raises
        ------
        OptionError
            An option has a value that it cannot take.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> boot = result.bootstrap(draws=499, seed=1)
        >>> boot.interval("paths", kind="bca", level=0.90).columns.tolist()
        ['estimate', 'ci_lower', 'ci_upper']
        """
        gathering = Gathering(calibrate_problems(calibrate, kind))
        with gathering:
            part = self._part(statistic)
        with gathering:
            of_kind, at_level = self._checked(kind, level, alternative)
        gathering.tell()
        if calibrate:
            table = self.calibrated_interval(statistic, level=level, alternative=alternative)
            return table[["estimate", "ci_lower", "ci_upper"]]
        return interval_table(part, of_kind, at_level, alternative)

    def calibrated_interval(
        self,
        statistic: str,
        *,
        level: float | None = None,
        alternative: Alternative = "two-sided",
        outer: int = 500,
        inner: int = 200,
    ) -> pd.DataFrame:
        """Percentile intervals calibrated by a double bootstrap.

        Parameters
        ----------
        statistic : str
            One of :attr:`statistics`.
        level : float, optional
            By default as chosen for the bootstrap.
        alternative : {"two-sided", "greater", "less"}
        outer : int, default 500
            Draws that are resampled in their turn; at most those there are.
        inner : int, default 200
            Draws from each of them.

        Returns
        -------
        DataFrame
            Columns ``estimate``, ``ci_lower``, ``ci_upper`` and the calibrated probabilities
            ``p_lower``, ``p_upper`` at which the quantiles of the draws were taken.

        Raises
        ------
        OptionError
            An option has a value that it cannot take, or the draws are not those of a
            bootstrap.

        References
        ----------
        Beran (1987), Biometrika 74(3), 457-468.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> boot = result.bootstrap(draws=499, seed=1)
        >>> boot.calibrated_interval("paths", outer=50, inner=50).shape
        (4, 5)
        """
        gathering = Gathering(size_problems(outer, inner))
        with gathering:
            part = self._part(statistic)
        with gathering:
            _, at_level = self._checked(None, level, alternative)
        with gathering:
            of_bootstrap(self._plan)
        gathering.tell()
        of, size = STATISTICS[statistic], (int(outer), int(inner))
        columns = calibrated_columns(self._source, of, part, at_level, alternative, size)
        return tables.components(part.labels, columns)

    @property
    def simulated_from(self) -> str:
        """What the data were drawn from, where they are simulated; else empty."""
        return self.result.simulated_from

    @property
    def fitted(self) -> Fitted:
        """The fit that was resampled."""
        return self._fitted

    def check(
        self, *, rules: Rules = "hair2022", thresholds: Mapping[str, float] | None = None
    ) -> Verdicts:
        """Whether this is good, by every criterion of the guidelines; see :func:`plspm.check`.

        That function also takes what else was computed, predictions and groups among them.
        """
        from plspm.verdicts import check

        return check(self, rules=rules, thresholds=thresholds)

    def page(self) -> Page:
        """What :meth:`summary` prints: the structural results with their uncertainty.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> print(*result.bootstrap(draws=499, seed=1).summary().splitlines()[3:6], sep=chr(10))
        Method:   bootstrap
        Draws:    499 requested, 499 usable
        Seed:     1
        """
        replicates, policy = self._replicates, self._options.inadmissible
        facts = bootstrap_facts(self._method, replicates, policy, self.seed, self.kind, self.level)
        return bootstrap_page(facts, self.statistics, self.table)
