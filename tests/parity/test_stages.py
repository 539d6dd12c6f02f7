"""The library gives seminr's numbers of models with products and higher-order constructs."""

import pytest
from tests.parity import stages, stages_plsc
from tests.parity.definitions import largest_difference
from tests.parity.stages import StageRun

import plspm


@pytest.mark.parametrize(("run", "statistic"), stages.comparisons(), ids=str)
def test_statistic_equals_seminr(run: StageRun, statistic: str):
    theirs = stages.defined_here(run, statistic)
    assert theirs
    assert largest_difference(theirs, stages.ours(run, statistic)) < 1e-8


@pytest.mark.parametrize(("run", "statistic"), stages_plsc.comparisons(), ids=str)
def test_seminr_under_plsc_takes_scores_for_observed(run: StageRun, statistic: str):
    theirs = stages_plsc.theirs(run, statistic)
    assert theirs
    assert largest_difference(theirs, stages_plsc.ours(run, statistic)) < 1e-8


def test_products_under_plsc_are_not_those_of_seminr():
    """Here the moments of the product are corrected too: it counts for more, not for less."""
    run = StageRun("intxn1_two_stage", "seminr_plsc", "path")
    theirs = stages.READERS["path_coefficients"](run)["Image:Expectation", "Satisfaction"]
    result = stages.estimated(run.model(run.paths), run.data, run)
    ours = result.interactions.loc[("Image:Expectation", "Satisfaction")]
    assert ours["standardized"] > 1.2 * theirs
    assert ours["standardized"] == pytest.approx(ours["unstandardized"] * ours["sd_product"])


@pytest.mark.parametrize("method", ["two_stage_reestimated", "product_indicator", "orthogonal"])
def test_products_that_would_stay_attenuated_are_refused_under_plsc(method):
    run = StageRun("intxn1_two_stage", "seminr_plsc", "path")
    with pytest.raises(plspm.OptionError, match="two_stage"):
        stages.estimated(run.model(run.paths), run.data, run, interactions=method)
