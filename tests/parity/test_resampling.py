"""The library's bootstrap, jackknife and intervals on the programs' own draws."""

import pytest
from tests.parity.definitions import largest_difference
from tests.parity.resampling import COMPARISONS, TOLERANCE


@pytest.mark.parametrize(("program", "statistic"), COMPARISONS, ids=str)
def test_resampling_equals_the_programs(program, statistic):
    theirs, ours = COMPARISONS[program, statistic]()
    assert theirs.keys() == ours.keys()
    assert largest_difference(theirs, ours) < TOLERANCE[program]
