"""Results on the scales of the items against regressions of weighted means, fit and draws."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.importance import naive
from tests.inference.cases import QUIET, TEXT, quietly, triangle
from tests.parity.references import data

import plspm
from plspm.errors import OptionError, UnavailableError

ITEMS = [f"{block}{k}" for block in ("a1", "b1", "c1") for k in (1, 2, 3)]


def stretched():
    """The triangle with items of several units and origins."""
    frame = data("small_triangle")
    return frame.assign(**{item: 10 + (k + 1) * frame[item] for k, item in enumerate(ITEMS)})


@pytest.fixture(scope="module")
def frame():
    return stretched()


@pytest.fixture(scope="module")
def result(frame):
    return plspm.estimate(TEXT, frame, tolerance=1e-13, max_iterations=5000)


PATHS = [("A1", "B1"), ("A1", "C1"), ("B1", "C1")]


def test_against_regressions_of_weighted_means(result, frame):
    found = result.unstandardized
    scores = naive.scores_on_scales(result, frame)
    intercepts, slopes = naive.regressions(scores, PATHS)
    pd.testing.assert_frame_equal(found.scores, pd.DataFrame(scores)[list(found.scores)])
    for path, slope in slopes.items():
        assert found.paths["path_coefficient"][path] == pytest.approx(slope, rel=1e-10)
        total = naive.total_effect(slopes, *path)
        assert found.total_effects["total"][path] == pytest.approx(total, rel=1e-10)
    for target, intercept in intercepts.items():
        assert found.intercepts["intercept"][target] == pytest.approx(intercept, rel=1e-9)
    np.testing.assert_allclose(found.weights["weight"].groupby("construct").sum(), 1.0)


HIGHER = """
    QUAL =~ qual1 + qual2 + qual3 + qual4 + qual5 + qual6
    VAL =~ val1 + val2
    SAT =~ sat1 + sat2 + sat3
    LOY =~ loy1 + loy2 + loy3
    QV <~ QUAL + VAL
    SAT ~ QV
    LOY ~ SAT + QV
"""
OF_HIGHER = [("QV", "SAT"), ("SAT", "LOY"), ("QV", "LOY")]


def wide():
    """The ECSI data with items of several units."""
    frame = data("ecsi_reflective")
    return frame.assign(**{item: 5 + (k % 4 + 1) * frame[item] for k, item in enumerate(frame)})


@pytest.mark.parametrize("how", ["disjoint_two_stage", "embedded_two_stage"])
def test_higher_order_constructs_weigh_the_scores_of_their_parts(how):
    frame = wide()
    result = plspm.estimate(HIGHER, frame, higher_order=how, tolerance=1e-13, max_iterations=5000)
    found = result.unstandardized
    scores = naive.scores_on_scales(result, frame)
    pd.testing.assert_frame_equal(found.scores, pd.DataFrame(scores)[list(found.scores)])
    intercepts, slopes = naive.regressions(scores, OF_HIGHER)
    for path, slope in slopes.items():
        assert found.paths["path_coefficient"][path] == pytest.approx(slope, rel=1e-9)
    for target, intercept in intercepts.items():
        assert found.intercepts["intercept"][target] == pytest.approx(intercept, rel=1e-8)
    points = plspm.ipma(result, target="LOY")
    scales = {item: (frame[item].min(), frame[item].max()) for item in frame}
    own = naive.scores_on_scales(result, naive.points(frame, scales))
    _, slopes = naive.regressions(own, OF_HIGHER)
    for name in ("QV", "SAT"):
        total = naive.total_effect(slopes, name, "LOY")
        assert points.constructs.loc[name, "importance"] == pytest.approx(total, rel=1e-9)
        assert points.constructs.loc[name, "performance"] == pytest.approx(own[name].mean())
    part = points.indicators.loc[("QV", "VAL")]
    assert part["performance"] == pytest.approx(own["VAL"].mean())
    weights = points.indicators["weight"]["QV"]
    np.testing.assert_allclose(
        own["QV"], weights["QUAL"] * own["QUAL"] + weights["VAL"] * own["VAL"]
    )


def test_draws_of_higher_order_constructs_take_their_parts_along():
    frame = wide()
    result = plspm.estimate(HIGHER, frame, tolerance=1e-13, max_iterations=5000)
    rows = np.random.default_rng(3).integers(0, len(frame), size=(12, len(frame)))
    boot = result.resample(plspm.plans.Indices(rows), **QUIET)
    slopes = []
    for drawn in rows:
        sample = frame.iloc[drawn].reset_index(drop=True)
        fit = quietly(HIGHER, sample, tolerance=1e-13, max_iterations=5000)
        _, paths = naive.regressions(naive.scores_on_scales(fit, sample), OF_HIGHER)
        slopes.append(paths)
    table = plspm.unstandardized(result, boot).paths
    expected = pd.DataFrame(slopes)[list(table.index)].std()
    np.testing.assert_allclose(table["std_error"], expected, rtol=1e-6)


def test_repeated_indicators_are_items_once_more():
    frame = wide()
    result = plspm.estimate(HIGHER, frame, higher_order="repeated_indicators")
    found = result.unstandardized
    weights = found.weights["weight"]["QV"]
    assert len(weights) == 8
    np.testing.assert_allclose(found.scores["QV"], frame[list(weights.index)] @ weights)


def test_products_have_no_scale():
    frame = data("ecsi_reflective")
    result = plspm.estimate(
        "SAT =~ sat1 + sat2 + sat3; VAL =~ val1 + val2; LOY =~ loy1 + loy2 + loy3; "
        "LOY ~ SAT + VAL + SAT:VAL",
        frame,
    )
    with pytest.raises(UnavailableError, match="SAT:VAL, a product of scores, has none"):
        _ = result.unstandardized
    with pytest.raises(UnavailableError, match=r"analyse result.scores"):
        plspm.nca(result, target="LOY")
    conditions = ["SAT", "VAL"]
    found = plspm.nca(result.scores, target="LOY", conditions=conditions, permutations=0)
    assert found.conditions == ("SAT", "VAL")


def test_mean_centred_scores_differ_by_their_means_only(result):
    found = result.unstandardized
    np.testing.assert_allclose(found.centred_scores.mean(), 0.0, atol=1e-12)
    np.testing.assert_allclose(found.centred_scores, found.scores - found.scores.mean())


def test_draws_are_regressions_on_the_drawn_cases(result, frame):
    """Every draw has the weights, the spreads and the means of its own cases."""
    rows = np.random.default_rng(3).integers(0, len(frame), size=(40, len(frame)))
    boot = result.resample(plspm.plans.Indices(rows), **QUIET)
    found = plspm.unstandardized(result, boot)
    slopes, weights, constants = [], [], []
    for drawn in rows:
        sample = frame.iloc[drawn].reset_index(drop=True)
        fit = quietly(TEXT, sample, tolerance=1e-13, max_iterations=5000)
        scores = naive.scores_on_scales(fit, sample)
        intercepts, paths = naive.regressions(scores, PATHS)
        slopes.append([paths[path] for path in found.paths.index])
        constants.append([intercepts[name] for name in found.intercepts.index])
        weights.append(fit.unstandardized.weights["weight"].to_numpy())
    for table, values in (
        (found.paths, slopes),
        (found.intercepts, constants),
        (found.weights, weights),
    ):
        np.testing.assert_allclose(table["std_error"], np.std(values, axis=0, ddof=1), rtol=1e-6)
        bounds = np.quantile(values, [0.025, 0.975], axis=0)
        np.testing.assert_allclose(table["ci_lower"], bounds[0], rtol=1e-6)
        np.testing.assert_allclose(table["ci_upper"], bounds[1], rtol=1e-6)


def test_case_weights_count_cases(frame):
    """Weights 1 and 2 give what cases that stand there once and twice give."""
    times = np.tile([1, 2], len(frame) // 2)
    weighted = plspm.estimate(TEXT, frame, weights=times.astype(float)).unstandardized
    repeated = plspm.estimate(TEXT, frame.loc[frame.index.repeat(times)]).unstandardized
    np.testing.assert_allclose(weighted.paths, repeated.paths, rtol=1e-6)
    np.testing.assert_allclose(weighted.intercepts, repeated.intercepts, rtol=1e-6)


def test_the_same_whatever_the_threads(result):
    tables = [
        plspm.unstandardized(
            result, result.bootstrap(200, seed=1, threads=threads, batch_size=size, **QUIET)
        ).paths
        for threads, size in ((1, 320), (2, 64))
    ]
    np.testing.assert_allclose(tables[0], tables[1], rtol=1e-11)


def test_draws_that_failed_are_left_out_here_too(frame):
    """The rows of the moments are those of the usable draws."""
    result = plspm.estimate(TEXT, frame)
    rows = np.random.default_rng(3).integers(0, len(frame), size=(30, len(frame)))
    constant = rows.copy()
    constant[[2, 11]] = 5
    with pytest.warns(plspm.AdmissibilityWarning):
        some = result.resample(plspm.plans.Indices(constant), **QUIET)
    kept = result.resample(plspm.plans.Indices(np.delete(rows, [2, 11], axis=0)), **QUIET)
    pd.testing.assert_frame_equal(
        plspm.unstandardized(result, some).intercepts, plspm.unstandardized(result, kept).intercepts
    )


def test_subsamples_are_rescaled_as_all_intervals_are(result):
    plan = plspm.plans.Subsampling(100, size=30, seed=1)
    same = plspm.plans.Weights(plan.counts(0, 100, result.n))
    errors = [
        plspm.unstandardized(result, result.resample(p, **QUIET)).paths["std_error"]
        for p in (plan, same)
    ]
    spread = plan.scale(result.n)[1]
    assert spread != 1
    np.testing.assert_allclose(errors[0], spread * errors[1], rtol=1e-9)


def test_negative_weights_are_told():
    rng = np.random.default_rng(1)
    x = rng.standard_normal((200, 2))
    items = pd.DataFrame({"p": x[:, 0], "q": 0.9 * x[:, 0] + 0.4 * x[:, 1]})
    items["y"] = items["p"] - 0.5 * items["q"] + 0.3 * rng.standard_normal(200)
    result = plspm.estimate("F <~ p + q; Y =~ y; Y ~ F", items)
    assert result.weights["weight"]["F", "q"] < 0
    found = result.unstandardized
    assert any("q (F)" in note for note in found.notes)
    assert "Negative weights: q (F)" in found.summary()


def test_a_construct_without_scale_is_refused():
    rng = np.random.default_rng(1)
    x = rng.standard_normal((200, 2))
    items = pd.DataFrame({"p": x[:, 0], "q": 0.9 * x[:, 0] + 0.4 * x[:, 1]})
    items["y"] = items["p"] - 1.2 * items["q"] + 0.1 * rng.standard_normal(200)
    result = plspm.estimate("F <~ p + q; Y =~ y; Y ~ F", items, dominant_indicators={"F": "p"})
    assert result.weights["weight"].loc["F"].sum() < 0
    with pytest.raises(UnavailableError, match="weights of F do not add up to a positive number"):
        _ = result.unstandardized


def test_refusals(result):
    matrix = plspm.estimate(TEXT, correlations=result.indicator_correlations, n=40)
    with pytest.raises(UnavailableError, match="need the cases"):
        _ = matrix.unstandardized
    with pytest.raises(OptionError, match="give the result of"):
        plspm.unstandardized("result")
    with pytest.raises(OptionError, match="bootstrap is a str"):
        plspm.unstandardized(result, "bootstrap")
    with pytest.raises(OptionError, match="that of another fit"):
        plspm.unstandardized(result, triangle().bootstrap(20, seed=1, **QUIET))
    with pytest.raises(OptionError, match="lacks weights, total_effects"):
        plspm.unstandardized(result, result.bootstrap(20, seed=1, statistics=["paths"], **QUIET))
    with pytest.raises(OptionError, match='not of kind "bca"'):
        plspm.unstandardized(result, result.bootstrap(20, seed=1, kind="bca", **QUIET))
    with pytest.raises(OptionError, match="drew correlation matrices"):
        plspm.unstandardized(result, result.bootstrap(20, seed=1, parametric=True, **QUIET))


def test_items_with_gaps_have_no_scale(frame):
    result = plspm.estimate(TEXT, frame)
    values = frame[ITEMS].to_numpy(float).copy()
    values[3, 1] = np.nan
    result._indicators = replace(result._indicators, values=values)
    with pytest.raises(UnavailableError, match="need complete items"):
        _ = result.unstandardized


def test_the_record_is_text(result):
    text = plspm.unstandardized(result, result.bootstrap(50, seed=1, **QUIET)).summary()
    assert "Unstandardised results" in text
    assert "Intercepts" in text
    assert max(map(len, text.splitlines())) <= 88
