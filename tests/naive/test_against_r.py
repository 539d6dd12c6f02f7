"""The naive road gives the numbers of plspm, cSEM and seminr in R: each checks the other."""

import functools

import numpy as np
import pytest
from tests.naive import estimate, fit, measurement, resample, structure
from tests.naive.subject import NaiveSubject
from tests.parity.definitions import largest_difference, ours
from tests.parity.programs import PROGRAMS, comparisons
from tests.parity.references import Run, data, model, outputs

TIGHT = {"tolerance": 1e-14, "max_iterations": 5000}
cached_subject = functools.cache(NaiveSubject.of)


@pytest.mark.parametrize(("run", "statistic"), comparisons(), ids=str)
def test_statistic_equals_the_programs(run: Run, statistic: str):
    theirs = PROGRAMS[run.family][statistic](run)
    assert largest_difference(theirs, ours(run, statistic, cached_subject(run))) < 1e-8


# -- resampling ----------------------------------------------------------------------------------


def columns_of(name):
    frame = data(name)
    return {column: frame[column].to_numpy(float) for column in frame}


def model_of(name, *, factors=False):
    found = model(name)
    paths = [(source, target) for source, target in found["paths"]]
    reflective = frozenset(found["blocks"]) if factors else frozenset()
    return estimate.Model(found["blocks"], paths, found["modes"], reflective)


def paths_weights_loadings(fitted):
    tables = {
        " ~ ": {(t, s): b for (s, t), b in structure.path_coefficients(fitted).items()},
        " <~ ": fitted.weights,
        " =~ ": measurement.loadings(fitted),
    }
    return {sign.join(k): value for sign, table in tables.items() for k, value in table.items()}


def test_jackknife_equals_csem():
    columns, triangle = columns_of("small_triangle"), model_of("small_triangle")
    values = resample.jackknife(columns, triangle, paths_weights_loadings, align="none", **TIGHT)
    original = paths_weights_loadings(estimate.estimate(columns, triangle, **TIGHT))
    stored = outputs("small_triangle_resampling")["jackknife"]
    names = [name for kind in ("paths", "weights", "loadings") for name in stored[kind]["mean"]]
    for kind in ("paths", "weights", "loadings"):
        for name, mean in stored[kind]["mean"].items():
            left_out, estimated = values[name], original[name]
            error, bias = stored[kind]["sd"][name], stored[kind]["bias"][name]
            assert np.mean(left_out) == pytest.approx(mean, abs=1e-10)
            assert resample.jackknife_standard_error(left_out) == pytest.approx(error, abs=1e-10)
            assert resample.jackknife_bias(estimated, left_out) == pytest.approx(bias, abs=1e-10)
    assert sorted(names) == sorted(original)


def csem_draws():
    stored = outputs("small_triangle_resampling")
    return [
        (name, estimated, stored["draws"][name])
        for name, estimated in stored["bootstrap"]["original_paths"].items()
    ]


def csem_acceleration(estimated, draws):
    """cSEM takes Σ(θ̂ − θ*)³ / {6 [Σ(θ̂ − θ*)²]^(3/2)} over the bootstrap draws, no jackknife."""
    distance = estimated - np.asarray(draws)
    return sum(distance**3) / (6 * sum(distance**2) ** 1.5)


def csem_intervals(estimated, draws, level):
    """cSEM corrects the normal and the basic interval for bias: both moved by −(θ̄* − θ̂)."""
    bias = np.mean(draws) - estimated
    basic = resample.interval_basic(estimated, draws, level)
    return {
        "CI_standard_z": resample.interval_normal(estimated - bias, draws, level),
        "CI_percentile": resample.interval_percentile(draws, level),
        "CI_basic": (basic[0] - 2 * bias, basic[1] - 2 * bias),
        "CI_bc": resample.interval_bc(estimated, draws, level),
        "CI_bca": resample.interval_with_acceleration(
            estimated, draws, csem_acceleration(estimated, draws), level
        ),
    }


@pytest.mark.parametrize(("name", "estimated", "draws"), csem_draws())
@pytest.mark.parametrize(("level", "label"), [(0.95, "95%"), (0.90, "90%")])
def test_intervals_equal_csem_on_its_draws(name, estimated, draws, level, label):
    stored = outputs("small_triangle_resampling")["bootstrap"]["infer"]["Path_estimates"]
    assert np.mean(draws) == pytest.approx(stored["mean"][name], abs=1e-12)
    assert resample.standard_error(draws) == pytest.approx(stored["sd"][name], abs=1e-12)
    for kind, interval in csem_intervals(estimated, draws, level).items():
        column = stored[kind]["cols"].index(name)
        ends = [stored[kind]["rows"].index(f"{label}{end}") for end in "LU"]
        theirs = [stored[kind]["values"][end][column] for end in ends]
        assert interval == pytest.approx(theirs, abs=1e-12), kind


def test_a_bca_interval_with_the_jackknife_is_not_csems():
    _, estimated, draws = csem_draws()[0]
    columns, triangle = columns_of("small_triangle"), model_of("small_triangle")
    values = resample.jackknife(columns, triangle, structure.path_coefficients, **TIGHT)
    ours_ = resample.interval_bca(estimated, draws, values["A1", "B1"])
    assert ours_ != pytest.approx(csem_intervals(estimated, draws, 0.95)["CI_bca"], abs=1e-3)


@pytest.mark.parametrize("kind", ["saturated", "estimated"])
def test_distances_equal_those_of_csems_exact_fit_test(kind):
    stored = outputs("small_triangle_resampling")["exact_fit"][kind]["test_statistic"]
    fitted = estimate.estimate(
        columns_of("small_triangle"),
        model_of("small_triangle", factors=True),
        estimator="plsc",
        **TIGHT,
    )
    # cSEM's exact-fit test stops at its default tolerance, 1e-5, of the weights.
    assert fit.srmr(fitted, kind) == pytest.approx(stored["SRMR"], abs=1e-8)
    assert fit.d_uls(fitted, kind) == pytest.approx(stored["dL"], abs=1e-8)
    assert fit.d_g(fitted, kind) == pytest.approx(stored["dG"], abs=1e-8)
    assert fit.chi_square(fitted, kind) == pytest.approx(stored["Chi_square"], abs=1e-6)


@pytest.mark.parametrize("program", ["seminr", "seminr_plsc"])
def test_draws_equal_seminr_row_by_row(program):
    stored = outputs("ecsi_interaction_bootstrap")
    rows = [[row - 1 for row in draw] for draw in stored["rows"][:8]]
    replayed = resample.bootstrap(
        columns_of("ecsi_interaction"),
        model_of("ecsi_interaction", factors=True),
        rows,
        structure.path_coefficients,
        align="none",
        estimator="plsc" if program == "seminr_plsc" else "pls",
        **TIGHT,
    )
    for (source, target), draws in replayed.items():
        theirs = stored["draws"][program][f"{source} -> {target}"][: len(rows)]
        # seminr stops its refits where the weights move by less than 1e-7.
        assert draws == pytest.approx(theirs, abs=1e-6)


@pytest.mark.parametrize("program", ["seminr", "seminr_plsc"])
def test_summaries_equal_seminr_on_its_draws(program):
    stored = outputs("ecsi_interaction_bootstrap")
    table = stored[program]["paths"]
    for name, values in zip(table["rows"], table["values"], strict=True):
        estimated, mean, error, t, lower, upper = values
        draws = stored["draws"][program][name.replace("  ->  ", " -> ")]
        assert np.mean(draws) == pytest.approx(mean, abs=1e-12)
        assert resample.standard_error(draws) == pytest.approx(error, abs=1e-12)
        assert resample.t_value(estimated, draws) == pytest.approx(t, abs=1e-10)
        assert resample.interval_percentile(draws) == pytest.approx((lower, upper), abs=1e-12)
