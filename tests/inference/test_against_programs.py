"""cSEM's jackknife and exact fit test, and what its intervals would be in our definition.

Its intervals, and seminr's bootstrap, on the programs' own draws: tests/parity/resampling.py.
"""

import numpy as np
import pytest
from tests.inference.cases import QUIET, TEXT, TIGHT, quietly, triangle
from tests.naive import resample as naive
from tests.parity.references import data, formulas_key, outputs
from tests.parity.resampling import CSEM_INTERVALS, csem_interval

import plspm
from plspm.inference import intervals

STORED = outputs("small_triangle_resampling")
NAMES = list(STORED["bootstrap"]["original_paths"])


@pytest.mark.parametrize("statistic", ["paths", "weights", "loadings"])
@pytest.mark.parametrize(
    ("column", "theirs"), [("std_error", "sd"), ("mean", "mean"), ("bias", "bias")]
)
def test_jackknife_equals_csem(statistic, column, theirs):
    table = triangle().standard_errors("jackknife", statistics=[statistic]).table(statistic)
    stored = {formulas_key(name): x for name, x in STORED["jackknife"][statistic][theirs].items()}
    assert table[column].to_dict() == pytest.approx(stored, abs=1e-8)


@pytest.fixture(scope="module")
def csem_draws():
    estimate = np.array([STORED["bootstrap"]["original_paths"][name] for name in NAMES])
    return estimate, np.column_stack([STORED["draws"][name] for name in NAMES])


OURS = {
    "normal": (intervals.normal, naive.interval_normal),
    "basic": (intervals.basic, naive.interval_basic),
    "bc": (intervals.bias_corrected, naive.interval_bc),
}


@pytest.mark.parametrize("kind", OURS)
def test_our_definitions_on_the_draws_of_csem(kind, csem_draws):
    estimate, values = csem_draws
    ours, plain = OURS[kind]
    draws = intervals.Draws.of(estimate, values)
    bounds = np.array([ours(draws, 0.025), ours(draws, 0.975)]).T
    expected = [plain(e, v) for e, v in zip(estimate, values.T, strict=True)]
    assert bounds == pytest.approx(np.array(expected), abs=1e-10)


@pytest.mark.parametrize(("kind", "times"), [("normal", 1), ("basic", 2)])
def test_csem_moves_normal_by_the_bias_and_basic_by_twice_the_bias(kind, times, csem_draws):
    estimate, values = csem_draws
    bias = dict(zip(NAMES, values.mean(axis=0) - estimate, strict=True))
    plain = OURS[kind][1]
    theirs, _ = csem_interval(kind)
    for name, e, v in zip(NAMES, estimate, values.T, strict=True):
        lower, upper = plain(e, v)
        assert theirs[name, "95%L"] == pytest.approx(lower - times * bias[name], abs=1e-6)
        assert theirs[name, "95%U"] == pytest.approx(upper - times * bias[name], abs=1e-6)


def test_bca_of_the_jackknife_differs_from_that_of_csem(csem_draws):
    """cSEM's acceleration is that of the draws; the jackknife's moves bounds by up to 0.3."""
    estimate, values = csem_draws
    left_out = triangle().influence(method="jackknife").table
    theirs, same_definition = csem_interval("bca")
    assert theirs == pytest.approx(same_definition, abs=1e-6)
    moved = []
    for name, e, v in zip(NAMES, estimate, values.T, strict=True):
        ours = naive.interval_bca(e, v, left_out[formulas_key(name)].to_numpy())
        draws = intervals.Draws.of(np.array([e]), v[:, None])
        a = intervals.acceleration(-left_out[[formulas_key(name)]].to_numpy())
        assert intervals.bca(draws, 0.025, a)[0] == pytest.approx(ours[0], abs=1e-10)
        moved.append(abs(ours[0] - theirs[name, "95%L"]))
    assert max(moved) > 0.01


def test_every_kind_of_csem_is_covered():
    assert {*OURS, "percentile", "bca"} == set(CSEM_INTERVALS)


# -- exact fit: csem's defaults are common factors, PLSc and all constructs joined ---------------

DISTANCES = {"srmr": "SRMR", "d_uls": "dL", "d_g": "dG"}


@pytest.fixture(scope="module")
def exact_fit():
    result = quietly(TEXT, data("small_triangle"), estimator="plsc", **TIGHT)
    with pytest.warns(plspm.AdmissibilityWarning, match="inadmissible"):
        return result.exact_fit(draws=1999, seed=1, **QUIET)


@pytest.mark.parametrize("model", ["saturated", "estimated"])
@pytest.mark.parametrize("distance", DISTANCES)
def test_exact_fit_equals_csem(model, distance, exact_fit):
    """The value to 1e-8; the critical value within three Monte Carlo errors of 499 draws."""
    stored = STORED["exact_fit"][model]
    name = DISTANCES[distance]
    row = exact_fit.loc[(model, distance)]
    assert row["value"] == pytest.approx(stored["test_statistic"][name], abs=1e-8)
    critical = stored["critical_value"]
    theirs = critical["values"][critical["rows"].index(name)][0]
    # A quantile's standard error is √(p(1 - p)/b) over the density, here about .04 / (q99 - q95).
    error = np.sqrt(0.05 * 0.95 * (1 / 499 + 1 / 1999)) * (row["q99"] - row["q95"]) / 0.04
    assert row["q95"] == pytest.approx(theirs, abs=3 * error)
    assert error < 0.13 * row["q95"]
