"""Numbers on paths: where each can stand without covering anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from plspm.plots.drawing import SMALL, Box, Label, Node, Point, on_curve, samples, text_width
from plspm.plots.numbers import Arrow

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
    traces = {arrow: samples(route) for arrow, route in routes.items()}
    boxes = {
        arrow: label_box(texts[arrow], passages[arrow]) for arrow in texts if arrow in passages
    }
    free = [arrow for arrow in texts if arrow not in passages]
    for arrow in free * ROUNDS:
        route = routes[arrow]
        candidates = [label_box(texts[arrow], on_curve(route[:4], t)) for t in ALONG]
        lines = [trace for other, trace in traces.items() if other != arrow]
        taken = [box for other, box in boxes.items() if other != arrow]
        taken += [node.box for node in nodes]
        cover = partial(_covered, taken=taken, traces=[*lines, _ends(route)])
        boxes[arrow] = min(candidates, key=cover)
    return {arrow: Label(texts[arrow], box) for arrow, box in boxes.items()}


def touching(
    routes: Mapping[Arrow, tuple[Point, ...]], labels: Mapping[Arrow, Label], nodes: Sequence[Node]
) -> bool:
    """Whether the label of a line covers another label, a node, or another line."""
    traces = {arrow: samples(route) for arrow, route in routes.items()}
    return any(
        _covered(
            label.box,
            [
                *(node.box for node in nodes),
                *(other.box for other in labels.values() if other is not label),
            ],
            [*(traces[a] for a in routes if a != arrow), _ends(routes[arrow])],
        )
        for arrow, label in labels.items()
    )


def _ends(route: tuple[Point, ...]) -> list[Point]:
    """Where a line leaves and where its arrowhead is: a label must show both."""
    return [on_curve(route[:4], 0.04), on_curve(route[-4:], 0.92)]


def _covered(box: Box, taken: Sequence[Box], traces: Sequence[list[Point]]) -> int:
    lines = sum(any(map(box.contains, trace)) for trace in traces)
    return lines + 100 * sum(map(box.overlaps, taken))
