"""The double bootstrap against loops over outer and inner draws."""

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, factor_data, triangle
from tests.naive.resample import quantile

import plspm
from plspm.inference.double import InnerBootstrap, calibrated_probabilities
from plspm.inference.streams import stream
from plspm.plans import Bootstrap, Weights

OUTER, INNER, N = 6, 9, 40


def inner_plan(**options):
    return InnerBootstrap(Bootstrap(60, 3, **options), np.arange(OUTER), INNER)


def test_inner_draws_come_from_the_cases_of_their_outer_draw():
    plan = inner_plan()
    outer, inner = Bootstrap(60, 3).counts(0, OUTER, N), plan.counts(0, plan.draws, N)
    assert inner.shape == (OUTER * INNER, N)
    assert (inner.sum(axis=1) == N).all()
    for k in range(OUTER):
        own = inner[k * INNER : (k + 1) * INNER]
        assert (own[:, outer[k] == 0] == 0).all()
    for start, stop in ((0, 1), (5, 20), (17, 18)):
        assert np.array_equal(plan.counts(start, stop, N), inner[start:stop])


def test_inner_draws_have_random_streams_of_their_own():
    assert stream(3, 0).random() != stream(3, 0, inner=True).random()
    outer = Bootstrap(60, 3).counts(0, OUTER, N).astype(int)
    expected = []
    for k in range(OUTER):
        held = np.repeat(np.arange(N), outer[k])
        for places in stream(3, k, inner=True).integers(0, N, size=(INNER, N)):
            expected.append(np.bincount(held[places], minlength=N))
    np.testing.assert_array_equal(inner_plan().counts(0, OUTER * INNER, N), expected)


def test_inner_counts_have_the_mean_of_the_outer_draw():
    plan = InnerBootstrap(Bootstrap(1, 3), np.arange(1), 20_000)
    outer = Bootstrap(1, 3).counts(0, 1, N)[0]
    mean = plan.counts(0, 20_000, N).mean(axis=0)
    assert np.abs(mean - outer).max() < 5 * np.sqrt(outer.max() / 20_000)
    poisson = InnerBootstrap(Bootstrap(1, 3, poisson=True), np.arange(1), 20_000)
    outer = Bootstrap(1, 3, poisson=True).counts(0, 1, N)[0]
    drawn = poisson.counts(0, 20_000, N)
    assert np.abs(drawn.mean(axis=0) - outer).max() < 0.1
    assert np.abs(drawn.var(axis=0) - outer).max() < 0.2


def test_clusters_and_strata_hold_in_the_inner_draws_too():
    clusters, strata = np.arange(N) // 4, np.arange(N) // 20
    inner = inner_plan(clusters=clusters, strata=strata).counts(0, OUTER * INNER, N)
    for cluster in range(10):
        members = inner[:, clusters == cluster]
        assert (members == members[:, :1]).all()
    for stratum in range(2):
        assert (inner[:, strata == stratum].sum(axis=1) == 20).all()


def by_loops(level_tails):
    """Share of the inner draws up to the fit, for every outer draw; then its quantiles."""
    result, plan = triangle(), inner_plan()
    weights = plan.counts(0, plan.draws, N)
    values = result.resample(Weights(weights), statistics=["paths"], **QUIET).draws("paths")
    probabilities = {}
    for label, estimate in result.effects["direct"].items():
        if label not in values.columns:
            continue
        shares = []
        for k in range(OUTER):
            own = values[label].iloc[k * INNER : (k + 1) * INNER]
            shares.append(sum(value <= estimate for value in own) / INNER)
        probabilities[label] = [quantile(shares, tail) for tail in level_tails]
    return probabilities


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
def test_the_calibrated_interval_equals_the_loops(alternative):
    boot = triangle().bootstrap(60, seed=3, statistics=["paths"], **QUIET)
    table = boot.calibrated_interval(
        "paths", outer=OUTER, inner=INNER, level=0.9, alternative=alternative
    )
    tails = {"two-sided": (0.05, 0.95), "greater": (0.1, 1.0), "less": (0.0, 0.9)}[alternative]
    for label, (low, high) in by_loops(tails).items():
        row = table.loc[label]
        draws = boot.draws("paths")[label]
        if alternative != "less":
            assert row["p_lower"] == pytest.approx(low, abs=1e-12)
            assert row["ci_lower"] == pytest.approx(quantile(draws, low), abs=1e-10)
        if alternative != "greater":
            assert row["p_upper"] == pytest.approx(high, abs=1e-12)
            assert row["ci_upper"] == pytest.approx(quantile(draws, high), abs=1e-10)
    assert np.isneginf(table["ci_lower"]).all() == (alternative == "less")
    assert np.isposinf(table["ci_upper"]).all() == (alternative == "greater")


def test_the_share_up_to_the_estimate_holds_what_equals_it():
    inner = np.array([[[1.0], [2.0]], [[2.0], [2.0]], [[3.0], [np.nan]]])
    low, high = calibrated_probabilities(np.array([2.0]), inner, (0.0, 0.5))
    assert (low[0], high[0]) == (0.0, 1.0)


def test_uniform_shares_leave_the_probabilities_as_they_are():
    """Where the percentile interval is right, calibration changes nothing."""
    m, d = 999, 1000
    place = (np.arange(m) + 0.5) / m
    inner = np.where(np.arange(d) < (place * d)[:, None], -1.0, 1.0)[..., None]
    low, high = calibrated_probabilities(np.zeros(1), inner, (0.025, 0.975))
    assert (low[0], high[0]) == pytest.approx((0.025, 0.975), abs=2e-3)


def test_draws_without_a_value_are_left_out():
    inner = np.array([[[-1.0], [np.nan], [1.0]], [[np.nan]] * 3, [[-1.0], [-1.0], [1.0]]])
    low, high = calibrated_probabilities(np.zeros(1), inner, (0.0, 1.0))
    assert (low[0], high[0]) == (0.5, pytest.approx(2 / 3))


def test_what_is_undefined_has_no_calibrated_interval():
    """HTMT of a formative block: NaN, and no warning from anywhere."""
    text = "A1 <~ a11 + a12 + a13; B1 =~ b11 + b12 + b13; B1 ~ A1"
    boot = plspm.estimate(text, factor_data(60, 1)).bootstrap(50, seed=1, **QUIET)
    assert boot.calibrated_interval("htmt", outer=5, inner=5).isna().to_numpy().all()
    for kind in ("percentile", "bca", "studentized"):
        assert boot.interval("htmt", kind=kind).isna().to_numpy().all()


def test_threads_and_batches_change_nothing():
    tables = [
        triangle()
        .bootstrap(60, seed=3, threads=t, batch_size=b, statistics=["paths"], **QUIET)
        .calibrated_interval("paths", outer=20, inner=20)
        .to_numpy()
        for t, b in ((1, 256), (3, 7))
    ]
    assert tables[0] == pytest.approx(tables[1], abs=1e-11)


def test_wrong_options_are_named_all_at_once():
    boot = triangle().bootstrap(60, seed=3, statistics=["paths"], **QUIET)
    with pytest.raises(plspm.OptionError) as caught:
        boot.calibrated_interval("paths", outer=1, inner=0)
    first, second = caught.value.problems
    assert first.startswith("outer is 1")
    assert second.startswith("inner is 0")
    other = triangle().resample(Weights(np.ones((3, 40))), statistics=["paths"], **QUIET)
    with pytest.raises(plspm.OptionError) as caught:
        other.calibrated_interval("paths", outer=1, level=2)
    size, level, plan = caught.value.problems
    assert (size[:10], level[:5]) == ("outer is 1", "level")
    assert "draws of result.bootstrap" in plan
    with pytest.raises(plspm.OptionError, match=r"draws of result\.bootstrap"):
        other.calibrated_interval("paths")


def test_calibration_widens_percentile_intervals_of_few_cases():
    """Percentile intervals are too narrow at n = 25; calibration sees it."""
    boot = plspm.estimate(TEXT, factor_data(25, 2, loading=0.9)).bootstrap(
        999, seed=1, statistics=["paths"], **QUIET
    )
    plain = boot.interval("paths")
    calibrated = boot.calibrated_interval("paths", outer=300, inner=100)
    widths = [(t["ci_upper"] - t["ci_lower"]).mean() for t in (plain, calibrated)]
    assert widths[1] > widths[0]


@pytest.mark.parametrize("kind", [None, "percentile"])
def test_an_interval_may_be_asked_to_be_calibrated(kind):
    boot = triangle().bootstrap(99, seed=3, statistics=["paths"], **QUIET)
    options = {"level": 0.9, "alternative": "greater"}
    calibrated = boot.calibrated_interval("paths", **options)
    expected = calibrated[["estimate", "ci_lower", "ci_upper"]]
    pd.testing.assert_frame_equal(
        boot.interval("paths", kind=kind, calibrate=True, **options), expected
    )
    with pytest.raises(plspm.OptionError, match="calibrate goes with the percentile interval"):
        boot.interval("paths", kind="bca", calibrate=True)
