"""The answers that are screened: as they are, whatever is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from plspm.data.checks import LARGEST
from plspm.data.columns import FloatArray
from plspm.data.dummies import read_categories
from plspm.data.frames import read_frame
from plspm.data.item_labels import steps_by_item
from plspm.data.labels import find_columns
from plspm.data.mistaken import refuse_mistaken
from plspm.data.recoding import MissingCodes, Reverse, read_recoding
from plspm.data.text_codes import stray_problem, text_codes
from plspm.data.worded_answers import alphabet_warnings, labelled_no_answers
from plspm.data.wording import counted, quoted
from plspm.errors import DataError
from plspm.model import Control

if TYPE_CHECKING:
    import pandas as pd

FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Items as columns of numbers.

    Attributes
    ----------
    names : tuple of str, length p
        In the order of the columns of the data, which is that of the questionnaire.
    values : (p, n) array
        A row an item; NaN where nothing was answered or what stands there is no number.
    index : pandas.Index, length n
        Labels of the cases.
    infinite : (p,) array of int
        Values of each item that are infinite or too large to be squared; they are missing here.
    labelled : (p,) tuple of mapping of float to int
        Values of each item that are codes for a missing answer by their labels, by count.
    left_out : tuple of str
        Columns that are no items, and why.
    notes : tuple of str
        What the labels of items make doubtful.
    simulated : str
        What the data were drawn from, where they are simulated; else empty.
    """

    names: tuple[str, ...]
    values: FloatArray
    index: pd.Index
    infinite: npt.NDArray[np.int64]
    labelled: tuple[Mapping[float, int], ...]
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    simulated: str = ""


def read_answers(
    data: object,
    names: Sequence[str] | None = None,
    *,
    controls: Sequence[Control] = (),
    missing_codes: MissingCodes = (),
    reverse: Reverse | None = None,
    sheet: str | int | None = None,
    encoding: str | None = None,
) -> Answers:
    """Read items, missing, constant and impossible ones as well.

    Parameters
    ----------
    data : data frame, mapping, structured array, str or path
    names : sequence of str, optional
        The items; by default all columns of numbers, but those that number the cases.
    controls : sequence of Control
        Control variables that the model states; those of numbers are looked at as well.
    missing_codes, reverse, sheet, encoding
        As for `read_indicators`.

    Raises
    ------
    DataError
        Columns are missing, or are no numbers; there are fewer than three cases or no items.
    OptionError
        An option has a value that it cannot take.
    """
    if names is not None:
        names = [*names, *(each.column for each in controls if each.column not in names)]
        recoding = read_recoding(names, missing_codes=missing_codes, reverse=reverse)
    frame = read_frame(data, sheet=sheet, encoding=encoding, codes=text_codes(missing_codes))
    refuse_mistaken(frame)
    if names is None:
        every = list(dict.fromkeys(map(str, frame.columns)))
        recoding = read_recoding(every, missing_codes=missing_codes, reverse=reverse)
    found, problems = find_columns(frame, every if names is None else names)
    table = np.empty((len(found), len(frame)))  # the one copy of the data
    kept: list[str] = []
    left_out: list[str] = []
    strays: dict[str, dict[str, int]] = {}
    worded, _ = read_categories(frame, controls, recoding)
    categories = {each.column for each, read in worded.items() if read is not None}
    left_out += [f"The control {quoted(name)} holds categories." for name in sorted(categories)]
    numeric = [each for each in found.items() if each[0] not in categories]
    for name, place in sorted(numeric, key=lambda each: each[1]):
        read = recoding.numbers(frame.iloc[:, place], name)
        if isinstance(read, dict):
            strays[name] = read
        elif isinstance(read, str):
            (problems if names else left_out).append(read)
        elif names is None and _numbers_the_cases(read):
            left_out.append(f"Column {quoted(name)} numbers the cases.")
        else:
            problem = recoding.problem(read, frame.index, name)
            problems += [] if problem is None else [problem]
            table[len(kept)] = read
            kept.append(name)
    if strays:
        problems.append(stray_problem(strays, {n: frame.iloc[:, found[n]] for n in strays}))
    problems += _too_little(len(frame), None if problems else len(kept))
    if problems:
        raise DataError(problems)
    values = table[: len(kept)]
    as_labelled = {n: v for n, v in zip(kept, values, strict=True) if n not in recoding.reverse}
    labelled = labelled_no_answers(frame, as_labelled)
    steps = steps_by_item(frame, kept, recoding.texts)
    by_alphabet = alphabet_warnings(frame, dict(zip(kept, values, strict=True)), [kept], steps)
    return Answers(
        names=tuple(kept),
        values=values,
        index=frame.index,
        infinite=_taken_out(values),
        labelled=tuple(labelled.get(name, {}) for name in kept),
        left_out=tuple(left_out),
        notes=tuple(by_alphabet),
        simulated=str(frame.attrs.get("simulated", "")),
    )


def _too_little(rows: int, items: int | None) -> Iterator[str]:
    if items == 0:
        yield "The data have no column of numbers to be screened."
    if rows < FEWEST_ROWS:
        yield f"The data have {counted(rows, 'row')}; at least {FEWEST_ROWS} are needed."


def _taken_out(values: FloatArray) -> npt.NDArray[np.int64]:
    """Make values missing that no computation can hold, and count them by item."""
    counts = np.zeros(len(values), dtype=np.int64)
    for j, item in enumerate(values):
        wild = np.abs(item) > LARGEST
        counts[j] = np.count_nonzero(wild)
        if counts[j]:
            item[wild] = np.nan
    return counts


def _numbers_the_cases(values: FloatArray) -> bool:
    """Whether a column is 1, 2, 3 and so on."""
    return len(values) >= FEWEST_ROWS and bool((np.diff(values) == 1.0).all())
