"""Intervals and p-values of arrays of draws: against plain loops, and by their own logic."""

import numpy as np
import pytest
from tests.naive import resample as naive

from plspm.inference import intervals
from plspm.inference.components import Components
from plspm.inference.intervals import Draws

LEVELS = (0.5, 0.8, 0.9, 0.95, 0.99)
KINDS = ("percentile", "basic", "normal", "bc", "bca", "studentized")
RNG = np.random.default_rng(7)
ESTIMATE = np.array([0.4, -0.1, 0.0, 2.0])
# Symmetric, skewed, with many ties, and far from zero.
VALUES = np.column_stack(
    [
        RNG.normal(0.42, 0.1, 501),
        RNG.gamma(2, 0.1, 501) - 0.3,
        RNG.integers(-3, 4, 501) / 10,
        RNG.normal(2, 0.01, 501),
    ]
)
LEFT_OUT = np.column_stack([RNG.gamma(k, 1.0, 60) for k in (1, 2, 4, 8)])
ERRORS = RNG.gamma(20, 0.01, VALUES.shape)
OWN_ERROR = VALUES.std(axis=0)


def components(columns=slice(None)):
    return Components(
        labels=None,
        estimate=ESTIMATE[columns],
        values=VALUES[:, columns],
        influence=lambda: (LEFT_OUT.mean(axis=0) - LEFT_OUT)[:, columns],
        std_errors=lambda: (OWN_ERROR[columns], ERRORS[:, columns]),
    )


def by_hand(kind, k, level):
    estimate, draws = ESTIMATE[k], VALUES[:, k]
    if kind == "percentile":
        return naive.interval_percentile(draws, level)
    if kind == "bca":
        return naive.interval_bca(estimate, draws, LEFT_OUT[:, k], level)
    if kind == "studentized":
        pivots = (draws - estimate) / ERRORS[:, k]
        low, high = naive.interval_percentile(pivots, level)
        return estimate - OWN_ERROR[k] * high, estimate - OWN_ERROR[k] * low
    plain = {
        "basic": naive.interval_basic,
        "normal": naive.interval_normal,
        "bc": naive.interval_bc,
    }
    return plain[kind](estimate, draws, level)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", KINDS)
def test_bounds_are_those_of_the_plain_formula(kind, level):
    bounds = np.array(components().interval(kind, level, "two-sided")).T
    expected = [by_hand(kind, k, level) for k in range(4)]
    assert bounds == pytest.approx(np.array(expected), abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_a_vector_gives_what_its_parts_give_alone(kind):
    whole = np.array(components().interval(kind, 0.9, "two-sided"))
    parts = [np.array(components([k]).interval(kind, 0.9, "two-sided")) for k in range(4)]
    # Only the sums of the acceleration may round otherwise.
    tolerance = 1e-14 if kind == "bca" else 0
    assert whole == pytest.approx(np.concatenate(parts, axis=1), abs=tolerance, rel=0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_one_sided_bound_is_that_of_the_two_sided_interval_with_twice_the_tail(kind):
    part = components()
    lower, upper = part.interval(kind, 0.9, "two-sided")
    from_below = part.interval(kind, 0.95, "greater")
    from_above = part.interval(kind, 0.95, "less")
    assert from_below[0] == pytest.approx(lower, abs=1e-12)
    assert np.isposinf(from_below[1]).all()
    assert from_above[1] == pytest.approx(upper, abs=1e-12)
    assert np.isneginf(from_above[0]).all()


@pytest.mark.parametrize("kind", KINDS)
def test_a_higher_level_gives_a_wider_interval(kind):
    widths = [np.subtract(*components().interval(kind, x, "two-sided")[::-1]) for x in LEVELS]
    assert (np.diff(widths, axis=0) >= 0).all()


def test_std_error_bias_and_t():
    part = components()
    for k in range(4):
        draws = VALUES[:, k]
        assert part.std_error[k] == pytest.approx(naive.standard_error(draws), abs=1e-13)
        assert part.bias[k] == pytest.approx(draws.mean() - ESTIMATE[k], abs=1e-13)
        assert part.t()[k] == pytest.approx(naive.t_value(ESTIMATE[k], draws), abs=1e-9)
        p = part.p_value("normal", "two-sided")[k]
        assert p == pytest.approx(naive.p_value(ESTIMATE[k], draws), abs=1e-12)


def test_draws_that_are_nan_are_left_out_of_their_component_only():
    with_gaps = VALUES.copy()
    with_gaps[::3, 1] = np.nan
    draws, full = Draws.of(ESTIMATE, with_gaps), Draws.of(ESTIMATE, VALUES)
    kept = with_gaps[~np.isnan(with_gaps[:, 1]), 1]
    assert draws.count.tolist() == [501, 334, 501, 501]
    for bound in (
        intervals.percentile,
        intervals.basic,
        intervals.normal,
        intervals.bias_corrected,
    ):
        alone = bound(Draws.of(ESTIMATE[[1]], kept[:, None]), 0.025)
        assert bound(draws, 0.025)[1] == pytest.approx(alone[0], abs=1e-14)
        assert bound(draws, 0.025)[0] == bound(full, 0.025)[0]


def test_all_draws_nan_or_all_on_one_side():
    draws = Draws.of(np.array([np.nan, 9.0]), np.column_stack([np.full(20, np.nan), np.arange(20)]))
    assert np.isnan(draws.mean[0])
    assert np.isnan(intervals.percentile(draws, 0.5)[0])
    assert intervals.percentile(draws, 0.5)[1] == 9.5
    beyond = Draws.of(np.array([99.0]), np.arange(20.0)[:, None])
    assert np.isnan(intervals.bias_corrected(beyond, 0.025)).all()


def test_a_single_draw_is_every_quantile_of_itself():
    draws = Draws.of(np.zeros(1), np.array([[np.nan], [0.7], [np.nan]]))
    for probability in (0.0, 0.025, 0.5, 1.0):
        assert intervals.percentile(draws, probability).tolist() == [0.7]


def test_no_draw_and_one_draw_of_a_component():
    draws = Draws.of(np.zeros(2), np.array([[np.nan, 0.7]]))
    assert draws.count.tolist() == [0, 1]
    np.testing.assert_array_equal(draws.mean, [np.nan, 0.7])
    np.testing.assert_array_equal(draws.share_below(np.ones(2)), [np.nan, 1])
    np.testing.assert_array_equal(intervals.percentile(draws, 0.5), [np.nan, 0.7])


def test_mean_of_what_is_defined():
    values = np.array([[np.nan, 4.0, 1.0], [np.nan, np.inf, 3.0]])
    np.testing.assert_array_equal(intervals.mean_of_defined(values), [np.nan, 4, 2])


def test_what_the_fit_has_not_has_no_interval():
    parts = Components(
        labels=None,
        estimate=np.array([np.nan, 0.0]),
        values=VALUES[:, [0, 2]],
        influence=None,
        std_errors=None,
    )
    for bounds in parts.interval("percentile", 0.9, "two-sided"):
        assert np.isnan(bounds).tolist() == [True, False]


def test_draws_without_a_standard_error_have_no_pivot():
    errors, varies = ERRORS.copy(), np.arange(len(ERRORS)) % 5 > 0
    errors[~varies] = 0.0
    gaps = Components(None, ESTIMATE, VALUES, None, lambda: (OWN_ERROR, errors))
    kept = Components(None, ESTIMATE, VALUES[varies], None, lambda: (OWN_ERROR, errors[varies]))
    first, second = (part.interval("studentized", 0.9, "two-sided") for part in (gaps, kept))
    assert np.array_equal(first, second)


def test_a_constant_has_no_t_and_an_interval_of_no_width():
    part = Components(None, np.array([1.0]), np.ones((50, 1)), lambda: np.zeros((9, 1)), None)
    assert part.std_error == 0
    assert np.isnan(part.t()).all()
    assert np.isnan(part.p_value("normal", "two-sided")).all()
    assert np.isnan(part.p_value("percentile", "two-sided")).all()
    assert np.array(part.interval("normal", 0.95, "two-sided")).tolist() == [[1.0], [1.0]]


def test_acceleration_is_that_of_each_component():
    together = intervals.acceleration(LEFT_OUT.mean(axis=0) - LEFT_OUT)
    alone = [naive.acceleration(LEFT_OUT[:, k]) for k in range(4)]
    assert together == pytest.approx(alone, abs=1e-14)
    assert intervals.acceleration(np.zeros((9, 2))).tolist() == [0.0, 0.0]
    assert intervals.acceleration(-LEFT_OUT) == pytest.approx(together, abs=1e-14)


def test_acceleration_leaves_out_the_cases_without_a_value():
    gaps = -LEFT_OUT
    gaps[::4, 2] = np.nan
    kept = LEFT_OUT[np.isfinite(gaps[:, 2]), 2]
    found = intervals.acceleration(gaps)
    assert found[2] == pytest.approx(naive.acceleration(kept), abs=1e-14)
    assert found[1] == pytest.approx(naive.acceleration(LEFT_OUT[:, 1]), abs=1e-14)


# -- p-values --------------------------------------------------------------------------------


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
@pytest.mark.parametrize("shift", np.linspace(-0.4, 0.4, 9))
def test_percentile_p_value_agrees_with_the_interval(shift, alternative):
    """p < a where the 1 - a interval excludes zero, up to one draw on either side."""
    b = 401
    values = np.sort(RNG.normal(shift, 0.15, b))[:, None]
    draws = Draws.of(np.array([shift]), values)
    p = float(intervals.percentile_p_value(draws, alternative)[0])
    one_draw = (2 if alternative == "two-sided" else 1) / b
    part = Components(None, np.array([shift]), values, None, None)

    def excludes_zero(alpha):
        lower, upper = part.interval("percentile", 1 - alpha, alternative)
        return bool(lower[0] > 0 or upper[0] < 0)

    if p + 2 * one_draw < 1:
        assert excludes_zero(p + 2 * one_draw)
    if p - 2 * one_draw > 0:
        assert not excludes_zero(p - 2 * one_draw)
    assert 0 < p <= 1


def test_percentile_p_value_is_never_zero():
    draws = Draws.of(np.array([5.0]), np.full((99, 1), 5.0) + RNG.normal(size=(99, 1)) / 10)
    assert intervals.percentile_p_value(draws, "two-sided")[0] == pytest.approx(2 / 100)
    assert intervals.percentile_p_value(draws, "greater")[0] == pytest.approx(1 / 100)
    assert intervals.percentile_p_value(draws, "less")[0] == 1.0


def test_draws_at_zero_speak_for_both_sides():
    """One draw below zero, two at it, one above: (3 + 1)/5 either way, and p is at most 1."""
    draws = Draws.of(np.array([0.1]), np.array([[-1.0], [0.0], [0.0], [1.0]]))
    for alternative, p in (("greater", 0.8), ("less", 0.8), ("two-sided", 1.0)):
        assert intervals.percentile_p_value(draws, alternative).tolist() == pytest.approx([p])


@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
def test_p_values_of_components_are_those_of_the_alternative(alternative):
    parts = components()
    for method, expected in (
        ("percentile", intervals.percentile_p_value(parts.draws, alternative)),
        ("normal", intervals.normal_p_value(parts.t(), alternative)),
    ):
        np.testing.assert_array_equal(parts.p_value(method, alternative), expected)


def test_normal_p_values_of_the_two_sides():
    t = np.array([-2.0, 0.0, 1.0])
    greater = intervals.normal_p_value(t, "greater")
    assert greater == pytest.approx([1 - naive.PHI(x) for x in t], abs=1e-14)
    assert intervals.normal_p_value(t, "less") == pytest.approx(1 - greater, abs=1e-14)
    two = 2 * np.minimum(greater, 1 - greater)
    assert intervals.normal_p_value(t, "two-sided") == pytest.approx(two, abs=1e-14)
