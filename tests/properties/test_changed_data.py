"""What a change of the data does to an estimate: nothing, or something known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import (
    OPTIONS,
    TIGHT,
    Study,
    assert_same,
    estimated,
    every_option,
    examples,
    numbers,
    over,
    studies,
)

import plspm
from plspm.estimation.fixed_point import iteration_step

OF_CASE_NUMBERS = ("r_squared_adjusted", "chi_square")


def without_case_numbers(result):
    """The numbers that do not know how many cases there were."""
    return {
        key: value for key, value in numbers(result).items() if not set(OF_CASE_NUMBERS) & set(key)
    }


@every_option
@examples(8)
@given(study=studies(), random=st.randoms(use_true_random=False))
def test_order_of_cases_does_not_matter(options, study, random):
    order = list(range(study.cases))
    random.shuffle(order)
    original, shuffled = study.fit(**options), study.fit(study.data.iloc[order], **options)
    assert_same(numbers(shuffled), numbers(original))
    pd.testing.assert_frame_equal(shuffled.scores.loc[study.data.index], original.scores)


@every_option
@examples(8)
@given(study=studies(), random=st.randoms(use_true_random=False))
def test_unit_and_origin_of_an_indicator_do_not_matter(options, study, random):
    data = study.data
    for name in data:
        data[name] = data[name] * random.choice([1e-9, 0.3, 7.0, 1e9])
        data[name] += random.choice([0.0, -1.0, 5.0]) * data[name].std()
    original, changed = study.fit(**options), study.fit(data, **options)
    assert_same(numbers(changed), numbers(original))
    pd.testing.assert_frame_equal(changed.scores, original.scores)


def reversed_item(study, random):
    """Its construct, one of its items, and data in which that item is reversed."""
    construct = random.choice(study.model.constructs)
    item = random.choice(construct.indicators)
    data = study.data
    data[item] *= -1
    return construct, item, data


@over([options for options in OPTIONS if options["scheme"] != "centroid"])
@examples(6)
@given(
    study=studies(modes=("A", "B", "pca"), sizes=(3, 4)), random=st.randoms(use_true_random=False)
)
def test_a_reversed_indicator_has_a_reversed_weight_and_nothing_else(options, study, random):
    """Where the others of its block are enough to tell which way the construct goes."""
    construct, item, data = reversed_item(study, random)
    other = next(name for name in construct.indicators if name != item)
    options = options | {"dominant_indicators": {construct.name: other}}
    original, changed = study.fit(**options), study.fit(data, **options)
    for table, column in (("weights", "weight"), ("loadings", "loading")):
        expected = getattr(original, table)[column].copy()
        expected[construct.name, item] *= -1
        pd.testing.assert_series_equal(getattr(changed, table)[column], expected, atol=1e-7)
    for table in ("path_coefficients", "construct_correlations", "vif_outer", "fit"):
        pd.testing.assert_frame_equal(getattr(changed, table), getattr(original, table), atol=1e-6)


@every_option
@examples(6)
@given(study=studies(modes=("A", "B", "pca")), random=st.randoms(use_true_random=False))
def test_reversed_weights_solve_the_equations_of_a_reversed_indicator(options, study, random):
    """The centroid scheme may find another of its solutions; the reversed one is one of them."""
    _, item, data = reversed_item(study, random)
    w = study.fit(**options).weights["weight"]
    w.loc[w.index.get_level_values("indicator") == item] *= -1
    S = data[list(study.model.indicators)].corr().to_numpy()[None]
    new = iteration_step(S, w.to_numpy()[None], study.arrays, options["scheme"])
    np.testing.assert_allclose(new[0], w, atol=1e-8)


@pytest.mark.filterwarnings("ignore::plspm.AdmissibilityWarning")  # a rho_A is 1.094
def test_the_centroid_scheme_has_more_than_one_solution():
    """Which one is found depends on the signs of the start, as it does in other programs."""
    model = plspm.PathModel(
        plspm.formative("C1", ["c1_a", "c1_b", "c1_c"]),
        *(plspm.composite(c, [f"{c.lower()}_{i}" for i in "abc"]) for c in ("C2", "C3", "C4")),
        plspm.paths("C1", to=["C2", "C3", "C4"]),
        plspm.path("C2", to="C4"),
    )
    study = Study(model, cases=57, seed=1)
    data = study.data
    one = plspm.estimate(model, data, scheme="centroid", **TIGHT)
    data["c1_a"] *= -1
    other = plspm.estimate(model, data, scheme="centroid", **TIGHT)
    assert one.converged
    assert other.converged
    assert abs(abs(one.weights) - abs(other.weights))["weight"].max() > 0.1


@every_option
@examples(6)
@given(study=studies(sizes=(1, 1)), random=st.randoms(use_true_random=False))
def test_a_reversed_construct_of_one_item_has_reversed_paths(options, study, random):
    construct, _, data = reversed_item(study, random)
    expected = study.fit(**options).path_coefficients
    expected.loc[construct.name] *= -1
    expected[construct.name] *= -1
    pd.testing.assert_frame_equal(study.fit(data, **options).path_coefficients, expected)


@every_option
@examples(4)
@given(study=studies())
def test_data_twice_over_keep_the_estimates(options, study):
    twice = pd.concat([study.data, study.data], ignore_index=True)
    once, doubled = study.fit(**options), study.fit(twice, **options)
    assert_same(without_case_numbers(doubled), without_case_numbers(once))


@every_option
@examples(4)
@given(study=studies(modes=("A", "B"), most_constructs=3))
def test_data_twice_over_shrink_the_standard_errors(options, study):
    """By exactly √[(n - 1)/(2n - 1)] with the delta method."""
    n, data = study.cases, study.data
    once, doubled = study.fit(**options), study.fit(pd.concat([data, data]), **options)
    before = once.standard_errors("delta", statistics=["paths"]).paths["std_error"]
    after = doubled.standard_errors("delta", statistics=["paths"]).paths["std_error"]
    np.testing.assert_allclose(after, before * np.sqrt((n - 1) / (2 * n - 1)), rtol=1e-5, atol=1e-9)


# Under PLSc one loading of this study is 1.004.
@pytest.mark.filterwarnings("ignore::plspm.AdmissibilityWarning")
@pytest.mark.parametrize("estimator", ["pls", "plsc"])
def test_data_twice_over_shrink_the_standard_errors_of_the_jackknife(estimator):
    """By nearly as much as with the delta method, where no case decides alone."""
    study = plspm.datasets.describe("customer_engagement")
    data = study.data
    errors = [
        plspm.estimate(study.model, cases, estimator=estimator).standard_errors("jackknife").paths
        for cases in (data, pd.concat([data, data]))
    ]
    shrunk = errors[1]["std_error"] / errors[0]["std_error"]
    np.testing.assert_allclose(shrunk, np.sqrt(118 / 237), rtol=0.03)


@every_option
@examples(4)
@given(study=studies(), weight=st.sampled_from([1, 1.0, 0.25, 1e-6, 40]))
def test_equal_case_weights_change_nothing(options, study, weight):
    weighted = study.fit(weights=np.full(study.cases, weight), **options)
    original = study.fit(**options)
    assert_same(numbers(weighted), numbers(original))
    pd.testing.assert_frame_equal(weighted.scores, original.scores)
    pd.testing.assert_frame_equal(weighted.unidimensionality, original.unidimensionality)


@every_option
@examples(4)
@given(study=studies(), seed=st.integers(0, 1000))
def test_a_case_weighted_twice_counts_as_two_cases(options, study, seed):
    counts = np.random.default_rng(seed).integers(1, 4, study.cases)
    repeated = study.data.loc[study.data.index.repeat(counts)]
    weighted = study.fit(weights=counts, **options)
    assert_same(
        without_case_numbers(weighted), without_case_numbers(study.fit(repeated, **options))
    )


@examples(4)
@given(study=studies(), seed=st.integers(0, 1000))
def test_a_case_of_weight_zero_does_not_count(study, seed):
    weights = np.ones(study.cases)
    weights[np.random.default_rng(seed).permutation(study.cases)[:5]] = 0
    left = estimated(study.model, study.data[weights > 0])
    weighted = estimated(study.model, study.data, weights=weights)
    assert_same(without_case_numbers(weighted), without_case_numbers(left))


@every_option
@examples(4)
@given(study=studies())
def test_correlations_are_all_that_is_needed(options, study):
    matrix = study.data.corr()
    alone = estimated(study.model, None, correlations=matrix, n=study.cases, **options)
    assert_same(numbers(alone), numbers(study.fit(**options)))
