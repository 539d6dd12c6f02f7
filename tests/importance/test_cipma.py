"""The combined map is its two halves, and what they say together."""

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET

import plspm
from plspm.errors import OptionError


@pytest.fixture(scope="module")
def result():
    return plspm.datasets.describe("customer_engagement").estimate()


SEEDED = {"permutations": 499, "seed": 1}


def test_it_joins_both_analyses(result):
    boot = result.bootstrap(99, seed=1, **QUIET)
    found = plspm.cipma(result, target="MPE", level=80, bootstrap=boot, **SEEDED)
    map_ = plspm.ipma(result, target="MPE", bootstrap=boot)
    pd.testing.assert_frame_equal(found.constructs[map_.constructs.columns], map_.constructs)
    necessary = plspm.nca(result, target="MPE", scales={}, ceilings="ce_fdh", **SEEDED)
    effects = necessary.effects.droplevel("ceiling")
    np.testing.assert_allclose(found.constructs["d"], effects["d"])
    np.testing.assert_array_equal(found.constructs["p_value"], effects["p_value"])
    needed = (effects["d"] >= 0.1) & (effects["p_value"] < 0.05)
    assert found.constructs["necessary"].tolist() == needed.tolist()
    assert 0 < needed.sum() < len(needed)


@pytest.mark.parametrize("level", [60, 80, 95])
def test_what_the_level_requires_is_counted_on_the_scores(result, level):
    found = plspm.cipma(result, target="MPE", level=level, **SEEDED)
    scores = found.ipma.scores
    for name, row in found.constructs.iterrows():
        least = scores.loc[scores["MPE"] >= level, name].min()
        if least == scores[name].min():
            assert np.isnan(row["required"])
            assert row["cases_below"] == 0
        else:
            assert row["required"] == pytest.approx(least)
            share = (scores[name] < least - 1e-9).mean()
            assert row["cases_below"] == pytest.approx(100 * share)


def test_levels_that_all_or_none_reach(result):
    scales = dict.fromkeys(result.model.indicators, (-3, 8))
    easy = plspm.cipma(result, target="MPE", level=10, scales=scales, **SEEDED).constructs
    assert easy["required"].isna().all()
    assert (easy["cases_below"] == 0).all()
    hard = plspm.cipma(result, target="MPE", level=99, scales=scales, **SEEDED).constructs
    assert np.isinf(hard["required"]).all()
    assert (hard["cases_below"] == 100).all()


def test_refusals(result):
    with pytest.raises(OptionError) as refused:
        plspm.cipma(
            result,
            target=["MPE"],
            level=800,
            ceiling="cr",
            permutations=0,
            alpha=5,
            smallest_effect=2,
        )
    assert len(refused.value.problems) == 6
    with pytest.raises(OptionError, match="target is 'EXP'"):
        plspm.cipma(result, target="EXP")


def test_the_record_is_text(result):
    text = plspm.cipma(result, target="MPE", level=80, **SEEDED).summary()
    assert "MPE, at a performance of 80" in text
    assert max(map(len, text.splitlines())) <= 88
