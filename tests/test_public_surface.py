"""Every public attribute and method of every result, over models of every kind.

What is public is found by `dir`: an attribute is read, a method must have its call below, so that
a new one is covered or fails here.
"""

import inspect
import json
import pickle

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from tests.catalogue import CATALOGUE, Entry

import plspm
from plspm.__main__ import main
from plspm.assessment.statistics import STATISTICS
from plspm.plots import path_diagram

mpl.use("Agg")

# Most models have common factors under plain PLS, of which the exact fit test warns.
# Under PLSc some of the draws of 90 cases are inadmissible.
pytestmark = [
    pytest.mark.filterwarnings("ignore::plspm.errors.ConsistencyWarning"),
    pytest.mark.filterwarnings("ignore:.* draws:plspm.AdmissibilityWarning"),
]

QUIET = {"progress": False}
OF_CASES = {"scores", "descriptives", "unstandardized", "unstandardized_scores"}


def public(subject):
    """(attributes, methods) of a result."""
    names = [name for name in dir(subject) if not name.startswith("_")]
    methods = {name for name in names if callable(inspect.getattr_static(subject, name))}
    return [name for name in names if name not in methods], methods


def check_table(name, frame):
    """It prints, and its rows and columns have names of their own."""
    assert frame.to_string(), name
    assert frame.index.is_unique, name
    if isinstance(frame, pd.DataFrame):
        assert frame.columns.is_unique, name


def check(name, value):
    if isinstance(value, pd.DataFrame | pd.Series):
        check_table(name, value)
    elif isinstance(value, dict):
        for key, part in value.items():
            check(f"{name} {key}", part)
    else:
        assert repr(value)


def refused(call, *words):
    """Refused in words, not by accident."""
    with pytest.raises(plspm.PlspmError) as told:
        call()
    assert any(word in str(told.value) for word in words), str(told.value)


def run_all(entry, subject, calls, unavailable=()):
    attributes, methods = public(subject)
    for name in attributes:
        if name in unavailable:
            refused(lambda name=name: getattr(subject, name), *unavailable[name])
        else:
            check(name, getattr(subject, name))
    assert methods == set(calls), "a method has no call in this test"
    for name, call in calls.items():
        call(getattr(subject, name), entry, subject)


# -- how each method is called --------------------------------------------------------------------


def product_labels(fitted):
    pairs = zip(fitted.arrays.constructs, fitted.arrays.factors, strict=True)
    return [(name, factors) for name, factors in pairs if factors]


def ends_of_first_path(fitted):
    target, source = np.argwhere(fitted.arrays.is_path)[0]
    return fitted.arrays.constructs[source], fitted.arrays.constructs[target]


def slopes(method, entry, subject):
    labels = product_labels(subject.fitted)
    for name, _ in labels:
        check_table(name, method(name))
    if not labels:
        refused(lambda: method("A:B"), "no products")


def turning_points(method, entry, subject):
    for name, factors in product_labels(subject.fitted):
        if len(set(factors)) == 1:
            check_table(name, method(name))
        else:
            refused(lambda name=name: method(name), "turning point", "power")


def regions(method, entry, subject):
    for name, factors in product_labels(subject.fitted):
        if len(factors) == 2:
            found = method(name)
            check_table(name, found.bounds)
            check_table(name, found.regions)
            check_table(name, found.slopes)
            assert repr(found)


def conditional(method, entry, subject):
    source, target = ends_of_first_path(subject.fitted)
    table = method(source, target)
    assert len(table) > 0
    check_table("conditional_effects", table)


def indices(method, entry, subject):
    moderated = any(len(set(factors)) > 1 for _, factors in product_labels(subject.fitted))
    if moderated:
        check_table("moderated_mediation", method())
    else:
        refused(method, "moderated", "mediation")


OF_SLOPES = {
    "simple_slopes": slopes,
    "turning_point": turning_points,
    "johnson_neyman": regions,
    "conditional_effects": conditional,
    "moderated_mediation": indices,
}


def fit_calls():
    def influence(method, entry, subject):
        if entry.source == "correlations":
            return refused(method, "cases")
        return check("influence", method())

    def implied(method, *_):
        for kind in ("saturated", "estimated"):
            check_table(kind, method(kind))

    def standard_errors(method, entry, subject):
        if entry.source == "correlations":
            return refused(method, "cases")
        for kind in ("delta", "jackknife"):
            errors = method(kind, statistics=list(STATISTICS), **QUIET)
            run_all(entry, errors, ERRORS_CALLS)
            assert_same_after_pickling(errors, "paths")
        return None

    def bootstrap(method, entry, subject):
        if entry.source == "correlations":
            return refused(lambda: method(19, **QUIET), "cases", "parametric")
        boot = method(19, 1, statistics=list(STATISTICS), **QUIET)
        run_all(entry, boot, BOOT_CALLS)
        assert_same_after_pickling(boot, "paths")
        return None

    def resample(method, entry, subject):
        if entry.source == "correlations":
            return refused(lambda: method(plspm.plans.Bootstrap(9), **QUIET), "cases")
        boot = method(plspm.plans.Bootstrap(9, seed=1, poisson=True), statistics=["paths"], **QUIET)
        return check_table("paths", boot.paths)

    def exact_fit(method, entry, subject):
        if entry.source == "correlations":
            return refused(lambda: method(9, **QUIET), "cases")
        if entry.has_products or entry.has_higher_order:
            try:
                found = method(9, 1, **QUIET)
            except plspm.PlspmError as told:
                assert len(str(told).split()) > 5
                return None
            return check_table("exact_fit", found)
        return check_table("exact_fit", method(9, 1, **QUIET))

    def exact_fit_draws(method, entry, subject):
        def drawn():
            return method(plspm.plans.Bootstrap(9, seed=1), **QUIET)

        if entry.source == "correlations":
            return refused(drawn, "cases")
        if entry.has_products or entry.has_higher_order:
            try:
                found = drawn()
            except plspm.PlspmError as told:
                assert len(str(told).split()) > 5
                return None
            return check_table("exact_fit_draws", found)
        return check_table("exact_fit_draws", drawn())

    return {
        "bootstrap": bootstrap,
        "resample": resample,
        "standard_errors": standard_errors,
        "exact_fit": exact_fit,
        "exact_fit_draws": exact_fit_draws,
        "influence": influence,
        "implied_correlations": implied,
        "fit_measures": lambda method, *_: check_table("fit_measures", method()),
        "check": check_verdicts,
    } | PRINTS


def check_verdicts(method, *_):
    found = method()
    assert set(found.table["verdict"]) <= {"pass", "look", "fail"}
    check_table("verdicts", found.table)
    check_page(found.page)


def check_summary(method, *_):
    for width in (88, 60, 40):
        lines = method(width=width).splitlines()
        assert len(lines) > 10
        assert max(map(len, lines)) <= width


def check_page(method, *_):
    page = method()
    assert page.filled
    for table in page.tables:
        check_table(table.title, table.frame)
        assert table.key.isidentifier() or not table.name
    assert len({table.key for table in page.tables}) == len(page.tables)


def check_json(method, entry, subject):
    assert plspm.from_json(method()).summary() == subject.summary()


PRINTS = {
    "summary": check_summary,
    "page": check_page,
    "tidy": lambda method, *_: check_table("tidy", method()),
    "to_dict": lambda method, *_: json.dumps(method(), allow_nan=False),
    "to_json": check_json,
}


def boot_calls():
    def tables(method, entry, subject):
        for statistic in subject.statistics:
            check_table(statistic, method(statistic))

    def draws(method, entry, subject):
        for statistic in subject.statistics:
            assert len(method(statistic)) == subject.draws_usable

    def interval(method, entry, subject):
        for kind in ("percentile", "basic", "normal", "bc", "bca", "studentized"):
            check_table(kind, method("paths", kind=kind))

    def expression(method, entry, subject):
        pairs = [path for path in subject.paths.index if ":" not in path[0] and "^" not in path[0]]
        source, target = pairs[0]
        check_table("expression", method(f"2 * {source}->{target}"))

    return (
        OF_SLOPES
        | PRINTS
        | {
            "table": tables,
            "draws": draws,
            "interval": interval,
            "expression": expression,
            "mediation": lambda method, *_: check_table("mediation", method()),
            "check": check_verdicts,
            "calibrated_interval": lambda method, *_: check_table(
                "calibrated", method("paths", outer=10, inner=10)
            ),
        }
        | PRINTS
    )


def errors_calls():
    def tables(method, entry, subject):
        for statistic in STATISTICS:
            check_table(statistic, method(statistic))

    return OF_SLOPES | {"table": tables} | PRINTS


BOOT_CALLS, ERRORS_CALLS, FIT_CALLS = boot_calls(), errors_calls(), fit_calls()


def assert_same_after_pickling(subject, table):
    again = pickle.loads(pickle.dumps(subject))
    pd.testing.assert_frame_equal(getattr(again, table), getattr(subject, table))


def unavailable_of(entry: Entry) -> dict[str, tuple[str, ...]]:
    if entry.source == "correlations":
        return dict.fromkeys(OF_CASES, ("cases",))
    return {"unstandardized": ("scales",)} if entry.has_products else {}


@pytest.mark.parametrize("entry", CATALOGUE, ids=str)
def test_whole_public_surface(entry: Entry):
    result = plspm.estimate(entry.text, **entry.arguments)
    assert result.converged
    run_all(entry, result, FIT_CALLS, unavailable_of(entry))
    assert_same_after_pickling(result, "path_coefficients")
    check("diagram", path_diagram(result))
    assert plspm.PathModel.parse(result.model.to_text()) == result.model
    assert str(result.model)


OPTIONS_OF_FILES = ("scheme", "estimator", "interactions", "higher_order", "missing", "weights")


def for_files(entry: Entry) -> bool:
    """Whether the command line has its options: it reads answers and standardises them."""
    return entry.source != "correlations" and "standardize" not in entry.options


@pytest.mark.parametrize("entry", list(filter(for_files, CATALOGUE)), ids=str)
def test_command_line(entry: Entry, tmp_path, capsys):
    (tmp_path / "model.txt").write_text(entry.text, encoding="utf-8")
    entry.data.to_csv(tmp_path / "data.csv", index=False)
    options = [
        word
        for name, value in entry.options.items()
        for word in (f"--{name.replace('_', '-')}", str(value))
    ]
    assert set(entry.options) <= set(OPTIONS_OF_FILES)
    model, data, out = (str(tmp_path / name) for name in ("model.txt", "data.csv", "out"))
    assert main(["estimate", model, data, *options, "--bootstrap", "19", "--out", out]) == 0
    assert capsys.readouterr().out
    record = json.loads((tmp_path / "out" / "settings.json").read_text("utf-8"))
    assert plspm.PathModel.parse("\n".join(record["model"])) == plspm.PathModel.parse(entry.text)
    found = pd.read_csv(tmp_path / "out" / "path_coefficients.csv", index_col=0)
    expected = plspm.estimate(entry.text, **entry.arguments).path_coefficients
    np.testing.assert_allclose(found, expected, atol=1e-9)


def test_the_catalogue_holds_many_kinds():
    assert len(CATALOGUE) >= 25
    assert len({entry.name for entry in CATALOGUE}) == len(CATALOGUE)
