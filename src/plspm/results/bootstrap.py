"""The result of a bootstrap: every statistic with its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from plspm.assessment.statistics import STATISTICS, Labels
from plspm.errors import Gathering, OptionError
from plspm.held import held
from plspm.inference.choices import calibrate_problems
from plspm.inference.components import Components
from plspm.inference.double import calibrated_columns, of_bootstrap, size_problems
from plspm.inference.expressions import Value, read_expression
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Alternative, Kind, PValue
from plspm.inference.mediation import shares_of_total
from plspm.inference.null_values import null_problems
from plspm.inference.quantities import combined_from_draws, from_drawn_paths, from_draws
from plspm.inference.slopes import Combined, Quantity
from plspm.report import tables
from plspm.report.bootstrap_summary import bootstrap_facts, bootstrap_page
from plspm.report.inference import drawn_table, interval_table
from plspm.report.mediation import drawn_mediation_table
from plspm.report.page import Page, Record
from plspm.results.resampled import Resampled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plspm.assessment.criteria import Rules
    from plspm.verdicts import Verdicts


@held("boot")
class BootstrapResult(Resampled, Record):
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

    def expression(
        self,
        *texts: str,
        kind: Kind | None = None,
        level: float | None = None,
        alternative: Alternative = "two-sided",
        p_value: PValue = "normal",
        null: float = 0.0,
    ) -> pd.DataFrame:
        """Inference for arithmetic over path coefficients, such as the contrast of two effects.

        ``EXP->ECE`` is a path coefficient, ``EXP->ECE->MPE`` the product along a route,
        ``total(EXP->MPE)`` and ``indirect(EXP->MPE)`` are effects; they combine by
        ``+ - * / ^``, numbers and parentheses. Names with other characters stand in backticks.

        Parameters
        ----------
        *texts : str
            One or more expressions.
        kind, level, alternative, p_value
            As in :meth:`table`.
        null : float, default 0
            Value that t and p hold the expressions against, for example 1 for a ratio.

        Returns
        -------
        DataFrame
            One row an expression, columns as in :meth:`table`.

        Raises
        ------
        OptionError
            A text is no expression, or names what the model lacks.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> boot = result.bootstrap(draws=499, seed=1)
        >>> boot.expression("EXP->ECE->MPE - ORE->ECE->MPE")["estimate"].round(3)
        expression
        EXP->ECE->MPE - ORE->ECE->MPE   -0.128
        Name: estimate, dtype: float64
        """
        values = {}
        gathering = Gathering(null_problems(null))
        for text in texts:
            with gathering:
                values[text] = read_expression(text, self._fitted.arrays)
        with gathering:
            of_kind, at_level = self._checked(kind, level, alternative, p_value)
        gathering.tell()
        if not values:
            raise OptionError('Give at least one expression, for example "A->B - C->B".')
        rows = tuple((text,) for text in values)
        part = self._of_paths("expression", list(values.values()), Labels(("expression",), rows))
        return drawn_table(part, of_kind, at_level, alternative, p_value, null)

    def mediation(self, *, kind: Kind | None = None, level: float | None = None) -> pd.DataFrame:
        """Every specific indirect effect beside the direct and the total effect.

        Parameters
        ----------
        kind, level
            As in :meth:`interval`.

        Returns
        -------
        DataFrame
            Index (source, target, path). Columns ``indirect``, ``direct`` (NaN where the model
            has no direct path) and ``total``, each with ``_lower`` and ``_upper``; ``vaf``, the
            share of the total effect that takes this route, with bounds; ``type``:
            complementary, competitive, indirect-only, direct-only or none; and ``reason``: why
            the type is NA, empty where it is not.

        Raises
        ------
        OptionError
            An option has a value that it cannot take.

        References
        ----------
        Zhao, Lynch & Chen (2010), Journal of Consumer Research 37(2), 197-206; for the variance
        accounted for, Hair et al. (2022), chapter 7. It means little where effects compete.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.bootstrap(draws=499, seed=1).mediation()["type"].tolist()
        ['indirect-only', 'indirect-only', 'none']
        """
        kind, level = self._checked(kind, level)
        arrays = self._fitted.arrays
        indirect = self._part("specific_indirect_effects")
        parts = {
            "indirect": indirect,
            "direct": self._part("paths"),
            "total": self._part("total_effects"),
            "vaf": self._of_paths("vaf", shares_of_total(arrays), indirect.labels),
        }
        return drawn_mediation_table(arrays, parts, kind, level)

    @property
    def simulated_from(self) -> str:
        """What the data were drawn from, where they are simulated; else empty."""
        return self.result.simulated_from

    @property
    def fitted(self) -> Fitted:
        """The fit that was resampled."""
        return self._fitted

    def of_coefficients(
        self,
        name: str,
        quantities: Sequence[Quantity],
        labels: Labels,
        *,
        kind: Kind | None = None,
        level: float | None = None,
        null: float | None = 0.0,
    ) -> pd.DataFrame:
        """Table of functions of the path coefficients, such as slopes, from the draws of these.

        Parameters
        ----------
        name : str
            What they are.
        quantities : sequence of functions
            See :mod:`plspm.inference.slopes`.
        labels : Labels
            Of the functions.
        kind, level
            As in :meth:`interval`.
        null : float or None, default 0
            Value that t and p hold them against; None for no test.

        Returns
        -------
        DataFrame
            One row a function, columns as in :meth:`table`.

        Raises
        ------
        OptionError
            An option has a value that it cannot take, or paths were not drawn.
        """
        of_kind, at_level = self._checked(kind, level)
        part = from_draws(self._source, name, quantities, labels)
        return drawn_table(part, of_kind, at_level, "two-sided", "normal", null)

    def combined(
        self,
        quantities: Sequence[Quantity],
        *,
        kind: Kind | None = None,
        level: float | None = None,
    ) -> Combined:
        """Intervals of linear combinations of functions of the path coefficients.

        Parameters
        ----------
        quantities : sequence of k functions
            See :mod:`plspm.inference.slopes`.
        kind, level
            As in :meth:`interval`.

        Returns
        -------
        callable
            Takes combinations (r, k), returns their estimates, lower and upper bounds, (r,) each.

        Raises
        ------
        OptionError
            As :meth:`of_coefficients`.
        """
        of_kind, at_level = self._checked(kind, level)
        return combined_from_draws(self._source, quantities, of_kind, at_level)

    def _of_paths(self, name: str, values: Sequence[Value], labels: Labels) -> Components:
        """Kept by what they are called, so that other levels need no computation anew."""
        known = f"{name} {labels.rows}"
        if known not in self._components:
            self._components[known] = from_drawn_paths(self._source, name, values, labels)
        return self._components[known]

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
