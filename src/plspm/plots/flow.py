"""Which way a picture runs: from left to right, or from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from plspm.plots.drawing import Point, Shape
from plspm.plots.measures import Measures

Way: TypeAlias = Literal["right", "down"]


@dataclass(frozen=True, slots=True)
class Flow:
    """Layouts speak of places along the paths, and of heights across them.

    Attributes
    ----------
    way : {"right", "down"}
        Where paths lead.
    sizes : Measures
    """

    way: Way
    sizes: Measures

    def page(self, point: Point) -> Point:
        """Where a point (along, across) stands on the page."""
        along, across = point
        return point if self.way == "right" else (-across, -along)

    @property
    def half_along(self) -> float:
        """Half the extent of a construct in the direction of the paths."""
        return self.sizes.half_width if self.way == "right" else self.sizes.half_height

    @property
    def half_across(self) -> float:
        """Half the extent of a construct across them."""
        return self.sizes.half_height if self.way == "right" else self.sizes.half_width

    def border(self, shape: Shape, offset: float) -> float:
        """How far a construct reaches along the paths, off its centre line."""
        if self.way == "right":
            return self.sizes.width_at(shape, offset)
        return self.sizes.height_at(shape, offset)
