"""Sizes of the parts of a picture, in em, from the texts they must hold."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from plspm.plots.drawing import SMALL, Shape, text_width

LINE: Final = 1.25
PORTS: Final = 0.45
"""Paths meet a construct within this part of its height, where it is nearly at its widest."""
TRUNK: Final = 0.7
"""Where the line from an inner construct to its indicators begins, as a part of its width."""

CLEAR: Final = 0.88
"""How far these indicators reach to the other side, as a part of its width."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes shared by all parts of a kind, so that a picture is even.

    Attributes
    ----------
    half_width, half_height : float
        Of a construct.
    item_width, item_height, pitch : float
        Of an indicator, and the distance from one to the next.
    number_width : float
        Of the widest number at an indicator.
    """

    half_width: float
    half_height: float
    item_width: float
    number_width: float
    item_height: float = 1.5
    pitch: float = 1.9

    @property
    def tooth(self) -> float:
        """Length of a level line to an indicator, its number included."""
        return self.number_width + 1.2

    @property
    def fan(self) -> float:
        """Distance of indicators from the construct at whose side they stand."""
        return self.number_width + 3.2

    def width_at(self, shape: Shape, dy: float) -> float:
        """Half the width of a construct at a distance from its middle height."""
        part = abs(dy) / self.half_height
        if shape == "hexagon":
            return self.half_width - part * self.cut
        if shape == "bar":
            return self.half_width
        return self.half_width * sqrt(1 - part**2)

    def height_at(self, shape: Shape, dx: float) -> float:
        """Half the height of a construct at a distance from its centre line."""
        if shape == "hexagon":
            return self.half_height * min(1.0, (self.half_width - abs(dx)) / self.cut)
        return self.half_height * sqrt(1 - (dx / self.half_width) ** 2)

    @property
    def cut(self) -> float:
        """How far the corners of a hexagon are drawn in."""
        return self.half_height / 2


def measures(
    constructs: Mapping[str, tuple[str, ...]], indicators: Iterable[str], numbers: Iterable[str]
) -> Measures:
    """Choose sizes.

    Parameters
    ----------
    constructs
        The lines within each construct.
    indicators, numbers
        Names of indicators, and the numbers beside them.
    """
    item_width = max(text_width(name, SMALL) for name in indicators) + 0.9
    number_width = max(text_width(number, SMALL) for number in numbers) + 0.3
    text_height = LINE * max(len(lines) for lines in constructs.values())
    text = max(text_width(line) for lines in constructs.values() for line in lines)
    half_height = max(1.9, text_height / 2 / 0.58)
    tooth = number_width + 1.2
    # A text of 0.6 of the height fits into 0.8 of the width of an ellipse; the indicators of an
    # inner construct stay clear of the paths at its sides.
    half_width = max(
        text / 2 / 0.8 + 0.3, 1.6 * half_height, (tooth + item_width) / (TRUNK + CLEAR)
    )
    return Measures(half_width, half_height, item_width, number_width)


def bar_height(lines: tuple[str, ...]) -> float:
    """Height of a product: its lines in small type."""
    return LINE * SMALL * len(lines) + 0.6


def wrapped(name: str) -> tuple[str, ...]:
    """Return a long name on several lines, broken at spaces only.

    Examples
    --------
    >>> wrapped("organisational readiness")
    ('organisational', 'readiness')
    """
    return tuple(textwrap.wrap(name, 16, break_long_words=False, break_on_hyphens=False)) or (name,)
