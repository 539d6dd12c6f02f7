"""Which predecessors are suspected of being endogenous, and the regressions that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final, TypeAlias

import numpy as np

from plspm.errors import OptionError, written
from plspm.estimation.arrays import Flags, ModelArrays
from plspm.estimation.settings import choice_problems
from plspm.robustness.copulas import Regression

Suspects: TypeAlias = str | Sequence[str] | Mapping[str, str | Sequence[str]]

ALL_TOGETHER: Final = 5
"""Up to so many suspects in an equation every combination is tried: 31 regressions."""


def read_suspects(
    arrays: ModelArrays, suspects: Suspects | None, controls: frozenset[str]
) -> dict[int, list[int]]:
    """Suspects of every equation that has some, as numbers of constructs.

    Parameters
    ----------
    suspects : str, sequence, mapping or None
        As in :func:`plspm.gaussian_copula`.
    controls : frozenset of str
        Predictors that are no suspects unless they are named.

    Raises
    ------
    OptionError
        A name is that of no such construct; all of them are told.
    """
    possible = _possible(arrays)
    if suspects is None:
        everyone = [
            (i, [j for j in possible[i] if arrays.constructs[j] not in controls]) for i in possible
        ]
        return {i: of_one for i, of_one in everyone if of_one}
    if isinstance(suspects, Mapping):
        return _by_equation(arrays, suspects, possible)
    names = _names(suspects)
    known = {arrays.constructs[j] for of_one in possible.values() for j in of_one}
    problems = [] if names else ["suspects names no construct; leave it out for all predictors."]
    problems += [
        problem
        for name in names
        for problem in choice_problems("suspects", name, sorted(known, key=arrays.constructs.index))
    ]
    if problems:
        raise OptionError(problems)
    found = {i: [j for j in possible[i] if arrays.constructs[j] in names] for i in possible}
    return {i: of_one for i, of_one in found.items() if of_one}


def _possible(arrays: ModelArrays) -> dict[int, list[int]]:
    """Predecessors that can be suspects, products left out; none in equations of own parts."""
    claims: Flags = arrays.is_path & ~arrays.own_parts
    made_of_parts = (arrays.is_path & arrays.own_parts).any(axis=1)
    equations = {
        int(i): [int(j) for j in np.flatnonzero(claims[i]) if not arrays.is_product[j]]
        for i in np.flatnonzero(claims.any(axis=1) & ~made_of_parts)
    }
    return {i: of_one for i, of_one in equations.items() if of_one}


def _by_equation(
    arrays: ModelArrays,
    suspects: Mapping[str, str | Sequence[str]],
    possible: dict[int, list[int]],
) -> dict[int, list[int]]:
    problems: list[str] = []
    found: dict[int, list[int]] = {}
    outcomes = [arrays.constructs[i] for i in possible]
    for outcome, wanted in suspects.items():
        wrong = choice_problems("an outcome in suspects", outcome, outcomes)
        problems += wrong
        if wrong:
            continue
        i = arrays.constructs.index(outcome)
        known = [arrays.constructs[j] for j in possible[i]]
        names = _names(wanted)
        for name in names:
            problems += choice_problems(f"a suspect of {outcome}", name, known)
        found[i] = [j for j in possible[i] if arrays.constructs[j] in names]
    if problems:
        raise OptionError(problems)
    if not any(found.values()):
        raise OptionError("suspects names no construct; leave it out for all predictors.")
    return {i: of_one for i, of_one in found.items() if of_one}


def _names(value: object) -> list[str]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
        raise OptionError(
            f"suspects is {written(value)}; it must be a construct, a list of constructs, or a "
            'mapping from outcomes to these, for example {"MPE": ["ECE"]}.'
        )
    return list(names)


def regressions_of(arrays: ModelArrays, suspects: Mapping[int, Sequence[int]]) -> list[Regression]:
    """Every combination of the suspects of every equation; of many, each alone and all together."""
    found = []
    for i, of_one in suspects.items():
        predictors = np.flatnonzero(arrays.is_path[i])
        sizes = range(1, len(of_one) + 1) if len(of_one) <= ALL_TOGETHER else (1, len(of_one))
        for size in sizes:
            for together in combinations(of_one, size):
                others = [j for j in predictors if j not in together and not arrays.is_product[j]]
                found.append(
                    Regression(
                        i,
                        predictors,
                        np.array(together, dtype=np.int64),
                        np.array(others, dtype=np.int64),
                    )
                )
    return found
