"""Any record in a document: its page, each table with headings in the language where known."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from plspm.documents.parts import Block, Column, Kind, Paragraph, Run, Section, Tabulated, Text
from plspm.documents.tabulating import Field, tabulated
from plspm.documents.words import Words, plain
from plspm.report.page import Record, Table
from plspm.report.text import is_p_value

PLACES = {
    "design": "sample",
    "screening": "sample",
    "purification": "measurement",
    "moderation": "moderation",
    "prediction": "prediction",
    "information": "prediction",
    "groups": "groups",
    "diagnostics": "robustness",
    "specifications": "robustness",
    "controls": "robustness",
    "nomology": "robustness",
    "robustness": "robustness",
    "segments": "robustness",
    "importance": "use",
    "verdicts": "checks",
}
"""The section that a record belongs to, by the room that it comes from."""


def place_of(record: Record) -> str:
    """The section that a record belongs to."""
    room = type(record).__module__.split(".")[1]
    return PLACES.get(room, "further")


def record_section(record: Record, key: str, words: Words) -> Section:
    """The page of a record as a part of a document.

    Parameters
    ----------
    record : Record
    key : str
        Begins the keys of its tables.
    words : Words
    """
    page = record._marked_page()
    facts = "; ".join(f"{name}: {value}" for name, value in page.facts)
    blocks: list[Block] = [Paragraph(plain(f"{facts}."))] if facts else []
    blocks += [record_table(table, f"{key}_{table.key}", words) for table in page.filled]
    blocks += [Paragraph(plain(note)) for note in page.notes]
    return Section(key, page.title, tuple(blocks), level=2)


def record_table(table: Table, key: str, words: Words) -> Tabulated:
    """A table of a record, with its index among the columns."""
    frame = table.frame if isinstance(table.frame, pd.DataFrame) else table.frame.to_frame()
    levels = frame.index.nlevels
    flat = _flat(frame)
    columns: dict[Field, Column] = {}
    for place, (name, values) in enumerate(flat.items()):
        kind = _kind(str(name), values)
        heading = _heading(str(name), words)
        aside = place >= levels and frame.columns[place - levels] in table.aside
        columns[str(name)] = Column(heading, kind, aside=aside)
    title = plain(table.title)
    notes = [plain(note) for note in table.notes]
    return tabulated(flat, columns, key=key, title=title, stubs=levels, notes=notes)


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """One header of text, the labels of rows in columns before the others; unnamed ones blank."""
    index = frame.index.to_frame(index=False).set_axis(list(_level_names(frame.index)), axis=1)
    body = frame.reset_index(drop=True)
    names = [" ".join(map(str, n)) if isinstance(n, tuple) else str(n) for n in frame.columns]
    flat = pd.concat([index, body.set_axis(names, axis=1)], axis=1)
    return flat.set_axis(list(_unique(flat.columns)), axis=1)


def _level_names(index: pd.Index) -> Iterator[str]:
    for place, name in enumerate(index.names):
        yield " " * place if name is None else str(name)


def _unique(names: pd.Index) -> Iterator[str]:
    """Names, a second one of a kind with a space more: what is printed stays the same."""
    seen: set[str] = set()
    for name in map(str, names):
        while name in seen:
            name += " "  # noqa: PLW2901  (the name itself is made longer)
        seen.add(name)
        yield name


def _heading(name: str, words: Words) -> Text:
    """The words for a column, or its name: p-values with the sign of the field."""
    bare = name.strip()
    if words.known(f"column.{bare}"):
        return words.text(f"column.{bare}")
    said = bare.replace("_", " ")
    if bare.startswith("p_"):
        return (Run("p", "italic"), Run(said[1:]))
    return plain(said[:1].upper() + said[1:])


def _kind(name: str, values: pd.Series) -> Kind:
    if is_p_value(name):
        return "p"
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    return "count" if pd.api.types.is_integer_dtype(values) else "number"
