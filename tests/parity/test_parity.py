"""The library gives the numbers of plspm, cSEM and seminr in R: one row per run and statistic."""

import pytest
from tests.parity.definitions import largest_difference, ours
from tests.parity.library import cached_subject
from tests.parity.programs import PROGRAMS, comparisons
from tests.parity.references import Run


@pytest.mark.parametrize(("run", "statistic"), comparisons(), ids=str)
def test_statistic_equals_the_programs(run: Run, statistic: str):
    theirs = PROGRAMS[run.family][statistic](run)
    assert largest_difference(theirs, ours(run, statistic, cached_subject(run))) < 1e-8
