"""Other definitions of fit: natural logarithms, and residual variances that give unit variances."""

import math
from fractions import Fraction

import numpy as np
import pytest

import plspm
from plspm.assessment.fit import implied_construct_correlations

STRICT = "estimated_unit_variance"


def diamond():
    """A model whose predictors are correlated beyond what its paths imply."""
    data = plspm.datasets.load("customer_engagement")
    text = plspm.datasets.describe("customer_engagement").model_text
    return plspm.estimate(text.replace("MPE ~ ECE", "MPE ~ ECE + EXP; ORE ~ EXP"), data)


def test_strict_residual_variances_give_unit_variances():
    """(I - B) Φ (I - B)' is Ψ: residuals of endogenous constructs uncorrelated with all before."""
    estimates = diamond()._estimates
    Phi = implied_construct_correlations(estimates, STRICT)[0]
    inverse = np.eye(5) - estimates.B[0]
    Psi = inverse @ Phi @ inverse.T
    assert np.diag(Phi) == pytest.approx(np.ones(5), abs=1e-15)
    endogenous = estimates.arrays.endogenous
    off_diagonal = Psi - np.diag(np.diag(Psi))
    assert np.abs(off_diagonal[endogenous]).max() < 1e-14
    exogenous = np.ix_(~endogenous, ~endogenous)
    assert Phi[exogenous] == pytest.approx(estimates.P[0][exogenous])


def test_the_strict_fit_is_another_number_where_implied_and_observed_predictors_differ():
    """The correlations move in the second decimal; residuals of either sign hide most in SRMR."""
    result = diamond()
    strict, usual = (
        implied_construct_correlations(result._estimates, m) for m in (STRICT, "estimated")
    )
    assert np.abs(strict - usual).max() > 0.01
    assert result.fit_measures(STRICT)["srmr"] != result.fit.loc["srmr", "estimated"]


@pytest.mark.parametrize("model", ["saturated", "estimated"])
def test_the_defaults_are_those_of_the_table(model):
    result = diamond()
    assert result.fit_measures(model).tolist() == result.fit[model].tolist()


def test_natural_logarithms():
    result = diamond()
    natural = result.fit_measures("saturated", log_base=math.e)["d_g"]
    assert natural == pytest.approx(result.fit.loc["d_g", "saturated"] * math.log(10) ** 2)


def test_wrong_options_together():
    with pytest.raises(plspm.OptionError) as caught:
        diamond().fit_measures("strict", log_base=1)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("base", [np.int64(10), np.float32(10), np.uint8(10), Fraction(10), 10])
def test_any_real_number_is_a_base(base):
    d_g = diamond().fit_measures("saturated", log_base=base)["d_g"]
    assert d_g == diamond().fit.loc["d_g", "saturated"]


@pytest.mark.parametrize("base", [math.inf, math.nan, -2, True, "10", None, 10**400, 1 + 0j, [10]])
def test_what_is_no_base_is_refused(base):
    """To an infinite base d_G would be 0, a perfect fit."""
    with pytest.raises(plspm.OptionError, match=r"log_base is .*must be a finite number above 1"):
        diamond().fit_measures("saturated", log_base=base)
