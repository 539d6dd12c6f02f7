"""How often honest answers are taken for codes, and codes noticed, whatever the number of people.

    python -m tests.data.test_code_rates      # the rates in 60 samples of every kind

Two lists: what must stay silent, and what must be named, each code of it.
"""

import sys

import numpy as np
import pytest
from tests.data.surveys import PLAIN, plain_survey, with_codes

from plspm.data.sentinels import suspected_codes

SIZES = (60, 120, 300, 1000)
SAMPLES = 15
"""Of each kind and size in the tests."""

LEAST = {60: 0.4, 120: 0.6, 300: 0.8, 1000: 0.9}
"""Share of the samples in which every code is named: of 60 people three have a code."""

SINGLE = {"1 to 7 without 2", "days a week", "days a year"}
"""What only the other items of a block make answers: a single one may be on a scale with a code."""

SOEP = {-1: 0.03, -2: 0.05, -3: 0.02, -5: 0.03, -8: 0.02}
PLANTED = {
    "codes of the SOEP": ("1 to 7", SOEP),
    "codes of the SOEP beside 1 to 5": ("1 to 5", SOEP),
    "codes of the SOEP beside 0 to 10": ("0 to 10", SOEP),
    "codes of the SOEP among ages": ("ages", dict.fromkeys(SOEP, 0.05)),
    "95 to 99": ("1 to 7", {95: 0.02, 96: 0.02, 97: 0.02, 98: 0.03, 99: 0.03}),
    "five of four digits": ("1 to 7", dict.fromkeys((6666, 7777, 8888, 9998, 9999), 0.025)),
    "four of two digits": ("1 to 7", dict.fromkeys((66, 77, 88, 99), 0.025)),
    "98 and 99": ("1 to 7", {98: 0.04, 99: 0.04}),
    "97 to 99": ("1 to 7", {97: 0.03, 98: 0.03, 99: 0.03}),
    "88 and 99 beside 0 to 10": ("0 to 10", {88: 0.04, 99: 0.04}),
    "-1 and -2 beside 0 to 10": ("0 to 10", {-1: 0.04, -2: 0.04}),
    "8 and 9": ("1 to 7", {8: 0.05, 9: 0.05}),
    **{str(code): ("1 to 7", {code: 0.05}) for code in (90, 95, 100, 55, 88, -9, -1)},
    "95 at 20 %": ("1 to 7", {95: 0.2}),
    "8 at 25 %": ("1 to 7", {8: 0.25}),
    "0 at 25 %": ("1 to 7", {0: 0.25}),
    "0 at 40 %": ("1 to 7", {0: 0.4}),
    "999 among counts": ("few", {999: 0.05}),
    "997 to 999 among ages": ("ages", {997: 0.03, 998: 0.03, 999: 0.03}),
}
FOR_LARGE = {"8 and 9", "8 at 25 %", "0 at 25 %", "0 at 40 %"}
"""No gap sets these apart: only the other items tell, of which few people say too little."""
FOR_LARGER = {"codes of the SOEP among ages", "997 to 999 among ages"}
"""Beside measurements each must occur five times."""
IN_ALL = {"8 at 25 %", "0 at 25 %", "0 at 40 %"}
"""Found where some items have none; in all items, they would be a step like others."""


def false_alarms(kind, n, samples, k=3):
    """Samples of honest answers in which something is suspected."""
    return sum(any(suspected_codes(plain_survey(kind, s, n, k))) for s in range(samples))


def noticed(case, n, items, samples):
    """Samples in which all codes are named, and in which anything else is."""
    kind, shares = PLANTED[case]
    named = wrong = 0
    for seed in range(samples):
        X = with_codes(plain_survey(kind, seed, n), shares, items, np.random.default_rng(seed))
        found = [set(each) for each in suspected_codes(X)]
        planted = [set(shares) & set(X[:, j]) if j in items else set() for j in range(3)]
        named += all(codes <= each for codes, each in zip(planted, found, strict=True))
        wrong += any(each - codes for codes, each in zip(planted, found, strict=True))
    return named, wrong


@pytest.mark.parametrize("kind", PLAIN)
def test_honest_answers_are_hardly_ever_taken_for_codes(kind):
    for n in SIZES:
        least = n == SIZES[0] and kind in SINGLE  # a few people say little about each other
        assert false_alarms(kind, n, SAMPLES) <= (3 if least else 1), n


@pytest.mark.parametrize("kind", [kind for kind in PLAIN if kind not in SINGLE])
def test_honest_answers_to_one_item_are_hardly_ever_taken_for_codes(kind):
    assert sum(false_alarms(kind, n, SAMPLES, k=1) for n in SIZES) <= 2


@pytest.mark.parametrize("steps", [3, 4, 5, 6, 10])
def test_one_step_more_than_other_items_have_is_hardly_ever_taken_for_a_code(steps):
    found = 0
    for seed in range(SAMPLES):
        rng = np.random.default_rng(seed)
        z = 0.8 * rng.normal(size=(300, 1)) + 0.6 * rng.normal(size=(300, 3))
        last = np.array([steps + 1, steps, steps])
        X = np.clip(np.round((last + 1) / 2 + z * (last - 1) / 4), 1, last)
        found += any(suspected_codes(X))
    assert found <= 1


@pytest.mark.parametrize("case", PLANTED)
@pytest.mark.parametrize("items", [(0,), (0, 1), (0, 1, 2)], ids=["one", "two", "all"])
def test_codes_are_all_named_and_nothing_else(case, items):
    if len(items) == 3 and case in IN_ALL:
        pytest.skip("a step like others")
    for n in SIZES:
        named, wrong = noticed(case, n, items, SAMPLES)
        assert wrong <= 1, n
        if (n < 300 and case in FOR_LARGE) or (n < 1000 and case in FOR_LARGER):
            continue
        assert named >= LEAST[n] * SAMPLES, n


def main(samples):
    """Print the rates, by number of people."""
    print("Samples of", samples, "with a false alarm: blocks of three; single items")
    for kind in PLAIN:
        print(
            f"{kind:36}", *(f"{false_alarms(kind, n, samples, k):4}" for k in (3, 1) for n in SIZES)
        )
    print("Samples with every code named, in one item, two and all; with something else")
    for case in PLANTED:
        rates = [noticed(case, n, range(k), samples) for k in (1, 2, 3) for n in SIZES]
        print(f"{case:36}", *(f"{named:4}" for named, _ in rates), sum(wrong for _, wrong in rates))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
