"""Colours, dashes and markers that the colour-blind tell apart, and who prints without colours."""

from __future__ import annotations

from typing import Final, TypeAlias

Dash: TypeAlias = str | tuple[int, tuple[int, ...]]

BLUE, RED, GREY = "#0072B2", "#D55E00", "0.55"

COLOURS: Final = (BLUE, RED, "#009E73", "#CC79A7", "#000000", "#56B4E9", "#E69F00")
"""Okabe & Ito (2008), Color Universal Design."""

DASHES: Final[tuple[Dash, ...]] = (
    *("-", "--", "-.", ":"),
    *((0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1))),
)

MARKERS: Final = "osD^vP*"

SEQUENTIAL: Final = "Blues"
DIVERGING: Final = "PuOr"
"""From below over none, which is white, to above."""
