"""What was found, in words: one row a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.code_warning import as_option
from plspm.data.wording import counted, listed, quoted
from plspm.screening.duplicates import Numbers
from plspm.screening.item_marks import WrongValues
from plspm.screening.wording import KINDS

COLUMNS = ("kind", "where", "count", "meaning", "action")


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """All that was pointed at.

    Attributes
    ----------
    names : tuple of str
    index : pandas.Index
    of_items, of_cases : mapping of str to array of int
        Places of items and of cases by kind of finding.
    wrong : WrongValues
    infinite : (p,) array of int
    copies : mapping of int to int
        Items that are copies, and of which.
    ends : list of (float, float)
        Least and greatest answer in the block of each item.
    rows_in_block : int
    answers_too : set of float
        Wrong values of some items that are answers to others.
    not_at_random : bool
    """

    names: tuple[str, ...]
    index: pd.Index
    of_items: Mapping[str, Numbers]
    of_cases: Mapping[str, Numbers]
    wrong: WrongValues
    infinite: npt.NDArray[np.int64]
    copies: Mapping[int, int]
    ends: list[tuple[float, float]]
    rows_in_block: int
    answers_too: set[float]
    not_at_random: bool


def findings_table(found: Found) -> pd.DataFrame:
    """One row a kind of finding that there is."""
    rows = []
    for kind, wording in KINDS.items():
        if kind == "missing not at random":
            if found.not_at_random:
                rows.append((kind, "all cases", 1, wording.meaning, wording.action))
            continue
        places = (found.of_items if wording.of_items else found.of_cases).get(kind)
        if places is None or not len(places):
            continue
        if wording.of_items:
            where, count = _items(kind, found, places)
        else:
            rows_are = "row" if len(places) == 1 else "rows"
            where = f"{rows_are} {listed(quoted(found.index[place]) for place in places)}"
            count = len(places)
        rows.append((kind, where, count, wording.meaning, _filled(kind, found, places)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def of_each(marked: Mapping[str, Numbers], size: int) -> list[str]:
    """Kinds of findings of every item or case, separated by commas; empty for most."""
    said = [""] * size
    for kind in KINDS:
        for place in marked.get(kind, ()):
            said[place] = f"{said[place]}, {kind}" if said[place] else kind
    return said


def said_of_codes(found: Found) -> bool:
    """Whether values were taken as missing."""
    return any(len(found.of_items[kind]) for kind in ("missing codes", "impossible values"))


def _items(kind: str, found: Found, places: Numbers) -> tuple[str, int]:
    """Items in words, and how many values or items it is about."""
    if kind == "duplicate item":
        pairs = (f"{found.names[j]} = {found.names[found.copies[int(j)]]}" for j in places)
        return listed(pairs), len(places)
    if kind not in {"missing codes", "impossible values"}:
        return listed(found.names[j] for j in places), len(places)
    values = [_values(kind, found, int(j)) for j in places]
    said = [
        f"{found.names[j]}: " + ", ".join(f"{value:g} ({counted(n, 'time')})" for value, n in each)
        for j, each in zip(places, (list(v.items()) for v in values), strict=True)
    ]
    return listed(said), sum(sum(each.values()) for each in values)


def _values(kind: str, found: Found, j: int) -> dict[float, int]:
    if kind == "missing codes":
        return found.wrong.codes[j]
    infinite = int(found.infinite[j])
    return found.wrong.impossible[j] | ({np.inf: infinite} if infinite else {})


def _filled(kind: str, found: Found, places: Numbers) -> str:
    action = KINDS[kind].action
    if kind in {"missing codes", "impossible values"}:
        values = {found.names[j]: _values(kind, found, int(j)) for j in places}
        finite = {
            name: {value: count for value, count in each.items() if np.isfinite(value)}
            for name, each in values.items()
        }
        return action.format(codes=as_option(finite, found.answers_too))
    if kind == "keyed the other way":
        scales = ", ".join(
            f'"{found.names[j]}": ({found.ends[j][0]:g}, {found.ends[j][1]:g})' for j in places
        )
        return action.format(scales=f"{{{scales}}}")
    if kind == "duplicate row" and found.rows_in_block > 1:
        return f"{action} (blocks of {found.rows_in_block} rows and more were looked for)"
    return action
