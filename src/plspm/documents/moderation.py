"""Products of constructs in tables."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from plspm.documents.parts import Block, Section, Tabulated
from plspm.documents.study import ARROW, Study
from plspm.documents.tabulating import tabulated
from plspm.results import BootstrapResult


def moderation(study: Study) -> Section:
    """How much products add, and what a path is at values of its moderators."""
    products = study.result.model.products
    blocks = tuple(_blocks(study)) if products else ()
    return Section("moderation", study.words["section.moderation"], blocks)


def _blocks(study: Study) -> Iterator[Block]:
    yield _products(study)
    if study.boot is None or "paths" not in study.boot.statistics:
        return
    names = [product.name for product in study.result.model.products]
    yield _slopes(study, pd.concat([study.boot.simple_slopes(name) for name in names]))
    moderates = any(len(set(p.factors)) > 1 for p in study.result.model.products)
    if moderates and (indices := _indices(study, study.boot)) is not None:
        yield indices


def _products(study: Study) -> Tabulated:
    frame = study.result.interactions.reset_index()
    columns, words = study.columns, study.words
    sizes = {size: words[f"size.{size.replace(' ', '_')}"] for size in set(frame["effect"]) - {""}}
    return tabulated(
        study.named(frame.assign(effect=frame["effect"].map(sizes)), "source", "target"),
        {
            "source": columns("source", "text"),
            "target": columns("target", "text"),
            "unstandardized": columns("unstandardized"),
            "standardized": columns("standardized"),
            "f_squared": columns("f_squared"),
            "effect": columns("effect", "text"),
        },
        key="interactions",
        title=words.text("caption.interactions"),
        stubs=2,
        notes=[words.text("text.interactions")],
    )


def _indices(study: Study, boot: BootstrapResult) -> Tabulated | None:
    frame = boot.moderated_mediation().reset_index()
    frame = frame[frame["placement"] != "direct"]
    if frame.empty:
        return None
    columns, words = study.columns, study.words
    return tabulated(
        study.named(frame.assign(path=frame["path"].map(study.route)), "moderator"),
        {
            "path": columns("path", "text"),
            "moderator": columns("moderator", "text"),
            "term": columns("term", "text"),
            "estimate": columns("estimate"),
            **columns.inference(),
        },
        key="moderated_mediation",
        title=words.text("caption.moderated_mediation"),
        stubs=3,
        notes=[words.text("text.moderated_mediation")],
    )


def _at(study: Study, at: str) -> str:
    """Values of moderators, these in words: "A = -1 SD, B = 1 (men)"."""
    parts = (part.partition(" = ") for part in at.split(", "))
    return ", ".join(f"{study.name(name)}{of}{_value(study, value)}" for name, of, value in parts)


def _value(study: Study, value: str) -> str:
    """A value in the language, its label as the data have it."""
    number, bracket, label = value.partition(" (")
    return f"{study.words.said(number)}{bracket}{label}"


def _slopes(study: Study, slopes: pd.DataFrame) -> Tabulated:
    columns = study.columns
    frame = slopes.reset_index().drop_duplicates(["source", "target", "at"])
    pairs = zip(frame["source"], frame["target"], strict=True)
    routes = [study.route(ARROW.join(pair)) for pair in pairs]
    return tabulated(
        frame.assign(path=routes, at=[_at(study, at) for at in frame["at"]]),
        {
            "path": columns("path", "text"),
            "at": columns("at", "text"),
            "estimate": columns("estimate"),
            **columns.inference(),
        },
        key="slopes",
        title=study.words.text("caption.slopes"),
        stubs=2,
    )
