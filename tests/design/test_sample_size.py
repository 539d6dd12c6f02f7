"""Rules for the sample size, against printed tables and closed forms."""

from math import e, exp, gamma, sqrt

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
    assert table["Westland, structure"].tolist() == [100, 148]
    assert table["Westland, detection"] == 463
    assert table["inverse square root"].tolist() == [372, 160, 42, 14]
    assert table["gamma-exponential"].tolist() == [359, 146, 29, 13]
    after = plspm.sample_size(study.estimate())
    assert after.table.set_index("method").loc["Westland, structure", "n"] == 148
    assert after.n == 119
    assert after.smallest_path == pytest.approx(0.228, abs=5e-4)


# Path, inverse square root and gamma-exponential: tables 3 to 5, and the rule of thumb for an f²
# of .04, of Kock & Hadaya (2018).
PUBLISHED = [(0.397, 40, 26), (0.147, 287, 273), (0.1, 619, 605), (0.197, 160, 146)]


@pytest.mark.parametrize(("path", "square_root", "gamma_exponential"), PUBLISHED)
def test_both_rules_as_published(path, square_root, gamma_exponential):
    assert rules.first_above(rules.inverse_square_root(path)) == square_root
    assert rules.gamma_exponential(path) == gamma_exponential
    assert rules.gamma_exponential(-path) == gamma_exponential


def test_the_standard_errors_that_the_paper_prints():
    """.200 for a path of .397 and 15 cases, .096 for .147 and 100: the formula, not only its N."""
    assert f"{exp(-e * 0.397 / sqrt(15)) / sqrt(15):.2f}" == "0.20"
    assert f"{exp(-e * 0.147 / sqrt(100)) / sqrt(100):.3f}" == "0.096"


def counted(path, alpha, power):
    """Appendix B of Kock & Hadaya (2018), with equation 6: n is raised until it suffices."""
    z = norm.ppf(1 - alpha) + norm.ppf(power)
    n = 1
    while path * sqrt(n) * exp(e * path / sqrt(n)) <= z:
        n += 1
    if n <= 10:
        n = 2
        while path * sqrt(n) * sqrt((n - 1) / 2) * gamma((n - 1) / 2) / gamma(n / 2) <= z:
            n += 1
    return n


@pytest.mark.parametrize(("alpha", "power"), [(0.05, 0.8), (0.01, 0.95), (0.2, 0.6)])
def test_gamma_exponential_by_counting(alpha, power):
    paths = np.linspace(0.03, 1.2, 90)
    found = [rules.gamma_exponential(b, alpha, power) for b in paths]
    assert found == [counted(b, alpha, power) for b in paths]


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
    assert np.isnan(table.loc["gamma-exponential", "n"])
    assert rules.f_sample(1e-9, 1, 4) is None


def test_it_is_printed_with_sources(study):
    printed = str(plspm.sample_size(study.estimate(), indicators=20))
    for row in (
        "20 indicators of 5 constructs 100",
        "17 indicators of 5 constructs 148",
        "correlation of two constructs 0.100 463",
        "gamma-exponential ORE -> ECE 0.384 29",
    ):
        assert row in " ".join(printed.split())
    for part in ("Westland (2010)", "Kock & Hadaya (2018)", "Cohen (1988)", "ECE -> MPE", "0.228"):
        assert part in printed


def test_all_wrong_options_at_once(study):
    with pytest.raises(plspm.OptionError) as refused:
        plspm.sample_size(study.model, effect=2, paths="a", n=1, alpha=5, power=0, f_squared=[-1])
    assert len(refused.value.problems) == 6
    with pytest.raises(plspm.OptionError, match="above alpha"):
        plspm.sample_size(study.model, alpha=0.8, power=0.5)
