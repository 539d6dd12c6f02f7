"""Checks of what the regressions of a fit assume, by statsmodels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from plspm.assessment.numeric import ROUNDING
from plspm.calls import plainly
from plspm.errors import OptionError, UnavailableError
from plspm.estimation.arrays import Array
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult

COLUMNS: Final = ("breusch_pagan", "breusch_pagan_p", "reset", "reset_p", "durbin_watson")

NOTES: Final = (
    "Approximate: the scores are taken as given, though their weights were estimated from the same "
    "cases.",
    "Durbin-Watson looks at neighbouring rows; it means nothing where their order does not.",
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegressionDiagnostics(Record):
    """Tests of the assumptions of every structural equation.

    Made by :func:`plspm.regression_diagnostics`.

    Attributes
    ----------
    tests : DataFrame
        Index construct. Columns ``breusch_pagan`` and its p-value (constant variance of the
        residuals; Lagrange multiplier, χ² with as many degrees of freedom as there are
        predictors), ``reset`` and its p-value (a straight line; F of the squared and cubed fitted
        values) and ``durbin_watson`` (2 where residuals of neighbouring rows are uncorrelated).
        NaN where the residuals leave nothing to be tested, and of RESET where the fitted values
        have so few different values that their powers say nothing new.
    n : int
        Cases.
    """

    tests: pd.DataFrame
    n: int

    def page(self) -> Page:
        """The tests."""
        return Page(
            "Regression diagnostics",
            (
                Table(
                    "Tests of what the regressions of scores assume",
                    self.tests,
                    name="regression_diagnostics",
                ),
            ),
            (("Cases", str(self.n)), ("Scores", "as they are, not corrected")),
            NOTES,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What to keep in mind."""
        return NOTES


@plainly("plspm.regression_diagnostics")
def regression_diagnostics(result: PLSResult) -> RegressionDiagnostics:
    """Test what the regressions of :attr:`plspm.PLSResult.regressions` assume, by statsmodels.

    Constant variance (Breusch-Pagan, studentized by Koenker), a straight line (Ramsey's RESET)
    and uncorrelated residuals of neighbouring rows (Durbin-Watson), for every structural equation.
    The scores are taken as given, also under consistent PLS, so that the tests are approximate.

    Parameters
    ----------
    result : PLSResult

    Returns
    -------
    RegressionDiagnostics

    Raises
    ------
    OptionError
        `result` is no fit.
    UnavailableError
        There are no cases, or they have weights: the tests are those of plain least squares.

    References
    ----------
    Breusch & Pagan (1979), Econometrica 47(5), 1287-1294; Koenker (1981), Journal of Econometrics
    17(1), 107-112; Ramsey (1969), Journal of the Royal Statistical Society B 31(2), 350-371;
    Durbin & Watson (1950), Biometrika 37(3/4), 409-428.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> regression_diagnostics(result).tests[["breusch_pagan_p", "reset_p"]].round(2)
               breusch_pagan_p  reset_p
    construct
    ECE                   0.81     0.16
    MPE                   0.06     0.51
    """
    if not isinstance(result, PLSResult):
        raise OptionError(
            f"result is a {type(result).__name__}; give the result of plspm.estimate()."
        )
    if result._fitted.case_weights is not None:
        raise UnavailableError(
            "Regression diagnostics are those of plain least squares, but this fit has case "
            "weights; result.regressions and the bootstrap take them into account."
        )
    scores, arrays = result.scores.to_numpy(), result._fitted.arrays
    rows = [
        _tests_of(scores[:, i], scores[:, np.flatnonzero(arrays.is_path[i])])
        for i in np.flatnonzero(arrays.endogenous)
    ]
    names = [arrays.constructs[i] for i in np.flatnonzero(arrays.endogenous)]
    index = pd.Index(names, name="construct", dtype=object)
    return RegressionDiagnostics(
        pd.DataFrame(np.array(rows).reshape(-1, len(COLUMNS)), index=index, columns=list(COLUMNS)),
        result.n,
        simulated_from=result.simulated_from,
    )


def _tests_of(y: Array, X: Array) -> tuple[float, ...]:
    """Breusch-Pagan, RESET (each with p) and Durbin-Watson of one equation."""
    from statsmodels.api import OLS, add_constant  # slow to import
    from statsmodels.stats.diagnostic import het_breuschpagan, linear_reset
    from statsmodels.stats.stattools import durbin_watson

    fit = OLS(y, add_constant(X, has_constant="add")).fit()
    if fit.df_resid <= 0 or 1.0 - fit.rsquared <= ROUNDING:
        return (np.nan,) * len(COLUMNS)
    lm, lm_p = het_breuschpagan(fit.resid, fit.model.exog)[:2]
    reset = reset_p = np.nan
    powers = np.column_stack([fit.model.exog, fit.fittedvalues**2, fit.fittedvalues**3])
    if np.linalg.matrix_rank(powers) == powers.shape[1] < y.size:
        found = linear_reset(fit, power=3, test_type="fitted", use_f=True)
        reset, reset_p = float(np.squeeze(found.statistic)), float(found.pvalue)
    return float(lm), float(lm_p), reset, reset_p, float(durbin_watson(fit.resid))
