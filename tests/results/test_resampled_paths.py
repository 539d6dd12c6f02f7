"""Functions of the paths under resampling: options that were asked for are those of the table."""

import pytest
from tests.inference.cases import QUIET, factor_data
from tests.results.test_standard_errors import written

import plspm

MODEL = "A =~ a11 + a12; B =~ b11 + b12; C =~ c11 + c12; C ~ A + B + A:B"


@pytest.fixture(scope="module")
def moderated():
    return plspm.estimate(MODEL, factor_data(150, 3))


@pytest.mark.parametrize("of", ["simple_slopes", "johnson_neyman"])
def test_kind_and_level_of_slopes_are_those_asked_for(moderated, of):
    chosen = moderated.bootstrap(99, seed=1, kind="basic", level=0.8, **QUIET)
    boot = moderated.bootstrap(99, seed=1, **QUIET)
    asked = written(getattr(boot, of)("A:B", kind="basic", level=0.8))
    assert asked == written(getattr(chosen, of)("A:B"))
    assert asked != written(getattr(boot, of)("A:B", kind="basic"))
    assert asked != written(getattr(boot, of)("A:B", level=0.8))
