"""Numbers as a picture writes them."""

import math
from types import SimpleNamespace

import pytest
from tests.inference.cases import QUIET, TEXT, factor_data

import plspm
from plspm.assessment.significance import stars
from plspm.plots.numbers import path_lines, read_numbers

BOUNDS = {0.05: "*", 0.01: "**", 0.001: "***"}


@pytest.mark.parametrize(("bound", "mark"), BOUNDS.items())
def test_a_star_is_for_p_below_its_bound(bound, mark):
    """Journals write p < .05: a p of exactly .05 is not below it."""
    assert stars(math.nextafter(bound, 0)) == mark
    assert stars(bound) == mark[:-1]
    assert stars(math.nextafter(bound, 1)) == mark[:-1]


def test_an_undefined_p_has_no_star():
    assert stars(math.nan) == ""


def test_stars_stand_at_paths_which_are_tested_and_at_nothing_else():
    result = plspm.estimate(TEXT, factor_data(200, 1))
    boot = result.bootstrap(99, 1, **QUIET)
    numbers = read_numbers(result, boot)
    assert numbers.p == boot.paths["p_value"].to_dict()
    bounds = boot.paths[["ci_lower", "ci_upper"]].apply(tuple, axis=1)
    assert numbers.intervals == bounds.to_dict()
    assert numbers.t == boot.paths["t"].to_dict()
    assert (numbers.draws, numbers.interval) == (99, "95 % percentile intervals")


@pytest.mark.parametrize(
    ("sign", "arrow"), [("=~", ("H", "A")), ("<~ [A]", ("A", "H")), ("<~", ("A", "H"))]
)
def test_a_part_with_repeated_items_has_the_number_of_its_path(sign, arrow):
    text = f"A =~ a11 + a12 + a13; B =~ b11 + b12 + b13; C =~ c11 + c12; H {sign} A + B; C ~ H"
    result = plspm.estimate(text, factor_data(200, 1), higher_order="repeated_indicators")
    source, target = arrow
    numbers = read_numbers(result, None)
    assert numbers.parts["H", "A"] == result.path_coefficients.loc[source, target] != 0


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.000999, "(p < .001)"),
        (0.001, "(p = .001)"),
        (0.0499, "(p = .050)"),
        (0.5, "(p = .500)"),
    ],
)
def test_p_values_are_below_their_bound_or_written_out(p, said):
    arrow = ("A", "B")
    numbers = SimpleNamespace(paths={arrow: 0.3}, p={arrow: p})
    assert path_lines(numbers, arrow, "p", 2) == ("0.30", said)
