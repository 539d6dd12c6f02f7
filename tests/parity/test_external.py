"""SmartPLS, ADANCO and stated populations, where their files are at hand."""

import os
from pathlib import Path

import pytest
from tests.parity.external import TOLERANCES

FOLDER = os.environ.get("PLSPM_EXTERNAL_NUMBERS")


@pytest.mark.skipif(
    FOLDER is None,
    reason="the files may not be redistributed; PLSPM_EXTERNAL_NUMBERS names a folder with them",
)
@pytest.mark.parametrize("compare", TOLERANCES, ids=lambda compare: compare.__name__)
def test_every_table_is_within_the_tolerance(compare):
    differences = compare(Path(FOLDER))
    assert differences
    beyond = {name: d for name, d in differences.items() if not d <= TOLERANCES[compare]}
    assert beyond == {}
