"""How the numbers of a column are written: decimal points or commas, thousands in groups or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from plspm.data.columns import NUMBER

Notation = Literal["point", "comma", "grouped points", "grouped commas", "doubtful"]
"""Of "1250.5": "1250.5", "1250,5", "1.250,5" (groups by points) and "1,250.5" (by commas).

Doubtful are numbers such as "2.500" or "2,500" alone, which may be two and a half or thousands.
"""

COMMA: Final = re.compile(
    r"[+-]?(([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d*)?|,\d+)([eE][+-]?\d+)?", re.ASCII
)
POINT: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?|" + NUMBER.pattern, re.ASCII)
GROUPED: Final = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*", re.ASCII)
BELOW_THOUSAND: Final = re.compile(r"[+-]?\d{1,3}", re.ASCII)


def notation_of(cells: Sequence[str]) -> Notation | None:
    """The one notation that all cells can have, doubtful where there are two, else None.

    Examples
    --------
    >>> notation_of(["0.5", "12"]), notation_of(["0,5", "1.250,00"]), notation_of(["1,250.5"])
    ('point', 'grouped points', 'grouped commas')
    >>> notation_of(["1.250", "950"]), notation_of(["2.667", "4.000"]), notation_of(["2,500"])
    ('grouped points', 'doubtful', 'doubtful')
    >>> notation_of(["1", "k.A."]) is None
    True
    """
    if all(map(NUMBER.fullmatch, cells)):
        return _of_points(cells)
    by_comma = all(map(COMMA.fullmatch, cells))
    by_point = all(map(POINT.fullmatch, cells))
    if by_comma and by_point:
        return "grouped commas" if _thousands_between(cells, ",") else "doubtful"
    if by_comma:
        return "grouped points" if any("." in cell for cell in cells) else "comma"
    return "grouped commas" if by_point else None


def _of_points(cells: Sequence[str]) -> Notation:
    dotted = [cell for cell in cells if "." in cell]
    if not dotted or not all(map(GROUPED.fullmatch, dotted)):
        return "point"
    return "grouped points" if _thousands_between(cells, ".") else "doubtful"


def _thousands_between(cells: Sequence[str], sign: str) -> bool:
    """Whether numbers below a thousand have no `sign`, and some groups end in 0.

    Decimals are written with as many digits everywhere (4.000), or without zeros at the end
    (4, 2.5): neither gives both.
    """
    grouped = [cell for cell in cells if sign in cell]
    others = [cell for cell in cells if sign not in cell]
    return (
        bool(others)
        and all(map(GROUPED.fullmatch, grouped))
        and all(map(BELOW_THOUSAND.fullmatch, others))
        and any(cell.endswith("0") for cell in grouped)
    )


def plain_number(cell: str, notation: Notation) -> str:
    """Write a number with a decimal point and nothing else.

    Examples
    --------
    >>> plain_number("1.250,5", "grouped points")
    '1250.5'
    """
    if notation == "grouped commas":
        return cell.replace(",", "")
    if notation == "grouped points":
        cell = cell.replace(".", "")
    return cell.replace(",", ".")
