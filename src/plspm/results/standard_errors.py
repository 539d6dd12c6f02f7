"""Standard errors without drawing: the jackknife and the delta method."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from plspm.assessment.statistics import STATISTICS, Labels, Statistic
from plspm.errors import OptionError, written
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import choice_problems, fraction_problems
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind, normal_bounds, normal_p_value, t_value
from plspm.inference.null_values import null_value
from plspm.inference.slopes import Coefficients, Combined, Quantity
from plspm.report import tables
from plspm.results.held import held
from plspm.results.inference_tables import InferenceTables

StandardErrorMethod = Literal["delta", "jackknife"]


@held("errors")
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
        fitted: Fitted,
        compute: Callable[[list[Statistic]], Mapping[str, Mapping[str, Array]]],
    ) -> None:
        self._arrays = arrays
        self._columns = columns
        self._compute = compute
        self._fitted = fitted
        self.method = method
        self.level = level

    @property
    def fitted(self) -> Fitted:
        """The fit."""
        return self._fitted

    def __repr__(self) -> str:
        return f"<StandardErrors: {self.method}, {len(self._columns)} statistics>"

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
        labels: Labels = STATISTICS[statistic].labels(self._arrays)
        return self._table(dict(self._columns[statistic]), labels, self.level, value)

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
        """Table of functions of the path coefficients, such as slopes; computed when asked for.

        Parameters
        ----------
        name : str
            What they are.
        quantities : sequence of functions
            See :mod:`plspm.inference.slopes`.
        labels : Labels
            Of the functions.
        kind : {"normal"}, optional
        level : float, optional
            By default as chosen at the start.
        null : float or None, default 0
            Value that t and p hold them against; None for no test.

        Returns
        -------
        DataFrame
            One row a function, columns as in :meth:`table`.

        Raises
        ------
        OptionError
            `kind` is not "normal": there are no draws; or `level` no level.
        """
        level = self._checked(kind, level)
        return self._table(self._of_coefficients(name, quantities, labels), labels, level, null)

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
            As in :meth:`of_coefficients`.

        Returns
        -------
        callable
            Takes combinations (r, k), returns their estimates, lower and upper bounds, (r,) each.

        Raises
        ------
        OptionError
            As :meth:`of_coefficients`.
        """
        level = self._checked(kind, level)
        k = len(quantities)
        pairs = [(i, j) for i in range(k) for j in range(i)]
        sums = [*quantities, *(_sum_of(quantities[i], quantities[j]) for i, j in pairs)]
        labels = Labels(("quantity",), tuple((str(number),) for number in range(len(sums))))
        found = self._of_coefficients("quantity", sums, labels)
        variances = found["std_error"] ** 2
        covariance = np.diag(variances[:k])
        for variance, (i, j) in zip(variances[k:], pairs, strict=True):
            covariance[i, j] = covariance[j, i] = (variance - variances[i] - variances[j]) / 2

        def of(combinations: Array) -> tuple[Array, Array, Array]:
            estimate = combinations @ found["estimate"][:k]
            variance = np.einsum("ri,ij,rj->r", combinations, covariance, combinations)
            return estimate, *normal_bounds(estimate, np.sqrt(np.maximum(variance, 0.0)), level)

        return of

    def _of_coefficients(
        self, name: str, quantities: Sequence[Quantity], labels: Labels
    ) -> dict[str, Array]:
        def stacked(estimates: Estimates) -> Array:
            of = Coefficients.of(estimates)
            with np.errstate(all="ignore"):  # what has no value is NaN
                return np.stack([quantity(of) for quantity in quantities], axis=1)

        return dict(self._compute([Statistic(name, name, stacked, lambda _: labels)])[name])

    def _checked(self, kind: Kind | None, level: float | None) -> float:
        level = self.level if level is None else level
        problems = fraction_problems("level", level, example="0.95")
        if kind is not None and (not isinstance(kind, str) or kind != "normal"):
            problems.append(
                f"kind is {written(kind)}; without draws intervals are normal. Other kinds take "
                "result.bootstrap()."
            )
        if problems:
            raise OptionError(problems)
        return level

    def _table(
        self, found: dict[str, Array], labels: Labels, level: float, null: float | None
    ) -> pd.DataFrame:
        lower, upper = normal_bounds(found["estimate"], found["std_error"], level)
        if null is not None:
            t = t_value(found["estimate"], found["std_error"], null)
            found |= {"t": t, "p_value": normal_p_value(t, "two-sided")}
        return tables.components(labels, found | {"ci_lower": lower, "ci_upper": upper})


def _sum_of(first: Quantity, second: Quantity) -> Quantity:
    return lambda of: first(of) + second(of)
