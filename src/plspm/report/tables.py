"""Labelled tables from arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from plspm.assessment.statistics import STATISTICS, Labels
from plspm.data.moments import standardise
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.report.whole_table import WholeTable

DASH = "\N{EN DASH}"
"""What is printed for a number that the model does not have."""


def index_of(labels: Labels) -> pd.Index:
    """Turn labels into an index, with several levels where labels have several parts."""
    if len(labels.names) == 1:
        return pd.Index([row[0] for row in labels.rows], name=labels.names[0], dtype=object)
    if not labels.rows:
        return pd.MultiIndex.from_arrays([[] for _ in labels.names], names=labels.names)
    # Several times as fast as from_tuples, which looks at every label for what it may be.
    columns = list(zip(*labels.rows, strict=True))
    levels = [sorted(set(column)) for column in columns]
    places = [{name: place for place, name in enumerate(level)} for level in levels]
    codes = [[at[name] for name in column] for at, column in zip(places, columns, strict=True)]
    return pd.MultiIndex(levels=levels, codes=codes, names=labels.names, verify_integrity=False)


def components(labels: Labels, columns: Mapping[str, Array]) -> pd.DataFrame:
    """One row a component of a statistic."""
    return WholeTable(dict(columns), index=index_of(labels))


def statistic_table(name: str, estimates: Estimates) -> pd.DataFrame:
    """The table of one statistic of a fit, one row a component."""
    statistic = STATISTICS[name]
    with np.errstate(invalid="ignore", divide="ignore"):
        values = statistic.compute(estimates)[0]
    return components(statistic.labels(estimates.arrays), {statistic.column: values})


def square(A: Array, arrays: ModelArrays) -> pd.DataFrame:
    """A constructs x constructs table."""
    names = pd.Index(arrays.constructs)
    return labelled(A, names.rename("construct"), names)


def labelled(A: Array, index: pd.Index, columns: pd.Index) -> pd.DataFrame:
    """A table with numbers of its own: whoever changes it leaves the array `A` as it was."""
    return pd.DataFrame(A, index=index, columns=columns, copy=True)


def block_matrix(values: Array, arrays: ModelArrays) -> pd.DataFrame:
    """Indicators x constructs: a number an indicator, in the column of its construct.

    An item that a higher-order construct repeats has one row, with a number in both columns.
    """
    items = {name: row for row, name in enumerate(dict.fromkeys(arrays.indicators))}
    matrix = np.zeros((len(items), len(arrays.constructs)))
    matrix[[items[name] for name in arrays.indicators], arrays.block] = values
    names = pd.Index(arrays.constructs)
    return labelled(matrix, pd.Index(list(items), name="indicator"), names)


def by_construct(values: Array, arrays: ModelArrays, columns: Sequence[str]) -> pd.DataFrame:
    """One row a construct; `values` is (J, number of columns)."""
    return pd.DataFrame(
        values, index=pd.Index(arrays.constructs, name="construct"), columns=list(columns)
    )


def with_dashes(effects: pd.DataFrame, paths: pd.Index, routes: pd.Index) -> pd.DataFrame:
    """The table of effects to be printed: dashes where there is no path, or no longer route."""
    direct = effects["direct"].astype(object).where(effects.index.isin(paths), DASH)
    indirect = effects["indirect"].astype(object).where(effects.index.isin(routes), DASH)
    return effects.assign(direct=direct, indirect=indirect)


def descriptives_table(names: Sequence[str], X: Array, missing: Sequence[int]) -> pd.DataFrame:
    """Size, mean, median, standard deviation, shape and range of every indicator as observed.

    Skewness and excess kurtosis are the sample-adjusted G1 and G2 (Joanes & Gill 1998), as in
    SPSS, SAS and pandas.
    """
    frame = pd.DataFrame(X, columns=pd.Index(names, name="indicator"))
    # Third and fourth powers of values such as 1e100 overflow; shape has no unit.
    shape = pd.concat([_without_unit(frame[name]) for name in names], axis=1)
    columns = {
        "n": frame.count(),
        "mean": frame.mean(),
        "median": frame.median(),
        "sd": frame.std(),
        "skewness": shape.skew(),
        "kurtosis": shape.kurt(),
        "min": frame.min(),
        "max": frame.max(),
        "missing": pd.Series(list(missing), index=frame.columns),
    }
    return pd.DataFrame(columns)


def _without_unit(column: pd.Series[float]) -> pd.Series[float]:
    observed = column.dropna()
    values = standardise(np.array(observed, dtype=np.float64)[:, None])[:, 0]
    return pd.Series(values, index=observed.index, name=column.name)
