"""Any record in a document: its page, each table with headings in the language where known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
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
UNDERSCORE = re.compile(r"[a-z0-9]_[a-z0-9]")
"""In a name of the program."""
BEFORE_COLON = re.compile(r"(\w+)(?=: | = )")
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
    section = place_of(record)
    blocks += [
        record_table(table, f"{key}_{table.key}", words, study, section) for table in page.filled
    ]
    called: dict[str, str] = {}
    for table in page.filled:
        called |= _in_headings(_headings(table, words, study, section))
    blocks += [Paragraph(_note(note, called, words)) for note in page.notes]
    return Section(key, said(page.title), tuple(blocks), level=2)


def record_table(
    table: Table, key: str, words: Words, study: Study | None = None, section: str = ""
) -> Tabulated:
    """A table of a record, with its index among the columns.

    Parameters
    ----------
    table : Table
    key : str
    words : Words
    study : Study, optional
    section : str
        In which the record stands; some headings mean something else there.
    """
    flat, levels = _flat(table)
    headings = _headings(table, words, study, section)
    columns: dict[Field, Column] = {}
    for place, (name, values) in enumerate(flat.items()):
        aside = place >= levels and table.frame.columns[place - levels] in table.aside
        columns[str(name)] = Column(headings[str(name)], _kind(str(name), values), aside=aside)
    called = _in_headings(headings)
    notes = [_note(note, called, words) for note in table.notes]
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
        shown = (as_plain(column.heading) for column in columns.values())
        cells = (cell for name in flat for cell in flat[name] if isinstance(cell, str))
        notes.append(study.legend_of([table.title, *shown, *cells]))
    if flat.isna().any(axis=None):
        notes.append(words.text("dash", reason=words["text.no_value"]))
    title = plain(words.said(table.title))
    return tabulated(flat, columns, key=key, title=title, stubs=levels, notes=notes)


def _headings(table: Table, words: Words, study: Study | None, section: str) -> dict[str, Text]:
    """Headings by the names of columns, labels of rows among them."""
    flat, levels = _flat(table)
    named = str if study is None else study.place
    names = list(map(str, flat.columns))
    headings = {name: _heading(name, words, named, section) for name in names}
    if table.named:
        headings |= {name: plain(named(name.strip())) for name in names[levels:]}
    return headings


def _in_headings(headings: Mapping[str, Text]) -> dict[str, str]:
    """What names of columns are called above them."""
    return {name.strip(): as_plain(heading) for name, heading in headings.items() if name.strip()}


def _note(note: str, called: Mapping[str, str], words: Words) -> Text:
    """A note in the language, which calls columns as their headings do."""
    said = words.said(note)
    first = BEFORE_COLON.match(said)
    if first is not None and first[1] in called:
        said = called[first[1]] + said[first.end(1) :]
    for name in filter(UNDERSCORE.search, called):
        inside = called[name][:1].lower() + called[name][1:]
        literally = inside.replace("\\", r"\\")
        said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", literally, said)
    return plain(cited(said))


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


def _flat(table: Table) -> tuple[pd.DataFrame, int]:
    """One header of text, labels of rows in the first columns, and how many these are.

    Unnamed ones are blank.
    """
    frame = table.frame if isinstance(table.frame, pd.DataFrame) else table.frame.to_frame()
    index = frame.index.to_frame(index=False).set_axis(list(_level_names(frame.index)), axis=1)
    body = frame.reset_index(drop=True)
    names = [" ".join(map(str, n)) if isinstance(n, tuple) else str(n) for n in frame.columns]
    flat = pd.concat([index, body.set_axis(names, axis=1)], axis=1)
    return flat.set_axis(list(_unique(flat.columns)), axis=1), frame.index.nlevels


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


def _heading(name: str, words: Words, named: Callable[[str], str] = str, section: str = "") -> Text:
    """The words for a column, or its name: p-values and symbols with the sign of the field."""
    bare = name.strip()
    for known in (f"column.{section}_{bare}", f"column.{bare}"):
        if words.known(known):
            return words.text(known)
    if named(bare) != bare or not COLUMN.fullmatch(bare):  # out of data or model, or a size
        return plain(in_words(bare, words) if named(bare) == bare else named(bare))
    if len(bare) == 1:  # a symbol, as the effect size d
        return (Run(bare, "italic"),)
    english = bare.replace("_", " ")
    said = words.said(english[:1].upper() + english[1:])
    if bare.startswith("p_"):
        return (Run("p", "italic"), Run(said[1:]))
    symbol = len(said.split(maxsplit=1)[0]) == 1  # as in "n for .80"
    return plain(said if symbol else said[:1].upper() + said[1:])


def _kind(name: str, values: pd.Series) -> Kind:
    if is_p_value(name):
        return "p"
    if pd.api.types.infer_dtype(values) == "mixed-integer-float":  # counts among numbers
        return "number"
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    return "count" if pd.api.types.is_integer_dtype(values) else "number"
