"""How guesses and names end where they would cost too much or be too long."""

import pytest

from plspm.model.problems import LONGEST_NAME, MOST_CANDIDATES, enumerated, nearest, shown


@pytest.mark.parametrize(("more", "guess"), [(0, "EXP"), (1, None)])
def test_a_guess_is_made_among_as_many_names_as_the_bound_says(more, guess):
    names = ["EXP", *(f"{number:04}" for number in range(MOST_CANDIDATES - 1 + more))]
    assert nearest("EPX", names) == guess


@pytest.mark.parametrize(("more", "guessed"), [(0, True), (1, False)])
def test_a_guess_is_made_for_a_name_as_long_as_the_bound_says(more, guessed):
    name = "a" * (LONGEST_NAME + more)
    assert (nearest(name, [name[:-1] + "b"]) is not None) == guessed


def test_a_name_is_cut_beyond_the_longest_and_not_before():
    assert shown("a" * LONGEST_NAME) == repr("a" * LONGEST_NAME)
    assert f"({LONGEST_NAME + 1} characters)" in shown("a" * (LONGEST_NAME + 1))


def test_as_many_words_as_the_most_are_all_said():
    assert enumerated(list("abc"), most=3) == "a, b and c"
    assert enumerated(list("abcd"), most=3) == "a, b, c and 1 more"
