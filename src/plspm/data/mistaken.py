"""Frames that are plainly something else than data: one sentence says what, before any other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plspm.errors import DataError

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def refuse_mistaken(frame: pd.DataFrame) -> None:
    """Refuse a correlation matrix given as data, and a file read with the wrong separator.

    Raises
    ------
    DataError
        The frame is one of these; the message says how to give it.

    Examples
    --------
    >>> refuse_mistaken(pd.DataFrame({"a;b": ["1;2"]}))
    Traceback (most recent call last):
    ...
    plspm.errors.DataError: The data have a single column whose name holds semicolons: the file ...
    """
    if frame.shape[1] == 1:
        name = str(frame.columns[0])
        for separator, word in SEPARATORS.items():
            if separator in name:
                raise DataError(
                    f"The data have a single column whose name holds {word}: the file was read "
                    f"with another separator. Read it with pd.read_csv(path, sep={separator!r}), "
                    "or give the path itself."
                )
    if _is_correlation_matrix(frame):
        raise DataError(
            "The data are a correlation matrix (square, the same names on both sides, ones on the "
            "diagonal). Give it as such: plspm.estimate(model, correlations=matrix, n=...), n the "
            "number of cases behind it."
        )


def _is_correlation_matrix(frame: pd.DataFrame) -> bool:
    rows, columns = frame.shape
    if rows != columns or rows < 2 or not frame.index.equals(frame.columns):
        return False
    if not all(pd.api.types.is_numeric_dtype(dtype) for dtype in frame.dtypes):
        return False
    return bool(np.allclose(np.diag(frame.to_numpy(dtype=float)), 1.0))
