"""How wide a picture may be on the page, and what that makes of its letters."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from plspm.data.wording import quoted, warn_user
from plspm.errors import PlspmWarning
from plspm.estimation.settings import as_number
from plspm.plots.drawing import SMALL

Width: TypeAlias = float | str

INCHES: Final = {"cm": 1 / 2.54, "mm": 1 / 25.4, "in": 1.0, "pt": 1 / 72}
WRITTEN: Final = re.compile(r"\s*(\d+(?:[.,]\d+)?|\.\d+)\s*(cm|mm|in|pt)\s*")
WIDEST: Final = 100.0
"""In inches."""

LEAST_READABLE: Final = 5.0
"""Points; journals ask for 5 to 8."""

POINTS_PER_INCH: Final = 72


def width_problems(width: object) -> list[str]:
    """Say that a value is no width (at most one sentence).

    Examples
    --------
    >>> width_problems("17cm"), len(width_problems("wide"))
    ([], 1)
    """
    if width is None or 0 < _inches(width) <= WIDEST:
        return []
    return [
        f"width is {quoted(width)}; it must be a number of centimetres, for example 17, or a text "
        'with its unit, "17cm", "170mm" or "6.5in".'
    ]


def points(width: Width) -> float:
    """Return a width in points.

    Examples
    --------
    >>> points("1in"), round(points(2.54))
    (72.0, 72)
    """
    return POINTS_PER_INCH * _inches(width)


def size_on_page(font_size: float, drawn: float, width: Width | None) -> float:
    """Return what :func:`fitted_size` does, without a word."""
    return font_size if width is None else min(font_size, points(width) / drawn)


def is_readable(size: float, wished: float) -> bool:
    """Whether letters of a size can be read, or are as small as wished for."""
    return size >= min(wished, LEAST_READABLE / SMALL)


def fitted_size(font_size: float, drawn: float, width: Width | None) -> float:
    """Return the font size at which a picture is as wide as the page, at most that wished for.

    Parameters
    ----------
    font_size : float
        That wished for, in points.
    drawn : float
        Width of the picture in em.
    width : float or str, optional
        Of the page.
    """
    size = size_on_page(font_size, drawn, width)
    if not is_readable(size, font_size):
        warn_user(
            f"To fit into the width, letters are {size * SMALL:.1f} points high, which is hard to "
            "read. Leave out indicators, shorten names by labels, or give more width.",
            PlspmWarning,
        )
    return size


def _inches(width: object) -> float:
    if isinstance(width, str):
        found = WRITTEN.fullmatch(width)
        return float(found[1].replace(",", ".")) * INCHES[found[2]] if found else -1.0
    return as_number(width) * INCHES["cm"]
