"""Codes for missing answers are pointed out; ordinary values are not."""

import numpy as np
import pandas as pd
import pytest
from tests.data.surveys import HONEST, survey, with_codes
from tests.hostile.survey import likert

from plspm import estimate, screen
from plspm.data import read_indicators
from plspm.data.code_warning import sentinel_warning
from plspm.data.sentinels import suspected_codes
from plspm.errors import DataWarning

CASES = {
    "-99 beside 1 to 5": ([1, 2, 3, 4, 5, -99, -99], {-99.0: 2}),
    "-9 beside 1 to 7": ([1, 2, 3, 4, 5, 6, 7, -9], {-9.0: 1}),
    "999 beside 0 and 1": ([0, 1, 1, 999], {999.0: 1}),
    "99 beside 0 to 10": ([*range(11), 99], {99.0: 1}),
    "two codes": ([1, 2, 3, -99, 99], {-99.0: 1, 99.0: 1}),
    "beside one answer only": ([5, 5, 5, 9999], {}),
    "no customary code": ([1, 2, 3, 98], {98.0: 1}),
    "0 and 1 as -1 and 1": ([-1, 1, 1, 1], {}),
    "a scale of both signs": ([-1, 0, 1, 1, 0], {}),
    "three of 999 among ages": ([*range(18, 66), 999, 999, 999], {999.0: 3}),
    "two of 999 among ages": ([*range(18, 66), 999, 999], {}),
    "three of 300 among ages": ([*range(18, 66), 300, 300, 300], {}),
    "five of 300 among ages": ([*range(18, 66), *[300] * 5], {300.0: 5}),
    "five of 206 among ages": ([*range(18, 66), *[206] * 5], {}),  # three times their range off
    "five of 207 among ages": ([*range(18, 66), *[207] * 5], {207.0: 5}),
    "-3 beside 0 to 3": ([0, 1, 2, 3, -3], {}),
    "-4 beside 0 to 4": ([0, 1, 2, 3, 4, -4], {-4.0: 1}),
    "whole numbers of any size": ([-1e15, -7, 0, 12, 1e15], {}),
    "with missing values": ([1, np.nan, 2, -999], {-999.0: 1}),
    "a percentage": ([80, 91, 95, 99], {}),
    "fractions": ([1.5, 2.5, 99], {}),
    "a wide scale": ([0, 1, 20, 99], {}),
    "a balanced scale": ([-9, -5, 0, 5, 9], {}),
    "nothing but codes": ([-9, 99], {}),
    "no code": ([1, 2, 3, 4], {}),
    "nothing": ([], {}),
}


@pytest.mark.parametrize(("values", "codes"), CASES.values(), ids=CASES)
def test_suspected_codes(values, codes):
    assert suspected_codes(np.array(values, dtype=float)[:, None]) == [codes]


def test_warning_names_column_value_count_and_a_remedy_that_works():
    data = pd.DataFrame({"a": [1, 2, 5, 1, -99], "b": [1, 2, 999, 999, 3], "c": [1, 2, 3, 4, 5]})
    with pytest.warns(DataWarning) as caught:
        read_indicators(data, ["a", "b", "c"])
    (warning,) = caught
    message = str(warning.message)
    assert warning.filename == __file__
    assert "-99 in column 'a' (1 time), 999 in column 'b' (2 times)" in message
    assert "missing_codes=[-99, 999]" in message
    mended = read_indicators(
        data, ["a", "b", "c"], missing_codes=[-99, 999], missing="mean", warn=str
    )
    assert mended.missing.counts == (1, 2, 0)


def test_warning_goes_where_it_is_sent():
    texts = []
    read_indicators({"a": [1, 2, 3, -99]}, ["a"], warn=texts.append)
    assert len(texts) == 1


SURVEYS = 100
"""Of each kind of honest answers."""


@pytest.mark.parametrize("kind", HONEST)
def test_honest_answers_are_no_codes(kind):
    found = [suspected_codes(survey(kind, seed)) for seed in range(SURVEYS)]
    assert [each for each in found if any(each)] == []


OFF = {
    "1 to 5": (-99, -9, -2, -1, 8, 9, 77, 88, 98, 99, 999),
    "1 to 7": (-99, -77, -9, -2, -1, 9, 66, 77, 88, 98, 99, 999),
    "0 to 10": (-99, -2, -1, 77, 88, 99),
    "Poisson counts": (-99, -9, 999, 9999),
    "ages": (-99, -9, -1, 999),
    "percentages": (-99, -1, 999),
    "measurements": (-99, 999),
}


@pytest.mark.parametrize(
    ("kind", "code"), [(k, float(c)) for k, codes in OFF.items() for c in codes]
)
@pytest.mark.parametrize("items", [[0], [0, 1, 2, 3]])
def test_codes_off_the_answers_are_found(kind, code, items):
    """In 5 % of the answers of 300 people to one item, or to all of them."""
    found = 0
    for seed in range(20):
        X = survey(kind, seed, n=300, k=4)
        rng = np.random.default_rng(seed)
        for j in items:
            X[rng.permutation(300)[:15], j] = code
        suspected = suspected_codes(X)
        found += all(suspected[j].get(code) == 15 for j in items)
        assert not any(set(suspected[j]) - {code} for j in range(4))
    assert found >= 18


@pytest.mark.parametrize(("kind", "code"), [("1 to 7", 0.0), ("1 to 7", 8.0), ("1 to 5", 6.0)])
def test_codes_right_beside_the_answers_of_one_item_are_found(kind, code):
    found = 0
    for seed in range(40):
        X = survey(kind, seed, n=300, k=4)
        X[np.random.default_rng(seed).permutation(300)[:15], 0] = code
        found += suspected_codes(X)[0] == {code: 15}
    assert found >= 30  # where the item is skewed towards the code, nobody can tell


@pytest.mark.parametrize(
    ("n", "rare", "codes"),
    [
        (210, False, {8.0: 6}),
        (210, True, {}),  # one of them hardly goes as far as 7
        (42, False, {}),  # 12 answers of 7 are few
    ],
)
def test_where_others_end_is_known_from_much_use_of_their_last_step(n, rare, codes):
    """Items that have nothing in common but their scale, 1 to 7."""
    rng = np.random.default_rng(1)
    X = rng.permuted(np.tile(np.arange(n) % 7 + 1.0, (3, 1)), axis=1).T
    if rare:
        X[np.flatnonzero(X[:, 2] == 7)[5:], 2] = 6
    X[:6, 0] = 8
    assert suspected_codes(X) == [codes, {}, {}]


BESIDE = [
    ("1 to 7", 8.0),
    ("1 to 5", 6.0),
    ("-3 to 3", 4.0),
    ("styles, 1 to 7", 8.0),
    ("1 to 7", 0),
]


@pytest.mark.parametrize(("kind", "code"), BESIDE)
@pytest.mark.parametrize("items", [2, 4])
@pytest.mark.parametrize("same_people", [False, True])
def test_codes_right_beside_the_answers_of_several_items_are_found(kind, code, items, same_people):
    """In 5 % of the answers to each of them, to half of a block or all of it."""
    found = 0
    for seed in range(40):
        X = survey(kind, seed, n=300, k=4)
        honest = suspected_codes(X)
        rng = np.random.default_rng(seed)
        people = rng.permutation(300)[:15]
        for j in range(items):
            X[people if same_people else rng.permutation(300)[:15], j] = code
        suspected = suspected_codes(X)
        found += any(code in each for each in suspected)
        for each, had in zip(suspected, honest, strict=True):
            assert not set(each) - {code} - set(had)
    # Where items are skewed towards the code, or few people have it, nobody can tell.
    assert found >= (18 if items == 2 and not same_people else 26)


def yes_or_no(seed, n=1000, k=4):
    """A common factor behind k items, cut at places of their own: what is normal, not answered."""
    rng = np.random.default_rng(seed)
    z = 0.7 * rng.standard_normal((n, 1)) + np.sqrt(0.51) * rng.standard_normal((n, k))
    return z, np.sort(rng.uniform(-0.8, 0.8, (2, k)), axis=0), rng


def test_minus_one_in_some_answers_to_yes_or_no_is_a_code():
    found = 0
    for seed in range(40):
        z, cuts, rng = yes_or_no(seed)
        X = (z > cuts[0]).astype(float)
        X[rng.random(X.shape) < 0.03] = -1
        found += all(-1.0 in each for each in suspected_codes(X))
    assert found >= 32


def test_minus_one_as_a_step_below_zero_and_one_is_none():
    found = 0
    for seed in range(150):
        z, cuts, rng = yes_or_no(seed, n=[100, 300, 1000][seed % 3])
        rare = np.quantile(z, rng.uniform(0.02, 0.14, z.shape[1]))
        X = (z > cuts[1]).astype(float) - (z < rare)
        found += any(-1.0 in each for each in suspected_codes(X))
    assert found <= 1


@pytest.mark.parametrize("code", [-1.0, 3.0])
def test_a_third_answer_to_yes_or_no_is_found_where_a_block_was_left_out(code):
    found = 0
    for seed in range(40):
        X = survey("yes or no", seed, n=300, k=4)
        X[np.random.default_rng(seed).permutation(300)[:15]] = code
        found += all(each == {code: 15} for each in suspected_codes(X))
    assert found >= 36


def test_three_answers_are_a_scale():
    for seed in range(SURVEYS):
        X = np.clip(np.round(survey("measurements", seed, n=300, k=4)), -1, 1)
        assert not any(suspected_codes(X)), seed


def test_items_of_one_block_on_different_scales_are_no_codes_to_each_other():
    for seed in range(20):
        kinds = ("yes or no", "1 to 7", "ages", "incomes", "percentages")
        X = np.column_stack([survey(kind, seed, n=300, k=1) for kind in kinds])
        assert not any(suspected_codes(X))


def test_a_block_is_the_context_of_an_item():
    """0 to 10 where hardly anybody is below 5: what one item shows, others make an answer."""
    rng = np.random.default_rng(1)
    X = rng.integers(5, 11, size=(200, 2)).astype(float)
    X[:12, 0] = 1
    assert suspected_codes(X[:, :1]) == [{1.0: 12}]
    X[:10, 1] = [0, 1, 1, 2, 2, 3, 3, 4, 4, 4]
    assert suspected_codes(X) == [{}, {}]


def test_many_rows_are_looked_at_in_part_and_counted_whole():
    X = np.random.default_rng(1).integers(1, 8, size=(200_001, 1)).astype(float)
    X[::50] = 88
    assert suspected_codes(X) == [{88.0: 4001}]


def test_a_fit_names_codes_in_the_words_of_the_remedy():
    model = "A =~ a0 + a1 + a2\nB =~ b0 + b1 + b2\nB ~ A"
    X = survey("1 to 7", 7, n=300, k=6)
    answers = pd.DataFrame(X, columns=["a0", "a1", "a2", "b0", "b1", "b2"])
    plain = estimate(model, answers).effects["direct"].iloc[0]
    rng = np.random.default_rng(1)
    spoiled = answers.copy()
    for item in ("a0", "b1"):
        spoiled.loc[rng.permutation(300)[:15], item] = 88
    with pytest.warns(
        DataWarning, match=r"88 in column 'a0' \(15 times\), 88 in column 'b1'"
    ) as given:
        wrong = estimate(model, spoiled).effects["direct"].iloc[0]
    assert "missing_codes=[88]" in str(given[0].message)
    right = estimate(model, spoiled, missing="listwise", missing_codes=[88])
    assert abs(wrong - plain) > 0.05
    assert right.effects["direct"].iloc[0] == pytest.approx(plain, abs=0.03)


CODES_OF_A_STUDY = {
    "neighbours": {98: 0.04, 99: 0.04},
    "five negative ones": {-1: 0.03, -2: 0.05, -3: 0.02, -5: 0.03, -8: 0.02},
    "five of four digits": dict.fromkeys((6666, 7777, 8888, 9998, 9999), 0.025),
    "a round one": {95: 0.05},
}


@pytest.mark.filterwarnings("ignore::plspm.errors.AdmissibilityWarning")
@pytest.mark.parametrize("shares", CODES_OF_A_STUDY.values(), ids=CODES_OF_A_STUDY)
def test_the_remedy_names_every_code_and_brings_the_path_back(shares):
    model = "A =~ a0 + a1 + a2\nB =~ b0 + b1 + b2\nB ~ A"
    names = ["a0", "a1", "a2", "b0", "b1", "b2"]
    X = survey("1 to 7", 7, n=600, k=6)
    plain = estimate(model, pd.DataFrame(X, columns=names)).effects["direct"].iloc[0]
    spoiled = pd.DataFrame(with_codes(X, shares, (0, 4), np.random.default_rng(1)), columns=names)
    with pytest.warns(DataWarning, match="look like codes") as given:
        wrong = estimate(model, spoiled).effects["direct"].iloc[0]
    assert f"missing_codes={sorted(shares)}" in str(given[0].message)
    right = estimate(model, spoiled, missing="listwise", missing_codes=sorted(shares))
    assert abs(wrong - plain) > 0.05
    assert right.effects["direct"].iloc[0] == pytest.approx(plain, abs=0.05)


def test_zeros_far_below_a_scale_are_no_rounded_counts():
    X = np.random.default_rng(1).integers(5, 11, size=(200, 1)).astype(float)
    X[:12] = 0
    assert suspected_codes(X) == [{0.0: 12}]


@pytest.mark.parametrize(("by", "suspected"), [("high", False), ("low", True), ("any", True)])
def test_the_other_items_speak_for_an_answer_or_against_it(by, suspected):
    """Seven beside 0 to 3, by those whose other answers are high, low, or any."""
    rng = np.random.default_rng(3)
    z = 0.8 * rng.normal(size=(300, 1)) + 0.6 * rng.normal(size=(300, 3))
    X = np.clip(np.round(1.5 + z), 0, 3)
    X[:, 1] = 3 - X[:, 1]  # keyed the other way
    order = {"high": np.argsort(-z[:, 0]), "low": np.argsort(z[:, 0]), "any": rng.permutation(300)}
    X[order[by][:20], 0] = 7
    assert suspected_codes(X)[0] == ({7.0: 20} if suspected else {})


COPIED = [k for k in HONEST if k not in {"yes or no", "1 to 5", "styles, 1 to 5"}]


@pytest.mark.parametrize("kind", COPIED)
def test_rows_drawn_again_and_again_are_no_codes(kind):
    """Who fits the model to bootstrap samples of a few cases sees every value several times."""
    rng = np.random.default_rng(1)
    warned = 0
    for seed in range(50):
        X = np.column_stack([survey(kind, 100 * i + seed, n=30, k=3) for i in range(2)])
        drawn = dict(zip("abcdef", X[rng.integers(0, 30, 60 + 90 * (seed % 2))].T, strict=True))
        warned += sentinel_warning(drawn, [["a", "b", "c"], ["d", "e", "f"]]) is not None
    assert warned <= 2


@pytest.mark.parametrize(("items", "warned"), [(4, True), (5, False)])
def test_equal_answers_to_five_items_are_those_of_one_person(items, warned):
    X = np.random.default_rng(1).integers(1, 8, (100, items))
    X = np.vstack([X, np.tile([9, 4, 4, 4, 4][:items], (12, 1))]).astype(float)
    columns = dict(zip("abcde", X.T, strict=False))
    assert (sentinel_warning(columns, [[*columns]]) is not None) == warned


def test_codes_are_found_among_rows_drawn_again():
    X = survey("1 to 7", 3, n=100, k=6)
    X[:5, 0] = 99
    drawn = X[np.random.default_rng(1).integers(0, 100, 100)]
    times = np.count_nonzero(drawn[:, 0] == 99)
    columns = dict(zip("abcdef", drawn.T, strict=True))
    assert f"99 in column 'a' ({times} times)" in sentinel_warning(columns, [["a", "b", "c"]])


@pytest.mark.filterwarnings("ignore::plspm.errors.AdmissibilityWarning")
def test_codes_that_are_answers_elsewhere_are_declared_by_item():
    data = likert(200).assign(b=np.resize(range(90, 110), 200))
    data.loc[[3, 50, 90, 120, 150, 180], ["a1", "a2", "a3"]] = 99
    text = "A =~ a1 + a2 + a3\nB =~ b\nB ~ A"
    with pytest.warns(DataWarning) as caught:
        estimate(text, data)
    [said] = [str(each.message) for each in caught if "codes" in str(each.message)]
    option = '{"a1": [99], "a2": [99], "a3": [99]}'
    assert f"missing_codes={option}, and" in said
    found = screen(data, text).findings.set_index("kind")
    assert found.loc["missing codes", "action"].endswith(f"missing_codes={option}")
    given = {name: [99] for name in ("a1", "a2", "a3")}
    result = estimate(text, data, missing_codes=given, missing="listwise")
    assert len(result.scores) == 194
