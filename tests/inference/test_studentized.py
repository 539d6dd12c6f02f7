"""Studentized and BCa intervals from beginning to end, against fresh fits of the drawn rows."""

from dataclasses import replace

import numpy as np
import pytest
from tests.inference.cases import QUIET, TEXT, TIGHT, factor_data, quietly, triangle
from tests.naive import resample as naive
from tests.parity.references import data

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.inference.jackknife import jackknife_influence
from plspm.inference.options import Options
from plspm.inference.resample import resample
from plspm.inference.studentized import studentizing_errors
from plspm.plans import Bootstrap, Indices, Subsampling, Weights

ROWS = np.random.default_rng(5).integers(0, 40, size=(60, 40))
SOME = ("paths", "loadings", "total_effects", "r_squared", "r_squared_adjusted")


@pytest.fixture(scope="module")
def boot():
    return triangle().resample(Indices(ROWS), statistics=SOME, **QUIET)


@pytest.mark.parametrize("statistic", SOME)
def test_the_error_of_a_draw_is_the_delta_error_of_a_fit_on_its_rows(statistic, boot):
    own, of_draws = studentizing_errors(
        boot._fitted, STATISTICS[statistic], boot._plan, np.arange(60), boot._options
    )
    fit = triangle().standard_errors(statistics=[statistic]).table(statistic)
    assert own == pytest.approx(fit["std_error"].to_numpy(), rel=1e-10)
    for k in (0, 29, 59):
        again = quietly(TEXT, data("small_triangle").iloc[ROWS[k]], **TIGHT)
        fresh = again.standard_errors(statistics=[statistic]).table(statistic)
        assert of_draws[k] == pytest.approx(fresh["std_error"].to_numpy(), rel=1e-6)


@pytest.mark.parametrize("draws_together", [1, 7])
def test_small_stacks_change_no_error(draws_together, boot, monkeypatch):
    numbers = np.arange(3, 60, 2)
    arguments = boot._fitted, STATISTICS["paths"], boot._plan, numbers, boot._options
    _, together = studentizing_errors(*arguments)
    size = draws_together * 40 * 9**2  # 40 cases, 9 indicators
    monkeypatch.setattr("plspm.inference.studentized.LARGEST_STACK", size)
    _, in_parts = studentizing_errors(*arguments)
    assert in_parts == pytest.approx(together, rel=1e-9)


def test_case_weights_count_in_the_error_of_a_draw():
    frame, weights = factor_data(50, 4), np.random.default_rng(1).gamma(4, size=50)
    rows = np.random.default_rng(2).integers(0, 50, size=(5, 50))
    result = plspm.estimate(TEXT, frame, weights=weights, **TIGHT)
    boot = result.resample(Indices(rows), statistics=["paths"], **QUIET)
    statistic = STATISTICS["paths"]
    _, of_draws = studentizing_errors(
        boot._fitted, statistic, boot._plan, np.arange(5), boot._options
    )
    for k, row in enumerate(rows):
        again = quietly(TEXT, frame.iloc[row], weights=weights[row], **TIGHT)
        fresh = again.standard_errors(statistics=["paths"]).paths["std_error"]
        assert of_draws[k] == pytest.approx(fresh.to_numpy(), rel=1e-6)


@pytest.mark.parametrize("statistic", SOME)
def test_the_studentized_interval_from_its_formula(statistic, boot):
    own, of_draws = studentizing_errors(
        boot._fitted, STATISTICS[statistic], boot._plan, np.arange(60), boot._options
    )
    table = boot.interval(statistic, kind="studentized", level=0.9)
    draws = boot.draws(statistic).to_numpy()
    for k, (estimate, lower, upper) in enumerate(table.to_numpy()):
        pivots = (draws[:, k] - estimate) / of_draws[:, k]
        low, high = naive.interval_percentile(pivots, 0.9)
        bounds = estimate - own[k] * high, estimate - own[k] * low
        expected = naive.within(bounds, estimate, *STATISTICS[statistic].range)
        assert (lower, upper) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("statistic", SOME)
def test_bca_takes_the_jackknife_of_each_component(statistic, boot):
    table = boot.interval(statistic, kind="bca", level=0.9)
    draws = boot.draws(statistic).to_numpy()
    left_out = triangle().influence(statistic, method="jackknife").table.to_numpy()
    for k, (estimate, lower, upper) in enumerate(table.to_numpy()):
        expected = naive.interval_bca(estimate, draws[:, k], left_out[:, k], 0.9)
        assert (lower, upper) == pytest.approx(expected, abs=1e-9)


def test_clusters_reach_the_acceleration_and_the_errors_of_draws():
    """Every case twice in clusters of two gives the intervals of each case once."""
    frame, n = factor_data(30, 3), 30
    once = plspm.estimate(TEXT, frame, **TIGHT)
    twice = plspm.estimate(TEXT, frame.loc[np.repeat(np.arange(n), 2)], **TIGHT)
    alone = once.bootstrap(99, seed=2, statistics=["paths"], **QUIET)
    paired = twice.bootstrap(
        99, seed=2, statistics=["paths"], clusters=np.repeat(np.arange(n), 2), **QUIET
    )
    for kind in ("percentile", "bca", "studentized"):
        first, second = (b.interval("paths", kind=kind).to_numpy() for b in (alone, paired))
        assert first == pytest.approx(second, abs=1e-7), kind


def test_dropped_draws_keep_their_own_errors():
    """Failed draws leave gaps in the numbers; the errors are those of the draws that are left."""
    frame = factor_data(30, 1).assign(a11=np.eye(30)[0])
    result = plspm.estimate(TEXT, frame, **TIGHT)
    rows = np.random.default_rng(6).integers(0, 30, size=(60, 30))
    with pytest.warns(plspm.AdmissibilityWarning):
        gaps = result.resample(Indices(rows), statistics=["r_squared"], **QUIET)
    kept = gaps.draws("r_squared").index.to_numpy()
    assert 20 < kept.size < 60
    whole = result.resample(Indices(rows[kept]), statistics=["r_squared"], **QUIET)
    first, second = (b.interval("r_squared", kind="studentized").to_numpy() for b in (gaps, whole))
    assert first == pytest.approx(second, abs=1e-9)


def test_studentized_intervals_of_subsamples_are_as_wide_as_those_of_the_bootstrap():
    """Draws moved to the spread of all cases go with errors moved likewise."""
    result = plspm.estimate(TEXT, factor_data(300, 1))
    draws = (
        result.bootstrap(999, seed=1, statistics=["paths"], **QUIET),
        result.resample(Subsampling(999, 150, 1), statistics=["paths"], **QUIET),
    )
    tables = [boot.interval("paths", kind="studentized") for boot in draws]
    full, half = ((table["ci_upper"] - table["ci_lower"]).to_numpy() for table in tables)
    assert half / full == pytest.approx(np.ones(3), abs=0.15)


def test_acceleration_within_strata_leaves_out_what_strata_differ_by():
    frame = factor_data(90, 3)
    stratum = np.repeat([0, 1, 2], [50, 25, 15])
    frame += 3.0 * stratum[:, None] ** 2
    result = plspm.estimate(TEXT, frame, **TIGHT)
    boot = result.bootstrap(99, seed=1, strata=stratum, statistics=["paths"], **QUIET)
    statistic = STATISTICS["paths"]
    found = jackknife_influence(boot._fitted, boot._plan, statistic, boot._options)
    without = np.array(
        [
            quietly(TEXT, frame.drop(index=case), **TIGHT).path_coefficients.to_numpy()[
                [0, 0, 1], [1, 2, 2]
            ]
            for case in frame.index
        ]
    )
    means = np.array([without[stratum == s].mean(axis=0) for s in range(3)])[stratum]
    assert found == pytest.approx(means - without, abs=1e-9)


def test_acceleration_of_clusters_within_strata():
    """Clusters of five cases, the last of which holds the stratum's only other colour."""
    clusters, of_clusters = np.arange(40) // 5, np.array([0, 0, 1, 1, 1, 0, 1, 0])
    result = triangle()
    strata = of_clusters[clusters]
    plan, options = Bootstrap(9, 1, clusters=clusters, strata=strata), Options(progress=False)
    found = jackknife_influence(result._resampled, plan, STATISTICS["paths"], options)
    left_out = Weights((clusters != np.arange(8)[:, None]).astype(float))
    without = result.resample(left_out, statistics=["paths"], **QUIET).draws("paths").to_numpy()
    means = np.array([without[of_clusters == s].mean(axis=0) for s in (0, 1)])[of_clusters]
    assert found == pytest.approx(means - without, abs=1e-9)


def test_bca_leaves_out_cases_with_the_options_of_the_draws(monkeypatch):
    options_seen = []

    def noted(plan, fitted, statistics, options):
        options_seen.append(options)
        return resample(plan, fitted, statistics, options)

    monkeypatch.setattr("plspm.inference.jackknife.resample", noted)
    how = {"alignment": "none", "inadmissible": "drop", "threads": 1, "batch_size": 20}
    boot = triangle().bootstrap(99, seed=1, statistics=["paths"], **how, **QUIET)
    boot.interval("paths", kind="bca")
    assert options_seen == [replace(boot._options, inadmissible="keep")]


def test_bca_shows_no_bar_when_told_so(capsys, monkeypatch):
    monkeypatch.setattr("plspm.inference.progress.PATIENCE", -1.0)
    boot = triangle().bootstrap(99, seed=1, statistics=["paths"], batch_size=20, **QUIET)
    boot.interval("paths", kind="bca")
    assert capsys.readouterr().err == ""
