"""Wrong values for every option of every public method: one error that names option and remedy."""

import numpy as np
import pandas as pd
import pytest
from tests.hostile.survey import MODEL, survey

import plspm
from plspm import (
    AdmissibilityWarning,
    CallError,
    DataError,
    DataWarning,
    EstimationError,
    InputError,
    OptionError,
    SpecificationError,
    UnavailableError,
    estimate,
    plans,
)
from plspm.data.correlations import read_correlations
from plspm.errors import Gathering

GOOD = survey()
CORRELATIONS = GOOD.corr()
CASES = np.arange(60)
OTHER_ROWS = pd.Series(CASES % 7, index=CASES + 1)


def without(name):
    return CORRELATIONS.drop(index=name, columns=name)


def changed(i, j, value):
    matrix = CORRELATIONS.astype(object)
    matrix.iloc[i, j] = value
    return matrix


ESTIMATE = [
    ("scheme", "pathh", ["scheme", "Did you mean 'path'?"]),
    ("scheme", None, ["scheme", "'factorial'"]),
    ("estimator", "PLS", ["estimator", "Did you mean 'pls'?"]),
    ("missing", "drop", ["missing", "'listwise'"]),
    ("missing", ["mean"], ["missing", "'mean'"]),
    ("tolerance", "1e-7", ["tolerance", "between 0 and 1"]),
    ("tolerance", 0, ["tolerance", "1e-7"]),
    ("tolerance", np.nan, ["tolerance", "1e-7"]),
    ("tolerance", True, ["tolerance", "1e-7"]),
    ("max_iterations", "300", ["max_iterations", "whole number"]),
    ("max_iterations", 1.5, ["max_iterations", "whole number"]),
    ("max_iterations", 0, ["max_iterations", "at least 1"]),
    ("max_iterations", 10**30, ["max_iterations", "at most"]),
    ("weights", "zz", ["Case weights", "'zz'", "add it"]),
    ("weights", "a1", ["'a1'", "only one"]),
    ("weights", 5, ["case weights", "one-dimensional"]),
    ("weights", [1] * 59, ["59 case weights for 60 rows", "one weight per row"]),
    ("weights", [-1.0] * 60, ["negative", "row 0"]),
    ("weights", np.zeros(60), ["no positive value"]),
    ("weights", OTHER_ROWS, ["row labels", "reindex"]),
    ("dominant_indicators", "A", ["dominant_indicators", "mapping"]),
    ("dominant_indicators", [("A", "a1")], ["dominant_indicators", "mapping"]),
    ("dominant_indicators", {"Z": "a1"}, ["'Z'", "no construct"]),
    ("dominant_indicators", {"A": "b1"}, ["'b1'", "a1, a2, a3"]),
    ("correlations", CORRELATIONS, ["either data or `correlations`"]),
    ("n", 60, ["n goes with `correlations`"]),
]

MATRIX = [
    (CORRELATIONS.to_numpy(), 60, ["numpy.ndarray", "index=names, columns=names"]),
    (pd.DataFrame(CORRELATIONS.to_numpy()), 60, ["none of the indicators' names", "0, 1", "label"]),
    (without("a1"), 60, ["no column 'a1'", "add it"]),
    (CORRELATIONS.drop(index="a1"), 60, ["no row 'a1'"]),
    (pd.concat([CORRELATIONS, CORRELATIONS]), 60, ["2 rows of correlations", "'a1'"]),
    (changed(0, 1, 0.1), 60, ["not symmetric", "(a1, a2)"]),
    (changed(0, 1, CORRELATIONS.iloc[1, 0] + 0.0011), 60, ["not symmetric", "(a1, a2)"]),
    (changed(0, 1, "high"), 60, ["'high' at (a1, a2)", "no number"]),
    (changed(0, 1, np.inf), 60, ["no finite value at (a1, a2)"]),
    (changed(0, 0, 0.0), 60, ["no positive variance", "a1"]),
    (CORRELATIONS.astype(complex), 60, ["complex", "real part"]),
    (2 * CORRELATIONS - np.eye(9), 60, ["outside -1 and 1", "a1"]),
    (CORRELATIONS, None, ["n is None", "at least 3"]),
    (CORRELATIONS, 60.0, ["n is 60.0", "whole number"]),
    (CORRELATIONS, 2, ["n is 2", "at least 3"]),
]

BOOTSTRAP = [
    ("draws", -5, ["draws is -5", "at least 2"]),
    ("draws", "99", ["draws is '99'", "whole number"]),
    ("draws", 10**30, ["draws", "at most"]),
    ("seed", "abc", ["seed is 'abc'", "whole number"]),
    ("seed", -1, ["seed is -1", "at least 0"]),
    ("seed", 1.5, ["seed is 1.5"]),
    ("seed", [1, 2], ["seed is [1, 2]"]),
    ("level", 95, ["level is 95", "0.95"]),
    ("level", "0.95", ["level is '0.95'", "number"]),
    ("kind", "bcaa", ["kind", "Did you mean 'bca'?"]),
    ("statistics", "path", ["statistics is 'path'", "Did you mean 'paths'?"]),
    ("statistics", [], ["statistics is empty"]),
    ("statistics", 5, ["statistics is 5", "names"]),
    ("statistics", ["paths", None], ["statistics is None"]),
    ("clusters", "zz", ["clusters", "'zz'"]),
    ("clusters", [1] * 3, ["clusters has 3 labels", "60 cases"]),
    ("clusters", [1] * 60, ["single group"]),
    ("clusters", [None] * 60, ["60 missing labels"]),
    ("clusters", [[1], [1, 2]], ["clusters", "one row of labels"]),
    ("clusters", [{}] * 60, ["clusters", "no labels"]),
    ("clusters", OTHER_ROWS, ["clusters", "row labels", "to_numpy"]),
    ("strata", CASES, ["single case or cluster", "wider strata"]),
    ("poisson", "no", ["poisson is 'no'", "True or False"]),
    ("parametric", 1, ["parametric is 1", "True or False"]),
    ("alignment", None, ["alignment", "Did you mean 'none'?"]),
    ("inadmissible", "redrawn", ["inadmissible", "Did you mean 'redraw'?"]),
    ("threads", 0, ["threads is 0", "at least 1"]),
    ("threads", "2", ["threads is '2'"]),
    ("batch_size", 0, ["batch_size is 0", "at least 1"]),
    ("progress", "x", ["progress is 'x'", "True or False"]),
]

SEVERAL = {
    "clusters across strata": (
        {"clusters": CASES % 7, "strata": CASES % 2},
        ["7 of 7 clusters", "within one"],
    ),
    "parametric with clusters": ({"parametric": True, "clusters": CASES % 7}, ["parametric"]),
    "parametric with poisson": ({"parametric": True, "poisson": True}, ["parametric"]),
}

METHODS = {
    "standard errors by magic": (lambda r, b: r.standard_errors("magic"), ["'delta'"]),
    "standard errors at 95": (lambda r, b: r.standard_errors(level=95), ["0.95"]),
    "standard errors by no column": (lambda r, b: r.standard_errors(clusters="zz"), ["'zz'"]),
    "not asked for": (lambda r, b: r.standard_errors().table("vif"), ["statistic is 'vif'"]),
    "influence on path": (lambda r, b: r.influence("path"), ["Did you mean 'paths'?"]),
    "influence on two": (lambda r, b: r.influence(["paths", "htmt"]), ["statistic is"]),
    "influence on 5": (lambda r, b: r.influence(5), ["statistic is 5"]),
    "influence by magic": (lambda r, b: r.influence(method="magic"), ["'jackknife'"]),
    "no largest": (lambda r, b: r.influence().largest(0), ["count is 0"]),
    "implied by nothing": (lambda r, b: r.implied_correlations(None), ["'saturated'"]),
    "exact fit without draws": (lambda r, b: r.exact_fit(draws=0), ["draws is 0"]),
    "exact fit, seed": (lambda r, b: r.exact_fit(seed="a"), ["seed is 'a'"]),
    "exact fit, threads": (lambda r, b: r.exact_fit(threads=0), ["threads is 0"]),
    "interval of a path": (lambda r, b: b.interval("path"), ["Did you mean 'paths'?"]),
    "interval of a list": (lambda r, b: b.interval(["paths"]), ["statistic is ['paths']"]),
    "interval not computed": (lambda r, b: b.interval("vif_inner"), ["statistics=['vif_inner']"]),
    "interval of a kind": (lambda r, b: b.interval("paths", kind="x"), ["kind is 'x'"]),
    "interval at 95": (lambda r, b: b.interval("paths", level=95), ["level is 95"]),
    "alternative": (lambda r, b: b.interval("paths", alternative="more"), ["'greater'"]),
    "p-value": (lambda r, b: b.table("paths", p_value="t"), ["p_value is 't'"]),
    "draws of nothing": (lambda r, b: b.draws(None), ["statistic is None"]),
    "unknown in expression": (lambda r, b: b.expression("A->Z"), ["column 4", "Z", "A, B, C"]),
    "code in expression": (lambda r, b: b.expression("__import__('os')"), ["not understood"]),
    "no expression": (lambda r, b: b.expression(), ["at least one expression"]),
    "number for expression": (lambda r, b: b.expression(5), ["text"]),
    "long expression": (lambda r, b: b.expression("(" * 10_000), ["2000 characters"]),
    "tower of powers": (lambda r, b: b.expression("9^9^9"), ["column 4", "operator"]),
    "fractional power": (lambda r, b: b.expression("A->B^0.5"), ["exponent", "whole number"]),
    "mediation at 95": (lambda r, b: b.mediation(level=95), ["level is 95"]),
    "calibration": (
        lambda r, b: b.calibrated_interval("paths", outer="x", inner=1.5),
        ["2 problems", "outer is 'x'", "inner is 1.5"],
    ),
    "no plan": (lambda r, b: r.resample([[1, 2]]), ["list", "plspm.plans"]),
    "indices of floats": (lambda r, b: plans.Indices([[0.5]]), ["whole numbers", "float64"]),
    "ragged indices": (lambda r, b: plans.Indices([[1], [1, 2]]), ["indices", "one draw a row"]),
    "no indices": (lambda r, b: plans.Indices(np.zeros((0, 60), int)), ["indices", "(0, 60)"]),
    "indices from 1": (
        lambda r, b: r.resample(plans.Indices(np.full((5, 60), 60))),
        ["60 to 60", "subtract 1"],
    ),
    "words for weights": (lambda r, b: plans.Weights([["a"]]), ["weights", "numbers"]),
    "negative weights": (lambda r, b: plans.Weights([[-1.0]]), ["non-negative"]),
    "weights of others": (lambda r, b: r.resample(plans.Weights(np.ones((5, 59)))), ["59", "60"]),
    "as large a subsample": (lambda r, b: r.resample(plans.Subsampling(9, 60)), ["size is 60"]),
    "delete all": (lambda r, b: plans.delete_d(60, 60, draws=9), ["d is 60", "58"]),
    "delete a word": (lambda r, b: plans.delete_d("a", 1, draws=9), ["n is 'a'"]),
    "plan with others' clusters": (
        lambda r, b: r.resample(plans.Bootstrap(9, 1, clusters=np.zeros(5, int))),
        ["clusters of the plan", "60"],
    ),
    "redrawing what is listed": (
        lambda r, b: r.resample(plans.Indices(np.zeros((5, 60), int)), inadmissible="redraw"),
        ["redraw", '"keep"'],
    ),
    "purify by a word": (lambda r, b: plspm.purify(MODEL, GOOD, threshold="x"), ["threshold"]),
    "purify to nothing": (lambda r, b: plspm.purify(MODEL, GOOD, minimum_items=0), ["at least 1"]),
    "data set misspelt": (lambda r, b: plspm.datasets.load("customer"), ["customer_engagement"]),
    "data set by path": (lambda r, b: plspm.datasets.load("../x"), ["customer_engagement"]),
}

OF_CASES = {
    "scores": lambda c: c.scores,
    "descriptives": lambda c: c.descriptives,
    "bootstrap": lambda c: c.bootstrap(draws=99),
    "standard errors": lambda c: c.standard_errors(),
    "influence": lambda c: c.influence(),
    "exact fit": lambda c: c.exact_fit(draws=99),
    "clusters": lambda c: c.bootstrap(draws=99, clusters="a"),
}


@pytest.fixture(scope="module")
def result():
    return estimate(MODEL, GOOD)


@pytest.fixture(scope="module")
def boot(result):
    return result.bootstrap(draws=99, seed=1, progress=False)


def assert_told(caught, words):
    message = str(caught.value)
    assert [word for word in words if word not in message] == []
    assert len(message) < 1500


@pytest.mark.parametrize(("option", "value", "words"), ESTIMATE)
def test_options_of_estimate(option, value, words):
    with pytest.raises((OptionError, DataError)) as caught:
        estimate(MODEL, GOOD, **{option: value})
    assert_told(caught, words)


@pytest.mark.parametrize(("matrix", "n", "words"), MATRIX)
def test_correlations(matrix, n, words):
    with pytest.raises((OptionError, DataError)) as caught:
        estimate(MODEL, correlations=matrix, n=n)
    assert_told(caught, words)


def test_correlations_printed_twice_may_differ_in_the_last_digit():
    r = CORRELATIONS.iloc[1, 0]
    found = estimate(MODEL, correlations=changed(0, 1, r + 0.0009), n=60)
    symmetric = CORRELATIONS.copy()
    symmetric.iloc[0, 1] = symmetric.iloc[1, 0] = r + 0.00045
    expected = estimate(MODEL, correlations=symmetric, n=60)
    np.testing.assert_allclose(found.loadings, expected.loadings, rtol=0, atol=1e-12)


def test_correlations_of_pairwise_deletion_are_named():
    matrix = CORRELATIONS.where(np.eye(9) == 1, (3 * CORRELATIONS).clip(-0.99, 0.99))
    with (
        pytest.warns(DataWarning, match=r"not positive semi-definite .* \(pairwise deletion"),
        pytest.warns(AdmissibilityWarning),
    ):
        result = estimate(MODEL, correlations=matrix, n=60)
    assert np.isfinite(result.paths.to_numpy()).all()
    with pytest.raises(EstimationError, match="positive definite"):
        result.bootstrap(20, seed=1, parametric=True)


@pytest.mark.parametrize(("eigenvalue", "warns"), [(-0.005, True), (-1e-8, True), (1e-8, False)])
def test_correlations_that_no_data_have_are_told_however_little_they_are_so(eigenvalue, warns):
    S = np.eye(9)
    S[:3, :3] = [[1, 0.8, 0.6], [0.8, 1, 0], [0.6, 0, 1]]
    S[:3, :3] = eigenvalue * np.eye(3) + (1 - eigenvalue) * S[:3, :3]
    np.testing.assert_allclose(np.linalg.eigvalsh(S)[0], eigenvalue, atol=1e-14)
    names = CORRELATIONS.columns
    said = []
    found = read_correlations(pd.DataFrame(S, names, names), list(names), warn=said.append)
    np.testing.assert_allclose(found, S)
    assert len(said) == warns
    assert all(f"{eigenvalue:.3g}" in text for text in said)


@pytest.mark.parametrize(("option", "value", "words"), BOOTSTRAP)
def test_options_of_bootstrap(result, option, value, words):
    options = {"draws": 99, "seed": 1, "progress": False} | {option: value}
    with pytest.raises((OptionError, DataError)) as caught:
        result.bootstrap(**options)
    assert_told(caught, words)


@pytest.mark.parametrize(("options", "words"), SEVERAL.values(), ids=SEVERAL)
def test_options_that_exclude_each_other(result, options, words):
    with pytest.raises((OptionError, DataError)) as caught:
        result.bootstrap(draws=99, seed=1, progress=False, **options)
    assert_told(caught, words)


@pytest.mark.parametrize(("call", "words"), METHODS.values(), ids=METHODS)
def test_options_of_the_other_methods(result, boot, call, words):
    with pytest.raises((OptionError, DataError)) as caught:
        call(result, boot)
    assert_told(caught, words)


@pytest.mark.parametrize("call", OF_CASES.values(), ids=OF_CASES)
def test_what_needs_cases_says_so(call):
    fitted = estimate(MODEL, correlations=CORRELATIONS, n=60)
    with pytest.raises(UnavailableError, match=r"plspm\.estimate\(model, data\)"):
        call(fitted)


@pytest.mark.parametrize("model", [None, 5, b"A =~ a", [], {}, GOOD, plspm.reflective("A", ["a1"])])
def test_what_is_no_model_is_named(model):
    with pytest.raises(SpecificationError, match="PathModel or a model text"):
        estimate(model, GOOD)


@pytest.mark.parametrize("text", ["A->B / 0", "1 / (A->B - A->B)", "1e999 * A->B"])
def test_an_expression_without_value_is_empty(boot, text):
    row = boot.expression(text).iloc[0]
    assert row[["estimate", "mean", "std_error", "ci_lower", "ci_upper"]].isna().all()
    assert row["draws"] == 0


def test_numbers_of_numpy_are_numbers(result):
    fit = estimate(MODEL, GOOD, tolerance=np.float32(1e-5), max_iterations=np.int64(50))
    assert fit.converged
    boot = result.bootstrap(np.int32(99), np.int64(4), level=np.float32(0.9), progress=False)
    assert boot.draws_usable == 99


def test_poisson_draws_without_any_case_are_failures(result):
    with pytest.warns(plspm.AdmissibilityWarning, match="constant indicator"):
        boot = result.bootstrap(99, 1, clusters=CASES % 2, poisson=True, progress=False)
    assert boot.failures["constant_indicator"] > 0


WRONG = {"level": 7, "kind": "k", "statistics": ["x"], "threads": 0, "alignment": "a"}
ALL_AT_ONCE = {
    "estimate": (
        lambda r, b: estimate(
            MODEL, GOOD, scheme="x", missing="m", n=3, dominant_indicators={"Q": "q"}
        ),
        4,
    ),
    "bootstrap": (lambda r, b: r.bootstrap(draws=0, seed="s", poisson=2, **WRONG), 8),
    "resample": (lambda r, b: r.resample("plan", **WRONG), 6),
    "exact fit": (lambda r, b: r.exact_fit(draws=0, seed="s", inadmissible="i", threads=0), 4),
    "standard errors": (lambda r, b: r.standard_errors("m", statistics=["x"], level=7), 3),
    "influence": (lambda r, b: r.influence("x", method="m"), 2),
    "interval": (lambda r, b: b.interval("x", kind="k", level=7, calibrate=True), 4),
    "table": (lambda r, b: b.table("x", kind="k", level=7, alternative="a", p_value="p"), 5),
    "calibrated": (lambda r, b: b.calibrated_interval("x", level=7, outer=0, inner=0), 4),
    "expression": (lambda r, b: b.expression("a->", "b->", kind="k", level=7), 4),
}


@pytest.mark.parametrize(("call", "wrong"), ALL_AT_ONCE.values(), ids=ALL_AT_ONCE)
def test_all_wrong_options_of_a_call_are_told_at_once(result, boot, call, wrong):
    with pytest.raises(OptionError) as caught:
        call(result, boot)
    assert len(caught.value.problems) == wrong


def test_gathering_lets_other_errors_pass():
    gathering = Gathering()
    with pytest.raises(UnavailableError), gathering:
        raise UnavailableError("no cases")
    gathering.tell()


@pytest.mark.parametrize(
    ("kinds", "told_as"),
    [
        ([DataError], DataError),
        ([OptionError, OptionError], OptionError),
        ([SpecificationError, SpecificationError], SpecificationError),
        ([SpecificationError, DataError], InputError),
        ([CallError, OptionError], OptionError),
    ],
)
def test_gathering_tells_the_kind_of_what_it_found(kinds, told_as):
    gathering = Gathering()
    for number, kind in enumerate(kinds):
        with gathering:
            raise kind([f"problem {number}.", "said twice."])
    with pytest.raises(told_as) as caught:
        gathering.tell()
    assert type(caught.value) is told_as
    assert set(caught.value.problems) == {
        *(f"problem {k}." for k in range(len(kinds))),
        "said twice.",
    }
    assert len(caught.value.problems) == len(kinds) + 1


def test_model_options_and_data_are_told_in_one_round():
    with pytest.raises(InputError) as caught:
        estimate("A =~ a1\nA ~ Q", GOOD, scheme="paths", tolerance=7)
    assert_told(caught, ["3 problems", "'Q'", "scheme is 'paths'", "tolerance is 7"])
    for kind in (SpecificationError, OptionError, DataError):
        assert isinstance(caught.value, kind)
    with pytest.raises(InputError) as caught:
        estimate(
            MODEL.replace("a1", "zz"),
            GOOD.assign(b2="x"),
            missing="drop",
            dominant_indicators={"Z": "a1"},
        )
    assert_told(caught, ["4 problems", "'listwise'", "'Z'", "'zz'", "'b2' is not numeric"])
    with pytest.raises(InputError) as caught:
        estimate(MODEL, correlations=without("a1"), n=60, scheme="paths")
    assert_told(caught, ["2 problems", "scheme is 'paths'", "no column 'a1'"])


def test_what_is_wrong_with_one_option_leaves_the_others_and_the_data_checked():
    with pytest.raises(InputError) as caught:
        estimate(
            MODEL.replace("a1", "a99"),
            GOOD.assign(b2="x"),
            weights="ww",
            scheme="pth",
            missing="drop",
            missing_codes=[-9, None],
            reverse={"zz": (1, 7)},
            controls=3,
        )
    assert_told(
        caught,
        ["8 problems", "'pth'", "'a99'", "'ww'", "'listwise'", "None", "'zz'", "'b2'", "controls"],
    )


def test_the_options_that_can_be_read_hold_for_the_check_of_the_data():
    data = GOOD.assign(a1=[*GOOD["a1"][:-1], 99], a2=["k.A.", *GOOD["a2"][1:]])
    with pytest.raises(OptionError) as caught:
        estimate(MODEL, data, missing="mean", missing_codes=[99, "k.A.", None])
    assert_told(caught, ["codes are numbers or texts"])


def test_options_and_groups_are_told_in_one_round(result):
    for call in (
        lambda: result.bootstrap(draws=0, clusters="zz"),
        lambda: result.exact_fit(draws=0, strata="zz"),
        lambda: result.standard_errors(level=7, clusters="zz"),
    ):
        with pytest.raises(InputError) as caught:
            call()
        assert_told(caught, ["2 problems", "'zz'"])
