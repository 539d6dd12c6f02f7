"""What was done to get a fit, as the head of its summary tells it."""

from __future__ import annotations

from plspm.data import Indicators
from plspm.inference.fitted import Fitted
from plspm.model import PathModel
from plspm.report.summary import (
    ESTIMATORS,
    HIGHER_ORDER,
    INTERACTIONS,
    SCHEMES,
    missing_in_words,
)
from plspm.report.versions import versions


def facts_of_fit(
    model: PathModel, fitted: Fitted, indicators: Indicators | None, admissible: bool
) -> list[tuple[str, str]]:
    """Options, cases, missing values, iterations and admissibility, each with its name.

    Parameters
    ----------
    model : PathModel
    fitted : Fitted
    indicators : Indicators or None
        None for the fit of a correlation matrix.
    admissible : bool
    """
    settings, estimates = fitted.settings, fitted.estimates
    state = "converged" if estimates.status[0] == 0 else "DID NOT CONVERGE"
    facts = {
        "Estimator": ESTIMATORS[settings.estimator],
        "Inner scheme": SCHEMES[settings.scheme],
        "Products": INTERACTIONS[settings.interactions] if model.products else "",
        "Higher order": HIGHER_ORDER[settings.higher_order] if model.higher_order else "",
        "Indicators": "" if settings.standardize else "in their own units (covariances)",
        "Cases": f"{estimates.n[0]:.0f}",
        "Missing values": _missing(indicators),
        "Controls": _controls(indicators),
        "Case weights": "" if fitted.case_weights is None else "yes",
        "Iterations": (
            f"{estimates.iterations[0]} of at most {settings.max_iterations}, tolerance "
            f"{settings.tolerance:g}: {state}"
        ),
        "Admissible": "yes" if admissible else "NO, see below",
        "Versions": versions(),
    }
    return [(name, said) for name, said in facts.items() if said]


def _missing(indicators: Indicators | None) -> str:
    if indicators is None:
        return "unknown: estimated from a correlation matrix"
    missing = indicators.missing
    return missing_in_words(
        missing.treatment,
        indicators.missing_by_column,
        len(missing.rows_dropped),
        missing.rows_total,
    )


def _controls(indicators: Indicators | None) -> str:
    return "" if indicators is None else "; ".join(each.in_words() for each in indicators.controls)
