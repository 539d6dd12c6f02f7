"""Standard errors without drawing: the jackknife and the delta method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd

from plspm.assessment.statistics import STATISTICS, Labels
from plspm.errors import OptionError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.settings import choice_problems
from plspm.inference.intervals import normal_bounds, normal_p_value
from plspm.report import tables
from plspm.results.inference_tables import InferenceTables

StandardErrorMethod = Literal["delta", "jackknife"]


class StandardErrors(InferenceTables):
    """Standard errors of every statistic, found without drawing.

    Made by :meth:`plspm.PLSResult.standard_errors`. Every table has one row a component and the
    columns ``estimate``, ``std_error``, ``t``, ``p_value``, ``ci_lower``, ``ci_upper`` (normal),
    and for the jackknife also ``mean`` and ``bias``.

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

    def table(self, statistic: str) -> pd.DataFrame:
        """The table of a statistic, one row a component.

        Parameters
        ----------
        statistic : str
            Name of a statistic that was asked for.

        Raises
        ------
        OptionError
            It was not asked for.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.standard_errors(method="jackknife").table("htmt").shape
        (10, 8)
        """
        problems = choice_problems("statistic", statistic, tuple(self._columns))
        if problems:
            raise OptionError(problems)
        labels: Labels = STATISTICS[statistic].labels(self._arrays)
        found = dict(self._columns[statistic])
        error = np.where(found["std_error"] > 0, found["std_error"], np.nan)
        t = found["estimate"] / error
        lower, upper = normal_bounds(found["estimate"], found["std_error"], self.level)
        found |= {"t": t, "p_value": normal_p_value(t, "two-sided")}
        return tables.components(labels, found | {"ci_lower": lower, "ci_upper": upper})
