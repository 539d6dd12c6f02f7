"""The order of steps is found from the answers, however the steps are numbered."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile.survey import survey

from plspm.data.order_of_steps import borne_out
from plspm.data.scales import LONGEST_SCALE


def answers(steps, n=1000, seed=0):
    """Three items of one construct, cut into steps that are used alike."""
    items = survey(n, seed)[["a1", "a2", "a3"]].to_numpy()
    cuts = np.quantile(items, np.arange(1, steps) / steps, axis=0)
    return [1.0 + np.searchsorted(cut, item) for item, cut in zip(items.T, cuts.T, strict=True)]


@given(st.integers(3, 7).flatmap(lambda k: st.permutations(range(k))), st.integers(0, 9))
def test_only_the_order_of_the_scale_and_its_reverse_are_borne_out(order, seed):
    item, *others = answers(len(order), seed=seed)
    right = list(order) in (sorted(order), sorted(order)[::-1])
    renamed = np.array(order, dtype=float)
    assert borne_out(renamed[item.astype(int) - 1], others) is right
    alike = [renamed[each.astype(int) - 1] for each in (item, *others)]
    assert borne_out(alike[0], alike[1:]) is right


def test_gaps_and_measurements_beside_change_nothing():
    item, *others = answers(4)
    item[::7], others[0][::5] = np.nan, np.nan
    measured = np.random.default_rng(0).normal(size=len(item))
    assert borne_out(item, [measured, *others])
    assert not borne_out(item, [measured])
    assert not borne_out(item, [])


@pytest.mark.parametrize("steps", [2, LONGEST_SCALE + 1])
def test_two_steps_and_measurements_have_no_order_to_be_borne_out(steps):
    item, *others = answers(steps)
    assert not borne_out(item, others)


def test_a_step_that_hardly_anybody_gave_says_nothing():
    item, *others = answers(4)
    item[:4] = 9.0
    assert borne_out(item, others)
    item[4:8] = 10.0
    assert not borne_out(item, others)
