"""The tables that every kind of inference offers under the same names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import pandas as pd

from plspm.assessment.statistics import Labels
from plspm.errors import UnavailableError
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
from plspm.results.held import own_table


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

    @property
    @abstractmethod
    def statistics(self) -> tuple[str, ...]:
        """Names of the statistics that were computed."""

    def _drawn(self, statistic: str) -> pd.DataFrame:
        if statistic not in self.statistics:
            raise UnavailableError(
                f"{statistic} was not computed. Ask for it: statistics=[{statistic!r}]."
            )
        return self.table(statistic)

    @own_table
    def paths(self) -> pd.DataFrame:
        """Path coefficients; index (source, target)."""
        return self._drawn("paths")

    @own_table
    def weights(self) -> pd.DataFrame:
        """Outer weights; index (construct, indicator)."""
        return self._drawn("weights")

    @own_table
    def loadings(self) -> pd.DataFrame:
        """Loadings; index (construct, indicator)."""
        return self._drawn("loadings")

    @own_table
    def total_effects(self) -> pd.DataFrame:
        """Total effects; index (source, target)."""
        return self._drawn("total_effects")

    @own_table
    def indirect_effects(self) -> pd.DataFrame:
        """Total indirect effects; index (source, target)."""
        return self._drawn("indirect_effects")

    @own_table
    def specific_indirect_effects(self) -> pd.DataFrame:
        """Effects along single directed paths; index (source, target, path)."""
        return self._drawn("specific_indirect_effects")

    @own_table
    def r_squared(self) -> pd.DataFrame:
        """R² of endogenous constructs; index construct. No t and p against 0."""
        return self._drawn("r_squared")

    @own_table
    def f_squared(self) -> pd.DataFrame:
        """Cohen's f²; index (source, target). No t and p against 0."""
        return self._drawn("f_squared")

    @own_table
    def htmt(self) -> pd.DataFrame:
        """Heterotrait-monotrait ratios; index (construct, other).

        No t and p against 0: ``table("htmt", null=0.85)`` tests against a value.
        """
        return self._drawn("htmt")

    @own_table
    def construct_correlations(self) -> pd.DataFrame:
        """Construct correlations; index (construct, other)."""
        return self._drawn("construct_correlations")

    @own_table
    def reliability(self) -> pd.DataFrame:
        """Cronbach's α, ρ_A, ρ_C and AVE; index (construct, statistic). No t and p against 0."""
        return self._drawn("reliability")

    @own_table
    def fit(self) -> pd.DataFrame:
        """SRMR and d_ULS; index (statistic, model).

        Intervals may lie above the estimate: resampling adds misfit to every draw. They tell how
        much the fit varies; whether the model holds is tested by the exact fit test.
        """
        return self._drawn("fit")

    @own_table
    def htmt_plus(self) -> pd.DataFrame:
        """HTMT+; index (construct, other). To be asked for."""
        return self._drawn("htmt_plus")

    @own_table
    def htmt2(self) -> pd.DataFrame:
        """HTMT2; index (construct, other). To be asked for."""
        return self._drawn("htmt2")

    @own_table
    def vif_inner(self) -> pd.DataFrame:
        """Variance inflation of predictors; index (source, target). To be asked for."""
        return self._drawn("vif_inner")

    @own_table
    def vif_outer(self) -> pd.DataFrame:
        """Variance inflation of indicators; index (construct, indicator). To be asked for."""
        return self._drawn("vif_outer")

    @own_table
    def communality(self) -> pd.DataFrame:
        """Squared loadings; index (construct, indicator). To be asked for."""
        return self._drawn("communality")

    @own_table
    def redundancy(self) -> pd.DataFrame:
        """Squared loadings times R²; index (construct, indicator). To be asked for."""
        return self._drawn("redundancy")
