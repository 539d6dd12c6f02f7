"""Boxes: what the other tests of pictures measure with."""

from hypothesis import given
from hypothesis import strategies as st

from plspm.plots.drawing import Box

whole = st.integers(-9, 9).map(float)
boxes = st.builds(Box, whole, whole, *[st.integers(1, 9).map(float)] * 2)


@given(boxes, boxes)
def test_boxes_overlap_where_both_their_sides_do(one, other):
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    assert one.overlaps(other) == (across > 0 and up > 0)


@given(boxes, whole, whole)
def test_a_box_contains_what_lies_between_its_sides(box, x, y):
    assert box.contains((x, y)) == (box.left < x < box.right and box.bottom < y < box.top)


@given(boxes)
def test_the_sides_of_a_box_are_its_size_apart_and_its_centre_is_between_them(box):
    assert (box.right - box.left, box.top - box.bottom) == (box.width, box.height)
    assert (box.left + box.right, box.bottom + box.top) == (2 * box.x, 2 * box.y)
