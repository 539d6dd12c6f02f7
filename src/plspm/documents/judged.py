"""Verdicts on what a report is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan
from typing import Any, TypeVar

import pandas as pd

from plspm.documents.parts import Column, Tabulated
from plspm.documents.records import in_words
from plspm.documents.references import in_text
from plspm.documents.study import Study
from plspm.documents.tabulating import tabulated
from plspm.report.page import Record
from plspm.verdicts import Verdicts, check
from plspm.verdicts.checklist import TITLES
from plspm.verdicts.given import KINDS
from plspm.verdicts.record import SETS

COUNT = 10
"""Whole numbers from here on are counts."""
Kind = TypeVar("Kind", bound=Record)


def verdicts_of(study: Study, records: Sequence[Record]) -> Verdicts:
    """The verdicts among the records, or those of a check of everything that is there."""
    from plspm.importance import CombinedMap

    given: dict[str, Any] = {option: _first(records, kind) for option, (kind, _) in KINDS.items()}
    given["importance"] = _first(records, CombinedMap) or given["importance"]
    return _first(records, Verdicts) or check(
        study.result, study.boot, exact_fit=study.exact_fit, **given
    )


def _first(records: Iterable[Record], kind: type[Kind]) -> Kind | None:
    return next((record for record in records if isinstance(record, kind)), None)


def verdict_table(study: Study, verdicts: Verdicts) -> Tabulated:
    """Every line that does not pass, failing ones first."""
    columns, words = study.columns, study.words
    frame = verdicts.to_do.reset_index()
    values = [_value(value) for value in frame["value"].tolist()]
    said = {verdict: words[f"state.{verdict}"] for verdict in ("fail", "look", "pass")}
    frame = frame.assign(
        criterion=frame["criterion"].map(TITLES).map(words.said),
        where=[in_words(study.place(where), words) for where in frame["where"]],
        value=pd.Series(values, dtype=object),
        threshold=frame["threshold"].map(lambda text: words.said(text) or None),
        **{name: frame[name].map(words.said) for name in ("reading", "what_to_do")},
        verdict=frame["verdict"].map(said),
        source=frame["source"].map(in_text),
    )
    return tabulated(
        frame,
        {
            "criterion": columns("criterion", "text"),
            "where": columns("what", "text"),
            "value": columns("value"),
            "threshold": columns("threshold", "text"),
            "verdict": columns("verdict", "text"),
            "source": columns("rule", "text"),
            "reading": _aside(columns("detail", "text")),
            "what_to_do": _aside(columns("what_to_do", "text")),
        },
        key="verdicts",
        title=words.text("caption.verdicts"),
        stubs=2,
        notes=[
            words.text("text.verdicts", rules=words.said(SETS[verdicts.rules])),
            study.legend,
            words.text("dash", reason=words["text.no_number"]) if None in values else (),
        ],
    )


def _value(value: float) -> float | int | None:
    """A count without decimals; none where a verdict needs no number."""
    if isnan(value):
        return None
    return int(value) if value.is_integer() and abs(value) >= COUNT else value


def _aside(column: Column) -> Column:
    return Column(column.heading, column.kind, aside=True)
