"""Which column bears a name, and what to suggest when none does."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.wording import listed, quoted
from plspm.model.naming import composed
from plspm.spelling import most_like

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

MOST_SUGGESTIONS = 50
"""Names that get a suggestion; comparing more with every column would take long."""
MOST_COMPARED = 50
"""Known names that are compared with a name letter by letter."""
MOST_LETTERS = 100
"""Letters of a name that a comparison looks at."""
KINDS_OF_PAIRS = 251
"""Pairs of letters are told apart by their numbers modulo this."""


def find_columns(frame: pd.DataFrame, names: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Find the position of each named column.

    A label that is not text, such as the number 1, goes by its text, ``"1"``. Both normal forms of
    letters with marks are the same: a German file from a Mac has others than a model text.

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
        places[composed(label)].append(position)
    of_name = {name: places.get(composed(name), []) for name in names}
    found = {name: at[0] for name, at in of_name.items() if len(at) == 1}
    problems = []
    missing = [name for name, at in of_name.items() if not at]
    known = Known(places) if missing else None
    wordings = frame.attrs.get("variable_labels", {}) if missing else {}
    worded = {composed(str(wording)): str(column) for column, wording in wordings.items()}
    for name in names:
        if composed(name) in worded and not of_name[name]:
            problems.append(_below(name, worded[composed(name)]))
        elif known is not None and not of_name[name]:
            near = known.nearest(name) if name in missing[:MOST_SUGGESTIONS] else None
            problems.append(_not_found(name, places, near))
        elif name not in found:
            problems.append(_several(name, [frame.columns[place] for place in of_name[name]]))
    return found, problems


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give the known name most like the one asked for, if any is like it.

    Examples
    --------
    >>> nearest("listwize", ["error", "listwise", "mean"])
    'listwise'
    """
    return Known(known).nearest(name)


class Known:
    """Known names, prepared for looking up many that are like them in little time.

    Letter by letter a name is only compared with the 50 that share most pairs of letters with it.

    Examples
    --------
    >>> Known(["item_1", "item_2"]).nearest("itm_2")
    'item_2'
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._same = {_plain(name): name for name in reversed(self._names)}
        self._pairs: npt.NDArray[np.uint8] | None = None

    def nearest(self, name: str) -> str | None:
        """Give the known name most like the one asked for, if any is like it."""
        if _plain(name) in self._same:
            return self._same[_plain(name)]
        candidates = self._most_like(name)
        short = {other[:MOST_LETTERS]: other for other in reversed(candidates)}
        close = most_like(name[:MOST_LETTERS], short)
        return None if close is None else short[close]

    def _most_like(self, name: str) -> list[str]:
        if len(self._names) <= MOST_COMPARED:
            return self._names
        if self._pairs is None:
            self._pairs = np.array([_pairs_of_letters(other) for other in self._names])
        shared = np.minimum(self._pairs, _pairs_of_letters(name)).sum(axis=1)
        likeness = 2 * shared / (self._pairs.sum(axis=1) + max(len(name), 1))
        return [
            self._names[place] for place in np.argsort(-likeness, kind="stable")[:MOST_COMPARED]
        ]


def _pairs_of_letters(name: str) -> npt.NDArray[np.uint8]:
    """How often each kind of pair of neighbouring letters stands in a name."""
    letters = np.array([ord(letter) for letter in name[:MOST_LETTERS]], dtype=np.int64)
    kinds = (31 * letters[:-1] + letters[1:]) % KINDS_OF_PAIRS
    return np.bincount(kinds, minlength=KINDS_OF_PAIRS).astype(np.uint8)


def _not_found(name: str, labels: Iterable[str], near: str | None) -> str:
    labels = list(labels)
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


def _below(name: str, column: str) -> str:
    return (
        f"The data have no column {quoted(name)}, but the row below the names has it, under "
        f"{quoted(column)}: the names of the file stand there. Delete the row above them."
    )


def _several(name: str, labels: Sequence[Hashable]) -> str:
    if len(set(labels)) == 1:
        return (
            f"{len(labels)} columns of the data are named {quoted(name)}; "
            "rename or drop all but one of them."
        )
    differ = "letters and marks in other normal forms"
    if len(set(map(type, labels))) > 1:
        differ = "a number and a text"
    return (
        f"Several columns of the data go by the name {quoted(name)}: {listed(map(quoted, labels))}"
        f" ({differ}); rename or drop all but one of them."
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
