"""Strata in standard errors without drawing and in studentized intervals, against loops."""

import numpy as np
import pytest
from tests.inference.cases import (
    NAIVE,
    QUIET,
    TEXT,
    TIGHT,
    factor_data,
    quietly,
    same,
    triangle_columns,
)
from tests.naive import measurement, structure
from tests.naive import resample as naive
from tests.parity.references import data

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.inference.influence import delta_std_error
from plspm.inference.jackknife import jackknife_columns, jackknife_influence
from plspm.inference.studentized import studentizing_errors
from plspm.inference.units import EACH_CASE, Units, totals
from plspm.plans import Bootstrap

METHODS = ("delta", "jackknife")
SOME = ("paths", "loadings", "r_squared")
OF_FIT = {
    "paths": structure.path_coefficients,
    "loadings": measurement.loadings,
    "r_squared": structure.r_squared,
}
N = 40
STRATA = np.repeat([0, 1, 2, 3], [1, 4, 15, 20])[np.random.default_rng(1).permutation(N)]
CLUSTERS = np.random.default_rng(2).permutation(N) % 13
NESTED = (CLUSTERS > 3).astype(int) + (CLUSTERS > 7)
WEIGHTS = np.random.default_rng(3).gamma(4, size=N)
DESIGNS = {
    "strata": (None, STRATA, None),
    "clusters in strata": (CLUSTERS, NESTED, None),
    "weights": (None, STRATA, WEIGHTS),
    "weighted clusters": (CLUSTERS, NESTED, WEIGHTS),
}
SETTLED = {"tolerance": 1e-12, "max_iterations": 3000}


def every_statistic(fit):
    return {(name, key): x for name in OF_FIT for key, x in OF_FIT[name](fit).items()}


def units_and_strata(clusters, strata):
    """As the naive road takes them: the cases of every unit, and its stratum."""
    units = naive.units_of(range(N) if clusters is None else clusters)
    return units, [int(strata[unit[0]]) for unit in units]


def errors_of(method, clusters, strata, weights, statistic, order=slice(None)):
    frame = data("small_triangle").iloc[order]
    options = TIGHT if weights is None else TIGHT | {"weights": weights[order]}
    return (
        plspm.estimate(TEXT, frame, **options)
        .standard_errors(
            method,
            statistics=[statistic],
            clusters=None if clusters is None else clusters[order],
            strata=None if strata is None else strata[order],
        )
        .table(statistic)
    )


@pytest.mark.parametrize(("clusters", "strata", "weights"), DESIGNS.values(), ids=DESIGNS)
def test_the_delta_method_from_loops(clusters, strata, weights):
    u = naive.contributions(triangle_columns(), NAIVE, every_statistic, weights, **SETTLED)
    design = units_and_strata(clusters, strata)
    for statistic in SOME:
        for label, row in errors_of("delta", clusters, strata, weights, statistic).iterrows():
            expected = naive.delta_standard_error_in_strata(u[statistic, label], *design)
            assert row["std_error"] == pytest.approx(expected, rel=1e-5), (statistic, label)


@pytest.mark.parametrize(("clusters", "strata", "weights"), DESIGNS.values(), ids=DESIGNS)
def test_the_jackknife_from_loops(clusters, strata, weights):
    units, of_units = units_and_strata(clusters, strata)
    left_out = naive.jackknife_in_strata(
        triangle_columns(), NAIVE, every_statistic, units, of_units, weights, **SETTLED
    )
    for statistic in SOME:
        for label, row in errors_of("jackknife", clusters, strata, weights, statistic).iterrows():
            values = left_out[statistic, label]
            assert row["mean"] == pytest.approx(np.mean(values), abs=1e-8)
            error = naive.jackknife_standard_error_in_strata(values, of_units)
            assert row["std_error"] == pytest.approx(error, abs=1e-7)
            bias = naive.jackknife_bias_in_strata(row["estimate"], values, of_units)
            assert row["bias"] == pytest.approx(bias, abs=1e-6)


@pytest.mark.parametrize("clusters", [None, CLUSTERS])
def test_one_stratum_is_none(clusters):
    """For single strata, which users are refused, as there is then nothing to say."""
    rng = np.random.default_rng(4)
    u, counts = rng.normal(size=(3, N, 2)), rng.integers(0, 3, size=(3, N)).astype(float)
    one = Units(clusters, np.zeros(N, dtype=int))
    assert np.array_equal(
        delta_std_error(u, counts, one), delta_std_error(u, counts, Units(clusters))
    )
    fitted, paths = (
        plspm.estimate(TEXT, data("small_triangle"), **TIGHT)._fitted,
        [STATISTICS["paths"]],
    )
    first, second = (jackknife_columns(fitted, paths, u)["paths"] for u in (one, Units(clusters)))
    for column, values in first.items():
        assert values == pytest.approx(second[column], abs=1e-12), column


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("clusters", "strata", "weights"), DESIGNS.values(), ids=DESIGNS)
def test_names_of_strata_and_the_order_of_the_cases_change_nothing(
    method, clusters, strata, weights
):
    reference = errors_of(method, clusters, strata, weights, "paths")
    renamed = np.array(["w", "a", "z", "c"])[strata]
    clusters_renamed = None if clusters is None else -clusters
    same(errors_of(method, clusters_renamed, renamed, weights, "paths"), reference, 1e-12)
    order = np.random.default_rng(5).permutation(N)
    same(errors_of(method, clusters, strata, weights, "paths", order), reference, 1e-9)


def test_strata_by_column():
    frame = data("small_triangle").assign(region=STRATA)
    by_name = plspm.estimate(TEXT, frame, **TIGHT).standard_errors(strata="region")
    same(by_name.paths, errors_of("delta", None, STRATA, None, "paths"))


def test_a_stratum_of_one_unit_does_not_vary():
    """Whatever it contributes; and the jackknife keeps it, so that nothing is undefined."""
    strata, u = np.array([0, 1, 1, 1]), np.array([[[50.0], [1.0], [2.0], [6.0]]])
    found = delta_std_error(u, np.ones((1, 4)), Units(strata=strata))
    assert found[0, 0] == pytest.approx(np.sqrt(3 / 2 * (4 + 1 + 9)))
    frame = factor_data(30, 1).assign(a11=np.eye(30)[0])  # constant without case 0
    result = plspm.estimate(TEXT, frame, **TIGHT)
    errors = result.standard_errors("jackknife", strata=np.minimum(np.arange(30), 2))
    assert (errors.paths["std_error"] > 0).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"strata": np.arange(N)}, "single case or cluster"),
        ({"strata": np.zeros(N)}, "strata has a single group"),
        ({"strata": np.zeros(3)}, "strata has 3 labels"),
        ({"strata": "region"}, "strata: .*'region'"),
        ({"strata": STRATA, "clusters": STRATA % 2}, "more than one of the strata"),
    ],
)
def test_strata_are_checked_as_in_the_bootstrap(method, options, words):
    result = plspm.estimate(TEXT, data("small_triangle"), **TIGHT)
    with pytest.raises(plspm.DataError, match=words) as caught:
        result.standard_errors(method, **options)
    with pytest.raises(plspm.DataError) as of_bootstrap:
        result.bootstrap(99, seed=1, **options, **QUIET)
    assert str(caught.value) == str(of_bootstrap.value)


# -- where strata matter much --------------------------------------------------------------------


def layered(n=600, seed=3):
    """Three strata whose means differ by more than the cases within do."""
    strata = np.repeat([0, 1, 2], [n // 2, n // 3, n - n // 2 - n // 3])
    shift = np.array([0.0, 2.0, 5.0])[strata]
    frame = factor_data(n, seed)
    for column, slope in zip(frame, (1, 0.7, 0.5, -0.5, 0.8, 0.6, 0.2, 0.5, 0.9), strict=True):
        frame[column] += slope * shift
    return frame, strata


@pytest.mark.filterwarnings("ignore:Items load against the rest")
@pytest.mark.parametrize("clustered", [False, True])
def test_delta_jackknife_and_bootstrap_agree_where_strata_matter(clustered):
    frame, strata = layered()
    clusters = np.arange(600) // 2 if clustered else None  # no cluster lies across strata
    result = quietly(TEXT, frame, **TIGHT)
    boot = result.bootstrap(
        3999, seed=1, clusters=clusters, strata=strata, statistics=SOME, **QUIET
    )
    for statistic in SOME:
        drawn = boot.table(statistic)["std_error"].to_numpy()
        for method in METHODS:
            errors, without = (
                result.standard_errors(method, statistics=[statistic], clusters=clusters, strata=s)
                .table(statistic)["std_error"]
                .to_numpy()
                for s in (strata, None)
            )
            assert errors / drawn == pytest.approx(1, abs=0.06), (statistic, method)
            assert (np.abs(without / drawn - 1) > 0.1).any(), "strata are no matter here"


@pytest.mark.slow
def test_errors_within_strata_are_those_of_samples_within_strata():
    """The spread of 300 samples (known to 4 %) that hold as many of each stratum every time."""
    estimates, errors = [], {method: [] for method in METHODS}
    for seed in range(300):
        frame, strata = layered(seed=seed)
        result = quietly(TEXT, frame)
        for method in METHODS:
            found = result.standard_errors(method, statistics=["paths"], strata=strata).paths
            errors[method].append(found["std_error"].to_numpy())
        estimates.append(found["estimate"].to_numpy())
    spread = np.std(estimates, axis=0, ddof=1)
    for method in METHODS:
        assert np.mean(errors[method], axis=0) / spread == pytest.approx(1, abs=0.12), method


# -- studentized ---------------------------------------------------------------------------------


@pytest.mark.parametrize("clusters", [None, np.arange(60) // 2])
def test_the_error_of_a_draw_within_strata_is_that_of_a_fit_on_its_rows(clusters):
    frame, strata = layered(60)
    result = quietly(TEXT, frame, **TIGHT)
    plan, statistic = Bootstrap(20, 4, clusters, strata), STATISTICS["paths"]
    boot = result.resample(plan, statistics=["paths"], **QUIET)
    numbers = np.arange(20)
    own, of_draws = studentizing_errors(boot._fitted, statistic, plan, numbers, boot._options)
    expected = result.standard_errors(clusters=clusters, strata=strata).paths["std_error"]
    assert own == pytest.approx(expected.to_numpy(), rel=1e-12)
    cases = np.arange(60) if clusters is None else clusters
    for k in (0, 7, 19):
        times = plan.counts(k, k + 1, 60)[0].astype(int)
        rows = np.repeat(np.arange(60), times)
        # Each time that a unit is drawn it is a unit of its own.
        copies = np.concatenate([np.arange(t) for t in times])
        drawn = cases[rows] * 100 + copies
        again = quietly(TEXT, frame.iloc[rows], **TIGHT)
        fresh = again.standard_errors(clusters=drawn, strata=strata[rows]).paths["std_error"]
        assert of_draws[k] == pytest.approx(fresh.to_numpy(), rel=1e-6)


def test_the_studentized_interval_within_strata_from_its_formula():
    frame, strata = layered(60)
    boot = quietly(TEXT, frame, **TIGHT).bootstrap(
        99, seed=2, strata=strata, statistics=["paths"], **QUIET
    )
    own, of_draws = studentizing_errors(
        boot._fitted, STATISTICS["paths"], boot._plan, np.arange(99), boot._options
    )
    draws = boot.draws("paths").to_numpy()
    table = boot.interval("paths", kind="studentized", level=0.9)
    for k, (estimate, lower, upper) in enumerate(table.to_numpy()):
        pivots = (draws[:, k] - estimate) / of_draws[:, k]
        low, high = naive.interval_percentile(pivots, 0.9)
        assert (lower, upper) == pytest.approx(
            (estimate - own[k] * high, estimate - own[k] * low), abs=1e-10
        )


def test_poisson_counts_know_no_strata():
    """The number drawn from a stratum varies, so that its mean is no constant."""
    frame, strata = layered(60)
    result = quietly(TEXT, frame, **TIGHT)
    within, without = (
        result.resample(Bootstrap(30, 3, None, s, poisson=True), statistics=["paths"], **QUIET)
        for s in (strata, None)
    )
    paths, numbers = STATISTICS["paths"], np.arange(30)
    own, _ = studentizing_errors(within._fitted, paths, within._plan, numbers, within._options)
    assert own == pytest.approx(result.standard_errors().paths["std_error"].to_numpy(), rel=1e-12)
    first, second = (
        jackknife_influence(b._fitted, b._plan, paths, b._options) for b in (within, without)
    )
    assert np.array_equal(first, second)


# -- units ---------------------------------------------------------------------------------------


def test_units_number_their_groups():
    units = Units(np.array([7, 7, 3, 9]), np.array([5, 5, 5, 2]))
    assert units.of_cases(4).tolist() == [1, 1, 0, 2]
    assert units.strata_of_units(4).tolist() == [1, 1, 0]
    assert EACH_CASE.of_cases(3).tolist() == [0, 1, 2]
    assert EACH_CASE.strata_of_units(3).tolist() == [0, 0, 0]


def test_totals_of_groups():
    values = np.arange(12.0).reshape(2, 3, 2)
    assert np.array_equal(
        totals(values, np.array([1, 0, 1]), 1), [[[2, 3], [4, 6]], [[8, 9], [16, 18]]]
    )
    assert totals(np.array([1.0, 2, 4]), np.array([0, 0, 0]), 0).tolist() == [7]
