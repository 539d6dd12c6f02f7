"""One warning for all columns that hold what looks like codes for missing answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from plspm.data.columns import FloatArray
from plspm.data.sentinels import MOST_ROWS, codes_counted
from plspm.data.wording import counted, listed, quoted

LOOK_LIKE_CODES = "Some values look like codes for missing answers"

COLUMNS_OF_ONE = 5
"""Columns from which on equal rows are copies of one person, as in samples drawn with replacement:
there the rarest honest value stands together with copies of itself."""


def sentinel_warning(
    columns: Mapping[str, FloatArray], blocks: Sequence[Sequence[str]]
) -> str | None:
    """Write one warning for all columns that hold suspected codes, or None.

    Examples
    --------
    >>> print(sentinel_warning({"a": np.array([1.0, 2.0, 3.0, 999.0])}, [["a"]]))
    Some values look like codes for missing answers: 999 in column 'a' (1 time). They were used as
    numbers; if they are codes, say so: missing_codes=[999], and missing="listwise" or "mean".
    """
    suspected = _suspected(columns, blocks)
    if suspected is None:
        return None
    places, codes = suspected
    return (
        f"{LOOK_LIKE_CODES}: {places}. They were used as "
        f"numbers; if they are codes, say so: missing_codes=[{codes}], and "
        'missing="listwise" or "mean".'
    )


def further_codes(columns: Mapping[str, FloatArray], blocks: Sequence[Sequence[str]]) -> list[str]:
    """Name suspected codes beside texts that are refused and may be codes: declared at once.

    Examples
    --------
    >>> found = {"a": np.array([1.0, 2.0, 3.0, 999.0])}
    >>> print(*further_codes(found, [["a"]]))
    Some values look like codes for missing answers: 999 in column 'a' (1 time). If they are,
    declare them too: missing_codes=[999].
    """
    suspected = _suspected(columns, blocks)
    if suspected is None:
        return []
    places, codes = suspected
    return [f"{LOOK_LIKE_CODES}: {places}. If they are, declare them too: missing_codes=[{codes}]."]


def _suspected(
    columns: Mapping[str, FloatArray], blocks: Sequence[Sequence[str]]
) -> tuple[str, str] | None:
    """Where suspected codes stand, and these as a list; None where there are none."""
    found = codes_by_column(columns, blocks)
    places = [
        f"{code:g} in column {quoted(name)} ({counted(count, 'time')})"
        for name in columns
        for code, count in found.get(name, {}).items()
    ]
    codes = sorted({code for each in found.values() for code in each})
    return (listed(places), ", ".join(f"{code:g}" for code in codes)) if places else None


def codes_by_column(
    columns: Mapping[str, FloatArray], blocks: Sequence[Sequence[str]]
) -> dict[str, dict[float, int]]:
    """What looks like a code in each column of the blocks, and how often it occurs.

    Parameters
    ----------
    columns : mapping of str to (n,) array
        NaN where a value is missing.
    blocks : sequence of sequences of str
        Columns that belong together.

    Examples
    --------
    >>> codes_by_column({"a": np.array([1.0, 2.0, 3.0, 999.0])}, [["a"]])
    {'a': {999.0: 1}}
    """
    found = _found(columns, blocks)
    if not any(found.values()):
        return found
    once = _found(_without_copies(columns), blocks)
    return {
        name: {code: count for code, count in codes.items() if code in once[name]}
        for name, codes in found.items()
    }


def _found(
    columns: Mapping[str, FloatArray], blocks: Sequence[Sequence[str]]
) -> dict[str, dict[float, int]]:
    """Suspected codes of every column, block by block."""
    found: dict[str, dict[float, int]] = {}
    for given in blocks:
        block = [name for name in given if name in columns]
        if block:  # a construct of constructs has no items of its own
            suspected = codes_counted([columns[name] for name in block])
            found |= dict(zip(block, suspected, strict=True))
    return found


def _without_copies(columns: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Some of the rows, each once; all of them where there are few columns."""
    every = -(-len(next(iter(columns.values()))) // MOST_ROWS)
    rows = np.stack([column[::every] for column in columns.values()], axis=1)
    if len(columns) >= COLUMNS_OF_ONE:
        comparable = np.where(np.isnan(rows), np.inf, rows)
        rows = rows[np.sort(np.unique(comparable, axis=0, return_index=True)[1])]
    return dict(zip(columns, np.ascontiguousarray(rows.T), strict=True))
