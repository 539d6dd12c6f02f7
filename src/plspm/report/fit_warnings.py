"""What a user is warned of as soon as a model is fitted."""

from __future__ import annotations

from collections.abc import Iterator

from plspm.assessment.admissibility import admissibility
from plspm.assessment.conditioning import conditioning
from plspm.data import Indicators
from plspm.data.wording import listed, warn_user
from plspm.errors import AdmissibilityWarning, ConvergenceWarning, DataWarning
from plspm.inference.fitted import Fitted
from plspm.report.keying_warning import keying_warning


def warn_about(fitted: Fitted, indicators: Indicators | None = None) -> None:
    """Warn where a fit did not converge, is not admissible, lost most digits or could not fail.

    Parameters
    ----------
    fitted : Fitted
    indicators : Indicators, optional
        The cases, for the ends of the scales of items keyed the other way.

    Warns
    -----
    ConvergenceWarning, AdmissibilityWarning, DataWarning
    """
    settings, estimates = fitted.settings, fitted.estimates
    converged, keying, *checks = admissibility(estimates, settings.estimator)
    if not converged.holds:
        warn_user(
            f"The weights did not settle within {settings.max_iterations} iterations (tolerance "
            f"{settings.tolerance:g}); the result is where they stood. Try more max_iterations, "
            "another scheme or a tolerance of 1e-7, and look for blocks whose items hardly "
            "correlate, or nearly repeat each other in Mode B.",
            ConvergenceWarning,
        )
    failed = [f"{check.name}: {check.detail}" for check in checks if not check.holds]
    if failed:
        warn_user(
            f"The result is not admissible: {'; '.join(failed)}. See result.admissibility.",
            AdmissibilityWarning,
        )
    if not keying.holds:
        warn_user(keying_warning(fitted, indicators))
    lost = [f"{c.what} ({c.digits_lost:.0f})" for c in conditioning(estimates) if c.flagged]
    if lost:
        warn_user(
            "The result is close to the limit of double precision: of its 16 digits, collinearity "
            f"costs so many: {listed(lost)}. Drop a variable that the others all but repeat. See "
            "result.conditioning.",
            DataWarning,
        )
    without_choice = list(_fitted_by_any_data(fitted))
    if without_choice:
        warn_user(
            f"There are only {estimates.n[0]:.0f} cases, so that any data fit exactly here: "
            f"{listed(without_choice)}. What comes out says nothing; collect more cases, or use "
            "fewer variables.",
            DataWarning,
        )


def _fitted_by_any_data(fitted: Fitted) -> Iterator[str]:
    """Name regressions with as many coefficients as the cases have degrees of freedom."""
    if fitted.source is None:
        return
    arrays, left = fitted.arrays, fitted.estimates.n[0] - 1
    for name, mode, size in zip(arrays.constructs, arrays.modes, arrays.sizes, strict=True):
        if mode == "B" and size > 1 and size >= left:
            yield f"the weights of {name} ({size} items in Mode B)"
    for name, predictors in zip(arrays.constructs, arrays.is_path.sum(axis=1), strict=True):
        if predictors and predictors >= left:
            yield f"the R² of {name} ({predictors} predictors)"
