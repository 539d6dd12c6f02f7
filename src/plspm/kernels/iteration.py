"""The compiled loop of the outer weights, one correlation matrix after the other.

This is the only loop of the method that cannot be written as array operations over the
stack: every draw stops after its own number of iterations. With NUMBA_DISABLE_JIT=1 the
same functions run as plain Python, and the tests run them both ways.

Symbols as in the literature: `S` indicator correlations, `w` outer weights of all blocks in
one row, `T[k]` covariances of the proxy of construct k with the indicators, `C` correlations
of the proxies, `E` inner weights. Block j holds the indicators starts[j]..starts[j + 1] - 1.

Functions that call one another stand in one file, because a compiled function is taken from
numba's cache as long as its own file is unchanged.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from plspm.kernels.compiler import compiled

HELD, MODE_A, MODE_B = 0, 1, 2
CENTROID, FACTORIAL, PATH = 0, 1, 2
CONVERGED, NOT_CONVERGED, SINGULAR = 0, 1, 2

SMALLEST_PIVOT = 1e-12
"""A unit-variance variable that others explain but for this share counts as collinear."""

SMALLEST_VARIANCE = 1e-24
"""Weights made of correlations below about 1e-12 are made of rounding errors."""


class Network(NamedTuple):
    """The model, as the loop walks through it.

    Attributes
    ----------
    starts : (J + 1,) array
    update : (J,) array
    neighbours, first_neighbour : (m,) and (J + 1,) arrays
        Construct j is connected with ``neighbours[first_neighbour[j]:first_neighbour[j + 1]]``.
    predecessors, first_predecessor : (m,) and (J + 1,) arrays
        Likewise, those with a path to construct j.
    """

    starts: NDArray[np.int64]
    update: NDArray[np.int64]
    neighbours: NDArray[np.int64]
    first_neighbour: NDArray[np.int64]
    predecessors: NDArray[np.int64]
    first_predecessor: NDArray[np.int64]


class Work(NamedTuple):
    """Memory that one matrix after the other is worked on in."""

    T: NDArray[np.float64]
    C: NDArray[np.float64]
    E: NDArray[np.float64]
    R: NDArray[np.float64]
    r: NDArray[np.float64]
    L: NDArray[np.float64]
    x: NDArray[np.float64]


@compiled
def factorise(A: Any, k: int) -> bool:
    """Turn the k x k lower triangle of A = LDL' into L and 1/D; false if A is not definite.

    L has a unit diagonal, in whose place 1/D stands: a division is what takes time here.
    """
    for i in range(k):
        pivot = A[i, i]
        for m in range(i):
            s = A[i, m]
            for q in range(m):
                s -= A[i, q] * A[m, q]
            A[i, m] = s
        for m in range(i):
            s = A[i, m]
            A[i, m] *= A[m, m]
            pivot -= s * A[i, m]
        if not pivot > SMALLEST_PIVOT:
            return False
        A[i, i] = 1.0 / pivot
    return True


@compiled
def solve(L: Any, k: int, x: Any) -> None:
    """Solve LDL' y = x in place."""
    for i in range(k):
        s = x[i]
        for m in range(i):
            s -= L[i, m] * x[m]
        x[i] = s
    for back in range(k):  # numba is slow at counting down
        i = k - 1 - back
        s = x[i] * L[i, i]
        for m in range(i + 1, k):
            s -= L[m, i] * x[m]
        x[i] = s


@compiled
def correlate(S: Any, w: Any, starts: Any, T: Any, C: Any) -> None:
    """T[k] = S w_k and C = W'SW, of one matrix."""
    p = w.shape[0]
    for k in range(starts.shape[0] - 1):
        t = T[k]
        for m in range(p):
            t[m] = 0.0
        for i in range(starts[k], starts[k + 1]):
            row, weight = S[i], w[i]
            for m in range(p):
                t[m] += weight * row[m]
        for j in range(k + 1):
            c = w[starts[j]] * t[starts[j]]
            for i in range(starts[j] + 1, starts[j + 1]):
                c += w[i] * t[i]
            C[j, k] = c
            C[k, j] = c


@compiled
def correlate_stack(S: Any, w: Any, starts: Any, T: Any, C: Any) -> None:
    """Run :func:`correlate` on every matrix of the stack."""
    for draw in range(w.shape[0]):
        correlate(S[draw], w[draw], starts, T[draw], C[draw])


@compiled
def factorise_blocks(S: Any, starts: Any, update: Any, L: Any) -> bool:
    """Factorise every Mode B block of S into the same rows of L; false if one is collinear."""
    for j in range(update.shape[0]):
        if update[j] == MODE_B:
            first, last = starts[j], starts[j + 1]
            for i in range(first, last):
                for m in range(first, last):
                    L[i, m - first] = S[i, m]
            if not factorise(L[first:last], last - first):
                return False
    return True


@compiled
def regress(C: Any, j: int, x: Any, first: int, k: int, E: Any, R: Any, r: Any) -> bool:
    """E[j, x] = coefficients of the regression of j on x[first:first + k]."""
    for a in range(k):
        r[a] = C[j, x[first + a]]
        for c in range(a + 1):
            R[a, c] = C[x[first + a], x[first + c]]
    if not factorise(R, k):
        return False
    solve(R, k, r)
    for a in range(k):
        E[j, x[first + a]] = r[a]
    return True


@compiled
def inner_weights(
    C: Any,
    scheme: int,
    neighbours: Any,
    first_neighbour: Any,
    predecessors: Any,
    first_predecessor: Any,
    E: Any,
    R: Any,
    r: Any,
) -> bool:
    """E[j, k] = weight of neighbour k in the inner proxy of j; false if there is none."""
    for j in range(C.shape[0]):
        for at in range(first_neighbour[j], first_neighbour[j + 1]):
            k = neighbours[at]
            E[j, k] = np.sign(C[j, k]) if scheme == CENTROID else C[j, k]
        first, last = first_predecessor[j], first_predecessor[j + 1]
        if scheme == PATH and not regress(C, j, predecessors, first, last - first, E, R, r):
            return False
    return True


@compiled
def inner_proxy(T: Any, E: Any, j: int, neighbours: Any, among: Any, own: Any, x: Any) -> None:
    """x[own] = covariances of the indicators of block j with its inner proxy."""
    for i in range(own[0], own[1]):
        covariance = 0.0
        for at in range(among[0], among[1]):
            covariance += E[j, neighbours[at]] * T[neighbours[at], i]
        x[i] = covariance


@compiled
def scale_to_unit_variance(S: Any, first: int, last: int, x: Any) -> bool:
    """Scale x[first:last] to x'Sx = 1; false if it has no variance."""
    variance = 0.0
    for i in range(first, last):
        covariance = 0.0
        for m in range(first, last):
            covariance += S[i, m] * x[m]
        variance += x[i] * covariance
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
    network: Network,
    work: Work,
    scheme: int,
    tolerance: float,
    max_iterations: int,
) -> tuple[int, int]:
    """Iterate the weights `w` of one matrix in place; return iterations and status."""
    starts, update, neighbours, first_neighbour, predecessors, first_predecessor = network
    T, C, E, R, r, L, x = work
    J = update.shape[0]
    if not math.isfinite(S[0, 0]) or not factorise_blocks(S, starts, update, L):
        return 0, SINGULAR
    for iteration in range(1, max_iterations + 1):
        correlate(S, w, starts, T, C)
        if not inner_weights(
            C, scheme, neighbours, first_neighbour, predecessors, first_predecessor, E, R, r
        ):
            return iteration, SINGULAR
        change = 0.0
        for j in range(J):
            if update[j] == HELD:
                continue
            first, last = starts[j], starts[j + 1]
            among = first_neighbour[j], first_neighbour[j + 1]
            inner_proxy(T, E, j, neighbours, among, (first, last), x)
            if update[j] == MODE_B:
                solve(L[first:last], last - first, x[first:last])
            if not scale_to_unit_variance(S, first, last, x):
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
    network: Network,
    scheme: int,
    tolerance: float,
    max_iterations: int,
    iterations: Any,
    status: Any,
) -> None:
    """Run :func:`iterate_one` on every matrix of the stack, iterations being added to those had."""
    b, p = w.shape
    J = network.update.shape[0]
    T, C, E, x = np.empty((J, p)), np.empty((J, J)), np.empty((J, J)), np.empty(p)
    R, r, L = np.empty((J, J)), np.empty(J), np.empty((p, p))
    work = Work(T, C, E, R, r, L, x)
    for draw in range(b):
        used, status[draw] = iterate_one(
            S[draw], w[draw], network, work, scheme, tolerance, max_iterations
        )
        iterations[draw] += used
        if status[draw] == SINGULAR:
            w[draw, :] = np.nan
