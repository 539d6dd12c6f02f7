"""One warning for all columns that hold what looks like codes for missing answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from plspm.data.columns import FloatArray
from plspm.data.sentinels import MOST_ROWS, codes_counted
from plspm.data.text_codes import as_list
from plspm.data.wording import counted, listed, quoted

LOOK_LIKE_CODES = "Some values look like codes for missing answers"

NOTHING: Final[Mapping[str, Mapping[float, int]]] = MappingProxyType({})
COLUMNS_OF_ONE = 5
"""Columns from which on equal rows are copies of one person, as in samples drawn with replacement:
there the rarest honest value stands together with copies of itself."""


def sentinel_warning(
    columns: Mapping[str, FloatArray],
    blocks: Sequence[Sequence[str]],
    labelled: Mapping[str, Mapping[float, int]] = NOTHING,
) -> str | None:
    """Write one warning for all columns that hold suspected codes, or None.

    Parameters
    ----------
    columns, blocks
        See `codes_by_column`.
    labelled : mapping of str to mapping of float to int, optional
        By column, values that are codes by their labels, and how often each occurs.

    Examples
    --------
    >>> print(sentinel_warning({"a": np.array([1.0, 2.0, 3.0, 999.0])}, [["a"]]))
    Some values look like codes for missing answers: 999 in column 'a' (1 time). They were used as
    numbers; if they are codes, say so: missing_codes=[999], and missing="listwise" or "mean".
    """
    suspected = _suspected(columns, blocks, labelled)
    if suspected is None:
        return None
    places, codes = suspected
    return (
        f"{LOOK_LIKE_CODES}: {places}. They were used as "
        f"numbers; if they are codes, say so: missing_codes={codes}, and "
        'missing="listwise" or "mean".'
    )


def further_codes(
    columns: Mapping[str, FloatArray],
    blocks: Sequence[Sequence[str]],
    labelled: Mapping[str, Mapping[float, int]] = NOTHING,
) -> list[str]:
    """Name suspected codes beside texts that are refused and may be codes: declared at once.

    Examples
    --------
    >>> found = {"a": np.array([1.0, 2.0, 3.0, 999.0])}
    >>> print(*further_codes(found, [["a"]]))
    Some values look like codes for missing answers: 999 in column 'a' (1 time). If they are,
    declare them too: missing_codes=[999].
    """
    suspected = _suspected(columns, blocks, labelled)
    if suspected is None:
        return []
    places, codes = suspected
    return [f"{LOOK_LIKE_CODES}: {places}. If they are, declare them too: missing_codes={codes}."]


def unseen_codes_warning(
    columns: Mapping[str, FloatArray],
    before: Mapping[str, FloatArray],
    blocks: Sequence[Sequence[str]],
    labelled: Mapping[str, Mapping[float, int]] = NOTHING,
    *,
    declared: bool = False,
) -> str | None:
    """Write one warning for new cases that hold what looks like codes beside those of a fit.

    Parameters
    ----------
    columns, blocks, labelled
        See `sentinel_warning`.
    before : mapping of str to (n,) array
        The same columns of the fit, which was warned of its own values.
    declared : bool, optional
        Whether the fit was told of codes.

    Examples
    --------
    >>> fit = {"a": np.array([1.0, 2.0, 3.0, 2.0])}
    >>> print(unseen_codes_warning({"a": np.array([99.0])}, fit, [["a"]]))
    Some values look like codes for missing answers: 99 in column 'a' (1 time). They were used as
    numbers; if they are codes, say so: missing_codes=[99].
    """
    outside = {name: _outside(values, before[name]) for name, values in columns.items()}
    if not any(values.any() for values in outside.values()):
        return None
    new, old = (len(next(iter(each.values()))) for each in (columns, before))
    spaced = slice(None, None, -(-old // max(MOST_ROWS - new, 1)))  # all of the new are looked at
    together = {n: np.concatenate([values, before[n][spaced]]) for n, values in columns.items()}
    found = _codes_found(together, blocks, labelled)
    unseen = {
        name: {
            code: count
            for code in found[name]
            if (count := int(np.count_nonzero((values == code) & outside[name])))
        }
        for name, values in columns.items()
    }
    if not any(unseen.values()):
        return None
    codes = as_option(unseen, answers_too(together, unseen))
    beside = ", beside those of the fit" if declared else ""
    return (
        f"{LOOK_LIKE_CODES}: {_places(unseen)}. They were used as numbers; if they are codes, say "
        f"so: missing_codes={codes}{beside}."
    )


def _outside(values: FloatArray, before: FloatArray) -> npt.NDArray[np.bool_]:
    """Which values lie beyond those before, which may lack some."""
    outside: npt.NDArray[np.bool_] = (values < np.nanmin(before)) | (values > np.nanmax(before))
    return outside


def _suspected(
    columns: Mapping[str, FloatArray],
    blocks: Sequence[Sequence[str]],
    labelled: Mapping[str, Mapping[float, int]],
) -> tuple[str, str] | None:
    """Where suspected codes stand, and these as a list; None where there are none."""
    found = _codes_found(columns, blocks, labelled)
    if not any(found.values()):
        return None
    return _places(found), as_option(found, answers_too(columns, found))


def _codes_found(
    columns: Mapping[str, FloatArray],
    blocks: Sequence[Sequence[str]],
    labelled: Mapping[str, Mapping[float, int]],
) -> dict[str, dict[float, int]]:
    """Codes by where they stand and by their labels, by column, and how often each occurs."""
    found = codes_by_column(columns, blocks)
    return {name: {**found.get(name, {}), **labelled.get(name, {})} for name in columns}


def _places(found: Mapping[str, Mapping[float, int]]) -> str:
    """Where codes stand, in words."""
    return listed(
        f"{code:g} in column {quoted(name)} ({counted(count, 'time')})"
        for name, codes in found.items()
        for code, count in codes.items()
    )


def answers_too(
    columns: Mapping[str, FloatArray], found: Mapping[str, Mapping[float, int]]
) -> set[float]:
    """The codes that are answers in other columns, so that not every column may lose them.

    Examples
    --------
    >>> columns = {"a": np.array([1.0, 5.0, 8.0]), "b": np.array([7.0, 8.0, 9.0])}
    >>> answers_too(columns, {"a": {8.0: 1}})
    {8.0}
    """
    codes = {code for each in found.values() for code in each}
    return {
        code
        for code in codes
        for name, values in columns.items()
        if code not in found.get(name, {}) and (values == code).any()
    }


def as_option(found: Mapping[str, Mapping[float, int]], answers: Set[float]) -> str:
    """Codes as they are typed in Python: of all columns, or by column where some are answers.

    Examples
    --------
    >>> found = {"a": {8.0: 1}, "b": {-9.0: 2}}
    >>> as_option(found, set()), as_option(found, {8.0})
    ('[-9, 8]', '{"a": [8], "b": [-9]}')
    """
    codes = {name: sorted(each) for name, each in found.items() if each}
    if answers:
        return "{" + ", ".join(f"{as_list([n])[1:-1]}: {_typed(c)}" for n, c in codes.items()) + "}"
    return _typed(sorted({code for each in codes.values() for code in each}))


def _typed(codes: Sequence[float]) -> str:
    return f"[{', '.join(f'{code:g}' for code in codes)}]"


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
