"""Where the names of points stand, so that none covers another name or point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from plspm.plots.drawing import Point

DIRECTIONS = ((1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1))
"""Off the axes first, where intervals stand."""

RINGS = (0.0, 9.0, 20.0, 34.0, 50.0)
"""How far out a name may go, in points; beyond the first ring a thin line leads to it."""

WIDTH, HEIGHT = 0.62, 1.2
"""Of a letter, in font sizes."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A box: its lower left and upper right corner, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: Extent) -> float:
        """Area that two boxes share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(width, 0.0) * max(height, 0.0)

    def outside(self, width: float, height: float) -> float:
        """How far the box reaches beyond a page of that size."""
        beyond = (-self.left, -self.bottom, self.right - width, self.top - height)
        return sum(max(distance, 0.0) for distance in beyond)


def place_names(
    points: Sequence[Point],
    radii: Sequence[float],
    names: Sequence[str],
    *,
    font_size: float,
    width: float,
    height: float,
) -> list[tuple[Point, bool]]:
    """Lower left corner of every name relative to its point, and whether a line must lead to it.

    The first place that is free, from near to far; where none is, the least crowded.

    Parameters
    ----------
    points : sequence of (x, y)
        In points from the lower left corner of the page.
    radii : sequence of float
        Of the marks, in points.
    names : sequence of str
    font_size, width, height : float
        Of the names and the page, in points.
    """
    marks = [Extent(x - r, y - r, x + r, y + r) for (x, y), r in zip(points, radii, strict=True)]
    written: list[Extent] = []
    found = []
    for k, (point, radius, name) in enumerate(zip(points, radii, names, strict=True)):
        others = [*marks[:k], *marks[k + 1 :], *written]
        ranked = []
        for offset, extent, led in _places(point, radius, name, font_size):
            crowded = sum(extent.overlap(other) for other in others)
            ranked.append((crowded + 1000.0 * extent.outside(width, height), offset, extent, led))
            if ranked[-1][0] <= 0:
                break
        _, offset, extent, led = min(ranked, key=lambda place: place[0])
        written.append(extent)
        found.append((offset, led))
    return found


def _places(
    point: Point, radius: float, name: str, font_size: float
) -> Iterator[tuple[Point, Extent, bool]]:
    """Places for a name, the best first."""
    x, y = point
    wide, high = WIDTH * font_size * len(name), HEIGHT * font_size
    for ring in RINGS:
        for right, up in DIRECTIONS:
            away = (radius + 1.0 + ring) / np.hypot(right, up)
            dx = away * right - {1: 0.0, 0: wide / 2, -1: wide}[right]
            dy = away * up - {1: 0.0, 0: high / 2, -1: high}[up]
            yield (dx, dy), Extent(x + dx, y + dy, x + dx + wide, y + dy + high), ring > 0
