"""Where no estimate exists the error names the culprit and the remedy."""

import numpy as np
import pandas as pd
import pytest

import plspm
from plspm.estimation.arrays import ModelArrays
from plspm.estimation.diagnosis import collinear_items, problems
from plspm.estimation.settings import Settings


@pytest.fixture
def data():
    rng = np.random.default_rng(11)
    common = rng.normal(size=(60, 1))
    return pd.DataFrame(common + rng.normal(size=(60, 8)), columns=list("abcdefgh"))


def message_of(model, data, **options):
    with pytest.raises(plspm.EstimationError) as caught:
        plspm.estimate(model, data, **options)
    return str(caught.value)


def test_collinear_items_in_mode_b_are_named(data):
    data["c"] = data["a"] - 2 * data["b"] + 1
    message = message_of("X <~ a + b + c + d; Y =~ e + f; Y ~ X", data)
    assert message.startswith("The items a, b, c of X are exactly collinear")
    assert "Drop one of them, or estimate the block in Mode A (`<~ [A]`)." in message


def test_all_blocks_at_fault_are_named(data):
    data["b"], data["f"] = data["a"], -data["e"]
    message = message_of("X <~ a + b; Y <~ e + f + g; Y ~ X", data)
    assert message.startswith("2 problems:")
    assert "items a, b of X" in message
    assert "items e, f of Y" in message


@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
def test_collinear_predictors_are_named(data, scheme):
    data["b"] = -3 * data["a"]
    message = message_of(
        "X =~ a; Z =~ b; U =~ c + d; Y =~ e + f; Y ~ X + Z + U", data, scheme=scheme
    )
    assert message.startswith("The predictors X, Z of Y are exactly collinear")


@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
def test_a_proxy_without_variance(scheme):
    matrix = pd.DataFrame(np.eye(4), index=list("abcd"), columns=list("abcd"))
    model = "X =~ a + b; Y =~ c + d; Y ~ X"
    with pytest.raises(plspm.EstimationError, match=f"no variance under the {scheme} scheme"):
        plspm.estimate(model, correlations=matrix, n=50, scheme=scheme)


def test_collinear_mode_a_items_have_an_estimate(data):
    data["b"] = data["a"]
    result = plspm.estimate("X =~ a + b + c; Y =~ e + f; Y ~ X", data)
    assert result.weights.loc[("X", "a"), "weight"] == pytest.approx(
        result.weights.loc[("X", "b"), "weight"]
    )


def test_predictors_are_judged_by_the_weights_that_were_found(data):
    """X and Z are the same variable with these weights, and not with equal ones."""
    data["c"] = data["a"]
    arrays = ModelArrays.from_model(
        plspm.PathModel.parse("X <~ a + b; Z <~ c + d; Y =~ e; Y ~ X + Z")
    )
    S = data[list(arrays.indicators)].corr().to_numpy()
    [sentence] = problems(S, arrays, Settings(), np.array([1.0, 0.0, 1.0, 0.0, 1.0]))
    assert sentence.startswith("The predictors X, Z of Y are exactly collinear")


def test_items_that_cancel_out_are_named():
    arrays = ModelArrays.from_model(plspm.PathModel.parse("X =~ a + b; Y =~ c; Y ~ X"))
    S = np.array([[1, -1, 0.5], [-1, 1, -0.5], [0.5, -0.5, 1]])
    [sentence] = problems(S, arrays, Settings(), np.full(3, np.nan))
    assert sentence.startswith("The items a, b of X cancel out")


def test_collinear_items_of_a_matrix():
    R = np.eye(4)
    assert collinear_items(R, list("abcd")) == []
    R[0, 2] = R[2, 0] = -1
    assert collinear_items(R, list("abcd")) == ["a", "c"]


@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
def test_weights_that_do_not_settle_are_where_they_stood(data, scheme):
    model = "X =~ a + b; Y =~ c + d; Z <~ e + f + g; Y ~ X; Z ~ X + Y"
    settled = plspm.estimate(model, data, scheme=scheme, tolerance=1e-12)
    with pytest.warns(plspm.ConvergenceWarning, match=r"within 2 iterations"):
        stopped = plspm.estimate(model, data, scheme=scheme, tolerance=1e-12, max_iterations=2)
    assert (stopped.iterations, stopped.converged) == (2, False)
    assert settled.converged
    difference = np.abs(stopped.weights - settled.weights)["weight"].max()
    assert 1e-12 < difference < 0.2


def test_a_product_that_repeats_its_factors_is_named(data):
    data["rare"] = np.arange(60) == 4  # one case alone has it
    message = message_of("X =~ a + b; D =~ rare; Y =~ e + f; Y ~ X + D + X:D", data)
    assert message.startswith("The predictors X, D, X:D of Y are exactly collinear")
    assert "has another value in a case or two only" in message


def test_the_power_of_a_two_valued_item_is_named(data):
    data["g"] = data["g"] > 0
    message = message_of("X =~ a + b; D =~ g; Y =~ e + f; Y ~ X + D + D^2", data)
    assert message.startswith("The predictors D, D^2 of Y are exactly collinear")
    assert "a power repeats an item that has no more than two values" in message
