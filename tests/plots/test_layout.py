"""Pictures as drawing instructions: read without pixels."""

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plots.pictures import MODELS, collisions, invented
from tests.strategies import examples

from plspm.model import PathModel, formative, interaction, path, reflective
from plspm.plots import Look, path_drawing
from plspm.plots.diagram import on_page
from plspm.plots.drawing import SMALL, Box, samples, text_width
from plspm.plots.indicators import block, room
from plspm.plots.layout import ARRANGEMENTS, Arrangement, _arranged
from plspm.plots.measures import measures
from plspm.plots.notes import _wrapped
from plspm.plots.numbers import Numbers
from plspm.plots.order import depths, ordered_columns
from plspm.plots.page_width import LEAST_READABLE
from plspm.plots.texts import texts_of


def drawn(name, **options):
    return path_drawing(MODELS[name], invented(MODELS[name]), Look(**options))


def constructs(drawing):
    return {node.name: node.box for node in drawing.nodes if node.shape != "rectangle"}


def indicators(drawing):
    return {node.name: node.box for node in drawing.nodes if node.shape == "rectangle"}


@pytest.mark.parametrize("show", ["estimate", "t", "p", "ci"])
@pytest.mark.parametrize("name", MODELS)
def test_nothing_stands_upon_anything_else(name, show):
    assert collisions(drawn(name, show=show)) == []


@pytest.mark.parametrize("arrangement", ARRANGEMENTS[1:3])
@pytest.mark.parametrize("items", [True, False])
@pytest.mark.parametrize("name", MODELS)
def test_nor_does_it_in_any_other_arrangement(name, items, arrangement):
    model = MODELS[name]
    look = Look(items=items, show="ci")
    assert collisions(_arranged(model, invented(model), look, arrangement)) == []


@pytest.mark.parametrize("name", MODELS)
def test_a_model_alone_has_no_numbers_and_no_collisions(name):
    drawing = path_drawing(MODELS[name], Numbers())
    assert collisions(drawing) == []
    assert not any(edge.label for edge in drawing.edges)
    assert not any("R²" in line for node in drawing.nodes for line in node.lines)
    assert drawing.notes == ()


@pytest.mark.parametrize("width", [28.0, 60.0, 200.0])
@pytest.mark.parametrize("name", MODELS)
def test_a_picture_is_as_wide_as_its_page_where_it_can(name, width):
    model = MODELS[name]
    drawing = path_drawing(model, invented(model), width=width)
    assert collisions(drawing) == []
    narrowest = min(
        _arranged(model, invented(model), Look(), arrangement).width for arrangement in ARRANGEMENTS
    )
    assert drawing.width == pytest.approx(max(width, narrowest))


@pytest.mark.parametrize("name", MODELS)
def test_on_a_page_that_has_room_for_it_a_picture_stays_as_it_is(name):
    drawing = drawn(name)
    assert path_drawing(MODELS[name], invented(MODELS[name]), width=drawing.width) == drawing


@pytest.mark.parametrize("name", MODELS)
def test_columns_are_as_far_apart_as_numbers_need_and_nearer_without_numbers(name):
    drawing, bare = drawn(name), path_drawing(MODELS[name], Numbers())
    assert bare.width < drawing.width
    assert bare.height < drawing.height
    boxes = constructs(drawing).values()
    middles = sorted({round(box.x, 6) for box in boxes})
    gap = min(right - left for left, right in pairwise(middles)) - max(box.width for box in boxes)
    widest = max(edge.label.box.width for edge in drawing.edges if edge.kind == "path")
    more = gap - (widest + 2.8)  # only where six paths leave a construct
    assert more == pytest.approx(0.0, abs=1e-5) or name == "one to many"


def test_a_long_chain_runs_down_a_narrow_page():
    drawing = path_drawing(MODELS["satisfaction"], invented(MODELS["satisfaction"]), width=60.0)
    boxes = constructs(drawing)
    order = ["Image", "Expectations", "Quality", "Value", "Satisfaction", "Complaints", "Loyalty"]
    places = [boxes[name].y for name in order]
    assert places == sorted(places, reverse=True)


def test_without_items_parts_stay_and_structure_is_constructs_and_paths():
    model = MODELS["higher order"]
    without = path_drawing(model, invented(model), Look(items=False))
    assert not indicators(without)
    assert {"Stay", "Tell", "Warm", "Able"} <= set(constructs(without))
    structure = path_drawing(model, invented(model), Look(structure_only=True))
    assert set(constructs(structure)) == {
        *("Experience", "Price", "Trust", "Brand", "Loyalty", "Brand:Experience"),
    }
    assert not indicators(structure)
    assert {edge.kind for edge in structure.edges} == {"path", "factor"}
    shapes = {node.name: node.shape for node in structure.nodes}
    assert (shapes["Experience"], shapes["Brand"]) == ("hexagon", "ellipse")
    labels = [edge.label.lines for edge in structure.edges if edge.kind == "path"]
    full = [edge.label.lines for edge in drawn("higher order").edges if edge.kind == "path"]
    assert labels == full


def test_labels_take_the_place_of_names_and_stand_before_the_numbers_of_paths():
    labels = {
        "Image": "What they think of us",
        "i1": "I like them",
        ("Image", "Loyalty"): "H3 (+)",
        "Image^2": "squared",
    }
    drawing = drawn("moderation", labels=labels)
    lines = {node.name: node.lines for node in drawing.nodes}
    assert lines["Image"] == ("What they think", "of us")
    assert lines["i1"] == ("I like them",)
    assert lines["Image^2"] == ("squared",)
    assert lines["Image:Satisfaction"] == ("What they think", "of us ×", "Satisfaction")
    paths = {(e.source, e.target): e.label.lines for e in drawing.edges if e.kind == "path"}
    assert paths["Image", "Loyalty"][0] == "H3 (+)"
    assert len(paths["Image", "Loyalty"]) == 2


@pytest.mark.parametrize("name", MODELS)
def test_everything_lies_within_the_frame(name):
    drawing = drawn(name)
    boxes = [node.box for node in drawing.nodes]
    boxes += [edge.label.box for edge in drawing.edges if edge.label]
    assert min(box.left for box in boxes) > 0
    assert min(box.bottom for box in boxes) > 0
    assert max(box.right for box in boxes) < drawing.width
    assert max(box.top for box in boxes) < drawing.height


@pytest.mark.parametrize("name", MODELS)
def test_constructs_stand_in_columns_by_causal_depth(name):
    depth, boxes = depths(MODELS[name]), constructs(drawn(name))
    columns = {}
    for construct, box in boxes.items():
        columns.setdefault(depth[construct], set()).add(round(box.x, 6))
    places = [columns[k] for k in sorted(columns)]
    assert all(len(place) == 1 for place in places)
    assert sorted(min(place) for place in places) == [min(place) for place in places]


@pytest.mark.parametrize("name", MODELS)
def test_every_construct_indicator_and_path_is_drawn_once(name):
    model, drawing = MODELS[name], drawn(name)
    products = [product.name for product in model.products]
    assert sorted(constructs(drawing)) == sorted([*model.construct_names, *products])
    assert sorted(indicators(drawing)) == sorted(model.indicators)
    paths = [(edge.source, edge.target) for edge in drawing.edges if edge.kind == "path"]
    assert sorted(paths) == sorted((path.source, path.target) for path in model.paths)
    factors = [(edge.source, edge.target) for edge in drawing.edges if edge.kind == "factor"]
    assert sorted(factors) == sorted(
        (factor, product.name) for product in model.products for factor in product.powers
    )
    joints = {(e.source, e.target) for e in drawing.edges if e.kind in {"loading", "weight"}}
    blocks = {
        (c.name, name) if c.mode == "A" else (name, c.name)
        for c in model.constructs
        for name in c.indicators
    }
    assert joints == blocks
    assert len(drawing.edges) == len(paths) + len(factors) + len(blocks)


@pytest.mark.parametrize("name", MODELS)
def test_paths_begin_and_end_at_the_borders_of_their_constructs(name):
    drawing = drawn(name)
    boxes = constructs(drawing)
    for edge in drawing.edges:
        if edge.kind == "path":
            assert edge.route[0][0] <= boxes[edge.source].right + 1e-9
            assert edge.route[0][0] > boxes[edge.source].x
            assert edge.route[-1][0] >= boxes[edge.target].left - 1e-9
            assert edge.route[-1][0] < boxes[edge.target].x
            for (_, y), end in zip(
                edge.route[:: len(edge.route) - 1], (edge.source, edge.target), strict=True
            ):
                assert abs(y - boxes[end].y) < 0.25 * boxes[end].height  # where it is wide
            steps = [x for x, _ in samples(edge.route)]
            assert steps == sorted(steps)  # never backwards


@pytest.mark.parametrize("name", ["satisfaction", "ten constructs", "moderation"])
def test_bends_hardly_leave_the_straight_line(name):
    """By a seventh of their rise at most, though they are level where they pass a column."""
    for edge in drawn(name).edges:
        for start in range(0, len(edge.route) - 1, 3):
            curve = edge.route[start : start + 4]
            (x0, y0), (x1, y1) = curve[0], curve[-1]
            if edge.kind == "path":
                for x, y in samples(curve):
                    assert abs(y - y0 - (y1 - y0) * (x - x0) / (x1 - x0)) <= abs(y1 - y0) / 7 + 1e-9


@pytest.mark.parametrize("name", ["moderation", "three-way", "higher order"])
def test_products_stand_between_their_factors_and_their_outcomes(name):
    model, boxes = MODELS[name], constructs(drawn(name))
    for product in model.products:
        assert all(boxes[factor].right < boxes[product.name].left for factor in product.powers)
        assert all(
            boxes[product.name].right < boxes[y].left for y in model.successors(product.name)
        )


def test_parts_stand_beside_their_wholes():
    boxes = constructs(drawn("higher order"))
    for whole, parts, side in [
        ("Experience", ("Sense", "Affect", "Mind"), -1),
        ("Brand", ("Warm", "Able"), -1),
        ("Loyalty", ("Stay", "Tell"), 1),
    ]:
        others = {round(box.x - boxes[whole].x, 6) for box in boxes.values()} - {0.0}
        step = min(map(abs, others))
        assert {round((boxes[part].x - boxes[whole].x) / step, 6) for part in parts} == {side}


def test_numbers_of_parts_are_written_and_undefined_ones_are_dashes():
    edges = {(edge.source, edge.target): edge for edge in drawn("higher order").edges}
    assert edges["Loyalty", "Stay"].label.lines == ("0.666",)
    assert edges["Loyalty", "Stay"].kind == "loading"
    assert edges["Sense", "Experience"].kind == "weight"
    assert edges["Experience", "Brand:Experience"].label is None
    bare = dataclasses.replace(
        invented(MODELS["higher order"]), parts={("Loyalty", "Stay"): float("nan")}
    )
    edges = {(e.source, e.target): e for e in path_drawing(MODELS["higher order"], bare).edges}
    assert edges["Loyalty", "Stay"].label.lines == ("–",)


def test_indicators_stand_left_of_the_first_and_right_of_the_last_constructs():
    drawing = drawn("worked example")
    boxes, items = constructs(drawing), indicators(drawing)
    assert all(items[name].right < boxes["ORE"].left for name in ("ORE_a", "ORE_d", "EXP_c"))
    assert all(items[name].left > boxes["MPE"].right for name in ("MPE_a", "MPE_d"))
    assert [items[f"ECE_{k}"].top < boxes["ECE"].bottom for k in "bdefh"] == [True] * 5
    below = [items[f"ECE_{k}"].y for k in "bdefh"]
    assert below == sorted(below, reverse=True)


@pytest.mark.parametrize("arrangement", ARRANGEMENTS[:3])
@pytest.mark.parametrize("name", ["worked example", "satisfaction", "moderation", "twelve items"])
def test_numbers_of_indicators_leave_room_for_arrowheads_at_either_end(name, arrangement):
    model = MODELS[name]
    drawing = _arranged(model, invented(model), Look(), arrangement)
    items = indicators(drawing)
    for edge in drawing.edges:
        if edge.kind in {"loading", "weight"}:
            number = edge.label.box
            item = items[edge.target if edge.target in items else edge.source]
            assert number.y == pytest.approx(item.y)
            assert abs(number.x - item.x) - (number.width + item.width) / 2 >= 0.9 - 1e-9
            level = [x for x, y in samples(edge.route) if abs(y - item.y) < 1e-9]
            assert min(level) + 0.3 - 1e-9 <= number.left
            assert number.right <= max(level) - 0.3 + 1e-9


@pytest.mark.parametrize("side", ["left", "right", "above", "below"])
@pytest.mark.parametrize("count", [1, 2, 9])
def test_the_room_of_a_construct_is_what_it_takes_with_its_indicators(side, count):
    names = [f"a{number}" for number in range(count)]
    model = PathModel(reflective("A", names), reflective("B", ["b"]), path("A", to="B"))
    texts = texts_of(model, invented(model), Look(), 16)
    sizes = measures(texts, [], count, comb=True)
    items, _ = block(model.construct("A"), (0.0, 0.0), side, sizes, texts)
    boxes = [Box(0.0, 0.0, 2 * sizes.half_width, 2 * sizes.half_height), *(x.box for x in items)]
    taken = {
        "left": -min(box.left for box in boxes),
        "right": max(box.right for box in boxes),
        "above": max(box.top for box in boxes),
        "below": -min(box.bottom for box in boxes),
    }
    assert room(count, side, sizes) == pytest.approx(taken)


def test_names_of_constructs_stay_on_one_line_for_sixteen_characters():
    text = "`eight or sixteen` =~ a; `eight and sixteen` =~ b"
    model = PathModel.parse(f"{text}; `eight and sixteen` ~ `eight or sixteen`")
    lines = {node.name: node.lines for node in path_drawing(model, Numbers()).nodes}
    assert lines["eight or sixteen"] == ("eight or sixteen",)
    assert lines["eight and sixteen"] == ("eight and", "sixteen")


@pytest.mark.parametrize("name", ["satisfaction", "twelve items", "German"])
def test_indicators_above_and_below_stay_clear_of_the_sides_of_their_construct(name):
    model = MODELS[name]
    drawing = _arranged(model, invented(model), Look(), Arrangement(outside=False))
    boxes, items = constructs(drawing), indicators(drawing)
    for construct in model.constructs:
        box = boxes[construct.name]
        for item in construct.indicators:
            assert box.left < items[item].left
            assert items[item].right <= box.x + 0.9 * box.width / 2
            assert not box.bottom < items[item].y < box.top


@pytest.mark.parametrize("name", ["satisfaction", "ten constructs", "twelve items", "German"])
def test_indicators_stand_above_in_the_upper_half_of_a_column_and_else_below(name):
    model = MODELS[name]
    drawing = _arranged(model, invented(model), Look(), Arrangement(outside=False))
    boxes, items = constructs(drawing), indicators(drawing)
    for column in ordered_columns(model):
        for place, slot in enumerate(column):
            if len(slot) == 1:  # no passage
                ys = [items[item].y for item in model.construct(slot[0]).indicators]
                above = 2 * place < len(column) - 1
                assert all((y > boxes[slot[0]].y) == above for y in ys)


def test_a_single_item_is_shown_beside_the_construct_of_its_name():
    both = [node for node in drawn("worked example").nodes if node.name == "SMU"]
    assert [node.shape for node in both] == ["ellipse", "rectangle"]


def test_levels_of_a_chain_are_straight():
    edges = {(edge.source, edge.target): edge for edge in drawn("worked example").edges}
    for arrow in (("ORE", "ECE"), ("ECE", "MPE")):
        route = edges[arrow].route
        assert route[0][1] == pytest.approx(route[-1][1])


def test_modes_decide_shapes_arrows_and_numbers():
    model = PathModel(
        formative("F", ["f1", "f2"]), reflective("R", ["r1", "r2"]), path("F", to="R")
    )
    drawing = path_drawing(model, invented(model))
    assert [node.shape for node in drawing.nodes if node.name in {"F", "R"}] == [
        "hexagon",
        "ellipse",
    ]
    kinds = {(edge.source, edge.target): edge.kind for edge in drawing.edges}
    assert kinds == {
        ("F", "R"): "path",
        ("f1", "F"): "weight",
        ("f2", "F"): "weight",
        ("R", "r1"): "loading",
        ("R", "r2"): "loading",
    }


@pytest.mark.parametrize(
    ("show", "lines"),
    [
        ("estimate", [("0.050***",), ("−0.160**",), ("0.270*",), ("−0.380",)]),
        ("t", [("0.050", "(t = 0.50)"), ("−0.160", "(t = −1.60)"), ("0.270", "(t = 2.70)")]),
        ("ci", [("0.050", "[−0.050, 0.150]"), ("−0.160", "[−0.260, −0.060]")]),
        ("p", [("0.050", "(p < .001)"), ("−0.160", "(p = .004)"), ("0.270", "(p = .040)")]),
    ],
)
def test_labels_of_paths_say_how_sure_they_are(show, lines):
    edges = [e for e in drawn("worked example", show=show).edges if e.kind == "path"]
    assert [edge.label.lines for edge in edges][: len(lines)] == lines
    assert [edge.dashed for edge in edges] == [False, False, False, True]
    drawing = drawn("moderation", show=show)
    assert {edge.kind for edge in drawing.edges if edge.dashed} == {"path"}


def test_notes_explain_the_signs():
    [note] = drawn("worked example").notes
    assert note == "*** p < .001, ** p < .01, * p < .05, dashed: p ≥ .05, 4999 bootstrap draws"


def test_no_line_of_a_note_ends_at_a_comparison():
    note = "*** p < .001, dashed: p ≥ .05"
    for characters in range(10, 40):  # what is compared has up to 9
        lines = _wrapped(note, characters)
        assert not any(line.endswith(("p", "<", "≥")) for line in lines)
        assert " ".join(lines) == note


def test_a_long_note_is_wrapped_to_the_width_of_the_picture():
    drawing = drawn("two constructs", note="one word after the other " * 9)
    assert len(drawing.notes) > 3
    assert max(map(text_width, drawing.notes)) * SMALL < drawing.width
    assert min(map(text_width, drawing.notes[:-1])) * SMALL > 0.5 * drawing.width


@st.composite
def models(draw):
    count = draw(st.integers(2, 8))
    sizes = draw(st.lists(st.integers(1, 6), min_size=count, max_size=count))
    arrows = {(draw(st.integers(0, target - 1)), target) for target in range(1, count)} | draw(
        st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=6)
    )
    kinds = (reflective, formative)
    constructs = []
    for k, size in enumerate(sizes):
        kind = kinds[draw(st.integers(0, 1))]
        if size > 1 and draw(st.integers(0, 4)) == 0:  # of higher order
            names = [f"c{k}_{i}" for i in range(size)]
            constructs += [draw(st.sampled_from(kinds))(name, [f"{name}x"]) for name in names]
            constructs.append(kind(f"C{k}", names))
        else:
            constructs.append(kind(f"C{k}", [f"c{k}_{i}" for i in range(size)]))
    arrows = {(i, j) for i, j in arrows if i < j}
    products = set()
    for target in draw(st.lists(st.integers(1, count - 1), max_size=2, unique=True)):
        sources = st.sampled_from([i for i, j in sorted(arrows) if j == target])
        products.add((interaction(f"C{draw(sources)}", f"C{draw(sources)}"), target))
    return PathModel(
        constructs,
        [path(f"C{i}", to=f"C{j}") for i, j in sorted(arrows)],
        [path(product, to=f"C{j}") for product, j in products],
    )


@given(models(), st.sampled_from(ARRANGEMENTS))
@examples(40)
def test_nothing_overlaps_in_models_of_many_shapes(model, arrangement):
    assert collisions(_arranged(model, invented(model), Look(), arrangement)) == []


GERMAN = [
    "Nachhaltigkeitsorientierung",
    "Weiterempfehlungsbereitschaft",
    "Dienstleistungsqualitätswahrnehmung",
    "Kundenzufriedenheitsindex",
    "Unternehmensreputation",
    "Preisfairnesswahrnehmung",
]


@pytest.mark.filterwarnings("error::plspm.PlspmWarning")
@pytest.mark.parametrize(("width", "items"), [("17cm", True), ("10cm", False)])
def test_long_german_names_are_read_on_a_page(width, items):
    blocks = [f"{name} =~ " + " + ".join(f"{name}sitem{k}" for k in (1, 2, 3)) for name in GERMAN]
    a, b, c, d, e, f = GERMAN
    paths = [f"{d} ~ {a} + {b} + {c}", f"{e} ~ {d} + {a}", f"{f} ~ {e} + {d}"]
    model = PathModel.parse("\n".join([*blocks, *paths]))
    drawing, size = on_page(model, None, Look(items=items), width, 8.0)
    assert size * SMALL >= LEAST_READABLE
    for node in drawing.nodes:
        letters = SMALL if node.shape == "rectangle" else 1.0
        assert max(map(text_width, node.lines)) * letters < node.box.width
        assert "".join(node.lines).replace("-", "") == node.name
