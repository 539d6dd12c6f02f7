"""Every option of a method reaches what runs it, and none reaches the place of another."""

import inspect
from dataclasses import asdict, fields

import pytest
from tests.inference.cases import triangle

import plspm
from plspm.inference.options import Options
from plspm.results import fit_inference, fit_resampling

RESULT = triangle()
PLAN = plspm.plans.Bootstrap(9, 1)
OTHER = {
    "alignment": "none",
    "inadmissible": "redraw",
    "threads": 3,
    "batch_size": 77,
    "progress": False,
}
RUNS = {
    "bootstrap": (fit_resampling, "resample", lambda **o: RESULT.bootstrap(9, 1, **o)),
    "resample": (fit_resampling, "resample", lambda **o: RESULT.resample(PLAN, **o)),
    "exact_fit": (fit_inference, "exact_fits", lambda **o: RESULT.exact_fit(9, 1, **o)),
    "exact_fit_draws": (
        fit_inference,
        "exact_fits",
        lambda **o: RESULT.exact_fit_draws(PLAN, **o),
    ),
    "standard_errors": (
        fit_inference,
        "jackknife_columns",
        lambda **o: RESULT.standard_errors("jackknife", **o),
    ),
    "influence": (
        fit_inference,
        "leave_one_out_changes",
        lambda **o: RESULT.influence(method="jackknife", **o),
    ),
}
"""Where a method hands on the options of its draws, and a call of it."""


class Arrived(Exception):
    pass


def taken(method):
    known = inspect.signature(getattr(RESULT, method)).parameters
    return {name: known[name].default for name in OTHER if name in known}


def arrived(method, monkeypatch, **given):
    """The options that reach what draws."""
    module, function, call = RUNS[method]

    def stop(*positional, **named):
        [options] = [o for o in [*positional, *named.values()] if isinstance(o, Options)]
        raise Arrived(options)

    monkeypatch.setattr(module, function, stop)
    with pytest.raises(Arrived) as caught:
        call(**given)
    return asdict(caught.value.args[0])


def test_no_option_is_left_out():
    assert set(OTHER) == {field.name for field in fields(Options)}


@pytest.mark.filterwarnings("ignore::plspm.ConsistencyWarning")
@pytest.mark.parametrize(
    ("method", "option"), [(method, option) for method in RUNS for option in [None, *taken(method)]]
)
def test_an_option_arrives_and_the_others_stay(method, option, monkeypatch):
    given = {} if option is None else {option: OTHER[option]}
    said = arrived(method, monkeypatch, **given)
    assert said == asdict(Options()) | taken(method) | given


@pytest.mark.parametrize("progress", [True, False])
def test_the_errors_of_influences_show_progress_only_where_asked(progress, monkeypatch):
    def stop(self, method, *, statistics, progress):
        raise Arrived(method, statistics, progress)

    monkeypatch.setattr(type(RESULT), "standard_errors", stop)
    with pytest.raises(Arrived) as caught:
        RESULT.influence("loadings", progress=progress)
    assert caught.value.args == ("delta", ["loadings"], progress)
