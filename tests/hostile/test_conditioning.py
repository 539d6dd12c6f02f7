"""Nearly collinear items and predictors: right to the digits that are left, and told."""

import mpmath
import numpy as np
import pandas as pd
import pytest
from tests.hostile.survey import MODE_B, MODEL, survey

from plspm import DataWarning, EstimationError, estimate
from plspm.assessment.conditioning import Conditioning

SINGLE = "A =~ a1\nB =~ b1\nC =~ c1\nC ~ A + B"


def twins(gap):
    """Correlations of A and B that are 1 - gap, both with C."""
    names = ["a1", "b1", "c1"]
    S = np.array([[1, 1 - gap, 0.5], [1 - gap, 1, 0.5 + gap], [0.5, 0.5 + gap, 1]])
    return pd.DataFrame(S, index=names, columns=names)


def exact_paths(S):
    """Coefficients of C on A and B with fifty digits."""
    with mpmath.workdps(50):
        R = mpmath.matrix(S.iloc[:2, :2].to_numpy().tolist())
        r = mpmath.matrix(S.iloc[:2, 2].tolist())
        return [float(b) for b in mpmath.lu_solve(R, r)]


def nearly_a_sum(condition):
    """A block of three items with about this condition number."""
    rng, data = np.random.default_rng(5), survey(200)
    return data.assign(a3=data.a1 + data.a2 + np.sqrt(8 / condition) * rng.normal(size=200))


def test_a_sound_model_loses_next_to_nothing():
    table = estimate(MODE_B, survey()).conditioning
    assert table.index.tolist() == ["block A", "predictors of C"]
    assert table.columns.tolist() == ["condition_number", "digits_lost", "flagged"]
    assert (table["digits_lost"] < 2).all()
    assert not table["flagged"].any()


def test_condition_is_that_of_the_definition():
    result = estimate(MODE_B, survey())
    items = result.indicator_correlations.iloc[:3, :3]
    expected = [np.linalg.cond(items), np.linalg.cond(result.construct_correlations.iloc[:2, :2])]
    np.testing.assert_allclose(result.conditioning["condition_number"], expected, rtol=1e-10)


@pytest.mark.parametrize(
    ("condition", "lost", "flagged"),
    [
        (1.0, 0, False),
        (9.9e7, 8, False),
        (1e8, 8, True),
        (np.inf, 16, True),
        (np.nan, np.nan, False),
    ],
)
def test_half_of_the_digits_is_too_much_to_lose(condition, lost, flagged):
    matrix = Conditioning("block A", condition)
    assert matrix.digits_lost == pytest.approx(lost, abs=0.01, nan_ok=True)
    assert matrix.flagged == flagged


def test_two_items_are_a_matrix_that_is_inverted():
    result = estimate("A <~ a1 + a2\nB =~ b1\nB ~ A", survey())
    assert result.conditioning.index.tolist() == ["block A"]


def test_what_is_not_inverted_has_no_row():
    result = estimate("A =~ a1 + a2\nB <~ b1\nB ~ A", survey())
    assert len(result.conditioning) == 0


@pytest.mark.parametrize("gap", [1e-3, 1e-5, 1e-7])
def test_digits_that_are_left_are_right(gap):
    S = twins(gap)
    result = estimate(SINGLE, correlations=S, n=100)
    [row] = result.conditioning.itertuples()
    assert row.condition_number == pytest.approx((2 - gap) / gap, rel=1e-6)
    assert not row.flagged
    found = result.path_coefficients.loc[["A", "B"], "C"]
    np.testing.assert_allclose(found, exact_paths(S), rtol=10 ** (row.digits_lost - 15))


@pytest.mark.parametrize("gap", [1e-9, 1e-11])
def test_predictors_near_the_limit_are_told(gap):
    S = twins(gap)
    with pytest.warns(DataWarning, match=r"predictors of C .*Drop a variable") as given:
        result = estimate(SINGLE, correlations=S, n=100)
    assert given[0].filename == __file__
    [row] = result.conditioning.itertuples()
    assert row.flagged
    found = result.path_coefficients.loc[["A", "B"], "C"]
    np.testing.assert_allclose(found, exact_paths(S), rtol=10 ** (row.digits_lost - 15))


@pytest.mark.parametrize("gap", [1e-13, 1e-15, 0])
def test_predictors_beyond_the_limit_are_refused(gap):
    with pytest.raises(EstimationError, match="predictors A, B of C"):
        estimate(SINGLE, correlations=twins(gap), n=100)


@pytest.mark.parametrize("condition", [1e9, 1e10, 1e11])
@pytest.mark.filterwarnings("ignore::plspm.errors.ConvergenceWarning")
def test_block_near_the_limit_is_told(condition):
    with pytest.warns(DataWarning, match=r"block A \(\d+\)"):
        result = estimate(MODE_B, nearly_a_sum(condition))
    assert result.conditioning.loc["block A", "flagged"]
    # The weights are large and of opposite sign; the path rests on their sum, which is stable.
    stable = estimate(MODE_B, nearly_a_sum(1e5)).path_coefficients.loc["A", "B"]
    assert result.path_coefficients.loc["A", "B"] == pytest.approx(stable, abs=0.01)


@pytest.mark.parametrize("condition", [1e14, 1e15, 1e16])
def test_block_beyond_the_limit_is_refused(condition):
    with pytest.raises(EstimationError, match="a1, a2, a3 of A"):
        estimate(MODE_B, nearly_a_sum(condition))


def test_mode_a_does_not_mind():
    result = estimate(MODEL, nearly_a_sum(1e15))
    assert not result.conditioning["flagged"].any()
