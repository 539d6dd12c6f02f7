"""Whether a fit is good, in tables: reliability, validity, model fit, digits."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pandas as pd

from plspm.assessment import admissibility as checks
from plspm.assessment import conditioning as digits
from plspm.assessment import fit as misfit
from plspm.assessment import reliability as blocks
from plspm.assessment import validity
from plspm.assessment.levels import assessed
from plspm.data import Indicators
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.estimation.settings import choice_problems, number_problems
from plspm.inference.fitted import Fitted
from plspm.report import tables
from plspm.report.measurement_tables import by_indicators
from plspm.report.notes import undefined_table

MEASURES = ("srmr", "d_uls", "d_g", "nfi", "chi_square")


def reliability(fitted: Fitted) -> pd.DataFrame:
    """Reliability and AVE of every construct; NaN for blocks that are not in Mode A.

    Columns ``cronbach_alpha`` (standardised), ``rho_a``, ``rho_c``, ``ave``.
    """
    columns = ["cronbach_alpha", "rho_a", "rho_c", "ave"]
    values = blocks.reliability(fitted.estimates)[0]
    return tables.by_construct(values, fitted.arrays, columns)


def unidimensionality(fitted: Fitted, indicators: Indicators | None) -> pd.DataFrame:
    """What some programs print beside the reliabilities.

    Columns ``cronbach_alpha_raw`` (from covariances; NaN without cases), ``eigenvalue_1``,
    ``eigenvalue_2`` of the block and ``dillon_goldstein_rho`` (from the first principal
    component, as in R's plspm).
    """
    by = assessed(fitted.estimates)
    raw = _alpha_raw(fitted, indicators)
    if raw is None:
        raw = np.full(len(by.arrays.constructs), np.nan)
    values = [
        raw,
        *blocks.eigenvalues(by.S, by.arrays)[0].T,
        blocks.dillon_goldstein_rho(by.S, by.arrays)[0],
    ]
    columns = ["cronbach_alpha_raw", "eigenvalue_1", "eigenvalue_2", "dillon_goldstein_rho"]
    return tables.by_construct(np.column_stack(values), by.arrays, columns)


def _alpha_raw(fitted: Fitted, cases: Indicators | None) -> Array | None:
    """Cronbach's α from covariances, (J,); None without cases."""
    if cases is None:
        return None
    by = assessed(fitted.estimates)
    # Scores and products have no unit but their own.
    sd = np.ones(by.arrays.block.size)
    covariances = np.atleast_2d(np.cov(cases.values.T, aweights=cases.case_weights))
    sd[by.arrays.items] = np.sqrt(np.diag(covariances))
    return blocks.cronbach_alpha_raw(by.S * np.outer(sd, sd), by.arrays)[0]


def fornell_larcker(fitted: Fitted) -> pd.DataFrame:
    """Construct correlations with √AVE on the diagonal (Fornell & Larcker 1981)."""
    return tables.square(_fornell_larcker(fitted)[0], fitted.arrays)


def fornell_larcker_holds(fitted: Fitted) -> pd.Series[bool]:
    """Whether √AVE exceeds the absolute correlations with all other constructs.

    NA where one of these is undefined: constructs that are not in Mode A have no AVE.
    """
    own_parts = assessed(fitted.estimates).arrays.own_parts
    holds = validity.fornell_larcker_holds(_fornell_larcker(fitted), own_parts)[0]
    names = pd.Index(fitted.arrays.constructs, name="construct")
    return pd.Series(pd.array(holds, dtype="boolean"), index=names)


def _fornell_larcker(fitted: Fitted) -> Array:
    by = assessed(fitted.estimates)
    return validity.fornell_larcker(fitted.estimates.P, by.loadings, by.arrays)


def htmt(fitted: Fitted) -> pd.DataFrame:
    """Heterotrait-monotrait ratios from signed correlations (Henseler et al. 2015)."""
    return _htmt(fitted, "htmt")


def htmt_plus(fitted: Fitted) -> pd.DataFrame:
    """HTMT+ from absolute correlations (Ringle et al. 2023)."""
    return _htmt(fitted, "htmt_plus")


def htmt2(fitted: Fitted) -> pd.DataFrame:
    """HTMT2 from geometric means of absolute correlations (Roemer et al. 2021)."""
    return _htmt(fitted, "htmt2")


def _htmt(fitted: Fitted, variant: validity.Variant) -> pd.DataFrame:
    by = assessed(fitted.estimates)
    return tables.square(validity.htmt(by.S, by.arrays, variant)[0], fitted.arrays)


def fit(fitted: Fitted) -> pd.DataFrame:
    """Model fit: rows srmr, d_uls, d_g (base-10 logarithms), nfi, chi_square.

    Columns ``saturated`` and ``estimated``.
    """
    values = misfit.fit_measures(fitted.estimates)[0]
    rows = pd.Index(MEASURES, name="statistic")
    return pd.DataFrame(values, index=rows, columns=list(misfit.MODELS))


def fit_measures(fitted: Fitted, model: misfit.Model, log_base: float) -> pd.Series[float]:
    """Fit of one model; see :meth:`plspm.PLSResult.fit_measures`."""
    problems = choice_problems("model", model, get_args(misfit.Model))
    problems += number_problems("log_base", log_base, above=1.0, example="10")
    if problems:
        raise OptionError(problems)
    values = misfit.fit_measures(fitted.estimates, [model], base=float(log_base))[0, :, 0]
    return pd.Series(values, index=pd.Index(MEASURES, name="statistic"), name=model)


def implied_correlations(fitted: Fitted, model: misfit.Model) -> pd.DataFrame:
    """Indicator correlations by the model; see :meth:`plspm.PLSResult.implied_correlations`."""
    problems = choice_problems("model", model, get_args(misfit.Model))
    if problems:
        raise OptionError(problems)
    return by_indicators(misfit.implied_correlations(fitted.estimates, model)[0], fitted)


def admissibility(fitted: Fitted) -> pd.DataFrame:
    """Six checks whether the result can be interpreted: columns ``holds``, ``detail``."""
    found = checks.admissibility(fitted.estimates, fitted.settings.estimator)
    return pd.DataFrame(
        {"holds": [c.holds for c in found], "detail": [c.detail for c in found]},
        index=pd.Index([c.name for c in found], name="check"),
    )


def conditioning(fitted: Fitted) -> pd.DataFrame:
    """How many digits collinearity costs, for every block and equation that is solved.

    Index ``what`` ("block EXP", "predictors of ECE"), columns ``condition_number``,
    ``digits_lost`` (of 16) and ``flagged`` (eight or more are lost).
    """
    found = digits.conditioning(fitted.estimates)
    return pd.DataFrame(
        {
            "condition_number": np.array([c.condition_number for c in found], dtype=float),
            "digits_lost": np.array([c.digits_lost for c in found], dtype=float),
            "flagged": np.array([c.flagged for c in found], dtype=bool),
        },
        index=pd.Index([c.what for c in found], name="what", dtype=object),
    )


def undefined(fitted: Fitted, indicators: Indicators | None) -> pd.DataFrame:
    """Why cells of the other tables are NaN: columns ``statistic``, ``where``, ``reason``.

    The direct effect of a pair without a path is none that could be defined, see ``effects``;
    nor is what a construct of several items does per unit, see ``regressions``.
    """
    alpha_raw = _alpha_raw(fitted, indicators)
    return undefined_table(fitted.estimates, fitted.settings.estimator, alpha_raw)
