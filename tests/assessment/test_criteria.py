"""Cut-offs: each stands once, is told with its source, and is what everything else reads."""

import ast
import math
from pathlib import Path

import pytest

import plspm
from plspm.assessment.criteria import (
    CUT_OFFS,
    REFERENCES,
    RULES,
    bounds,
    cut_offs,
    short,
    size_of,
)
from plspm.assessment.significance import STARS, p_value, stars

ROOT = Path(plspm.__file__).parent


@pytest.mark.parametrize("one", CUT_OFFS.values(), ids=lambda one: one.name)
def test_every_cut_off_has_wording_and_source(one):
    assert one.wording
    assert not one.wording.endswith(".")
    assert one.source == "convention" or one.source in REFERENCES
    assert math.isfinite(one.value)


def test_rule_sets_change_what_exists_and_say_on_whose_word():
    for rules, changes in RULES.items():
        assert set(changes) <= set(CUT_OFFS)
        for name, (value, source) in changes.items():
            found = cut_offs(rules)[name]
            assert (found.value, found.source) == (value, source)
            assert found.relation == CUT_OFFS[name].relation
            assert source in REFERENCES


@pytest.mark.parametrize("rules", RULES)
def test_wider_bounds_are_wider(rules):
    of = cut_offs(rules)
    for name, one in of.items():
        wider = of.get(f"{name}_most") if one.relation == "<" else of.get(f"{name}_least")
        if wider is not None and wider.relation == one.relation:
            assert wider.value >= one.value if one.relation == "<" else wider.value <= one.value


def test_bounds_belong_to_their_side():
    for name, inside in {
        "loading": True,
        "htmt": False,
        "q2_predict": False,
        "shape": True,
    }.items():
        assert CUT_OFFS[name].holds(CUT_OFFS[name].value) is inside
        assert CUT_OFFS[name].holds(math.nan) is False


@pytest.mark.parametrize("name", ["f_squared", "product_f_squared", "r_squared"])
def test_an_effect_has_the_name_of_the_largest_bound_it_reaches(name):
    for size, bound in bounds(name).items():
        assert size_of(bound, name) == size
        assert size_of(math.nextafter(bound, 0), name) != size
    assert size_of(math.nan, name) == ""


def test_short_numbers():
    said = [short(x) for x in (0.708, 0.7, 0.005, 0.0, 3.3, 10000.0, 0.001, -0.5)]
    assert said == [".708", ".70", ".005", "0", "3.3", "10,000", ".001", "-.50"]


def test_stars_and_printed_p_values_never_contradict_each_other():
    """A p that is said to be below .001 has three stars, and none that is written out has."""
    for k in range(2000):
        p = k / 20000
        assert (p_value(p) == "< .001") == (stars(p) == "***")
    assert [bound for bound, _ in STARS] == [0.001, 0.01, 0.05]


JUDGING = (
    "plots/numbers.py",
    "plots/notes.py",
    "report/text.py",
    "report/interactions.py",
    "prediction/accuracy.py",
    "design/planned_size.py",
    "design/rule_rows.py",
    "importance/combined.py",
    "inference/resample.py",
    "assessment/keying.py",
)


@pytest.mark.parametrize("file", JUDGING)
def test_no_cut_off_stands_a_second_time(file):
    """Where cut-offs used to stand, no number of a list or a constant equals one."""
    values = {one.value for one in CUT_OFFS.values() if 0 < one.value < 1} - {0.5, 0.6, 0.8}
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    constants = [
        node.value
        for outer in tree.body
        if isinstance(outer, ast.Assign | ast.AnnAssign)
        for node in ast.walk(outer)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert not values & set(constants)
