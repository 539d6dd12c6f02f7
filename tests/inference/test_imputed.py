"""Where means replace missing values, every resample puts in its own."""

import pickle
import warnings

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import NAIVE, QUIET, TEXT, TIGHT, factor_data, quietly, same
from tests.naive import imputation
from tests.naive.resample import jackknife_standard_error
from tests.naive.structure import path_coefficients

import plspm
from plspm.data import weighted_sums
from plspm.estimation.tangents import Chain
from plspm.plans import Bootstrap, Indices, Weights

pytestmark = pytest.mark.filterwarnings("ignore:Means stand in the place")

N = 60
CLOSE = {"abs": 1e-9, "rel": 1e-9}
WEIGHTS = np.random.default_rng(8).gamma(2, size=N)
WITH_ZEROS = np.where(np.arange(N) < 5, 0.0, WEIGHTS)
SURVEYS = {"unweighted": None, "weighted": WEIGHTS, "weights of zero": WITH_ZEROS}


def with_gaps(seed=1, n=N, share=0.12) -> pd.DataFrame:
    """Two columns are complete; whether a value is missing depends on another."""
    frame = factor_data(n, seed) + 3.0
    rng = np.random.default_rng(seed)
    for name, other in zip(frame.columns[:-2], frame.columns[1:-1], strict=True):
        chance = share * 2 * (frame[other] > frame[other].median())
        frame[name] = frame[name].where(rng.uniform(size=n) > chance)
    return frame


FRAME = with_gaps()
COLUMNS = {name: FRAME[name].to_numpy() for name in FRAME}


def imputed(weights=None, frame=FRAME, text=TEXT, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.DataWarning)  # so many means are put in
        return quietly(text, frame, missing="mean", weights=weights, **TIGHT | options)


def paths_of(result) -> dict:
    B = result.path_coefficients
    return {(s, t): B.loc[s, t] for s, t in NAIVE.paths}


@pytest.mark.parametrize("survey", SURVEYS)
def test_the_fit_is_that_of_the_filled_data(survey):
    weights = SURVEYS[survey]
    filled = pd.DataFrame(imputation.filled(COLUMNS, weights))
    result, expected = imputed(weights), quietly(TEXT, filled, weights=weights, **TIGHT)
    same(result.path_coefficients, expected.path_coefficients, 1e-10)
    same(result.scores, expected.scores, 1e-10)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("survey", SURVEYS)
def test_every_draw_puts_in_its_own_means(survey, stream, monkeypatch):
    weights = SURVEYS[survey]
    rows = np.random.default_rng(3).integers(5, N, size=(70, N))
    if stream:
        monkeypatch.setattr(weighted_sums, "LARGEST_TABLE", 0)
        monkeypatch.setattr(weighted_sums, "BLOCK", 1)
        monkeypatch.setattr(weighted_sums, "FEWEST_CASES", 7)
    expected = imputation.bootstrap(
        COLUMNS, NAIVE, rows, path_coefficients, case_weights=weights, **TIGHT
    )
    boot = imputed(weights).resample(Indices(rows), statistics=["paths"], **QUIET)
    for names, draws in expected.items():
        assert boot.draws("paths")[names].tolist() == pytest.approx(draws, **CLOSE)


def test_means_that_are_taken_for_observed_give_other_draws():
    """Or the tests above would show nothing."""
    filled = pd.DataFrame(imputation.filled(COLUMNS))
    naively = plspm.estimate(TEXT, filled, **TIGHT).bootstrap(199, seed=1, **QUIET).draws("paths")
    anew = imputed().bootstrap(199, seed=1, **QUIET).draws("paths")
    assert (anew - naively).abs().to_numpy().max() > 0.01


def test_the_jackknife_puts_in_means_without_the_case():
    draws = [[row for row in range(N) if row != case] for case in range(N)]
    expected = imputation.bootstrap(COLUMNS, NAIVE, draws, path_coefficients, **TIGHT)
    table = imputed().standard_errors("jackknife", statistics=["paths"]).paths
    for names, values in expected.items():
        error = jackknife_standard_error(values)
        assert table.loc[names, "std_error"] == pytest.approx(error, **CLOSE)


PRODUCT = TEXT.replace("C1 ~ A1 + B1", "C1 ~ A1 + B1 + A1:B1")


@pytest.mark.parametrize("text", [TEXT, PRODUCT], ids=["plain", "with a product"])
@pytest.mark.parametrize("survey", SURVEYS)
@pytest.mark.parametrize("by_cases", [False, True])
def test_influence_is_the_derivative_in_the_weight_of_the_case(survey, text, by_cases, monkeypatch):
    """What the case does to the means that are put in is part of it."""
    weights, step = SURVEYS[survey], 1e-4
    share = np.full(N, 1 / N) if weights is None else weights / weights.sum()
    result = imputed(weights, text=text, tolerance=1e-15)
    if by_cases:
        monkeypatch.setattr(Chain, "coordinates", property(lambda _: N + 1))
    cases = [7, 20, 31, 44]
    up = np.ones((8, N))
    for row, case in enumerate(cases):
        up[2 * row, case], up[2 * row + 1, case] = 1 + step, 1 - step
    counted = share > 0  # products of scores depend on the number of cases: it stays
    up[:, counted] *= counted.sum() / up[:, counted].sum(axis=1, keepdims=True)
    statistics = ["paths", "loadings", "htmt", "fit", "reliability"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        moved = result.resample(Weights(up), statistics=statistics, alignment="none", **QUIET)
    for statistic in statistics:
        draws = moved.draws(statistic).to_numpy()
        derivative = (draws[0::2] - draws[1::2]) / (2 * step)
        changes = result.influence(statistic).table.to_numpy()[cases]
        found = -changes * (1 - share[cases])[:, None]
        scale = max(1.0, np.nanmax(np.abs(derivative), initial=0) * N)
        np.testing.assert_allclose(
            found, derivative, rtol=0, atol=1e-7 * scale, equal_nan=True, err_msg=statistic
        )


@pytest.mark.parametrize("statistic", ["paths", "htmt", "fit"])
def test_delta_and_jackknife_agree_on_large_samples(statistic):
    large = imputed(frame=with_gaps(2, 800))
    delta, jackknife = (
        large.standard_errors(method, statistics=[statistic]).table(statistic)["std_error"]
        for method in ("delta", "jackknife")
    )
    assert (delta / jackknife).to_numpy() == pytest.approx(1, abs=0.03)


def test_studentized_and_bca_intervals_go_by_the_same_means():
    boot = imputed().bootstrap(199, seed=1, statistics=["paths"], **QUIET)
    for kind in ("bca", "studentized"):
        table = boot.interval("paths", kind=kind)
        assert (table["ci_lower"] < table["ci_upper"]).all()


def test_an_indicator_that_no_case_of_a_draw_answered_is_counted():
    frame = FRAME.assign(a11=FRAME["a11"].where(np.arange(N) < 8))
    rows = np.stack([np.arange(N), np.arange(N), np.full(N, 10) + np.arange(N) % 50])
    boot = quiet_resample(imputed(frame=frame), Indices(rows))
    assert boot.failures["constant_indicator"] == 1
    assert boot.draws_usable == 2


def quiet_resample(result, plan):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        return result.resample(plan, **QUIET)


def test_neither_threads_nor_batches_change_a_bit():
    first, second = (
        imputed().bootstrap(300, seed=1, threads=t, batch_size=b, **QUIET).draws("weights")
        for t, b in ((1, 64), (2, 320))
    )
    same(first, second)


def test_missing_answers_are_not_standardised_indicators():
    """Products take them for the mean of the draw."""
    source = imputed()._resampled.cases
    assert np.isnan(source.Z).sum() == FRAME.isna().to_numpy().sum()
    mean, sd = source.location(np.ones((1, N)))
    np.testing.assert_allclose(mean, 0, atol=1e-14)
    np.testing.assert_allclose(sd, np.sqrt((N - 1) / N))


def test_a_pickled_fit_makes_its_tables_again():
    fitted = imputed()._resampled
    again = pickle.loads(pickle.dumps(fitted))
    plan = Bootstrap(64, 1)
    assert np.array_equal(plan.sample(0, 64, again).S, plan.sample(0, 64, fitted).S)
    assert np.array_equal(again.source.crossed, fitted.source.crossed)


@pytest.mark.filterwarnings("ignore::plspm.ConsistencyWarning")  # plain PLS
def test_the_exact_test_of_fit_starts_from_filled_data():
    filled = plspm.estimate(TEXT, pd.DataFrame(imputation.filled(COLUMNS)), **TIGHT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.ConsistencyWarning)
        found, expected = (fit.exact_fit(99, 1, **QUIET) for fit in (imputed(), filled))
    same(found, expected, 1e-9)
