"""What is meant by a misspelt word."""

import pytest

import plspm
from plspm.calls import ATTRIBUTES_ELSEWHERE
from plspm.calls import nearest as nearest_attribute
from plspm.data.labels import nearest as nearest_column
from plspm.model.problems import nearest as nearest_name
from plspm.spelling import most_like


@pytest.mark.parametrize(
    ("word", "meant"),
    [("plcs", "plsc"), ("lpsc", "plsc"), ("pslc", "plsc"), ("pl", "pls"), ("", None)],
)
def test_exchanged_letters_come_first(word, meant):
    assert most_like(word, ["pls", "plsc"]) == meant


def test_it_is_the_same_wherever_a_name_is_guessed():
    known = ["pls", "plsc"]
    assert nearest_column("plcs", known) == "plsc"
    assert nearest_name("PLCS", known) == "plsc"
    assert nearest_attribute("plcs", known, ATTRIBUTES_ELSEWHERE) == "plsc"
    with pytest.raises(plspm.OptionError, match="Did you mean 'plsc'"):
        plspm.estimate("A =~ a; B =~ b; B ~ A", {"a": [1, 2], "b": [2, 1]}, estimator="plcs")
