"""Names on several lines: broken where they can be read on."""

from __future__ import annotations

import re
from typing import Final

SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
PIECE: Final = re.compile(rf"[^\s_/{SOFT_HYPHEN}-]*[\s_/{SOFT_HYPHEN}-]?")
"""Up to a place at which a line may end."""
WORD: Final = re.compile(rf"[^\s_/{SOFT_HYPHEN}-]+[_/-]?")
"""With the sign that ends its line, which takes room too."""
FEWEST: Final = 3
"""Letters before and after a hyphen in a word."""
ENDINGS: Final = ("heits", "keits", "schafts", "tions", "täts", "ungs")
VOWEL: Final = "[aeiouyäöüáéíóú]"
ONSET: Final = r"(?:sch|[cpt]h|qu|[bdfgkpt]r|[bfgkp]l|[^\W\d_aeiouyäöüáéíóú])"
APART: Final = r"(?<![cpst](?=h))(?<!s(?=ch))(?<![bdfgkpt](?=r))(?<![bfgkp](?=l))"
"""Letters that begin a syllable, and where none begins."""
JOINTS: Final = (
    re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])"),
    re.compile("|".join(rf"(?<={ending})(?=\w)" for ending in ENDINGS)),
    re.compile(r"(?<=[^\W\d_])(?=\d)"),
    re.compile(rf"(?<=[^\W\d_]){APART}(?={ONSET}{VOWEL})", re.IGNORECASE),
)
"""Where a long word may be parted, the best places first: inner capitals, joints of compounds,
before digits, between syllables."""


def wrapped(name: str, limit: int = 16, *, parted: bool = False) -> tuple[str, ...]:
    r"""Return a long name on several lines.

    Lines end at line breaks, and where they are longer than `limit` at spaces, after hyphens,
    underscores and slashes, and at soft hyphens, which become hyphens there.

    Parameters
    ----------
    name : str
    limit : int, default 16
        Characters of a line.
    parted : bool, default False
        Whether a word that is longer is parted by hyphens.

    Examples
    --------
    >>> wrapped("organisational readiness")
    ('organisational', 'readiness')
    >>> wrapped("Kunden\N{SOFT HYPHEN}zufrieden\N{SOFT HYPHEN}heit")
    ('Kundenzufrieden-', 'heit')
    >>> wrapped("Weiterempfehlungsbereitschaft", parted=True)
    ('Weiterempfeh-', 'lungs-', 'bereitschaft')
    """
    if parted:
        name = parted_words(name, limit)
    lines = [line for part in name.splitlines() for line in _lines(part, limit)]
    return tuple(lines) or (name,)


def parted_words(name: str, limit: int) -> str:
    r"""Return a name with soft hyphens in words that are longer than `limit`.

    Examples
    --------
    >>> parted_words("Weiterempfehlungsbereitschaft", 16).replace(SOFT_HYPHEN, "|")
    'Weiterempfeh|lungs|bereitschaft'
    """
    return WORD.sub(lambda word: _parted(word[0], limit), name)


def one_line(name: str) -> str:
    """Return a name without breaks."""
    return " ".join(name.replace(SOFT_HYPHEN, "").split())


def _parted(word: str, limit: int) -> str:
    """A word with soft hyphens where its lines are to end."""
    if len(word) <= limit:
        return word
    first, last = FEWEST, min(limit - 1, len(word) - FEWEST)
    place = next(filter(None, (_last(joint, word, first, last) for joint in JOINTS)), last)
    return word[:place] + SOFT_HYPHEN + _parted(word[place:], limit)


def _last(joint: re.Pattern[str], word: str, first: int, last: int) -> int:
    """The last joint of a kind within bounds, 0 where there is none."""
    found = (match.start() for match in joint.finditer(word))
    return max((place for place in found if first <= place <= last), default=0)


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
