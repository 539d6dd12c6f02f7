"""The parametric bootstrap: matrices as normal samples have them."""

import contextlib
import re
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, factor_data, quietly, same

import plspm
from plspm.inference.intervals import Kind
from plspm.inference.parametric import wishart
from plspm.inference.streams import stream

N = 80
DATA = factor_data(N, 3)


@pytest.fixture(scope="module")
def result():
    return plspm.estimate(TEXT, correlations=DATA.corr(), n=N)


@pytest.fixture(scope="module")
def drawn(result):
    plan = wishart(20_000, np.random.SeedSequence(1), result._fitted)
    drawn = plan.sample(0, 20_000, result._fitted)
    S, n = drawn.S, drawn.n
    assert (n == N).all()
    return S


def test_draws_are_correlation_matrices(drawn):
    assert np.array_equal(drawn, drawn.swapaxes(1, 2))
    assert (np.einsum("bii->bi", drawn) == 1).all()
    assert (np.linalg.eigvalsh(drawn[:500])[:, 0] > 0).all()


def test_draws_by_loops(result):
    """Bartlett's decomposition, draw by draw, from the second of the random streams."""
    plan = wishart(150, np.random.SeedSequence(1), result._fitted)
    drawn = plan.sample(70, 75, result._fitted)
    S, n = drawn.S, drawn.n
    assert n.tolist() == [N] * 5
    rng, root = stream(1, 1), np.linalg.cholesky(DATA.corr().to_numpy())
    normal = rng.standard_normal((64, 9, 9))
    squares = rng.chisquare([N - 1 - k for k in range(9)], size=(64, 9))
    for d in range(5):
        A = np.tril(normal[6 + d], -1) + np.diag(np.sqrt(squares[6 + d]))
        scatter = root @ A @ A.T @ root.T
        spread = np.sqrt(np.diag(scatter))
        np.testing.assert_allclose(S[d], scatter / np.outer(spread, spread), atol=1e-12)


def test_their_mean_and_variance_are_those_of_normal_samples(drawn):
    """Mean r − r(1 − r²)/2n, variance (1 − r²)²/(n − 1) (Hotelling 1953), to five errors."""
    i, j = np.triu_indices(9, 1)
    r, values = DATA.corr().to_numpy()[i, j], drawn[:, i, j]
    variance = (1 - r**2) ** 2 / (N - 1)
    error = np.sqrt(variance / 20_000)
    expected = r - r * (1 - r**2) / (2 * N)
    assert (np.abs(values.mean(axis=0) - expected) < 5 * error + 1e-3 / N).all()
    assert values.var(axis=0) / variance == pytest.approx(1, abs=0.08)


@pytest.mark.parametrize("n", [4, 6])
def test_uncorrelated_variables_vary_as_few_cases_do(n):
    """Where the population has r = 0, its variance is 1/(n − 1) exactly (Hotelling 1953)."""
    none = pd.DataFrame(np.eye(3), index=list("abc"), columns=list("abc"))
    text = "A =~ a; B =~ b; C =~ c; B ~ A; C ~ B"
    fitted = plspm.estimate(text, correlations=none, n=n)._fitted
    S = wishart(20_000, np.random.SeedSequence(2), fitted).sample(0, 20_000, fitted).S
    variance = S[:, [1, 2, 2], [0, 0, 1]].var(axis=0)
    assert variance == pytest.approx(np.full(3, 1 / (n - 1)), rel=0.05)


def test_the_covariance_of_two_correlations_is_that_of_normal_samples(drawn):
    """Against correlations of simulated normal samples."""
    rng, root = np.random.default_rng(5), np.linalg.cholesky(DATA.corr().to_numpy())
    samples = rng.standard_normal((4000, N, 9)) @ root.T
    simulated = np.array([np.corrcoef(sample.T) for sample in samples])
    i, j = np.triu_indices(9, 1)
    ours, theirs = np.cov(drawn[:, i, j].T), np.cov(simulated[:, i, j].T)
    scale = np.sqrt(np.outer(np.diag(theirs), np.diag(theirs)))
    assert np.abs(ours - theirs).max() < 0.1 * scale.max()


def test_standard_errors_are_near_those_of_the_bootstrap_of_normal_cases(result):
    of_matrices = result.bootstrap(1999, seed=1, parametric=True, **QUIET)
    of_cases = plspm.estimate(TEXT, DATA).bootstrap(1999, seed=1, **QUIET)
    ratio = of_matrices.paths["std_error"] / of_cases.paths["std_error"]
    assert ratio.to_numpy() == pytest.approx(1, abs=0.25)
    assert "Wishart" in of_matrices.summary()


@pytest.mark.parametrize(("threads", "batch_size"), [(1, 1), (2, 7), (3, 4999)])
def test_threads_and_batches_change_nothing(threads, batch_size, result):
    how = {"draws": 150, "seed": 6, "parametric": True} | QUIET
    reference = result.bootstrap(**how).draws("paths")
    again = result.bootstrap(**how, threads=threads, batch_size=batch_size).draws("paths")
    same(again, reference, 1e-12)
    fewer = result.bootstrap(**how | {"draws": 70}).draws("paths")
    same(fewer, reference.iloc[:70], 1e-12)


def test_data_and_their_matrix_give_the_same_parametric_bootstrap(result):
    how = {"draws": 60, "seed": 6, "parametric": True} | QUIET
    same(
        plspm.estimate(TEXT, DATA).bootstrap(**how).draws("paths"),
        result.bootstrap(**how).draws("paths"),
        1e-9,
    )


@pytest.mark.parametrize("kind", ["bca", "studentized"])
@pytest.mark.parametrize("from_data", [False, True])
def test_intervals_that_need_cases_are_refused(kind, from_data, result):
    fit = plspm.estimate(TEXT, DATA) if from_data else result
    boot = fit.bootstrap(60, seed=1, parametric=True, **QUIET)
    with pytest.raises(plspm.OptionError, match="draws of cases"):
        boot.interval("paths", kind=kind)


def test_too_few_cases_or_a_singular_matrix_are_refused():
    for n in (9, 5):
        few = plspm.estimate(TEXT, correlations=DATA.corr(), n=n)
        with pytest.raises(plspm.EstimationError, match=f"{n} cases and 9 indicators"):
            few.bootstrap(50, parametric=True, **QUIET)
    singular = quietly(TEXT, DATA.assign(a13=DATA["a12"]))
    with pytest.raises(plspm.EstimationError, match="positive definite"):
        singular.bootstrap(50, parametric=True, **QUIET)


@pytest.mark.parametrize(
    "ask",
    [
        lambda r: r.bootstrap(50, **QUIET),
        lambda r: r.standard_errors(),
        lambda r: r.standard_errors("jackknife"),
        lambda r: r.influence(),
        lambda r: r.exact_fit(draws=50, **QUIET),
        lambda r: r.resample(plspm.plans.Weights(np.ones((3, N))), **QUIET),
        lambda r: r.bootstrap(50, clusters=np.arange(N), **QUIET),
    ],
)
def test_what_needs_cases_is_refused_with_the_way_out(ask, result):
    with pytest.raises(plspm.UnavailableError, match="estimated from a correlation matrix"):
        ask(result)


@pytest.mark.parametrize(
    "option", [{"poisson": True}, {"clusters": np.arange(N)}, {"strata": np.arange(N) % 2}]
)
def test_options_of_cases_do_not_go_with_matrices(option, result):
    with pytest.raises(plspm.OptionError, match="parametric"):
        result.bootstrap(50, parametric=True, **option, **QUIET)


def test_case_weights_do_not_go_with_matrices():
    weighted = quietly(TEXT, DATA, weights=np.linspace(1, 3, len(DATA)))
    with pytest.raises(plspm.OptionError, match="cases have weights"):
        weighted.bootstrap(50, parametric=True, **QUIET)


@pytest.mark.parametrize("kind", ["bca", "studentized"])
def test_the_refusal_names_every_interval_that_draws_of_matrices_have(kind, result):
    boot = result.bootstrap(50, seed=1, parametric=True, **QUIET)
    with pytest.raises(plspm.OptionError) as refused:
        boot.interval("paths", kind=kind)
    named = set(re.findall(r'"(\w+)"', str(refused.value).split("Use ")[1]))
    works = set()
    for other in get_args(Kind):
        with contextlib.suppress(plspm.OptionError):
            boot.interval("paths", kind=other)
            works.add(other)
    assert named == works
