"""The record of a look for endogeneity by copula terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from plspm.inference.seeds import Seed
from plspm.report.page import Page, Record, Table
from plspm.robustness.copulas import Method

NOT_USABLE: Final = (
    "usable: both tests find the score other than normal, it has more than two values, and its "
    "correlation with its copula term, near_normal, is at most .99. Where it is not, the term "
    "repeats the score: it tells nothing, whatever its p (Park & Gupta 2012)."
)
TERMS: Final = (
    "The copula term of a score is Φ⁻¹(H n/(n + 1)), H the share of cases whose score is not "
    "larger. Standard errors and intervals by bootstrap, scores estimated anew in every draw."
)
INDEPENDENT: Final = (
    "Supposed: suspects and the other predictors are uncorrelated, and errors are normal. "
    'method="two_stage" does without the first (Yang, Qian & Xie 2024).'
)
TWO_STAGE: Final = (
    "Each term is what is left of it when it is regressed on those of the predictors that are no "
    "suspects (Yang, Qian & Xie 2024). Supposed: errors are normal."
)
CAUTION: Final = (
    "With an intercept, as here, copula terms detect little and corrected paths are biased in "
    "samples of some hundreds, more so the nearer scores are to normal and the lower R² is "
    "(Becker, Proksch & Ringle 2022). No sign of endogeneity does not show that there is none."
)
NOT_ALL: Final = (
    "Equations with more than five suspects have each alone and all together, not every "
    "combination."
)
TOGETHER: Final = " + "
"""Between the suspects of one regression."""
AS_THEY_ARE: Final = "The scores are taken as they are, not corrected for attenuation."


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Endogeneity(Record):
    """Whether predictors may be correlated with what an equation leaves out.

    Made by :func:`plspm.gaussian_copula`.

    Attributes
    ----------
    equations : DataFrame
        Index construct, the outcome. Columns ``r_squared`` without terms, ``suspects``,
        ``usable`` (how many of these are other than normal), ``smallest_p`` of terms where all
        suspects in the regression are usable, and ``verdict``: "sign of endogeneity", "no sign"
        or "cannot be told".
    scores : DataFrame
        Index construct, every suspect. Columns ``skewness``, ``kurtosis`` (in excess),
        ``lilliefors_p`` (Kolmogorov-Smirnov), ``anderson_darling_p``, ``near_normal`` (the
        correlation of score and copula term) and ``usable``, "yes" or "no".
    terms : DataFrame
        Index (target, suspects, term): the equation, the constructs whose terms it has, and
        one of them. Columns ``coefficient``, ``std_error``, ``t``, ``p_value``, ``lower``,
        ``upper`` and ``usable``, of all suspects in the regression. NaN where score and term are
        collinear.
    paths : DataFrame
        Index (target, suspects, source). Columns ``path_coefficient`` (without terms),
        ``corrected``, ``difference``, and of the corrected ``std_error``, ``t``, ``p_value``,
        ``lower`` and ``upper``.
    method : {"gaussian_copula", "two_stage"}
    n : int
        Cases.
    draws, failed_draws : int
        Draws used, and those that gave no estimate.
    level : float
        Confidence level.
    seed : int or SeedSequence
        Give it again for the same draws.
    facts, notes : tuples
    """

    equations: pd.DataFrame
    scores: pd.DataFrame
    terms: pd.DataFrame
    paths: pd.DataFrame
    method: Method
    n: int
    draws: int
    failed_draws: int
    level: float
    seed: Seed
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    def page(self) -> Page:
        """Equations, shapes of the scores, copula terms, and paths beside those without terms."""
        return Page(
            "Endogeneity by copula terms",
            (
                Table("Equations and their suspects", self.equations, name="equations"),
                Table("Are scores other than normal?", self.scores, (NOT_USABLE,), name="scores"),
                Table("Copula terms", self.terms, (TERMS,), aside=("t",), name="terms"),
                Table(
                    "Path coefficients of suspects with their copula terms",
                    self._of_suspects(),
                    aside=("t", "std_error", "difference"),
                    name="paths",
                ),
            ),
            self.facts,
            self.notes,
        )

    def _of_suspects(self) -> pd.DataFrame:
        """The paths that a term stands beside; those of other predictors are in `paths` only."""
        own = [source in suspects.split(TOGETHER) for _, suspects, source in self.paths.index]
        return self.paths[own]
