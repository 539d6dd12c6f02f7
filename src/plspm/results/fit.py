"""The result of a fit: what a user holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from plspm.data import Indicators
from plspm.estimation.settings import Settings
from plspm.held import held
from plspm.inference.fitted import Fitted
from plspm.model import PathModel
from plspm.report.fit_page import page_of_fit
from plspm.report.page import Page, Record
from plspm.results.fit_inference import FitInference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plspm.assessment.criteria import Rules
    from plspm.importance import Unstandardized
    from plspm.verdicts import Verdicts


@held("result")
class PLSResult(FitInference, Record):
    """A fitted path model. Every table is a DataFrame, computed when first asked for.

    Made by :func:`plspm.estimate`. Names of constructs and indicators label every table.

    Attributes
    ----------
    model : PathModel
        What was estimated.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> result
    <PLSResult: 5 constructs, 17 indicators, n = 119, pls, centroid scheme, converged>
    >>> result.path_coefficients.loc["ECE", "MPE"].round(3)
    np.float64(0.682)
    """

    def __init__(self, model: PathModel, fitted: Fitted, indicators: Indicators | None) -> None:
        super().__init__(fitted, indicators)
        self.model = model

    def __repr__(self) -> str:
        arrays, settings = self._arrays, self.settings
        state = "converged" if self.converged else "NOT CONVERGED"
        return (
            f"<PLSResult: {len(arrays.constructs)} constructs, {len(arrays.indicators)} "
            f"indicators, n = {self.n}, {settings.estimator}, {settings.scheme} scheme, {state}>"
        )

    @property
    def settings(self) -> Settings:
        """Scheme, estimator, tolerance and the other options of the fit."""
        return self._fitted.settings

    @property
    def n(self) -> int:
        """Cases used."""
        return int(self._estimates.n[0])

    @property
    def converged(self) -> bool:
        """Whether the weights settled within the iterations allowed."""
        return bool(self._estimates.status[0] == 0)

    @property
    def iterations(self) -> int:
        """Iterations used."""
        return int(self._estimates.iterations[0])

    @property
    def unstandardized(self) -> Unstandardized:
        """Weights, scores and paths on the scales of the items; see :func:`plspm.unstandardized`.

        That function also takes a bootstrap, for intervals.
        """
        from plspm.importance import unstandardized

        return unstandardized(self)

    def check(
        self, *, rules: Rules = "hair2022", thresholds: Mapping[str, float] | None = None
    ) -> Verdicts:
        """Whether this is good, by every criterion of the guidelines; see :func:`plspm.check`.

        That function also takes what else was computed, predictions and groups among them.
        """
        from plspm.verdicts import check

        return check(self, rules=rules, thresholds=thresholds)

    def page(self) -> Page:
        """What :meth:`summary` prints, from the options to admissibility.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> print(*result.summary().splitlines()[3:6], sep=chr(10))
        Estimator:     PLS-PM (not corrected for attenuation)
        Inner scheme:  centroid
        Cases:         119
        """
        return page_of_fit(self.model, self._fitted, self._indicators)

    def to_dict(self) -> dict[str, object]:
        """Return the page with the model and the settings; see :meth:`plspm.report.page.Record`."""
        said = {"model": self.model.to_text().splitlines(), "settings": asdict(self.settings)}
        return {**super().to_dict(), **said}
