"""The option `controls`: which columns are control variables, and how each is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from plspm.calls import plainly
from plspm.data.categories import label_of
from plspm.data.checks import LARGEST
from plspm.data.wording import listed, quoted
from plspm.errors import OptionError
from plspm.model import Control

Controls = str | Control | Sequence[str | Control] | Mapping[str, object]
"""Columns, or a mapping from columns to reference categories (None: the most frequent one)."""


@plainly("plspm.control")
def control(
    column: str,
    *,
    reference: object = None,
    on: str | Sequence[str] | None = None,
    numbers: bool = False,
) -> Control:
    """State a control variable in more words than its name: for `controls`, or within a model.

    In a model text it is written the same way, on the right of ``~``:
    ``SAT ~ TRUST + control(INDUSTRY, reference=Trade)``.

    Parameters
    ----------
    column : str
        Its column in the data.
    reference : str or number, optional
        The category without a dummy, which the others are compared with; by default the most
        frequent one. A column of numbers for which one is stated is taken for categories.
    on : str or sequence of str, optional
        The constructs that it points at; by default every endogenous one.
    numbers : bool, default False
        Use the numbers of a labelled column (of SPSS or Stata), such as income in classes, as
        numbers and not as categories.

    Returns
    -------
    Control

    Raises
    ------
    OptionError
        A value that it cannot have.

    Examples
    --------
    >>> control("INDUSTRY", reference="Trade", on="SAT")
    Control(column='INDUSTRY', reference='Trade', on=('SAT',), numbers=False)

    As a part of a model:

    >>> import plspm
    >>> parts = plspm.single_item("A"), plspm.single_item("B"), plspm.path("A", to="B")
    >>> print(plspm.PathModel(*parts, control("AGE")))
    A =~ A
    B =~ B
    B ~ A + control(AGE)
    """
    problems = []
    if not isinstance(column, str) or not column:
        problems.append(f"A control is the name of a column, not {quoted(column)}.")
    targets: Sequence[str] | None = (on,) if isinstance(on, str) else on
    if targets is not None and not _all_text(targets):
        problems.append(f"on={quoted(on)} is no name of a construct, nor a list of such.")
    if not isinstance(numbers, bool):
        problems.append(f"numbers is {quoted(numbers)}; it must be True or False.")
    elif reference is not None and numbers:
        problems.append("A control is used as numbers or has a reference category, not both.")
    if reference is not None and not _is_category(reference):
        problems.append(f"reference is {quoted(reference)}; give a category as text or a number.")
    if problems:
        raise OptionError(problems)
    label = None if reference is None else label_of(reference)
    return Control(column, label, None if targets is None else tuple(targets), numbers)


def _is_category(reference: object) -> bool:
    if isinstance(reference, int | float | np.integer | np.floating):
        return bool(-LARGEST < reference < LARGEST)
    return isinstance(reference, str | np.bool_)


def read_controls(controls: object, stated: Sequence[Control] = ()) -> tuple[Control, ...]:
    """Read the option `controls`, beside the controls that a model states itself.

    Raises
    ------
    OptionError
        All that is wrong with it.

    Examples
    --------
    >>> [each.column for each in read_controls(["AGE", control("INDUSTRY")])]
    ['AGE', 'INDUSTRY']
    >>> read_controls({"INDUSTRY": "Trade"})[0].reference
    'Trade'
    """
    given: list[object]
    if controls is None:
        given = []
    elif isinstance(controls, Mapping):
        given = [
            each if isinstance(each, Control) else control(name, reference=each)
            for name, each in controls.items()
        ]
    elif isinstance(controls, Sequence | np.ndarray | pd.Index) and not isinstance(controls, str):
        listed_ones = controls.ravel() if isinstance(controls, np.ndarray) else controls
        given = [str(each) if isinstance(each, str) else each for each in listed_ones]
    else:
        given = [controls]
    if not all(isinstance(each, str | Control) and each for each in given):
        raise OptionError(
            f"controls is {quoted(controls)}; it must be columns of the data, such as "
            '["AGE", "INDUSTRY"], or a mapping from columns to reference categories, such as '
            '{"INDUSTRY": "Trade"}.'
        )
    found = [each if isinstance(each, Control) else control(str(each)) for each in given]
    columns = [each.column for each in found]
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise OptionError(f"controls names twice: {listed(map(quoted, twice))}.")
    both = [each.column for each in stated if each.column in columns]
    if both:
        raise OptionError(
            f"controls names {listed(map(quoted, both))}, stated as a control in the model too; "
            "leave one of them out."
        )
    return (*stated, *found)


def _all_text(names: object) -> bool:
    return isinstance(names, Sequence) and bool(names) and all(isinstance(n, str) for n in names)
