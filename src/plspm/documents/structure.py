"""The structural model in tables and as a picture."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from plspm.documents.parts import Block, Paragraph, Picture, Section, Tabulated
from plspm.documents.pictures import with_mark
from plspm.documents.study import Study
from plspm.documents.tabulating import tabulated
from plspm.errors import MissingDependencyError

WIDTH = "16cm"
"""Of the path diagram: an A4 page between its margins."""
FONT_SIZE = 8.0


def structure(study: Study, *, diagram: bool, decimals: int) -> Section:
    """The path diagram, paths with their uncertainty, and explained variance."""
    pictures = (_diagram(study, decimals),) if diagram else ()
    tables = (_paths(study), _r_squared(study))
    return Section("structure", study.words["section.structure"], pictures + tables)


def effects(study: Study) -> Section:
    """Indirect effects, mediation and total effects."""
    return Section("effects", study.words["section.effects"], tuple(_effects(study)))


def _diagram(study: Study, decimals: int) -> Block:
    from plspm.plots.diagram import figure_of, on_page_as_far_as_readable
    from plspm.plots.look import Look

    words = study.words
    look = Look(labels=dict(study.labels.items()), decimals=decimals, said=words.said)
    drawing, size, whole = on_page_as_far_as_readable(
        study.result, study.boot, look, WIDTH, FONT_SIZE
    )
    try:
        figure = figure_of(with_mark(drawing, words["decimal_mark"]), size)
    except MissingDependencyError:
        return Paragraph(words.text("no_diagram"))
    paths = [
        f"{study.name(path.source)} → {study.name(path.target)}"
        for path in study.result.model.paths
    ]
    return Picture(
        "diagram",
        words.text("caption.diagram"),
        figure,
        f"{words.plain('caption.diagram')}: {', '.join(paths)}",
        (words.text("text.diagram"), *(() if whole else (words.text("text.no_indicators"),))),
    )


def _paths(study: Study) -> Tabulated:
    at = ["source", "target"]
    frame = study.estimates("paths").set_index(at)
    frame = frame.join(study.result.f_squared).join(study.result.vif_inner).reset_index()
    frame = study.named(frame, *at)
    columns, words = study.columns, study.words
    products = bool(study.result.model.products)
    return tabulated(
        frame,
        {
            "source": columns("source", "text"),
            "target": columns("target", "text"),
            "estimate": columns("estimate"),
            **columns.inference(),
            "f_squared": columns("f_squared"),
            "vif": columns("vif", decimals=2),
        },
        key="paths",
        title=words.text("caption.paths"),
        stubs=2,
        notes=[
            words.text("text.paths"),
            *([words.text("text.paths_products")] if products else []),
            *study.outside(frame, *at),
            *study.undefined("f_squared", "path_coefficients and all that follows from them"),
        ],
    )


def _r_squared(study: Study) -> Tabulated:
    frame = study.estimates("r_squared").set_index("construct")
    adjusted = study.result.r_squared["r_squared_adjusted"]
    frame = frame.drop(columns="r_squared_adjusted", errors="ignore").join(adjusted)
    frame = study.named(frame.reset_index(), "construct")
    columns = study.columns
    return tabulated(
        frame,
        {
            "construct": columns("construct", "text"),
            "estimate": columns("r_squared", bounded=True),
            "r_squared_adjusted": columns("r_squared_adjusted", bounded=True),
            ("ci_lower", "ci_upper"): columns.interval(bounded=True),
        },
        key="r_squared",
        title=study.words.text("caption.r_squared"),
        notes=[*study.outside(frame, "construct"), *study.undefined("r_squared_adjusted")],
    )


def _effects(study: Study) -> Iterator[Block]:
    if study.result.indirect_effects.empty:
        yield Paragraph(study.words.text("text.no_indirect"))
        return
    if not study.result.specific_indirect_effects.empty:
        yield _specific(study)
        if study.boot is not None and "specific_indirect_effects" in study.boot.statistics:
            yield _mediation(study)
    yield _totals(study)


def _specific(study: Study) -> Tabulated:
    frame = study.estimates("specific_indirect_effects")
    frame = frame.assign(path=frame["path"].map(study.route))
    columns = study.columns
    return tabulated(
        frame,
        {
            "path": columns("path", "text"),
            "estimate": columns("estimate"),
            **columns.inference(),
        },
        key="specific",
        title=study.words.text("caption.specific"),
        notes=[*study.outside(frame, "path"), *study.undefined("specific_indirect_effects")],
    )


def _mediation(study: Study) -> Tabulated:
    assert study.boot is not None
    frame = study.boot.mediation().reset_index()
    columns, words = study.columns, study.words
    types = {name: words[f"mediation.{name}"] for name in frame["type"].dropna().unique()}
    return tabulated(
        frame.assign(path=frame["path"].map(study.route), type=frame["type"].map(types)),
        {
            "path": columns("path", "text"),
            **{name: columns(name) for name in ("indirect", "direct", "total", "vaf")},
            "type": columns("type", "text"),
        },
        key="mediation",
        title=words.text("caption.mediation"),
        notes=[
            words.text("text.mediation"),
            *(words.text("dash", reason=words[f"text.{why}"]) for why in _dashes(frame)),
        ],
    )


def _dashes(mediation: pd.DataFrame) -> list[str]:
    """Why cells of the table are empty."""
    found = {"no_path": mediation["direct"], "no_type": mediation["type"]}
    return [reason for reason, column in found.items() if column.isna().any()]


def _totals(study: Study) -> Tabulated:
    columns, at = study.columns, ("source", "target")
    frame = study.named(study.estimates("total_effects"), *at)
    return tabulated(
        frame,
        {
            "source": columns("source", "text"),
            "target": columns("target", "text"),
            "estimate": columns("total"),
            **columns.inference(),
        },
        key="total_effects",
        title=study.words.text("caption.total_effects"),
        stubs=2,
        notes=study.outside(frame, *at),
    )
