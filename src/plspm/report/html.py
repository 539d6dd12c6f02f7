"""Pages as HTML, for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import pandas as pd

from plspm.report.text import cell

if TYPE_CHECKING:
    from plspm.report.page import Page, Table

OPEN: Final = 2
"""Tables that are unfolded at first."""

STYLE: Final = (
    "<style>.plspm td {text-align: right; padding: 0 .4em} "
    ".plspm th {text-align: left; padding: 0 .4em; vertical-align: top}</style>"
)


def page_as_html(page: Page) -> str:
    """Title, facts, foldable tables and notes; numbers as in the text of a summary."""
    parts = [STYLE, f"<h3>{escape(page.title)}</h3>"]
    if page.facts:
        facts = [f"<b>{escape(name)}</b> {escape(value)}" for name, value in page.facts]
        parts.append(f"<p>{' &middot; '.join(facts)}</p>")
    parts += [_folded(table, place < OPEN) for place, table in enumerate(page.filled)]
    parts += [f"<p>{escape(note)}</p>" for note in page.notes]
    return "\n".join(['<div class="plspm">', *parts, "</div>"])


def _folded(table: Table, unfolded: bool) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
    opened = " open" if unfolded else ""
    return (
        f"<details{opened}><summary><b>{escape(table.title)}</b></summary>\n"
        f"{table_as_html(table.frame)}{notes}</details>"
    )


def table_as_html(frame: pd.DataFrame) -> str:
    """A frame with numbers as in the text of a summary, all that comes from data escaped."""
    columns = [
        [cell(name, value) for value in frame.iloc[:, place].tolist()]
        for place, name in enumerate(frame.columns)
    ]
    shown = pd.DataFrame(dict(enumerate(columns)), index=frame.index).set_axis(
        frame.columns, axis="columns"
    )
    text: str = shown.to_html(border=0)
    return text
