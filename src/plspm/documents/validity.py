"""Discriminant validity in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from plspm.documents.parts import Block, Column, Paragraph, Section, Tabulated, Text
from plspm.documents.study import Study
from plspm.documents.tabulating import percent
from plspm.documents.words import plain
from plspm.results import BootstrapResult


def validity(study: Study) -> Section:
    """HTMT with the upper bounds of its draws, and the criterion of Fornell and Larcker."""
    return Section("validity", study.words["section.validity"], tuple(_blocks(study)))


def _blocks(study: Study) -> Iterator[Block]:
    if (htmt := _htmt(study)) is not None:
        yield htmt
    else:
        yield Paragraph(study.words.text("text.no_pairs"))
    yield _fornell_larcker(study)


def square(
    study: Study, key: str, names: Sequence[str], cells: NDArray[np.object_], notes: list[Text]
) -> Tabulated:
    """A square table with numbered rows, the numbers of which stand above the columns.

    Parameters
    ----------
    names : sequence of k str
    cells : (k, k) array of object
        "" for what stays empty.
    """
    first = study.columns("indicator" if key == "correlations" else "construct", "text")
    numbered = [f"{place}. {name}" for place, name in enumerate(names, start=1)]
    columns = [Column(plain(str(place)), bounded=True) for place in range(1, len(names) + 1)]
    rows = zip(numbered, *cells.T.tolist(), strict=True)
    title = study.words.text(f"caption.{key}")
    return Tabulated(key, title, (first, *columns), tuple(rows), 1, tuple(notes))


def lower(values: NDArray[np.float64], *, diagonal: bool) -> NDArray[np.object_]:
    """The lower triangle of a table, the rest empty."""
    below = np.tri(len(values), k=0 if diagonal else -1, dtype=bool)
    cells = np.full(values.shape, "", dtype=object)
    cells[below] = values[below]
    return cells


def _htmt(study: Study) -> Tabulated | None:
    table = study.result.htmt
    measured = table.notna().any(axis=1)
    table = table.loc[measured, measured]
    if len(table) < 2:
        return None
    cells = lower(table.to_numpy(), diagonal=False)
    words, boot, model = study.words, study.boot, study.result.model
    notes = [words.text("text.htmt")]
    if boot is not None and "htmt" in boot.statistics:
        _fill_bounds(cells, list(table.index), boot)
        notes = [words.text("text.htmt_bound", level=percent(boot.level))]
    own = [{whole, part} for whole in model.higher_order for part in model.parts(whole)]
    if any(pair <= set(table.index) for pair in own):
        notes.append(words.text("dash", reason=words["text.own_parts"]))
    return square(study, "htmt", list(map(study.name, table.index)), cells, notes)


def _fill_bounds(cells: NDArray[np.object_], names: list[str], boot: BootstrapResult) -> None:
    """Put the upper bounds of one-sided intervals above the diagonal."""
    bounds = boot.interval("htmt", alternative="less").reset_index()
    for one, other, bound in bounds[["construct", "other", "ci_upper"]].to_numpy().tolist():
        if {one, other} <= set(names):
            row, column = sorted((names.index(one), names.index(other)))
            cells[row, column] = bound


def _fornell_larcker(study: Study) -> Tabulated:
    products = {product.name for product in study.result.model.products}
    table = study.result.fornell_larcker
    kept = [name for name in table.index if name not in products]
    values = study.result.construct_correlations.loc[kept, kept].to_numpy(copy=True)
    np.fill_diagonal(values, np.diagonal(table.loc[kept, kept]))
    notes = [study.words.text("text.fornell_larcker")]
    if np.isnan(values).any():
        notes += study.undefined("ave", among=kept)
    names = list(map(study.name, kept))
    return square(study, "fornell_larcker", names, lower(values, diagonal=True), notes)
