"""Names on several lines: broken where they can be read on."""

from __future__ import annotations

import re
from typing import Final

SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
PIECE: Final = re.compile(rf"[^\s_/{SOFT_HYPHEN}-]*[\s_/{SOFT_HYPHEN}-]?")
"""Up to a place at which a line may end."""


def wrapped(name: str, limit: int = 16) -> tuple[str, ...]:
    r"""Return a long name on several lines.

    Lines end at line breaks, and where they are longer than `limit` at spaces, after hyphens,
    underscores and slashes, and at soft hyphens, which become hyphens there.

    Examples
    --------
    >>> wrapped("organisational readiness")
    ('organisational', 'readiness')
    >>> wrapped("Kunden\N{SOFT HYPHEN}zufrieden\N{SOFT HYPHEN}heit")
    ('Kundenzufrieden-', 'heit')
    """
    lines = [line for part in name.splitlines() for line in _lines(part, limit)]
    return tuple(lines) or (name,)


def one_line(name: str) -> str:
    """Return a name without breaks."""
    return " ".join(name.replace(SOFT_HYPHEN, "").split())


def _lines(text: str, limit: int) -> list[str]:
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1].strip() and len(_seen(lines[-1] + piece)) > limit:
            lines.append("")
        lines[-1] += piece
    return [_seen(line) for line in lines if line.strip()]


def _seen(line: str) -> str:
    """A line as it is printed: of soft hyphens only the one at its end."""
    hyphen = "-" if line.endswith(SOFT_HYPHEN) else ""
    return line.replace(SOFT_HYPHEN, "").strip() + hyphen
