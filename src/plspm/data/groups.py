"""Groups of cases: clusters and strata, from a column or from labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from plspm.data.labels import find_columns
from plspm.data.origin import Origin
from plspm.data.wording import counted, listed, quoted
from plspm.errors import DataError

Grouping = str | ArrayLike


def read_groups(grouping: Grouping, option: str, origin: Origin) -> NDArray[np.int64]:
    """Number the groups of the cases from 0, in order of appearance.

    Parameters
    ----------
    grouping : str or array_like of shape (n,)
        The name of a column of the data, or one label a case used, or one a row of the data.
    option : str
        What the groups are called in an error.
    origin : Origin
        The data that the cases were taken from. A fit keeps only the columns of its model, so
        that a name needs the data as they were given.

    Returns
    -------
    numpy.ndarray of int64, shape (n,)

    Raises
    ------
    DataError
        No such column, data that are gone, the wrong number of labels, labels in several columns,
        missing labels, or a single group.

    Examples
    --------
    >>> from plspm.data.origin import origin_of
    >>> frame = pd.DataFrame({"firm": ["b", "a", "b"]})
    >>> read_groups("firm", "clusters", origin_of(frame, np.ones(3, dtype=bool), frame.index))
    array([0, 1, 0])
    """
    labels, where = labels_of_cases(grouping, option, origin)
    try:
        codes, groups = pd.factorize(labels)
    except TypeError as error:
        raise DataError(f"{where} holds values that are no labels ({error}).") from error
    if len(groups) < 2:
        raise DataError(f"{where} has a single group; there must be two or more.")
    return codes.astype(np.int64)


def labels_of_cases(grouping: Grouping, option: str, origin: Origin) -> tuple[pd.Series, str]:
    """One label a case used, none missing, and where they came from, in words.

    Parameters
    ----------
    grouping, option, origin
        As for :func:`read_groups`.

    Raises
    ------
    DataError
        No such column, data that are gone, the wrong number of labels, labels in several columns,
        or missing labels.
    """
    n = len(origin.index)
    if isinstance(grouping, str):
        frame = origin.frame()
        if frame is None:
            raise DataError(
                f"{option}: a fit keeps only the columns of its model, and the data that it came "
                f"from are gone. Give the labels themselves, one a case: {option}="
                f"data[{grouping!r}]."
            )
        found, problems = find_columns(frame, [grouping])
        if problems:
            raise DataError([f"{option}: {problem}" for problem in problems])
        labels = frame.iloc[:, found[grouping]]
        where = f"{option} (column {quoted(grouping)})"
    else:
        labels = _given(grouping, option, origin)
        where = option
    if len(labels) != n:
        raise DataError(
            f"{where} has {len(labels)} labels, but {n} cases are used; give one label "
            "a case, in the order of the cases, or the name of a column."
        )
    missing = origin.index[labels.isna().to_numpy()]
    if len(missing):
        rows = f"row{'s' if len(missing) > 1 else ''} {listed(map(quoted, missing))}"
        raise DataError(
            f"{where} has {counted(len(missing), 'missing label')} ({rows}); every case needs one. "
            "Fill them in, or leave these cases out before the fit."
        )
    return labels, where


def numbered(labels: ArrayLike, option: str) -> NDArray[np.int64]:
    """Number labels from 0 without gaps, in their own order.

    Raises
    ------
    DataError
        Labels are missing, have no order, or are not one row.

    Examples
    --------
    >>> numbered(["b", "d", "b"], "clusters")
    array([0, 1, 0])
    """
    try:
        values = one_row(labels)
    except ValueError as error:
        raise DataError(f"{option} must be one label a case: {error}.") from error
    missing = int(pd.isna(values).sum())
    if values.ndim != 1 or missing:
        raise DataError(f"{option} must be one label a case; {missing} are missing.")
    try:
        return np.unique(values, return_inverse=True)[1]
    except TypeError as error:
        raise DataError(f"{option} holds labels of several kinds ({error}).") from error


def check_nesting(clusters: NDArray[np.int64], strata: NDArray[np.int64]) -> None:
    """Make sure that each cluster lies within one stratum, and that something varies in these.

    Raises
    ------
    DataError
        A cluster belongs to several strata, or every stratum holds a single cluster.

    Examples
    --------
    >>> check_nesting(np.array([0, 0, 1, 2, 3]), np.array([0, 0, 0, 1, 1]))
    """
    if np.shape(clusters) != np.shape(strata):
        raise DataError("clusters and strata must have one label for every case.")
    pairs = np.unique(np.column_stack([clusters, strata]), axis=0)
    split = int((np.bincount(pairs[:, 0]) > 1).sum())
    if split:
        raise DataError(
            f"{split} of {clusters.max() + 1} clusters lie in more than one of the strata; strata "
            "are drawn from separately, so that each cluster must lie within one."
        )
    if (np.bincount(pairs[:, 1]) == 1).all():
        raise DataError(
            "Every one of the strata holds a single case or cluster, so that nothing varies within "
            "any of them; use wider strata, or none."
        )


def _given(grouping: ArrayLike, option: str, origin: Origin) -> pd.Series:
    """Labels beside the data; a Series must have the row labels of the cases."""
    if isinstance(grouping, pd.Series):
        grouping = _used(grouping, origin)
        if len(grouping) == len(origin.index) and not grouping.index.equals(origin.index):
            raise DataError(
                f"{option} is a Series whose row labels are not those of the cases; align it, or "
                f"go by position with {option}.to_numpy()."
            )
        return grouping
    try:
        labels = one_row(grouping)
    except ValueError as error:
        raise DataError(f"{option} is not one row of labels: {error}.") from error
    if labels.ndim != 1:
        raise DataError(
            f"{option} has {labels.ndim} dimensions; give the name of a column or one row of "
            "labels, one a case."
        )
    return _used(pd.Series(labels), origin)


def _used(labels: pd.Series, origin: Origin) -> pd.Series:
    """Labels of the rows used, where there is one for every row of the data."""
    if origin.kept is None or len(labels) != len(origin.kept):
        return labels
    return labels.loc[origin.kept]


def one_row(given: ArrayLike) -> NDArray[np.generic]:
    """An array of what is given, with None where a masked array is masked.

    Examples
    --------
    >>> one_row(np.ma.masked_array([1, 2], mask=[False, True])).tolist()
    [1, None]
    """
    if isinstance(given, np.ma.MaskedArray):
        values = np.array(given.data, dtype=object)
        values[np.ma.getmaskarray(given)] = None
        return values
    return np.asarray(given)
