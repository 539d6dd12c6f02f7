"""What a fit prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plspm.assessment.criteria import bounds, short
from plspm.report.fit_facts import facts_of_fit
from plspm.report.page import Page, Table
from plspm.report.tables import with_dashes

if TYPE_CHECKING:
    from plspm.results.fit import PLSResult


def page_of_fit(result: PLSResult) -> Page:
    """Options, structural model, measurement model, validity, fit and admissibility."""
    effects = with_dashes(result.effects, result.f_squared.index, result.indirect_effects.index)
    structural = effects.join(result.f_squared).join(result.vif_inner)
    measurement = result.loadings.join(result.weights).join(result.vif_outer)
    steps = "{}, {} and {}".format(*map(short, bounds("product_f_squared").values()))
    admissible = bool(result.admissibility["holds"].all())
    undefined = result.undefined.itertuples()
    return Page(
        "PLS path model",
        (
            Table("Explained variance", result.r_squared, name="r_squared"),
            Table("Effects, effect sizes and collinearity", structural, name="effects"),
            Table(
                f"Products: f² of {steps} is small, medium and large",
                result.interactions,
                _attenuation(result),
                name="interactions",
            ),
            Table("Specific indirect effects", result.specific_indirect_effects),
            Table("Measurement model", measurement),
            Table("Reliability and convergent validity", result.reliability, name="reliability"),
            Table(
                "Fornell-Larcker: correlations, square roots of AVE on the diagonal",
                result.fornell_larcker,
                name="fornell_larcker",
            ),
            Table("HTMT", result.htmt),
            Table("Model fit", result.fit, name="fit"),
            Table("Admissibility", result.admissibility),
        ),
        tuple(facts_of_fit(result.model, result._fitted, result._indicators, admissible)),
        tuple(f"{cell.statistic}: {cell.where}: {cell.reason}." for cell in undefined),
    )


def _attenuation(result: PLSResult) -> tuple[str, ...]:
    """That plain PLS makes products of common factors too small, where there are any."""
    factors = [result.model.construct(f) for p in result.model.products for f in p.factors]
    measured = {c.name for c in factors if c.kind == "reflective" and len(c.indicators) > 1}
    if result.settings.estimator != "pls" or not measured:
        return ()
    return (
        f"Products of common factors ({', '.join(sorted(measured))}) are attenuated more than the "
        "factors: the reliability of a product is about the product of theirs. "
        'estimator="plsc" corrects products of two.',
    )
