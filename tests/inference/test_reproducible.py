"""The same seed gives the same draws, whatever the threads, the batches and the other draws."""

import warnings

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, factor_data, quietly, same, triangle

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.data import weighted_sums
from plspm.inference.fitted import Fitted
from plspm.inference.resample import evaluate
from plspm.inference.seeds import as_seed_sequence, seed_in_words
from plspm.plans import Bootstrap

ALL = tuple(STATISTICS)


def bootstrap(draws=300, **options):
    return triangle().bootstrap(draws, seed=11, statistics=ALL, **QUIET, **options)


@pytest.fixture(scope="module")
def reference():
    return bootstrap(threads=1)


@pytest.mark.parametrize("threads", [1, 2, 3, None])
def test_threads_change_no_bit(threads, reference):
    again = bootstrap(threads=threads)
    for statistic in ALL:
        same(again.draws(statistic), reference.draws(statistic))


@pytest.mark.parametrize("batch_size", [1, 7, 64, 100, 4999])
@pytest.mark.parametrize("threads", [1, 2])
def test_batches_change_rounding_only(batch_size, threads, reference):
    """Correlations and weights not even that; sums of statistics to 1e-12 of the value."""
    again = bootstrap(threads=threads, batch_size=batch_size)
    same(again.draws("weights"), reference.draws("weights"))
    for statistic in ALL:
        first, second = again.draws(statistic), reference.draws(statistic)
        np.testing.assert_allclose(first, second, rtol=1e-11, atol=1e-12, err_msg=statistic)


def noise_data():
    rng = np.random.default_rng(4)
    items = [f"{letter}1{item}" for letter in "abc" for item in (1, 2, 3)]
    return pd.DataFrame(rng.standard_normal((60, 9)), columns=items)


@pytest.fixture(scope="module")
def noise():
    """Items that have nothing to do with each other: the weights of some draws go in a circle."""
    return quietly(TEXT, noise_data())


def quiet_draws(result, draws=2000, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        boot = result.bootstrap(draws, seed=3, statistics=["paths"], **options, **QUIET)
    return boot, boot.draws("paths")


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("batch_size", [64, 100, 1000])
def test_draws_that_do_not_settle_are_the_same_in_batches_of_any_size(noise, batch_size, threads):
    """A last bit of S moves the weights of such a draw to another part of the circle."""
    boot, expected = quiet_draws(noise, threads=1)
    assert 0 < boot.failures["not_converged"] < 100
    _, found = quiet_draws(noise, batch_size=batch_size, threads=threads)
    same(found, expected)
    _, fewer = quiet_draws(noise, draws=700, batch_size=batch_size, threads=threads)
    same(fewer, expected.iloc[:700])


def test_streamed_tables_change_no_bit_with_batches_either(monkeypatch):
    monkeypatch.setattr(weighted_sums, "LARGEST_TABLE", 0)
    monkeypatch.setattr(weighted_sums, "BLOCK", 64 * 54)
    fresh = quietly(TEXT, noise_data())
    assert fresh._resampled.source.products is None
    same(quiet_draws(fresh, batch_size=64)[1], quiet_draws(fresh, batch_size=1000)[1])


def test_a_draw_alone_has_every_bit_that_it_has_among_others(noise):
    plan, fitted = Bootstrap(2000, 3), noise._resampled
    whole = plan.sample(0, 2000, fitted)
    for start, stop in ((0, 1), (63, 65), (320, 640), (1317, 1500), (1999, 2000)):
        part = plan.sample(start, stop, fitted)
        assert np.array_equal(part.S, whole.S[start:stop])
        assert np.array_equal(part.row_weights, whole.row_weights[start:stop])
        assert np.array_equal(part.n, whole.n[start:stop])


def test_more_draws_begin_with_the_same_draws(reference):
    fewer = bootstrap(draws=100)
    for statistic in ALL:
        first = reference.draws(statistic).iloc[:100]
        np.testing.assert_allclose(fewer.draws(statistic), first, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("number", [0, 63, 64, 250])
def test_a_draw_alone_is_the_draw_in_its_batch(number, reference):
    fitted: Fitted = triangle()._resampled
    plan = Bootstrap(300, 11)
    sample = plan.sample(number, number + 1, fitted)
    statistics = [STATISTICS[name] for name in ALL]
    with np.errstate(invalid="ignore", divide="ignore"):
        values, _, _ = evaluate(sample, fitted, statistics, "construct")
    for name, value in zip(ALL, values, strict=True):
        batch = reference.draws(name).loc[number].to_numpy()
        np.testing.assert_allclose(value[0], batch, rtol=1e-11, atol=1e-12, err_msg=name)


@pytest.mark.parametrize(
    "options",
    [
        {"poisson": True},
        {"clusters": "firm"},
        {"strata": "firm"},
        {"parametric": True},
        {"alignment": "individual"},
    ],
    ids=str,
)
def test_every_kind_of_bootstrap_is_reproducible(options):
    frame = factor_data(80, 1).assign(firm=np.arange(80) % 16)
    result = plspm.estimate(TEXT, frame)
    first, second = (
        result.bootstrap(200, seed=4, threads=t, batch_size=b, **options, **QUIET)
        for t, b in ((1, 200), (3, 50))
    )
    same(first.draws("paths"), second.draws("paths"), 1e-12)
    other = result.bootstrap(200, seed=5, **options, **QUIET)
    assert not np.allclose(other.draws("paths"), first.draws("paths"))


def test_what_a_seed_may_be():
    entropy = np.random.SeedSequence(11).entropy
    reference = bootstrap(50).draws("paths")
    for seed in (np.int64(11), np.random.SeedSequence(entropy)):
        boot = triangle().bootstrap(50, seed=seed, statistics=ALL, **QUIET)
        same(boot.draws("paths"), reference)
        assert boot.seed == 11
    twice = [
        triangle().bootstrap(50, seed=np.random.default_rng(3), **QUIET).draws("paths")
        for _ in range(2)
    ]
    same(*twice)
    child, other = np.random.SeedSequence(11).spawn(2)
    first = triangle().bootstrap(50, seed=child, **QUIET).draws("paths")
    assert not np.allclose(first, triangle().bootstrap(50, seed=other, **QUIET).draws("paths"))


def test_zero_is_a_seed_and_a_generator_gives_one_of_very_many():
    assert as_seed_sequence(0).entropy == 0
    number = np.random.default_rng(3).integers(2**63)
    assert as_seed_sequence(np.random.default_rng(3)).entropy == number


@pytest.mark.parametrize(
    "seed", [np.random.SeedSequence(11).spawn(2)[1], np.random.SeedSequence([1, 2])], ids=repr
)
def test_the_seed_of_a_result_gives_its_draws_again(seed):
    first = triangle().bootstrap(50, seed=seed, **QUIET)
    again = triangle().bootstrap(50, seed=first.seed, **QUIET)
    same(first.draws("paths"), again.draws("paths"))
    assert f"Seed:     {seed_in_words(seed)}\n" in first.summary()


def test_without_a_seed_draws_differ_but_can_be_had_again():
    first, second = (triangle().bootstrap(50, **QUIET) for _ in range(2))
    assert not np.allclose(first.draws("paths"), second.draws("paths"))
    again = triangle().bootstrap(50, seed=first.seed, **QUIET)
    same(first.draws("paths"), again.draws("paths"))


@pytest.mark.parametrize("seed", [-1, 1.5, "1", True])
def test_wrong_seeds_are_refused(seed):
    with pytest.raises(plspm.OptionError, match="seed is"):
        triangle().bootstrap(50, seed=seed, **QUIET)


@pytest.mark.parametrize("room", [64, 250])  # for more than a stream of 64, less than two
def test_batches_shrink_where_an_array_of_them_would_be_large(monkeypatch, room):
    batches = []

    class Watched(Bootstrap):
        def counts(self, start, stop, n):
            batches.append(stop - start)
            return super().counts(start, stop, n)

    expected = triangle().bootstrap(200, seed=3, **QUIET).draws("paths")
    monkeypatch.setattr(weighted_sums, "LARGEST_BATCH", room * triangle().n)
    found = triangle().resample(Watched(200, 3), **QUIET).draws("paths")
    assert max(batches) == 64
    same(found, expected, 1e-12)


def test_streams_shrink_where_a_draw_is_very_long(monkeypatch):
    """A thread holds a whole stream, and Ctrl-C waits for it: both grow with the cases."""
    monkeypatch.setattr(weighted_sums, "LARGEST_BATCH", 16 * triangle().n)
    held = []

    class Watched(Bootstrap):
        def counts(self, start, stop, n):
            counts = super().counts(start, stop, n)
            held.append(counts.base.size // n)
            return counts

    found = triangle().resample(Watched(100, 3), **QUIET).draws("paths")
    assert set(held) == {16}
    for options in ({"threads": 2}, {"batch_size": 5}):
        same(triangle().bootstrap(100, seed=3, **QUIET, **options).draws("paths"), found)
    same(triangle().bootstrap(40, seed=3, **QUIET).draws("paths"), found[:40])


@pytest.mark.parametrize(("n", "length"), [(1, 64), (131_072, 64), (10**6, 16), (10**9, 16)])
def test_length_of_streams(n, length):
    assert weighted_sums.stream_of(n) == length
    assert weighted_sums.rows_together(n, 12) % length == 0
