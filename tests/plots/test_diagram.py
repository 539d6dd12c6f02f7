"""The picture itself: what matplotlib draws fits where the instructions say."""

import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import FancyArrowPatch
from tests.plots.pictures import MODELS, invented

import plspm
from plspm.plots import Look, path_diagram, path_drawing
from plspm.plots.drawing import SMALL
from plspm.plots.notes import BORDER, NOTE_LINE
from plspm.plots.render import render


@pytest.fixture(scope="module")
def result():
    return plspm.datasets.describe("customer_engagement").estimate()


@pytest.fixture(scope="module")
def boot(result):
    return result.bootstrap(draws=199, seed=1, progress=False)


def words(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_notes_stand_line_by_line_from_the_lower_edge_upwards():
    drawing = path_drawing(MODELS["worked example"], invented(MODELS["worked example"]), Look())
    figure = render(replace(drawing, notes=("first", "second")), font_size=9, font="sans-serif")
    heights = {text.get_text(): text.get_position()[1] for text in figure.axes[0].texts}
    assert heights["second"] == pytest.approx(BORDER + NOTE_LINE / 2)
    assert heights["first"] - heights["second"] == pytest.approx(NOTE_LINE)


@pytest.mark.parametrize(
    "name",
    ["worked example", "satisfaction", "ten constructs", "moderation", "higher order", "German"],
)
@pytest.mark.parametrize("show", ["estimate", "t", "p", "ci"])
def test_every_text_fits_its_place(name, show):
    drawing = path_drawing(MODELS[name], invented(MODELS[name]), Look(show=show))
    figure = render(drawing, font_size=8.0, font="DejaVu Sans")
    renderer = FigureCanvasAgg(figure).get_renderer()
    places = [edge.label for edge in drawing.edges if edge.label] + list(drawing.nodes)
    boxes = [place.box for place in places for _ in place.lines]
    data = figure.axes[0].transData.inverted()
    for text, box in zip(figure.axes[0].texts, boxes, strict=False):
        extent = data.transform_bbox(text.get_window_extent(renderer))
        assert extent.width <= box.width, text.get_text()
        assert box.left <= extent.x0
        assert extent.x1 <= box.right
        assert box.bottom - 0.1 <= extent.y0, text.get_text()
        assert extent.y1 <= box.top + 0.1


@pytest.mark.parametrize("name", ["worked example", "moderation", "higher order"])
def test_every_node_has_its_outline(name):
    drawing = path_drawing(MODELS[name], invented(MODELS[name]), Look())
    axes = render(drawing, font_size=8.0, font="DejaVu Sans").axes[0]
    outlines = [patch for patch in axes.patches if patch.get_zorder() == 3]
    for patch, node in zip(outlines, drawing.nodes, strict=True):
        extent = patch.get_path().get_extents(patch.get_patch_transform())
        box = node.box
        expected = (box.left, box.bottom, box.right, box.top)
        assert extent.extents == pytest.approx(expected, abs=0.01)


def test_the_frame_of_the_picture_is_that_of_the_drawing():
    drawing = path_drawing(MODELS["worked example"], invented(MODELS["worked example"]), Look())
    figure = render(drawing, font_size=9.0, font="DejaVu Sans")
    size = drawing.width, drawing.height
    assert tuple(figure.get_size_inches()) == pytest.approx([9.0 / 72 * each for each in size])
    [axes] = figure.axes
    corners = figure.transFigure.inverted().transform(axes.transData.transform([(0, 0), size]))
    np.testing.assert_allclose(corners, [[0, 0], [1, 1]], atol=1e-9)


@pytest.mark.parametrize("name", ["worked example", "moderation"])
def test_only_names_of_constructs_are_written_large(name):
    drawing = path_drawing(MODELS[name], invented(MODELS[name]), Look())
    texts = render(drawing, font_size=8.0, font="DejaVu Sans").axes[0].texts
    large = [
        line
        for node in drawing.nodes
        if node.shape in {"ellipse", "hexagon"}
        for line in node.lines
    ]
    assert [text.get_text() for text in texts if text.get_fontsize() == 8.0] == large
    assert {text.get_fontsize() for text in texts} == {8.0, 8.0 * SMALL}


@pytest.mark.parametrize("name", ["worked example", "moderation", "higher order"])
def test_every_line_is_drawn_along_its_route_and_shows_its_kind(name):
    drawing = path_drawing(MODELS[name], invented(MODELS[name]), Look())
    axes = render(drawing, font_size=8.0, font="DejaVu Sans").axes[0]
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    looks = {}
    for arrow, edge in zip(arrows, drawing.edges, strict=True):
        ink = (arrow.get_transform() - axes.transData).transform(arrow.get_path().vertices)
        np.testing.assert_allclose(ink[: len(edge.route) - 1], edge.route[:-1])
        assert np.linalg.norm(ink - edge.route[-1], axis=1).min() < 0.2  # as far as its ink is wide
        headed = len(ink) > len(edge.route)
        look = (headed, arrow.get_linewidth(), str(arrow.get_linestyle()))
        looks.setdefault((edge.kind, edge.dashed), set()).add(look)
    assert all(len(found) == 1 for found in looks.values())
    look_of = {kind: found.pop() for kind, found in looks.items()}
    assert all(headed == (kind != "factor") for (kind, _), (headed, *_) in look_of.items())
    thick = [wide for (kind, _), (_, wide, _) in look_of.items() if kind == "path"]
    assert min(thick) > max(wide for (kind, _), (_, wide, _) in look_of.items() if kind != "path")
    dashed = {dashes for (_, each), (*_, dashes) in look_of.items() if each}
    whole = {dashes for (k, each), (*_, dashes) in look_of.items() if not each and k != "factor"}
    assert (len(dashed), whole) == (1, {"solid"})


def test_letters_have_up_to_a_hundred_points(result):
    path_diagram(result.model, font_size=100)
    with pytest.raises(plspm.errors.OptionError, match="font_size is 101"):
        path_diagram(result.model, font_size=101)


def test_numbers_are_those_of_the_result(result, boot):
    shown = words(path_diagram(result, boot, decimals=3))
    assert {"0.384***", "0.682***", "R² = 0.275", "R² = 0.465", "0.934", "SMU"} <= set(shown)
    assert shown[-1].endswith("199 bootstrap draws")


def test_without_a_bootstrap_there_is_neither_star_nor_note(result):
    shown = words(path_diagram(result))
    assert "0.384" in shown
    assert not any("*" in word or "draws" in word for word in shown)


def test_products_and_parts_have_their_numbers():
    text = """
        EXP =~ EXP_a + EXP_b + EXP_c; ORE =~ ORE_a + ORE_b; SMU =~ SMU
        ECE =~ ECE_b + ECE_d; MPE =~ MPE_a + MPE_b
        DRIVE <~ EXP + ORE
        MPE ~ DRIVE + SMU + DRIVE:SMU + DRIVE^2 + ECE
    """
    result = plspm.estimate(text, plspm.datasets.load("customer_engagement"))
    boot = result.bootstrap(draws=99, seed=1, progress=False)
    for chosen in (None, boot):
        shown = " ".join(words(path_diagram(result, chosen, decimals=4)))
        values = [
            *result.path_coefficients.loc[["DRIVE:SMU", "DRIVE^2", "DRIVE"], "MPE"],
            *result.weights.loc["DRIVE", "weight"],
        ]
        for value in values:
            assert f"{value:.4f}".replace("-", "−") in shown
    assert {"DRIVE:SMU", "DRIVE^2"} <= set(words(path_diagram(result)))


def test_mode_b_shows_weights(result):
    model = result.model.with_constructs(plspm.formative("EXP", ["EXP_a", "EXP_b", "EXP_c"]))
    other = plspm.estimate(model, plspm.datasets.load("customer_engagement"))
    shown = words(path_diagram(other, decimals=4))
    for weight in other.weights.loc["EXP", "weight"]:
        assert f"{weight:.4f}".replace("-", "−") in shown


@pytest.mark.parametrize("suffix", ["pdf", "svg", "png"])
def test_a_picture_can_be_saved(result, boot, tmp_path, suffix):
    file = tmp_path / f"model.{suffix}"
    path_diagram(result, boot).savefig(file)
    start = {"pdf": b"%PDF", "svg": b"<?xml", "png": b"\x89PNG"}[suffix]
    assert file.read_bytes().startswith(start)


def test_a_dollar_sign_in_a_name_is_only_a_dollar_sign(result, tmp_path):
    data = plspm.datasets.load("customer_engagement").rename(columns={"EXP_a": "$a_", "EXP_b": "$"})
    model = plspm.PathModel(
        plspm.reflective("EXP", ["$a_", "$"]),
        plspm.reflective("ORE", ["ORE_a", "ORE_b", "ORE_c", "ORE_d"]),
        plspm.path("EXP", to="ORE"),
    )
    figure = path_diagram(plspm.estimate(model, data))
    figure.savefig(tmp_path / "model.svg")
    assert {"$a_", "$"} <= set(words(figure))


def test_all_wrong_options_are_named_at_once(result):
    with pytest.raises(plspm.errors.OptionError) as caught:
        path_diagram(result, show="star", alpha=5, decimals=-1, font_size=0)
    assert len(caught.value.problems) == 4


def test_options_of_a_wrong_kind_are_named_at_once(result):
    wrong = {"alpha": "x", "font_size": float("inf"), "note": 3, "decimals": 400, "font": None}
    with pytest.raises(plspm.errors.OptionError) as caught:
        path_diagram(result, **wrong)
    assert [problem.split()[0] for problem in caught.value.problems] == [
        "decimals",
        "alpha",
        "note",
        "font_size",
        "font",
    ]


def test_what_needs_a_bootstrap_asks_for_it(result):
    for show in ("p", "t", "ci"):
        with pytest.raises(plspm.errors.OptionError, match="needs a bootstrap"):
            path_diagram(result, show=show)


def test_labels_of_what_is_not_there_are_named(result):
    labels = {"EXPO": "Experience", ("EXP", "SMU"): "H1", "SMU": " "}
    with pytest.raises(plspm.errors.OptionError) as caught:
        path_diagram(result, labels=labels)
    empty, strange = caught.value.problems
    assert "'SMU'" in empty
    assert "'EXPO', ('EXP', 'SMU')" in strange
    with pytest.raises(plspm.errors.OptionError, match="labels is a list"):
        path_diagram(result, labels=["EXP"])


@pytest.mark.parametrize("width", [17, 17.0, "17cm", "170 mm", "6.69291in", "17,0 cm", "481.89pt"])
def test_a_figure_is_as_wide_as_the_page(result, boot, width):
    figure = path_diagram(result, boot, width=width)
    assert figure.get_figwidth() == pytest.approx(17 / 2.54, rel=1e-4)


@pytest.mark.parametrize("width", ["wide", "17", 0, -3, "0cm", True, float("nan"), 1e6, [17]])
def test_a_width_has_a_unit_or_is_a_number_of_centimetres(result, width):
    with pytest.raises(plspm.errors.OptionError, match="number of centimetres"):
        path_diagram(result, width=width)


def test_letters_that_get_too_small_are_said(result, boot):
    with pytest.warns(plspm.PlspmWarning, match="letters are .* points high"):
        path_diagram(result, boot, width="5cm")


def test_a_model_alone_is_drawn_with_its_hypotheses(result):
    shown = words(path_diagram(result.model, labels={("EXP", "ECE"): "H1"}))
    assert {"H1", "EXP", "EXP_a", "MPE"} <= set(shown)
    assert not any(character.isdigit() for word in shown for character in word if word != "H1")
    with pytest.raises(plspm.errors.OptionError, match="boot is given with a model"):
        path_diagram(result.model, result.bootstrap(draws=19, seed=1, progress=False))


def test_intervals_are_those_of_the_bootstrap(result, boot):
    shown = words(path_diagram(result, boot, show="ci", decimals=2, items=False))
    lower, upper = boot.paths.loc[("ORE", "ECE"), ["ci_lower", "ci_upper"]]
    assert f"[{lower:.2f}, {upper:.2f}]" in shown
    assert shown[-1].startswith("95 % percentile intervals, ")
    assert "EXP_a" not in shown


@pytest.mark.parametrize("size", ["8", None, True, float("nan"), -1, 0, 1e9, [8]])
def test_a_font_size_is_a_number_of_points(result, size):
    with pytest.raises(plspm.errors.OptionError, match="font_size is"):
        path_diagram(result, font_size=size)


def test_a_missing_font_is_said_once(result, tmp_path, caplog):
    with pytest.warns(plspm.PlspmWarning, match="There is no font 'Nowhere'") as said:
        figure = path_diagram(result, font="Nowhere")
    figure.savefig(tmp_path / "model.png")
    assert len(said) == 1
    assert caplog.records == []
    assert {text.get_family()[0] for text in figure.axes[0].texts} == {"DejaVu Sans"}


def test_signs_that_no_font_has_are_said_once(tmp_path, recwarn, caplog):
    model = plspm.PathModel.parse("A =~ `Ω≥` + `\U0010fffd`; B =~ b; B ~ A")  # private use
    figure = path_diagram(model)
    figure.savefig(tmp_path / "model.png")
    assert [each.category for each in recwarn] == [plspm.PlspmWarning]
    assert r"'\U0010fffd'" in str(recwarn[0].message)
    assert caplog.records == []


def test_signs_of_notes_and_of_labels_of_paths_are_looked_for_as_well():
    model = plspm.PathModel.parse("A =~ a; B =~ b; B ~ A")
    for where in ({"note": "\U0010fffd"}, {"labels": {("A", "B"): "\U0010fffd"}}):
        with pytest.warns(plspm.PlspmWarning, match="No font here has .*fffd"):
            path_diagram(model, **where)


def test_the_bootstrap_of_another_model_is_refused(result):
    arrows = pd.MultiIndex.from_tuples([("EXP", "MPE")], names=["source", "target"])
    paths = pd.DataFrame({"t": [1.0], "p_value": [0.3]}, arrows)
    other = SimpleNamespace(paths=paths, draws_usable=99, kind="percentile", level=0.95)
    with pytest.raises(plspm.errors.OptionError, match="does not belong to this result"):
        path_diagram(result, other)


def test_results_in_the_wrong_place_are_named(result):
    boot = result.bootstrap(draws=99, seed=1)
    for arguments in [(boot,), ("model",), (result, result)]:
        with pytest.raises(plspm.errors.OptionError, match=r"the order is|result\.bootstrap"):
            path_diagram(*arguments)


def test_a_notebook_shows_the_picture(result):
    assert path_diagram(result)._repr_png_().startswith(b"\x89PNG")


SCRIPT = """
import sys
{before}
import plspm
from plspm.plots import path_diagram
result = plspm.datasets.describe("customer_engagement").estimate()
{after}
"""


def run(before, after):
    code = SCRIPT.format(before=before, after=after)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_no_state_of_pyplot_is_touched():
    done = run("", "path_diagram(result); print('matplotlib.pyplot' in sys.modules)")
    assert done.stdout == "False\n", done.stderr


def test_a_missing_matplotlib_is_named_with_its_remedy():
    done = run("sys.modules['matplotlib'] = None", "path_diagram(result)")
    assert "MissingDependencyError: Pictures need matplotlib" in done.stderr
    assert "pip install matplotlib" in done.stderr
