"""The list of statistics, and how one asks for them."""

import pytest

from plspm import OptionError
from plspm.assessment.statistics import BOOTSTRAPPED, STATISTICS, chosen, undifferentiable


def test_each_has_its_own_name():
    assert [statistic.name for statistic in STATISTICS.values()] == list(STATISTICS)
    assert set(BOOTSTRAPPED) < set(STATISTICS)


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


def test_what_cannot_be_differentiated_is_named():
    assert undifferentiable(chosen(["paths", "htmt2"])) == []
    [sentence] = undifferentiable(chosen(["paths", "fit_distances"]))
    assert sentence.startswith("fit_distances cannot be differentiated")
