"""Where the cases of draws lie is asked once, for whole products, and handed on."""

import numpy as np
import pandas as pd
import pytest

import plspm
from plspm.data.moments import Pearson
from plspm.estimation.stages import Cases
from plspm.inference.plans import Bootstrap

MODEL = "X =~ a + b; Z =~ c + d; Y =~ e + f; Y ~ X + Z + X:Z"


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(3)
    return pd.DataFrame(rng.normal(size=(90, 1)) + rng.normal(size=(90, 6)), columns=list("abcdef"))


@pytest.mark.filterwarnings("ignore:Means stand in the place")
@pytest.mark.parametrize("missing", ["error", "mean"])
@pytest.mark.parametrize("standardize", [True, False])
def test_parts_have_the_location_of_the_whole(data, missing, standardize):
    if missing == "mean":
        data = data.mask(np.random.default_rng(0).random(data.shape) < 0.02)
    result = plspm.estimate(MODEL, data, missing=missing, standardize=standardize)
    plan, fitted = Bootstrap(70, seed=1), result._fitted
    whole = Cases.of(plan.sample(0, 70, fitted))
    for start, stop in [(0, 1), (63, 66), (69, 70)]:
        part = Cases.of(plan.sample(start, stop, fitted))
        np.testing.assert_array_equal(part.centre, whole.centre[start:stop])
        np.testing.assert_array_equal(part.scale, whole.scale[start:stop])


def test_location_against_loops(data):
    source = Pearson.of(data.to_numpy())
    weights = np.random.default_rng(1).poisson(1.0, size=(5, 90)).astype(float)
    mean, sd = source.location(weights)
    for k, w in enumerate(weights):
        for i, z in enumerate(source.Z.T):
            centre = sum(w * z) / sum(w)
            assert mean[k, i] == pytest.approx(centre)
            assert sd[k, i] == pytest.approx(np.sqrt(sum(w * (z - centre) ** 2) / sum(w)))


def test_no_draw_asks_twice(data, monkeypatch):
    asked = []
    location = Pearson.location

    def counted(self, row_weights):
        asked.append(len(row_weights))
        return location(self, row_weights)

    monkeypatch.setattr(Pearson, "location", counted)
    result = plspm.estimate(MODEL, data, standardize=False)
    assert asked == [1]
    result.bootstrap(64, seed=1, threads=1)
    assert len(asked) == 2
    asked.clear()
    plspm.estimate(MODEL.removesuffix(" + X:Z"), data)
    assert asked == []
