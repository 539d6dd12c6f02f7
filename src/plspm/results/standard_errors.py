"""Standard errors without drawing: the jackknife and the delta method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

import pandas as pd

from plspm.assessment.statistics import STATISTICS, Labels
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.estimation.settings import choice_problems
from plspm.held import held
from plspm.inference.choices import check_normal
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind
from plspm.inference.null_values import null_value
from plspm.inference.quantities import Compute, by_delta, combined_by_delta
from plspm.inference.slopes import Combined, Quantity
from plspm.report.bootstrap_summary import bootstrap_page
from plspm.report.inference import normal_table
from plspm.report.page import Page, Record
from plspm.results.inference_tables import InferenceTables

StandardErrorMethod = Literal["delta", "jackknife"]
METHODS: Final[Mapping[StandardErrorMethod, str]] = MappingProxyType(
    {"delta": "delta method (infinitesimal jackknife)", "jackknife": "jackknife"}
)


@held("errors")
class StandardErrors(InferenceTables, Record):
    """Standard errors of every statistic, found without drawing.

    Made by :meth:`plspm.PLSResult.standard_errors`. Every table has one row a component and the
    columns ``estimate``, ``std_error``, ``t`` and ``p_value`` (where there is a null value, see
    :meth:`table`), ``ci_lower``, ``ci_upper`` (normal), and for the jackknife also ``mean`` and
    ``bias``.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> result.standard_errors().paths["std_error"].round(3).tolist()
    [0.076, 0.085, 0.082, 0.07]
    """

    def __init__(
        self,
        fitted: Fitted,
        method: StandardErrorMethod,
        level: float,
        columns: Mapping[str, Mapping[str, Array]],
        compute: Compute,
        simulated_from: str = "",
    ) -> None:
        self._columns = columns
        self._compute = compute
        self._fitted = fitted
        self._simulated_from = simulated_from
        self.method = method
        self.level = level

    @property
    def _kind_of_errors(self) -> str:
        return METHODS[self.method]

    @property
    def simulated_from(self) -> str:
        """What the data were drawn from, where they are simulated; else empty."""
        return self._simulated_from

    @property
    def fitted(self) -> Fitted:
        """The fit."""
        return self._fitted

    def __repr__(self) -> str:
        return f"<StandardErrors: {self.method}, {len(self._columns)} statistics>"

    def page(self) -> Page:
        """The structural results with their uncertainty."""
        facts = [
            ("Method", METHODS[self.method]),
            ("Interval", f"normal, {self.level:.0%}; p from t under the standard normal"),
        ]
        return bootstrap_page(facts, self.statistics, self.table, "Standard errors")

    @property
    def statistics(self) -> tuple[str, ...]:
        """Names of the statistics that were computed."""
        return tuple(self._columns)

    def table(self, statistic: str, *, null: float | None = None) -> pd.DataFrame:
        """The table of a statistic, one row a component.

        Parameters
        ----------
        statistic : str
            Name of a statistic that was asked for.
        null : float, optional
            Value that t and p hold the statistic against. By default 0 for weights, loadings,
            correlations and effects; for all others, where 0 is no hypothesis, t and p are
            given on request only.

        Raises
        ------
        OptionError
            It was not asked for, or `null` is no value that it can be tested against.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.standard_errors(method="jackknife").table("htmt").shape
        (10, 6)
        """
        problems = choice_problems("statistic", statistic, tuple(self._columns))
        if problems:
            raise OptionError(problems)
        value = null_value(STATISTICS[statistic], null)
        entry = STATISTICS[statistic]
        labels = entry.labels(self._fitted.arrays)
        columns = dict(self._columns[statistic])
        return normal_table(columns, labels, self.level, value, entry.range)

    def _of_coefficients(
        self,
        name: str,
        quantities: Sequence[Quantity],
        labels: Labels,
        *,
        kind: Kind | None = None,
        level: float | None = None,
        null: float | None = 0.0,
    ) -> pd.DataFrame:
        """As :meth:`BootstrapResult._of_coefficients`, by the delta method and when asked for.

        Raises
        ------
        OptionError
            `kind` is not "normal": there are no draws; or `level` no level.
        """
        level = self._level(kind, level)
        return normal_table(by_delta(self._compute, name, quantities, labels), labels, level, null)

    def _combined(
        self,
        quantities: Sequence[Quantity],
        *,
        kind: Kind | None = None,
        level: float | None = None,
    ) -> Combined:
        """As :meth:`BootstrapResult._combined`, with the errors of :meth:`_of_coefficients`."""
        return combined_by_delta(self._compute, quantities, self._level(kind, level))

    def _level(self, kind: Kind | None, level: float | None) -> float:
        level = self.level if level is None else level
        check_normal(kind, level)
        return level
