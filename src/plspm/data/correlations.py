"""A correlation matrix in place of data: many studies print nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_complex_dtype

from plspm.data.labels import find_columns
from plspm.data.wording import Warn, listed, quoted, warn_user
from plspm.errors import DataError

PRINTED = 1e-3
"""Two printings of one correlation may differ by this much in the last digit."""


def read_correlations(
    matrix: object, names: Sequence[str], *, warn: Warn = warn_user
) -> NDArray[np.float64]:
    """Read the correlation matrix of the indicators named, checked as a whole.

    Parameters
    ----------
    matrix : DataFrame
        Correlations or covariances, rows and columns labelled alike; more indicators than are
        needed do no harm. Where only one triangle is filled in, the other is taken from it.
    names : sequence of str
        The indicators, in the order wanted.
    warn : callable, optional
        Is called with the text of a warning; by default gives a `DataWarning`.

    Returns
    -------
    (p, p) array
        Correlations with a unit diagonal.

    Raises
    ------
    DataError
        The matrix is not square, not labelled alike on both sides, lacks an indicator, is not
        numeric, or not symmetric. All problems at once.

    Warns
    -----
    DataWarning
        The matrix is not positive semi-definite.

    Examples
    --------
    >>> S = pd.DataFrame([[4.0, 1.0], [1.0, 1.0]], index=["a", "b"], columns=["a", "b"])
    >>> read_correlations(S, ["b", "a"])
    array([[1. , 0.5],
           [0.5, 1. ]])
    """
    return read_covariances(matrix, names, warn=warn)[0]


def read_covariances(
    matrix: object, names: Sequence[str], *, warn: Warn = warn_user
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Read a matrix as :func:`read_correlations` does, and its standard deviations (p,) too."""
    if not isinstance(matrix, pd.DataFrame):
        kind = f"{type(matrix).__module__}.{type(matrix).__name__}".removeprefix("builtins.")
        raise DataError(
            f"correlations is a {kind}; it must be a pandas DataFrame with the "
            "names of the indicators on both sides: pd.DataFrame(S, index=names, columns=names)."
        )
    if not {*map(str, matrix.index), *map(str, matrix.columns)} & {*names}:
        raise DataError(
            f"correlations bears none of the indicators' names, but {listed(map(quoted, matrix))}; "
            "label both sides: pd.DataFrame(S, index=names, columns=names)."
        )
    if isinstance(matrix.index, pd.RangeIndex) and {*names} <= {*map(str, matrix.columns)}:
        raise DataError(
            "correlations has names on its columns only; a file with names in its first column is "
            "read with pd.read_csv(path, index_col=0)."
        )
    columns, problems = find_columns(matrix, names)
    rows, row_problems = find_columns(matrix.T, names)
    if not problems:
        problems = [problem.replace("column", "row") for problem in row_problems]
    if problems:
        raise DataError([_of_matrix(problem) for problem in problems])
    part = matrix.iloc[[rows[name] for name in names], [columns[name] for name in names]]
    values = _filled(_numbers(part, names), names)
    return _correlations(values, names, warn), np.sqrt(np.diag(values))


def _of_matrix(problem: str) -> str:
    return problem.replace("The data have", "correlations has").replace("the data", "correlations")


def _numbers(part: pd.DataFrame, names: Sequence[str]) -> NDArray[np.float64]:
    if any(is_complex_dtype(dtype) for dtype in part.dtypes):
        raise DataError("correlations holds complex numbers; give the real part of them.")
    numeric = part.apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    text = part.notna().to_numpy() & np.isnan(numeric)
    if text.any():
        i, j = np.argwhere(text)[0]
        raise DataError(
            f"correlations holds {quoted(part.iloc[i, j])} at ({names[i]}, {names[j]}), which is "
            "no number."
        )
    return numeric


def _filled(values: NDArray[np.float64], names: Sequence[str]) -> NDArray[np.float64]:
    """Complete one triangle by the other; refuse what disagrees or is missing."""
    values = np.where(np.isnan(values), values.T, values)
    if not np.isfinite(values).all():
        i, j = np.argwhere(~np.isfinite(values))[0]
        raise DataError(f"correlations has no finite value at ({names[i]}, {names[j]}).")
    size = np.sqrt(np.abs(np.outer(np.diag(values), np.diag(values))))
    apart = np.abs(values - values.T) > PRINTED * np.where(size > 0, size, 1.0)
    if apart.any():
        i, j = np.argwhere(apart)[0]
        raise DataError(
            f"correlations is not symmetric: {values[i, j]:g} at ({names[i]}, {names[j]}), but "
            f"{values[j, i]:g} at ({names[j]}, {names[i]})."
        )
    return (values + values.T) / 2


def _correlations(
    values: NDArray[np.float64], names: Sequence[str], warn: Warn
) -> NDArray[np.float64]:
    variances = np.diag(values)
    flat = [name for name, variance in zip(names, variances, strict=True) if not variance > 0]
    if flat:
        raise DataError(
            f"correlations has no positive variance on its diagonal for {listed(flat)}."
        )
    S = values / np.sqrt(np.outer(variances, variances))
    np.fill_diagonal(S, 1.0)
    beyond = np.abs(S) > 1 + 1e-12
    if beyond.any():
        i, j = np.argwhere(beyond)[0]
        raise DataError(
            f"correlations gives {names[i]} and {names[j]} a correlation of {S[i, j]:.3f}, outside "
            "-1 and 1."
        )
    smallest = np.linalg.eigvalsh(S)[0]
    if smallest < -1e-10:
        warn(
            f"correlations is not positive semi-definite (smallest eigenvalue {smallest:.3g}): no "
            "data have these correlations. A misprinted value does that, but also correlations "
            "from different cases (pairwise deletion) or corrected ones. They are used as they "
            "are; check them against their source."
        )
    return S
