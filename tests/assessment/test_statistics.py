"""The list of statistics, and how one asks for them."""

import pytest

from plspm import OptionError
from plspm.assessment.statistics import BOOTSTRAPPED, STATISTICS, chosen


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
