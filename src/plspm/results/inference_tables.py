"""The tables that every kind of inference offers under the same names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from plspm.assessment.statistics import Labels
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind
from plspm.inference.slopes import Combined, Quantity
from plspm.model.products import Product
from plspm.moderation import (
    JohnsonNeyman,
    conditional_effects,
    johnson_neyman,
    moderated_mediation,
    simple_slopes,
    turning_point,
)
from plspm.moderation.values import Chosen, Units


class InferenceTables(ABC):
    """Named tables; each is :meth:`table` with the options chosen at the start."""

    @abstractmethod
    def table(self, statistic: str) -> pd.DataFrame:
        """The table of a statistic, one row a component."""

    @property
    @abstractmethod
    def fitted(self) -> Fitted:
        """The fit."""

    @abstractmethod
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
        """Table of functions of the path coefficients, one row a function."""

    @abstractmethod
    def combined(
        self,
        quantities: Sequence[Quantity],
        *,
        kind: Kind | None = None,
        level: float | None = None,
    ) -> Combined:
        """Intervals of linear combinations of functions of the path coefficients."""

    def simple_slopes(
        self,
        product: str | Product,
        *,
        at: Chosen = None,
        focal: str | None = None,
        units: Units | None = None,
        kind: Kind | None = None,
        level: float | None = None,
    ) -> pd.DataFrame:
        """Slopes at values of the moderators; see :func:`plspm.moderation.simple_slopes`."""
        return simple_slopes(self, product, at=at, focal=focal, units=units, kind=kind, level=level)

    def johnson_neyman(
        self,
        product: str | Product,
        *,
        target: str | None = None,
        focal: str | None = None,
        kind: Kind | None = None,
        level: float | None = None,
    ) -> JohnsonNeyman:
        """Where a slope differs from 0; see :func:`plspm.moderation.johnson_neyman`."""
        return johnson_neyman(self, product, target=target, focal=focal, kind=kind, level=level)

    def turning_point(
        self, product: str | Product, *, kind: Kind | None = None, level: float | None = None
    ) -> pd.DataFrame:
        """Where a curve turns; see :func:`plspm.moderation.turning_point`."""
        return turning_point(self, product, kind=kind, level=level)

    def conditional_effects(
        self,
        source: str,
        target: str,
        *,
        at: Chosen = None,
        units: Units | None = None,
        kind: Kind | None = None,
        level: float | None = None,
    ) -> pd.DataFrame:
        """Effects at values of the moderators; :func:`plspm.moderation.conditional_effects`."""
        return conditional_effects(self, source, target, at=at, units=units, kind=kind, level=level)

    def moderated_mediation(
        self, *, kind: Kind | None = None, level: float | None = None
    ) -> pd.DataFrame:
        """Indices of moderated mediation; :func:`plspm.moderation.moderated_mediation`."""
        return moderated_mediation(self, kind=kind, level=level)

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
