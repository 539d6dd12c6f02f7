"""Standard errors without drawing: the jackknife and the delta method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from plspm.assessment.statistics import STATISTICS, Labels
from plspm.errors import OptionError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.settings import choice_problems
from plspm.inference.intervals import normal_bounds, normal_p_value, t_value
from plspm.inference.null_values import null_value
from plspm.report import tables
from plspm.results.inference_tables import InferenceTables

StandardErrorMethod = Literal["delta", "jackknife"]


class StandardErrors(InferenceTables):
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
        arrays: ModelArrays,
        method: StandardErrorMethod,
        level: float,
        columns: Mapping[str, Mapping[str, Array]],
    ) -> None:
        self._arrays = arrays
        self._columns = columns
        self.method = method
        self.level = level

    def __repr__(self) -> str:
        return f"<StandardErrors: {self.method}, {len(self._columns)} statistics>"

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
        labels: Labels = STATISTICS[statistic].labels(self._arrays)
        found = dict(self._columns[statistic])
        lower, upper = normal_bounds(found["estimate"], found["std_error"], self.level)
        if value is not None:
            t = t_value(found["estimate"], found["std_error"], value)
            found |= {"t": t, "p_value": normal_p_value(t, "two-sided")}
        return tables.components(labels, found | {"ci_lower": lower, "ci_upper": upper})
