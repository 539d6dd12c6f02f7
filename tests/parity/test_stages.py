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


def test_products_are_refused_under_plsc():
    run = StageRun("intxn1_two_stage", "seminr_plsc", "path")
    with pytest.raises(plspm.OptionError, match="attenuated"):
        plspm.estimate(run.model(run.paths), run.data, estimator="plsc")
