"""The result of a bootstrap: every statistic with its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from plspm.assessment.statistics import ITEM_LOCATIONS, STATISTICS, Labels, Statistic
from plspm.errors import Gathering, OptionError
from plspm.estimation.arrays import Array
from plspm.estimation.settings import count_problems
from plspm.estimation.structural import total_effects
from plspm.inference.components import Components
from plspm.inference.double import InnerBootstrap, calibrated_probabilities
from plspm.inference.expressions import Value, read_expression
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Alternative, Kind, PValue, tails
from plspm.inference.mediation import share_of_total
from plspm.inference.null_values import null_problems
from plspm.inference.plans import Bootstrap, Plan
from plspm.inference.resample import FATES, all_draws
from plspm.inference.slopes import Coefficients, Combined, Quantity
from plspm.report import tables
from plspm.report.mediation import mediation_table
from plspm.report.outside import notes_on_intervals
from plspm.report.summary import summary
from plspm.results.held import held
from plspm.results.resampled import Resampled


@held("boot")
class BootstrapResult(Resampled):
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
        problems = count_problems("outer", outer, at_least=2)
        gathering = Gathering([*problems, *count_problems("inner", inner, at_least=2)])
        with gathering:
            part = self._part(statistic)
        with gathering:
            _, at_level = self._checked(None, level, alternative)
        with gathering:
            drawn = _of_bootstrap(self._plan)
        gathering.tell()
        numbers = self._replicates.numbers[: int(outer)]
        plan = InnerBootstrap(drawn, numbers, int(inner))
        values = all_draws(plan, self._fitted, STATISTICS[statistic], self._options)
        low, high = tails(at_level, alternative)
        shaped = values.reshape(numbers.size, plan.per_draw, -1)
        lower, upper = calibrated_probabilities(part.estimate, shaped, (low, high))
        columns = {
            "estimate": part.estimate,
            "ci_lower": part.draws.quantile(lower) if low > 0 else np.full_like(lower, -np.inf),
            "ci_upper": part.draws.quantile(upper) if high < 1 else np.full_like(upper, np.inf),
            "p_lower": lower,
            "p_upper": upper,
        }
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
        return self._table(part, of_kind, at_level, alternative, p_value, null)

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
        kind, level = self._checked(kind, level, "two-sided")
        arrays = self._fitted.arrays
        specific = STATISTICS["specific_indirect_effects"]
        shares = [share_of_total(route) for route in arrays.indirect_routes or ()]
        parts = {
            "indirect": self._part("specific_indirect_effects"),
            "direct": self._part("paths"),
            "total": self._part("total_effects"),
            "vaf": self._of_paths("vaf", shares, specific.labels(arrays)),
        }
        bounds = {name: part.interval(kind, level, "two-sided") for name, part in parts.items()}
        estimates = {name: part.estimate for name, part in parts.items()}
        return mediation_table(arrays, specific.labels(arrays), estimates, bounds)

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
        of_kind, at_level = self._checked(kind, level, "two-sided")
        part = self._of_coefficients(name, quantities, labels)
        return self._table(part, of_kind, at_level, "two-sided", "normal", null)

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
        of_kind, at_level = self._checked(kind, level, "two-sided")
        labels = Labels(("quantity",), tuple((str(k),) for k in range(len(quantities))))
        part = self._of_coefficients("quantity", quantities, labels)

        def of(combinations: Array) -> tuple[Array, Array, Array]:
            sums = part.combined(combinations)
            return sums.estimate, *sums.interval(of_kind, at_level, "two-sided")

        return of

    def _of_coefficients(
        self, name: str, quantities: Sequence[Quantity], labels: Labels
    ) -> Components:
        self._part("paths")
        arrays, drawn = self._fitted.arrays, self._replicates.values
        paths, locations = drawn["paths"], drawn.get(ITEM_LOCATIONS.name)

        def stacked(of: Coefficients) -> Array:
            with np.errstate(all="ignore"):  # a draw may have no such quantity: NaN says so
                columns = [quantity(of) for quantity in quantities]
            return np.stack(columns, axis=1) if columns else np.empty((of.B.shape[0], 0))

        statistic = Statistic(name, name, lambda e: stacked(Coefficients.of(e)), lambda _: labels)
        values = stacked(Coefficients.of_draws(arrays, paths, locations))
        return self._components_of(statistic, values)

    def _of_paths(self, name: str, values: Sequence[Value], labels: Labels) -> Components:
        """Components that are functions of the path coefficients, from the draws of these.

        Kept by what they are called, so that other levels need no computation anew.
        """
        known = f"{name} {labels.rows}"
        if known in self._components:
            return self._components[known]
        arrays = self._fitted.arrays

        def stacked(B: Array) -> Array:
            T = total_effects(B, arrays)
            # A user's arithmetic may overflow or divide by zero in a draw: NaN says so below.
            with np.errstate(all="ignore"):
                columns = [value(B, T) for value in values]
            stack = np.stack(columns, axis=1) if columns else np.empty((B.shape[0], 0))
            return np.where(np.isfinite(stack), stack, np.nan)

        self._part("paths")
        paths = self._replicates.values["paths"]
        B = np.zeros((paths.shape[0], *arrays.is_path.shape))
        B[:, arrays.is_path] = paths
        statistic = Statistic(name, name, lambda e: stacked(e.per_unit(e.B)), lambda _: labels)
        self._components[known] = self._components_of(statistic, stacked(B))
        return self._components[known]

    def _failures_in_words(self) -> str:
        """How many draws failed by cause, and what became of them."""
        found = [f"{n} {cause}" for cause, n in self.failures.items() if n]
        if not found:
            return "none"
        what = FATES[self._options.inadmissible]
        counted = ", ".join(found).replace("_", " ")
        return f"{counted} ({what})"

    def summary(self) -> str:
        """Text of the structural results with their uncertainty.

        Returns
        -------
        str

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> print(*result.bootstrap(draws=499, seed=1).summary().splitlines()[3:6], sep=chr(10))
        Method:   bootstrap
        Draws:    499 requested, 499 usable
        Seed:     1
        """
        facts = [
            ("Method", self._method),
            ("Draws", f"{self.draws_requested} requested, {self.draws_usable} usable"),
            *([("Seed", " ".join(str(self.seed).split()))] if self.seed is not None else []),
            ("Failures", self._failures_in_words()),
            ("Interval", f"{self.kind}, {self.level:.0%}; p from t under the standard normal"),
        ]
        titles = {
            "paths": "Path coefficients",
            "total_effects": "Total effects",
            "specific_indirect_effects": "Specific indirect effects",
            "r_squared": "Explained variance",
            "htmt": "HTMT",
            "loadings": "Loadings",
        }
        shown = ["estimate", "bias", "std_error", "t", "p_value", "ci_lower", "ci_upper"]
        sections = {}
        for name, title in titles.items():
            if name in self.statistics:
                section = self.table(name)
                section = section[[column for column in shown if column in section]]
                # The route names its source and target itself.
                names_all = "path" in section.index.names
                sections[title] = section.droplevel([0, 1]) if names_all else section
        return summary("Bootstrap", facts, sections, notes_on_intervals(sections))


def _of_bootstrap(plan: Plan) -> Bootstrap:
    if not isinstance(plan, Bootstrap):
        raise OptionError("Calibration needs the draws of result.bootstrap(), not of other plans.")
    return plan
