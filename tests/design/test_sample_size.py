"""Rules for the sample size, against printed tables and closed forms."""

import numpy as np
import pytest
from scipy.stats import f, ncf, norm

import plspm
from plspm.design import rules


@pytest.fixture(scope="module")
def study():
    return plspm.datasets.describe("customer_engagement")


# The published table of the bound for an effect of .1, .2 and .3 (α = .05, power .80) and 2 to 10
# latent variables.
DETECTION = {
    2: (152, 37, 16),
    3: (290, 69, 28),
    4: (387, 92, 38),
    5: (463, 110, 45),
    6: (526, 124, 50),
    7: (579, 137, 55),
    8: (625, 148, 60),
    9: (666, 157, 63),
    10: (703, 166, 67),
}


@pytest.mark.parametrize("constructs", DETECTION)
def test_detection_bound_as_published(constructs):
    found = [np.ceil(rules.detection_bound(constructs, effect)) for effect in (0.1, 0.2, 0.3)]
    assert tuple(found) == DETECTION[constructs]


def test_numbers_of_the_worked_example(study):
    before = plspm.sample_size(study.model, indicators=20, paths=[0.129, 0.197, 0.384, 0.682])
    table = before.table.set_index("method")["n"]
    assert table["Westland, structure"] == 100
    assert table["Westland, detection"] == 463
    assert table["inverse square root"].tolist() == [372, 160, 42, 14]
    after = plspm.sample_size(study.estimate())
    assert after.table.set_index("method").loc["Westland, structure", "n"] == 148
    assert after.n == 119
    assert after.smallest_path == pytest.approx(0.228, abs=5e-4)


def test_the_smallest_path_and_the_sample_are_inverse():
    b = rules.smallest_path(119, 0.01, 0.9)
    assert rules.inverse_square_root(b, 0.01, 0.9) == pytest.approx(119)
    assert b == pytest.approx((norm.ppf(0.99) + norm.ppf(0.9)) / np.sqrt(119))


@pytest.mark.parametrize(("tested", "predictors"), [(1, 1), (3, 3), (1, 4), (2, 5)])
def test_power_of_the_F_test_by_hand(tested, predictors):
    n, f2 = 90, 0.08
    critical = f.isf(0.05, tested, n - predictors - 1)
    by_hand = ncf.sf(critical, tested, n - predictors - 1, f2 * n)
    assert rules.f_power(n, f2, tested, predictors) == pytest.approx(by_hand, abs=1e-9)


def test_the_sample_of_the_F_test_is_the_smallest():
    n = rules.f_sample(0.08, 1, 4)
    assert rules.f_power(n, 0.08, 1, 4) >= 0.8 > rules.f_power(n - 1, 0.08, 1, 4)


def test_an_effect_of_nothing_needs_no_number(study):
    table = plspm.sample_size(study.model, paths=[0.0]).table.set_index("method")
    assert np.isnan(table.loc["inverse square root", "n"])
    assert rules.f_sample(1e-9, 1, 4) is None


def test_it_is_printed_with_sources(study):
    printed = str(plspm.sample_size(study.estimate()))
    for part in ("Westland (2010)", "Kock & Hadaya (2018)", "Cohen (1988)", "ECE -> MPE", "0.228"):
        assert part in printed


def test_all_wrong_options_at_once(study):
    with pytest.raises(plspm.OptionError) as refused:
        plspm.sample_size(study.model, effect=2, paths="a", n=1, alpha=5, power=0, f_squared=[-1])
    assert len(refused.value.problems) == 6
    with pytest.raises(plspm.OptionError, match="above alpha"):
        plspm.sample_size(study.model, alpha=0.8, power=0.5)
