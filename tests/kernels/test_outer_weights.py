"""The compiled loop, with and without compilation, against plain formulas."""

import json
import os
import signal
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.kernels import problems
from tests.kernels.problems import PATHS, STARTS, UPDATES, correlations, run, starting_weights

from plspm.kernels import iteration as kernel
from plspm.kernels.outer_weights import iterate, proxy_covariances

COMPILED = hasattr(kernel.iterate_one, "py_func")
SCHEMES = (kernel.CENTROID, kernel.FACTORIAL, kernel.PATH)


def plain(function):
    """The function as written, whether or not numba compiles it."""
    return getattr(function, "py_func", function)


def one_iteration(S, w, scheme, updates):
    """The formulas of one iteration for one matrix, with matrices."""
    W = np.zeros((9, 4))
    for j, (first, last) in enumerate(pairwise(STARTS)):
        W[first:last, j] = w[first:last]
    C = W.T @ S @ W
    E = np.zeros((4, 4))
    for target, source in PATHS:
        E[source, target] = E[target, source] = C[target, source]
    if scheme == kernel.CENTROID:
        E = np.sign(E)
    if scheme == kernel.PATH:
        for target in range(4):
            sources = [s for t, s in PATHS if t == target]
            if sources:
                E[sources, target] = np.linalg.solve(
                    C[np.ix_(sources, sources)], C[sources, target]
                )
    Z = S @ W @ E
    new = w.copy()
    for j, (first, last) in enumerate(pairwise(STARTS)):
        R = S[first:last, first:last]
        if updates[j] == kernel.HELD:
            continue
        x = Z[first:last, j]
        if updates[j] == kernel.MODE_B:
            x = np.linalg.solve(R, x)
        new[first:last] = x / np.sqrt(x @ R @ x)
    return new


@pytest.mark.parametrize("updates", UPDATES, ids=str)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_iteration_follows_the_formulas(scheme, updates):
    S = correlations(1)
    expected = starting_weights(S)
    for iterations in range(1, 4):
        expected = np.stack(
            [one_iteration(S[k], expected[k], scheme, updates) for k in range(len(S))]
        )
        w, _, status = run(S, scheme, updates, tolerance=1e-300, max_iterations=iterations)
        np.testing.assert_allclose(w, expected, rtol=1e-11, atol=1e-13)
        assert status.tolist() == [kernel.NOT_CONVERGED] * len(S)


@pytest.mark.parametrize("updates", UPDATES, ids=str)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_iteration_stops_where_nothing_moves(scheme, updates):
    S = correlations(2)
    w, iterations, status = run(S, scheme, updates)
    assert status.tolist() == [kernel.CONVERGED] * len(S)
    assert (iterations < 500).all()
    for k in range(len(S)):
        new = one_iteration(S[k], w[k], scheme, updates)
        np.testing.assert_allclose(new, w[k], atol=1e-10)


def test_iterations_end_at_the_first_small_change():
    S = correlations(3, draws=1)
    _, [iterations], _ = run(S, kernel.PATH, UPDATES[0], tolerance=1e-6)
    before, _, _ = run(S, kernel.PATH, UPDATES[0], tolerance=1e-300, max_iterations=iterations - 2)
    last, _, [unsettled] = run(
        S, kernel.PATH, UPDATES[0], tolerance=1e-6, max_iterations=iterations - 1
    )
    assert unsettled == kernel.NOT_CONVERGED
    assert np.abs(last - before).max() >= 1e-6
    final, _, [settled] = run(S, kernel.PATH, UPDATES[0], tolerance=1e-6, max_iterations=iterations)
    assert settled == kernel.CONVERGED
    assert np.abs(final - last).max() < 1e-6


def test_held_weights_are_left_as_they_are():
    S = correlations(4)
    w, iterations, _ = run(S, kernel.PATH, [0, 0, 0, 0])
    np.testing.assert_array_equal(w, starting_weights(S))
    assert iterations.tolist() == [1] * len(S)


def singular_block(S):
    S[1, 0] = S[0, 1] = 1.0
    S[1, 2:] = S[0, 2:]
    S[2:, 1] = S[2:, 0]


def no_relation_to_neighbours(S):
    S[7:, :7] = S[:7, 7:] = 0.0


def collinear_predecessors(S):
    """The second construct is the first's first item, and the others of the first measure none."""
    S[:, :3] = S[:3, :] = 0.0
    S[:3, :3] = np.eye(3)
    S[3, 0] = S[0, 3] = 1.0
    S[4:7, 0] = S[4:7, 3]
    S[0, 4:7] = S[3, 4:7]


@pytest.mark.parametrize(
    ("spoil", "updates"),
    [
        (singular_block, [2, 0, 1, 1]),
        (no_relation_to_neighbours, [1, 0, 1, 1]),
        (no_relation_to_neighbours, [1, 0, 1, 2]),
        (collinear_predecessors, [1, 0, 1, 1]),
        (lambda S: S.fill(np.nan), [1, 0, 1, 1]),
    ],
)
def test_a_matrix_without_solution_is_singular_and_the_others_are_not_touched(spoil, updates):
    S = correlations(5)
    expected, *_ = run(S, kernel.PATH, updates)
    spoil(S[2])
    w, _, status = run(S, kernel.PATH, updates)
    assert status.tolist() == [0, 0, kernel.SINGULAR, 0, 0]
    assert np.isnan(w[2]).all()
    others = [0, 1, 3, 4]
    np.testing.assert_array_equal(w[others], expected[others])


def test_a_stack_may_have_any_memory_layout():
    S = correlations(6)
    expected, *_ = run(S, kernel.PATH, UPDATES[2])
    w, *_ = run(np.asfortranarray(S), kernel.PATH, UPDATES[2])
    np.testing.assert_allclose(w, expected, rtol=1e-11)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_factorise_and_solve(k):
    rng = np.random.default_rng(k)
    X = rng.normal(size=(20, k))
    A, x = X.T @ X, rng.normal(size=k)
    for factorise, solve in [
        (kernel.factorise, kernel.solve),
        (plain(kernel.factorise), plain(kernel.solve)),
    ]:
        F, y = A.copy(), x.copy()
        assert factorise(F, k)
        L, D = np.tril(F, -1) + np.eye(k), np.diag(1 / np.diag(F))
        np.testing.assert_allclose(L @ D @ L.T, A, rtol=1e-12)
        solve(F, k, y)
        np.testing.assert_allclose(A @ y, x, rtol=1e-10)


@pytest.mark.parametrize("share", [1e-13, 0.0, -0.1])
def test_a_variable_that_others_explain_is_refused(share):
    A = np.array([[1.0, 1.0], [1.0, 1.0 + share]])
    assert not kernel.factorise(A.copy(), 2)
    assert not plain(kernel.factorise)(A.copy(), 2)


@pytest.mark.parametrize("complex_part", [0.0, 1j])
def test_covariances_of_the_proxies(complex_part):
    S = correlations(7)
    w = starting_weights(S) * (1.0 + complex_part * np.arange(9))
    W = w[:, :, None] * np.repeat(np.eye(4), np.diff(STARTS), axis=0)
    T, C = proxy_covariances(S, w, STARTS)
    np.testing.assert_allclose(T, W.swapaxes(1, 2) @ S, atol=1e-12)
    np.testing.assert_allclose(C, W.swapaxes(1, 2) @ S @ W, atol=1e-12)


def test_compiled_and_plain_python_give_the_same_weights():
    """The other way round where these tests themselves run without compilation."""
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1" if COMPILED else "0"}
    finished = subprocess.run(
        [sys.executable, "-m", "tests.kernels.problems"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env=environment,
    )
    other = json.loads(finished.stdout)
    assert other["compiled"] is not COMPILED
    np.testing.assert_allclose(other["w"], problems.results(), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("iterations", [7, 100, 101, 250])
def test_a_fit_that_looks_for_interruptions_iterates_as_draws_do(iterations):
    """One matrix is iterated 100 times at a go, two are iterated to the end: bit for bit alike."""
    S = np.repeat(correlations(8, draws=1), 2, axis=0)
    options = {
        "starts": STARTS,
        "update": UPDATES[0],
        "is_path": np.eye(4, k=-1, dtype=bool),
        "scheme": kernel.FACTORIAL,
        "tolerance": 1e-300,
        "max_iterations": iterations,
    }
    alone, together = starting_weights(S[:1]), starting_weights(S)
    used, status = iterate(S[:1], alone, **options)
    both = iterate(S, together, **options)
    assert (used[0], status[0]) == (both[0][0], both[1][0])
    assert alone[0].tobytes() == together[0].tobytes()


@pytest.fixture
def listening_to_ctrl_c():
    """Workers of a parallel test run ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself SIGINT")
@pytest.mark.usefixtures("listening_to_ctrl_c")
def test_a_long_fit_stops_at_ctrl_c():
    S = correlations(8, draws=1)
    later = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        later.start()
        iterate(
            S,
            starting_weights(S),
            starts=STARTS,
            update=UPDATES[0],
            is_path=np.eye(4, k=-1, dtype=bool),
            scheme=kernel.FACTORIAL,
            tolerance=0.0,
            max_iterations=100_000_000,
        )


@pytest.mark.skipif(not COMPILED, reason="nothing is compiled")
def test_models_of_any_size_are_compiled_once():
    """A list of one element has another memory layout than a list of two, unless looked after."""
    S = correlations(8, draws=1)
    run(S, kernel.PATH, UPDATES[0])
    known = len(kernel.iterate_stack.signatures)
    iterate(
        np.ascontiguousarray(S[:, :4, :4]),
        np.ones((1, 4)),
        starts=np.array([0, 3, 4]),
        update=np.array([1, 0]),
        is_path=np.array([[False, False], [True, False]]),
        scheme=kernel.PATH,
        tolerance=1e-7,
        max_iterations=10,
    )
    assert len(kernel.iterate_stack.signatures) == known
