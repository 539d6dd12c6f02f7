"""What scikit-learn calls X and y, as columns with the names of a model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.utils.validation import check_array

from plspm.data.frames import read_frame
from plspm.data.wording import counted
from plspm.errors import DataError, OptionError


def has_names(X: object) -> bool:
    """Whether columns come with names of their own, as those of data frames do."""
    columns = getattr(X, "columns", None)
    return columns is not None and all(isinstance(name, str) for name in columns)


def named_columns(values: np.ndarray, names: Sequence[str] | None, letter: str) -> pd.DataFrame:
    """Columns of an array by the names given, or as x0, x1, ...

    Raises
    ------
    OptionError
        There are more or fewer names than columns.
    """
    count = values.shape[1]
    of = {"x": "X", "y": "y"}[letter]
    if names is None:
        names = [f"{letter}{k}" for k in range(count)]
    if isinstance(names, str) or len(names) != count:
        option = {"x": "feature_names", "y": "target_names"}[letter]
        raise OptionError(
            f"{option} has {counted(len(names), 'name')}, but {of} has "
            f"{counted(count, 'column')}; give a list of one name each."
        )
    return pd.DataFrame(values, columns=list(names))


def read_outcomes(y: object, names: Sequence[str] | None, *, gaps: bool) -> pd.DataFrame:
    """Columns of y: those of a frame or series, else `names`, else y or y0, y1, ..."""
    if has_names(y):
        return read_frame(y)
    if isinstance(y, pd.Series) and isinstance(y.name, str):
        return y.to_frame()
    values = check_array(
        y,
        dtype=np.float64,
        ensure_2d=False,
        ensure_all_finite="allow-nan" if gaps else True,
        input_name="y",
    )
    if values.ndim == 1:
        return named_columns(values[:, None], ["y"] if names is None else names, "y")
    return named_columns(values, names, "y")


def joined(frame: pd.DataFrame, outcomes: pd.DataFrame | None) -> pd.DataFrame:
    """X and the columns of y that it lacks, side by side as they stand.

    Raises
    ------
    DataError
        They have different numbers of rows.
    """
    if outcomes is None:
        return frame
    if len(frame) != len(outcomes):
        raise DataError(
            f"X has {counted(len(frame), 'row')}, y has {len(outcomes)}: found input variables "
            "with inconsistent numbers of samples."
        )
    new = outcomes[[name for name in outcomes.columns if name not in frame.columns]]
    return pd.concat([frame, new.set_axis(frame.index)], axis=1)


def check_input_features(names: Sequence[str], known: Sequence[str] | None, count: int) -> None:
    """Compare names of columns with those of the fit.

    Raises
    ------
    OptionError
        They are others, in the words that scikit-learn has for it.
    """
    if known is not None and list(names) != list(known):
        raise OptionError("input_features is not equal to feature_names_in_")
    if len(names) != count:
        raise OptionError(
            f"input_features should have length equal to number of features ({count}), got "
            f"{len(names)}"
        )
