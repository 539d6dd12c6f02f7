"""Numbers on paths: where each can stand without covering anything else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from plspm.plots.drawing import SMALL, Box, Edge, Label, Node, Point, on_curve, samples, text_width
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
    dashed: Collection[Arrow],
) -> list[Edge]:
    """Make the paths, each with its label.

    A path that passes a column is labelled on that passage, where it is alone; the others
    one after the other at the point of their line where they cover least, the middle first,
    and once more when all others have a place.
    """
    traces = {arrow: samples(route) for arrow, route in routes.items()}
    boxes = {arrow: label_box(texts[arrow], centre) for arrow, centre in passages.items()}
    free = [arrow for arrow in routes if arrow not in passages]
    for arrow in free * ROUNDS:
        route = routes[arrow]
        candidates = [label_box(texts[arrow], on_curve(route[:4], t)) for t in ALONG]
        lines = [trace for other, trace in traces.items() if other != arrow]
        taken = [box for other, box in boxes.items() if other != arrow]
        taken += [node.box for node in nodes]
        cover = partial(_covered, taken=taken, traces=[*lines, _ends(route)])
        boxes[arrow] = min(candidates, key=cover)
    return [
        Edge(*arrow, "path", route, Label(texts[arrow], boxes[arrow]), arrow in dashed)
        for arrow, route in routes.items()
    ]


def touching(paths: Sequence[Edge], nodes: Sequence[Node]) -> bool:
    """Whether a label of a path covers another label, a node, or another path."""
    traces = [samples(edge.route) for edge in paths]
    boxes = [edge.label.box for edge in paths if edge.label]
    return any(
        _covered(
            box,
            [*(node.box for node in nodes), *boxes[:number], *boxes[number + 1 :]],
            [*traces[:number], *traces[number + 1 :], _ends(paths[number].route)],
        )
        for number, box in enumerate(boxes)
    )


def _ends(route: tuple[Point, ...]) -> list[Point]:
    """Where a line leaves and where its arrowhead is: a label must show both."""
    return [on_curve(route[:4], 0.04), on_curve(route[-4:], 0.92)]


def _covered(box: Box, taken: Sequence[Box], traces: Sequence[list[Point]]) -> int:
    lines = sum(any(map(box.contains, trace)) for trace in traces)
    return lines + 100 * sum(map(box.overlaps, taken))
