"""Importance-performance maps against regressions of scores between 0 and 100."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importance import naive
from tests.inference.cases import QUIET, quietly
from tests.parity.references import data, model
from tests.strategies import examples

import plspm
from plspm.errors import OptionError, UnavailableError

KNOWN = model("ecsi_reflective")
PATHS = [tuple(path) for path in KNOWN["paths"]]
TEXT = "\n".join(
    [f"{c} =~ {' + '.join(items)}" for c, items in KNOWN["blocks"].items()]
    + [f"{target} ~ {source}" for source, target in PATHS]
)
TIGHT = {"tolerance": 1e-13, "max_iterations": 5000}


@pytest.fixture(scope="module")
def frame():
    return data("ecsi_reflective")


@pytest.fixture(scope="module")
def result(frame):
    return plspm.estimate(TEXT, frame, **TIGHT)


@pytest.fixture(scope="module")
def scales(frame):
    """Each item has a scale of its own, wider than its data."""
    return {
        item: (frame[item].min() - k % 3, frame[item].max() + (k + 1) % 4)
        for k, item in enumerate(frame)
    }


def expected(result, frame, scales, target):
    """Importance and performance of constructs, importance of items."""
    items = naive.points(frame, scales)
    scores = naive.scores_on_scales(result, items)
    _, slopes = naive.regressions(scores, PATHS)
    leading = [c for c in KNOWN["blocks"] if naive.total_effect(slopes, c, target) != 0]
    importance = {c: naive.total_effect(slopes, c, target) for c in leading}
    constructs = pd.DataFrame(
        {"importance": importance, "performance": {c: scores[c].mean() for c in leading}}
    )
    of_items = {}
    for c in leading:
        raw = {i: result.weights["weight"][c, i] / items[i].std() for i in KNOWN["blocks"][c]}
        for i, w in raw.items():
            of_items[c, i] = {
                "importance": importance[c] * w / sum(raw.values()),
                "performance": items[i].mean(),
                "weight": w / sum(raw.values()),
            }
    return constructs, pd.DataFrame(of_items).T


@pytest.mark.parametrize("target", ["LOY", "SAT", "EXPE"])
def test_against_regressions_of_scores_in_points(result, frame, scales, target):
    constructs, items = expected(result, frame, scales, target)
    found = plspm.ipma(result, target=target, scales=scales)
    assert list(found.constructs.columns) == ["importance", "performance"]
    pd.testing.assert_frame_equal(
        found.constructs, constructs.loc[found.constructs.index], rtol=1e-9, check_names=False
    )
    pd.testing.assert_frame_equal(
        found.indicators, items.loc[found.indicators.index], rtol=1e-9, check_names=False
    )
    assert (found.scales["source"] == "given").all()
    assert found.notes == ()


def test_one_point_more_of_every_item_is_one_point_of_its_construct(result, scales):
    """What importance promises: the indicator weights of a construct sum to 1."""
    weights = plspm.ipma(result, target="LOY", scales=scales).indicators["weight"]
    np.testing.assert_allclose(weights.groupby("construct").sum(), 1.0)


def test_all_targets_at_once(result, scales):
    every = plspm.ipma(result, scales=scales)
    assert every.targets == ("EXPE", "QUAL", "VAL", "SAT", "COMP", "LOY")
    for target in every.targets:
        one = plspm.ipma(result, target=target, scales=scales)
        pd.testing.assert_frame_equal(every.constructs.loc[target], one.constructs)
        pd.testing.assert_frame_equal(every.indicators.loc[target], one.indicators)
    assert plspm.ipma(result, target=["SAT", "LOY"]).targets == ("SAT", "LOY")


def test_one_pair_serves_all_items(result, frame):
    low, high = frame.min().min(), frame.max().max()
    one = plspm.ipma(result, target="LOY", scales=(low, high))
    each = plspm.ipma(result, target="LOY", scales=dict.fromkeys(frame, (low, high)))
    pd.testing.assert_frame_equal(one.constructs, each.constructs)
    # With the same scale for all items, importance is the effect on the scale of the items.
    total = result.unstandardized.total_effects["total"].xs("LOY", level="target")
    np.testing.assert_allclose(one.constructs["importance"], total[one.constructs.index])


def test_the_observed_range_stands_in_and_says_so(result, frame):
    bounds = {item: (frame[item].min(), frame[item].max()) for item in frame}
    observed = plspm.ipma(result, target="LOY")
    given = plspm.ipma(result, target="LOY", scales=bounds)
    pd.testing.assert_frame_equal(observed.constructs, given.constructs)
    assert "observed range stands in for the scale of all items" in observed.notes[0]
    some = plspm.ipma(result, target="LOY", scales={k: bounds[k] for k in list(bounds)[3:]})
    assert "imag1, imag2, imag3" in some.notes[0]
    assert some.scales["source"].tolist() == ["observed"] * 3 + ["given"] * (len(bounds) - 3)


def test_bounds_are_those_of_maps_of_the_drawn_cases(result, frame, scales):
    rows = np.random.default_rng(5).integers(0, len(frame), size=(25, len(frame)))
    boot = result.resample(plspm.plans.Indices(rows), level=0.8, **QUIET)
    found = plspm.ipma(result, target="LOY", scales=scales, bootstrap=boot)
    maps = [
        plspm.ipma(
            quietly(TEXT, frame.iloc[drawn].reset_index(drop=True), **TIGHT),
            target="LOY",
            scales=scales,
        )
        for drawn in rows
    ]
    for level in ("constructs", "indicators", "performance"):
        table = getattr(found, level)
        for name in {"importance", "performance"} & set(table):
            drawn = np.array([getattr(one, level)[name] for one in maps])
            low, high = np.quantile(drawn, [0.1, 0.9], axis=0)
            np.testing.assert_allclose(table[f"{name}_lower"], low, rtol=1e-6)
            np.testing.assert_allclose(table[f"{name}_upper"], high, rtol=1e-6)


def test_scores_lie_between_0_and_100(result, scales):
    found = plspm.ipma(result, scales=scales)
    assert found.scores.min().min() >= 0
    assert found.scores.max().max() <= 100
    np.testing.assert_allclose(found.scores.mean(), found.performance["performance"])


@examples(15)
@given(st.sampled_from([0.01, 3.0, 1000.0]), st.sampled_from([-50.0, 0.0, 7.0]), st.integers(0, 22))
def test_the_unit_of_an_item_does_not_matter(factor, shift, k):
    frame = data("ecsi_reflective")
    item = frame.columns[k]
    scales = {name: (float(frame[name].min()), frame[name].max() + 1.0) for name in frame}
    plain = plspm.ipma(plspm.estimate(TEXT, frame, **TIGHT), scales=scales)
    other = {**scales, item: tuple(shift + factor * bound for bound in scales[item])}
    changed = frame.assign(**{item: shift + factor * frame[item]})
    scaled = plspm.ipma(plspm.estimate(TEXT, changed, **TIGHT), scales=other)
    np.testing.assert_allclose(scaled.constructs, plain.constructs, rtol=1e-7)
    np.testing.assert_allclose(scaled.indicators, plain.indicators, rtol=1e-7)


def test_negative_weights_are_said_and_kept():
    rng = np.random.default_rng(1)
    x = rng.standard_normal((200, 2))
    items = pd.DataFrame({"p": x[:, 0], "q": 0.9 * x[:, 0] + 0.4 * x[:, 1]})
    items["y"] = items["p"] - 0.5 * items["q"] + 0.3 * rng.standard_normal(200)
    found = plspm.ipma(plspm.estimate("F <~ p + q; Y =~ y; Y ~ F", items), target="Y")
    assert found.negative_weights == ("q",)
    assert found.indicators.loc[("F", "q"), "importance"] < 0
    assert any("Negative weights: q (F)" in note for note in found.notes)
    assert "Negative weights" in found.summary()


def test_consistent_pls_scales_its_own_effects(result, frame, scales):
    """The ratio of importance is that of the corrected to the plain total effect."""
    corrected = plspm.estimate(TEXT, frame, estimator="plsc", **TIGHT)
    ratio = (
        plspm.ipma(corrected, target="LOY", scales=scales).constructs["importance"]
        / plspm.ipma(result, target="LOY", scales=scales).constructs["importance"]
    )
    effects = corrected.effects["total"] / result.effects["total"]
    np.testing.assert_allclose(ratio, effects.xs("LOY", level="target")[ratio.index])


def test_refusals(result, frame):
    with pytest.raises(OptionError, match="target is 'IMAG'; it must be") as refused:
        plspm.ipma(result, target=["LOI", "IMAG"])
    assert len(refused.value.problems) == 2
    with pytest.raises(OptionError) as refused:
        plspm.ipma(
            result, target="LOY", scales={"imag1": (7, 1), "imag22": (1, 7), "imag2": (4, 5)}
        )
    text = str(refused.value)
    assert "scales['imag1'] is (7, 1)" in text
    assert "'imag22', which is no item of the model; did you mean 'imag2'?" in text
    assert "Item 'imag2' has values from" in text
    for wrong in ((1, 2, 3), "1-7", (1, float("inf")), (True, 7), 7):
        with pytest.raises(OptionError, match="the lowest and the highest value"):
            plspm.ipma(result, target="LOY", scales=wrong)
    with pytest.raises(OptionError, match="names no construct"):
        plspm.ipma(result, target=[])
    with pytest.raises(OptionError, match="target is 3"):
        plspm.ipma(result, target=3)
    matrix = plspm.estimate(TEXT, correlations=result.indicator_correlations, n=250)
    with pytest.raises(UnavailableError, match="need the cases"):
        plspm.ipma(matrix, target="LOY")


def test_the_record_is_text(result, scales):
    boot = result.bootstrap(50, seed=1, **QUIET)
    text = plspm.ipma(result, target="LOY", scales=scales, bootstrap=boot).summary()
    assert "Importance and performance of constructs for LOY" in text
    assert max(map(len, text.splitlines())) <= 88
