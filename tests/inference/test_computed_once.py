"""What is costly and the same at every level is computed once."""

import numpy as np
import pytest
from tests.inference.cases import QUIET, same, triangle

import plspm
from plspm.inference import drawn, jackknife, parallel
from plspm.inference.progress import Progress

WHAT = {"bca": "jackknife_influence", "studentized": "studentizing_errors"}


@pytest.mark.parametrize("kind", WHAT)
def test_other_levels_compute_nothing_anew(kind, monkeypatch):
    called = []
    original = getattr(drawn, WHAT[kind])

    def counted(*arguments):
        called.append(arguments)
        return original(*arguments)

    monkeypatch.setattr(drawn, WHAT[kind], counted)
    boot = triangle().bootstrap(60, 1, **QUIET)
    ways = [("two-sided", 0.9), ("two-sided", 0.99), ("less", 0.95), ("greater", 0.95)]
    for alternative, level in ways:
        boot.interval("paths", kind=kind, level=level, alternative=alternative)
    boot.table("paths", kind=kind)
    assert len(called) == 1
    for level in (0.9, 0.99):
        boot.expression("A1->B1 - A1->C1", kind=kind, level=level)
    assert len(called) == 2
    for level in (0.9, 0.99):
        boot.mediation(kind=kind, level=level)
    assert len(called) == 5  # total effects, specific ones and their shares


@pytest.mark.parametrize("kind", WHAT)
def test_intervals_of_a_level_do_not_depend_on_what_was_asked_before(kind):
    first, second = (triangle().bootstrap(60, 1, **QUIET) for _ in range(2))
    for level in (0.8, 0.99):
        first.interval("paths", kind=kind, level=level)
    options = {"kind": kind, "level": 0.9}
    same(first.interval("paths", **options), second.interval("paths", **options))


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize(
    "ask",
    [
        lambda r, **o: r.standard_errors("jackknife", statistics=["paths"], **o),
        lambda r, **o: r.influence(method="jackknife", **o),
    ],
)
def test_the_bar_of_the_jackknife_can_be_switched_off(ask, shown, monkeypatch):
    bars = []

    class Noted(Progress):
        def __init__(self, total, *, shown):
            super().__init__(total, shown=shown)
            bars.append(shown)

    monkeypatch.setattr(parallel, "Progress", Noted)
    ask(triangle(), progress=shown)
    assert bars
    assert set(bars) == {shown}


@pytest.mark.parametrize("ask", ["standard_errors", "influence"])
def test_the_switch_is_true_or_false(ask):
    with pytest.raises(plspm.OptionError, match="progress is 'no'"):
        getattr(triangle(), ask)(progress="no")


def test_the_jackknife_is_the_same_with_and_without_options():
    units = jackknife.EACH_CASE
    statistic = [plspm.assessment.statistics.STATISTICS["paths"]]
    plain = jackknife.jackknife_columns(triangle()._fitted, statistic, units)
    table = triangle().standard_errors("jackknife", statistics=["paths"], progress=False).paths
    assert np.array_equal(plain["paths"]["std_error"], table["std_error"])
