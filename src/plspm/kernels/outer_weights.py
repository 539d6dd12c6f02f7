"""Outer weights and what follows from them at once, for a stack of correlation matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plspm.kernels.compiler import announced, one_layout
from plspm.kernels.iteration import NOT_CONVERGED, Network, correlate_stack, iterate_stack

Array = NDArray[np.float64]

INTERRUPTIBLE = 100
"""Iterations of a fit between two looks whether the user pressed Ctrl-C; draws stop by batches."""


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
    lists = (starts, update, *listed(is_path | is_path.T), *listed(is_path))
    network = Network(*(one_layout(array, np.int64) for array in lists))
    S, b = one_layout(S), len(w)
    iterations, status = np.zeros(b, dtype=np.int64), np.zeros(b, dtype=np.int64)
    steps = max_iterations if b > 1 else INTERRUPTIBLE
    with announced():
        for done in range(0, max_iterations, steps):
            left = min(steps, max_iterations - done)
            iterate_stack(S, w, network, scheme, tolerance, left, iterations, status)
            if b == 1 and status[0] != NOT_CONVERGED:
                break
    return iterations, status


def listed(flags: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns that are true, row after row, and where the list of each row begins."""
    return np.nonzero(flags)[1], np.concatenate([[0], np.cumsum(flags.sum(axis=1))])


def proxy_covariances(S: Array, w: Array, starts: NDArray[np.int64]) -> tuple[Array, Array]:
    """Covariances of the proxies with the indicators, and with one another.

    Parameters
    ----------
    S : (b, p, p) array, real or complex
        Indicator correlations.
    w : (b, p) array, real or complex
        Outer weights of all blocks in one row.
    starts : (J + 1,) array
        First indicator of every block, and p.

    Returns
    -------
    T : (b, J, p) array
        W'S, one row a proxy.
    C : (b, J, J) array
        W'SW.
    """
    b, p = w.shape
    J = starts.size - 1
    kind = np.result_type(S, w)
    T, C = np.empty((b, J, p), dtype=kind), np.empty((b, J, J), dtype=kind)
    with announced():
        correlate_stack(one_layout(S, kind), one_layout(w, kind), one_layout(starts), T, C)
    return T, C
