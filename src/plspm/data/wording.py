"""How values, names and counts are written in messages, and how a warning reaches the user."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Hashable, Iterable

import numpy as np

from plspm.errors import DataWarning, PlspmWarning, written

Warn = Callable[[str], None]
"""What is called with the text of a warning."""

LONGEST = 60
MOST_LISTED = 8


def quoted(value: object) -> str:
    """Write a name or a value as Python would, cut short where it is very long.

    Examples
    --------
    >>> quoted("EXP_a ")
    "'EXP_a '"
    """
    plain = _plain(value)
    text = written(plain) if isinstance(plain, int) else repr(plain)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 10]}…{text[-9:]}"


def _plain(value: object) -> object:
    """Turn NumPy's numbers into Python's, also in the labels of several levels."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value.item() if isinstance(value, np.generic) else value


def listed(items: Iterable[str]) -> str:
    """Join items with commas; the end of a long list is only counted.

    Examples
    --------
    >>> listed(["a", "b"])
    'a, b'
    >>> listed(str(number) for number in range(20))
    '0, 1, 2, 3, 4, 5, 6, 7 and 12 more'
    """
    every = list(items)
    shown = ", ".join(every[:MOST_LISTED])
    return shown if len(every) <= MOST_LISTED else f"{shown} and {len(every) - MOST_LISTED} more"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun in the right form.

    Examples
    --------
    >>> counted(1, "row"), counted(3, "missing value")
    ('1 row', '3 missing values')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_row(label: Hashable) -> str:
    """Say in which row, by its label.

    Examples
    --------
    >>> in_row("firm 7")
    "in row 'firm 7'"
    """
    return f"in row {quoted(label)}"


def warn_user(message: str, category: type[PlspmWarning] = DataWarning) -> None:
    """Give a warning that points at the first line outside this library."""
    frame, level = sys._getframe(), 1
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("plspm."):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)
