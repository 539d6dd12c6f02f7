"""Sums over the blocks of indicators, for a stack of matrices.

What NumPy does in several passes over the memory is done here in one, matrix by matrix.
The functions take real and complex stacks alike, because a complex step differentiates
through them. Block j holds the indicators starts[j]..starts[j + 1] - 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from plspm.kernels.compiler import announced, compiled, one_layout

Array = NDArray[np.float64]


def block_sums(A: Array, starts: NDArray[np.int64]) -> Array:
    """Sums of the entries of every matrix between and within blocks; (b, p, p) -> (b, J, J)."""
    J = starts.size - 1
    sums = np.zeros((A.shape[0], J, J), dtype=A.dtype)
    with announced():
        _block_sums(one_layout(A), one_layout(starts), sums)
    return sums


def squared_residuals(
    S: Array, loadings: Array, Phi: Array, starts: NDArray[np.int64], observed: NDArray[np.bool_]
) -> Array:
    """Sum of the squares of S - ΛΦΛ' off the diagonal, both triangles; (b,).

    Parameters
    ----------
    S : (b, p, p) array, real or complex
    loadings : (b, p) array
    Phi : (b, J, J) array
    starts : (J + 1,) array
    observed : (J,) array
        Blocks within which S is taken as it is, so that no residual is left.
    """
    kind = np.result_type(S, loadings, Phi)
    total = np.zeros(S.shape[0], dtype=kind)
    S, loadings, Phi = (one_layout(A, kind) for A in (S, loadings, Phi))
    with announced():
        _squared_residuals(S, loadings, Phi, one_layout(starts), one_layout(observed), total)
    return total


@compiled
def _block_sums(A: Any, starts: Any, sums: Any) -> None:
    J = starts.shape[0] - 1
    columns = np.empty(A.shape[2], dtype=A.dtype)
    for draw in range(A.shape[0]):
        for j in range(J):
            columns[:] = 0.0
            for i in range(starts[j], starts[j + 1]):
                columns += A[draw, i]
            for k in range(J):
                for m in range(starts[k], starts[k + 1]):
                    sums[draw, j, k] += columns[m]


@compiled
def _squared_residuals(
    S: Any, loadings: Any, Phi: Any, starts: Any, observed: Any, total: Any
) -> None:
    p = loadings.shape[1]
    towards, squares = np.empty(p, dtype=total.dtype), np.empty(p, dtype=total.dtype)
    for draw in range(S.shape[0]):
        squares[:] = 0.0
        for j in range(starts.shape[0] - 1):
            for k in range(j + 1):  # row of ΦΛ', the same for all indicators of the block
                for m in range(starts[k], starts[k + 1]):
                    towards[m] = Phi[draw, j, k] * loadings[draw, m]
            for i in range(starts[j], starts[j + 1]):
                row, loading = S[draw, i], loadings[draw, i]
                for m in range(starts[j] if observed[j] else i):
                    residual = row[m] - loading * towards[m]
                    squares[m] += residual * residual
        for m in range(p):  # one sum a column, because a single one would wait for itself
            total[draw] += 2.0 * squares[m]
