"""Which case belongs to which group."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from plspm.data.categories import categories_of, value_labels
from plspm.data.groups import labels_of_cases
from plspm.data.origin import Origin
from plspm.data.wording import quoted
from plspm.errors import DataError, Gathering
from plspm.estimation.arrays import Flags, Indices

By = str | Sequence[str] | ArrayLike | pd.DataFrame

MOST_CODES: Final = 10
"""A column of more different numbers measures something; it does not name groups."""


@dataclass(frozen=True, slots=True, eq=False)
class Membership:
    """Groups of cases.

    Attributes
    ----------
    name : str
        What tells them apart, in words.
    labels : tuple, length G
        In the order of their categories, or sorted.
    codes : (n,) array
        Place of every case's label.
    """

    name: str
    labels: tuple[Hashable, ...]
    codes: Indices

    def members(self, group: int) -> Flags:
        """The cases of a group; (n,)."""
        flags: Flags = self.codes == group
        return flags


def read_by(by: By, origin: Origin) -> Membership:
    """Read groups from a column, from several columns or a frame of them, or one label a case.

    Groups of several columns are the combinations that occur, their labels joined by commas.

    Raises
    ------
    DataError
        Labels are missing, continuous, of a single group, or not to be had.
    """
    several = _several(by, origin)
    if not several:
        labels, where = labels_of_cases(by, "by", origin)
        _refuse_continuous(labels, where)
        return _groups(_in_words(labels), _name_of(by), where)
    gathering = Gathering()
    columns: list[pd.Series] = []
    for _, source in several:
        with gathering:
            labels, where = labels_of_cases(source, "by", origin)
            _refuse_continuous(labels, where)
            columns.append(_in_words(labels).astype(str))
    gathering.tell()
    joined = pd.Series([", ".join(row) for row in zip(*columns, strict=True)])
    name = " and ".join(column for column, _ in several)
    return _groups(joined, name, f"by ({name})")


def _name_of(by: By) -> str:
    """What one label a case is called: as its column is, where it was one."""
    name = by if isinstance(by, str) else getattr(by, "name", None)
    return name if isinstance(name, str) else "by"


def _several(by: By, origin: Origin) -> list[tuple[str, str | pd.Series]]:
    """Several columns, each with its name, if any; as many texts as there are cases are labels."""
    if isinstance(by, pd.DataFrame):
        return [(str(name), column) for name, column in by.items()]
    if not isinstance(by, list | tuple) or len(by) == len(origin.index):
        return []
    return [(name, name) for name in by] if all(isinstance(name, str) for name in by) else []


def _refuse_continuous(labels: pd.Series, where: str) -> None:
    if not is_numeric_dtype(labels) or is_bool_dtype(labels):
        return
    different = labels.nunique()
    if different > MOST_CODES:
        raise DataError(
            f"{where} holds {different} different numbers: it measures something and names no "
            "groups. Splitting it at a point of your choice throws most of it away. Make it a "
            "moderator, a single-item construct Z of the model with a product X:Z, or name bins "
            'that mean something: by=pd.cut(column, [0, 30, 60, 99], labels=["young", ...]).'
        )


def _in_words(labels: pd.Series) -> pd.Series:
    """Numbers that the file of the data has labels for, all of them, as these; others as given."""
    if not is_numeric_dtype(labels):
        return labels
    known = categories_of(labels, value_labels(labels, str(labels.name)))
    if known is None:
        return labels
    words = labels.map(dict(zip(known.values, known.labels, strict=True)))
    return words.astype(pd.CategoricalDtype(list(known.labels)))


def _groups(labels: pd.Series, name: str, where: str) -> Membership:
    values = labels
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.cat.remove_unused_categories()
        codes, found = values.cat.codes.to_numpy(), list(values.cat.categories)
    else:
        try:
            codes, unique = pd.factorize(values, sort=True)
        except TypeError:  # labels without an order
            codes, unique = pd.factorize(values)
        found = pd.Index(unique).tolist()
    if len(found) < 2:
        raise DataError(
            f"{where} has the single group {quoted(found[0])}; there must be two or more."
        )
    return Membership(name, tuple(found), np.asarray(codes, dtype=np.int64))
