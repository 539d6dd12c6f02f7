"""Pages read back from JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from plspm.calls import plainly
from plspm.data.text_files import unfit_for_reading
from plspm.errors import DataError
from plspm.report.as_json import FORMAT
from plspm.report.page import Page, Record, Table

TYPES: Final = {"number": "float64", "integer": "int64", "boolean": "bool", "text": "object"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SavedPage(Record):
    """What a result or record printed, read back by :func:`plspm.from_json`.

    Attributes
    ----------
    kind : str
        What it was, for example "BootstrapResult".
    """

    kind: str
    _page: Page

    def page(self) -> Page:
        """Title, facts, tables and notes."""
        own = (replace(table, frame=table.frame.copy()) for table in self._page.tables)
        return replace(self._page, tables=tuple(own))


@plainly("plspm.from_json")
def from_json(source: str | Path) -> SavedPage:
    """Read what ``to_json()`` of a result or record wrote.

    Parameters
    ----------
    source : str or path
        The text itself, or the path of a file that holds it.

    Returns
    -------
    SavedPage
        Title, facts, tables and notes, which print as those of the record did: ``summary()``,
        ``tables``. It is no result: nothing can be computed from it; pickle keeps results.

    Raises
    ------
    DataError
        The file cannot be read, or holds something else.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> page = plspm.from_json(result.to_json())
    >>> page.tables["Explained variance"].round(3).loc["MPE", "r_squared"]
    np.float64(0.465)
    """
    if not isinstance(source, str | Path):
        raise DataError(
            f"source is a {type(source).__name__}; give what to_json() returned, or the path of a "
            "file that holds it."
        )
    text = source if isinstance(source, str) and source.lstrip()[:1] == "{" else _read(source)
    try:
        found = json.loads(text)
    except ValueError as error:
        raise DataError(f"This is no JSON: {error}.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise DataError(
            f"This JSON is not of the form {FORMAT!r}; give what to_json() of a result or record "
            "returned."
        )
    try:
        return SavedPage(str(found["kind"]), _page_from_dict(found))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError(f"This JSON says {FORMAT!r} but lacks a part: {error!r}.") from error


def _read(source: str | Path) -> str:
    path = Path(source)
    try:
        reason = unfit_for_reading(path)
        text = "" if reason else path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DataError(f"{source}: cannot be read: {error}.") from error
    if reason:
        raise DataError(f"{source} is {reason}; give the path of a file that holds JSON.")
    return text


def _page_from_dict(found: Mapping[str, Any]) -> Page:
    return Page(
        found["title"],
        tuple(map(_table_from_dict, found["tables"])),
        tuple((name, said) for name, said in found["facts"]),
        tuple(found["notes"]),
    )


def _table_from_dict(found: Mapping[str, Any]) -> Table:
    types = found["columns"]["types"]
    cells = list(zip(*found["rows"], strict=True)) or [()] * len(types)
    columns = [pd.Series(x, dtype=TYPES[kind]) for kind, x in zip(types, cells, strict=True)]
    frame = pd.DataFrame(dict(enumerate(columns)), index=range(len(found["rows"])))
    frame.index = _labels_from_dict(found["index"])
    frame.columns = _labels_from_dict(found["columns"])
    return Table(found["title"], frame, tuple(found["notes"]), tuple(found["aside"]), found["name"])


def _labels_from_dict(found: Mapping[str, Any]) -> pd.Index:
    names, labels = found["names"], found["labels"]
    if len(names) > 1:
        return pd.MultiIndex.from_arrays(
            [list(level) for level in zip(*labels, strict=True)] or [[] for _ in names], names=names
        )
    return pd.Index([label for (label,) in labels], name=names[0])
