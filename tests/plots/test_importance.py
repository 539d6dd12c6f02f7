"""Maps and ceilings: what is drawn is what the records say, and no name covers another."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from tests.strategies import examples

import plspm
from plspm.errors import OptionError
from plspm.plots import ceiling_plot, combined_map, importance_map
from plspm.plots.axes import write_names
from plspm.plots.names import RINGS, Extent, _places, place_names

ZONES = {"PolyCollection", "FillBetweenPolyCollection"}
"""What matplotlib calls a filled zone, by its version."""


@pytest.fixture(scope="module")
def result():
    return plspm.datasets.describe("customer_engagement").estimate()


@pytest.fixture(scope="module")
def boot(result):
    return result.bootstrap(99, seed=1, progress=False)


def words(axes):
    return [text.get_text() for text in axes.texts]


def points(axes):
    return np.concatenate(
        [
            np.asarray(c.get_offsets())
            for c in axes.collections
            if len(getattr(c, "get_offsets", list)()) and c.__class__.__name__ == "PathCollection"
        ]
    )


@pytest.mark.parametrize("level", ["constructs", "indicators"])
def test_a_map_shows_every_row_and_the_means(result, level):
    record = plspm.ipma(result, target="MPE")
    axes = importance_map(record, level)
    table = getattr(record, level)
    drawn = points(axes)
    np.testing.assert_allclose(
        np.sort(drawn, axis=0), np.sort(table[["importance", "performance"]], axis=0)
    )
    names = [label[-1] if isinstance(label, tuple) else label for label in table.index]
    assert sorted(words(axes)) == sorted(names)
    assert {text.get_fontsize() for text in axes.texts} == {8.0}  # as on the axes
    vertical, horizontal = axes.lines[-2:]
    assert vertical.get_xdata()[0] == pytest.approx(table["importance"].mean())
    assert horizontal.get_ydata()[0] == pytest.approx(table["performance"].mean())
    assert axes.get_xlabel() == "Importance for MPE"
    assert axes.get_title(loc="left") == ""  # no weight is negative


@pytest.mark.parametrize("level", ["constructs", "indicators"])
def test_names_on_a_map_cover_nothing(result, boot, level):
    axes = plspm.ipma(result, target="MPE", bootstrap=boot).plot(level)
    figure = axes.figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    boxes = [text.get_window_extent(renderer) for text in axes.texts]
    frame = axes.get_window_extent()
    for k, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[k + 1 :]), axes.texts[k]
        assert frame.x0 <= box.x0
        assert box.x1 <= frame.x1 + 2
        for point in axes.transData.transform(points(axes)):
            assert not box.contains(*point)


@pytest.mark.parametrize("dpi", [50, 100, 200])
def test_names_of_points_at_the_edges_stay_within_the_axes(dpi):
    figure = Figure(dpi=dpi)
    axes = figure.subplots()
    x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [0.5, 0], [0.5, 1], [0, 0.5], [1, 0.5]]).T
    axes.set(xlim=(0, 1), ylim=(0, 1))
    write_names(axes, x, y, ["till"] * 8, np.full(8, 3.0))
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    frame = axes.get_window_extent()
    for text in axes.texts:
        box = text.get_window_extent(renderer)
        assert frame.x0 <= box.x0
        assert box.x1 <= frame.x1
        assert frame.y0 <= box.y0
        assert box.y1 <= frame.y1


def test_intervals_are_bars(result, boot):
    record = plspm.ipma(result, target="MPE", bootstrap=boot)
    bars = [c for c in importance_map(record).collections if type(c).__name__ == "LineCollection"]
    assert sorted(len(bar.get_segments()) for bar in bars) == [4, 4]
    ends = np.array([segment[:, 0] for segment in bars[0].get_segments()])
    np.testing.assert_allclose(
        ends, record.constructs[["importance_lower", "importance_upper"]].to_numpy()
    )


def test_negative_weights_are_hollow():
    rng = np.random.default_rng(1)
    x = rng.standard_normal((200, 2))
    items = pd.DataFrame({"p": x[:, 0], "q": 0.9 * x[:, 0] + 0.4 * x[:, 1]})
    items["y"] = items["p"] - 0.5 * items["q"] + 0.3 * rng.standard_normal(200)
    record = plspm.ipma(plspm.estimate("F <~ p + q; Y =~ y; Y ~ F", items), target="Y")
    for level in ("constructs", "indicators"):
        axes = record.plot(level)
        assert axes.get_title(loc="left") == "hollow: negative weights"
        hollow = [c for c in axes.collections if (c.get_facecolors()[0, :3] == 1).all()]
        table = getattr(record, level)[["importance", "performance"]]
        negative = table.loc[["F"]] if level == "constructs" else table.loc[[("F", "q")]]
        np.testing.assert_allclose(np.concatenate([c.get_offsets() for c in hollow]), negative)


def test_one_of_several_targets(result):
    record = plspm.ipma(result)
    drawn, alone = record.plot(target="ECE"), plspm.ipma(result, target="ECE").plot()
    assert drawn.get_xlabel() == "Importance for ECE"
    np.testing.assert_array_equal(points(drawn), points(alone))
    assert words(drawn) == words(alone)
    with pytest.raises(OptionError, match="choose one: ECE, MPE"):
        record.plot()
    with pytest.raises(OptionError, match="target is 'MPF'"):
        record.plot(target="MPF")
    with pytest.raises(OptionError, match="level is 'items'"):
        record.plot("items", target="ECE")


def test_axes_come_in_and_go_out(result):
    axes = Figure().subplots()
    assert plspm.ipma(result, target="MPE").plot(axes=axes) is axes
    with pytest.raises(OptionError, match="axes is a Figure"):
        plspm.ipma(result, target="MPE").plot(axes=Figure())


def test_a_combined_map_fills_what_is_necessary(result):
    record = plspm.cipma(result, target="MPE", level=80, permutations=499, seed=1)
    axes = combined_map(record)
    filled, hollow = axes.collections[:2]
    necessary = record.constructs["necessary"]
    assert len(filled.get_offsets()) == necessary.sum()
    assert len(hollow.get_offsets()) == (~necessary).sum()
    shown = words(axes)
    for name, row in record.constructs.iterrows():
        assert (f"{name} ({row['cases_below']:.0f} %)" if row["necessary"] else name) in shown
    below = record.constructs["cases_below"][necessary]
    assert filled.get_sizes() == pytest.approx(30.0 + 8.7 * below)
    assert hollow.get_sizes() == pytest.approx(30.0)
    assert "necessary for a performance of 80;" in axes.get_title(loc="left")


def test_growing_effects_are_those_of_the_record(result):
    found = plspm.nca(result, target="ECE", permutations=99, seed=1)
    record = found.effect_size_sensitivity([0, 1, 5])
    axes = record.plot("ORE")
    drawn = {line.get_label(): line.get_ydata() for line in axes.lines}
    table = record.table.loc["ORE"]
    np.testing.assert_allclose(drawn["observed"], table["d"])
    np.testing.assert_allclose(drawn["evenly spread"], table["uniform"])
    np.testing.assert_allclose(drawn["random, mean"], table["random"])
    [band] = [c for c in axes.collections if type(c).__name__ in ZONES]
    height = band.get_paths()[0].vertices[:, 1]
    assert (height.min(), height.max()) == pytest.approx((0, table["random_upper"].max()))
    across, up = "cases above the ceiling of ORE, percent", "effect size d"
    assert (axes.get_xlabel(), axes.get_ylabel()) == (across, up)
    assert axes.get_ylim()[0] == 0.0
    with pytest.raises(plspm.OptionError, match="condition"):
        record.plot()


def test_ceilings_are_those_of_the_record(result):
    record = plspm.nca(result, target="MPE", permutations=99, seed=1)
    axes = ceiling_plot(record, "ORE")
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("ORE", "MPE")
    steps, line = axes.lines
    corners = record.peers.loc["ORE"]
    assert set(corners["outcome_value"]) <= set(steps.get_ydata())
    effect = record.effects.loc[("ORE", "cr_fdh")]
    low, high = record.scope["low"], record.scope["high"]
    across = np.linspace(low["ORE"], high["ORE"], 201)
    up = effect["intercept"] + effect["slope"] * across
    within = (low["MPE"] <= up) & (up <= high["MPE"])
    assert 1 < within.sum() < 201  # as far as it lies within the scope
    np.testing.assert_allclose(line.get_data(), [across[within], up[within]])
    d = [f"d = {record.effects.loc[('ORE', c), 'd']:.2f}" for c in ("ce_fdh", "cr_fdh")]
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert all(part in label for part, label in zip(d, labels, strict=True))
    everyone = [record.cases[["ORE", "MPE"]], corners[["condition_value", "outcome_value"]]]
    np.testing.assert_allclose(points(axes), np.concatenate(everyone))
    with pytest.raises(OptionError, match="choose one: EXP, ORE, SMU, ECE"):
        record.plot()
    with pytest.raises(OptionError, match="condition is 'OR'"):
        record.plot("OR")
    one = plspm.nca(result, target="ECE", conditions="ORE", ceilings="ce_fdh", permutations=0)
    assert [text.get_text() for text in one.plot().get_legend().get_texts()] == ["CE-FDH: d = 0.17"]


@pytest.mark.parametrize("corner", ["upper_left", "upper_right", "lower_left", "lower_right"])
def test_the_share_that_is_grey_is_the_effect_size(result, corner):
    record = plspm.nca(
        result, target="MPE", conditions="ORE", corner=corner, ceilings="ce_fdh", permutations=0
    )
    axes = record.plot()
    [grey] = [c for c in axes.collections if type(c).__name__ in ZONES]
    x, y = grey.get_paths()[0].vertices.T
    area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    low, high = record.scope["low"], record.scope["high"]
    scope = np.prod([high[name] - low[name] for name in ("ORE", "MPE")])
    assert area / scope == pytest.approx(record.effects.loc[("ORE", "ce_fdh"), "d"])
    [steps] = axes.lines  # away from the corner: never back, nor beyond the last of its peers
    reached = record.peers.loc["ORE", "outcome_value"].tolist()
    start = high["MPE"] if corner.startswith("lower") else low["MPE"]
    assert steps.get_ydata().tolist() == [start, *reached, reached[-1]]


def test_a_name_may_stand_on_every_side_of_its_point_and_a_line_leads_to_those_afar():
    places = list(_places((100.0, 50.0), 3.0, "name", 8.0))
    assert [led for *_, led in places] == [False] * 8 + [True] * 8 * (len(RINGS) - 1)
    for ring in range(0, len(places), 8):
        boxes = [box for _, box, _ in places[ring : ring + 8]]
        middles = [(box.left + box.right - 200.0, box.bottom + box.top - 100.0) for box in boxes]
        sides = np.sign(np.round(middles, 6)).tolist()
        assert sorted(sides) == [[x, y] for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != (0, 0)]
        assert all(box.overlap(Extent(98.0, 48.0, 102.0, 52.0)) == 0 for box in boxes)


@examples(40)
@given(
    st.lists(
        st.tuples(st.floats(10, 290), st.floats(10, 190), st.integers(1, 9)), min_size=1, max_size=8
    )
)
def test_names_find_a_free_place(spots):
    at = [(x, y) for x, y, _ in spots]
    names = ["m" * length for *_, length in spots]
    places = place_names(at, [3.0] * len(at), names, font_size=8, width=300, height=200)
    boxes = [
        Extent(x + dx, y + dy, x + dx + 0.62 * 8 * len(name), y + dy + 9.6)
        for (x, y), ((dx, dy), _), name in zip(at, places, names, strict=True)
    ]
    for k, box in enumerate(boxes):
        assert sum(box.overlap(other) for other in boxes[k + 1 :]) < 1e-6
        others = [Extent(x - 3, y - 3, x + 3, y + 3) for x, y in at[:k] + at[k + 1 :]]
        assert sum(map(box.overlap, others)) < 1e-6
        assert box.outside(300, 200) < 1e-6
