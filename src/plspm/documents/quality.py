"""Fit of the model, and whether the result can be interpreted."""

from __future__ import annotations

from collections.abc import Iterator

from plspm.documents.parts import Block, Column, Paragraph, Section, Tabulated
from plspm.documents.study import Study
from plspm.documents.tabulating import tabulated
from plspm.documents.words import plain


def fit(study: Study) -> Section:
    """Measures of fit of the saturated and the estimated model, and the exact test."""
    return Section("fit", study.words["section.fit"], tuple(_fit(study)))


def checks(study: Study, verdicts: Tabulated) -> Section:
    """The checks of admissibility, and the verdicts that are not in order."""
    tables = (_admissibility(study), verdicts)
    return Section("checks", study.words["section.checks"], tables)


def _fit(study: Study) -> Iterator[Block]:
    frame = study.result.fit.reset_index()
    columns, words = study.columns, study.words
    names = {name: words.plain(f"measure.{name}") for name in frame["statistic"]}
    yield tabulated(
        frame.assign(statistic=frame["statistic"].map(names)),
        {
            "statistic": columns("statistic", "text"),
            "saturated": columns("saturated"),
            "estimated": columns("estimated"),
        },
        key="fit",
        title=words.text("caption.fit"),
        notes=[words.text("text.fit"), *study.undefined("d_g", "nfi")],
    )
    if study.exact_fit is not None:
        yield _exact_fit(study)
        if not study.exact_fit["consistent"].all():
            yield Paragraph(words.text("text.inconsistent"))


def _exact_fit(study: Study) -> Tabulated:
    assert study.exact_fit is not None
    frame = study.exact_fit.reset_index()
    columns, words = study.columns, study.words
    models = {name: words[f"column.{name}"] for name in ("saturated", "estimated")}
    measures = {name: words.plain(f"measure.{name}") for name in frame["statistic"].unique()}
    return tabulated(
        frame.assign(model=frame["model"].map(models), statistic=frame["statistic"].map(measures)),
        {
            "model": columns("model", "text"),
            "statistic": columns("statistic", "text"),
            "value": columns("value"),
            "q95": columns("q95"),
            "q99": columns("q99"),
            "p_value": columns("p_value", "p"),
            "draws": columns("draws", "count"),
        },
        key="exact_fit",
        title=words.text("caption.exact_fit"),
        stubs=2,
        notes=[words.text("text.exact_fit")],
    )


def _admissibility(study: Study) -> Tabulated:
    frame = study.result.admissibility.reset_index()
    columns, words = study.columns, study.words
    names = [words.known(f"check.{name}") or name for name in frame["check"]]
    return tabulated(
        frame.assign(check=names, detail=frame["detail"].map(words.said)),
        {
            "check": columns("check", "text"),
            "holds": columns("holds", "text"),
            "detail": Column(plain(words["column.detail"]), "text"),
        },
        key="admissibility",
        title=words.text("caption.admissibility"),
        notes=[words.text("text.checks")],
    )
