"""Outlines of constructs: what is as wide there is as high here."""

import pytest
from tests.plots.pictures import MODELS, invented

from plspm.plots import Look
from plspm.plots.drawing import SMALL, text_width
from plspm.plots.measures import Measures, measures
from plspm.plots.numbers import Numbers
from plspm.plots.texts import texts_of

SIZES = Measures(
    half_width=5.0,
    half_height=2.0,
    bar_height=1.0,
    item_width=3.0,
    item_height=1.0,
    number_width=0.5,
    largest_block=4,
)
PARTS = [-0.9, 0.0, 0.25, 0.6, 1.0]


@pytest.mark.parametrize("part", PARTS)
def test_an_ellipse_is_one(part):
    wide = SIZES.width_at("ellipse", part * SIZES.half_height)
    assert (wide / SIZES.half_width) ** 2 + part**2 == pytest.approx(1.0)
    assert SIZES.height_at("ellipse", wide) == pytest.approx(abs(part) * SIZES.half_height)


@pytest.mark.parametrize("part", PARTS)
def test_a_hexagon_has_straight_corners(part):
    wide = SIZES.width_at("hexagon", part * SIZES.half_height)
    assert wide == pytest.approx(SIZES.half_width - abs(part) * SIZES.cut)
    assert SIZES.height_at("hexagon", wide) == pytest.approx(abs(part) * SIZES.half_height)
    assert SIZES.height_at("hexagon", SIZES.half_width - SIZES.cut - 0.1) == SIZES.half_height


def test_a_bar_is_as_wide_and_as_high_everywhere():
    assert {SIZES.width_at("bar", dy) for dy in (-0.5, 0.0, 0.3)} == {SIZES.half_width}
    assert {SIZES.height_at("bar", dx) for dx in (-4.0, 0.0, 4.9)} == {SIZES.bar_height / 2}


def test_room_for_numbers_is_only_where_there_are_any():
    model = MODELS["worked example"]
    bare, full = (texts_of(model, numbers, Look(), 16) for numbers in (Numbers(), invented(model)))
    assert measures(bare, [], 5, comb=True).number_width == 0.0
    widest = max(text_width(text, SMALL) for text in full.outer.values())
    assert widest < measures(full, [], 5, comb=True).number_width < widest + 0.5


def test_indicators_at_a_side_stand_farther_off_the_more_there_are():
    fans = [
        Measures(5.0, 2.0, 1.0, 3.0, 1.0, 0.5, largest_block=largest).fan for largest in (5, 6, 9)
    ]
    assert fans[1] - fans[0] == pytest.approx(0.15)
    assert fans[2] - fans[0] == pytest.approx(0.6)
