"""Which column bears a name, and what to suggest when none does."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from plspm.data.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

MOST_SUGGESTIONS = 50
"""Names that get a suggestion; comparing more with every column would take long."""


def find_columns(frame: pd.DataFrame, names: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Find the position of each named column.

    A label that is not text, such as the number 1, goes by its text, ``"1"``.

    Parameters
    ----------
    frame : pandas.DataFrame
        The data.
    names : sequence of str
        The columns wanted.

    Returns
    -------
    dict of str to int
        The position of every column found, in the order asked for.
    list of str
        One problem per name that no column, or more than one, bears.

    Examples
    --------
    >>> find_columns(pd.DataFrame({"a": [1], 2: [3]}), ["2", "A"])
    ({'2': 1}, ["The data have no column 'A', but one named 'a' (other case); rename one of them."])
    """
    if isinstance(frame.columns, pd.MultiIndex):
        return {}, [
            "The columns of the data have several levels, but indicators go by one name each; "
            'join the levels first: data.columns = ["_".join(map(str, c)) for c in data.columns].'
        ]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position, label in enumerate(frame.columns):
        places[str(label)].append(position)
    found = {name: places[name][0] for name in names if len(places.get(name, ())) == 1}
    problems = []
    missing = 0
    for name in names:
        if name not in places:
            missing += 1
            problems.append(_not_found(name, places, suggest=missing <= MOST_SUGGESTIONS))
        elif name not in found:
            problems.append(_several(name, [frame.columns[place] for place in places[name]]))
    return found, problems


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give the known name most like the one asked for, if any is like it.

    Examples
    --------
    >>> nearest("listwize", ["error", "listwise", "mean"])
    'listwise'
    """
    known = list(known)
    same = [other for other in known if _plain(other) == _plain(name)]
    close = same or difflib.get_close_matches(name, known, n=1)
    return close[0] if close else None


def _not_found(name: str, labels: Iterable[str], *, suggest: bool) -> str:
    labels = list(labels)
    near = nearest(name, labels) if suggest else None
    if near is not None and _plain(near) == _plain(name):
        return (
            f"The data have no column {quoted(name)}, but one named {quoted(near)} "
            f"({_difference(name, near)}); rename one of them."
        )
    if near is not None:
        return f"The data have no column {quoted(name)}; did you mean {quoted(near)}?"
    existing = listed(map(quoted, labels)) if labels else "none"
    return (
        f"The data have no column {quoted(name)} and none with a similar name "
        f"(their columns: {existing}); add it, or correct the name."
    )


def _several(name: str, labels: Sequence[Hashable]) -> str:
    if len(set(labels)) == 1:
        return (
            f"{len(labels)} columns of the data are named {quoted(name)}; "
            "rename or drop all but one of them."
        )
    return (
        f"Several columns of the data go by the name {quoted(name)}: {listed(map(quoted, labels))}"
        " (a number and a text); rename or drop all but one of them."
    )


def _plain(name: str) -> str:
    """Strip a name of all that the eye does not tell apart."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if not sign.isspace() and sign not in "\ufeff\u200b")


def _difference(name: str, other: str) -> str:
    """Say in words how two names differ that look alike."""
    if name == other.rstrip():
        return "with a trailing space"
    if name == other.lstrip():
        return "with a leading space"
    if name == other.strip():
        return "with spaces around it"
    if name.casefold() == other.casefold():
        return "other case"
    return "other case, spaces or look-alike characters"
