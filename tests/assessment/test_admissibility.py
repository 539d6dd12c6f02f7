"""Each of the six checks fails where it should, and names the culprit."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.assessment.test_fit import CHAIN, fitted, population

import plspm
from plspm.assessment.admissibility import admissibility, admissible_draws, smallest_eigenvalue

TWO = "A =~ a1 + a2 + a3; B =~ b1 + b2; B ~ A"
CHECKS = [
    "converged",
    "keying",
    "loadings",
    "reliabilities",
    "construct_correlations",
    "implied_correlations",
]


def sound():
    return population([[1, 0.5], [0.5, 1]], [[0.8, 0.7, 0.6], [0.8, 0.7]])


def heywood():
    """a1 correlates with the others by so much more than they do that its loading exceeds 1."""
    S = population([[1, 0.3], [0.3, 1]], [[0.95, 0.7, 0.5], [0.8, 0.7]])
    S[0, 3:] = S[3:, 0] = [0.5, 0.45]
    S[1:3, 3:] = S[3:, 1:3] = 0.05
    S[1, 2] = S[2, 1] = 0.1
    S[0, 1] = S[1, 0] = S[0, 2] = S[2, 0] = 0.3
    return S


def unreliable():
    """Items of A that correlate negatively, though both go with B."""
    S = sound()
    S[:3, :3] = [[1, -0.4, -0.4], [-0.4, 1, -0.1], [-0.4, -0.1, 1]]
    S[:3, 3:] = S[3:, :3] = 0.15
    return S


def attenuated():
    """Factors that would correlate by 1.25: more between the blocks than within them."""
    S = population([[1, 0.5], [0.5, 1]], [[0.6, 0.6, 0.6], [0.6, 0.6]])
    S[:3, 3:] = S[3:, :3] = 0.45
    return S


def result_of(S, estimator="plsc", **options):
    with pytest.warns(plspm.AdmissibilityWarning):
        return fitted(TWO, S, estimator=estimator, **options)


def failed(result):
    checks = result.admissibility
    assert checks.index.tolist() == CHECKS
    return checks.loc[~checks["holds"], "detail"].to_dict()


def test_a_sound_result_passes_all():
    result = fitted(TWO, sound(), estimator="plsc")
    assert failed(result) == {}
    details = result.admissibility["detail"]
    assert details["converged"] == f"the weights settled after {result.iterations} iterations"
    assert details["loadings"] == "every loading lies within -1 and 1"
    assert details["reliabilities"] == "every rho_A lies in (0, 1]"
    assert details["construct_correlations"].startswith("the construct correlations are positive")


def test_not_converged():
    model = plspm.PathModel.parse("A =~ a1 + a2; B <~ b1 + b2; C =~ c1 + c2; B ~ A; C ~ A + B")
    rng = np.random.default_rng(1)
    S = np.corrcoef(rng.normal(size=(6, 40)) + rng.normal(size=40))
    matrix = pd.DataFrame(S, index=model.indicators, columns=model.indicators)
    message = r"did not settle within 1 iterations \(tolerance 1e-07\)"
    with pytest.warns(plspm.ConvergenceWarning, match=message):
        result = plspm.estimate(model, correlations=matrix, n=40, max_iterations=1)
    assert failed(result) == {"converged": "the weights had not settled after 1 iterations"}
    assert not result.converged
    assert result.iterations == 1
    assert "NOT CONVERGED" in repr(result)
    assert "DID NOT CONVERGE" in result.summary()


def test_a_loading_beyond_one():
    found = failed(result_of(heywood()))
    assert found["loadings"].startswith("outside -1 and 1: a1 (1.")
    assert "a2" not in found["loadings"]


def test_a_reliability_that_is_not_positive():
    result = result_of(unreliable())
    rho = result.reliability.loc["A", "rho_a"]
    assert rho < 0
    assert np.isnan(result.path_coefficients.loc["A", "B"])
    undefined = "a1 (undefined), a2 (undefined), a3 (undefined)"
    assert failed(result) == {
        "loadings": f"outside -1 and 1: {undefined}",
        "reliabilities": f"outside (0, 1]: A (rho_A {rho:.3f})",
        "construct_correlations": "the construct correlations are undefined",
        "implied_correlations": "the implied indicator correlations are undefined",
    }


def test_a_reliability_that_is_not_positive_is_seen_without_correction():
    assert set(failed(result_of(unreliable(), estimator="pls"))) == {"reliabilities"}


def test_consistent_pls_uses_no_reliability_of_a_composite():
    model = plspm.PathModel(
        plspm.composite("A", ["a1", "a2", "a3"]),
        plspm.reflective("B", ["b1", "b2"]),
        plspm.path("A", to="B"),
    )
    assert failed(fitted(model, unreliable(), estimator="plsc")) == {}
    with pytest.warns(plspm.AdmissibilityWarning):
        assert set(failed(fitted(model, unreliable()))) == {"reliabilities"}


@pytest.mark.parametrize(
    ("field", "check", "value", "holds"),
    [
        ("loadings", "loadings", -1 - 5e-11, True),
        ("loadings", "loadings", 1 + 5e-11, True),
        ("loadings", "loadings", 1.001, False),
        ("loadings", "loadings", np.nan, False),
        ("rho_a", "reliabilities", 0.0, False),
        ("rho_a", "reliabilities", 0.001, True),
        ("rho_a", "reliabilities", 1 + 5e-11, True),
        ("rho_a", "reliabilities", 1.001, False),
        ("rho_a", "reliabilities", np.nan, False),
        ("P", "construct_correlations", [[1, 1], [1, 1]], True),
        ("P", "construct_correlations", [[1, 1.001], [1.001, 1]], False),
    ],
)
def test_bounds_leave_room_for_rounding_in_fits_and_draws(field, check, value, holds):
    estimates = fitted(TWO, sound(), estimator="plsc")._estimates
    values = getattr(estimates, field).copy()
    values[0] = value
    changed = replace(estimates, **{field: values})
    assert admissible_draws(changed, "plsc").tolist() == [holds]
    assert {c.name: c.holds for c in admissibility(changed, "plsc")}[check] == holds


@pytest.mark.parametrize("first_with_last", [0.81, -0.9])
def test_both_models_imply_correlations_that_variables_can_have(first_with_last):
    """A chain implies .81; what it does not look at, only the saturated model does."""
    Phi = [[1, 0.9, 0.81], [0.9, 1, 0.9], [0.81, 0.9, 1]]
    result = fitted(CHAIN, population(Phi, [[0.9] * 3, [0.9] * 2, [0.9] * 3]), estimator="plsc")
    P = result._estimates.P.copy()
    P[0, 0, 2] = P[0, 2, 0] = first_with_last
    *_, implied = admissibility(replace(result._estimates, P=P), "plsc")
    assert implied.holds == (first_with_last > 0)


def test_construct_correlations_that_no_variables_can_have():
    result = result_of(attenuated())
    assert result.construct_correlations.loc["A", "B"] == pytest.approx(1.25)
    assert failed(result)["construct_correlations"] == (
        "the construct correlations are not positive semi-definite (smallest eigenvalue -0.25)"
    )
    assert set(failed(result)) == {"construct_correlations"}
    assert fitted(TWO, attenuated()).admissibility["holds"].all()


def test_implied_correlations_that_no_variables_can_have():
    """Loadings of 1.5 and 3 imply more correlation than there can be."""
    S = [[1, 0.7, 0.8, 0.2], [0.7, 1, 0.3, -0.4], [0.8, 0.3, 1, 0.7], [0.2, -0.4, 0.7, 1]]
    with pytest.warns(plspm.AdmissibilityWarning):
        result = fitted("A =~ a1 + a2; B =~ b1 + b2; B ~ A", np.array(S), estimator="plsc")
    assert failed(result)["implied_correlations"] == (
        "the implied indicator correlations are not positive semi-definite "
        "(smallest eigenvalue -0.089)"
    )
    assert "construct_correlations" not in failed(result)


def test_the_warning_says_what_failed():
    with pytest.warns(plspm.AdmissibilityWarning, match=r"rho_A -.*See result.admissibility"):
        fitted(TWO, unreliable(), estimator="plsc")


@pytest.mark.parametrize("matrix", [sound, heywood, unreliable, attenuated])
@pytest.mark.filterwarnings("ignore::plspm.AdmissibilityWarning")
def test_draws_are_judged_as_fits_are(matrix):
    for estimator in ("pls", "plsc"):
        result = fitted(TWO, matrix(), estimator=estimator)
        judged = {"loadings", "reliabilities", "construct_correlations"} & set(failed(result))
        holds = admissible_draws(result._estimates, estimator)
        assert holds.tolist() == [estimator == "pls" or not judged]


def test_smallest_eigenvalue_of_a_stack():
    stack = np.stack([np.eye(2), np.full((2, 2), np.nan), [[1, 2], [2, 1]]])
    np.testing.assert_allclose(smallest_eigenvalue(stack), [1, np.nan, -1])
