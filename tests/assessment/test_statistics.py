"""The list of statistics, and how one asks for them."""

import pytest

from plspm import OptionError, PathModel
from plspm.assessment.statistics import BOOTSTRAPPED, STATISTICS, chosen
from plspm.estimation.arrays import ModelArrays

ITEM, CELL, PAIR = ("construct", "indicator"), ("source", "target"), ("construct", "other")
LABELS = {
    "weights": ITEM,
    "loadings": ITEM,
    "paths": CELL,
    "total_effects": CELL,
    "indirect_effects": CELL,
    "specific_indirect_effects": ("source", "target", "path"),
    "r_squared": ("construct",),
    "f_squared": CELL,
    "htmt": PAIR,
    "construct_correlations": PAIR,
    "reliability": ("construct", "statistic"),
    "fit": ("statistic", "model"),
    "r_squared_adjusted": ("construct",),
    "htmt_plus": PAIR,
    "htmt2": PAIR,
    "vif_inner": CELL,
    "vif_outer": ITEM,
    "fit_distances": ("statistic", "model"),
    "communality": ITEM,
    "redundancy": ITEM,
}


def test_each_has_its_own_name():
    assert [statistic.name for statistic in STATISTICS.values()] == list(STATISTICS)
    assert set(BOOTSTRAPPED) < set(STATISTICS)


def test_components_are_labelled():
    arrays = ModelArrays.from_model(PathModel.parse("A =~ a; B =~ b1 + b2; C =~ c; B ~ A; C ~ B"))
    labels = {name: statistic.labels(arrays) for name, statistic in STATISTICS.items()}
    assert {name: found.names for name, found in labels.items()} == LABELS
    assert labels["weights"].rows == (("A", "a"), ("B", "b1"), ("B", "b2"), ("C", "c"))
    assert labels["redundancy"].rows == (("B", "b1"), ("B", "b2"), ("C", "c"))
    assert labels["paths"].rows == (("A", "B"), ("B", "C"))
    assert labels["specific_indirect_effects"].rows == (("A", "C", "A -> B -> C"),)
    assert labels["htmt"].rows == (("B", "A"), ("C", "A"), ("C", "B"))
    assert labels["fit"].rows[:3] == (
        ("srmr", "saturated"),
        ("srmr", "estimated"),
        ("d_uls", "saturated"),
    )


def test_chosen_keeps_the_order_and_drops_repetitions():
    assert [s.name for s in chosen(["htmt", "paths", "htmt"])] == ["htmt", "paths"]
    assert [s.name for s in chosen("paths")] == ["paths"]


def test_all_unknown_names_are_named():
    with pytest.raises(OptionError) as caught:
        chosen(["path", "paths", "nothing"])
    assert [problem.split(";")[0] for problem in caught.value.problems] == [
        "statistics is 'path'",
        "statistics is 'nothing'",
    ]
    assert "Did you mean 'paths'?" in caught.value.problems[0]


def test_nothing_chosen():
    with pytest.raises(OptionError, match="name at least one"):
        chosen([])
