"""Copula terms: against plain least squares, against hand-made draws, and by their rates."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri
from tests.catalogue import CATALOGUE
from tests.naive import copulas as naive
from tests.robustness.populations import MODEL, endogenous

import plspm
from plspm.estimation.scores import scores_of_stack
from plspm.robustness.copulas import copula_terms

pytestmark = pytest.mark.filterwarnings("ignore::plspm.errors.PlspmWarning")
QUIET = {"seed": 1, "progress": False}
THREE = """
    A =~ a1 + a2 + a3
    B =~ b1 + b2 + b3
    C =~ c1 + c2 + c3
    D =~ d1 + d2 + d3
    D ~ A + B + C
"""


def entry(name):
    found = next(one for one in CATALOGUE if one.name == name)
    return plspm.estimate(found.text, **found.arguments)


def three():
    return plspm.estimate(THREE, CATALOGUE[0].data)


@pytest.mark.parametrize("method", ["gaussian_copula", "two_stage"])
@pytest.mark.parametrize("kind", ["three", "a product, two_stage", "gaps filled with means"])
def test_coefficients_are_those_of_least_squares(method, kind):
    result = three() if kind == "three" else entry(kind)
    found = plspm.gaussian_copula(result, method=method, draws=9, **QUIET)
    scores, paths = result.scores, found.paths
    for (target, suspects), own in found.terms.groupby(level=["target", "suspects"], sort=False):
        beside = paths.xs((target, suspects), level=("target", "suspects"))
        predictors = beside.index.tolist()
        together = suspects.split(" + ")
        products = [name for name in predictors if name in {p.name for p in result.model.products}]
        if products and method == "two_stage":
            continue  # products have no term: the naive version would give them one
        two = method == "two_stage"
        expected = naive.coefficients(scores, target, predictors, together, two_stage=two)
        got = [*beside["corrected"], *own["coefficient"]]
        np.testing.assert_allclose(got, expected, rtol=1e-7, atol=1e-9)
    equation = found.equations.index[0]
    plain = paths.xs(equation, level="target")["path_coefficient"].groupby(level="source").first()
    np.testing.assert_allclose(plain, result.path_coefficients[equation][plain.index])


def test_every_combination_of_suspects_or_those_that_are_named():
    result = three()
    every = plspm.gaussian_copula(result, draws=9, **QUIET).terms
    assert len(every.groupby(level="suspects")) == 7
    one = plspm.gaussian_copula(result, suspects={"D": "B"}, draws=9, **QUIET)
    assert one.terms.index.tolist() == [("D", "B", "B")]
    pd.testing.assert_series_equal(one.terms.iloc[0], every.loc[("D", "B", "B")], check_names=False)
    two = plspm.gaussian_copula(result, suspects=["A", "C"], draws=9, **QUIET).terms
    assert set(two.index.get_level_values("suspects")) == {"A", "C", "A + C"}


@pytest.mark.parametrize("name", ["common factors", "a product, two_stage"])
def test_draws_are_those_of_the_bootstrap_each_estimated_anew(name):
    """Each draw is that of estimating the model from the rows drawn, turned as the fit is."""
    case = next(one for one in CATALOGUE if one.name == name)
    result = plspm.estimate(case.text, **case.arguments)
    plan = plspm.plans.Bootstrap(4, 3)
    rows = [np.repeat(np.arange(90), c.astype(int)) for c in plan.counts(0, 4, 90)]
    target = result.model.paths[-1].target
    suspect = result.model.paths[-1].source
    values = []
    for drawn in rows:
        again = plspm.estimate(case.text, case.data.iloc[drawn].reset_index(drop=True))
        scores = again.scores
        for construct in scores:  # all loadings are positive: nothing to be turned
            assert np.corrcoef(scores[construct], result.scores[construct].iloc[drawn])[0, 1] > 0.5
        predictors = [p.source for p in result.model.paths if p.target == target]
        values.append(naive.coefficients(scores, target, predictors, [suspect]))
    found = plspm.gaussian_copula(
        result, suspects={target: [suspect]}, draws=4, seed=3, progress=False
    )
    got = [*found.paths["std_error"], *found.terms["std_error"]]
    np.testing.assert_allclose(got, np.std(values, axis=0, ddof=1), rtol=1e-6)


def test_terms_of_a_draw_are_those_of_its_rows():
    rng = np.random.default_rng(4)
    scores = np.round(rng.normal(size=(3, 40, 2)), 1)  # with ties
    counts = rng.multinomial(40, np.full(40, 1 / 40), size=3).astype(float)
    terms = copula_terms(scores, counts)
    for b in range(3):
        rows = np.repeat(np.arange(40), counts[b].astype(int))
        for k in range(2):
            np.testing.assert_allclose(terms[b, rows, k], naive.term(scores[b, rows, k]))
    assert terms.max() <= ndtri(40 / 41)


def test_more_draws_begin_with_the_same_and_the_seed_repeats():
    result = three()
    one, two = (plspm.gaussian_copula(result, draws=99, **QUIET).terms for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    other = plspm.gaussian_copula(result, draws=99, seed=2, progress=False).terms
    assert not np.allclose(one["std_error"], other["std_error"])


def test_normal_and_binary_scores_are_not_usable():
    rng = np.random.default_rng(5)
    n = 400
    data = pd.DataFrame(
        {
            "normal": rng.normal(size=n),
            "skewed": rng.exponential(size=n),
            "binary": rng.integers(0, 2, n),
            "steps": np.clip(np.round(4 + 1.3 * rng.normal(size=n)), 1, 7),
        }
    )
    data["y"] = data.sum(axis=1) + rng.normal(size=n)
    text = "N =~ normal\nS =~ skewed\nB =~ binary\nT =~ steps\nY =~ y\nY ~ N + S + B + T"
    found = plspm.gaussian_copula(plspm.estimate(text, data), draws=19, **QUIET)
    assert found.scores["usable"].to_dict() == {"N": "no", "S": "yes", "B": "no", "T": "no"}
    assert found.scores.loc["T", "lilliefors_p"] < 0.01  # by its steps alone
    assert np.isnan(found.terms.loc[("Y", "B", "B"), "coefficient"])
    assert found.terms.loc[("Y", "S + B", "S"), "usable"] == "no"
    assert found.equations.loc["Y", ["suspects", "usable"]].tolist() == [4, 1]


def test_nothing_usable_cannot_be_told():
    rng = np.random.default_rng(6)
    data = pd.DataFrame({"x": rng.normal(size=80)})
    data["y"] = data["x"] + rng.normal(size=80)
    result = plspm.estimate("X =~ x\nY =~ y\nY ~ X", data)
    found = plspm.gaussian_copula(result, draws=19, **QUIET)
    assert found.equations.loc["Y", "verdict"] == "cannot be told"
    assert np.isnan(found.equations.loc["Y", "smallest_p"])
    lines = plspm.check(result, endogeneity=found).table.loc["endogeneity"]
    assert lines["verdict"].tolist() == ["look"]
    assert "cannot tell" in lines["what_to_do"].iloc[0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"suspects": "Z"}, "suspects is 'Z'"),
        ({"suspects": {"A": ["B"]}}, "outcome in suspects is 'A'"),
        ({"suspects": {"D": ["Z"]}}, "suspect of D is 'Z'"),
        ({"suspects": []}, "names no construct"),
        ({"suspects": 3}, "must be a construct"),
        ({"method": "iv"}, "method is 'iv'"),
        ({"draws": 1}, "draws is 1"),
        ({"level": 95}, "level is 95"),
    ],
)
def test_wrong_options_are_told(options, words):
    with pytest.raises(plspm.PlspmError, match=words):
        plspm.gaussian_copula(three(), **(QUIET | options))


def test_what_has_no_cases_or_weights_is_refused():
    for name in ("a matrix of correlations", "weighted cases"):
        with pytest.raises(plspm.errors.UnavailableError):
            plspm.gaussian_copula(entry(name), draws=9, **QUIET)


@pytest.mark.parametrize("case", CATALOGUE[::5], ids=str)
def test_models_of_every_kind_print(case):
    result = plspm.estimate(case.text, **case.arguments)
    try:
        found = plspm.gaussian_copula(result, draws=9, **QUIET)
    except plspm.errors.UnavailableError as told:
        assert "cases" in str(told)
        return
    for width in (88, 40):
        assert max(map(len, found.summary(width=width).splitlines())) <= width


def rate(reps, n, method="gaussian_copula", **population):
    """Share of samples in which the term of X differs from 0 at 5 %, and mean corrected path."""
    rejected, corrected = [], []
    for r in range(reps):
        data = endogenous(n, np.random.default_rng([7, r, n]), **population)
        found = plspm.gaussian_copula(
            plspm.estimate(MODEL, data),
            suspects={"Y": ["X"]},
            method=method,
            draws=199,
            seed=r,
            progress=False,
        )
        rejected.append(found.terms["p_value"].iloc[0] < 0.05)
        corrected.append(found.paths.loc[("Y", "X", "X"), "corrected"])
    return np.mean(rejected), np.mean(corrected)


@pytest.mark.slow
def test_false_alarms_are_few():
    share, _ = rate(100, 200, endogeneity=0.0)
    assert share <= 0.11  # at a true rate of 5 % exceeded once in 100 runs


@pytest.mark.slow
def test_endogeneity_is_found_and_taken_out():
    share, corrected = rate(50, 300, endogeneity=0.5)
    assert share > 0.8
    assert corrected == pytest.approx(0.37, abs=0.06)  # the plain path is .70


@pytest.mark.slow
def test_the_two_stage_term_allows_for_related_predictors():
    _, plain = rate(40, 300, endogeneity=0.5, related=0.5)
    _, two_stage = rate(40, 300, "two_stage", endogeneity=0.5, related=0.5)
    assert abs(two_stage - 0.354) < abs(plain - 0.354)


STAGED = [
    c for c in CATALOGUE if c.source != "correlations" and c.has_products | c.has_higher_order
]


@pytest.mark.parametrize("case", STAGED, ids=str)
def test_scores_of_a_stack_are_those_of_the_fit(case):
    result = plspm.estimate(case.text, **case.arguments)
    own = result._fitted.own
    scores = scores_of_stack(result._fitted.estimates, own)
    np.testing.assert_allclose(scores[0], result.scores, rtol=1e-9, atol=1e-11)
