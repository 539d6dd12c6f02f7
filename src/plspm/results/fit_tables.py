"""The tables of a fit, each a DataFrame computed when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import get_args

import numpy as np
import pandas as pd

from plspm.assessment.admissibility import admissibility
from plspm.assessment.conditioning import conditioning
from plspm.assessment.fit import (
    MODELS,
    Model,
    fit_measures,
    implied_correlations,
    item_correlations,
)
from plspm.assessment.levels import assessed
from plspm.assessment.reliability import (
    cronbach_alpha_raw,
    dillon_goldstein_rho,
    eigenvalues,
    reliability,
)
from plspm.assessment.structural import adjusted_r_squared
from plspm.assessment.validity import Variant, fornell_larcker, fornell_larcker_holds, htmt
from plspm.data import Indicators
from plspm.errors import OptionError, UnavailableError
from plspm.estimation.arrays import ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.scores import construct_scores, scores_in_units
from plspm.estimation.settings import choice_problems, number_problems
from plspm.inference.fitted import Fitted
from plspm.report import tables
from plspm.report.interactions import interactions_table
from plspm.report.notes import undefined_table
from plspm.report.regressions import absent_paths_table, equations_table, regressions_table
from plspm.results.held import own_table


class FitTables:
    """Tables of a fit; see :class:`plspm.results.PLSResult`."""

    def __init__(self, fitted: Fitted, indicators: Indicators | None) -> None:
        self._fitted = fitted
        self._indicators = indicators

    @property
    def _estimates(self) -> Estimates:
        return self._fitted.estimates

    @property
    def _arrays(self) -> ModelArrays:
        return self._fitted.arrays

    def _cases(self, what: str) -> Indicators:
        if self._indicators is None:
            raise UnavailableError(
                f"{what} need the cases, but this model was estimated from a correlation matrix. "
                "Give the data themselves: plspm.estimate(model, data)."
            )
        return self._indicators

    @own_table
    def weights(self) -> pd.DataFrame:
        """Outer weights, scaled so that scores have unit variance.

        Of standardised indicators; with ``standardize=False`` of the indicators as they are.
        Index (construct, indicator), column ``weight``.
        """
        return tables.statistic_table("weights", self._estimates)

    @own_table
    def loadings(self) -> pd.DataFrame:
        """Loadings on the own construct; under PLSc corrected for common factors.

        Index (construct, indicator), column ``loading``.
        """
        return tables.statistic_table("loadings", self._estimates)

    @own_table
    def weights_matrix(self) -> pd.DataFrame:
        """Outer weights as a table of indicators x constructs, zero outside the own block."""
        return tables.block_matrix(self.weights["weight"], self._arrays)

    @own_table
    def loadings_matrix(self) -> pd.DataFrame:
        """Loadings as a table of indicators x constructs, zero outside the own block."""
        return tables.block_matrix(self.loadings["loading"], self._arrays)

    @own_table
    def communality(self) -> pd.DataFrame:
        """Share of an indicator's variance that its construct explains: its squared loading.

        Index (construct, indicator), column ``communality``. The mean of a block is its AVE.
        """
        return tables.statistic_table("communality", self._estimates)

    @own_table
    def redundancy(self) -> pd.DataFrame:
        """Share of an indicator's variance that the predictors of its construct explain.

        Communality times R², for the indicators of endogenous constructs (Tenenhaus et al. 2005).
        Index (construct, indicator), column ``redundancy``.
        """
        return tables.statistic_table("redundancy", self._estimates)

    @own_table
    def cross_loadings(self) -> pd.DataFrame:
        """Correlations of indicators (rows) and construct scores (columns), never corrected."""
        arrays = self._arrays
        names = [arrays.indicators[place] for place in arrays.distinct]
        columns = pd.Index(arrays.constructs)
        values = self._estimates.cross_loadings[0][arrays.distinct]
        return tables.labelled(values, pd.Index(names, name="indicator"), columns)

    @own_table
    def construct_correlations(self) -> pd.DataFrame:
        """Construct correlations of the structural model; under PLSc corrected."""
        return tables.square(self._estimates.P[0], self._arrays)

    @own_table
    def score_correlations(self) -> pd.DataFrame:
        """Correlations of the construct scores, never corrected."""
        return tables.square(self._fitted.score_correlations[0], self._arrays)

    @own_table
    def path_coefficients(self) -> pd.DataFrame:
        """Path coefficients: rows are sources, columns targets, zero where there is no path."""
        e = self._estimates
        table = tables.square(e.per_unit(e.B)[0].T, self._arrays)
        table.index.name = "source"
        return table

    @own_table
    def paths(self) -> pd.DataFrame:
        """Path coefficients, one row a path.

        Index (source, target), column ``path_coefficient``.
        """
        return tables.statistic_table("paths", self._estimates)

    @own_table
    def total_effects(self) -> pd.DataFrame:
        """Total effects; index (source, target), column ``total``."""
        return tables.statistic_table("total_effects", self._estimates)

    @own_table
    def indirect_effects(self) -> pd.DataFrame:
        """Total indirect effects; index (source, target), column ``indirect``."""
        return tables.statistic_table("indirect_effects", self._estimates)

    @own_table
    def r_squared(self) -> pd.DataFrame:
        """R² of every endogenous construct.

        Columns ``r_squared``, ``r_squared_adjusted`` = 1 - (1 - R²)(n - 1)/(n - k - 1).
        """
        e = self._estimates
        both = np.column_stack(
            [e.r_squared[0], adjusted_r_squared(e.r_squared, e.n, self._arrays)[0]]
        )
        columns = ["r_squared", "r_squared_adjusted"]
        return tables.by_construct(both, self._arrays, columns)[self._arrays.endogenous]

    @own_table
    def effects(self) -> pd.DataFrame:
        """Direct, indirect and total effects of all pairs that a directed path connects.

        Index (source, target), columns ``direct`` (NaN where the model has no direct path),
        ``indirect``, ``total``.
        """
        return tables.effects_table(self._estimates)

    @own_table
    def specific_indirect_effects(self) -> pd.DataFrame:
        """The effect along every directed path of two or more steps.

        Index (source, target, path), column ``effect``.
        """
        return tables.statistic_table("specific_indirect_effects", self._estimates)

    @own_table
    def f_squared(self) -> pd.DataFrame:
        """Cohen's f² of every path, construct correlations held; index (source, target)."""
        return tables.statistic_table("f_squared", self._estimates)

    @own_table
    def interactions(self) -> pd.DataFrame:
        """Paths from products of constructs; index (source, target), no row without products.

        Columns ``unstandardized`` (the coefficient of the product of standardised scores as it
        is, of which slopes are made; the one in :attr:`path_coefficients`), ``standardized``
        (the product brought to unit variance), ``sd_product``, ``f_squared`` and ``effect``: a
        word for f² by .005, .01 and .025 (Kenny 2018).
        """
        return interactions_table(self._estimates)

    @own_table
    def regressions(self) -> pd.DataFrame:
        """Ordinary least squares of every structural equation on the scores as they are.

        Index (source, target), columns ``estimate``, ``std_error``, ``t``, ``p_value`` (two-sided,
        Student's t), ``df`` = n - k - 1, and ``per_unit``: by how many standard deviations the
        target moves with one unit of a single-item source, such as from 0 to 1 of a dummy (NaN for
        other sources, and without the standard deviation of the item). The standard error,
        √((1 - R²) VIF / df), takes the scores for given, so that it leaves out what is uncertain
        about the weights; that of the bootstrap does not. R's plspm prints these t in
        ``inner_model``.

        The coefficient of a product is that of the product as it is. Consistent PLS corrects
        correlations, and a regression of scores cannot: here it is that of the uncorrected ones.
        With case weights it is weighted least squares, n counting the cases of positive weight.
        """
        return regressions_table(self._fitted)

    @own_table
    def regression_equations(self) -> pd.DataFrame:
        """The regressions of :attr:`regressions` as a whole; index construct.

        Columns ``r_squared`` (of the scores, under consistent PLS too), ``f``, ``df_model``,
        ``df_residual`` and ``p_value``. See :func:`plspm.regression_diagnostics` for checks.
        """
        return equations_table(self._fitted)

    @own_table
    def absent_paths(self) -> pd.DataFrame:
        """What each path that the model leaves out would bring, the largest f² first.

        Of every ordered pair without a path, where one would make no cycle; products and the parts
        of higher-order constructs apart. Index (source, target), columns ``coefficient`` (in
        standard units), ``t`` (df one less than in :attr:`regressions`), ``f_squared``,
        ``r_squared_before`` and ``r_squared_after``, all from regressions of the scores as they
        are: the weights are not estimated anew. A list of hints for theory, not a search: the more
        paths are tried, the more of them will seem to matter by chance.
        """
        return absent_paths_table(self._fitted)

    @own_table
    def vif_inner(self) -> pd.DataFrame:
        """Variance inflation of every predictor in its equation; index (source, target)."""
        return tables.statistic_table("vif_inner", self._estimates)

    @own_table
    def vif_outer(self) -> pd.DataFrame:
        """Variance inflation of every indicator in its block; index (construct, indicator)."""
        return tables.statistic_table("vif_outer", self._estimates)

    @own_table
    def reliability(self) -> pd.DataFrame:
        """Reliability and AVE of every construct; NaN for blocks that are not in Mode A.

        Columns ``cronbach_alpha`` (standardised), ``rho_a``, ``rho_c``, ``ave``.
        """
        columns = ["cronbach_alpha", "rho_a", "rho_c", "ave"]
        return tables.by_construct(reliability(self._estimates)[0], self._arrays, columns)

    @own_table
    def unidimensionality(self) -> pd.DataFrame:
        """What some programs print beside the reliabilities.

        Columns ``cronbach_alpha_raw`` (from covariances; NaN without cases), ``eigenvalue_1``,
        ``eigenvalue_2`` of the block and ``dillon_goldstein_rho`` (from the first principal
        component, as in R's plspm).
        """
        by = assessed(self._estimates)
        arrays, S = by.arrays, by.S
        raw = self._alpha_raw
        if raw is None:
            raw = np.full(len(arrays.constructs), np.nan)
        values = [raw, *eigenvalues(S, arrays)[0].T, dillon_goldstein_rho(S, arrays)[0]]
        columns = ["cronbach_alpha_raw", "eigenvalue_1", "eigenvalue_2", "dillon_goldstein_rho"]
        return tables.by_construct(np.column_stack(values), arrays, columns)

    @cached_property
    def _alpha_raw(self) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None:
        if self._indicators is None:
            return None
        by, cases = assessed(self._estimates), self._indicators
        # Scores and products have no unit but their own.
        sd = np.ones(by.arrays.block.size)
        sd[by.arrays.items] = np.sqrt(
            np.diag(np.atleast_2d(np.cov(cases.values.T, aweights=cases.case_weights)))
        )
        return cronbach_alpha_raw(by.S * np.outer(sd, sd), by.arrays)[0]

    @own_table
    def fornell_larcker(self) -> pd.DataFrame:
        """Construct correlations with √AVE on the diagonal (Fornell & Larcker 1981)."""
        return tables.square(self._fornell_larcker[0], self._arrays)

    @property
    def _fornell_larcker(self) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        by = assessed(self._estimates)
        return fornell_larcker(self._estimates.P, by.loadings, by.arrays)

    @own_table
    def fornell_larcker_holds(self) -> pd.Series[bool]:
        """Whether √AVE exceeds the absolute correlations with all other constructs.

        NA where one of these is undefined: constructs that are not in Mode A have no AVE.
        """
        by = assessed(self._estimates)
        holds = fornell_larcker_holds(self._fornell_larcker, by.arrays.own_parts)[0]
        return pd.Series(
            pd.array(holds, dtype="boolean"),
            index=pd.Index(self._arrays.constructs, name="construct"),
        )

    @own_table
    def htmt(self) -> pd.DataFrame:
        """Heterotrait-monotrait ratios from signed correlations (Henseler et al. 2015)."""
        return self._htmt("htmt")

    @own_table
    def htmt_plus(self) -> pd.DataFrame:
        """HTMT+ from absolute correlations (Ringle et al. 2023)."""
        return self._htmt("htmt_plus")

    @own_table
    def htmt2(self) -> pd.DataFrame:
        """HTMT2 from geometric means of absolute correlations (Roemer et al. 2021)."""
        return self._htmt("htmt2")

    def _htmt(self, variant: Variant) -> pd.DataFrame:
        by = assessed(self._estimates)
        return tables.square(htmt(by.S, by.arrays, variant)[0], self._arrays)

    @own_table
    def fit(self) -> pd.DataFrame:
        """Model fit: rows srmr, d_uls, d_g (base-10 logarithms), nfi, chi_square.

        Columns ``saturated`` and ``estimated``.
        """
        rows = ["srmr", "d_uls", "d_g", "nfi", "chi_square"]
        return pd.DataFrame(
            fit_measures(self._estimates)[0],
            index=pd.Index(rows, name="statistic"),
            columns=list(MODELS),
        )

    def fit_measures(
        self, model: Model = "estimated", *, log_base: float = 10.0
    ) -> pd.Series[float]:
        """Fit of one model, with other definitions than those of :attr:`fit` on request.

        Parameters
        ----------
        model : {"saturated", "estimated", "estimated_unit_variance"}
            The third is stricter than the second: residual variances are such that every
            construct has variance 1 by itself, where other programs set the diagonal to 1.
        log_base : float, default 10
            Of the logarithms in d_G: the papers write the natural one, ``math.e``.

        Returns
        -------
        Series
            srmr, d_uls, d_g, nfi, chi_square.

        Raises
        ------
        OptionError
            An option has a value that it cannot take.

        References
        ----------
        Dijkstra & Henseler (2015), Computational Statistics & Data Analysis 81, 10-23.

        Examples
        --------
        >>> import math, plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.fit_measures("saturated", log_base=math.e).round(3)["d_g"]
        np.float64(3.044)
        """
        problems = choice_problems("model", model, get_args(Model))
        problems += number_problems("log_base", log_base, above=1.0, example="10")
        if problems:
            raise OptionError(problems)
        values = fit_measures(self._estimates, [model], base=float(log_base))[0, :, 0]
        return pd.Series(values, index=self.fit.index, name=model)

    def implied_correlations(self, model: Model = "saturated") -> pd.DataFrame:
        """Indicator correlations that the model implies.

        Parameters
        ----------
        model : {"saturated", "estimated", "estimated_unit_variance"}
            All constructs free to correlate, or only as the structural model lets them; see
            :meth:`fit_measures` for the third.

        Returns
        -------
        DataFrame
            indicators x indicators, unit diagonal.

        Raises
        ------
        OptionError
            `model` is neither.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.implied_correlations("estimated").loc["EXP_a", "EXP_b"].round(3)
        np.float64(0.877)
        """
        problems = choice_problems("model", model, get_args(Model))
        if problems:
            raise OptionError(problems)
        return self._by_indicators(implied_correlations(self._estimates, model)[0])

    @own_table
    def indicator_correlations(self) -> pd.DataFrame:
        """The correlations of the indicators that everything is computed from."""
        return self._by_indicators(item_correlations(self._estimates)[0])

    def _by_indicators(self, A: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> pd.DataFrame:
        arrays = self._arrays
        names = pd.Index([arrays.indicators[place] for place in arrays.items])
        return tables.labelled(A, names.rename("indicator"), names)

    @own_table
    def scores(self) -> pd.DataFrame:
        """Construct scores: cases x constructs, mean 0, variance 1 (denominator n - 1).

        A product of constructs has the variance of the product of their scores.
        """
        cases = self._cases("Scores")
        scores = construct_scores(self._estimates, self._fitted.own, self._fitted.settings)
        return pd.DataFrame(scores, index=cases.index, columns=list(self._arrays.constructs))

    @own_table
    def unstandardized_scores(self) -> pd.DataFrame:
        """Construct scores on the scale of the indicators: cases x constructs.

        Weighted means of the indicators in their own units, the weights those of the fit divided
        by the standard deviations of the indicators and by their sum (Fornell et al. 1996). With
        weights of both signs they leave the scale; NaN where these sum to nothing, and for
        products of constructs.
        """
        cases = self._cases("Scores")
        scores = scores_in_units(
            self._estimates, self._fitted.own, cases.values, self._fitted.settings
        )
        return pd.DataFrame(scores, index=cases.index, columns=list(self._arrays.constructs))

    @own_table
    def descriptives(self) -> pd.DataFrame:
        """n, mean, median, SD (n - 1), skewness, excess kurtosis, range, missing values of items.

        Of the observed answers in the cases used, recoded as asked for but not weighted: neither
        case weights nor means put in for missing answers enter.
        """
        cases = self._cases("Descriptives")
        counts: Sequence[int] = cases.missing.counts
        values = cases.values
        if cases.observed is not None:
            values = np.where(cases.observed, values, np.nan)
        return tables.descriptives_table(cases.names, values, counts)

    @own_table
    def admissibility(self) -> pd.DataFrame:
        """Six checks whether the result can be interpreted: columns ``holds``, ``detail``."""
        estimator = self._fitted.settings.estimator
        return tables.admissibility_table(admissibility(self._estimates, estimator))

    @own_table
    def conditioning(self) -> pd.DataFrame:
        """How many digits collinearity costs, for every block and equation that is solved.

        Index ``what`` ("block EXP", "predictors of ECE"), columns ``condition_number``,
        ``digits_lost`` (of 16) and ``flagged`` (eight or more are lost).
        """
        return tables.conditioning_table(conditioning(self._estimates))

    @own_table
    def undefined(self) -> pd.DataFrame:
        """Why cells of the other tables are NaN: columns ``statistic``, ``where``, ``reason``.

        The direct effect of a pair without a path is none that could be defined, see ``effects``;
        nor is what a construct of several items does per unit, see ``regressions``.
        """
        return undefined_table(self._estimates, self._fitted.settings.estimator, self._alpha_raw)
