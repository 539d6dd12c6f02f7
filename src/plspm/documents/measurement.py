"""The measurement model in tables, by kind of construct."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from plspm.documents.parts import Block, Paragraph, Section, Tabulated
from plspm.documents.study import Study
from plspm.documents.tabulating import tabulated
from plspm.model import Construct


def measurement(study: Study) -> Section:
    """Loadings, reliability, weights, and what constructs of higher order are made of."""
    return Section("measurement", study.words["section.measurement"], tuple(_blocks(study)))


def _blocks(study: Study) -> Iterator[Block]:
    model = study.result.model
    first = [
        construct for construct in model.constructs if construct.name not in model.higher_order
    ]
    several = [construct for construct in first if len(construct.indicators) > 1]
    controls = study.controls
    single = [
        study.name(c.name) for c in first if len(c.indicators) == 1 and c.name not in controls
    ]
    if reflective := [c.name for c in several if c.kind == "reflective"]:
        yield _loadings(study, reflective)
    yield from _reliability(study, [c.name for c in several] + list(model.higher_order))
    if composites := [c for c in several if c.kind != "reflective"]:
        yield _composites(study, composites)
    if model.higher_order:
        yield _parts(study, [model.construct(name) for name in model.higher_order])
    if single:
        yield Paragraph(study.words.text("text.single_items", names=", ".join(single)))


def _loadings(study: Study, names: list[str]) -> Tabulated:
    frame = study.estimates("loadings")
    columns = study.columns
    return tabulated(
        study.named(frame[frame["construct"].isin(names)], "construct"),
        {
            "construct": columns("construct", "text"),
            "indicator": columns("indicator", "text"),
            "estimate": columns("loading", bounded=True),
            **columns.inference(bounded=True),
        },
        key="loadings",
        title=study.words.text("caption.loadings"),
        stubs=2,
        notes=[study.words.text("text.loadings"), *study.undefined("loadings")],
    )


def _reliability(study: Study, names: list[str]) -> Iterator[Tabulated]:
    table = study.result.reliability
    table = table[table.index.isin(names) & table.notna().any(axis=1)].reset_index()
    if table.empty:
        return
    columns = study.columns
    measures = ("cronbach_alpha", "rho_a", "rho_c", "ave")
    shown = list(table["construct"])
    reasons = study.undefined(*measures, among=shown) if table.isna().any(axis=None) else []
    yield tabulated(
        study.named(table, "construct"),
        {
            "construct": columns("construct", "text"),
            **{name: columns(name, bounded=True) for name in measures},
        },
        key="reliability",
        title=study.words.text("caption.reliability"),
        notes=[study.words.text("text.reliability"), *reasons],
    )


def _composites(study: Study, constructs: list[Construct]) -> Tabulated:
    modes = {c.name: study.words[f"mode.{c.mode}"] for c in constructs}
    return _weighted(study, _with_loadings(study, modes), "composites", "indicator")


def _parts(study: Study, constructs: list[Construct]) -> Tabulated:
    modes = {c.name: study.words[f"mode.{c.mode}"] for c in constructs}
    if study.result.settings.higher_order != "repeated_indicators":
        frame = _with_loadings(study, modes)
    else:  # weights are those of items, loadings correlations with the parts
        frame = _by_parts(study, modes)
    frame = study.named(frame, "indicator")
    return _weighted(study, frame, "parts", "part")


def _weighted(study: Study, frame: pd.DataFrame, key: str, what: str) -> Tabulated:
    columns = study.columns
    frame = study.named(frame, "construct")
    return tabulated(
        frame,
        {
            "construct": columns("construct", "text"),
            "indicator": columns(what, "text"),
            "mode": columns("mode", "text"),
            "estimate": columns("weight"),
            **columns.inference(),
            "vif": columns("vif", decimals=2),
            "loading": columns("loading", bounded=True),
        },
        key=key,
        title=study.words.text(f"caption.{key}"),
        stubs=2,
        notes=[
            study.words.text(f"text.{key}"),
            *study.outside(frame, "construct", "indicator"),
            *study.undefined("vif_outer"),
        ],
    )


def _with_loadings(study: Study, modes: dict[str, str]) -> pd.DataFrame:
    at = ["construct", "indicator"]
    frame = study.estimates("weights").set_index(at)
    frame = frame.join(study.result.loadings).join(study.result.vif_outer).reset_index()
    frame = frame[frame["construct"].isin(modes)]
    return frame.assign(mode=frame["construct"].map(modes))


def _by_parts(study: Study, modes: dict[str, str]) -> pd.DataFrame:
    correlations = study.result.construct_correlations
    rows = [
        (whole, part, modes[whole], correlations.loc[whole, part])
        for whole in modes
        for part in study.result.model.parts(whole)
    ]
    return pd.DataFrame(rows, columns=["construct", "indicator", "mode", "loading"])
