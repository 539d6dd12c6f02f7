"""The sample in tables: the observed answers, and the correlations that the model was made of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plspm.documents.parts import Block, Column, Section, Tabulated
from plspm.documents.study import Study
from plspm.documents.tabulating import Field, tabulated
from plspm.documents.validity import lower, square
from plspm.documents.words import plain

LONGEST_HEAD = 14
"""Characters of a name above a column; longer ones are told below the table."""


def sample(study: Study) -> Section:
    """Wording, mean, spread, shape and missing answers of every indicator."""
    return Section("sample", study.words["section.sample"], tuple(_blocks(study)))


def appendix(study: Study) -> Section:
    """What others need to estimate again, and cross-loadings."""
    tables = (_correlations(study), _cross_loadings(study))
    return Section("appendix", study.words["section.appendix"], tables)


def _blocks(study: Study) -> Iterator[Block]:
    if study.result._indicators is not None:
        yield _descriptives(study)


def _descriptives(study: Study) -> Tabulated:
    frame = study.result.descriptives.rename_axis("indicator").reset_index()
    wording = frame["indicator"].map(lambda name: study.wording.get(name, ""))
    if wording.ne("").any():
        frame["wording"] = wording
    columns = study.columns
    notes = [study.words.text(f"text.descriptives_{_treated(study)}")]
    notes.append(study.words.text("text.descriptives"))
    if study.result._fitted.case_weights is not None:
        notes.append(study.words.text("text.descriptives_unweighted"))
    return tabulated(
        frame,
        {
            "indicator": columns("item", "text"),
            "wording": columns("wording", "text"),
            "n": columns("n", "count"),
            **{
                name: columns(name, decimals=2)
                for name in ("mean", "sd", "median", "skewness", "kurtosis", "min", "max")
            },
            "missing": columns("missing", "count"),
        },
        key="descriptives",
        title=study.words.text("caption.descriptives"),
        notes=[*notes, *study.undefined("kurtosis")],
    )


def _treated(study: Study) -> str:
    """What was done about missing answers: none, listwise or mean."""
    indicators = study.result._indicators
    if indicators is None or not any(indicators.missing.counts):
        return "none"
    return indicators.missing.treatment


def _correlations(study: Study) -> Tabulated:
    table = study.result.indicator_correlations
    cells = lower(np.asarray(table, dtype=float), diagonal=True)
    note = study.words.text("text.correlations")
    return square(study, "correlations", list(table.index), cells, [note])


def _cross_loadings(study: Study) -> Tabulated:
    products = {product.name for product in study.result.model.products}
    table = study.result.cross_loadings
    kept = [name for name in table.columns if name not in products]
    rows = [name for name in table.index if name in study.result.model.indicators]
    frame = table.loc[rows, kept].rename_axis("indicator").reset_index()
    columns, names = study.columns, list(map(study.name, kept))
    heads, notes = names, []
    if max(map(len, names)) > LONGEST_HEAD:
        heads = [str(place) for place in range(1, len(kept) + 1)]
        notes = [plain("; ".join(f"{n} = {name}" for n, name in zip(heads, names, strict=True)))]
    loadings: dict[Field, Column] = {
        name: columns.named(head, bounded=True) for name, head in zip(kept, heads, strict=True)
    }
    return tabulated(
        frame,
        {"indicator": columns("indicator", "text"), **loadings},
        key="cross_loadings",
        title=study.words.text("caption.cross_loadings"),
        notes=notes,
    )
