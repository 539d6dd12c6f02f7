"""Names as they are given: one, or several in a sequence."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Sequence

from plspm.model.problems import NOWHERE, Problem, shown


def names_of(given: str | Sequence[str]) -> tuple[str, ...]:
    """Several names, a single one among them."""
    return (str(given),) if isinstance(given, str) else tuple(str(name) for name in given)


def composed(label: Hashable) -> str:
    """The text of a label, letters with marks as one sign each: names that look alike are alike."""
    text = str(label)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def name_problems(what: str, given: object) -> list[Problem]:
    """Say what of `given` is no name, which `what` says the place of."""
    if isinstance(given, str):
        return []
    if not isinstance(given, Sequence):
        remedy = "give a list of names, e.g. list(frame.columns)"
        message = f"{what}: expected a name or a list of names, not {shown(given)}; {remedy}"
        return [Problem(NOWHERE, message)]
    return [
        Problem(NOWHERE, f"{what}: entry {number} is no name (str) but {shown(name)}")
        for number, name in enumerate(given, start=1)
        if not isinstance(name, str)
    ]
