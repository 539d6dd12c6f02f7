"""Where the numbers of paths stand."""

import pytest

from plspm.plots.labels import labelled


def straight(height):
    """A line of 30 em from left to right."""
    return tuple((x, height) for x in (0.0, 10.0, 20.0, 30.0))


def test_a_label_stands_in_the_middle_of_its_line():
    placed = labelled({("A", "B"): straight(2.0)}, {("A", "B"): ("0.31",)}, [], {})
    assert (placed["A", "B"].box.x, placed["A", "B"].box.y) == pytest.approx((15.0, 2.0))


def test_of_two_lines_side_by_side_only_one_label_gives_way():
    above, below = ("A", "B"), ("C", "D")
    texts = {above: ("0.31",), below: ("0.42",)}
    placed = labelled({above: straight(0.3), below: straight(0.0)}, texts, [], {})
    assert placed[above].box.x == pytest.approx(15.0)
    assert not placed[above].box.overlaps(placed[below].box)
    assert abs(placed[below].box.x - 15.0) < 4.0
