"""How the items of a population are answered, from what is stated for all, blocks or items."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from plspm.design.margins import Margin
from plspm.design.stated import as_number
from plspm.errors import SpecificationError, written
from plspm.estimation.arrays import Array

MOST_CATEGORIES = 100
LARGEST_SKEWNESS = 10.0


def margins_of(
    columns: Mapping[str, str],
    categories: int | Mapping[str, int] | None,
    skewness: float | Mapping[str, float],
    means: Mapping[str, float],
    missing: float | Mapping[str, float],
) -> tuple[tuple[Margin, ...], Array]:
    """The margin and the share of missing answers of every item.

    Parameters
    ----------
    columns : mapping of str to str
        The construct of every item.
    categories, skewness, means, missing
        As stated: for all, or by item or construct.

    Raises
    ------
    SpecificationError
        Names are unknown, or numbers outside their range.
    """
    problems: list[str] = []
    known = {*columns, *columns.values()}

    def each(option: str, stated: object, default: object) -> list[object]:
        if not isinstance(stated, Mapping):
            return [stated] * len(columns)
        problems.extend(
            f"{option} is given for {name!r}, which is no item or construct."
            for name in stated
            if name not in known
        )
        return [stated.get(item, stated.get(of, default)) for item, of in columns.items()]

    found = zip(
        columns,
        each("categories", categories, None),
        each("skewness", skewness, 0.0),
        each("means", means, None),
        each("missing", missing, 0.0),
        strict=True,
    )
    margins, shares = [], []
    for item, count, skew, mean, share in found:
        wrong = _margin_problems(item, count, skew, mean, share)
        problems += wrong
        if not wrong:
            cut, centre = as_number(count), as_number(mean)
            margins.append(
                Margin(None if cut is None else int(cut), as_number(skew) or 0.0, centre)
            )
            shares.append(as_number(share) or 0.0)
    if problems:
        raise SpecificationError(problems)
    return tuple(margins), np.array(shares)


def _margin_problems(
    item: str, count: object, skew: object, mean: object, share: object
) -> list[str]:
    cut, skewed, centre, missing = map(as_number, (count, skew, mean, share))
    problems = []
    if count is not None and (cut is None or cut != int(cut) or not 2 <= cut <= MOST_CATEGORIES):
        problems.append(f"categories of {item} is {written(count)}; it must be from 2 to 100.")
    if skewed is None or abs(skewed) > LARGEST_SKEWNESS:
        problems.append(f"skewness of {item} is {written(skew)}; it must be between -10 and 10.")
    if mean is not None and (cut is None or centre is None or not 1.001 <= centre <= cut - 0.001):
        problems.append(
            f"means of {item} is {written(mean)}; it must lie inside the scale of an item with "
            "categories."
        )
    if missing is None or not 0 <= missing < 1:
        problems.append(
            f"missing of {item} is {written(share)}; it must be a share from 0 to below 1."
        )
    return problems
