"""Tables that print all their columns."""

from __future__ import annotations

import pandas as pd

from plspm.report.text import WIDTH, page_width


class WholeTable(pd.DataFrame):
    """A DataFrame that never hides a column where it is printed.

    Other frames leave out the columns in the middle where a terminal is too narrow, p-values
    among them; in this one they follow below, as the options of pandas for rows, digits and width
    say. Whatever is computed from it is one as well.
    """

    @property
    def _constructor(self) -> type[WholeTable]:  # how pandas wants subclasses to say it
        return WholeTable

    def __repr__(self) -> str:
        rows = pd.get_option("display.max_rows")
        text: str = self.to_string(
            max_rows=rows or None,
            min_rows=pd.get_option("display.min_rows") if rows and len(self) > rows else None,
            line_width=min(pd.get_option("display.width") or WIDTH, page_width()),
            show_dimensions=bool(rows) and len(self) > rows,
        )
        return text
