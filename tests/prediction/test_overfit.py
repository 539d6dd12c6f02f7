"""Composite overfit beside a loop that leaves out one case after the other."""

import sys

import numpy as np
import pandas as pd
import pytest
from tests.prediction.cases import COMPOSITES, LINEAR, simulated

import plspm
from plspm.errors import MissingDependencyError, OptionError

FRAME = simulated(60).set_index(pd.Index([f"case {k}" for k in range(60)]))


@pytest.fixture(scope="module")
def result():
    return plspm.estimate(COMPOSITES, FRAME)


@pytest.fixture(scope="module")
def found(result):
    return plspm.composite_overfit(result, share=0.1)


def predicted(result, rows):
    """Predicted scores with variance 1 (denominator n), as folds count."""
    return plspm.predict(result, rows).constructs / np.sqrt(1 - 1 / result.n)


def test_deviance_is_what_a_case_does_to_its_own_prediction(result, found):
    inside = predicted(result, FRAME)
    for case in FRAME.index[:8]:
        rest = plspm.estimate(COMPOSITES, FRAME.drop(index=case))
        outside = predicted(rest, FRAME.loc[[case]])
        expected = (inside.loc[case] - outside.loc[case]).astype(float)
        np.testing.assert_allclose(found.deviance.loc[case], expected, atol=1e-6)
    assert found.validation.n == 60
    assert found.validation.folds.max() == 59


def test_errors_grow_out_of_sample(found):
    table = found.constructs
    assert list(table.index) == ["C", "D", "E"]
    np.testing.assert_allclose(table["overfit"], table["rmse"] / table["rmse_in_sample"] - 1)
    assert (table["overfit"] > 0).all()


def test_deviant_cases_lie_in_the_tails(result, found):
    for name in ("C", "D", "E"):
        deviance = found.deviance[name]
        low, high = np.quantile(deviance, [0.05, 0.95])
        expected = deviance[(deviance < low) | (deviance > high)]
        own = found.cases.loc[name]
        assert set(own.index) == set(expected.index)
        assert own["deviance"].abs().is_monotonic_decreasing
        np.testing.assert_allclose(
            own["deviance"], own["predicted_in_sample"] - own["predicted"], atol=1e-12
        )
        scores = result.scores.loc[own.index, name] / np.sqrt(1 - 1 / 60)
        np.testing.assert_allclose(own["observed"], scores, rtol=1e-6)


def test_paths_are_estimated_without_them(found):
    for name in ("C", "E"):
        rest = plspm.estimate(COMPOSITES, FRAME.drop(index=found.cases.loc[name].index))
        table = found.paths.loc[name]
        np.testing.assert_allclose(table["without"], rest.paths.iloc[:, 0], rtol=1e-9)
        np.testing.assert_allclose(table["change"], table["without"] - table["estimate"])


def test_groups_are_leaves_of_a_tree(result, found):
    groups = found.groups("D", depth=2, smallest=5)
    assert groups["cases"].sum() == 60
    assert groups["cases"].min() >= 5
    assert groups["deviance"].is_monotonic_increasing
    scores = result.scores
    for row in groups.itertuples():
        members = np.ones(60, dtype=bool)
        for split in row.rule.split(" and "):
            name, sign, at = split.split()
            members &= (scores[name] <= float(at)) == (sign == "<=")
        assert members.sum() == row.cases
        assert row.deviance == pytest.approx(found.deviance["D"][members].mean())
        rest = plspm.estimate(COMPOSITES, FRAME[~members])
        change = rest.paths.iloc[:, 0] - result.paths.iloc[:, 0]
        assert row.change == pytest.approx(change[change.abs().idxmax()], rel=1e-6)
        assert row.path == " -> ".join(change.abs().idxmax())


@pytest.mark.filterwarnings("ignore::plspm.errors.AdmissibilityWarning")
def test_a_strange_case_is_found():
    strange = FRAME.copy()
    strange.iloc[7, :] = FRAME.iloc[7, :] + np.where(
        FRAME.columns.str.startswith(("c", "d")), 25, 0
    )
    strange.iloc[7, FRAME.columns.str.startswith("a")] -= 12
    found = plspm.composite_overfit(plspm.estimate(LINEAR, strange))
    assert found.cases.loc["C"].index[0] == "case 7"


def test_refusals_and_text(result, found):
    with pytest.raises(OptionError, match="share is 5"):
        plspm.composite_overfit(result, share=5)
    with pytest.raises(OptionError) as refused:
        found.groups("Q", depth=0)
    assert len(refused.value.problems) == 2
    text = found.summary()
    assert "Deviant cases" in text
    assert max(map(len, text.splitlines())) <= 88


def test_trees_say_what_to_install(found, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    with pytest.raises(MissingDependencyError, match="pip install scikit-learn"):
        found.groups("D")


def test_the_seed_is_told_where_folds_are_drawn(result, found):
    assert "Seed" not in found.summary()
    drawn = plspm.composite_overfit(result, folds=5, repeats=1)
    assert f"Seed: {drawn.validation.seed} " in " ".join(drawn.summary().split())
    again = plspm.composite_overfit(result, folds=5, repeats=1, seed=drawn.validation.seed)
    pd.testing.assert_frame_equal(again.deviance, drawn.deviance)
