"""Necessary conditions against ceilings drawn by hand, case by case."""

import itertools
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importance import naive
from tests.strategies import examples

import plspm
from plspm.errors import DataError, OptionError
from plspm.importance.ceilings import Condition, area_below, ce_fdh, cr_fdh, highest_so_far

BY_HAND = pd.DataFrame(
    {
        # Corners (0, 2), (2, 4), (5, 8), (6, 10); the scope is 10 x 10.
        "x": [0.0, 2, 5, 6, 1, 4, 10, 9, 3],
        "y": [2.0, 4, 8, 10, 1, 4, 0, 7, 3],
    }
)


def few(rng, n, ties):
    x, y = rng.random(n), rng.random(n)
    return (np.round(4 * x), np.round(4 * y)) if ties else (x, y)


def test_by_hand():
    """CE-FDH: 2·8 + 3·6 + 1·2 of 100. CR-FDH by hand: slope 1.28.., through the mean corner."""
    found = plspm.nca(BY_HAND, target="y", permutations=0)
    effects = found.effects.loc["x"]
    assert effects.loc["ce_fdh", "d"] == pytest.approx(0.36)
    assert effects.loc["ce_fdh", ["scope", "ceiling_zone", "accuracy"]].tolist() == [100, 36, 100]
    # Corners have means 3.25 and 6; Σ(x - x̄)² = 22.75, Σ(x - x̄)(y - ȳ) = 30.
    slope = 30 / 22.75
    assert effects.loc["cr_fdh", "slope"] == pytest.approx(slope)
    intercept = 6 - slope * 3.25
    assert effects.loc["cr_fdh", "intercept"] == pytest.approx(intercept)
    # A triangle of height 10 - intercept.
    triangle = (10 - intercept) ** 2 / slope / 2
    assert effects.loc["cr_fdh", "d"] == pytest.approx(triangle / 100)
    assert effects.loc["cr_fdh", "fit"] == pytest.approx(triangle / 0.36)
    above = (BY_HAND["y"] > intercept + slope * BY_HAND["x"] + 1e-12).sum()
    assert effects.loc["cr_fdh", "above"] == above == 2
    assert effects.loc["cr_fdh", "accuracy"] == pytest.approx(100 * 7 / 9)
    assert effects.loc["ce_fdh", "condition_inefficiency"] == pytest.approx(40)
    assert effects.loc["ce_fdh", "outcome_inefficiency"] == pytest.approx(20)
    reached = (10 - intercept) / slope
    assert effects.loc["cr_fdh", "condition_inefficiency"] == pytest.approx(100 - 10 * reached)
    assert effects.loc["cr_fdh", "outcome_inefficiency"] == pytest.approx(10 * intercept)
    assert found.peers[["condition_value", "outcome_value"]].to_numpy().tolist() == [
        [0, 2],
        [2, 4],
        [5, 8],
        [6, 10],
    ]


def test_bottlenecks_by_hand():
    found = plspm.nca(BY_HAND, target="y", permutations=0)
    table = found.bottleneck("ce_fdh", levels=5)
    expected = pd.Series([np.nan, np.nan, 20.0, 50, 50, 60], index=[0.0, 20, 40, 60, 80, 100])
    pd.testing.assert_series_equal(table["x"], expected, check_names=False)
    raw = found.bottleneck("ce_fdh", levels=[1, 3, 9.5], outcome="actual", condition="actual")
    np.testing.assert_array_equal(raw["x"], [np.nan, 2, 6])
    # Of x 0, 1, 2, 3, 4, 5, 6, 9, 10 two cases lie below 2, and six below 6.
    short = found.bottleneck("ce_fdh", levels=[1, 3, 9.5], outcome="actual", condition="percentile")
    np.testing.assert_allclose(short["x"], [0, 100 * 2 / 9, 100 * 6 / 9])
    median = found.bottleneck("ce_fdh", levels=[50], outcome="percentile", condition="actual")
    assert median["x"].tolist() == [2]  # the median outcome is 4
    line = found.bottleneck("cr_fdh", levels=[10], outcome="actual", condition="actual")
    slope, intercept = found.effects.loc[("x", "cr_fdh"), ["slope", "intercept"]]
    assert line["x"].iloc[0] == pytest.approx((10 - intercept) / slope)


def test_out_of_reach():
    """A line that does not reach the top asks for more than there is."""
    frame = pd.DataFrame({"x": [0.0, 1, 2, 10], "y": [0.0, 8, 9, 10]})
    found = plspm.nca(frame, target="y", permutations=0)
    assert found.bottleneck("cr_fdh", levels=[1.0], outcome="actual").isna().all(axis=None)
    low = plspm.nca(frame, target="y", permutations=0, scope={"y": (0, 20)})
    table = low.bottlenecks.loc[("cr_fdh", "x")]
    assert table["status"].iloc[-1] == "out of reach"
    assert np.isinf(table["required"].iloc[-1])
    assert table["percentile"].iloc[-1] == 100
    assert "NA" in low.summary()
    assert "NN" in low.summary()


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("theoretical", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_against_ceilings_drawn_case_by_case(seed, theoretical, ties):
    x, y = few(np.random.default_rng(seed), 30, ties)
    scope = naive.scope_of(x, y)
    bounds = None
    if theoretical:
        scope = (scope[0] - 0.3, scope[1] + 0.2, scope[2] - 0.1, scope[3] + 0.4)
        bounds = {"x": scope[:2], "y": scope[2:]}
    found = plspm.nca({"x": x, "y": y}, target="y", permutations=0, scope=bounds)
    effects = found.effects.loc["x"]
    assert effects.loc["ce_fdh", "d"] == pytest.approx(naive.ce_fdh(x, y, scope), abs=1e-12)
    assert effects.loc["cr_fdh", "d"] == pytest.approx(naive.cr_fdh(x, y, scope), abs=1e-6)
    intercept, slope = naive.line(x, y)
    np.testing.assert_allclose(
        effects.loc["cr_fdh", ["intercept", "slope"]].astype(float), [intercept, slope], atol=1e-9
    )
    above = (y > intercept + slope * x + 1e-7).sum()
    assert effects.loc["cr_fdh", "accuracy"] == pytest.approx(100 * (1 - above / 30))
    table = found.bottlenecks.loc[("ce_fdh", "x")]
    for row in table.itertuples():
        least = naive.least_condition(x, y, row.outcome - 1e-12)
        if row.status == "not necessary":
            assert least <= scope[0]
        elif row.status == "out of reach":
            assert np.isinf(least)
        else:
            assert row.required == pytest.approx(least)
            assert row.percentile == pytest.approx(100 * (x < least - 1e-9).mean())


def test_effects_without_a_peer_are_those_of_the_other_cases():
    rng = np.random.default_rng(4)
    frame = pd.DataFrame({"x": rng.random(40), "y": rng.random(40)})
    found = plspm.nca(frame, target="y", permutations=0)
    assert len(found.peers) >= 3
    for (_, case), row in found.peers.iterrows():
        rest = plspm.nca(frame.drop(index=case), target="y", permutations=0).effects.loc["x", "d"]
        assert row["d_ce_fdh_without"] == pytest.approx(rest["ce_fdh"])
        assert row["d_cr_fdh_without"] == pytest.approx(rest["cr_fdh"])


@pytest.mark.parametrize("seed", range(4))
def test_sensitivity_ignores_the_case_that_costs_most(seed):
    """Of all cases, not of the peers only, the one is ignored whose absence raises d most."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"x": rng.random(25), "y": rng.random(25)}, index=list(range(100, 125)))
    scope = naive.scope_of(frame["x"], frame["y"])
    found = plspm.nca(frame, target="y", permutations=0).sensitivity(4).loc["x"]
    left = frame
    for ignored, row in found.iterrows():
        assert row["share"] == pytest.approx(4 * ignored)
        x, y = left["x"].to_numpy(), left["y"].to_numpy()
        assert row["d_ce_fdh"] == pytest.approx(naive.ce_fdh(x, y, scope))
        assert row["d_cr_fdh"] == pytest.approx(naive.cr_fdh(x, y, scope), abs=1e-6)
        without = {
            case: naive.ce_fdh(rest["x"].to_numpy(), rest["y"].to_numpy(), scope)
            for case in left.index
            for rest in [left.drop(index=case)]
        }
        assert without[row["next_case"]] == pytest.approx(max(without.values()))
        left = left.drop(index=row["next_case"])


def level_of(x, y, scope, k):
    """Empty zone above the (k + 1)-th highest outcome up to every value of the condition."""
    low_x, high_x, low_y, high_y = scope
    edges = [*sorted(set(x)), high_x]
    empty = (edges[0] - low_x) * (high_y - low_y)
    for left, right in itertools.pairwise(edges):
        so_far = sorted((b for a, b in zip(x, y, strict=True) if a <= left), reverse=True)
        height = so_far[k] if len(so_far) > k else low_y
        empty += (right - left) * (high_y - height)
    return empty / ((high_x - low_x) * (high_y - low_y))


@examples(60)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=25),
    st.sampled_from([None, {"x": (-1, 9), "y": (-2, 8)}]),
)
def test_effects_by_the_share_above_the_ceiling_by_counting(pairs, scope):
    x, y = np.array(pairs, dtype=float).T
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return
    found = plspm.nca({"x": x, "y": y}, target="y", permutations=0, scope=scope)
    grown = found.effect_size_sensitivity([0, 4, 8, 20, 49]).table.loc["x"]
    bounds = (-1, 9, -2, 8) if scope else (x.min(), x.max(), y.min(), y.max())
    for share, row in grown.iterrows():
        assert row["above"] == int(share * len(x) // 100)
        assert row["d"] == pytest.approx(level_of(x, y, bounds, int(row["above"])))
    assert grown["d"].iloc[0] == pytest.approx(found.effects.loc[("x", "ce_fdh"), "d"], abs=1e-9)
    assert grown["d"].is_monotonic_increasing
    assert grown["random"].isna().all()


def test_uniform_variables_leave_the_room_of_the_benchmark():
    rng = np.random.default_rng(1)
    frame = {"x": rng.random(20_000), "y": rng.random(20_000)}
    found = plspm.nca(frame, target="y", permutations=0).effect_size_sensitivity([1, 5])
    np.testing.assert_allclose(found.table["d"], found.table["uniform"], atol=0.003)


def test_chance_beside_the_effects_is_that_of_the_p_values():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"x": rng.random(60), "z": rng.random(60)})
    frame["y"] = np.maximum(rng.random(60), 0.2) * frame["x"]
    found = plspm.nca(frame, target="y", permutations=299, seed=5, progress=False)
    grown = found.effect_size_sensitivity(progress=False).table
    assert list(grown.loc["x"].index) == [0.5 * k for k in range(11)]
    for name in "xz":
        assert grown.loc[(name, 0.0), "p_value"] == found.effects.loc[(name, "ce_fdh"), "p_value"]
    assert (grown.loc["x", "p_value"] < 0.05).all() and grown.loc[("z", 2.0), "p_value"] > 0.05
    assert (grown["random"] < grown["random_upper"]).all()
    alone = plspm.nca(frame, target="y", conditions="x", permutations=299, seed=5, progress=False)
    again = alone.effect_size_sensitivity([2, 1], progress=False).table
    pd.testing.assert_frame_equal(again, grown.loc[[("x", 1.0), ("x", 2.0)]])


@pytest.mark.parametrize("shares", [[], [50], [-1, 2], "1", [True], [np.nan], 50, {1: 2}])
def test_shares_that_are_none_are_refused(shares):
    found = plspm.nca({"x": [1, 2, 3], "y": [1, 3, 2]}, target="y", permutations=0)
    with pytest.raises(plspm.OptionError, match="percentages"):
        found.effect_size_sensitivity(shares)


@examples(60)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=25),
    st.sampled_from([1.0, 0.01, 1e6]),
    st.sampled_from([0.0, -5.0, 100.0]),
)
def test_units_do_not_matter(pairs, factor, shift):
    x, y = np.array(pairs, dtype=float).T
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return
    plain = plspm.nca({"x": x, "y": y}, target="y", permutations=0).effects
    other = {"x": shift + factor * x, "y": factor * y - shift}
    scaled = plspm.nca(other, target="y", permutations=0).effects
    for column in ("d", "accuracy", "above", "condition_inefficiency", "outcome_inefficiency"):
        np.testing.assert_allclose(scaled[column], plain[column], atol=1e-6)
    assert plain["d"].between(0, 1).all()


def test_areas_below_lines():
    steps = (np.arange(100_000) + 0.5) / 100_000
    for intercept, slope in [(0.2, 0.5), (-0.5, 2), (0.4, 3), (-1, 3), (0.3, 0), (1.5, 1), (0, 1)]:
        expected = np.clip(intercept + slope * steps, 0, 1).mean()
        found = area_below(np.array([intercept]), np.array([slope]))[0]
        assert found == pytest.approx(expected, abs=1e-9)


def test_a_stack_is_what_its_members_are():
    rng = np.random.default_rng(2)
    u, v = np.round(rng.random(50), 1), rng.random((20, 50))
    condition = Condition.of(u)
    highest = highest_so_far(v[:, condition.order])
    for k in range(20):
        own = highest_so_far(v[[k]][:, condition.order])
        assert ce_fdh(condition, own)[0] == pytest.approx(ce_fdh(condition, highest)[k], abs=1e-15)
        for one, all_ in zip(cr_fdh(condition, own), cr_fdh(condition, highest), strict=True):
            assert one[0] == pytest.approx(all_[k], abs=1e-13)


# -- permutations ---------------------------------------------------------------------------------


def test_p_values_come_close_to_all_permutations():
    """Five cases have 120 permutations, whose share of effects as large can be counted."""
    from itertools import permutations

    x, y = np.array([0.0, 1, 2, 3, 4]), np.array([0.0, 2, 1, 4, 3])
    scope = naive.scope_of(x, y)
    for ceiling, effect in (("ce_fdh", naive.ce_fdh), ("cr_fdh", naive.cr_fdh)):
        every = np.array([effect(x, np.array(p), scope) for p in permutations(y)])
        exact = (every >= effect(x, y, scope) - 1e-6).mean()
        found = plspm.nca(
            {"x": x, "y": y}, target="y", ceilings=ceiling, permutations=19_999, seed=1
        )
        assert found.effects["p_value"].iloc[0] == pytest.approx(exact, abs=0.015)


def test_p_values_are_uniform_without_necessity():
    """A test at 10 % refuses about 10 % of unrelated data, at most."""
    rng = np.random.default_rng(11)
    p = [
        plspm.nca(
            {"x": rng.random(30), "y": rng.random(30)}, target="y", permutations=199, seed=k
        ).effects["p_value"]
        for k in range(200)
    ]
    refused = (np.array(p) <= 0.1).mean(axis=0)
    assert (refused < 0.1 + 3 * np.sqrt(0.1 * 0.9 / 200)).all()
    assert (refused > 0.1 - 3 * np.sqrt(0.1 * 0.9 / 200)).all()


def test_a_necessary_condition_is_found():
    rng = np.random.default_rng(3)
    x = rng.random(100)
    frame = pd.DataFrame({"x": x, "z": rng.random(100), "y": rng.random(100) * x})
    effects = plspm.nca(frame, target="y", permutations=999, seed=1).effects
    assert (effects.loc["x", "p_value"] == 0.001).all()
    assert (effects.loc["z", "p_value"] > 0.05).all()


def test_the_same_seed_gives_the_same_p():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(rng.random((60, 4)), columns=list("abcy"))
    found = plspm.nca(frame, target="y", permutations=500, seed=7)
    again = plspm.nca(frame, target="y", permutations=500, seed=found.seed)
    pd.testing.assert_frame_equal(found.effects, again.effects)
    alone = plspm.nca(frame, target="y", conditions="b", permutations=500, seed=7)
    pd.testing.assert_series_equal(
        alone.effects.loc["b", "p_value"], found.effects.loc["b", "p_value"]
    )
    shuffled = plspm.nca(frame.sample(frac=1, random_state=1), target="y", permutations=500, seed=7)
    pd.testing.assert_frame_equal(shuffled.effects, found.effects)
    assert (
        plspm.nca(frame, target="y", permutations=500, seed=8)
        .effects["p_value"]
        .ne(found.effects["p_value"])
        .any()
    )


# -- sources --------------------------------------------------------------------------------------


def test_scores_of_a_fit():
    result = plspm.datasets.describe("customer_engagement").estimate()
    own = plspm.nca(result, target="MPE", permutations=99, seed=1)
    assert own.conditions == ("EXP", "ORE", "SMU", "ECE")
    by_hand = plspm.nca(result.unstandardized.scores, target="MPE", permutations=99, seed=1)
    pd.testing.assert_frame_equal(own.effects, by_hand.effects)
    # Effect sizes know no units: standardised scores, and scores between 0 and 100, have them too.
    points = plspm.nca(result, target="MPE", scales=(0, 7), permutations=99, seed=1)
    scores = plspm.nca(result.scores, target="MPE", permutations=99, seed=1)
    for other in (points, scores):
        np.testing.assert_allclose(other.effects["d"], own.effects["d"], rtol=1e-8)
    assert points.cases.max().max() <= 100
    np.testing.assert_allclose(points.bottleneck(), own.bottleneck(), rtol=1e-8)
    some = plspm.nca(result, target="MPE", conditions=["SMU"], permutations=0)
    assert some.conditions == ("SMU",)


def test_cases_of_weight_zero_are_no_cases():
    data = plspm.datasets.load("customer_engagement")
    model = plspm.datasets.describe("customer_engagement").model
    weights = np.ones(len(data))
    weights[:9] = 0
    weighted = plspm.nca(plspm.estimate(model, data, weights=weights), target="MPE", permutations=0)
    without = plspm.nca(plspm.estimate(model, data.iloc[9:]), target="MPE", permutations=0)
    assert len(weighted.cases) == len(data) - 9
    np.testing.assert_allclose(weighted.effects["d"], without.effects["d"], rtol=1e-6)


DUL = pd.read_csv(
    StringIO("""country,Individualism,Risk taking,Innovation performance
Australia,90,84,50.9
Austria,55,65,52.4
Belgium,75,41,75.1
Canada,80,87,81.4
Czech Rep,58,61,14.5
Denmark,74,112,116.3
Finland,63,76,173.1
France,71,49,77.6
Germany,67,70,109.5
Greece,35,23,12
Hungary,80,53,5.4
Ireland,70,100,62.3
Italy,76,60,19.7
Japan,46,43,171.6
Mexico,30,53,1.2
Netherlands,80,82,68.7
New Zealand,79,86,14.9
Norway,69,85,75.1
Poland,60,42,3.5
Portugal,27,31,11.1
Slovak Rep,52,84,3.5
South Korea,18,50,42.3
Spain,51,49,17.3
Sweden,71,106,184.9
Switzerland,68,77,149.7
Turkey,37,50,1.4
UK,89,100,79.4
USA,91,89,214.4
"""),
    index_col="country",
)
"""The example of Dul (2016), published with it."""

MEASURES = ["d", "ceiling_zone", "above", "accuracy", "fit", "slope", "intercept"]
INEFFICIENCIES = ["condition_inefficiency", "outcome_inefficiency"]


def test_the_example_of_dul_2016():
    """Accuracy, ceiling zone and effect size of individualism, as printed there."""
    found = plspm.nca(DUL, target="Innovation performance", permutations=0)
    published = {"ce_fdh": (100, 6466.80, 0.42), "cr_fdh": (93, 4772.54, 0.31)}
    for ceiling, numbers in published.items():
        row = found.effects.loc[("Individualism", ceiling)]
        assert (round(row["accuracy"]), round(row["ceiling_zone"], 2), round(row["d"], 2)) == (
            numbers
        )


def test_the_western_countries_of_dul_2020():
    """What the NCA package 3.0.3 prints without Japan, South Korea and Turkey."""
    western = DUL.drop(index=["Japan", "South Korea", "Turkey"])
    effects = plspm.nca(western, target="Innovation performance", permutations=0).effects
    printed = {
        ("Individualism", "ce_fdh"): (0.577, 7869.600, 0, 100, 100.0, np.nan, np.nan, 0.0, 4.644),
        ("Individualism", "cr_fdh"): (0.508, 6928.774, 5, 80, 88.0, 3.805, -118.621, 5.451, 0.0),
        ("Risk taking", "ce_fdh"): (0.464, 8796.7, 0, 100, 100.0, np.nan, np.nan, 25.843, 5.066),
        ("Risk taking", "cr_fdh"): (0.384, 7290.476, 4, 84, 82.9, 2.871, -56.219, 19.923, 4.037),
    }
    decimals = [3, 3, 0, 0, 1, 3, 3, 3, 3]
    for row, numbers in printed.items():
        ours = effects.loc[row, MEASURES + INEFFICIENCIES].astype(float)
        rounded = [round(value, places) for value, places in zip(ours, decimals, strict=True)]
        np.testing.assert_array_equal(rounded, numbers)
    assert effects["scope"].round(1).tolist() == [13644.8, 13644.8, 18974.8, 18974.8]


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("corner", ["upper_right", "lower_left", "lower_right"])
def test_a_corner_is_the_upper_left_one_of_data_turned_round(corner, ties):
    x, y = few(np.random.default_rng(9), 30, ties)
    sign_x = -1 if corner.endswith("right") else 1
    sign_y = -1 if corner.startswith("lower") else 1
    options = {"target": "y", "permutations": 199, "seed": 1}
    ours = plspm.nca({"x": x, "y": y}, corner=corner, **options)
    turned = plspm.nca({"x": sign_x * x, "y": sign_y * y}, **options)
    same = ["d", "p_value", "accuracy", "fit", "above", "scope", "ceiling_zone", *INEFFICIENCIES]
    pd.testing.assert_frame_equal(ours.effects[same], turned.effects[same])
    line, other = (found.effects.loc[("x", "cr_fdh")] for found in (ours, turned))
    # y = a + b x where sign_y y = a' + b' sign_x x
    assert line["slope"] == pytest.approx(sign_x * sign_y * other["slope"])
    assert line["intercept"] == pytest.approx(sign_y * other["intercept"])
    np.testing.assert_allclose(
        ours.peers[["condition_value", "outcome_value"]],
        turned.peers[["condition_value", "outcome_value"]] * [sign_x, sign_y],
    )
    np.testing.assert_allclose(ours.sensitivity()["d_cr_fdh"], turned.sensitivity()["d_cr_fdh"])
    levels = np.quantile(y, [0.1, 0.4, 0.9])
    raw = {"outcome": "actual", "condition": "actual"}
    needed = ours.bottleneck("cr_fdh", levels=list(levels), **raw)
    expected = turned.bottleneck("cr_fdh", levels=sorted(sign_y * levels), **raw)
    np.testing.assert_allclose(needed.index, sign_y * expected.index)
    finite = np.isfinite(expected["x"].to_numpy())
    np.testing.assert_allclose(
        needed["x"].to_numpy()[finite], sign_x * expected["x"].to_numpy()[finite]
    )
    np.testing.assert_array_equal(ours.bottlenecks["status"], turned.bottlenecks["status"])
    np.testing.assert_allclose(ours.bottlenecks["percentile"], turned.bottlenecks["percentile"])


def test_corners_by_condition():
    frame = BY_HAND.assign(z=10 - BY_HAND["x"])
    found = plspm.nca(frame, target="y", permutations=0, corner={"z": "upper_right"})
    assert found.corners == {"x": "upper_left", "z": "upper_right"}
    assert found.effects.loc["x", "d"].tolist() == pytest.approx(found.effects.loc["z", "d"])
    needed = found.bottleneck("ce_fdh", levels=[60])
    assert needed.loc[60].tolist() == [50, 50]  # at least 5 of x, at most 5 of z
    assert "at most what is printed" in found.summary()
    for corner, words in (
        ("left", "corner is 'left'"),
        ({"w": "upper_left"}, "corner names 'w'; the conditions are x, z"),
        ({"x": "lower_left"}, "x lower_left, z upper_left"),
    ):
        with pytest.raises(OptionError, match=words):
            plspm.nca(frame, target="y", corner=corner)


def test_the_picture_fills_the_corner_that_is_looked_at():
    from matplotlib.collections import PolyCollection

    found = plspm.nca(BY_HAND, target="y", permutations=0, corner="lower_right")
    axes = found.plot()
    (zone,) = (c for c in axes.collections if isinstance(c, PolyCollection))
    points = zone.get_paths()[0].vertices
    # Cases (10, 0) and (0, 2) hold the ceiling down: nothing lies below 2 left of x = 0.
    assert points[:, 1].min() == 0
    area = 0.5 * abs(
        np.dot(points[:, 0], np.roll(points[:, 1], 1))
        - np.dot(points[:, 1], np.roll(points[:, 0], 1))
    )
    assert area / 100 == pytest.approx(found.effects.loc[("x", "ce_fdh"), "d"])


def test_refusals():
    frame = BY_HAND.assign(text="a", flat=1.0, gap=[np.nan, *range(8)])
    with pytest.raises(DataError) as refused:
        plspm.nca(frame, target="y", conditions=["text", "flat", "gap", "xx"])
    assert len(refused.value.problems) == 4
    assert "lacks 1 value, first in row 0" in str(refused.value)
    with pytest.raises(OptionError) as refused:
        plspm.nca(BY_HAND, target="y", ceilings=["ce_fdg"], permutations=-1, seed=-1)
    assert len(refused.value.problems) == 3
    for options, words in (
        ({"conditions": ["x", "y"]}, "'y' is the target"),
        ({"conditions": []}, "names no variable"),
        ({"conditions": ["x", "x"]}, "more than once"),
        ({"ceilings": ["ce_fdh", "ce_fdh"]}, "both once"),
        ({"scales": (1, 7)}, "for the theoretical bounds of columns give scope"),
        ({"scope": {"x": (0, 5)}}, "'x' has values from 0 to 10, outside its scope from 0 to 5"),
        ({"scope": {"z": (0, 5)}}, "scope names 'z'; there are x, y"),
        ({"scope": {"x": 5}}, "the lowest and the highest value"),
        ({"scope": (0, 5)}, "give pairs by variable"),
    ):
        with pytest.raises(OptionError, match=words):
            plspm.nca(BY_HAND, target="y", **options)
    result = plspm.datasets.describe("customer_engagement").estimate()
    with pytest.raises(OptionError, match="No path leads to 'EXP'"):
        plspm.nca(result, target="EXP")
    with pytest.raises(OptionError, match="conditions is 'SMV'"):
        plspm.nca(result, target="MPE", conditions="SMV")
    found = plspm.nca(BY_HAND, target="y", permutations=0, ceilings="ce_fdh")
    with pytest.raises(OptionError, match="ceiling is 'cr_fdh'"):
        found.bottleneck("cr_fdh")
    for most in (-1, 7, 2.5):
        with pytest.raises(OptionError, match="most is"):
            found.sensitivity(most)
    for levels in ([], "10", [5, 200], 0, ["a"]):
        with pytest.raises(OptionError, match="levels is"):
            found.bottleneck(levels=levels)


def test_the_record_is_text():
    result = plspm.datasets.describe("customer_engagement").estimate()
    text = plspm.nca(result, target="MPE", permutations=99, seed=1).summary()
    assert "What is necessary for MPE" in text
    assert max(map(len, text.splitlines())) <= 88


def test_steps_of_columns_in_the_order_of_the_alphabet_are_told_of():
    words = ["agree", "disagree", "neutral"]
    steps = np.random.default_rng(0).integers(0, 3, 60)
    scale = np.array([2.0, 0.0, 1.0])  # that of the words
    data = pd.DataFrame({"x": pd.Categorical.from_codes(steps, words, ordered=True)})
    data["y"] = scale[steps] + np.arange(60) % 2
    with pytest.warns(plspm.DataWarning, match="The steps of 'x' are numbered in the order of"):
        plspm.nca(data, target="y", permutations=0)
    right = [words[place] for place in np.argsort(scale)]
    data["x"] = pd.Categorical(data["x"], right, ordered=True)
    plspm.nca(data, target="y", permutations=0)
