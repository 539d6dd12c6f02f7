"""A fit with and without its control variables, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from plspm.calls import plainly
from plspm.data import Indicators
from plspm.data.controlled_model import without_controls
from plspm.data.imputed import MeanImputed
from plspm.data.moments import Pearson
from plspm.errors import OptionError, UnavailableError
from plspm.estimation.staging import model_arrays
from plspm.inference.fitted import fit_cases
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ControlComparison(Record):
    """What control variables change.

    Made by :func:`plspm.compare_controls`.

    Attributes
    ----------
    paths : DataFrame
        Index (source, target) of the paths of the model without controls, columns ``without``,
        ``with`` and ``difference``: path coefficients.
    r_squared : DataFrame
        Index construct, columns ``without``, ``with``, ``difference`` and ``f_squared``: that of
        the controls together, the difference over the variance left unexplained.
    controls : DataFrame
        Index (source, target) of the paths from controls: the columns of `result.regressions`,
        ``per_unit`` among them, which for a dummy is the distance of its category from the
        reference, in standard deviations of the target.
    without : PLSResult
        The fit without controls, of the same cases.
    references : tuple of str
        The controls in words, with the reference categories of their dummies.
    """

    paths: pd.DataFrame
    r_squared: pd.DataFrame
    controls: pd.DataFrame
    without: PLSResult
    references: tuple[str, ...]

    def page(self) -> Page:
        """The three tables."""
        return Page(
            "With and without control variables",
            (
                Table("Path coefficients", self.paths, name="control_paths"),
                Table("Explained variance", self.r_squared, name="control_r_squared"),
                Table("Control variables", self.controls, aside=("df",), name="controls"),
            ),
            (("Cases", str(self.without.n)), ("Controls", "; ".join(self.references))),
            (
                "Both fits are of the same cases. Regressions of the control variables take the "
                "scores for given; a bootstrap of the fit does not.",
            ),
        )


@plainly("plspm.compare_controls")
def compare_controls(result: PLSResult) -> ControlComparison:
    """Set a fit beside that of the same cases without its control variables.

    Parameters
    ----------
    result : PLSResult
        Estimated with `controls`.

    Returns
    -------
    ControlComparison

    Raises
    ------
    UnavailableError
        The fit has no controls.
    EstimationError
        The model without them has no estimate.

    References
    ----------
    Becker (2005), Organizational Research Methods 8(3), 274-289: report results with and without
    controls.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> data = study.data.assign(REGION=["north", "south", "south"] * 39 + ["east"] * 2)
    >>> result = plspm.estimate(study.model, data, controls=["REGION"])
    >>> compare_controls(result).r_squared.round(3).loc["MPE"].tolist()
    [0.474, 0.48, 0.007, 0.013]
    """
    if not isinstance(result, PLSResult):
        raise OptionError(
            f"result is a {type(result).__name__}; give the result of plspm.estimate()."
        )
    cases = result._indicators
    if cases is None or not cases.controls:
        raise UnavailableError(
            "This fit has no control variables; estimate the model with them: "
            'plspm.estimate(model, data, controls=["AGE", "INDUSTRY"]).'
        )
    without = _fit_without(result, cases)
    own = without.paths["path_coefficient"]
    paths = _compared(own, result.paths["path_coefficient"].loc[own.index])
    r_squared = _compared(
        without.r_squared["r_squared"], result.r_squared["r_squared"].loc[without.r_squared.index]
    )
    r_squared["f_squared"] = r_squared["difference"] / (1.0 - r_squared["with"])
    names = [name for each in cases.controls for name in each.names]
    regressions = result.regressions
    return ControlComparison(
        paths,
        r_squared,
        regressions[regressions.index.get_level_values("source").isin(names)],
        without,
        tuple(each.in_words() for each in cases.controls),
        simulated_from=result.simulated_from,
    )


def _compared(without: pd.Series, within: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"without": without, "with": within, "difference": within - without})


def _fit_without(result: PLSResult, cases: Indicators) -> PLSResult:
    """The model without controls, with the settings of the fit, on its cases."""
    model = without_controls(result.model, cases.controls)
    kept = np.isin(cases.names, model.indicators)
    observed = None if cases.observed is None else cases.observed[:, kept]
    counts = tuple(c for c, keep in zip(cases.missing.counts, kept, strict=True) if keep)
    part = replace(
        cases,
        names=model.indicators,
        values=np.asfortranarray(cases.values[:, kept]),
        missing=replace(cases.missing, counts=counts),
        observed=None if observed is None or observed.all() else observed,
        controls=(),
    )
    complete = Pearson.of(part.values, part.case_weights)
    source = complete if part.observed is None else MeanImputed(complete, part.observed)
    settings = result.settings
    units = None if settings.standardize else complete.data.sd
    fitted = fit_cases(source, part.case_weights, model_arrays(model, settings), settings, units)
    return PLSResult(model, fitted, part)
