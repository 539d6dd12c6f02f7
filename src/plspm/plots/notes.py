"""The lines below a picture, and the frame around all of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace

from plspm.assessment.criteria import short
from plspm.assessment.significance import STARS
from plspm.plots.drawing import SMALL, Box, Drawing, Edge, Node, Point
from plspm.plots.look import Look
from plspm.plots.numbers import Numbers

BORDER = 0.6
COMPARED = re.compile(" ([<≥]) ")
NOTE_LINE = 1.25 * SMALL


def note_lines(numbers: Numbers, look: Look, *, dashed: bool) -> list[str]:
    """Return what the signs of a picture mean."""
    if not numbers.draws:
        return []
    parts = [f"{mark} p < {short(bound)}" for bound, mark in STARS if look.show == "estimate"]
    if look.show == "ci":
        parts.append(numbers.interval)
    if dashed:
        parts.append(f"dashed: p ≥ {short(look.alpha)}")
    return [", ".join(map(look.said, [*parts, f"{numbers.draws} bootstrap draws"]))]


def centred(drawing: Drawing, width: float) -> Drawing:
    """Move a picture to the middle of a wider page, its notes excepted."""
    shift = ((width - drawing.width) / 2, 0.0)
    return replace(
        drawing,
        width=width,
        nodes=tuple(replace(node, box=_moved(node.box, shift)) for node in drawing.nodes),
        edges=tuple(_moved_edge(edge, shift) for edge in drawing.edges),
    )


def with_notes(nodes: Sequence[Node], edges: Sequence[Edge], notes: Sequence[str]) -> Drawing:
    """Move a picture to the origin, with a border and with room for the notes."""
    boxes = [*(node.box for node in nodes), *(edge.label.box for edge in edges if edge.label)]
    points = [point for edge in edges for point in edge.route]
    left = min(*(box.left for box in boxes), *(x for x, _ in points))
    right = max(*(box.right for box in boxes), *(x for x, _ in points))
    bottom = min(*(box.bottom for box in boxes), *(y for _, y in points))
    top = max(*(box.top for box in boxes), *(y for _, y in points))
    characters = int((right - left) / (0.64 * SMALL))
    lines = tuple(line for note in notes for line in _wrapped(note, characters))
    below = len(lines) * NOTE_LINE + (BORDER if lines else 0.0)
    shift = (BORDER - left, BORDER + below - bottom)
    return Drawing(
        right - left + 2 * BORDER,
        top - bottom + 2 * BORDER + below,
        tuple(replace(node, box=_moved(node.box, shift)) for node in nodes),
        tuple(_moved_edge(edge, shift) for edge in edges),
        lines,
    )


def _wrapped(note: str, characters: int) -> list[str]:
    """Lines of a note, of which none ends before a sign of comparison or behind one."""
    joined = COMPARED.sub("\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}", note)
    lines = textwrap.wrap(joined, characters)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _moved(box: Box, shift: Point) -> Box:
    return replace(box, x=box.x + shift[0], y=box.y + shift[1])


def _moved_edge(edge: Edge, shift: Point) -> Edge:
    route = tuple((x + shift[0], y + shift[1]) for x, y in edge.route)
    label = edge.label and replace(edge.label, box=_moved(edge.label.box, shift))
    return replace(edge, route=route, label=label)
