"""Which known word is meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def most_like(word: str, known: Iterable[str]) -> str | None:
    """Find the known word most like another, if any is like it.

    Two neighbouring letters that are exchanged are one slip of the hand, and come before all else.

    Examples
    --------
    >>> most_like("plcs", ["pls", "plsc"]), most_like("plss", ["pls", "plsc"])
    ('plsc', 'pls')
    """
    from difflib import get_close_matches  # only where something is wrong already

    known = list(known)
    places = range(len(word) - 1)
    slips = {f"{word[:k]}{word[k + 1]}{word[k]}{word[k + 2 :]}" for k in places}
    meant = [other for other in known if other in slips] or get_close_matches(word, known, n=1)
    return meant[0] if meant else None
