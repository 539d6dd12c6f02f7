"""Rival models side by side: every number is that of the function it comes from."""

import numpy as np
import pandas as pd
import pytest
from tests.prediction.cases import COMPOSITES, simulated

import plspm
from plspm.errors import OptionError

FRAME = simulated(100)


@pytest.fixture(scope="module")
def rivals():
    texts = {
        "full": COMPOSITES,
        "short": COMPOSITES.replace("D ~ C + A", "D ~ C"),
        "other": COMPOSITES.replace("C ~ A + B\nD ~ C + A", "C ~ A\nD ~ C + B"),
    }
    return {name: plspm.estimate(text, FRAME) for name, text in texts.items()}


def test_numbers_are_those_of_each_model_in_the_same_folds(rivals):
    compared = plspm.compare_models(rivals, folds=5, repeats=2, seed=3)
    for name, result in rivals.items():
        validation = plspm.cross_validate(result, folds=5, repeats=2, seed=3)
        criteria = plspm.information_criteria(result).criteria
        rows = compared.constructs.xs(name, level="model")
        assert list(rows.index) == ["C", "D", "E"]
        assert (rows["q2_predict"] == validation.constructs["q2_predict"]).all()
        assert (rows["bic"] == criteria["bic"]).all()
        assert (rows["r_squared"] == result.r_squared["r_squared"]).all()
        assert compared.models.loc[name, "srmr"] == result.fit.loc["srmr", "estimated"]
        loss = (validation.indicators["rmse"] ** 2).mean()
        np.testing.assert_allclose(compared.models.loc[name, "loss"], loss)
        assert compared.models.loc[name, "paths"] == len(result.model.paths)
    weights = compared.constructs["bic_weight"].groupby(level="construct").sum()
    np.testing.assert_allclose(weights, 1.0)


def test_cvpat_is_by_pairs(rivals):
    compared = plspm.compare_models(rivals, folds=5, repeats=2, seed=3)
    pairs = compared.cvpat.index.droplevel("construct").unique()
    assert list(pairs) == ["full against short", "full against other", "short against other"]
    one, other = (
        plspm.cross_validate(rivals[name], folds=5, repeats=2, seed=3) for name in ("full", "other")
    )
    pd.testing.assert_frame_equal(
        compared.cvpat.loc["full against other"], one.cvpat(against=other).table
    )


def test_its_seed_repeats_it(rivals):
    first = plspm.compare_models(rivals, folds=5, repeats=2)
    again = plspm.compare_models(rivals, folds=5, repeats=2, seed=first.seed)
    pd.testing.assert_frame_equal(first.models, again.models)
    given = plspm.compare_models(rivals, folds=np.arange(100) % 4)
    assert given.seed is None


def test_it_needs_two_models_of_the_same_cases(rivals):
    with pytest.raises(OptionError, match="Two models"):
        plspm.compare_models({"full": rivals["full"]})
    with pytest.raises(OptionError, match="Two models"):
        plspm.compare_models(rivals["full"])
    fewer = plspm.estimate(COMPOSITES, FRAME.iloc[:60])
    with pytest.raises(OptionError, match="different cases"):
        plspm.compare_models({"full": rivals["full"], "fewer": fewer})


def test_it_prints(rivals):
    compared = plspm.compare_models(rivals, folds=5, repeats=1, seed=3)
    assert "Rival models" in compared.summary()
    assert "<table" in compared._repr_html_()
