"""What a user is warned of as soon as a model is fitted."""

from __future__ import annotations

from plspm.assessment.admissibility import admissibility
from plspm.assessment.conditioning import conditioning
from plspm.data.wording import listed, warn_user
from plspm.errors import AdmissibilityWarning, ConvergenceWarning, DataWarning
from plspm.inference.fitted import Fitted


def warn_about(fitted: Fitted) -> None:
    """Warn where a fit did not converge, is not admissible, or lost most of its digits.

    Warns
    -----
    ConvergenceWarning, AdmissibilityWarning, DataWarning
    """
    settings, estimates = fitted.settings, fitted.estimates
    converged, *checks = admissibility(estimates, settings.estimator)
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
    lost = [f"{c.what} ({c.digits_lost:.0f})" for c in conditioning(estimates) if c.flagged]
    if lost:
        warn_user(
            "The result is close to the limit of double precision: of its 16 digits, collinearity "
            f"costs so many: {listed(lost)}. Drop a variable that the others all but repeat. See "
            "result.conditioning.",
            DataWarning,
        )
