"""Options that cannot be taken are refused, all at once."""

import numpy as np
import pytest

from plspm import OptionError
from plspm.estimation.settings import LARGEST_COUNT, Settings


@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
@pytest.mark.parametrize("estimator", ["pls", "plsc"])
def test_what_can_be_taken(scheme, estimator):
    settings = Settings(scheme, estimator, tolerance=np.float32(1e-3), max_iterations=np.int64(1))
    assert (settings.scheme, settings.estimator) == (scheme, estimator)


def test_counts_go_as_far_as_doubles_count():
    assert Settings(max_iterations=LARGEST_COUNT).max_iterations == 2**53
    with pytest.raises(OptionError, match="and at most 9007199254740992"):
        Settings(max_iterations=LARGEST_COUNT + 1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"scheme": "Path"}, "scheme is 'Path'; it must be 'path', .* Did you mean 'path'"),
        ({"scheme": None}, "scheme is None"),
        ({"estimator": "PLSc"}, "estimator is 'PLSc'; .* Did you mean 'plsc'"),
        ({"tolerance": 0}, "tolerance is 0; it must be a number between 0 and 1"),
        ({"tolerance": 1}, "tolerance is 1;"),
        ({"tolerance": -1e-7}, "tolerance is -1e-07"),
        ({"tolerance": float("nan")}, "tolerance is nan"),
        ({"tolerance": "1e-7"}, "tolerance is '1e-7'"),
        ({"tolerance": True}, "tolerance is True"),
        ({"max_iterations": 0}, r"max_iterations is 0; it must be a whole number of at least 1\.$"),
        ({"max_iterations": 300.0}, "max_iterations is 300.0"),
        ({"max_iterations": True}, "max_iterations is True"),
        ({"max_iterations": None}, "max_iterations is None"),
    ],
)
def test_what_cannot(options, said):
    with pytest.raises(OptionError, match=said) as caught:
        Settings(**options)
    assert len(caught.value.problems) == 1


def test_all_problems_at_once():
    with pytest.raises(OptionError) as caught:
        Settings(scheme="x", estimator="y", tolerance=2, max_iterations=0)
    assert [problem.split()[0] for problem in caught.value.problems] == [
        "scheme",
        "estimator",
        "tolerance",
        "max_iterations",
    ]
