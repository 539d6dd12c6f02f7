"""Drawing instructions: what stands where, before any ink. Tests read these without pixels."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

Point: TypeAlias = tuple[float, float]
Shape: TypeAlias = Literal["ellipse", "hexagon", "bar", "rectangle"]

EdgeKind: TypeAlias = Literal["path", "loading", "weight", "factor"]

SMALL: Final = 0.85
"""Size of indicators' names and of numbers, in em."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, by its centre and size in em; y grows upwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """The x of the left side."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y - self.height / 2

    @property
    def top(self) -> float:
        """The y of the upper side."""
        return self.y + self.height / 2

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than a border."""
        slack = 1e-9
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 - slack
            and abs(self.y - other.y) < (self.height + other.height) / 2 - slack
        )

    def contains(self, point: Point) -> bool:
        """Whether a point lies inside."""
        x, y = point
        return abs(x - self.x) < self.width / 2 and abs(y - self.y) < self.height / 2


@dataclass(frozen=True, slots=True)
class Node:
    """A construct, a product of constructs, or an indicator.

    Attributes
    ----------
    name : str
        Name in the model.
    shape : {"ellipse", "hexagon", "bar", "rectangle"}
        Common factor, composite, product, indicator.
    box : Box
        Its extent.
    lines : tuple of str
        What is written in it, line by line.
    """

    name: str
    shape: Shape
    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of small text on an edge, on white ground."""

    lines: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow.

    Attributes
    ----------
    source, target : str
        Names of its ends; the arrowhead is at the target.
    kind : {"path", "loading", "weight", "factor"}
        A path between constructs, what joins a construct and an indicator or part, or, without an
        arrowhead, a product and a factor.
    route : tuple of Point
        A chain of cubic Bézier curves: 1 + 3k points, of which every third is passed through.
    label : Label or None
        Its number.
    dashed : bool
        A path that is not significant.
    """

    source: str
    target: str
    kind: EdgeKind
    route: tuple[Point, ...]
    label: Label | None = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture, in em, the origin at the lower left."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    notes: tuple[str, ...] = ()


def ends_of(drawing: Drawing) -> list[tuple[int, int]]:
    """Return the places of every edge's source and target among the nodes.

    An item may bear the name of its construct, from or to which its edge then leads.
    """
    inner = {node.name: k for k, node in enumerate(drawing.nodes) if node.shape != "rectangle"}
    items = {node.name: k for k, node in enumerate(drawing.nodes) if node.shape == "rectangle"}
    every = items | inner
    found = []
    for edge in drawing.edges:
        source, target = every[edge.source], every[edge.target]
        if edge.source == edge.target and edge.kind == "loading":
            target = items[edge.target]
        elif edge.source == edge.target:
            source = items[edge.source]
        found.append((source, target))
    return found


def hexagon(box: Box) -> list[Point]:
    """Return the corners of a hexagon that fills a box."""
    cut = box.height / 4
    return [
        (box.left, box.y),
        (box.left + cut, box.top),
        (box.right - cut, box.top),
        (box.right, box.y),
        (box.right - cut, box.bottom),
        (box.left + cut, box.bottom),
    ]


def straight(*points: Point) -> tuple[Point, ...]:
    """Return a chain of straight lines as Bézier curves.

    Examples
    --------
    >>> straight((0.0, 0.0), (3.0, 0.0))
    ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))
    """
    route = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = (x1 - x0) / 3, (y1 - y0) / 3
        route += [(x0 + dx, y0 + dy), (x1 - dx, y1 - dy), (x1, y1)]
    return tuple(route)


def on_curve(curve: Iterable[Point], t: float) -> Point:
    """Return the point of one cubic Bézier curve at `t` in [0, 1] (de Casteljau).

    Examples
    --------
    >>> on_curve(((0, 0), (1, 0), (2, 3), (3, 3)), 0.5)
    (1.5, 1.5)
    """
    points = list(curve)
    while len(points) > 1:
        points = [
            (x0 + t * (x1 - x0), y0 + t * (y1 - y0)) for (x0, y0), (x1, y1) in pairwise(points)
        ]
    return points[0]


def samples(route: tuple[Point, ...], count: int = 40) -> list[Point]:
    """Return points along a route, `count` on each of its curves."""
    return [
        on_curve(route[start : start + 4], step / count)
        for start in range(0, len(route) - 1, 3)
        for step in range(count + 1)
    ]


def text_width(text: str, size: float = 1.0) -> float:
    """Return the width of a text in em, rather too wide than too narrow.

    Examples
    --------
    >>> text_width("EXP_a") > text_width("exp.i")
    True
    """
    return size * sum(map(_advance, text))


def _advance(character: str) -> float:
    if character in "ijlI.,:;'|!()[]tfr *-":
        return 0.5
    if character in "mwMW@%\N{MINUS SIGN}=<>+" or unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.79 if character.isupper() else 0.64
