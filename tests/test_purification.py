"""Item purification on populations in which it is known what must go."""

import numpy as np
import pandas as pd
import pytest

import plspm
from plspm.errors import OptionError

MODEL = "A =~ a1 + a2 + a3 + a4; B =~ b1 + b2 + b3; C =~ C; B ~ A; C ~ B"


def sample(loadings, n=400, seed=7):
    """Cases of two factors that correlate, items with the loadings given, and a single item."""
    random = np.random.default_rng(seed)
    factors = {"a": random.standard_normal(n)}
    factors["b"] = 0.6 * factors["a"] + 0.8 * random.standard_normal(n)
    data = {
        name: loading * factors[name[0]] + np.sqrt(1 - loading**2) * random.standard_normal(n)
        for name, loading in loadings.items()
    }
    return pd.DataFrame({**data, "C": 0.5 * factors["b"] + random.standard_normal(n)})


GOOD = {"a1": 0.9, "a2": 0.8, "a3": 0.85, "a4": 0.8, "b1": 0.9, "b2": 0.8, "b3": 0.85}


def test_nothing_to_drop_leaves_an_empty_trace():
    data = sample(GOOD)
    purified = plspm.purify(MODEL, data)
    assert purified.trace.empty
    assert purified.dropped == purified.remaining == ()
    assert purified.model == plspm.PathModel.parse(MODEL)
    pd.testing.assert_frame_equal(purified.result.loadings, plspm.estimate(MODEL, data).loadings)


def test_the_weakest_of_all_blocks_goes_first():
    data = sample({**GOOD, "a3": 0.3, "b3": 0.05, "a4": 0.2})
    purified = plspm.purify(MODEL, data)
    assert purified.dropped == ("b3", "a4", "a3")
    assert purified.trace["step"].tolist() == [1, 2, 3]
    assert (purified.trace["loading"].abs() < 0.6).all()
    assert (purified.trace["ave_after"] > purified.trace["ave_before"]).all()
    assert (purified.result.loadings["loading"] >= 0.6).all()


def test_each_step_is_a_fit_of_the_model_before_it():
    data = sample({**GOOD, "a3": 0.3, "a4": 0.2})
    trace = plspm.purify(MODEL, data, scheme="factorial").trace
    model = plspm.PathModel.parse(MODEL)
    for row in trace.itertuples():
        result = plspm.estimate(model, data, scheme="factorial")
        loadings = result.loadings["loading"]
        assert loadings.drop("C").abs().idxmin() == (row.construct, row.indicator)
        assert loadings[row.construct, row.indicator] == row.loading
        assert result.reliability.loc[row.construct, "ave"] == row.ave_before
        model = model.without_indicator(row.indicator)


def test_one_item_a_step_spares_an_item_that_then_suffices():
    strong = {"a1": 0.95, "a2": 0.95, "a3": 0.95, "a4": 0.95, "b1": 0.95}
    data = sample({**strong, "b2": 0.8, "b3": 0.05})
    before = plspm.estimate(MODEL, data).loadings["loading"]
    after = plspm.purify(MODEL, data).result.loadings["loading"]
    between = (before["B", "b2"] + after["B", "b2"]) / 2
    assert before["B", "b2"] < between < after["B", "b2"]
    assert plspm.purify(MODEL, data, threshold=between).dropped == ("b3",)


@pytest.mark.parametrize(("fewest", "left"), [(1, 1), (2, 2), (3, 3)])
def test_no_block_gets_smaller_than_allowed(fewest, left):
    data = sample({**GOOD, "b2": 0.1, "b3": 0.05})
    purified = plspm.purify(MODEL, data, threshold=0.99, minimum_items=fewest)
    assert len(purified.model.construct("B").indicators) == left
    kept = purified.trace[purified.trace["action"] == "kept"]
    assert set(kept["indicator"]) == set(purified.remaining)
    assert all(len(purified.model.construct(name).indicators) == left for name in kept["construct"])
    assert len(purified.dropped) + len(purified.model.indicators) == 8


def test_a_reversed_item_is_not_weak():
    data = sample(GOOD)
    data["a4"] *= -1
    with pytest.warns(plspm.DataWarning, match="a4"):
        assert plspm.purify(MODEL, data).dropped == ()


def test_formative_blocks_and_single_items_are_left_alone():
    data = sample({**GOOD, "b3": 0.05})
    model = MODEL.replace("B =~", "B <~")
    purified = plspm.purify(model, data)
    assert purified.trace.empty


def test_a_dropped_dominant_indicator_gives_way():
    data = sample({**GOOD, "a4": 0.05})
    purified = plspm.purify(MODEL, data, dominant_indicators={"A": "a4", "B": "b1"})
    assert purified.dropped == ("a4",)


def test_wrong_options_are_refused_together():
    with pytest.raises(OptionError) as caught:
        plspm.purify(MODEL, sample(GOOD), threshold=60, minimum_items=0)
    assert len(caught.value.problems) == 2


def test_a_misspelt_dominant_indicator_is_refused():
    with pytest.raises(OptionError, match="a44"):
        plspm.purify(MODEL, sample(GOOD), dominant_indicators={"A": "a44"})


def test_parts_of_a_construct_are_no_items():
    data = plspm.datasets.load("customer_engagement")
    text = """
        EXP =~ EXP_a + EXP_b + EXP_c; SMU =~ SMU
        DRIVE =~ EXP + SMU
        ECE =~ ECE_b + ECE_d + ECE_e + ECE_f + ECE_h
        ECE ~ DRIVE
    """
    purified = plspm.purify(text, data, threshold=0.9)
    assert purified.model.parts("DRIVE") == ("EXP", "SMU")
    assert "DRIVE" not in set(purified.trace["construct"])
    assert (purified.result.loadings.loc["DRIVE", "loading"] < 0.9).any()


def test_every_fit_makes_products_and_standardises_as_told():
    data = sample({**GOOD, "a4": 0.2})
    text = "A =~ a1 + a2 + a3 + a4; B =~ b1 + b2 + b3; C =~ C; C ~ A + B + A:B"
    options = {"standardize": False, "interactions": "product_indicator"}
    purified = plspm.purify(text, data, **options)
    assert purified.dropped == ("a4",)
    again = plspm.estimate(purified.model, data, **options)
    pd.testing.assert_frame_equal(purified.result.path_coefficients, again.path_coefficients)
    plain = plspm.estimate(purified.model, data).path_coefficients
    assert not np.allclose(again.path_coefficients, plain, equal_nan=True)


def test_every_fit_takes_constructs_of_constructs_as_told():
    data = sample({**GOOD, "a4": 0.2})
    text = "A =~ a1 + a2 + a3 + a4; B =~ b1 + b2 + b3; C =~ C; H =~ A + B; C ~ H"
    purified = plspm.purify(text, data, higher_order="embedded_two_stage")
    assert purified.dropped == ("a4",)
    again = plspm.estimate(purified.model, data, higher_order="embedded_two_stage")
    assert purified.result.weights.equals(again.weights)
    assert not np.allclose(again.weights, plspm.estimate(purified.model, data).weights)
