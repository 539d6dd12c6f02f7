"""Any record in a document: its page, each table with headings in the language where known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count

import pandas as pd

from plspm.documents.parts import Block, Column, Kind, Paragraph, Run, Section, Tabulated, Text
from plspm.documents.phrases import is_name
from plspm.documents.references import cited
from plspm.documents.study import Study
from plspm.documents.tabulating import Field, tabulated
from plspm.documents.words import Words, as_plain, plain
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


NAMES = frozenset(
    (
        *("construct", "indicator", "item", "items", "source", "other", "component", "path"),
        *("model", "condition", "mediator", "outcome", "group", "group_a", "group_b"),
    )
)
"""Columns that hold names out of data and models."""
MAYBE_NAMES = frozenset({"target", "term", "suspects"})
"""Columns that hold such names, or phrases of the program."""
NAMELESS = frozenset({"overall", "(score)", "observed", "given"})
"""What stands in such a column beside names."""
PHRASES = frozenset({"title", "", "statistic", "verdict", "state"})
"""Columns whose every text is the program's."""
COLUMN = re.compile(r"[a-z][a-z0-9_]*( for \.\d+| \d+)?")
"""How columns of the program are named."""
LISTS = frozenset({"criterion", "for"})
"""Columns of such texts one after the other."""


def place_of(record: Record) -> str:
    """The section that a record belongs to."""
    room = type(record).__module__.split(".")[1]
    return PLACES.get(room, "further")


def record_section(record: Record, key: str, words: Words, study: Study | None = None) -> Section:
    """The page of a record as a part of a document.

    Parameters
    ----------
    record : Record
    key : str
        Begins the keys of its tables.
    words : Words
    study : Study, optional
        What the record stands beside, which tells what constructs are called in words.
    """
    page, said = record._marked_page(), words.said
    facts = "; ".join(f"{said(name)}: {in_words(value, words)}" for name, value in page.facts)
    told = plain(f"{facts.removesuffix('.')}.")
    if study is not None and (legend := study.legend_of([facts, *page.notes])):
        told = (*told, *plain(" "), *legend)
    blocks: list[Block] = [Paragraph(told)] if facts else []
    blocks += [record_table(table, f"{key}_{table.key}", words, study) for table in page.filled]
    blocks += [Paragraph(plain(cited(said(note)))) for note in page.notes]
    return Section(key, said(page.title), tuple(blocks), level=2)


def record_table(table: Table, key: str, words: Words, study: Study | None = None) -> Tabulated:
    """A table of a record, with its index among the columns."""
    frame = table.frame if isinstance(table.frame, pd.DataFrame) else table.frame.to_frame()
    levels = frame.index.nlevels
    flat = _flat(frame)
    columns: dict[Field, Column] = {}
    for place, (name, values) in enumerate(flat.items()):
        kind = _kind(str(name), values)
        heading = _heading(str(name), words, str if study is None else study.place)
        aside = place >= levels and frame.columns[place - levels] in table.aside
        columns[str(name)] = Column(heading, kind, aside=aside)
    title = plain(words.said(table.title))
    notes: list[Text] = [plain(cited(words.said(note))) for note in table.notes]
    texts = [name for name, column in columns.items() if column.kind == "text"]
    named = str if study is None else study.place
    flat = flat.assign(**{str(name): _said(str(name), flat[name], words, named) for name in texts})
    constant = _constant(flat, levels)
    if constant:
        said = (f"{as_plain(columns[name].heading)}: {flat[name].iloc[0]}" for name in constant)
        notes.append(plain(f"{'; '.join(said)}."))
        columns = {name: column for name, column in columns.items() if name not in constant}
        levels -= len(constant)
    if study is not None:
        headings = (as_plain(column.heading) for column in columns.values())
        cells = (cell for name in flat for cell in flat[name] if isinstance(cell, str))
        notes.append(study.legend_of([table.title, *headings, *cells]))
    if flat.isna().any(axis=None):
        notes.append(words.text("dash", reason=words["text.no_value"]))
    return tabulated(flat, columns, key=key, title=title, stubs=levels, notes=notes)


def _constant(flat: pd.DataFrame, levels: int) -> list[str]:
    """Labels of rows that are the same in all of several, such as the two groups of a pair."""
    labels = [name for name in flat.columns[:levels] if name.strip() and len(flat) > 1]
    same = [name for name in labels if (flat[name] == flat[name].iloc[0]).all()]
    return same if len(same) < levels else []


def in_words(text: str, words: Words) -> str:
    """A phrase in the language; a name as it is."""
    return text if is_name(text) else words.said(text)


def _said(column: str, values: pd.Series, words: Words, named: Callable[[str], str]) -> pd.Series:
    """Cells with the phrases of the program in the language, and names in words."""
    bare = column.strip()

    def said(cell: object) -> object:
        if not isinstance(cell, str):
            return cell
        if bare in NAMES and cell not in NAMELESS:
            return named(cell)
        if bare in MAYBE_NAMES and named(cell) != cell:
            return named(cell)
        if bare in LISTS:
            return words.said.listed(cell)
        return words.said(cell) if bare in PHRASES else in_words(cell, words)

    return pd.Series(list(map(said, values)), index=values.index, dtype=object)


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
        longer = next(said for spaces in count() if (said := name + spaces * " ") not in seen)
        seen.add(longer)
        yield longer


def _heading(name: str, words: Words, named: Callable[[str], str] = str) -> Text:
    """The words for a column, or its name: p-values and symbols with the sign of the field."""
    bare = name.strip()
    if words.known(f"column.{bare}"):
        return words.text(f"column.{bare}")
    if (said := named(bare)) != bare:
        return plain(said)
    if len(bare) == 1:  # a symbol, as the effect size d
        return (Run(bare, "italic"),)
    if not COLUMN.fullmatch(bare):  # a name out of the data or the model, or a size
        return plain(in_words(bare, words))
    english = bare.replace("_", " ")
    said = words.said(english[:1].upper() + english[1:])
    if bare.startswith("p_"):
        return (Run("p", "italic"), Run(said[1:]))
    return plain(said)


def _kind(name: str, values: pd.Series) -> Kind:
    if is_p_value(name):
        return "p"
    if pd.api.types.infer_dtype(values) == "mixed-integer-float":  # counts among numbers
        return "number"
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    return "count" if pd.api.types.is_integer_dtype(values) else "number"
