"""Groups of cases: clusters and strata, from a column or from labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from plspm.data.labels import find_columns
from plspm.data.wording import quoted
from plspm.errors import DataError

Grouping = str | ArrayLike


def read_groups(grouping: Grouping, option: str, frame: pd.DataFrame) -> NDArray[np.int64]:
    """Number the groups of the cases from 0, in order of appearance.

    Parameters
    ----------
    grouping : str or array_like of shape (n,)
        The name of a column of `frame`, or one label a case used.
    option : str
        What the groups are called in an error.
    frame : pandas.DataFrame
        The cases used.

    Returns
    -------
    numpy.ndarray of int64, shape (n,)

    Raises
    ------
    DataError
        No such column, the wrong number of labels, missing labels, or a single group.

    Examples
    --------
    >>> read_groups("firm", "clusters", pd.DataFrame({"firm": ["b", "a", "b"]}))
    array([0, 1, 0])
    """
    if isinstance(grouping, str):
        found, problems = find_columns(frame, [grouping])
        if problems:
            raise DataError([f"{option}: {problem}" for problem in problems])
        labels = frame.iloc[:, found[grouping]]
        where = f"{option} (column {quoted(grouping)})"
    else:
        labels = pd.Series(np.asarray(grouping).ravel())
        where = option
    if len(labels) != len(frame):
        raise DataError(
            f"{where} has {len(labels)} labels, but {len(frame)} cases are used; give one label "
            "a case, in the order of the cases, or the name of a column."
        )
    missing = int(labels.isna().sum())
    if missing:
        raise DataError(f"{where} has {missing} missing labels; every case needs one.")
    codes, groups = pd.factorize(labels)
    if len(groups) < 2:
        raise DataError(f"{where} has a single group; there must be two or more.")
    return codes.astype(np.int64)
