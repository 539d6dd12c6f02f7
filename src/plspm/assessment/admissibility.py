"""Six checks that tell whether a result can be interpreted at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.assessment.fit import implied_correlations
from plspm.assessment.keying import keyed_otherwise
from plspm.estimation.arrays import Array, Flags
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import Estimator

KEYED_OTHERWISE = "keyed the other way than the rest of their block"
KEYED_APART = "keyed against each other, either side the other way"

ROUNDING = 1e-10
"""How far beyond a bound a value may lie and still count as on it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One admissibility check.

    Attributes
    ----------
    name : str
    holds : bool
    detail : str
        What was found, in plain words.
    """

    name: str
    holds: bool
    detail: str


def admissible_draws(estimates: Estimates, estimator: Estimator) -> Flags:
    """Which members of a stack are admissible, as far as that is cheap to tell; (b,).

    Loadings within ±1, reliabilities in (0, 1], construct correlations positive
    semi-definite. Plain PLS corrects nothing, so that nothing it uses can leave its range; its
    ρ_A, which can, is looked at in the fit only.
    """
    arrays = estimates.arrays
    if estimator == "pls":
        return np.ones(estimates.w.shape[0], dtype=np.bool_)
    rho = estimates.rho_a[:, arrays.corrected]
    with np.errstate(invalid="ignore"):
        loadings = (np.abs(estimates.loadings) <= 1 + ROUNDING).all(axis=1)
        reliabilities = ((rho > 0) & (rho <= 1 + ROUNDING)).all(axis=1)
    result: Flags = loadings & reliabilities & (smallest_eigenvalue(estimates.P) >= -ROUNDING)
    return result


def admissibility(estimates: Estimates, estimator: Estimator) -> tuple[Check, ...]:
    """The six checks for a single fit.

    References
    ----------
    Dijkstra & Henseler (2015a), MIS Quarterly 39(2), 297-316.
    """
    arrays = estimates.arrays
    loadings = estimates.loadings[0]
    too_large = [
        f"{name} ({_number(value)})"
        for name, value in zip(arrays.indicators, loadings, strict=True)
        if not abs(value) <= 1 + ROUNDING
    ]
    used = arrays.corrected if estimator == "plsc" else arrays.mode_a
    unreliable = [
        f"{name} (rho_A {_number(value)})"
        for name, value, use in zip(arrays.constructs, estimates.rho_a[0], used, strict=True)
        if use and not 0 < value <= 1 + ROUNDING
    ]
    P_min = smallest_eigenvalue(estimates.P)[0]
    Sigma_min = min(
        smallest_eigenvalue(implied_correlations(estimates, "saturated"))[0],
        smallest_eigenvalue(implied_correlations(estimates, "estimated"))[0],
    )
    status, iterations = int(estimates.status[0]), int(estimates.iterations[0])
    return (
        Check(
            "converged",
            status == 0,
            f"the weights settled after {iterations} iterations"
            if status == 0
            else f"the weights had not settled after {iterations} iterations",
        ),
        _keying(estimates),
        _named("loadings", too_large, "every loading lies within -1 and 1", "outside -1 and 1"),
        _named("reliabilities", unreliable, "every rho_A lies in (0, 1]", "outside (0, 1]"),
        _definite("construct_correlations", P_min, "the construct correlations"),
        _definite("implied_correlations", Sigma_min, "the implied indicator correlations"),
    )


def smallest_eigenvalue(A: Array) -> Array:
    """Smallest eigenvalue of every symmetric matrix of a stack; NaN where not finite; (b,)."""
    finite = np.isfinite(A).all(axis=(1, 2))
    smallest = np.full(A.shape[0], np.nan)
    smallest[finite] = np.linalg.eigvalsh(A[finite])[:, 0]
    return smallest


def _named(name: str, culprits: list[str], fine: str, bad: str) -> Check:
    return Check(name, not culprits, f"{bad}: {', '.join(culprits)}" if culprits else fine)


def _keying(estimates: Estimates) -> Check:
    said: dict[str, list[str]] = {}
    for each in keyed_otherwise(estimates):
        sides = [
            ", ".join(f"{estimates.arrays.indicators[i]} ({each.loadings[i]:.3f})" for i in side)
            for side in each.sides
        ]
        found = KEYED_OTHERWISE if len(sides) == 1 else KEYED_APART
        said.setdefault(found, []).append(" / ".join(sides))
    detail = "; ".join(f"{found}: {', '.join(items)}" for found, items in said.items())
    return Check("keying", not said, detail or "all items of a block load the same way")


def _definite(name: str, smallest: float, what: str) -> Check:
    if np.isnan(smallest):
        return Check(name, False, f"{what} are undefined")
    holds = bool(smallest >= -ROUNDING)
    verdict = "are" if holds else "are not"
    return Check(
        name, holds, f"{what} {verdict} positive semi-definite (smallest eigenvalue {smallest:.3g})"
    )


def _number(value: float) -> str:
    return "undefined" if np.isnan(value) else f"{value:.3f}"
