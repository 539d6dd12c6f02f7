"""Tetrads: against covariances taken one by one, and by their rates."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2, norm
from tests.catalogue import CATALOGUE
from tests.naive import copulas as naive
from tests.robustness.populations import BLOCKS, formative, reflective

import plspm

pytestmark = pytest.mark.filterwarnings("ignore::plspm.errors.PlspmWarning")
QUIET = {"seed": 1, "progress": False}


def fit(n=150, seed=1, make=reflective):
    data = make(n, np.random.default_rng(seed))
    return plspm.estimate(BLOCKS, data), data


def test_tetrads_and_their_intervals_are_those_of_the_rows_drawn():
    result, data = fit()
    found = plspm.tetrads(result, draws=60, level=0.9, **QUIET)
    unit = (data - data.mean()) / data.std(ddof=0)
    counts = plspm.plans.Bootstrap(60, 1).counts(0, 60, 150).astype(int)
    samples = [unit.iloc[np.repeat(np.arange(150), c)] for c in counts]
    z = norm.ppf(1 - 0.1 / 5 / 2)
    every = []
    for (_, items), row in found.every.iterrows():
        names = items.split(", ")
        tau = naive.tetrad(unit, *names)
        drawn = np.array([naive.tetrad(sample, *names) for sample in samples])
        every.append(drawn)
        bias, error = drawn.mean() - tau, drawn.std(ddof=1)
        assert row["tetrad"] == pytest.approx(tau, abs=1e-12)
        assert row["std_error"] == pytest.approx(error)
        assert row["t"] == pytest.approx(tau / error)
        assert row["lower"] == pytest.approx(tau - bias - z * error)
        assert row["upper"] == pytest.approx(tau - bias + z * error)
        assert row["vanishes"] == ("yes" if row["lower"] <= 0 <= row["upper"] else "no")
    tau = found.every["tetrad"].to_numpy()
    square = tau @ np.linalg.inv(np.cov(every)) @ tau
    assert found.blocks.loc["A", "chi_square"] == pytest.approx(square)
    assert found.blocks.loc["A", "p_value"] == pytest.approx(chi2.sf(square, 5))
    assert found.left_out == ("Y",)


def test_t_does_not_depend_on_units_and_correction_widens():
    result, data = fit()
    other = plspm.estimate(BLOCKS, data * [1, 10, 100, 0.1, 3, 1, 1] + 5)
    one, two = (plspm.tetrads(r, draws=49, **QUIET).every for r in (result, other))
    pd.testing.assert_frame_equal(one, two)
    alone = plspm.tetrads(result, draws=49, correction="none", **QUIET).every
    assert (alone["upper"] - alone["lower"] < one["upper"] - one["lower"]).all()


def test_borrowed_items():
    data = CATALOGUE[0].data
    text = "A =~ a1 + a2 + a3\nB =~ b1 + b2\nC =~ c1 + c2 + c3\nC ~ A + B"
    result = plspm.estimate(text, data)
    with pytest.raises(plspm.errors.UnavailableError, match="borrow"):
        plspm.tetrads(result, draws=9, **QUIET)
    found = plspm.tetrads(result, borrow={"A": "b2", "B": ["c1", "c3"]}, draws=9, **QUIET)
    assert found.blocks["tetrads"].to_dict() == {"A": 2, "B": 1}
    assert found.blocks["items"].to_dict() == {"A": 3, "B": 2}
    items = found.every.index.get_level_values("items").tolist()
    assert items == ["a1, a2, a3, b2", "a1, a2, b2, a3", "b1, c1, c3, b2"]
    unit = (data - data.mean(numeric_only=True)) / data.std(ddof=0, numeric_only=True)
    r = unit[["b1", "b2", "c1", "c3"]].corr()
    expected = r.loc["b1", "c1"] * r.loc["b2", "c3"] - r.loc["b1", "c3"] * r.loc["b2", "c1"]
    assert found.every["tetrad"].iloc[-1] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"borrow": {"A": "y1"}}, "A, which has 5 items"),
        ({"borrow": {"Y": "a1"}}, "borrows 2 of the items"),
        ({"borrow": {"Y": ["a1", "y1"]}}, "borrowed item is 'y1'"),
        ({"borrow": {"Y": ["a1", "a1"]}}, "same item twice"),
        ({"borrow": {"Z": "a1"}}, "construct in borrow is 'Z'"),
        ({"borrow": "a1"}, "must be a mapping"),
        ({"correction": "holm"}, "correction is 'holm'"),
        ({"draws": 0}, "draws is 0"),
    ],
)
def test_wrong_options_are_told(options, words):
    with pytest.raises(plspm.PlspmError, match=words):
        plspm.tetrads(fit()[0], **(QUIET | options))


def test_verdicts_ask_of_each_kind_what_it_should_have():
    kinds = {"=~": ("pass", "look"), "<~": ("look", "pass")}
    for sign, expected in kinds.items():
        for make, verdict in zip((reflective, formative), expected, strict=True):
            data = make(300, np.random.default_rng(2))
            result = plspm.estimate(BLOCKS.replace("A =~", f"A {sign}"), data)
            found = plspm.tetrads(result, draws=299, **QUIET)
            line = plspm.check(result, tetrads=found).table.loc["tetrads"].iloc[0]
            assert line["verdict"] == verdict, (sign, make)
            assert (line["what_to_do"] == "") == (verdict == "pass")


@pytest.mark.slow
@pytest.mark.parametrize(("make", "low", "high"), [(reflective, 0.0, 0.1), (formative, 0.9, 1.0)])
def test_rates(make, low, high):
    refuted = []
    for r in range(100):
        result, _ = fit(200, [9, r, 200], make)
        found = plspm.tetrads(result, draws=499, seed=r, progress=False)
        refuted.append(found.blocks.loc["A", "not_0"] > 0)
    assert low <= np.mean(refuted) <= high
