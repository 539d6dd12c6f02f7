"""Wrong names: of options, of places, of attributes, of what the package has."""

import inspect
import multiprocessing
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import examples

import plspm
from plspm.calls import ATTRIBUTES_ELSEWHERE, NAMES_ELSEWHERE, OPTIONS_ELSEWHERE, nearest

RESULT = plspm.datasets.describe("customer_engagement").estimate()
BOOT = RESULT.bootstrap(20, seed=1, progress=False)
ERRORS = RESULT.standard_errors(statistics=["paths"])
DATA = plspm.datasets.load("customer_engagement")
MODEL = "A =~ ORE_a; B =~ ORE_b; B ~ A"

CALLS = [
    (lambda: RESULT.bootstrap(nboot=500), "result.bootstrap() has no option 'nboot'; did"),
    (lambda: RESULT.bootstrap(nboot=500), "did you mean draws=...?"),
    (lambda: RESULT.bootstrap(cores=2), "did you mean threads=...?"),
    (lambda: RESULT.bootstrap(aligment="none"), "did you mean alignment=...?"),
    (lambda: BOOT.interval("paths", alpha=0.1), "boot.interval() has no option 'alpha'; did"),
    (lambda: BOOT.interval("paths", alpha=0.1), "did you mean level=...?"),
    (lambda: BOOT.draws("paths", zz=1), "boot.draws() has no option 'zz'; it has statistic."),
    (lambda: ERRORS.table(name="paths"), "errors.table() has no option 'name'"),
    (lambda: plspm.estimate(MODEL, DATA, schem="path", zzzz=1), "2 problems"),
    (lambda: plspm.estimate(MODEL, DATA, nboot=500), "boot = result.bootstrap(draws=4999, seed=1)"),
    (lambda: plspm.estimate(MODEL, DATA, "path"), "plspm.estimate() takes model, data by position"),
    (lambda: plspm.estimate(MODEL, DATA, "path"), "give the rest by name: scheme=..."),
    (lambda: plspm.paths("A", "B"), "takes sources by position; give the rest by name: to=..."),
    (lambda: plspm.path("A", "B"), "takes source by position; give the rest by name: to=..."),
    (plspm.estimate, "plspm.estimate() also needs model."),
    (lambda: plspm.paths(["A"]), "plspm.paths() also needs to."),
    (lambda: RESULT.bootstrap(99, draws=99), "draws twice"),
    (lambda: plspm.purify(MODEL, DATA, treshold=0.5), "plspm.purify() has no option 'treshold'"),
    (lambda: ERRORS.simple_slopes("A:B", 1), "errors.simple_slopes() takes product by position"),
    (lambda: BOOT.turning_point(zz=1), "it has product, kind, level."),
    (BOOT.conditional_effects, "boot.conditional_effects() also needs source, target."),
    (plspm.datasets.load, "plspm.datasets.load() also needs name."),
    (lambda: RESULT.exact_fit_draws(draws=20), "plan=plspm.plans.Bootstrap(draws=4999, seed=1)"),
    (lambda: RESULT.bootstrap(type="bca"), "did you mean kind=...?"),
    (lambda: ERRORS.table("paths", type="normal"), "errors.table() has no option 'type'"),
    (lambda: RESULT.standard_errors(type="delta"), "did you mean method=...?"),
    (lambda: RESULT.bootstrap(nsim=20), "did you mean draws=...?"),
    (lambda: plspm.estimate(MODEL, DATA, group="g"), "plspm.compare_groups(result, by)"),
    (lambda: plspm.compare_groups(RESULT, group="g"), "did you mean by=...?"),
]


@pytest.mark.parametrize(("call", "words"), CALLS)
def test_a_wrong_call_is_answered_in_words_of_its_user(call, words):
    with pytest.raises(plspm.CallError) as caught:
        call()
    assert words in str(caught.value)
    assert "FitResampling" not in str(caught.value)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, plspm.OptionError)


HANDED_OUT = {"BootstrapResult", "PLSResult", "RowPlan", "Study", "Dataset", "SimulatedDataset"}
HANDED_OUT |= {"Drawing", "Line", "Region", "RegionDrawing", "SlopeLines"}
OF_SKLEARN = {"PLSPathModel"}
"""It answers as scikit-learn wants its estimators to."""


def public_calls():
    """What users call by its name: functions, and classes that no function makes for them."""
    for module in (plspm, plspm.plans, plspm.plots, plspm.datasets):
        for name in getattr(module, "__all__", ()):
            if name in HANDED_OUT | OF_SKLEARN or inspect.ismodule(getattr(module, name)):
                continue
            call = getattr(module, name)
            of_user = inspect.isfunction(call) or (
                inspect.isclass(call)
                and not issubclass(call, BaseException)
                and not hasattr(call, "page")
            )
            if of_user:
                yield pytest.param(call, id=f"{module.__name__}.{name}")


@pytest.mark.parametrize("call", list(public_calls()))
def test_every_public_call_names_the_right_options(call, request):
    name = request.node.callspec.id
    with pytest.raises(plspm.CallError) as caught:
        call(nbooot=3)
    assert str(caught.value).replace("2 problems:\n  1. ", "").startswith(f"{name}() has no option")
    assert call.__doc__
    if inspect.isclass(call):
        assert "nbooot" not in str(inspect.signature(call))


def test_a_type_error_within_a_call_is_no_wrong_call():
    class Odd:
        def __init__(self):
            raise TypeError("of its own")

    checked = plspm.calls.plainly("odd")(Odd)
    with pytest.raises(TypeError, match="of its own"):
        checked()


@pytest.mark.parametrize("call", [plspm.estimate, RESULT.bootstrap, plspm.paths, BOOT.expression])
def test_signature_and_docstring_stay(call):
    assert "checked" not in {call.__name__, call.__qualname__}
    assert "Parameters" in call.__doc__
    assert "kwargs" not in inspect.signature(call).parameters


def test_functions_go_to_other_processes():
    assert pickle.loads(pickle.dumps(plspm.estimate)) is plspm.estimate
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply(plspm.paths, ("A",), {"to": "B"})
    assert found == plspm.paths("A", to="B")


ATTRIBUTES = [
    (RESULT, "R2", "r_squared"),
    (RESULT, "rsq", "r_squared"),
    (RESULT, "ave", "reliability"),
    (RESULT, "AVE", "reliability"),
    (RESULT, "path", "paths"),
    (RESULT, "path_coefs", "paths"),
    (RESULT, "HTMT", "htmt"),
    (RESULT, "f2", "f_squared"),
    (RESULT, "srmr", "fit"),
    (RESULT, "outer_weights", "weights"),
    (RESULT, "latent_scores", "scores"),
    (RESULT, "p_values", "bootstrap"),
    (BOOT, "path_coefficients", "paths"),
    (BOOT, "R2", "r_squared"),
    (BOOT, "confidence_interval", "calibrated_interval"),
    (ERRORS, "path", "paths"),
    (plspm.information_criteria(RESULT), "summry", "summary"),
    (plspm.blindfolding(RESULT), "construct", "constructs"),
]


@pytest.mark.parametrize(("held", "name", "meant"), ATTRIBUTES)
def test_a_wrong_attribute_names_the_right_one(held, name, meant):
    assert not hasattr(held, name)
    with pytest.raises(plspm.UnavailableError, match=f"has no '{name}'; did you mean '{meant}'"):
        getattr(held, name)
    assert hasattr(type(held), meant)


FUNCTIONS = [
    (RESULT, "blindfolding", "blindfolding(result)"),
    (RESULT, "blindfold", "blindfolding(result)"),
    (RESULT, "predict", "predict(result, data)"),
    (RESULT, "cross_validation", "cross_validate(result)"),
    (RESULT, "compare_groups", "compare_groups(result, by)"),
    (RESULT, "nca", "nca(source, target)"),
    (BOOT, "unstandardized", "unstandardized(result)"),
    (BOOT, "write_report", "write_report(result, path)"),
]


@pytest.mark.parametrize(("held", "name", "call"), FUNCTIONS)
def test_a_function_asked_for_as_an_attribute_is_named(held, name, call):
    with pytest.raises(plspm.UnavailableError) as caught:
        getattr(held, name)
    assert str(caught.value).endswith(f"has no {name!r}; that is a function, plspm.{call}.")


def test_a_property_that_cannot_be_had_says_why_itself():
    matrix = RESULT.indicator_correlations
    without_cases = plspm.estimate(RESULT.model, correlations=matrix, n=119)
    with pytest.raises(plspm.UnavailableError, match="need the cases"):
        _ = without_cases.scores


def test_the_nearest_is_told_once():
    program = "import plspm; plspm.datasets.describe('customer_engagement').estimate().R2"
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.lower().count("did you mean") == 1


def test_what_other_programs_say_is_known_here():
    assert set(NAMES_ELSEWHERE) <= set(plspm.__all__)
    assert set(ATTRIBUTES_ELSEWHERE) <= set(dir(RESULT))
    functions = [plspm.estimate, RESULT.bootstrap, plspm.paths, BOOT.interval]
    functions += [plspm.plots.path_diagram, RESULT.standard_errors, plspm.compare_groups]
    options = {name for function in functions for name in inspect.signature(function).parameters}
    assert set(OPTIONS_ELSEWHERE) <= options | {"standardize"}


@examples(100)
@given(name=st.text(max_size=80))
def test_any_name_is_answered(name):
    words = dir(RESULT)
    assert nearest(name, words, ATTRIBUTES_ELSEWHERE) in {None, *words}
    if not hasattr(type(RESULT), name):
        assert not hasattr(RESULT, name)


def test_the_package_lists_what_is_public_and_answers_the_rest():
    public = [name for name in dir(plspm) if not name.startswith("__")]
    assert public == sorted(plspm.__all__)
    for name, meant in {
        "estimat": "did you mean 'estimate'",
        "csem": "did you mean 'estimate'",
        "Pathmodel": "did you mean 'PathModel'",
        "bootstrap": "result.bootstrap",
        "zzzzzz": "no attribute 'zzzzzz'",
    }.items():
        with pytest.raises(AttributeError, match=meant):
            getattr(plspm, name)


def test_pictures_list_what_is_public_and_answer_the_rest():
    public = [name for name in dir(plspm.plots) if not name.startswith("__")]
    assert public == sorted(plspm.plots.__all__)
    with pytest.raises(AttributeError, match="'forrest'; did you mean 'forest_plot'"):
        _ = plspm.plots.forrest
    with pytest.raises(AttributeError, match=r"no attribute 'zzzzzz'$"):
        _ = plspm.plots.zzzzzz


def test_parts_may_be_nested():
    constructs = [plspm.reflective(name, [f"{name}1", f"{name}2"]) for name in "ABCD"]
    arrows = [plspm.paths(["A", "B"], to="C"), [plspm.path("C", to="D")]]
    model = plspm.PathModel(constructs, arrows)
    assert model == plspm.PathModel([constructs[:2], (constructs[2:], arrows)])
    replaced = model.with_constructs([plspm.formative("A", ["A1"])], (plspm.single_item("D"),))
    assert [replaced.construct(name).indicators for name in "AD"] == [("A1",), ("D",)]
