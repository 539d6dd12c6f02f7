"""How p-values are marked and printed, the same in tables, stars, pictures and reports."""

from __future__ import annotations

from math import isnan
from typing import Final

from plspm.assessment.criteria import CUT_OFFS, short

STARS: Final = tuple(
    (CUT_OFFS[name].value, mark)
    for name, mark in (("significance_0.1", "***"), ("significance_1", "**"), ("significance", "*"))
)
"""Bounds below which a p-value has stars."""


def stars(p: float) -> str:
    """Stars of a p-value, which must be below a bound to have them.

    Examples
    --------
    >>> stars(0.02), stars(0.05)
    ('*', '')
    """
    return next((mark for bound, mark in STARS if p < bound), "")


def p_value(p: float) -> str:
    """A p-value as journals print it; nothing for an undefined one.

    Examples
    --------
    >>> p_value(0.0009), p_value(0.001), p_value(0.0496)
    ('< .001', '.001', '.050')
    """
    if isnan(p):
        return ""
    least = STARS[0][0]
    return f"< {short(least)}" if p < least else f"{p:.3f}".removeprefix("0")
