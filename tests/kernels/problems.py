"""Small problems for the compiled loop, and its results as text, for one process or another."""

from __future__ import annotations

import json
import sys
from itertools import pairwise

import numpy as np

from plspm.kernels import iteration as kernel
from plspm.kernels.outer_weights import iterate

STARTS = np.array([0, 3, 4, 7, 9])
PATHS = ((1, 0), (2, 0), (2, 1), (3, 2))  # target, source


def correlations(seed, draws=5):
    """Samples of a model of four constructs with 3, 1, 3 and 2 indicators; (draws, 9, 9)."""
    rng = np.random.default_rng(seed)
    eta = rng.normal(size=(60, 4))
    for target, source in PATHS:
        eta[:, target] += 0.5 * eta[:, source]
    X = np.repeat(eta, np.diff(STARTS), axis=1) + 0.7 * rng.normal(size=(60, 9))
    return np.stack([np.corrcoef(X[rng.integers(60, size=60)].T) for _ in range(draws)])


def starting_weights(S):
    """Equal weights with w'Sw = 1 in every block; (draws, 9)."""
    w = np.ones(S.shape[:2])
    for first, last in pairwise(STARTS):
        w[:, first:last] /= np.sqrt(S[:, first:last, first:last].sum(axis=(1, 2)))[:, None]
    return w


def run(S, scheme, updates, *, tolerance=1e-11, max_iterations=500):
    """Weights, iterations and status of every matrix."""
    is_path = np.zeros((4, 4), dtype=np.bool_)
    is_path[tuple(zip(*PATHS, strict=True))] = True
    w = starting_weights(S)
    iterations, status = iterate(
        S,
        w,
        starts=STARTS,
        update=np.array(updates),
        is_path=is_path,
        scheme=scheme,
        tolerance=tolerance,
        max_iterations=max_iterations,
    )
    return w, iterations, status


UPDATES = ([1, 0, 1, 1], [2, 0, 2, 2], [1, 0, 2, 0])


def results():
    """The weights of all problems, one after the other."""
    return [
        run(correlations(seed), scheme, updates)[0].ravel().tolist()
        for seed in range(3)
        for scheme in (kernel.CENTROID, kernel.FACTORIAL, kernel.PATH)
        for updates in UPDATES
    ]


if __name__ == "__main__":
    json.dump({"compiled": hasattr(kernel.iterate_one, "py_func"), "w": results()}, sys.stdout)
