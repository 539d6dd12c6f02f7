"""The tables that every kind of inference offers under the same names."""

from __future__ import annotations

from abc import abstractmethod

import pandas as pd

from plspm import moderation
from plspm.errors import UnavailableError
from plspm.held import computed_table
from plspm.inference.fitted import Fitted
from plspm.moderation.inference import Inference
from plspm.report.maketables import ForMaketables
from plspm.report.tidy import tidy_tables


class of_statistic(computed_table[pd.DataFrame]):  # noqa: N801  (as computed_table)
    """The table of the statistic of the same name."""

    def __init__(self, doc: str) -> None:
        super().__init__(self._drawn, doc)

    def _drawn(self, result: InferenceTables) -> pd.DataFrame:
        name = str(self.attrname)
        if name not in result.statistics:
            raise UnavailableError(f"{name} was not computed. Ask for it: statistics=[{name!r}].")
        return result.table(name)


class InferenceTables(ForMaketables, Inference):
    """Named tables; each is :meth:`table` with the options chosen at the start."""

    @abstractmethod
    def table(self, statistic: str) -> pd.DataFrame:
        """The table of a statistic, one row a component."""

    level: float
    """Of the intervals."""

    simple_slopes = moderation.simple_slopes
    johnson_neyman = moderation.johnson_neyman
    turning_point = moderation.turning_point
    conditional_effects = moderation.conditional_effects
    moderated_mediation = moderation.moderated_mediation

    def tidy(self) -> pd.DataFrame:
        """Every statistic that was computed, as one long table for other programs.

        Returns
        -------
        DataFrame
            One row a component: ``statistic``, ``component`` (its label in one piece) and the
            columns of :meth:`table`; t and p are NaN where a statistic has no null value.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.standard_errors().tidy().query("statistic == 'paths'")["component"].tolist()
        ['EXP -> ECE', 'ORE -> ECE', 'SMU -> ECE', 'ECE -> MPE']
        """
        return tidy_tables(self.fitted.arrays, self.statistics, self.table)

    @property
    @abstractmethod
    def statistics(self) -> tuple[str, ...]:
        """Names of the statistics that were computed."""

    paths = of_statistic("Path coefficients; index (source, target).")
    weights = of_statistic("Outer weights; index (construct, indicator).")
    loadings = of_statistic("Loadings; index (construct, indicator).")
    total_effects = of_statistic("Total effects; index (source, target).")
    indirect_effects = of_statistic("Total indirect effects; index (source, target).")
    specific_indirect_effects = of_statistic(
        "Effects along single directed paths; index (source, target, path)."
    )
    r_squared = of_statistic("R² of endogenous constructs; index construct. No t and p against 0.")
    f_squared = of_statistic("Cohen's f²; index (source, target). No t and p against 0.")
    htmt = of_statistic("""Heterotrait-monotrait ratios; index (construct, other).

        No t and p against 0: ``table("htmt", null=0.85)`` tests against a value.
        """)
    construct_correlations = of_statistic("Construct correlations; index (construct, other).")
    reliability = of_statistic(
        "Cronbach's α, ρ_A, ρ_C and AVE; index (construct, statistic). No t and p against 0."
    )
    fit = of_statistic("""SRMR and d_ULS; index (statistic, model).

        Intervals may lie above the estimate: resampling adds misfit to every draw. They tell how
        much the fit varies; whether the model holds is tested by the exact fit test.
        """)
    htmt_plus = of_statistic("HTMT+; index (construct, other). To be asked for.")
    htmt2 = of_statistic("HTMT2; index (construct, other). To be asked for.")
    vif_inner = of_statistic(
        "Variance inflation of predictors; index (source, target). To be asked for."
    )
    vif_outer = of_statistic(
        "Variance inflation of indicators; index (construct, indicator). To be asked for."
    )
    communality = of_statistic("Squared loadings; index (construct, indicator). To be asked for.")
    redundancy = of_statistic(
        "Squared loadings times R²; index (construct, indicator). To be asked for."
    )

    def _paths_for_tables(self) -> tuple[Fitted, pd.DataFrame, float, str]:
        return self.fitted, self.paths, self.level, self._kind_of_errors

    @property
    @abstractmethod
    def _kind_of_errors(self) -> str:
        """How standard errors were found, in a word or two."""
