"""Functions of the paths under resampling: options that were asked for are those of the table."""

import numpy as np
import pytest
from tests.inference.cases import QUIET, TIGHT, factor_data
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


@pytest.mark.filterwarnings("ignore::plspm.AdmissibilityWarning")  # of draws of few cases
def test_slopes_at_answers_go_by_the_mean_and_spread_of_each_draw():
    """As from fits of the drawn cases, one at a time; z is 0 or 1, and few are 1."""
    text = "A =~ a11 + a12 + a13; Z =~ z; C =~ c11 + c12 + c13; C ~ A + Z + A:Z"
    data = factor_data(90, 3).assign(z=(np.arange(90) % 4 == 0).astype(float))
    rows = np.random.default_rng(1).integers(0, 90, size=(12, 90))
    boot = plspm.estimate(text, data, **TIGHT).resample(plspm.plans.Indices(rows), **QUIET)
    table = boot.simple_slopes("A:Z")
    drawn = [plspm.estimate(text, data.iloc[r].reset_index(drop=True), **TIGHT) for r in rows]
    slopes = [fit.standard_errors().simple_slopes("A:Z")["estimate"].to_numpy() for fit in drawn]
    assert table.index.get_level_values("at").tolist() == ["Z = 0", "Z = 1"]
    assert table["mean"].to_numpy() == pytest.approx(np.mean(slopes, axis=0), abs=1e-9)
    assert table["std_error"].to_numpy() == pytest.approx(np.std(slopes, axis=0, ddof=1), abs=1e-9)
