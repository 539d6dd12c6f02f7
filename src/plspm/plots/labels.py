"""Numbers on paths: where each can stand without covering anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from plspm.estimation.arrays import Array, Indices
from plspm.plots.drawing import SMALL, Box, Label, Node, Point, on_curve, text_width
from plspm.plots.look import Arrow

ROUNDS = 3
STEPS = (0.06, 0.12, 0.18, 0.24, 0.3, 0.34, 0.38)
LABEL_LINE = 1.1 * SMALL
"""From one line of a label to the next, in em."""
ALONG = tuple(0.5 + step * side for step in (0, *STEPS) for side in (1, -1))
"""Places on a line, the middle first."""


def label_box(lines: Sequence[str], centre: Point) -> Box:
    """Return the ground of a label."""
    width = max(text_width(line, SMALL) for line in lines) + 0.3
    return Box(*centre, width, LABEL_LINE * len(lines) + 0.15)


def labelled(
    routes: Mapping[Arrow, tuple[Point, ...]],
    texts: Mapping[Arrow, tuple[str, ...]],
    nodes: Sequence[Node],
    passages: Mapping[Arrow, Point],
) -> dict[Arrow, Label]:
    """Place the label of every line that has a text.

    A line that passes a column is labelled on that passage, where it is alone; the others
    one after the other at the point of their line where they cover least, the middle first,
    and once more when all others have a place.
    """
    lines = Lines.of(routes)
    boxes = {
        arrow: label_box(texts[arrow], passages[arrow]) for arrow in texts if arrow in passages
    }
    free = [arrow for arrow in texts if arrow not in passages]
    for arrow in free * ROUNDS:
        candidates = [label_box(texts[arrow], on_curve(_middle(routes[arrow]), t)) for t in ALONG]
        taken = [box for other, box in boxes.items() if other != arrow]
        taken += [node.box for node in nodes]
        boxes[arrow] = min(candidates, key=partial(_covered, lines, arrow, taken))
    return {arrow: Label(texts[arrow], box) for arrow, box in boxes.items()}


def touching(
    routes: Mapping[Arrow, tuple[Point, ...]], labels: Mapping[Arrow, Label], nodes: Sequence[Node]
) -> bool:
    """Whether the label of a line covers another label, a node, or another line."""
    lines = Lines.of(routes)
    inside = [node.box for node in nodes]
    return any(
        _covered(
            lines,
            arrow,
            [*inside, *(other.box for other in labels.values() if other is not label)],
            label.box,
        )
        for arrow, label in labels.items()
    )


@dataclass(frozen=True, slots=True)
class Lines:
    """Points of all lines, and for each the number of its line; ends count as lines of their own.

    Attributes
    ----------
    numbers : mapping
        Of the lines.
    points : (k, 2) array
    line : (k,) array
    """

    numbers: Mapping[Arrow, int]
    points: Array
    line: Indices

    @classmethod
    def of(cls, routes: Mapping[Arrow, tuple[Point, ...]]) -> Lines:
        """Take points along routes, and twice those that a label of the same line must show."""
        numbers = {arrow: number for number, arrow in enumerate(routes)}
        traces = [_trace(route) for route in routes.values()]
        traces += [np.array(_ends(route)) for route in routes.values()]
        counts = [len(trace) for trace in traces]
        return cls(numbers, np.concatenate(traces), np.repeat(np.arange(len(counts)), counts))

    def under(self, box: Box, own: Arrow) -> int:
        """How many other lines a box covers, and whether it covers the ends of its own."""
        x, y = self.points.T
        inside = (abs(x - box.x) < box.width / 2) & (abs(y - box.y) < box.height / 2)
        covered = set(self.line[inside].tolist()) - {self.numbers[own]}
        count, own_ends = len(self.numbers), len(self.numbers) + self.numbers[own]
        return sum(line < count or line == own_ends for line in covered)


def _trace(route: tuple[Point, ...]) -> Array:
    """Points along a chain of cubic Bézier curves, by Bernstein's polynomials."""
    t = np.linspace(0.0, 1.0, 41)[:, None]
    basis = (1 - t) ** np.array([3, 2, 1, 0]) * t ** np.arange(4) * np.array([1, 3, 3, 1])
    controls = [route[start : start + 4] for start in range(0, len(route) - 1, 3)]
    return np.concatenate(basis @ np.array(controls, dtype=np.float64))


def _middle(route: tuple[Point, ...]) -> tuple[Point, ...]:
    """The curve in the middle of a route."""
    start = 3 * ((len(route) - 1) // 6)
    return route[start : start + 4]


def _ends(route: tuple[Point, ...]) -> list[Point]:
    """Where a line leaves and where its arrowhead is: a label must show both."""
    return [on_curve(route[:4], 0.04), on_curve(route[-4:], 0.92)]


def _covered(lines: Lines, arrow: Arrow, taken: Sequence[Box], box: Box) -> int:
    return lines.under(box, arrow) + 100 * sum(map(box.overlaps, taken))
