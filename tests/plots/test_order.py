"""Columns, crossings and heights."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plots.pictures import MODELS

from plspm.model import PathModel
from plspm.plots.order import chains, crossings, depths, links, ordered_columns, spread

heights = st.floats(-100, 100, allow_nan=False)


def test_depth_is_the_longest_chain_of_causes():
    assert depths(MODELS["satisfaction"]) == {
        "Image": 0,
        "Expectations": 1,
        "Quality": 2,
        "Value": 3,
        "Satisfaction": 4,
        "Complaints": 5,
        "Loyalty": 6,
    }


def test_a_path_keeps_a_place_in_every_column_it_passes():
    chain = chains(MODELS["satisfaction"])[("Image", "Satisfaction")]
    assert len(chain) == 5
    assert [slot[-1] for slot in chain[1:-1]] == ["1", "2", "3"]


def test_crossings_are_counted_and_removed():
    model = PathModel.parse("A =~ a; B =~ b; C =~ c; D =~ d; E =~ e; D ~ C; E ~ A + B")
    _, after = links(model)
    assert crossings([[("A",), ("B",), ("C",)], [("D",), ("E",)]], after) == 2
    assert crossings(ordered_columns(model), after) == 0


@pytest.mark.parametrize("name", ["worked example", "satisfaction"])
def test_planar_models_are_drawn_without_crossings(name):
    assert crossings(ordered_columns(MODELS[name]), links(MODELS[name])[1]) == 0


@given(st.lists(st.tuples(heights, st.floats(0, 10)), min_size=1, max_size=8))
def test_spread_keeps_the_distances_and_the_mean(pairs):
    wanted, apart = [y for y, _ in pairs], [d for _, d in pairs[1:]]
    found = spread(wanted, apart)
    gaps = [a - b for a, b in pairwise(found)]
    assert all(gap >= least - 1e-9 for gap, least in zip(gaps, apart, strict=True))
    assert sum(found) == pytest.approx(sum(wanted), abs=1e-6)


@given(st.lists(heights, min_size=2, max_size=6), st.integers(0, 5), st.floats(-1, 1))
def test_no_other_admissible_heights_are_nearer(wanted, which, change):
    apart = [1.0] * (len(wanted) - 1)
    found = spread(wanted, apart)
    other = [y + change * (k == which % len(wanted)) for k, y in enumerate(found)]
    if all(a - b >= 1.0 for a, b in pairwise(other)):
        assert distance(found, wanted) <= distance(other, wanted) + 1e-6


def distance(first, second):
    return sum((a - b) ** 2 for a, b in zip(first, second, strict=True))
