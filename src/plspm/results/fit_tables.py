"""The tables of a fit, each a DataFrame computed when it is first asked for."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from plspm.assessment.fit import Model
from plspm.data import Indicators
from plspm.estimation.arrays import ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.held import Table, computed_table
from plspm.inference.fitted import Fitted
from plspm.report import case_tables, quality_tables
from plspm.report import measurement_tables as measurement
from plspm.report import structural_tables as structural
from plspm.report.interactions import interactions_table
from plspm.report.maketables import ForMaketables
from plspm.report.regressions import absent_paths_table, equations_table, regressions_table
from plspm.report.tidy import tidy_fit


def _of_fit(made: Callable[[Fitted], Table]) -> computed_table[Table]:
    return computed_table(lambda result: made(result._fitted), made.__doc__)


def _of_data(made: Callable[[Fitted, Indicators | None], Table]) -> computed_table[Table]:
    return computed_table(lambda result: made(result._fitted, result._indicators), made.__doc__)


class FitTables(ForMaketables):
    """Tables of a fit; see :class:`plspm.results.PLSResult`.

    What each holds is told, and computed, by the function of :mod:`plspm.report` behind it.
    """

    def __init__(self, fitted: Fitted, indicators: Indicators | None) -> None:
        self._fitted = fitted
        self._indicators = indicators

    @property
    def simulated_from(self) -> str:
        """What the data were drawn from, where they are simulated; else empty."""
        return "" if self._indicators is None else self._indicators.simulated

    @property
    def _estimates(self) -> Estimates:
        return self._fitted.estimates

    @property
    def _arrays(self) -> ModelArrays:
        return self._fitted.arrays

    def _paths_for_tables(self) -> tuple[Fitted, pd.DataFrame, float, str]:
        paths = self.paths.set_axis(["estimate"], axis=1)
        return self._fitted, paths, math.nan, "no standard errors: bootstrap"

    def _cases(self, what: str) -> Indicators:
        return case_tables.needed(self._indicators, what)

    weights = _of_fit(measurement.weights)
    loadings = _of_fit(measurement.loadings)
    weights_matrix = _of_fit(measurement.weights_matrix)
    loadings_matrix = _of_fit(measurement.loadings_matrix)
    communality = _of_fit(measurement.communality)
    redundancy = _of_fit(measurement.redundancy)
    cross_loadings = _of_fit(measurement.cross_loadings)
    vif_outer = _of_fit(measurement.vif_outer)
    indicator_correlations = _of_fit(measurement.indicator_correlations)

    construct_correlations = _of_fit(structural.construct_correlations)
    score_correlations = _of_fit(structural.score_correlations)
    path_coefficients = _of_fit(structural.path_coefficients)
    paths = _of_fit(structural.paths)
    total_effects = _of_fit(structural.total_effects)
    indirect_effects = _of_fit(structural.indirect_effects)
    specific_indirect_effects = _of_fit(structural.specific_indirect_effects)
    effects = _of_fit(structural.effects)
    r_squared = _of_fit(structural.r_squared)
    f_squared = _of_fit(structural.f_squared)
    vif_inner = _of_fit(structural.vif_inner)

    interactions = _of_fit(interactions_table)
    regressions = _of_fit(regressions_table)
    regression_equations = _of_fit(equations_table)
    absent_paths = _of_fit(absent_paths_table)

    reliability = _of_fit(quality_tables.reliability)
    fornell_larcker = _of_fit(quality_tables.fornell_larcker)
    fornell_larcker_holds = _of_fit(quality_tables.fornell_larcker_holds)
    htmt = _of_fit(quality_tables.htmt)
    htmt_plus = _of_fit(quality_tables.htmt_plus)
    htmt2 = _of_fit(quality_tables.htmt2)
    fit = _of_fit(quality_tables.fit)
    admissibility = _of_fit(quality_tables.admissibility)
    conditioning = _of_fit(quality_tables.conditioning)
    unidimensionality = _of_data(quality_tables.unidimensionality)
    undefined = _of_data(quality_tables.undefined)

    scores = _of_data(case_tables.scores)
    unstandardized_scores = _of_data(case_tables.unstandardized_scores)
    descriptives = _of_data(case_tables.descriptives)

    def tidy(self) -> pd.DataFrame:
        """Every statistic as one long table for other programs.

        Returns
        -------
        DataFrame
            One row a component: ``statistic``, ``component`` (its label in one piece) and
            ``estimate``. That of a bootstrap has the same rows with their uncertainty.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.tidy().query("statistic == 'r_squared'").round(3).to_numpy().tolist()
        [['r_squared', 'ECE', 0.275], ['r_squared', 'MPE', 0.465]]
        """
        return tidy_fit(self._estimates)

    def fit_measures(
        self, model: Model = "estimated", *, log_base: float = 10.0
    ) -> pd.Series[float]:
        """Fit of one model, with other definitions than those of :attr:`fit` on request.

        Parameters
        ----------
        model : {"saturated", "estimated", "estimated_unit_variance"}, default "estimated"
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
        return quality_tables.fit_measures(self._fitted, model, log_base)

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
        return quality_tables.implied_correlations(self._fitted, model)
