"""A document put together, in the order of a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from plspm.documents.guidelines import guidelines
from plspm.documents.judged import verdict_table, verdicts_of
from plspm.documents.measurement import measurement
from plspm.documents.method import method
from plspm.documents.moderation import moderation
from plspm.documents.parts import Block, Document, Picture, Section, Tabulated
from plspm.documents.quality import checks, fit
from plspm.documents.records import place_of, record_section
from plspm.documents.references import references
from plspm.documents.sample import appendix, sample
from plspm.documents.structure import effects, structure
from plspm.documents.study import Study
from plspm.documents.validity import validity
from plspm.documents.words import Words
from plspm.report.page import Record

OF_RECORDS = ("prediction", "groups", "robustness", "use")
"""Sections that hold nothing but records, between fit and checks."""


def study_document(
    study: Study,
    records: Sequence[Record],
    *,
    title: str,
    author: str,
    decimals: int,
    diagram: bool,
) -> Document:
    """The report of a fit with all that was computed for it."""
    words = study.words
    verdicts = verdicts_of(study, records)
    records = [record for record in records if record is not verdicts]
    own = [
        method(study),
        sample(study),
        measurement(study),
        validity(study),
        structure(study, diagram=diagram, decimals=decimals),
        effects(study),
        moderation(study),
        fit(study),
        *(_empty(key, words) for key in OF_RECORDS),
        checks(study, verdict_table(study, verdicts)),
        _empty("further", words),
        appendix(study),
    ]
    filed = _filed(records, study)
    sections = [part for section in own for part in (section, *filed.pop(section.key, ()))]
    sections = _with_banner(_numbered(_filled(sections)), study.simulated, words)
    index = guidelines(words, _places(study, sections, records), verdicts)
    last = max((table.number for s in sections for table in _tables(s)), default=0)
    index = replace(index, blocks=(replace(_tables(index)[0], number=last + 1),))
    sections = [*sections, *_with_banner([index], study.simulated, words)]
    return _document(
        words, title, author, [*sections, references(words, sections)], study.simulated
    )


def record_document(
    records: Sequence[Record], words: Words, *, title: str, author: str
) -> Document:
    """The report of records by themselves."""
    sections = [
        replace(record_section(record, f"record_{number}", words), level=1)
        for number, record in enumerate(records, start=1)
    ]
    origins = dict.fromkeys(r.simulated_from for r in records if r.simulated_from)
    simulated = "; ".join(origins)
    sections = _with_banner(_numbered(sections), simulated, words)
    return _document(words, title, author, sections, simulated)


def _document(
    words: Words, title: str, author: str, sections: Sequence[Section], simulated: str
) -> Document:
    banner = words.text("simulated", origin=words.said(simulated)) if simulated else ()
    return Document(
        title or words["title"], author, words.language, words.of, tuple(sections), banner
    )


def _empty(key: str, words: Words) -> Section:
    return Section(key, words[f"section.{key}"], ())


def _filed(records: Sequence[Record], study: Study) -> dict[str, list[Section]]:
    """Records by the section that they belong to."""
    filed = defaultdict(list)
    for number, record in enumerate(records, start=1):
        section = record_section(record, f"record_{number}", study.words, study)
        filed[place_of(record)].append(section)
    return filed


def _filled(sections: Sequence[Section]) -> list[Section]:
    """Sections that hold something themselves or have parts."""
    following = [*sections[1:], None]
    return [
        section
        for section, after in zip(sections, following, strict=True)
        if section.blocks or (after is not None and after.level > section.level)
    ]


def _numbered(sections: Iterable[Section]) -> list[Section]:
    tables, pictures = count(1), count(1)

    def numbered(block: Block) -> Block:
        if isinstance(block, Tabulated):
            return replace(block, number=next(tables))
        return replace(block, number=next(pictures)) if isinstance(block, Picture) else block

    return [replace(s, blocks=tuple(map(numbered, s.blocks))) for s in sections]


def _with_banner(sections: list[Section], simulated: str, words: Words) -> list[Section]:
    """Say below every table and picture that the data are simulated: they are copied singly."""
    if not simulated:
        return sections
    note = words.text("simulated_short")

    def marked(block: Block) -> Block:
        if isinstance(block, Tabulated | Picture):
            return replace(block, notes=(note, *block.notes))
        return block

    return [replace(s, blocks=tuple(map(marked, s.blocks))) for s in sections]


def _tables(section: Section) -> list[Tabulated]:
    return [block for block in section.blocks if isinstance(block, Tabulated)]


def _places(
    study: Study, sections: Sequence[Section], records: Sequence[Record]
) -> Mapping[str, list[str]]:
    """Where each table is, by its key, and each record, by the name of its class."""
    words = study.words
    own = words["section.method"]
    places: dict[str, list[str]] = {"method": [own]}
    if study.result._fitted.case_weights is not None:
        places["weighted"] = [own]
    kinds = {f"record_{number}": type(r).__name__ for number, r in enumerate(records, start=1)}
    for section in sections:
        for table in _tables(section):
            key = kinds.get(section.key, table.key)
            places.setdefault(key, []).append(f"{words['table']} {table.number}")
    return places
