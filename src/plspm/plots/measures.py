"""Sizes of the parts of a picture, in em, from the texts they must hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from plspm.plots.drawing import SMALL, Shape, text_width
from plspm.plots.texts import Texts

LINE: Final = 1.25
PORTS: Final = 0.45
"""Paths meet a construct within this part of its height, where it is nearly at its widest."""
TRUNK: Final = 0.7
"""Where the line from an inner construct to its indicators begins, as a part of its width."""

CLEAR: Final = 0.88
"""How far these indicators reach to the other side, as a part of its width."""

FAN: Final = 2.2
"""Distance over which the lines to indicators at the side of a construct part."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes shared by all parts of a kind, so that a picture is even.

    Attributes
    ----------
    half_width, half_height : float
        Of a construct.
    bar_height : float
        Of a product.
    item_width, item_height, pitch : float
        Of an indicator, and the distance from one to the next.
    number_width : float
        Of the widest number at an indicator.
    largest_block : int
        Indicators of the construct that has most.
    """

    half_width: float
    half_height: float
    bar_height: float
    item_width: float
    item_height: float
    number_width: float
    largest_block: int

    @property
    def pitch(self) -> float:
        """Distance from one indicator to the next."""
        return self.item_height + 0.4

    @property
    def tooth(self) -> float:
        """Length of a level line to an indicator, its number included."""
        return self.number_width + 1.2

    @property
    def fan(self) -> float:
        """Distance of indicators from the construct at whose side they stand."""
        return self.tooth + FAN + 0.15 * max(self.largest_block - 5, 0)

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
        if shape == "bar":
            return self.bar_height / 2
        return self.half_height * sqrt(1 - (dx / self.half_width) ** 2)

    @property
    def cut(self) -> float:
        """How far the corners of a hexagon are drawn in."""
        return self.half_height / 2


def measures(texts: Texts, products: Iterable[str], largest_block: int, *, comb: bool) -> Measures:
    """Choose sizes.

    Parameters
    ----------
    texts : Texts
    products : iterable of str
        Those of the nodes that are products.
    largest_block : int
        Indicators of the construct that has most.
    comb : bool
        Whether some indicators stand above or below their construct.
    """
    bars = set(products)
    constructs = [lines for name, lines in texts.nodes.items() if name not in bars]
    item_width = max((_widest(lines) for lines in texts.items.values()), default=0.0) * SMALL + 0.9
    item_lines = max((len(lines) for lines in texts.items.values()), default=1)
    number_width = max((text_width(text, SMALL) for text in texts.outer.values()), default=0.0)
    half_height = max(1.9, LINE * max(map(len, constructs)) / 2 / 0.58)
    # A text of 0.6 of the height fits into 0.8 of the width of an ellipse; the indicators of an
    # inner construct stay clear of the paths at its sides.
    half_width = max(max(map(_widest, constructs)) / 2 / 0.8 + 0.3, 1.6 * half_height)
    if bars:
        half_width = max(half_width, max(_widest(texts.nodes[name]) for name in bars) * SMALL / 2)
    if comb and texts.items:
        half_width = max(half_width, (number_width + 1.5 + item_width) / (TRUNK + CLEAR))
    return Measures(
        half_width,
        half_height,
        bar_height=LINE * SMALL * max((len(texts.nodes[name]) for name in bars), default=1) + 0.6,
        item_width=item_width,
        item_height=LINE * SMALL * item_lines + 0.44,
        number_width=number_width + (0.3 if texts.outer else 0.0),
        largest_block=largest_block,
    )


def _widest(lines: Iterable[str]) -> float:
    return max(map(text_width, lines))
