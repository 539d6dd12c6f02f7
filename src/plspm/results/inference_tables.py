"""The tables that every kind of inference offers under the same names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property

import pandas as pd


class InferenceTables(ABC):
    """Named tables; each is :meth:`table` with the options chosen at the start."""

    @abstractmethod
    def table(self, statistic: str) -> pd.DataFrame:
        """The table of a statistic, one row a component."""

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
        """R² of endogenous constructs; index construct. No t and p against 0."""
        return self.table("r_squared")

    @cached_property
    def f_squared(self) -> pd.DataFrame:
        """Cohen's f²; index (source, target). No t and p against 0."""
        return self.table("f_squared")

    @cached_property
    def htmt(self) -> pd.DataFrame:
        """Heterotrait-monotrait ratios; index (construct, other).

        No t and p against 0: ``table("htmt", null=0.85)`` tests against a value.
        """
        return self.table("htmt")

    @cached_property
    def construct_correlations(self) -> pd.DataFrame:
        """Construct correlations; index (construct, other)."""
        return self.table("construct_correlations")

    @cached_property
    def reliability(self) -> pd.DataFrame:
        """Cronbach's α, ρ_A, ρ_C and AVE; index (construct, statistic). No t and p against 0."""
        return self.table("reliability")

    @cached_property
    def fit(self) -> pd.DataFrame:
        """SRMR and d_ULS; index (statistic, model).

        Intervals may lie above the estimate: resampling adds misfit to every draw. They tell how
        much the fit varies; whether the model holds is tested by the exact fit test.
        """
        return self.table("fit")
