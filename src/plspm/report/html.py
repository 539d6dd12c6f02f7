"""Tables as HTML, for notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from plspm.report.text import number, p_value


def html(title: str, sections: Mapping[str, pd.DataFrame], notes: Sequence[str] = ()) -> str:
    """Titles, tables and notes; numbers as in the text of a summary.

    Parameters
    ----------
    title : str
    sections : mapping of str to DataFrame
        Tables by their titles; empty ones are left out.
    notes : sequence of str
        Printed at the end.
    """
    parts = [f"<h3>{escape(title)}</h3>"]
    for name, frame in sections.items():
        if len(frame):
            parts += [f"<h4>{escape(name)}</h4>", _table(frame)]
    parts += [f"<p>{escape(note)}</p>" for note in notes]
    return "\n".join(parts)


def _table(frame: pd.DataFrame) -> str:
    columns = {
        name: [p_value(cell) if name == "p_value" else number(cell) for cell in cells.tolist()]
        for name, cells in frame.items()
    }
    shown: str = pd.DataFrame(columns, index=frame.index).to_html(border=0)
    return shown
