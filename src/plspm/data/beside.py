"""Columns of the data that no model needs, such as markers and global items."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plspm.data.columns import FloatArray
from plspm.data.indicators import Indicators
from plspm.data.read_indicators import read_indicators
from plspm.data.recoding import Code
from plspm.data.wording import listed, quoted
from plspm.errors import DataError


def columns_beside(cases: Indicators, names: Sequence[str], option: str) -> FloatArray:
    """Numbers of other columns for the cases that a fit used; (n, columns).

    Codes for missing answers that the fit was told of all items are such here as well.

    Parameters
    ----------
    cases : Indicators
        The cases used.
    names : sequence of str
        Columns of the data.
    option : str
        What asks for them, for messages.

    Raises
    ------
    DataError
        The data are gone, or lack a column, or a column is none of complete numbers that vary.

    Examples
    --------
    >>> data = {"a": [1, 2, 4, 3], "age": [30, 25, 41, 52]}
    >>> import pandas as pd
    >>> frame = pd.DataFrame(data)
    >>> columns_beside(read_indicators(frame, ["a"]), ["age"], "marker")[:, 0]
    array([30., 25., 41., 52.])
    """
    found = dict(zip(cases.names, cases.values.T, strict=True))
    others = [name for name in names if name not in found]
    if others:
        found |= dict(zip(others, _looked_up(cases, others, option).T, strict=True))
    return np.column_stack([found[name] for name in names])


def _looked_up(cases: Indicators, names: Sequence[str], option: str) -> FloatArray:
    """Columns of the data that the fit came from."""
    frame = cases.origin.frame()
    if frame is None:
        raise DataError(
            f"{option}: a fit keeps only the columns of its model, and the data that it came from "
            f"are gone. Estimate again while they are there; {listed(map(quoted, names))} are "
            "looked up in them."
        )
    recoding = cases.recoding
    codes: list[Code] = [*recoding.everywhere, *sorted(recoding.texts.everywhere)]
    try:
        return read_indicators(frame, names, missing_codes=codes).values
    except DataError as error:
        raise DataError([f"{option}: {problem}" for problem in error.problems]) from None
