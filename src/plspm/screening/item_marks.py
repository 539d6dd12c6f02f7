"""Items that are pointed at: codes, impossible values, constants, copies, keying, missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from plspm.assessment.criteria import CUT_OFFS
from plspm.data.code_warning import answers_too, codes_by_column
from plspm.data.columns import FloatArray
from plspm.screening.duplicates import Numbers
from plspm.screening.keying import keyed_otherwise
from plspm.screening.scales import outside

Values = dict[float, int]
"""How often each value occurs."""


@dataclass(frozen=True, slots=True, eq=False)
class WrongValues:
    """Values that are no answers.

    Attributes
    ----------
    codes : (p,) list of dicts
        Suspected codes for a missing answer, by item.
    impossible : (p,) list of dicts
        Others outside the stated scale.
    """

    codes: list[Values]
    impossible: list[Values]

    def answers_too(self, X: FloatArray) -> set[float]:
        """Those that are answers to other items; `X` is what was looked at."""
        both = [{**c, **i} for c, i in zip(self.codes, self.impossible, strict=True)]
        return answers_too(dict(_named(X)), {str(j): each for j, each in enumerate(both)})


def wrong_values(
    X: FloatArray,
    blocks: Sequence[Sequence[int]],
    scales: Mapping[int, tuple[float, float]],
    labelled: Sequence[Mapping[float, int]],
) -> WrongValues:
    """Find values that are no answers, by the rule that fits warn by and by the stated scales.

    Parameters
    ----------
    X : (p, n) array
        NaN where unknown.
    blocks : sequence of sequences of int
        Items that belong together.
    scales : mapping of int to (float, float)
        By item.
    labelled : (p,) sequence of mappings of float to int
        Values that are codes by their labels, and how often each occurs.
    """
    codes: list[Values] = [{} for _ in X]
    named = [[str(j) for j in block] for block in blocks]
    for name, found in codes_by_column(dict(_named(X)), named).items():
        codes[int(name)] = found
    codes = [{**found, **known} for found, known in zip(codes, labelled, strict=True)]
    impossible: list[Values] = [{} for _ in X]
    for j, scale in scales.items():
        low, high = scale
        codes[j] = {code: n for code, n in codes[j].items() if not low <= code <= high}
        found = outside(X[j], scale)
        impossible[j] = {value: n for value, n in found.items() if value not in codes[j]}
    return WrongValues(codes, impossible)


def _named(X: FloatArray) -> Iterator[tuple[str, FloatArray]]:
    """Items by their places, as names."""
    yield from ((str(j), item) for j, item in enumerate(X))


def without(X: FloatArray, wrong: WrongValues) -> FloatArray:
    """The same answers, NaN for values that are none; the table itself where there are no such."""
    touched = [j for j in range(len(X)) if wrong.codes[j] or wrong.impossible[j]]
    if not touched:
        return X
    X = X.copy()
    for j in touched:
        X[j, np.isin(X[j], [*wrong.codes[j], *wrong.impossible[j]])] = np.nan
    return X


def duplicate_items(X: FloatArray, shapes: FloatArray, varying: Numbers) -> dict[int, int]:
    """Items with the same answers as an earlier one, each with that one."""
    copies: dict[int, int] = {}
    first: dict[tuple[float, ...], list[int]] = {}
    for j in map(int, varying):
        alike = first.setdefault(tuple(shapes[j].tolist()), [])
        same = [k for k in alike if np.array_equal(X[j], X[k], equal_nan=True)]
        if same:
            copies[j] = same[0]
        else:
            alike.append(j)
    return copies


def item_marks(
    X: FloatArray, missing: FloatArray, shapes: FloatArray, blocks: Sequence[Sequence[int]]
) -> dict[str, Numbers]:
    """Items by kind of finding.

    Parameters
    ----------
    X : (p, n) array
        Answers without values that are none.
    missing : (p,) array
        Shares of missing answers.
    shapes : (p, 7) array
        Of `item_shapes`.
    blocks : sequence of sequences of int
        Items that shall point the same way.
    """
    answers, low, high = shapes[:, 0], shapes[:, 1], shapes[:, 2]
    keyed = [j for block in blocks for j in np.array(block)[keyed_otherwise(X[list(block)])]]
    return {
        "keyed the other way": np.unique(np.array(keyed, dtype=np.int64)),
        "no answers": np.flatnonzero(answers == 0),
        "constant item": np.flatnonzero((answers > 0) & (low == high)),
        "missing by item": np.flatnonzero(
            (missing > CUT_OFFS["missing_item"].value) & (answers > 0)
        ),
    }
