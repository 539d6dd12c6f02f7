"""Excel workbooks: one sheet as a table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from plspm.data.damaged import damage_told
from plspm.data.labels import nearest
from plspm.data.text_codes import NO_CODES, TextCodes
from plspm.data.text_table import table_from_rows
from plspm.data.wording import Warn, listed, quoted
from plspm.errors import DataError, MissingDependencyError, OptionError

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.workbook import Workbook


def read_workbook(
    content: bytes,
    where: str,
    *,
    sheet: str | int | None,
    codes: TextCodes = NO_CODES,
    warn: Warn,
) -> pd.DataFrame:
    """Read one sheet of a workbook (.xlsx): a row of names, then one row a case.

    Numbers stored as text are read as in a CSV file. Blank rows, and blank columns at the end, are
    left out; of formulas the values are read that Excel saved with them.

    Parameters
    ----------
    content : bytes
    where : str
        The file's name, to begin a message with.
    sheet : str, int or None
        Its name, or its number from 0; None for the first.
    codes : TextCodes, optional
        Texts that stand for missing answers.
    warn : callable
        Is called where there are several sheets and none was asked for.

    Raises
    ------
    DataError
        The file is no workbook, or the sheet no table.
    OptionError
        There is no such sheet.
    MissingDependencyError
        openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise MissingDependencyError(
            "Excel workbooks are read by openpyxl, which is not installed: "
            'pip install "plspath[data]".'
        ) from error

    def damaged(why: str) -> str:
        return (
            f"{where} is a ZIP archive, but no Excel workbook that can be read ({why}); unpack it, "
            "or save the table as .xlsx or CSV."
        )

    with damage_told(damaged):
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    name = _sheet(book, sheet, where, warn)
    with damage_told(damaged):
        cells = [
            ["" if each is None else each.strip() if type(each) is str else each for each in row]
            for row in book[name].iter_rows(values_only=True)
        ]
    given = [(row, line) for line, row in enumerate(cells, start=1) if row.count("") < len(row)]
    rows, lines = [row for row, _ in given], [line for _, line in given]
    where = f"{where}, sheet {quoted(name)}"
    return table_from_rows(rows, lines, where, separator=None, codes=codes, warn=warn)


def _sheet(book: Workbook, sheet: str | int | None, where: str, warn: Warn) -> str:
    names = [each.title for each in book.worksheets]
    if not names:
        raise DataError(f"{where} is a workbook without a sheet of cells.")
    others = f"its sheets are {listed(map(quoted, names))}"
    if sheet is None:
        if len(names) > 1:
            warn(
                f"{where}: the first of {len(names)} sheets was read; {others}. For another one "
                f"say sheet={names[1]!r}."
            )
        return names[0]
    if isinstance(sheet, str) and sheet in names:
        return sheet
    if isinstance(sheet, int) and not isinstance(sheet, bool) and 0 <= sheet < len(names):
        return names[sheet]
    near = nearest(sheet, names) if isinstance(sheet, str) else None
    meant = f"did you mean {quoted(near)}?" if near else f"{others}."
    raise OptionError(f"{where} has no sheet {quoted(sheet)}; {meant}")
