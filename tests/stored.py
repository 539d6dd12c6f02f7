"""Texts as they were, to compare with: all words alike, and numbers within rounding."""

from __future__ import annotations

import re
from itertools import zip_longest

import numpy as np

NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?")


def differences(now: str, before: str, *, near: float) -> list[str]:
    """Lines that say something else; numbers that are `near`, or within .2 %, are alike."""
    pairs = zip_longest(now.splitlines(), before.splitlines(), fillvalue="nothing")
    return [
        f"{new.strip()}   for   {old.strip()}" for new, old in pairs if not alike(new, old, near)
    ]


def alike(new: str, old: str, near: float) -> bool:
    if new == old:
        return True
    if NUMBER.sub("#", new) != NUMBER.sub("#", old):
        return False
    values = np.array([NUMBER.findall(line) for line in (new, old)], dtype=float)
    return bool(np.allclose(values[0], values[1], rtol=2e-3, atol=near))
