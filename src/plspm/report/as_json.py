"""Pages as JSON, and back: for archives, other programs and other languages.

The form, which stays what it is for every format number::

    {"format": "plspm page 1",
     "kind": "BootstrapResult", "title": "...", "facts": [["Draws", "..."], ...],
     "tables": [{"name": "paths", "title": "...",
                 "index": {"names": ["source", "target"], "labels": [["A", "B"], ...]},
                 "columns": {"names": [null], "labels": [["estimate"], ...],
                             "types": ["number", ...]},
                 "rows": [[0.25, ...], ...], "aside": [], "notes": []}, ...],
     "notes": []}

Numbers have all their digits; null is a number that is not defined, "inf" and "-inf" are infinite.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from plspm.report.page import Page, Table

FORMAT: Final = "plspm page 1"


def page_to_dict(page: Page, kind: str) -> dict[str, object]:
    """Return the page as dictionaries, lists, texts and numbers."""
    return {
        "format": FORMAT,
        "kind": kind,
        "title": page.title,
        "facts": [list(fact) for fact in page.facts],
        "tables": [_table_to_dict(table) for table in page.tables],
        "notes": list(page.notes),
    }


def _table_to_dict(table: Table) -> dict[str, object]:
    frame = table.frame
    columns = [frame.iloc[:, place] for place in range(frame.shape[1])]
    types = [_type_of(column) for column in columns]
    cells = [[_plain(value) for value in column.tolist()] for column in columns]
    return {
        "name": table.key,
        "title": table.title,
        "index": _labels_to_dict(frame.index),
        "columns": {**_labels_to_dict(frame.columns), "types": types},
        "rows": [list(row) for row in zip(*cells, strict=True)] if cells else [[]] * len(frame),
        "aside": list(table.aside),
        "notes": list(table.notes),
    }


def _labels_to_dict(index: pd.Index) -> dict[str, object]:
    labels = [label if isinstance(label, tuple) else (label,) for label in index.tolist()]
    return {"names": list(index.names), "labels": [[_plain(part) for part in x] for x in labels]}


def _type_of(column: pd.Series[Any]) -> str:
    kind = column.dtype.kind
    return {"f": "number", "i": "integer", "u": "integer", "b": "boolean"}.get(kind, "text")


def _plain(value: object) -> object:
    """What JSON can say of a cell."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
