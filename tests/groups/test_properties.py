"""What must hold for any data and any draws."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from tests.groups.cases import TEXT, TIGHT, compare, factor_data, quietly
from tests.strategies import examples

from plspm.groups.henseler import share_in_wrong_order
from plspm.groups.permutation import Permutations

SEEDS = st.integers(0, 10**6)


@given(SEEDS, st.integers(2, 40), st.integers(2, 40))
def test_shares_of_both_orders_sum_to_one(seed, first, second):
    rng = np.random.default_rng(seed)
    a, b = np.sort(rng.normal(size=(3, first))), np.sort(rng.normal(0.5, 2, size=(3, second)))
    assert_allclose(share_in_wrong_order(a, b) + share_in_wrong_order(b, a), 1.0)


@given(SEEDS, st.integers(1, 200), st.integers(0, 150), st.lists(st.integers(0, 3), min_size=4))
def test_a_permutation_is_its_number_whatever_is_asked_for_with_it(seed, count, start, codes):
    codes = np.unique(np.array([0, *codes]), return_inverse=True)[1]
    plan = Permutations(400, np.random.SeedSequence(seed), codes)
    every = plan.labels(0, start + count)
    assert (plan.labels(start, start + count) == every[start:]).all()
    counts = plan.counts(start, start + count, codes.size)
    first = start // plan.groups
    assert (counts[0] == (every[first] == start % plan.groups)).all()
    assert (np.sort(every, axis=1) == np.sort(codes)).all()


@examples(8)
@given(SEEDS, st.floats(0.01, 100), st.floats(-50, 50))
def test_units_of_items_and_names_of_groups_change_nothing(seed, factor, shift):
    data = factor_data(80, seed)
    by = np.random.default_rng(seed).permutation(np.repeat([0, 1], 40))
    found = compare(quietly(TEXT, data, **TIGHT), by, draws=2)
    moved = data.assign(a11=factor * data["a11"] + shift)
    again = compare(quietly(TEXT, moved, **TIGHT), np.array(["x", "y"])[by], draws=2)
    columns = ["difference", "p_permutation", "permutation_lower"]
    assert_allclose(
        again.differences("paths")[columns], found.differences("paths")[columns], atol=1e-6
    )
    numbers = found.micom.drop(columns="invariance").to_numpy()
    assert_allclose(again.micom.drop(columns="invariance").to_numpy(), numbers, atol=1e-6)
