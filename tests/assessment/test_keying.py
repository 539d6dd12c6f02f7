"""Items keyed the other way are named at the fit, once, with the remedy that works."""

import re
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile.survey import MODEL, survey
from tests.strategies import examples

import plspm

ITEMS = [f"{block}{k}" for block in "abc" for k in "123"]


def answers(seed=0, n=200):
    return np.round(np.clip(4 + 1.5 * survey(n, seed), 1, 7))


def warnings_of(data, model=MODEL, **options):
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        result = plspm.estimate(model, data, **options)
    return result, [str(warning.message) for warning in given]


def test_one_warning_names_every_such_item_and_the_remedy():
    data = answers()
    turned = data.assign(a2=8 - data["a2"], c3=8 - data["c3"])
    result, (said,) = warnings_of(turned)
    assert "a2 (-0." in said
    assert "c3 (-0." in said
    assert 'reverse={"a2": (1, 7), "c3": (1, 7)}' in said
    check = result.admissibility.loc["keying"]
    assert not check["holds"]
    assert "a2 (-0." in check["detail"]
    assert "Admissible:     NO" in result.summary()
    mended, said = warnings_of(turned, reverse={"a2": (1, 7), "c3": (1, 7)})
    assert said == []
    assert mended.admissibility["holds"].all()
    pd.testing.assert_frame_equal(mended.reliability, plspm.estimate(MODEL, data).reliability)


@examples(25)
@given(seed=st.integers(0, 10_000), item=st.sampled_from(ITEMS))
def test_a_reversed_item_is_named_and_nothing_else(seed, item):
    data = answers(seed)
    assert warnings_of(data)[1] == []
    result, said = warnings_of(data.assign(**{item: 8 - data[item]}))
    assert len(said) == 1
    assert f'reverse={{"{item}": (1, 7)}}' in said[0]
    assert item in result.admissibility.loc["keying", "detail"]


@pytest.mark.parametrize("seed", range(20))
def test_an_item_that_measures_nothing_is_not_named(seed):
    noise = np.random.default_rng(seed).integers(1, 8, 200)
    assert warnings_of(answers(seed).assign(a2=noise))[0].admissibility.loc["keying", "holds"]


def test_a_construct_that_is_turned_round_as_a_whole_is_no_matter():
    data = answers()
    data[["a1", "a2", "a3"]] = 8 - data[["a1", "a2", "a3"]]
    assert warnings_of(data)[1] == []
    turned = data.assign(a2=8 - data["a2"])
    _, (said,) = warnings_of(turned, dominant_indicators={"A": "a2"})
    assert 'reverse={"a2": (1, 7)}' in said


def test_in_mode_b_signs_are_what_is_asked():
    data = answers()
    model = MODEL.replace("A =~", "A <~")
    assert warnings_of(data.assign(a2=8 - data["a2"]), model)[1] == []


def test_measurements_have_no_scale_to_be_turned_round_in():
    data = survey(200)
    _, (said,) = warnings_of(data.assign(a2=-data["a2"]))
    assert "a2 (-0." in said
    assert "reverse={" not in said
    assert "their sign would have to be changed: a2." in said


def test_a_rating_beside_measurements_and_counts_has_the_ends_of_ratings():
    data = answers().assign(a1=survey(200)["a1"], a3=100 * answers()["a3"])
    _, (said,) = warnings_of(data.assign(a2=8 - data["a2"]))
    assert 'reverse={"a2": (1, 7)} (' in said


PAIRS = "A =~ a1 + a2; B =~ b1 + b2 + b3; B ~ A"
FOURS = "A =~ a1 + a2 + b1 + b2; C =~ c1 + c2 + c3; C ~ A"


@pytest.mark.parametrize("estimator", ["pls", "plsc"])
@pytest.mark.parametrize("item", ["a1", "a2"])
def test_of_two_items_either_may_be_the_one(item, estimator):
    """Nothing in the data tells which; whichever it is, the same is said."""
    data = answers()
    result, said = warnings_of(data.assign(**{item: 8 - data[item]}), PAIRS, estimator=estimator)
    [said] = [each for each in said if each.startswith("Items load against")]
    assert re.search(r"block: a1 \(-?0\.\d\d\) or a2 \(-?0\.\d\d\)\. ", said)
    assert 'reverse={"a1": (1, 7)} or reverse={"a2": (1, 7)}' in said
    detail = result.admissibility.loc["keying", "detail"]
    assert re.search(r"either side the other way: a1 \(\S+\) / a2 \(\S+\)$", detail)


def test_of_two_and_two_items_either_side_may_be_the_one():
    data = answers().assign(
        **{f"b{k}": answers()[f"a{k}"] + answers(9)[f"b{k}"] > 8 for k in (1, 2)}
    )
    data = (data + 1) * 1.0
    data = data.assign(b1=3 - data["b1"], b2=3 - data["b2"])
    result, said = warnings_of(data, FOURS)
    assert re.search(r"a1 \(\S+\), a2 \(\S+\) or b1 \(\S+\), b2 \(\S+\)", said[0])
    assert "either side" in result.admissibility.loc["keying", "detail"]


def test_of_two_items_the_one_turned_round_already_is_to_be_left_as_it_was():
    _, (said,) = warnings_of(answers(), PAIRS, reverse={"a2": (1, 7)})
    assert " or " not in said
    assert "leave 'a2' out of `reverse`" in said
    assert "reverse={" not in said


def test_consistent_loadings_do_not_hide_by_what_items_are_judged():
    """Where no corrected loading exists, the loadings that were judged are printed."""
    data = answers()
    turned = data.assign(a2=8 - data["a2"])
    said = [warnings_of(turned, estimator=estimator)[1][-1] for estimator in ("pls", "plsc")]
    assert said[0] == said[1]


@examples(25)
@given(seed=st.integers(0, 10_000), estimator=st.sampled_from(["pls", "plsc"]))
def test_noise_is_not_keyed_either_way(seed, estimator):
    """Items that do not correlate load either way by chance."""
    noise = np.random.default_rng(seed).normal(size=(120, 9))
    try:
        _, said = warnings_of(pd.DataFrame(noise, columns=ITEMS), estimator=estimator)
    except plspm.EstimationError:
        return
    assert not any("load against" in each for each in said)


def test_of_correlations_the_sign_is_changed():
    data = answers()
    S = data.assign(a2=8 - data["a2"]).corr()
    _, (said,) = warnings_of(None, correlations=S, n=200)
    assert "a2 (-0." in said
    assert "change the sign" in said


def test_an_item_turned_round_by_mistake_is_to_be_left_as_it_was():
    """The remedy that was taken already is not offered again; that of others is."""
    data = answers()
    _, (said,) = warnings_of(data.assign(c3=8 - data["c3"]), reverse={"a2": (1, 7)})
    assert "leave 'a2' out of `reverse`" in said
    assert 'reverse={"c3": (1, 7)}' in said
    _, (said,) = warnings_of(data, reverse={"a2": (1, 7)})
    assert "reverse={" not in said


def test_codes_are_no_ends_of_a_scale():
    data = answers(n=2000)
    data["a2"] = 8 - data["a2"]
    data.loc[0, "a1"] = 66
    _, said = warnings_of(data)
    assert [each for each in said if 'reverse={"a2": (1, 7)}' in each]
