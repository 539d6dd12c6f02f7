"""How much of the estimate survives where double precision is strained.

Reference: the same algorithm in 50 digits, for exactly the matrix of doubles that the library
is given.
"""

import mpmath
import numpy as np
import pandas as pd
import pytest

import plspm
from plspm.data.moments import Sample
from plspm.estimation.arrays import ModelArrays
from plspm.estimation.estimate import estimate_stack
from plspm.estimation.settings import Settings

mpmath.mp.dps = 50
BLOCKS = {"X": [0, 1, 2], "Z": [3, 4], "Y": [5, 6]}
MODEL = plspm.PathModel(
    plspm.formative("X", ["x1", "x2", "x3"]),
    plspm.formative("Z", ["z1", "z2"]),
    plspm.reflective("Y", ["y1", "y2"]),
    plspm.paths(["X", "Z"], to="Y"),
)


def ill_conditioned(gap):
    """Items of X that correlate by 1 - gap with each other, yet differ in what they explain."""
    S = np.eye(7)
    S[:3, :3] = 1 - gap
    S[0, 1] = S[1, 0] = 1 - gap / 2
    S[3, 4] = S[4, 3] = 0.5
    S[5, 6] = S[6, 5] = 0.6
    small = np.sqrt(gap) / 10
    S[:3, 5] = 0.4 + np.array([1, -1, 0.5]) * small
    S[:3, 6] = 0.3 + np.array([0.5, 1, -1]) * small
    S[:3, 3:5] = 0.2
    S[3:5, 5:] = [[0.3, 0.2], [0.1, 0.4]]
    S = np.triu(S) + np.triu(S, 1).T
    np.fill_diagonal(S, 1.0)
    assert np.linalg.eigvalsh(S)[0] > 0
    return S


def scaled(w, R):
    return w / mpmath.sqrt((w.T * R * w)[0])


def exact(S, iterations=200):
    """Weights and paths by the path weighting scheme; (7,), (2,)."""
    R = mpmath.matrix(S.tolist())
    part = {
        (a, b): mpmath.matrix([[R[i, j] for j in BLOCKS[b]] for i in BLOCKS[a]])
        for a in BLOCKS
        for b in BLOCKS
    }
    w = {name: scaled(mpmath.ones(len(rows), 1), part[name, name]) for name, rows in BLOCKS.items()}

    def correlation(a, b):
        return (w[a].T * part[a, b] * w[b])[0]

    def slopes():
        xz = correlation("X", "Z")
        return mpmath.lu_solve(
            mpmath.matrix([[1, xz], [xz, 1]]),
            mpmath.matrix([correlation("X", "Y"), correlation("Z", "Y")]),
        )

    for _ in range(iterations):
        b = slopes()
        new = {
            name: mpmath.lu_solve(part[name, name], part[name, "Y"] * w["Y"]) for name in ("X", "Z")
        }
        new["Y"] = part["Y", "X"] * w["X"] * b[0] + part["Y", "Z"] * w["Z"] * b[1]
        new = {name: scaled(v, part[name, name]) for name, v in new.items()}
        change = max(
            abs(abs(x) - abs(y)) for name in w for x, y in zip(new[name], w[name], strict=True)
        )
        w = new
        if change < mpmath.mpf(10) ** -40:
            break
    assert change < mpmath.mpf(10) ** -40
    for name, v in w.items():
        if sum(part[name, name] * v) < 0:
            w[name] = -v
    return np.array([float(x) for name in BLOCKS for x in w[name]]), np.array(
        [float(x) for x in slopes()]
    )


def relative_errors(gap):
    """Largest relative error of the weights, and of the path coefficients."""
    S = ill_conditioned(gap)
    arrays = ModelArrays.from_model(MODEL)
    settings = Settings(tolerance=1e-14, max_iterations=500)
    estimates = estimate_stack(Sample(S[None], np.array([100.0])), arrays, settings)
    w, paths = exact(S)
    found = estimates.B[0, 2, :2]
    return np.abs(estimates.w[0] / w - 1).max(), np.abs(found / paths - 1).max()


@pytest.mark.parametrize("gap", [1e-2, 1e-4, 1e-6, 1e-8])
def test_no_more_is_lost_than_the_condition_of_the_block_explains(gap):
    condition = np.linalg.cond(ill_conditioned(gap)[:3, :3])
    of_weights, of_paths = relative_errors(gap)
    assert of_weights < 4 * condition * np.finfo(float).eps
    assert of_paths < 4 * condition * np.finfo(float).eps


def test_correlations_of_six_nines_keep_nine_digits():
    of_weights, of_paths = relative_errors(1e-6)
    assert of_weights < 1e-9
    assert of_paths < 1e-9


def test_correlations_of_cases_far_from_zero_keep_their_digits():
    """Means a hundred million times the standard deviation cost eight digits, not all."""
    rng = np.random.default_rng(5)
    X = rng.normal(size=(50, 2)) @ [[1, 0.6], [0, 0.8]]
    data = pd.DataFrame(X, columns=["a", "b"])
    original = plspm.estimate("A =~ a; B =~ b; B ~ A", data)
    moved = plspm.estimate("A =~ a; B =~ b; B ~ A", data + 1e8)
    exactly = plspm.estimate("A =~ a; B =~ b; B ~ A", (data + 1e8) - 1e8)
    assert moved.path_coefficients.loc["A", "B"] == pytest.approx(
        exactly.path_coefficients.loc["A", "B"], rel=1e-8
    )
    assert moved.path_coefficients.loc["A", "B"] == pytest.approx(
        original.path_coefficients.loc["A", "B"], rel=1e-6
    )
