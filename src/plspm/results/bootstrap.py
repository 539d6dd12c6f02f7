"""The result of a bootstrap: every statistic with its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import get_args

import numpy as np
import pandas as pd

from plspm.assessment.statistics import STATISTICS
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems
from plspm.inference.components import Components
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Alternative, Kind, PValue
from plspm.inference.resample import Replicates
from plspm.report import tables
from plspm.report.summary import summary


class BootstrapResult:
    """All statistics of a model under resampling.

    Made by :meth:`plspm.PLSResult.bootstrap` and :meth:`plspm.PLSResult.resample`. Every table
    has one row a component and the columns ``estimate``, ``mean``, ``bias``, ``std_error``,
    ``t``, ``p_value``, ``ci_lower``, ``ci_upper`` and ``draws`` (usable draws).

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

    def __init__(
        self,
        fitted: Fitted,
        replicates: Replicates,
        *,
        method: str,
        seed: int | Sequence[int] | None,
        level: float,
        kind: Kind,
    ) -> None:
        self._fitted = fitted
        self._replicates = replicates
        self._method = method
        self._components: dict[str, Components] = {}
        self.seed = seed
        self.level = level
        self.kind = kind

    def __repr__(self) -> str:
        used, asked = self.draws_usable, self.draws_requested
        return f"<BootstrapResult: {used} of {asked} draws usable>"

    @property
    def draws_requested(self) -> int:
        """Draws asked for."""
        return self._replicates.requested

    @property
    def draws_usable(self) -> int:
        """Draws that every table rests on, cells with fewer excepted (column ``draws``)."""
        return self._replicates.usable

    @property
    def failures(self) -> pd.Series[int]:
        """Draws that did not end well, by cause, whatever became of them."""
        counts = {outcome.name.lower(): n for outcome, n in self._replicates.failures.items()}
        return pd.Series(counts, name="draws").rename_axis("cause")

    @property
    def statistics(self) -> tuple[str, ...]:
        """Names of the statistics that were computed on every draw."""
        return tuple(self._replicates.values)

    def draws(self, statistic: str) -> pd.DataFrame:
        """The raw draws of a statistic.

        Parameters
        ----------
        statistic : str
            One of :attr:`statistics`.

        Returns
        -------
        DataFrame
            One row a usable draw (its number in the plan), one column a component.

        Raises
        ------
        OptionError
            The statistic was not computed.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.bootstrap(draws=99, seed=1).draws("paths").shape
        (99, 4)
        """
        part = self._part(statistic)
        numbers = pd.Index(self._replicates.numbers, name="draw")
        return pd.DataFrame(part.values, index=numbers, columns=tables.index_of(part.labels))

    def interval(
        self,
        statistic: str,
        *,
        kind: Kind | None = None,
        level: float | None = None,
        alternative: Alternative = "two-sided",
    ) -> pd.DataFrame:
        """Confidence intervals of a statistic, without drawing again.

        Parameters
        ----------
        statistic : str
            One of :attr:`statistics`.
        kind : {"percentile", "basic", "normal", "bc", "bca", "studentized"}, optional
            By default as chosen for the bootstrap. The acceleration of "bca" comes from the
            jackknife of each component; "studentized" takes the delta-method standard error
            of every draw and needs some time.
        level : float, optional
            Between 0 and 1; by default as chosen for the bootstrap.
        alternative : {"two-sided", "greater", "less"}
            "greater" gives a lower bound only, "less" an upper bound only.

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
        part = self._part(statistic)
        kind, level = self._checked(kind, level, alternative)
        lower, upper = part.interval(kind, level, alternative)
        columns = {"estimate": part.estimate, "ci_lower": lower, "ci_upper": upper}
        return tables.components(part.labels, columns)

    def table(
        self,
        statistic: str,
        *,
        kind: Kind | None = None,
        level: float | None = None,
        alternative: Alternative = "two-sided",
        p_value: PValue = "normal",
    ) -> pd.DataFrame:
        """The full table of a statistic, without drawing again.

        Parameters
        ----------
        statistic : str
            One of :attr:`statistics`.
        kind, level, alternative
            As in :meth:`interval`; `alternative` also is that of the p-value.
        p_value : {"normal", "percentile"}
            From t under the standard normal, or the level at which the percentile interval
            touches zero.

        Returns
        -------
        DataFrame
            Columns ``estimate``, ``mean``, ``bias``, ``std_error``, ``t``, ``p_value``,
            ``ci_lower``, ``ci_upper``, ``draws``.

        Raises
        ------
        OptionError
            An option has a value that it cannot take.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> boot = result.bootstrap(draws=499, seed=1)
        >>> boot.table("htmt", alternative="less").shape
        (10, 9)
        """
        problems = choice_problems("p_value", p_value, get_args(PValue))
        if problems:
            raise OptionError(problems)
        part = self._part(statistic)
        bounds = self.interval(statistic, kind=kind, level=level, alternative=alternative)
        columns = {
            "estimate": part.estimate,
            "mean": part.draws.mean(),
            "bias": part.bias,
            "std_error": part.std_error,
            "t": part.t,
            "p_value": part.p_value(p_value, alternative),
            "ci_lower": bounds["ci_lower"].to_numpy(),
            "ci_upper": bounds["ci_upper"].to_numpy(),
            "draws": part.draws.count.astype(int),
        }
        return tables.components(part.labels, columns)

    @cached_property
    def paths(self) -> pd.DataFrame:
        """Path coefficients; index (source, target)."""
        return self.table("paths")

    @cached_property
    def weights(self) -> pd.DataFrame:
        """Outer weights; index (construct, indicator)."""
        return self.table("weights")

    @cached_property
    def loadings(self) -> pd.DataFrame:
        """Loadings; index (construct, indicator)."""
        return self.table("loadings")

    @cached_property
    def total_effects(self) -> pd.DataFrame:
        """Total effects; index (source, target)."""
        return self.table("total_effects")

    @cached_property
    def indirect_effects(self) -> pd.DataFrame:
        """Total indirect effects; index (source, target)."""
        return self.table("indirect_effects")

    @cached_property
    def specific_indirect_effects(self) -> pd.DataFrame:
        """Effects along single directed paths; index (source, target, path)."""
        return self.table("specific_indirect_effects")

    @cached_property
    def r_squared(self) -> pd.DataFrame:
        """R² of endogenous constructs; index construct."""
        return self.table("r_squared")

    @cached_property
    def f_squared(self) -> pd.DataFrame:
        """Cohen's f²; index (source, target)."""
        return self.table("f_squared")

    @cached_property
    def htmt(self) -> pd.DataFrame:
        """Heterotrait-monotrait ratios; index (construct, other)."""
        return self.table("htmt")

    @cached_property
    def construct_correlations(self) -> pd.DataFrame:
        """Construct correlations; index (construct, other)."""
        return self.table("construct_correlations")

    @cached_property
    def reliability(self) -> pd.DataFrame:
        """Cronbach's α, ρ_A, ρ_C and AVE; index (construct, statistic)."""
        return self.table("reliability")

    @cached_property
    def fit(self) -> pd.DataFrame:
        """SRMR and d_ULS; index (statistic, model)."""
        return self.table("fit")

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
        failed = ", ".join(f"{n} {cause}" for cause, n in self.failures.items() if n)
        facts = [
            ("Method", self._method),
            ("Draws", f"{self.draws_requested} requested, {self.draws_usable} usable"),
            *([("Seed", str(self.seed))] if self.seed is not None else []),
            ("Failures", failed.replace("_", " ") or "none"),
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
        sections = {
            title: self.table(name)[shown]
            for name, title in titles.items()
            if name in self.statistics
        }
        return summary("Bootstrap", facts, sections)

    def _part(self, statistic: str) -> Components:
        problems = choice_problems("statistic", statistic, self.statistics)
        if problems and statistic in STATISTICS:
            problems = [
                f"{statistic!r} was not computed on the draws. Ask for it: "
                f"bootstrap(..., statistics=[{statistic!r}])."
            ]
        if problems:
            raise OptionError(problems)
        if statistic not in self._components:
            self._components[statistic] = self._compose(statistic)
        return self._components[statistic]

    def _compose(self, name: str) -> Components:
        statistic = STATISTICS[name]
        with np.errstate(invalid="ignore", divide="ignore"):
            estimate = statistic.compute(self._fitted.estimates)[0]
        return Components(
            labels=statistic.labels(self._fitted.arrays),
            estimate=estimate,
            values=self._replicates.values[name],
            influence=lambda: np.empty(0),
            std_errors=lambda: (np.empty(0), np.empty(0)),
        )

    def _checked(
        self, kind: Kind | None, level: float | None, alternative: Alternative
    ) -> tuple[Kind, float]:
        kind = self.kind if kind is None else kind
        level = self.level if level is None else level
        problems = [
            *choice_problems("kind", kind, get_args(Kind)),
            *choice_problems("alternative", alternative, get_args(Alternative)),
            *level_problems(level),
        ]
        if problems:
            raise OptionError(problems)
        return kind, level


def level_problems(level: object) -> list[str]:
    """Say what is wrong with a confidence level (at most one sentence)."""
    number = isinstance(level, int | float) and not isinstance(level, bool)
    if number and 0 < level < 1:  # type: ignore[operator]
        return []
    return [f"level is {level!r}; it must lie between 0 and 1, for example 0.95."]
