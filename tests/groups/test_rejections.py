"""Tests of groups reject equal populations about as often as they say."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

PATH = Path(__file__).parents[2] / "benchmarks" / "group_rejections.py"


@pytest.fixture(scope="module")
def rejections():
    spec = importlib.util.spec_from_file_location("group_rejections", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.rejections


def bound(replications):
    return 0.05 + 3 * np.sqrt(0.05 * 0.95 / replications)


@pytest.mark.slow
@pytest.mark.parametrize(
    "scenario",
    [
        {"sizes": (80, 80)},
        {"sizes": (40, 120), "tails": (4, 4)},
        {"sizes": (80, 80), "estimator": "plsc"},
    ],
)
def test_equal_groups(rejections, scenario):
    found = rejections(**scenario, replications=150, permutations=99, draws=99, seed=7).mean()
    exchangeable = ["permutation", "compositional", "mean", "variance", "d_uls", "d_g", "overlap"]
    assert (found[exchangeable] <= bound(150)).all()
    assert found[["henseler", "parametric", "welch"]].max() <= bound(150) + 0.05


@pytest.mark.slow
def test_three_equal_groups(rejections):
    found = rejections((50, 50, 50), replications=100, permutations=99, draws=99, seed=7).mean()
    assert (found[["permutation", "omnibus", "d_uls"]] <= bound(100)).all()
    # What docs/groups.md warns of: draws are no cases, and more of them say no more.
    assert found["f of draws"] > 0.5
