"""Long work: a bar that keeps quiet on short work, and a clean stop."""

import threading
import time

import numpy as np
import pytest
import tqdm.auto
import tqdm.std
from tests.inference.cases import TEXT, factor_data, triangle

import plspm
from plspm.inference import parallel, progress
from plspm.inference.parallel import in_batches
from plspm.inference.progress import Progress


@pytest.fixture(autouse=True)
def _compiled():
    """Compiling the kernels says so on standard error; here it has happened before."""
    triangle()


def test_short_work_is_silent(capfd):
    triangle().bootstrap(50, seed=1, batch_size=5)
    assert capfd.readouterr().err == ""


def test_long_work_shows_a_bar_and_takes_it_away(monkeypatch, capfd):
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    triangle().bootstrap(1000, seed=1)
    shown = capfd.readouterr().err
    assert "/1000" in shown
    assert "draw" in shown


def test_no_bar_where_none_is_wanted(monkeypatch, capfd):
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    triangle().bootstrap(1000, seed=1, progress=False)
    assert capfd.readouterr().err == ""


def test_python_without_a_console_has_no_bar(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setattr("sys.stderr", None)
    assert triangle().bootstrap(60, seed=1, batch_size=5).draws_usable == 60


def test_the_bar_counts_what_was_done_before_it_appeared(monkeypatch):
    clock = iter([0.0, 1.0, 2.0, 3.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    bar = Progress(100, shown=True)
    bar.advance(10)
    assert bar._bar is None
    bar.advance(10)
    assert bar._bar.n == 20
    bar.advance(30)
    assert (bar.done, bar._bar.n) == (50, 50)
    assert bar._bar.leave is False
    bar.close()
    assert bar._bar.disable


@pytest.mark.parametrize("notebook", [False, True])
def test_the_bar_is_that_of_a_notebook_where_it_has_widgets(notebook, monkeypatch):
    monkeypatch.setattr(progress, "find_spec", {"ipywidgets": notebook or None}.__getitem__)
    assert progress._bar_class() is (tqdm.auto.tqdm if notebook else tqdm.std.tqdm)


def test_no_bar_appears_when_all_is_done(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    bar = Progress(10, shown=True)
    bar.advance(10)
    assert bar._bar is None


def interrupted_at(draw):
    def compute(low, high):
        if low >= draw:
            raise KeyboardInterrupt
        return high - low

    return compute


@pytest.mark.parametrize("threads", [1, 2])
def test_ctrl_c_says_how_far_it_came_and_ends_loops_that_pass_over_our_errors(threads):
    with pytest.raises(plspm.Interrupted, match="after 30 of 100 draws") as caught:
        in_batches(interrupted_at(30), 0, 100, 10, threads, False)
    assert isinstance(caught.value, KeyboardInterrupt)
    assert not isinstance(caught.value, plspm.PlspmError)
    assert caught.value.__cause__ is None


def test_ctrl_c_in_a_draw_of_the_bootstrap(monkeypatch):
    from plspm.inference import resample

    calls, evaluate = [], resample.evaluate

    def evaluated(*arguments):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return evaluate(*arguments)

    result = plspm.estimate(TEXT, factor_data(60, 1))
    before = result.path_coefficients.copy()
    monkeypatch.setattr(resample, "evaluate", evaluated)
    with pytest.raises(plspm.Interrupted, match="after 640 of 1500 draws"):
        result.bootstrap(1500, seed=1, threads=1, progress=False)
    assert len(calls) < 10
    monkeypatch.undo()
    assert result.path_coefficients.equals(before)
    assert result.bootstrap(50, seed=1, progress=False).draws_usable == 50


def test_the_bar_is_taken_away_when_it_is_interrupted(monkeypatch):
    closed = []

    class Watched(Progress):
        def close(self):
            closed.append(self.done)
            super().close()

    monkeypatch.setattr(parallel, "Progress", Watched)
    with pytest.raises(plspm.Interrupted):
        in_batches(interrupted_at(20), 0, 100, 10, 1, True)
    assert closed == [20]


def test_batches_under_way_are_finished_when_it_is_interrupted():
    begun, ended = [], []

    def compute(low, high):
        begun.append(low)
        if low == 0:
            raise KeyboardInterrupt
        time.sleep(0.05)
        ended.append(low)

    with pytest.raises(plspm.Interrupted):
        in_batches(compute, 0, 100, 10, 2, False)
    assert sorted(ended) == sorted(begun)[1:]


def test_an_error_in_a_batch_comes_out_as_it_is():
    def compute(low, high):
        raise plspm.OptionError("rows beyond the cases")

    with pytest.raises(plspm.OptionError, match="rows beyond"):
        in_batches(compute, 0, 100, 10, 2, False)


def test_results_come_in_the_order_of_the_draws():
    results = in_batches(lambda low, high: (low, high), 5, 103, 10, 3, False)
    assert results[0] == (5, 15)
    assert results[-1] == (95, 103)
    assert np.all(np.diff([low for low, _ in results]) == 10)


def test_the_bar_is_as_long_as_the_work(monkeypatch):
    bars = []
    monkeypatch.setattr(
        parallel, "Progress", lambda n, shown: bars.append(Progress(n, shown=shown)) or bars[-1]
    )
    in_batches(lambda low, high: high - low, 10, 25, 4, 1, False)
    assert [(bar.total, bar.done) for bar in bars] == [(15, 15)]


def test_one_thread_is_one_thread():
    def thread(low, high):
        time.sleep(0.005)
        return threading.get_ident()

    assert len(set(in_batches(thread, 0, 8, 1, 1, False))) == 1


@pytest.mark.parametrize(("rows", "expected"), [(119, 16), (1_000_000, 4), (10**8, 1)])
def test_threads_hold_no_more_draws_than_memory_does(monkeypatch, rows, expected):
    monkeypatch.setattr(parallel, "processors", lambda: 16)
    assert parallel.threads_holding(64 * rows) == expected


def test_the_bootstrap_asks_how_many_threads_memory_holds(monkeypatch):
    result, used = triangle(), []
    monkeypatch.setattr(parallel, "MOST_HELD", 2 * 320 * 40)
    monkeypatch.setattr(parallel, "processors", lambda: 16)
    pool = parallel.ThreadPoolExecutor
    monkeypatch.setattr(parallel, "ThreadPoolExecutor", lambda k: used.append(k) or pool(k))
    result.bootstrap(2000, seed=1, progress=False)
    result.bootstrap(2000, seed=1, progress=False, threads=3)
    assert used == [2, 3]


@pytest.mark.parametrize(
    ("allowed", "counted", "expected"), [({0, 2}, 7, 2), (None, 7, 7), (None, None, 1)]
)
def test_processors_that_may_be_used_count_and_all_where_that_is_unknown(
    monkeypatch, allowed, counted, expected
):
    monkeypatch.setattr("os.cpu_count", lambda: counted)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: allowed, raising=False)
    if allowed is None:
        monkeypatch.delattr("os.sched_getaffinity")
    assert parallel.processors() == expected
