"""Charts of results: their instructions are the numbers of the tables, and so is the ink."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from scipy.stats import norm
from tests.catalogue import CATALOGUE

import plspm
from plspm import plots
from plspm.errors import OptionError
from plspm.plots.axes import TICK_SIZE, legend
from plspm.plots.densities import TALLEST, _density, densities
from plspm.plots.forest import forest_rows
from plspm.plots.heat import HeatMap, draw_map
from plspm.plots.maps import cross_loading_cells, htmt_cells, residual_cells
from plspm.plots.quality import effect_size_rows, loading_rows
from plspm.plots.rows import Mark, Rows, draw_rows

pytestmark = [
    pytest.mark.filterwarnings("ignore::plspm.errors.ConsistencyWarning"),
    pytest.mark.filterwarnings("ignore:.* draws:plspm.AdmissibilityWarning"),
]

QUIET = {"progress": False}
ZONES = {"PolyCollection", "FillBetweenPolyCollection"}
"""What matplotlib calls a filled zone, by its version."""


@pytest.fixture(scope="module")
def result():
    return plspm.datasets.describe("customer_engagement").estimate()


@pytest.fixture(scope="module")
def boot(result):
    return result.bootstrap(199, seed=1, **QUIET)


@pytest.fixture(scope="module")
def groups():
    data = plspm.datasets.load("customer_engagement")
    data = data.assign(side=np.where(np.arange(len(data)) % 2, "$a$", "_b"))
    model = plspm.datasets.describe("customer_engagement").model
    return plspm.compare_groups(
        plspm.estimate(model, data), data["side"], draws=49, permutations=19, seed=1, **QUIET
    )


def words(axes):
    return [text.get_text() for text in axes.texts]


def ticks(axis):
    return [text.get_text() for text in axis.get_ticklabels()]


# -- forest -------------------------------------------------------------------------------------


@pytest.mark.parametrize("statistic", ["paths", "specific_indirect_effects", "htmt", "r_squared"])
def test_a_forest_has_the_rows_of_the_table(boot, statistic):
    table = boot.table(statistic)
    rows = forest_rows(boot, statistic)
    found = np.array([[one.estimate, one.lower, one.upper] for one in rows.marks])
    np.testing.assert_array_equal(found, table[["estimate", "ci_lower", "ci_upper"]])
    component = boot.tidy().query("statistic == @statistic")["component"]
    assert list(rows.names) == component.str.replace("->", "→").tolist()
    assert bool(rows.lines) == ("t" in table)


@pytest.mark.parametrize("draw", [plots.forest_plot, plots.bootstrap_plot])
def test_rows_are_read_from_top_to_bottom_and_none_is_cut_off(boot, draw):
    axes = draw(boot, "paths")
    bottom, top = axes.get_ylim()
    places = axes.get_yticks()
    assert ticks(axes.yaxis) == list(forest_rows(boot, "paths").names)
    assert (np.diff(places) * (top - bottom) < 0).all()
    assert ((places < max(bottom, top)) & (places > min(bottom, top))).all()


@pytest.mark.parametrize("draw", [plots.forest_plot, plots.bootstrap_plot])
def test_names_of_many_rows_do_not_cover_each_other(boot, draw):
    axes = draw(boot, "loadings")
    renderer = FigureCanvasAgg(axes.figure).get_renderer()
    axes.figure.draw(renderer)
    boxes = [label.get_window_extent(renderer) for label in axes.get_yticklabels()]
    assert len(boxes) == 17
    assert not any(box.overlaps(below) for box, below in pairwise(boxes))


@pytest.mark.parametrize("draw", [plots.forest_plot, plots.bootstrap_plot])
def test_long_names_leave_room_for_what_is_drawn(draw):
    study = plspm.datasets.describe("customer_engagement")
    text = re.sub(
        r"\b(EXP|ORE|ECE|MPE)\b(?!_)", r"\1_Weiterempfehlungswahrscheinlichkeit", str(study.model)
    )
    boot = plspm.estimate(text, study.data).bootstrap(49, seed=1, **QUIET)
    axes = draw(boot, "paths")
    FigureCanvasAgg(axes.figure).draw()
    frame, page = axes.get_window_extent(), axes.figure.bbox
    label = axes.xaxis.label.get_window_extent()
    assert frame.width > 2.5 * axes.figure.dpi
    assert page.x0 <= label.x0
    assert label.x1 <= page.x1


def test_standard_errors_and_groups_have_forests(result, groups):
    assert forest_rows(result.standard_errors(), "paths").names == (
        *("EXP → ECE", "ORE → ECE", "SMU → ECE", "ECE → MPE"),
    )
    rows = forest_rows(groups, "paths")
    assert [one.series for one in rows.marks] == ["$a$"] * 4 + ["_b"] * 4
    other = groups.bootstraps["_b"].paths["estimate"].tolist()
    assert [one.estimate for one in rows.marks[4:]] == other
    axes = groups.plot()
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["$a$", "_b"]
    axes.figure.savefig("/dev/null", format="png")


def test_groups_are_told_apart_by_colour_and_mark_and_one_series_is_black(groups, boot):
    def looks(axes):
        drawn = [line for line in axes.lines if line.get_marker() not in {"None", None, ""}]
        found = {(line.get_marker(), to_rgb(line.get_color())) for line in drawn}
        return {(mark, colour) for mark, colour in found if colour != to_rgb("white")}

    several = looks(plots.forest_plot(groups, "paths"))
    assert len(several) == len({mark for mark, _ in several}) == len({c for _, c in several}) == 2
    assert looks(plots.forest_plot(boot, "paths")) == {("o", to_rgb("black"))}


def test_what_there_is_not_is_named(result, boot):
    with pytest.raises(OptionError, match="Did you mean 'paths'"):
        plots.forest_plot(boot, "path")
    with pytest.raises(OptionError, match="inference is a PLSResult"):
        plots.forest_plot(result)
    small = plspm.estimate("A =~ a1 + a2\nC =~ c1\nC ~ A", CATALOGUE[0].data)
    with pytest.raises(OptionError, match="the model has no indirect effects"):
        plots.forest_plot(small.bootstrap(9, 1, **QUIET), "indirect_effects")


# -- draws --------------------------------------------------------------------------------------


def test_densities_are_those_of_the_draws(boot):
    rows = densities(boot, "paths")
    draws = boot.draws("paths")
    for row, column in zip(rows, draws, strict=True):
        assert row.value[[0, -1]].tolist() == [draws[column].min(), draws[column].max()]
        sd, n = draws[column].std(), len(draws)
        kernels = norm.pdf(row.value[100], draws[column], sd * n ** (-1 / 5)).mean()
        assert row.density[100] == pytest.approx(kernels)
        assert row.lower < row.estimate < row.upper


def test_no_density_reaches_the_row_above(boot):
    axes = plots.bootstrap_plot(boot, "loadings")
    curves = [line.get_ydata() for line in axes.lines if len(line.get_ydata()) > 2]
    heights = [curve.max() - curve.min() for curve in curves]
    assert len(heights) == 16  # the loading of a single item does not vary
    assert 0.5 < max(heights) < 1


def test_the_tallest_density_is_as_tall_however_wide_the_draws_are():
    rng = np.random.default_rng(1)
    a = rng.normal(size=40)
    items = {"a": a, "b": a + 0.01 * rng.normal(size=40), "y": a + rng.normal(size=40)}
    result = plspm.estimate("A =~ a; B =~ b; Y =~ y; Y ~ A + B", pd.DataFrame(items))
    boot = result.bootstrap(49, seed=1, **QUIET)
    assert max(row.density.max() for row in densities(boot, "paths")) < 0.5
    axes = plots.bootstrap_plot(boot, "paths")
    tops = [line.get_ydata().min() for line in axes.lines if len(line.get_ydata()) > 2]
    assert max(row - top for row, top in enumerate(tops)) == pytest.approx(TALLEST)


def test_densities_are_filled_from_their_rows_up_to_their_curves(boot):
    axes = plots.bootstrap_plot(boot, "paths")
    zones = [c for c in axes.collections if type(c).__name__ in ZONES]
    curves = [line for line in axes.lines if len(line.get_ydata()) > 2]
    for row, (zone, curve) in enumerate(zip(zones, curves, strict=True)):
        x, y = zone.get_paths()[0].vertices.T
        assert (x.min(), x.max()) == (curve.get_xdata().min(), curve.get_xdata().max())
        assert (y.min(), y.max()) == (curve.get_ydata().min(), row)


def test_draws_that_all_agree_or_are_none_have_no_density():
    for draws in (np.ones(9), np.full(9, np.nan), np.array([]), 1 + 1e-13 * np.arange(9)):
        value, density = _density(draws)
        assert value.size == density.size == 0


def test_one_component_is_found_by_its_name(boot):
    for name in ("EXP → ECE", "EXP -> ECE"):
        [row] = densities(boot, "paths", name)
        assert row.name == "EXP → ECE"
    with pytest.raises(OptionError, match="component is"):
        plots.bootstrap_plot(boot, "paths", "EXP")
    with pytest.raises(OptionError, match="boot is a"):
        plots.bootstrap_plot(boot.paths)


# -- loadings and effect sizes ------------------------------------------------------------------


def test_loadings_below_the_cut_off_are_hollow(result, boot):
    rows = loading_rows(result, boot)
    loadings = result.loadings["loading"]
    assert [one.estimate for one in rows.marks] == loadings.tolist()
    assert [one.row for one in rows.marks if one.hollow] == loadings[
        loadings < 0.708
    ].index.get_level_values(1).tolist()
    assert rows.blocks == (("EXP", 3), ("ORE", 4), ("SMU", 1), ("ECE", 5), ("MPE", 4))
    assert [one.lower for one in rows.marks] == boot.loadings["ci_lower"].tolist()


def test_loadings_of_formative_blocks_are_not_judged(result):
    model = result.model.with_constructs(
        plspm.formative("ECE", [f"ECE_{item}" for item in "bdefh"])
    )
    other = plspm.estimate(model, plspm.datasets.load("customer_engagement"))
    assert not any(one.hollow for one in loading_rows(other).marks)


@pytest.mark.parametrize("measure", ["f_squared", "r_squared"])
def test_bars_are_the_effect_sizes_with_cohens_lines(result, boot, measure):
    rows = effect_size_rows(result, boot, measure)
    table = boot.table(measure)
    assert [one.estimate for one in rows.marks] == pytest.approx(table["estimate"])
    assert [one.upper for one in rows.marks] == table["ci_upper"].tolist()
    lines = {"f_squared": [0.02, 0.15, 0.35], "r_squared": [0.25, 0.5, 0.75]}
    assert [value for value, _ in rows.lines] == lines[measure]
    axes = plots.effect_size_plot(result, boot, measure=measure)
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == pytest.approx(table["estimate"])
    assert set(words(axes)) >= {f"{value:.2f}" for value in table["estimate"]}
    above = {((value, 1.0), f"{value:.2f}"[1:]) for value in lines[measure]}
    assert above <= {(text.xy, text.get_text()) for text in axes.texts}


def test_wrong_records_and_measures_are_named_at_once(result, boot):
    with pytest.raises(OptionError) as caught:
        plots.effect_size_plot(boot, result, measure="q2")
    assert [problem.split()[0] for problem in caught.value.problems] == [
        "result",
        "measure",
        "boot",
    ]
    few = result.bootstrap(9, 1, statistics=["paths"], **QUIET)
    with pytest.raises(OptionError, match="boot has no loadings; ask for it"):
        plots.loadings_plot(result, few)


# -- maps ---------------------------------------------------------------------------------------


def test_the_map_of_htmt_frames_what_is_not_below_the_cut_off(result):
    cells = htmt_cells(result)
    table = result.htmt
    for row, name in enumerate(cells.rows):
        for column, other in enumerate(cells.columns):
            if list(table.index).index(name) > list(table.columns).index(other):
                assert cells.values[row, column] == table.loc[name, other]
                assert cells.marked[row, column] == (table.loc[name, other] >= 0.85)
            else:
                assert np.isnan(cells.values[row, column])
    assert not cells.diverging  # a ratio has no sign
    assert htmt_cells(result, "htmt2").note.startswith("HTMT2")


def test_the_map_of_htmt_leaves_out_what_has_none():
    study = plspm.datasets.describe("customer_engagement")
    text = str(study.model).replace("ORE =~", "ORE <~")
    result = plspm.estimate(text, study.data)
    cells = htmt_cells(result)
    assert result.htmt["ORE"].isna().all()  # or there would be nothing to leave out
    assert {*cells.rows, *cells.columns} == {*study.model.construct_names} - {"ORE"}
    assert np.isfinite(cells.values[np.tril_indices(len(cells.rows))]).all()


def test_the_map_of_htmt_may_be_of_two_constructs():
    text = "A =~ EXP_a + EXP_b; B =~ ORE_a + ORE_b; C <~ ECE_b + ECE_d; C ~ A + B"
    cells = htmt_cells(plspm.estimate(text, plspm.datasets.load("customer_engagement")))
    assert (cells.rows, cells.columns, cells.values.shape) == (("B",), ("A",), (1, 1))


def test_the_map_of_cross_loadings_frames_what_belongs_elsewhere(result):
    cells = cross_loading_cells(result)
    np.testing.assert_array_equal(cells.values, result.cross_loadings)
    assert not cells.marked.any()
    assert cells.bold.sum() == 17
    data = plspm.datasets.load("customer_engagement")
    strange = plspm.estimate(
        "A <~ [sum] EXP_a + EXP_b + EXP_c + ORE_a\nB =~ ORE_b + ORE_c + ORE_d\nB ~ A", data
    )
    cells = cross_loading_cells(strange)
    assert [cells.rows[row] for row, _ in np.argwhere(cells.marked)] == ["ORE_a"]


@pytest.mark.parametrize("model", ["saturated", "estimated"])
def test_residuals_are_observed_less_implied(result, model):
    cells = residual_cells(result, model, 0.15)
    frame = pd.DataFrame(cells.values, cells.rows, cells.columns)
    expected = result.indicator_correlations - result.implied_correlations(model)
    assert frame.loc["MPE_d", "MPE_a"] == pytest.approx(expected.loc["MPE_d", "MPE_a"])
    assert frame.loc["ORE_d", "EXP_a"] == pytest.approx(expected.loc["ORE_d", "EXP_a"])
    np.testing.assert_array_equal(cells.marked, abs(cells.values) >= 0.15)
    bound = float(np.nanmax(abs(cells.values)))
    assert (cells.largest, residual_cells(result, model, 0.05).largest) == (3 * 0.15, bound)
    assert residual_cells(result, model, bound).marked.sum() == 1  # is not below it
    squares = np.nansum(cells.values**2) / (17 * 18 / 2)
    assert np.sqrt(squares) == pytest.approx(result.fit.loc["srmr", model])


@pytest.mark.parametrize(("count", "all_are"), [(20, True), (21, False)])
def test_residuals_of_up_to_twenty_indicators_are_all_written(count, all_are):
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.normal(size=(200, count)) + rng.normal(size=(200, 1)))
    items = [f"x{number}" for number in range(count)]
    text = f"A =~ {' + '.join(items[:9])}; B =~ {' + '.join(items[9:])}; B ~ A"
    cells = residual_cells(plspm.estimate(text, frame.set_axis(items, axis=1)), "saturated", 0.1)
    assert (cells.written == np.isfinite(cells.values)).all() == all_are
    assert (cells.written >= cells.marked).all()


@pytest.mark.parametrize("diverging", [False, True])
def test_colours_go_from_nothing_to_the_largest_either_way(diverging):
    cells = HeatMap(("a",), ("b",), np.ones((1, 1)), *[np.ones((1, 1), bool)] * 2, 0.4, diverging)
    assert draw_map(cells, None).images[0].get_clim() == (-0.4 if diverging else 0.0, 0.4)


def test_of_many_indicators_only_large_residuals_are_written():
    values = np.where(np.tri(30, k=-1), 0.02, np.nan)
    values[9, 3] = -0.4
    names = tuple(f"item {k}" for k in range(30))
    cells = HeatMap(names, names, values, abs(values) > 0.1, abs(values) > 0.1, 0.4, diverging=True)
    axes = draw_map(cells, None)
    assert words(axes) == ["−.40"]
    assert len(axes.patches) == 1


def test_what_a_map_frames_writes_and_parts_stands_in_its_cells():
    names, columns = tuple("uvwxyz"), ("a", "b")
    values = np.arange(12).reshape(6, 2) / 20 - 0.1
    marked, written = values > 0.35, values > 0
    shown = np.where(np.eye(6, 2, k=-2, dtype=bool), np.nan, values)
    axes = draw_map(HeatMap(names, columns, shown, marked, written, 1.0, blocks=(1, 2, 3)), None)
    frames = [np.round(frame.get_bbox().get_points().mean(axis=0), 9) for frame in axes.patches]
    assert [(y, x) for x, y in frames] == [tuple(cell) for cell in np.argwhere(marked)]
    assert all(0.8 < side < 1.0 for f in axes.patches for side in (f.get_width(), f.get_height()))
    assert {text.get_position()[::-1]: text.get_text() for text in axes.texts} == {
        (row, column): f"{values[row, column]:.2f}"[1:]
        for row, column in np.argwhere(written & np.isfinite(shown))
    }
    assert [line.get_ydata()[0] for line in axes.lines] == [0.5, 2.5]
    assert (ticks(axes.yaxis), ticks(axes.xaxis)) == (list(names), list(columns))


def test_numbers_can_be_read_on_their_colours(result):
    for cells in (
        htmt_cells(result),
        residual_cells(result, "saturated", 0.1),
        cross_loading_cells(result),
    ):
        axes = draw_map(cells, None)
        image = axes.images[0]
        for text in axes.texts:
            column, row = text.get_position()
            ground = image.cmap(image.norm(cells.values[row, column]))[:3]
            assert contrast(ground, to_rgb(text.get_color())) > 3.0, text.get_text()


def contrast(ground, ink):
    """Of luminances, as WCAG 2 has it."""

    def luminance(colour):
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return np.dot([0.2126, 0.7152, 0.0722], parts)

    light, dark = sorted((luminance(ground), luminance(ink)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# -- all of them --------------------------------------------------------------------------------


def every_chart(result, boot):
    yield plots.loadings_plot, (result, boot), {}
    yield plots.effect_size_plot, (result, boot), {}
    yield plots.effect_size_plot, (result,), {"measure": "r_squared"}
    yield plots.htmt_map, (result,), {}
    yield plots.cross_loadings_map, (result,), {}
    yield plots.residual_map, (result,), {}
    yield plots.forest_plot, (boot,), {}
    yield plots.bootstrap_plot, (boot, "loadings"), {}


def test_axes_given_are_drawn_on_and_returned(result, boot):
    for chart, arguments, options in every_chart(result, boot):
        axes = Figure().subplots()
        assert chart(*arguments, axes=axes, **options) is axes
        with pytest.raises(OptionError, match="axes is a"):
            chart(*arguments, axes="here", **options)


def test_every_chart_says_what_is_across_and_has_no_frame(result, boot):
    for chart, arguments, options in every_chart(result, boot):
        axes = chart(*arguments, **options)
        assert bool(axes.get_xlabel()) != chart.__name__.endswith("_map")
        assert not any(axes.spines[side].get_visible() for side in ("top", "right"))
        level = {(tick.get_fontsize(), tick.get_rotation()) for tick in axes.get_yticklabels()}
        assert level == {(TICK_SIZE, 0.0)}


@pytest.mark.parametrize("entry", CATALOGUE[::7], ids=str)
def test_models_of_every_kind_have_every_chart(entry):
    result = plspm.estimate(entry.text, **entry.arguments)
    if entry.source == "correlations":
        boot = result.resample(plspm.plans.Parametric(19, seed=1), **QUIET)
    else:
        boot = result.bootstrap(19, 1, **QUIET)
    for chart, arguments, options in every_chart(result, boot):
        figure = chart(*arguments, **options).figure
        FigureCanvasAgg(figure).draw()


@pytest.mark.parametrize("chart", [plots.htmt_map, plots.cross_loadings_map, plots.residual_map])
@pytest.mark.parametrize("ending", ["", "_Weiterempfehlungswahrscheinlichkeit"])
def test_nothing_that_a_map_writes_covers_something_else(chart, ending):
    study = plspm.datasets.describe("customer_engagement")
    text = re.sub(r"\b(EXP|ORE|ECE|MPE)\b(?!_)", rf"\1{ending}", str(study.model))
    axes = chart(plspm.estimate(text, study.data))
    renderer = FigureCanvasAgg(axes.figure).get_renderer()
    axes.figure.draw(renderer)
    shown = [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]
    boxes = [text.get_window_extent(renderer) for text in shown]
    assert len(boxes) > 10
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("bars", [False, True])
def test_marks_and_their_intervals_stand_in_their_rows(bars):
    """Of two series a little above and below it; an interval that lacks a bound is not drawn."""
    first = [Mark("u", "a", 0.5, 0.4, 0.7), Mark("v", "a", -0.2, -0.3, 0.1)]
    second = [Mark("u", "b", 0.1, 0.0, np.nan), Mark("v", "b", np.nan, 0.2, 0.3)]
    axes = draw_rows(Rows(("u", "v"), (*first, *second), "", bars=bars), None)
    places = {("a", "u"): -0.175, ("a", "v"): 0.825, ("b", "u"): 0.175, ("b", "v"): 1.175}
    if bars:
        ends = [(bar.get_width(), bar.get_y() + bar.get_height() / 2) for bar in axes.patches]
    else:
        dots = [line for line in axes.lines if line.get_marker() != "None"]
        ends = [end for line in dots for end in zip(*line.get_data(), strict=True)]
    expected = [(mark.estimate, places[mark.series, mark.row]) for mark in (*first, *second)]
    np.testing.assert_allclose(ends, expected)
    found = [line for drawn in axes.collections for line in drawn.get_segments()]
    whole = [mark for mark in (*first, *second) if np.isfinite([mark.lower, mark.upper]).all()]
    for mark, line in zip(whole, found, strict=True):
        y = places[mark.series, mark.row]
        np.testing.assert_allclose(line, [[mark.lower, y], [mark.upper, y]])


def test_names_of_blocks_stand_at_the_middle_of_their_rows_and_lines_between_them():
    marks = tuple(Mark(name, "", 0.5) for name in "uvwxyz")
    axes = draw_rows(Rows(tuple("uvwxyz"), marks, "", blocks=(("a", 1), ("b", 2), ("c", 3))), None)
    found = {text.get_text(): text.xy[1] for text in axes.texts}
    assert found == {"a": 0.0, "b": 1.5, "c": 4.0}
    assert [line.get_ydata()[0] for line in axes.lines if line.get_color() == "0.85"] == [0.5, 2.5]


@pytest.mark.parametrize("options", [{}, {"columns": 2}, {"columns": 1, "clear": 12.0}])
def test_a_legend_stands_within_the_axes_or_clear_of_them_above(options):
    axes = Figure().subplots()
    for name in ("$a$", "b"):
        axes.plot([0, 1], label=name)
    legend(axes, **options)
    renderer = FigureCanvasAgg(axes.figure).get_renderer()
    axes.figure.draw(renderer)
    made, frame = axes.get_legend(), axes.get_window_extent()
    assert [text.get_text() for text in made.get_texts()] == ["$a$", "b"]
    box = made.get_window_extent(renderer)
    if options:
        assert box.y0 - frame.y1 == pytest.approx(options.get("clear", 0.0) * 100 / 72, abs=1.0)
    else:
        assert frame.y0 < box.y0 < box.y1 < frame.y1
    first, second = (text.get_window_extent(renderer) for text in made.get_texts())
    assert (first.y0 < second.y1) == (options.get("columns") == 2)


def test_no_name_is_read_as_mathematics_and_none_is_lost():
    names = ("$a_1$", "_hidden", "Größe & <b>")
    marks = tuple(Mark(name, series, 0.5, 0.1, 0.9) for series in ("$x$", "_y") for name in names)
    axes = draw_rows(Rows(names, marks, "$z$", blocks=(("$b$", 1), ("c", 2))), None)
    FigureCanvasAgg(axes.figure).draw()
    assert ticks(axes.yaxis) == list(names)
    shown = [*axes.get_yticklabels(), *axes.get_legend().get_texts(), axes.xaxis.label, *axes.texts]
    assert not any(text.get_parse_math() for text in shown if "$" in text.get_text())
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["$x$", "_y"]
    alone = replace(Rows(names, marks[:3], "z"), bars=True)
    assert "0.50" in words(draw_rows(alone, None))


@pytest.mark.filterwarnings("error")
def test_signs_of_other_scripts_are_drawn_or_named(tmp_path):
    names = ("意", "Größe", "\U0010fffd")  # few enough to be named all, where no font has any
    marks = tuple(Mark(name, series, 0.5) for series in ("満", "b") for name in names)
    with pytest.warns(plspm.PlspmWarning, match="No font here has .*fffd"):
        axes = draw_rows(Rows(names, marks, "忠", blocks=(("品", 3),)), None)
    axes.figure.savefig(tmp_path / "rows.png")


@pytest.mark.parametrize("draw", [plots.loadings_plot, plots.cross_loadings_map])
def test_a_font_that_is_missing_is_said_once(result, draw, tmp_path, caplog):
    with rc_context({"font.family": "Nowhere"}):
        with pytest.warns(plspm.PlspmWarning, match="There is no font 'Nowhere'") as said:
            axes = draw(result)
        axes.figure.savefig(tmp_path / "chart.png")
    assert len(said) == 1
    assert caplog.records == []
