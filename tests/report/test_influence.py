"""The largest changes among those that cases make."""

import numpy as np
import pandas as pd

from plspm.report.influence import Influence


def influence_of(changes, errors):
    columns = pd.MultiIndex.from_tuples([("A", "B"), ("B", "C")], names=["source", "target"])
    cases = pd.Index([7, 8, 9], name="case")
    return Influence(
        pd.DataFrame(changes, index=cases, columns=columns), pd.Series(errors, index=columns)
    )


def test_they_are_measured_in_standard_errors_whatever_their_sign():
    largest = influence_of([[0.2, 0.2], [-0.3, 0.1], [0.0, -0.4]], [0.1, 1.0]).largest(3)
    assert largest["case"].tolist() == [8, 7, 9]
    assert largest[["source", "target"]].to_numpy().tolist() == [["A", "B"]] * 2 + [["B", "C"]]
    np.testing.assert_allclose(largest["change"], [-0.3, 0.2, -0.4])
    np.testing.assert_allclose(largest["in_std_errors"], [-3.0, 2.0, -0.4])


def test_what_has_no_standard_error_comes_last():
    """The rounding error of a number that is the same in every sample is no change."""
    largest = influence_of([[1e-17, 0.2], [0.0, 0.1], [0.0, 0.3]], [0.0, 1.0]).largest(4)
    assert largest["case"].tolist() == [9, 7, 8, 7]
    assert largest["in_std_errors"].isna().tolist() == [False] * 3 + [True]
