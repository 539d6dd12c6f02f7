"""A table as the text of a CSV file that a spreadsheet shows and does not run."""

from __future__ import annotations

import re

import pandas as pd

RUN = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
"""How a cell begins that a spreadsheet may take for a formula; full-width signs count as well."""


def csv_text(table: pd.DataFrame | pd.Series) -> str:
    """Write a table as CSV.

    Parameters
    ----------
    table : DataFrame or Series
        Numbers are written in full precision, NaN as an empty cell.

    Returns
    -------
    str
        Lines end with a line feed. An apostrophe stands before text that a spreadsheet would run
        as a formula; names of data can be such text. Numbers stay as they are.

    Examples
    --------
    >>> index = pd.Index(["MPE", "=1+1"], name="construct")
    >>> csv_text(pd.DataFrame({"r_squared": [-0.5, 1.0]}, index=index)).split()
    ['construct,r_squared', 'MPE,-0.5', "'=1+1,1.0"]
    """
    frame = table.to_frame() if isinstance(table, pd.Series) else table
    index = frame.index
    levels = [index.get_level_values(level).map(harmless) for level in range(index.nlevels)]
    columns = [_harmless_column(frame.iloc[:, place]) for place in range(frame.shape[1])]
    flat = pd.DataFrame(dict(enumerate([*levels, *columns])))
    names = ["" if name is None else name for name in [*index.names, *frame.columns]]
    header = [str(harmless(name)) for name in names]
    return flat.to_csv(index=False, header=header, lineterminator="\n")


def _harmless_column(column: pd.Series) -> pd.Series:
    """Numbers and truth values without a look at each, and without the index."""
    column = column.reset_index(drop=True)
    return column if pd.api.types.is_numeric_dtype(column) else column.map(harmless)


def harmless(cell: object) -> object:
    """Return a cell as it is, text that would be run with an apostrophe before it.

    Examples
    --------
    >>> harmless("-SUM(A1)"), harmless("-1.5"), harmless(-1.5), harmless("a-b")
    ("'-SUM(A1)", '-1.5', -1.5, 'a-b')
    """
    return f"'{cell}" if isinstance(cell, str) and would_run(cell) else cell


def would_run(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula.

    Examples
    --------
    >>> would_run("=1+1"), would_run("-1.5"), would_run("a=b")
    (True, False, False)
    """
    return RUN.match(text) is not None and not _is_number(text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
