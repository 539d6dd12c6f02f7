"""Dummies: categories of control variables as columns of zeros and ones beside a reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.categories import Categories, Labels, categories_of, value_labels
from plspm.data.columns import FloatArray
from plspm.data.labels import find_columns, nearest
from plspm.data.recoding import Recoding
from plspm.data.wording import counted, listed, quoted
from plspm.model import Control

IN_NAMES = str.maketrans({":": "/", "^": "'"})
"""What names of constructs cannot hold, and what stands in its place."""
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CodedControl:
    """A control variable as it entered a fit.

    Attributes
    ----------
    column : str
    names : tuple of str
        The constructs made of it, and their items: the column itself, or its dummies.
    categories : tuple of str
        Those of the dummies, in the same order, and the reference as the last; empty for numbers.
    values : tuple of float
        The numbers behind the categories; empty where there are none.
    stated : bool
        Whether the reference was stated; else it is the most frequent category.
    on : tuple of str or None
        The constructs that it points at; None for every endogenous one.
    """

    column: str
    names: tuple[str, ...]
    categories: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    stated: bool = False
    on: tuple[str, ...] | None = None

    @property
    def reference(self) -> str:
        """The category without a dummy; empty for numbers."""
        return self.categories[-1] if self.categories else ""

    def in_words(self) -> str:
        """For the head of a summary.

        Examples
        --------
        >>> print(CodedControl("SECTOR", ("SECTOR[b]",), ("b", "a")).in_words())
        SECTOR (reference: a, the most frequent)
        """
        if not self.categories:
            return self.column
        return f"{self.column} (reference: {self.reference}{'' if self.stated else MOST_FREQUENT})"

    def dummies(self, column: pd.Series, labels: Labels) -> dict[str, FloatArray] | str:
        """The dummies of other cases, or why there are none: a category that is not known."""
        found = categories_of(column, labels, stated=True)
        assert found is not None  # as it is stated
        by_value = dict(zip(self.values, self.categories, strict=False))
        given = found.values or (np.nan,) * len(found.labels)
        words = [by_value.get(v, word) for v, word in zip(given, found.labels, strict=True)]
        unseen = [word for word in words if word not in self.categories]
        if unseen:
            return (
                f"Column {quoted(self.column)} holds {listed(map(quoted, unseen))}, which the fit "
                f"has not seen; it knows {listed(map(quoted, self.categories))}."
            )
        numbered = np.array([self.categories.index(word) for word in words], dtype=np.int64)
        return _zeros_and_ones(self.names, np.append(numbered, -1)[found.codes])


MOST_FREQUENT = ", the most frequent"


def _zeros_and_ones(names: Sequence[str], codes: npt.NDArray[np.int64]) -> dict[str, FloatArray]:
    missing = codes < 0
    return {name: np.where(missing, np.nan, codes == k) for k, name in enumerate(names)}


def read_categories(
    frame: pd.DataFrame, controls: Sequence[Control], recoding: Recoding
) -> tuple[dict[Control, Categories | None], list[str]]:
    """Find the columns of controls and their categories; None for those of numbers.

    Parameters
    ----------
    frame : DataFrame
    controls : sequence of Control
    recoding : Recoding
        Its codes for missing answers are no categories.

    Returns
    -------
    dict of Control to Categories or None
    list of str
        What is wrong.
    """
    found, problems = find_columns(frame, [each.column for each in controls])
    read: dict[Control, Categories | None] = {}
    for each in controls:
        if each.column in found:
            column = without_codes(frame.iloc[:, found[each.column]], each.column, recoding)
            labels = value_labels(frame, each.column)
            read[each] = (
                None
                if each.numbers
                else categories_of(column, labels, stated=each.reference is not None)
            )
    return read, problems


def without_codes(column: pd.Series, name: str, recoding: Recoding) -> pd.Series:
    """A column of categories, missing where it has codes for missing answers."""
    column = recoding.texts.taken_out(column, name)
    if name in recoding.codes and pd.api.types.is_numeric_dtype(column.dtype):
        return column.mask(column.isin(recoding.codes[name]))
    return column


def coded(
    control: Control, categories: Categories, counting: Flags
) -> tuple[CodedControl, dict[str, FloatArray]] | str:
    """Make the dummies of a control.

    Parameters
    ----------
    control : Control
    categories : Categories
    counting : (n,) array of bool
        The rows that count; categories that none of them has get no dummy.

    Returns
    -------
    CodedControl, dict of str to (n,) array
        With the dummies of all rows by their names, NaN where the category is missing.
    str
        Why there are none.

    Examples
    --------
    >>> read = categories_of(pd.Series(["a", "b", "b", "b", None]), {})
    >>> control, dummies = coded(Control("SECTOR"), read, np.ones(5, dtype=bool))
    >>> control.reference, dummies
    ('b', {'SECTOR[a]': array([ 1.,  0.,  0.,  0., nan])})
    """
    seen = categories.codes[counting & (categories.codes >= 0)]
    counts = np.bincount(seen, minlength=len(categories.labels))
    occurring = [k for k, count in enumerate(counts) if count]
    words = [categories.labels[k] for k in occurring]
    reference = control.reference
    problem = _problem(control, words, len(seen))
    if problem is not None:
        return problem
    last = int(counts.argmax()) if reference is None else categories.labels.index(reference)
    order = [*(k for k in occurring if k != last), last]
    names = [f"{control.column}[{categories.labels[k]}]".translate(IN_NAMES) for k in order[:-1]]
    made = CodedControl(
        control.column,
        tuple(names),
        tuple(categories.labels[k] for k in order),
        tuple(categories.values[k] for k in order) if categories.values else (),
        reference is not None,
        control.on,
    )
    place = np.full(len(categories.labels) + 1, len(order) - 1)  # what does not count: zeros
    place[order] = range(len(order))
    place[-1] = -1
    return made, _zeros_and_ones(names, place[categories.codes])


def _problem(control: Control, words: Sequence[str], rows: int) -> str | None:
    """Say why the categories that occur cannot become dummies."""
    where = f"The control {quoted(control.column)}"
    if len(words) < 2:
        only = f"a single category, {quoted(words[0])}," if words else "no category"
        return f"{where} has {only} in the rows that count; leave it out."
    if 2 * len(words) > rows:
        return (
            f"{where} has {len(words)} categories in {counted(rows, 'row')}, "
            f"such as {quoted(words[0])}: these tell cases apart, not groups of cases. Leave it "
            "out, put categories together, or mend what should be numbers."
        )
    if control.reference is not None and control.reference not in words:
        near = nearest(control.reference, words)
        meant = f"did you mean {quoted(near)}?" if near else f"it has {listed(map(quoted, words))}."
        return f"{where} has no category {quoted(control.reference)} for a reference; {meant}"
    return None


def answers_behind(names: Sequence[str], controls: Sequence[CodedControl]) -> dict[str, int]:
    """The columns of the data behind indicators, each with the place of the first made of it.

    Examples
    --------
    >>> sector = CodedControl("SECTOR", ("SECTOR[b]", "SECTOR[c]"), ("b", "c", "a"))
    >>> answers_behind(["x", "SECTOR[b]", "SECTOR[c]"], [sector])
    {'x': 0, 'SECTOR': 1}
    """
    column = {name: each.column for each in controls for name in each.names}
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(column.get(name, name), place)
    return places


def with_dummies(
    frame: pd.DataFrame, controls: Sequence[CodedControl], recoding: Recoding
) -> tuple[pd.DataFrame, list[str]]:
    """Add the dummies that a fit has to other cases that have the columns themselves.

    Returns
    -------
    DataFrame
        With a column a dummy; zeros where it cannot be made.
    list of str
        Why some cannot: columns that are not there, categories that the fit has not seen.
    """
    problems: list[str] = []
    labels = {str(label) for label in frame.columns}
    for each in controls:
        if not each.categories or labels.issuperset(each.names):
            continue
        found, lacking = find_columns(frame, [each.column])
        made: dict[str, FloatArray] | str = dict.fromkeys(each.names, np.zeros(len(frame)))
        if lacking:
            problems += lacking
        else:
            column = without_codes(frame.iloc[:, found[each.column]], each.column, recoding)
            made = each.dummies(column, value_labels(frame, each.column))
        if isinstance(made, str):
            problems.append(made)
            made = dict.fromkeys(each.names, np.zeros(len(frame)))
        frame = frame.assign(**made)
    return frame, problems
