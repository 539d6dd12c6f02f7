"""The iteration of the PLS outer weights, for a stack of correlation matrices.

This is the only loop of the method that cannot be written as array operations over the
stack: every draw stops after its own number of iterations. With NUMBA_DISABLE_JIT=1 the
same functions run as plain Python, and the tests run them both ways.

Symbols as in the literature: `S` indicator correlations, `w` outer weights of all blocks in
one row, `T[k]` covariances of the proxy of construct k with the indicators, `C` correlations
of the proxies, `E` inner weights. Block j holds the indicators starts[j]..starts[j + 1] - 1.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plspm.kernels.compiler import announced, compiled

HELD, MODE_A, MODE_B = 0, 1, 2
CENTROID, FACTORIAL, PATH = 0, 1, 2
CONVERGED, NOT_CONVERGED, SINGULAR = 0, 1, 2

SMALLEST_PIVOT = 1e-12
"""A unit-variance variable that others explain but for this share counts as collinear."""

SMALLEST_VARIANCE = 1e-24
"""Weights made of correlations below about 1e-12 are made of rounding errors."""


def iterate(
    S: NDArray[np.float64],
    w: NDArray[np.float64],
    *,
    starts: NDArray[np.int64],
    update: NDArray[np.int64],
    is_path: NDArray[np.bool_],
    scheme: int,
    tolerance: float,
    max_iterations: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Iterate the outer weights of every matrix of a stack, in place.

    Parameters
    ----------
    S : (b, p, p) array
        Indicator correlations; a matrix that starts with NaN is passed over as singular.
    w : (b, p) array
        Starting weights, scaled to w'Sw = 1 in every block. Overwritten by the result;
        NaN where no solution exists.
    starts : (J + 1,) array
        First indicator of every block, and p.
    update : (J,) array
        How a block is updated: ``HELD``, ``MODE_A`` or ``MODE_B``.
    is_path : (J, J) array
        ``is_path[i, j]`` is true where construct j has a path to construct i.
    scheme : int
        Inner weighting: ``CENTROID``, ``FACTORIAL`` or ``PATH``.
    tolerance : float
        Stop when no weight changes by as much, sign ignored.
    max_iterations : int
        Stop at the latest after so many iterations.

    Returns
    -------
    iterations, status : (b,) arrays
        Iterations used, and ``CONVERGED``, ``NOT_CONVERGED`` or ``SINGULAR``.

    References
    ----------
    Lohmöller (1989), chapter 2; Tenenhaus, Esposito Vinzi, Chatelin & Lauro (2005).
    """
    with announced():
        # One memory layout, one compilation.
        S = np.ascontiguousarray(S)
        return iterate_stack(S, w, starts, update, is_path, scheme, tolerance, max_iterations)


@compiled
def cholesky(A: Any, k: int) -> bool:
    """Factorise the k x k lower triangle of A in place; false if not positive definite."""
    for i in range(k):
        for m in range(i + 1):
            s = A[i, m]
            for q in range(m):
                s -= A[i, q] * A[m, q]
            if m < i:
                A[i, m] = s / A[m, m]
            elif s > SMALLEST_PIVOT:
                A[i, i] = math.sqrt(s)
            else:
                return False
    return True


@compiled
def factorise(S: Any, first: int, last: int, L: Any) -> bool:
    """Factorise the block first..last-1 of S into the same rows of L; false if collinear."""
    for i in range(first, last):
        for m in range(first, last):
            L[i, m - first] = S[i, m]
    return cholesky(L[first:last], last - first)


@compiled
def solve(L: Any, k: int, x: Any) -> None:
    """Solve L L' y = x in place."""
    for i in range(k):
        for m in range(i):
            x[i] -= L[i, m] * x[m]
        x[i] /= L[i, i]
    for i in range(k - 1, -1, -1):
        for m in range(i + 1, k):
            x[i] -= L[m, i] * x[m]
        x[i] /= L[i, i]


@compiled
def correlate(S: Any, w: Any, starts: Any, T: Any, C: Any) -> None:
    """T[k] = S w_k and C = W'SW."""
    p, J = w.shape[0], starts.shape[0] - 1
    for k in range(J):
        for m in range(p):
            T[k, m] = 0.0
        for i in range(starts[k], starts[k + 1]):
            for m in range(p):
                T[k, m] += w[i] * S[i, m]
    for j in range(J):
        for k in range(j + 1):
            c = 0.0
            for i in range(starts[j], starts[j + 1]):
                c += w[i] * T[k, i]
            C[j, k] = c
            C[k, j] = c


@compiled
def regress_on_predecessors(C: Any, is_path: Any, j: int, E: Any, R: Any, r: Any) -> bool:
    """E[predecessors, j] = coefficients of the regression of j on all its predecessors."""
    J = C.shape[0]
    k = 0
    for a in range(J):
        if is_path[j, a]:
            m = 0
            for c in range(a + 1):
                if is_path[j, c]:
                    R[k, m] = C[a, c]
                    m += 1
            r[k] = C[a, j]
            k += 1
    if not cholesky(R, k):
        return False
    solve(R, k, r)
    k = 0
    for a in range(J):
        if is_path[j, a]:
            E[a, j] = r[k]
            k += 1
    return True


@compiled
def inner_weights(C: Any, is_path: Any, scheme: int, E: Any, R: Any, r: Any) -> bool:
    """E[k, j] = weight of construct k in the inner proxy of j; false if there is none."""
    J = C.shape[0]
    for j in range(J):
        for k in range(J):
            E[k, j] = 0.0
            if is_path[j, k] or is_path[k, j]:
                E[k, j] = np.sign(C[k, j]) if scheme == CENTROID else C[k, j]
        if scheme == PATH and not regress_on_predecessors(C, is_path, j, E, R, r):
            return False
    return True


@compiled
def outer_weights(S: Any, T: Any, e: Any, L: Any, first: int, last: int, mode: int, x: Any) -> bool:
    """x = new weights of the block first..last-1, scaled to x'Sx = 1; false if there are none."""
    for i in range(first, last):
        x[i] = 0.0
    for k in range(e.shape[0]):
        if e[k] != 0.0:
            for i in range(first, last):
                x[i] += e[k] * T[k, i]
    if mode == MODE_B:
        solve(L[first:last], last - first, x[first:last])
    variance = 0.0
    for i in range(first, last):
        for m in range(first, last):
            variance += x[i] * S[i, m] * x[m]
    if not variance > SMALLEST_VARIANCE:
        return False
    scale = 1.0 / math.sqrt(variance)
    for i in range(first, last):
        x[i] *= scale
    return True


@compiled
def iterate_one(
    S: Any,
    w: Any,
    starts: Any,
    update: Any,
    is_path: Any,
    scheme: int,
    tolerance: float,
    max_iterations: int,
) -> tuple[int, int]:
    """Iterate the weights `w` of one matrix in place; return iterations and status."""
    p, J = w.shape[0], starts.shape[0] - 1
    if not math.isfinite(S[0, 0]):
        return 0, SINGULAR
    T, C, E = np.empty((J, p)), np.empty((J, J)), np.empty((J, J))
    R, r, x = np.empty((J, J)), np.empty(J), np.empty(p)
    L = np.empty((p, p))
    for j in range(J):
        if update[j] == MODE_B and not factorise(S, starts[j], starts[j + 1], L):
            return 0, SINGULAR
    for iteration in range(1, max_iterations + 1):
        correlate(S, w, starts, T, C)
        if not inner_weights(C, is_path, scheme, E, R, r):
            return iteration, SINGULAR
        change = 0.0
        for j in range(J):
            first, last = starts[j], starts[j + 1]
            if update[j] != HELD:
                if not outer_weights(S, T, E[:, j], L, first, last, update[j], x):
                    return iteration, SINGULAR
                for i in range(first, last):
                    change = max(change, abs(abs(x[i]) - abs(w[i])))
                    w[i] = x[i]
        if change < tolerance:
            return iteration, CONVERGED
    return max_iterations, NOT_CONVERGED


@compiled
def iterate_stack(
    S: Any,
    w: Any,
    starts: Any,
    update: Any,
    is_path: Any,
    scheme: int,
    tolerance: float,
    max_iterations: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Run :func:`iterate_one` on every matrix of the stack."""
    b = w.shape[0]
    iterations, status = np.zeros(b, dtype=np.int64), np.zeros(b, dtype=np.int64)
    for draw in range(b):
        iterations[draw], status[draw] = iterate_one(
            S[draw], w[draw], starts, update, is_path, scheme, tolerance, max_iterations
        )
        if status[draw] == SINGULAR:
            w[draw, :] = np.nan
    return iterations, status
