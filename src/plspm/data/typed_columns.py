"""Columns of cells as numbers, truth values or text; how their numbers are written is found out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from plspm.data.csv_cells import MISSING_CELLS, read_cells
from plspm.data.notation import Notation, notation_of, plain_number
from plspm.data.text_codes import TextCodes
from plspm.data.wording import Warn, listed, quoted

Cells = Sequence[object]


def typed_columns(
    columns: Mapping[str, Cells],
    where: str,
    *,
    commas_between: bool,
    codes: TextCodes,
    warn: Warn,
    with_commas: Sequence[str] = (),
) -> dict[str, pd.Series]:
    """Read columns of cells, and say what was found out about their numbers.

    Parameters
    ----------
    columns : mapping of str to sequence
        Cells by column: text without spaces around it, "" where blank; in workbooks also numbers
        and so on.
    where : str
        The file, to begin a message with.
    commas_between : bool
        Whether commas separate the cells of the file: one within a cell then is hardly a decimal
        one.
    codes : TextCodes
        Texts that stand for missing answers.
    warn : callable
        Is called with the text of a warning.
    with_commas : sequence of str, optional
        Other columns of the file in which decimal commas were found.

    Returns
    -------
    dict of str to pandas.Series
    """
    numbers = {name: _numbers(cells) for name, cells in columns.items()}
    columns = {name: cells for name, cells in columns.items() if numbers[name] is None}
    missing = {name: MISSING_CELLS | codes.of(name) for name in columns}
    found: dict[str, Notation | None] = {
        name: notation_of(_numbers_as_text(cells, missing[name])) for name, cells in columns.items()
    }
    commas = [*with_commas, *(name for name, how in found.items() if how == "comma")]
    settled = {
        name: _settled(how, columns[name], bool(commas), commas_between)
        for name, how in found.items()
    }
    read = {
        name: _read(cells, missing[name], settled[name] or "point")
        for name, cells in columns.items()
    }
    commas += [name for name, how in settled.items() if how == "comma" and name not in commas]
    _tell(where, warn, commas, settled, columns)
    return {name: read[name] if each is None else each for name, each in numbers.items()}


def _numbers(cells: Cells) -> pd.Series | None:
    """Cells of a workbook that are numbers or blank."""
    kinds = set(map(type, cells))
    if not kinds & {int, float} or not kinds <= {int, float, str}:
        return None
    if str in kinds and any(cell != "" for cell in cells if type(cell) is str):
        return None
    return pd.Series([None if cell == "" else cell for cell in cells] if str in kinds else cells)


def _numbers_as_text(cells: Cells, missing: frozenset[str]) -> list[str]:
    """The texts of a column, or none where anything else than numbers stands beside them."""
    if any(isinstance(cell, bool) or not isinstance(cell, str | int | float) for cell in cells):
        return []
    return [cell for cell in cells if isinstance(cell, str) and cell not in missing]


def _settled(
    how: Notation | None, cells: Cells, commas: bool, commas_between: bool
) -> Notation | None:
    """Decide a doubtful notation by the rest of the file; None leaves text as text."""
    with_comma = any(isinstance(cell, str) and "," in cell for cell in cells)
    if how == "doubtful" and with_comma:
        return None if commas_between else "comma"
    if how == "doubtful" and commas:
        return "grouped points"
    if how == "doubtful" and commas_between:
        return "point"
    if how == "grouped points" and commas_between and not (commas or with_comma):
        return "doubtful"
    return how


def _read(cells: Cells, missing: frozenset[str], how: Notation) -> pd.Series:
    known = [None if isinstance(cell, str) and cell in missing else cell for cell in cells]
    if how in ("comma", "grouped points", "grouped commas"):
        known = [plain_number(cell, how) if isinstance(cell, str) else cell for cell in known]
    texts = [
        "" if cell is None else cell for cell in known if cell is None or isinstance(cell, str)
    ]
    if len(texts) == len(cells):
        return read_cells(texts)
    if _numbers_as_text(cells, missing):
        numbers = read_cells([cell for cell in texts if cell])
        if pd.api.types.is_numeric_dtype(numbers.dtype):
            values = iter(numbers.tolist())
            known = [next(values) if isinstance(cell, str) else cell for cell in known]
    return pd.Series(known)


def _tell(
    where: str,
    warn: Warn,
    commas: Sequence[str],
    settled: Mapping[str, Notation | None],
    columns: Mapping[str, Cells],
) -> None:
    if commas:
        warn(
            f"{where}: numbers were read with a decimal comma in {listed(map(quoted, commas))}; "
            "check that the comma does not separate thousands."
        )
    for how, sign in (("grouped points", "."), ("grouped commas", ",")):
        names = [name for name, each in settled.items() if each == how]
        if names:
            first = _first_with(columns[names[0]], sign)
            number = plain_number(first, "grouped points" if sign == "." else "grouped commas")
            warn(
                f"{where}: {quoted(sign)} was taken to separate thousands in "
                f"{listed(map(quoted, names))}, so that {quoted(first)} is {float(number):g}; "
                "write numbers without it to be sure."
            )
    doubtful = [name for name, how in settled.items() if how == "doubtful"]
    if doubtful:
        first = _first_with(columns[doubtful[0]], ".")
        warn(
            f"{where}: numbers were read with a decimal point in {listed(map(quoted, doubtful))}, "
            f"so that {quoted(first)} is {float(first):g}; if it separates thousands, write them "
            "without it."
        )


def _first_with(cells: Cells, sign: str) -> str:
    return next(cell for cell in cells if isinstance(cell, str) and sign in cell)
