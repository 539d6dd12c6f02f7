"""How the problems of a specification are placed, worded and reported together."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from plspm.errors import SpecificationError
from plspm.spelling import most_like

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

MOST_SHOWN: Final = 20
LONGEST_NAME: Final = 60
MOST_CANDIDATES: Final = 1000


class Place(NamedTuple):
    """Where a name stands in a model text; both numbers count from 1, and 0 is nowhere."""

    line: int = 0
    column: int = 0


NOWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, and the place in the text where it shows (if there is a text)."""

    place: Place
    message: str

    def __str__(self) -> str:
        if self.place == NOWHERE:
            return self.message
        return f"line {self.place.line}, column {self.place.column}: {self.message}"


def refuse(problems: Iterable[Problem]) -> None:
    """Raise all problems as one error in the order of the input, or return if there are none.

    Raises
    ------
    SpecificationError
        With the first 20 problems, and the number of those left out.
    """
    ordered = sorted(problems, key=lambda problem: problem.place)
    if not ordered:
        return
    sentences = [str(problem) for problem in ordered[:MOST_SHOWN]]
    left_out = len(ordered) - MOST_SHOWN
    if left_out > 0:
        sentences.append(f"and {left_out} more, not shown: mend these first")
    raise SpecificationError(sentences)


def shown(name: object) -> str:
    """Quote a name for a message: invisible characters escaped, a long one cut.

    Examples
    --------
    >>> print(shown("EXP"), shown("a" * 1000))
    'EXP' 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…' (1000 characters)
    """
    if not isinstance(name, str):
        return f"an object of type {type(name).__name__}"
    if len(name) <= LONGEST_NAME:
        return repr(name)
    return f"{name[:LONGEST_NAME] + '…'!r} ({len(name)} characters)"


def enumerated(words: Sequence[str], *, most: int = 5) -> str:
    """Join words as a sentence does, leaving out what exceeds `most`.

    Examples
    --------
    >>> print(enumerated(["a", "b", "c"]), enumerated(list("abcdefgh"), most=3), sep="; ")
    a, b and c; a, b, c and 5 more
    """
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def lines_of(places: Iterable[Place]) -> str:
    """Name the lines of a text in words, or nothing where there is no text.

    Examples
    --------
    >>> print(lines_of([Place(2, 1), Place(5, 1)]))
    lines 2 and 5
    """
    lines = sorted({place.line for place in places if place != NOWHERE})
    return f"line{'s' * (len(lines) > 1)} {enumerated([str(n) for n in lines])}" if lines else ""


def nearest(name: str, candidates: Collection[str]) -> str | None:
    """Find the candidate most like a name, case and width of letters ignored; None if none is.

    Examples
    --------
    >>> nearest("epx", ["EXP", "ECE"])
    'EXP'
    """
    # Comparing costs the product of the lengths: past these bounds a guess helps nobody.
    if len(name) > LONGEST_NAME or len(candidates) > MOST_CANDIDATES:
        return None
    plain = {_plain(candidate): candidate for candidate in candidates if len(candidate) <= 100}
    found = most_like(_plain(name), plain)
    return None if found is None else plain[found]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
