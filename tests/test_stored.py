"""What counts as a difference from a stored text."""

import pytest
from tests.stored import differences


@pytest.mark.parametrize(
    ("now", "same"),
    [
        ("line (1.2345 .052 -3) #000000ff", True),
        ("line (1.2355 .053 -3) #000000ff", True),
        ("line (1.2545 .052 -3) #000000ff", False),
        ("line (1.2345 .072 -3) #000000ff", False),
        ("line (1.2345 .052 3) #000000ff", False),
        ("line (1.2345 .052 -3) #000001ff", False),
        ("line (1.2345 .052 -3 4) #000000ff", False),
        ("lines (1.2345 .052 -3) #000000ff", False),
        ("nothing", False),
        ("", False),
        ("line (1.2345 .052 -3) #000000ff\n", True),
        ("line (1.2345 .052 -3) #000000ff\n\n", False),
    ],
)
def test_words_are_alike_and_numbers_near(now, same):
    before = "line (1.2345 .052 -3) #000000ff"
    assert (differences(now, before, near=0.0015) == []) is same
