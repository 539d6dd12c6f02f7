"""Cases that are pointed at, held against honest respondents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.assessment.criteria import CUT_OFFS
from plspm.data.columns import FloatArray
from plspm.screening.chance import Strings, beyond, beyond_by_answer
from plspm.screening.conditional import Flags, counts_of, some_items
from plspm.screening.distances import Distances, within_samples
from plspm.screening.duplicates import CHANCE, Numbers, copied, first_alike, row_numbers
from plspm.screening.honest import MOST_ROWS, honest_answers
from plspm.screening.strings import longest_strings, response_variability

STEPS_OF_RATING = (4, 21)
"""Steps of the scales whose equal answers are counted; yes and no repeat by themselves."""
LEAST_ANSWERED = 0.8
"""Share of the ratings from which their variability is judged."""


@dataclass(frozen=True, slots=True, eq=False)
class CaseMeasures:
    """What is measured of every case, and who is pointed at.

    Attributes
    ----------
    missing : (n,) array
        Share of items without answer.
    longest_string : (n,) array of int
    variability : (n,) array
    first : (n,) array of int
        Place of the first case with the same answers.
    marked : dict of str to array of int
        Places of the cases by kind of finding, in the order of the page.
    rows_in_block : int
        Rows that a repeated block has at least.
    ratings : (r,) array of int
        Items whose equal answers were counted.
    """

    missing: FloatArray
    longest_string: Numbers
    variability: FloatArray
    first: Numbers
    marked: dict[str, Numbers]
    rows_in_block: int
    ratings: Numbers


def case_measures(
    X: FloatArray,
    observed: Flags,
    varying: Numbers,
    far: Distances | None,
    rng: np.random.Generator,
) -> CaseMeasures:
    """Measure all cases and point at those that honest respondents would hardly be.

    Parameters
    ----------
    X : (p, n) array
        NaN where unknown.
    observed : (p, n) array of bool
        Where something was answered, codes and impossible values included.
    varying : (v,) array of int
        Items that are not constant.
    far : Distances or None
    rng : Generator
    """
    missing = 1.0 - counts_of(observed) / len(X)
    ratings = rating_items(X, varying)
    rated = some_items(X, ratings)
    strings = longest_strings(rated)
    variability, answered = response_variability(rated)
    numbers = row_numbers(some_items(X, varying))
    lacking = missing > CUT_OFFS["missing_case"].value
    marked: dict[str, Numbers] = {
        "empty row": np.flatnonzero(missing == 1.0),
        "missing by case": np.flatnonzero(lacking & (missing < 1.0)),
    }
    rows = 1
    if len(varying) > 1:
        honest = honest_answers(some_items(X, varying), rng)
        same = (answered > 1) & (strings[0] == answered)
        judged = (missing < 1.0) & ~same
        marked["duplicate row"], rows = copied(numbers, row_numbers(honest), judged)
        if len(ratings) > 1:
            of_honest = some_items(honest, np.searchsorted(varying, ratings))
            spread = np.where(answered >= LEAST_ANSWERED * len(ratings), variability, np.inf)
            marked |= _careless(strings, spread, same, of_honest)
        if far is not None:
            of_honest = some_items(honest, np.searchsorted(varying, far.items))
            marked["unusual answers"] = _unusual(far, of_honest)
    return CaseMeasures(
        missing, strings[0], variability, first_alike(numbers), marked, rows, ratings
    )


def _careless(
    strings: Strings, variability: FloatArray, same: Flags, honest: FloatArray
) -> dict[str, Numbers]:
    """Cases whose ratings repeat or hardly vary; `same` says where all are the same."""
    long = beyond_by_answer(strings, longest_strings(honest))
    flat = beyond(-variability, -response_variability(honest)[0])
    return {
        "straight-lining": np.flatnonzero(long & same),
        "long string": np.flatnonzero(long & ~same),
        "little variation": np.flatnonzero(flat & ~long & ~same),
    }


def _unusual(far: Distances, honest: FloatArray) -> Numbers:
    """Cases too far off by the normal distribution, and by the honest in samples of this size."""
    n = len(far.squared)
    squared = np.where(far.exact_p < CHANCE / n, far.squared, -np.inf)
    return np.flatnonzero(beyond(squared, within_samples(honest, n)))


def rating_items(X: FloatArray, varying: Numbers) -> Numbers:
    """Items answered in whole numbers within 4 to 21 steps, in the order of the questionnaire."""
    every = -(-X.shape[1] // MOST_ROWS) or 1
    least, most = STEPS_OF_RATING
    found = []
    for j in varying:
        answers = X[j, ::every]
        answers = answers[~np.isnan(answers)]
        whole = len(answers) > 0 and bool((answers == np.rint(answers)).all())
        if whole and least - 1 <= np.ptp(answers) <= most - 1:
            found.append(j)
    return np.array(found, dtype=np.int64)
