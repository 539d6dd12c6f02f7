"""FIMIX-PLS: against a plain EM, closed forms, known populations, and what must change nothing."""

import json

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from benchmarks.segments import MODEL
from hypothesis import given
from hypothesis import strategies as st
from tests.naive import mixture as naive
from tests.strategies import examples

import plspm
from plspm.robustness.mixture import (
    Equation,
    expectation_step,
    maximisation_step,
    products_of,
)
from plspm.robustness.mixture_search import (
    COLLAPSED,
    CONVERGED,
    EMPTY,
    STOPPED,
    expectation_maximisation,
)
from plspm.robustness.segment_criteria import entropy, information_criteria

# Paths that cancel over segments leave correlations in which PLS finds little.
pytestmark = pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")

EQUATIONS = [Equation(2, np.array([0, 1])), Equation(3, np.array([0, 2]))]
TIGHT = {"max_iterations": 20_000, "tolerance": 1e-12}
QUIET = {"progress": False}


def scores_of(n, seed, signs):
    """Standardised scores of A, B, M and Y; the signs of all paths, case by case."""
    rng = np.random.default_rng(seed)
    A, B = rng.normal(size=(2, n))
    M = signs * (0.7 * A + 0.4 * B) + 0.5 * rng.normal(size=n)
    Y = signs * 0.6 * M + 0.3 * A + 0.6 * rng.normal(size=n)
    Z = np.column_stack([A, B, M, Y])
    return (Z - Z.mean(axis=0)) / Z.std(axis=0, ddof=1)


def survey(n, seed, share=0.4):
    """Answers of two groups with paths of opposite sign, and the groups; one group for share 0."""
    rng = np.random.default_rng(seed)
    signs = np.where(np.arange(n) < share * n, -1.0, 1.0)
    Z = scores_of(n, seed, signs)
    items = {
        f"{name}{k}": 0.9 * Z[:, j] + 0.43 * rng.normal(size=n)
        for j, name in enumerate("abmy")
        for k in (1, 2, 3)
    }
    return pd.DataFrame(items), signs


def memberships(n, K, seed, s=1):
    return np.random.default_rng(seed).dirichlet(np.ones(K), size=(s, n)).transpose(0, 2, 1)


def two_groups(n, seed):
    return scores_of(n, seed, np.where(np.arange(n) < 0.4 * n, -1.0, 1.0))


# -- numbers from elsewhere


@pytest.mark.parametrize("K", [1, 2, 3])
def test_both_steps_are_those_of_the_plain_version(K):
    Z, P = two_groups(60, 1), memberships(60, K, 2)
    found = maximisation_step(P, products_of(Z), EQUATIONS)
    shares, parts = naive.step_m(P[0].T, Z, EQUATIONS)
    np.testing.assert_allclose(found.shares[0], shares, atol=1e-13)
    for k, of_segment in enumerate(parts):
        for m, (b, variance) in enumerate(of_segment):
            np.testing.assert_allclose(found.B[0, k, m, EQUATIONS[m].predecessors], b, atol=1e-11)
            assert found.variances[0, k, m] == pytest.approx(variance, abs=1e-12)
    now, log_likelihood = expectation_step(found, Z, EQUATIONS)
    expected, of_naive = naive.step_e(shares, parts, Z, EQUATIONS)
    np.testing.assert_allclose(now[0].T, expected, atol=1e-11)
    assert log_likelihood[0] == pytest.approx(of_naive, abs=1e-9)


@pytest.mark.parametrize(("K", "seed"), [(1, 3), (2, 4), (3, 5)])
def test_it_ends_where_the_plain_version_ends(K, seed):
    Z, P = two_groups(120, seed), memberships(120, K, seed)
    found = expectation_maximisation(P, Z, EQUATIONS, **TIGHT)
    shares, parts, of_cases, log_likelihood = naive.climb(P[0].T, Z, EQUATIONS)
    assert found.status[0] == CONVERGED
    assert found.log_likelihood[0] == pytest.approx(log_likelihood, abs=1e-8)
    np.testing.assert_allclose(found.parameters.shares[0], shares, atol=1e-5)
    np.testing.assert_allclose(found.memberships[0].T, of_cases, atol=1e-4)
    b = [parts[k][1][0] for k in range(K)]
    np.testing.assert_allclose(found.parameters.B[0, :, 1, [0, 2]].T, b, atol=1e-5)


def test_the_end_is_a_fixed_point_of_the_plain_version():
    Z = two_groups(100, 6)
    found = expectation_maximisation(memberships(100, 2, 6), Z, EQUATIONS, **TIGHT)
    shares, parts = naive.step_m(found.memberships[0].T, Z, EQUATIONS)
    again, log_likelihood = naive.step_e(shares, parts, Z, EQUATIONS)
    np.testing.assert_allclose(again, found.memberships[0].T, atol=1e-5)
    assert log_likelihood == pytest.approx(found.log_likelihood[0], abs=1e-8)


def test_one_segment_is_least_squares_and_its_likelihood_a_closed_form():
    data, _ = survey(150, 7)
    result = plspm.estimate(MODEL, data)
    found = plspm.fimix(result, numbers=[1], seed=1, **QUIET)
    one = found.solutions[1]
    expected = [result.path_coefficients.loc[pair] for pair in one.paths.index]
    np.testing.assert_allclose(one.paths["segment 1"], expected, atol=1e-10)
    R2 = result.r_squared.loc[one.r_squared.index, "r_squared"]
    np.testing.assert_allclose(one.r_squared["weighted"], R2, atol=1e-10)
    n = 150
    variances = (1.0 - R2.to_numpy()) * (n - 1) / n
    closed = -n / 2 * (np.log(2 * np.pi * variances) + 1.0).sum()
    assert found.criteria.loc[1, "log_likelihood"] == pytest.approx(closed, abs=1e-8)
    assert found.criteria.loc[1, "parameters"] == 6
    assert found.criteria.loc[1, ["en", "nfi"]].isna().all()
    assert (found.preferred["segments"] == 1).all()


def test_criteria_by_their_formulas():
    data, _ = survey(200, 8)
    found = plspm.fimix(plspm.estimate(MODEL, data), numbers=[3, 2], seed=1, **QUIET)
    assert list(found.criteria.index) == [1, 2, 3]
    n, N_K = 200, {1: 6, 2: 13, 3: 20}
    for K, row in found.criteria.iterrows():
        deviance = -2 * row["log_likelihood"]
        assert row["parameters"] == N_K[K]
        for name, penalty in {
            "aic": 2,
            "aic3": 3,
            "aic4": 4,
            "bic": np.log(n),
            "caic": np.log(n) + 1,
            "hq": 2 * np.log(np.log(n)),
            "mdl5": 5 * np.log(n),
        }.items():
            assert row[name] == pytest.approx(deviance + penalty * N_K[K])
        P = found.solutions[K].memberships.to_numpy()
        np.testing.assert_allclose(P.sum(axis=1), 1.0)
        if K > 1:
            spread = -sum(p * np.log(p) for p in P.ravel() if p > 0)
            assert row["en"] == pytest.approx(1 - spread / (n * np.log(K)))
            assert row["nfi"] == pytest.approx((K * (P**2).sum() / n - 1) / (K - 1))
            gain = row["log_likelihood"] - found.criteria.loc[1, "log_likelihood"]
            assert row["nec"] == pytest.approx(spread / gain)
    assert entropy(np.array([[1.0, 0.0], [0.0, 1.0]])) == 0.0
    assert information_criteria(-1.0, 2, 10)["aic"] == 6.0


# -- known populations


def test_two_segments_of_opposite_paths_are_recovered():
    data, signs = survey(400, 9)
    result = plspm.estimate(MODEL, data)
    found = plspm.fimix(result, seed=1, **QUIET)
    assert found.suggested == 2
    two = found.solutions[2]
    assert two.converged
    assert two.sizes["share"].round(1).tolist() == [0.6, 0.4]
    assert two.paths.loc[("A", "M")].loc["segment 1"] > 0.5
    assert two.paths.loc[("A", "M")].loc["segment 2"] < -0.5
    right = two.labels.to_numpy() == np.where(signs > 0, 1, 2)
    assert right.mean() > 0.8
    assert found.criteria.loc[2, "en"] > 0.5
    assert (two.r_squared["weighted"] > two.r_squared["all"]).all()


@pytest.mark.slow
def test_criteria_find_the_number_in_most_samples():
    counts = {"two": 0, "one": 0, "mdl5": 0}
    samples = 20
    for seed in range(samples):
        for share, name, number in ((0.4, "two", 2), (0.0, "one", 1)):
            data, _ = survey(300, 100 + seed, share)
            fit = plspm.estimate(MODEL, data)
            found = plspm.fimix(fit, numbers=[1, 2, 3], starts=6, seed=seed, **QUIET)
            of = found.preferred["segments"]
            counts[name] += (of[["aic3", "bic", "caic"]] == number).all()
            counts["mdl5"] += of["mdl5"] <= number
    assert counts["two"] >= 0.8 * samples
    assert counts["one"] >= 0.7 * samples
    assert counts["mdl5"] == 2 * samples


# -- what must change nothing


@examples(25)
@given(st.integers(0, 10_000), st.integers(2, 3))
def test_relabelling_order_of_cases_and_signs_of_scores_change_nothing(seed, K):
    """Of a few leaps; what rounding is left doubles with each of them."""
    rng = np.random.default_rng(seed)
    Z, P = two_groups(80, seed), memberships(80, K, seed)

    def found(P, Z):
        return expectation_maximisation(P, Z, EQUATIONS, max_iterations=15, tolerance=1e-9)

    one, swapped, rows = found(P, Z), rng.permutation(K), rng.permutation(80)
    signs = rng.choice([-1.0, 1.0], size=4)
    other, mixed, turned = (
        found(P[:, swapped], Z),
        found(P[:, :, rows], Z[rows]),
        found(P, Z * signs),
    )
    close = {"rtol": 0, "atol": 1e-9}
    for again in (other, mixed, turned):
        assert again.status[0] == one.status[0]
        np.testing.assert_allclose(again.log_likelihood, one.log_likelihood, **close)
    np.testing.assert_allclose(other.memberships[0], one.memberships[0][swapped], **close)
    np.testing.assert_allclose(mixed.memberships[0], one.memberships[0][:, rows], **close)
    np.testing.assert_allclose(turned.memberships[0], one.memberships[0], **close)
    B = one.parameters.B[0, :, 0, 0] * signs[0] * signs[2]
    np.testing.assert_allclose(turned.parameters.B[0, :, 0, 0], B, **close)


@examples(25)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_no_step_lowers_the_likelihood_and_starts_do_not_meet(seed, K):
    Z, P = two_groups(60, seed), memberships(60, K, seed, s=5)
    before = -np.inf
    for most in (1, 2, 5, 20, 100):
        found = expectation_maximisation(P, Z, EQUATIONS, max_iterations=most, tolerance=1e-7)
        fine = np.isin(found.status, [CONVERGED, STOPPED])
        assert (found.log_likelihood[fine] >= np.broadcast_to(before, 5)[fine] - 1e-9).all()
        before = found.log_likelihood
    alone = [
        expectation_maximisation(P[[s]], Z, EQUATIONS, max_iterations=100, tolerance=1e-7)
        for s in range(5)
    ]
    for s, one in enumerate(alone):
        np.testing.assert_array_equal(one.memberships[0], found.memberships[s])
        assert one.status[0] == found.status[s]
        assert one.iterations[0] == found.iterations[s]


def test_neither_threads_nor_other_numbers_change_a_bit():
    data, _ = survey(5000, 10)
    result = plspm.estimate(MODEL, data)
    options = {"starts": 7, "seed": 3, "max_iterations": 40, **QUIET}
    one = plspm.fimix(result, numbers=[2, 3], threads=1, **options)
    other = plspm.fimix(result, numbers=[3], threads=2, **options)
    pd.testing.assert_frame_equal(one.solutions[3].memberships, other.solutions[3].memberships)
    assert one.to_json() == plspm.fimix(result, numbers=[3, 2, 1], **options).to_json()
    assert one.seed == 3


def test_more_starts_never_end_lower():
    data, _ = survey(150, 11)
    result = plspm.estimate(MODEL, data)
    few, many = (
        plspm.fimix(result, numbers=[4], starts=starts, seed=1, **QUIET) for starts in (3, 12)
    )
    gain = many.criteria["log_likelihood"] - few.criteria["log_likelihood"]
    assert (gain >= -1e-6).all()


# -- what has no likelihood


def exact_in_part(noise):
    """A line without error in 60 cases, and another with some in 90; means of 0 in both."""
    rng = np.random.default_rng(12)
    parts = []
    for n, slope, sd in ((60, -2.0, 0.0), (90, 0.5, noise)):
        x, e = rng.normal(size=(2, n))
        x, e = x - x.mean(), e - e.mean()
        parts.append(np.column_stack([x, slope * x + sd * e]))
    return np.concatenate(parts)


def test_a_segment_that_is_fitted_exactly_is_given_up_and_said():
    Z, exact = exact_in_part(0.8), np.arange(150) < 60
    P = np.stack([exact, ~exact]).astype(float)[None] * 0.98 + 0.01
    equations = [Equation(1, np.array([0]))]
    found = expectation_maximisation(P, Z, equations, max_iterations=500, tolerance=1e-7)
    assert found.status[0] == COLLAPSED
    data = pd.DataFrame(Z, columns=["a", "y"])
    result = plspm.estimate("A =~ a; Y =~ y; Y ~ A", data)
    record = plspm.fimix(result, numbers=[2], seed=1, **QUIET)
    assert record.starts.loc[2, "collapsed"] == 20
    assert list(record.solutions) == [1]
    assert record.criteria.loc[2].drop("parameters").isna().all()
    assert record.suggested == 1
    assert "Of 2 segments every start was given up" in " ".join(record.summary().split())


def test_a_segment_of_a_handful_of_cases_is_given_up():
    Z = two_groups(60, 13)
    P = np.full((1, 2, 60), 1e-9)
    P[0, 0, 3:] = P[0, 1, :3] = 1.0
    found = expectation_maximisation(P, Z, EQUATIONS, max_iterations=500, tolerance=1e-7)
    assert found.status[0] in {EMPTY, COLLAPSED}


# -- the way on, and how it prints


def test_labels_go_into_a_comparison_of_groups():
    data, _ = survey(300, 15)
    result = plspm.estimate(MODEL, data)
    two = plspm.fimix(result, numbers=[2], seed=1, **QUIET).solutions[2]
    compared = plspm.compare_groups(
        result, by=two.labels, draws=49, permutations=49, statistics=["paths"], seed=1, **QUIET
    )
    assert compared.sizes["cases"].tolist() == two.sizes["cases"].tolist()
    paths = compared.fits[1].path_coefficients.loc["A", "M"]
    assert np.sign(paths) == np.sign(two.paths.loc[("A", "M"), "segment 1"])


def test_cases_dropped_for_gaps_keep_their_names():
    data, _ = survey(120, 16)
    data.index = [f"case {k}" for k in range(120)]
    data.iloc[[3, 50], 0] = np.nan
    result = plspm.estimate(MODEL, data, missing="listwise")
    two = plspm.fimix(result, numbers=2, seed=1, **QUIET).solutions[2]
    assert len(two.labels) == 118
    assert "case 3" not in two.labels.index
    pd.testing.assert_index_equal(two.memberships.index, result.scores.index)


def test_it_prints_everywhere():
    data, _ = survey(200, 17)
    found = plspm.fimix(plspm.estimate(MODEL, data), numbers=[2], seed=1, **QUIET)
    assert found.suggested == 2
    text = found.summary()
    for part in ("Criteria by number of segments", "AIC3 and CAIC agree on 2", "no intercept"):
        assert part in " ".join(text.split())
    assert json.loads(found.to_json())["tables"][0]["name"] == "criteria"
    assert "R² by segment" in found.solutions[2]._repr_html_()


def test_the_picture_has_each_criterion_above_its_smallest_value():
    mpl.use("Agg")
    data, _ = survey(200, 17)
    found = plspm.fimix(plspm.estimate(MODEL, data), numbers=[2, 3], seed=1, **QUIET)
    axes = found.plot()
    lines = {line.get_label(): line.get_ydata() for line in axes.get_lines()}
    for name in ("aic3", "aic4", "bic", "caic"):
        values = found.criteria[name]
        np.testing.assert_allclose(lines[name.upper()], values - values.min())
    assert lines.popitem()[1] == [0.0, 0.0]  # where the number stands that each prefers
    assert axes.get_xlabel() == "number of segments"
    assert axes.get_ylabel() == "above the smallest value"
    assert axes.get_xticks().tolist() == found.criteria.index.tolist() == [1, 2, 3]
    drawn = plspm.plots.segments_plot(found, ["mdl5"], axes=axes)
    assert drawn is axes
    with pytest.raises(plspm.OptionError, match="criteria is 'en'; it must be 'aic', 'aic3'"):
        plspm.plots.segments_plot(found, ["en"])


# -- models


def test_products_count_as_paths_and_formed_constructs_are_left_out():
    study = plspm.datasets.describe("experience_implementation")
    fit = plspm.estimate(study.model, study.data, missing="mean")
    found = plspm.fimix(fit, numbers=[1], seed=1, **QUIET)
    explained = {path.target for path in fit.model.paths}
    assert set(found.solutions[1].r_squared.index) <= explained
    repeated = plspm.estimate(
        """
        A =~ a1 + a2 + a3
        B =~ b1 + b2 + b3
        H <~ A + B
        Y =~ y1 + y2 + y3
        Y ~ H
        """,
        survey(100, 18)[0],
        higher_order="repeated_indicators",
    )
    assert list(plspm.fimix(repeated, numbers=[1], **QUIET).solutions[1].paths.index) == [
        ("H", "Y")
    ]


# -- what is refused


def test_what_is_refused():
    data, _ = survey(40, 19)
    result = plspm.estimate(MODEL, data)
    with pytest.raises(plspm.OptionError, match=r"give the result of plspm\.estimate"):
        plspm.fimix(MODEL)
    with pytest.raises(plspm.OptionError) as told:
        plspm.fimix(result, numbers=[0, 2], starts=0, tolerance=2, seed=-1, threads=0)
    assert len(told.value.problems) == 5
    with pytest.raises(plspm.OptionError, match="from 1 to 10, more segments than"):
        plspm.fimix(result, numbers=[11])
    with pytest.raises(plspm.OptionError, match="numbers is empty"):
        plspm.fimix(result, numbers=[])
    weighted = plspm.estimate(MODEL, data.assign(w=np.arange(40) + 1.0), weights="w")
    with pytest.raises(plspm.UnavailableError, match="case weights"):
        plspm.fimix(weighted)
    of_matrix = plspm.estimate(MODEL, correlations=data.corr(), n=40)
    with pytest.raises(plspm.UnavailableError, match="Segments"):
        plspm.fimix(of_matrix)
    twin = data.assign(y1=data["m1"])
    exact = plspm.estimate("M =~ m1; Y =~ y1; Y ~ M", twin)
    with pytest.raises(plspm.EstimationError, match="scores of Y repeat"):
        plspm.fimix(exact)
