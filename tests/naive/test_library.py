"""The library's fast road gives what the naive road gives, on random models."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from tests.naive import describe, estimate, measurement, resample, structure
from tests.naive.random_case import FIXED_WEIGHTS, random_case
from tests.naive.subject import OF_FIT, NaiveSubject
from tests.parity.library import LibrarySubject, path_model

import plspm

TIGHT = {"tolerance": 1e-13, "max_iterations": 5000}
CLOSE = {"abs": 1e-8, "rel": 1e-8, "nan_ok": True}
STATISTICS = (
    *OF_FIT,
    "weights",
    "scores",
    "fit",
    "implied_correlations",
    "cronbach_alpha_raw",
    "eigenvalues",
)


def options_of(case):
    return {"scheme": case.scheme, "estimator": case.estimator} | TIGHT


def naive_fit(case, **options):
    return estimate.estimate(case.naive_data, case.naive_model, **options_of(case) | options)


def library_fit(case, model=None, data=None, **options):
    with warnings.catch_warnings():
        # Random models may be inadmissible under PLSc; their numbers are compared all the same.
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        return plspm.estimate(
            model or path_model(case, case.paths),
            case.data if data is None else data,
            **options_of(case) | options,
        )


@pytest.mark.parametrize("seed", range(20))
def test_every_statistic(seed):
    case = random_case(seed)
    naive = NaiveSubject(case.naive_data, case.naive_model, **options_of(case))
    library = LibrarySubject(case, case.paths)
    for statistic in STATISTICS:
        theirs, ours = library.table(statistic), naive.table(statistic)
        assert theirs == pytest.approx(ours, **CLOSE), statistic


@pytest.mark.parametrize("seed", range(3))
def test_fixed_weights(seed):
    case = random_case(seed)
    first = next(iter(case.blocks))
    given = FIXED_WEIGHTS[: len(case.blocks[first])]
    case = replace(
        case,
        modes=case.modes | {first: "fixed"},
        common_factors=case.common_factors - {first},
    )
    constructs = [
        plspm.composite(first, case.blocks[first], mode="fixed", weights=given),
        *(c for c in path_model(random_case(seed), case.paths).constructs if c.name != first),
    ]
    model = plspm.PathModel(*constructs, *(plspm.path(s, to=t) for s, t in case.paths))
    expected = naive_fit(case)
    result = library_fit(case, model)
    assert result.weights["weight"].to_dict() == pytest.approx(expected.weights, **CLOSE)


@pytest.mark.parametrize("seed", range(3))
def test_dominant_indicator(seed):
    case = random_case(seed, modes=("A", "B"))
    data = case.data.copy()
    construct, block = next((c, b) for c, b in case.blocks.items() if len(b) > 1)
    data[block[0]] *= -1
    case = replace(case, data=data)
    expected = naive_fit(case, dominant={construct: block[0]})
    result = library_fit(case, dominant_indicators={construct: block[0]})
    assert result.loadings["loading"].loc[construct, block[0]] > 0
    assert result.weights["weight"].to_dict() == pytest.approx(expected.weights, **CLOSE)


@pytest.mark.parametrize("seed", range(4))
def test_case_weights(seed):
    case = random_case(seed)
    v = np.random.default_rng(seed).uniform(0.2, 3.0, size=len(case.data))
    expected, result = naive_fit(case, case_weights=v), library_fit(case, weights=v)
    paths = structure.path_coefficients(expected)
    assert result.weights["weight"].to_dict() == pytest.approx(expected.weights, **CLOSE)
    found = {(s, t): result.path_coefficients.loc[s, t] for s, t in case.paths}
    assert found == pytest.approx(paths, **CLOSE)
    found = result.loadings["loading"].to_dict()
    assert found == pytest.approx(measurement.loadings(expected), **CLOSE)


def test_descriptives():
    data, table = random_case(1).data, library_fit(random_case(1)).descriptives
    for name in table.index:
        column = data[name].to_numpy()
        assert table.loc[name, "skewness"] == pytest.approx(describe.skewness(column))
        assert table.loc[name, "kurtosis"] == pytest.approx(describe.excess_kurtosis(column))


# -- resampling ----------------------------------------------------------------------------------

NAIVE_STATISTIC = {
    "paths": structure.path_coefficients,
    "weights": lambda fit: fit.weights,
    "loadings": measurement.loadings,
    "r_squared": structure.r_squared,
    "total_effects": structure.total_effects,
}


def rows_for(case, draws):
    n = len(case.data)
    return np.random.default_rng(7).integers(0, n, size=(draws, n))


def library_draws(case, plan, statistics, alignment="construct"):
    with warnings.catch_warnings():
        # A draw of a random model may be inadmissible; its numbers are compared all the same.
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        return library_fit(case).resample(
            plan, statistics=statistics, alignment=alignment, progress=False
        )


@pytest.mark.parametrize("alignment", ["none", "construct", "individual"])
@pytest.mark.parametrize("statistic", ["weights", "loadings", "paths"])
def test_draws_one_by_one(statistic, alignment):
    case = replace(random_case(3, modes=("A", "B")), estimator="pls")
    rows = rows_for(case, 12)
    expected = resample.bootstrap(
        case.naive_data,
        case.naive_model,
        rows,
        NAIVE_STATISTIC[statistic],
        align=alignment,
        **options_of(case),
    )
    boot = library_draws(case, plspm.plans.Indices(rows), [statistic], alignment)
    found = boot.draws(statistic)
    assert set(found) == set(expected)
    for names, draws in expected.items():
        assert found[names].tolist() == pytest.approx(draws, **CLOSE), names


@pytest.mark.parametrize("statistic", ["r_squared", "total_effects"])
def test_summary_of_draws(statistic):
    case = random_case(5)
    rows = rows_for(case, 25)
    expected = resample.bootstrap(
        case.naive_data, case.naive_model, rows, NAIVE_STATISTIC[statistic], **options_of(case)
    )
    original = NAIVE_STATISTIC[statistic](naive_fit(case))
    table = library_draws(case, plspm.plans.Indices(rows), [statistic]).table(statistic)
    for names, draws in expected.items():
        row = table.loc[names]
        assert row["std_error"] == pytest.approx(resample.standard_error(draws), **CLOSE)
        if statistic == "total_effects":
            t, p = (f(original[names], draws) for f in (resample.t_value, resample.p_value))
            assert row["t"] == pytest.approx(t, **CLOSE)
            assert row["p_value"] == pytest.approx(p, **CLOSE)
        bounds = row[["ci_lower", "ci_upper"]].tolist()
        assert bounds == pytest.approx(resample.interval_percentile(draws), **CLOSE)


def naive_interval(kind, estimated, draws, left_out, level):
    if kind == "percentile":
        return resample.interval_percentile(draws, level)
    if kind == "bca":
        return resample.interval_bca(estimated, draws, left_out, level)
    intervals = {
        "basic": resample.interval_basic,
        "normal": resample.interval_normal,
        "bc": resample.interval_bc,
    }
    return intervals[kind](estimated, draws, level)


@pytest.mark.parametrize("kind", ["percentile", "basic", "normal", "bc", "bca"])
def test_intervals(kind):
    case = replace(random_case(9, modes=("A",)), estimator="pls")
    boot = library_draws(case, plspm.plans.Indices(rows_for(case, 40)), ["paths"])
    original = structure.path_coefficients(naive_fit(case))
    left_out = resample.jackknife(
        case.naive_data, case.naive_model, structure.path_coefficients, **options_of(case)
    )
    table = boot.interval("paths", kind=kind, level=0.9)
    for names, draws in boot.draws("paths").items():
        expected = naive_interval(kind, original[names], draws.tolist(), left_out[names], 0.9)
        found = table.loc[names, ["ci_lower", "ci_upper"]].tolist()
        assert found == pytest.approx(expected, **CLOSE)
