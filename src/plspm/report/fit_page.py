"""What a fit prints."""

from __future__ import annotations

import pandas as pd

from plspm.assessment.criteria import bounds, short
from plspm.data import Indicators
from plspm.inference.fitted import Fitted
from plspm.model import PathModel
from plspm.report import measurement_tables as measurement
from plspm.report import quality_tables as quality
from plspm.report import structural_tables as structural
from plspm.report.fit_facts import facts_of_fit
from plspm.report.interactions import interactions_table
from plspm.report.page import Page, Table
from plspm.report.tables import with_dashes


def page_of_fit(model: PathModel, fitted: Fitted, indicators: Indicators | None) -> Page:
    """Options, structural model, measurement model, validity, fit and admissibility.

    Parameters
    ----------
    model : PathModel
    fitted : Fitted
    indicators : Indicators or None
        None for the fit of a correlation matrix.
    """
    admissibility = quality.admissibility(fitted)
    steps = "{}, {} and {}".format(*map(short, bounds("product_f_squared").values()))
    undefined = quality.undefined(fitted, indicators).itertuples()
    return Page(
        "PLS path model",
        (
            Table("Explained variance", structural.r_squared(fitted), name="r_squared"),
            Table(
                "Effects, effect sizes and collinearity", _structural_table(fitted), name="effects"
            ),
            Table(
                f"Products: f² of {steps} is small, medium and large",
                interactions_table(fitted),
                _attenuation(model, fitted),
                name="interactions",
            ),
            Table("Specific indirect effects", structural.specific_indirect_effects(fitted)),
            Table("Measurement model", _measurement_table(fitted)),
            Table(
                "Reliability and convergent validity",
                quality.reliability(fitted),
                name="reliability",
            ),
            Table(
                "Fornell-Larcker: correlations, square roots of AVE on the diagonal",
                quality.fornell_larcker(fitted),
                name="fornell_larcker",
                named=True,
            ),
            Table("HTMT", quality.htmt(fitted), named=True),
            Table("Model fit", quality.fit(fitted), name="fit"),
            Table("Admissibility", admissibility),
        ),
        tuple(facts_of_fit(model, fitted, indicators, bool(admissibility["holds"].all()))),
        tuple(f"{cell.statistic}: {cell.where}: {cell.reason}." for cell in undefined),
    )


def _structural_table(fitted: Fitted) -> pd.DataFrame:
    """Effects with dashes where there are none, f² and VIF of the direct ones."""
    f_squared = structural.f_squared(fitted)
    effects = with_dashes(
        structural.effects(fitted), f_squared.index, structural.indirect_effects(fitted).index
    )
    return effects.join(f_squared).join(structural.vif_inner(fitted))


def _measurement_table(fitted: Fitted) -> pd.DataFrame:
    """Loadings, weights and VIF of every indicator."""
    loadings = measurement.loadings(fitted)
    return loadings.join(measurement.weights(fitted)).join(measurement.vif_outer(fitted))


def _attenuation(model: PathModel, fitted: Fitted) -> tuple[str, ...]:
    """That plain PLS makes products of common factors too small, where there are any."""
    factors = [model.construct(f) for p in model.products for f in p.factors]
    measured = {c.name for c in factors if c.kind == "reflective" and len(c.indicators) > 1}
    if fitted.settings.estimator != "pls" or not measured:
        return ()
    return (
        f"Products of common factors ({', '.join(sorted(measured))}) are attenuated more than the "
        "factors: the reliability of a product is about the product of theirs. "
        'estimator="plsc" corrects products of two.',
    )
