"""Which corner of a scatter is expected to be empty: what is necessary for what.

Every corner is the upper left one of a scatter turned round, so that one ceiling serves all.

References
----------
Dul (2016), Organizational Research Methods 19(1), 10-52.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from plspm.data.wording import listed, quoted
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems
from plspm.importance.variables import Variables

Corner: TypeAlias = Literal["upper_left", "upper_right", "lower_left", "lower_right"]
Corners: TypeAlias = Corner | Mapping[str, Corner]

CLAIMS: Final[dict[Corner, str]] = {
    "upper_left": "much of the condition is necessary for much of the outcome",
    "upper_right": "little of the condition is necessary for much of the outcome",
    "lower_left": "much of the condition is necessary for little of the outcome",
    "lower_right": "little of the condition is necessary for little of the outcome",
}


def with_corners(variables: Variables, corner: Corners) -> Variables:
    """The variables, each with the direction in which it is looked for.

    Raises
    ------
    OptionError
        A corner or a condition is none, or some corners are upper and others lower ones.
    """
    given = corner if isinstance(corner, Mapping) else dict.fromkeys(variables.conditions, corner)
    problems = [
        f"corner names {quoted(str(name))}; the conditions are {listed(variables.conditions)}."
        for name in given
        if name not in variables.conditions
    ]
    for value in given.values():
        problems += choice_problems("corner", value, get_args(Corner))
    chosen = [given.get(name, "upper_left") for name in variables.conditions]
    if not problems and len({name.startswith("lower") for name in chosen}) > 1:
        pairs = (
            f"{name} {chosen_one}"
            for name, chosen_one in zip(variables.conditions, chosen, strict=True)
        )
        problems.append(
            f"corner has upper and lower ones ({', '.join(pairs)}); conditions of much and of "
            "little of the outcome are two analyses."
        )
    if problems:
        raise OptionError(list(dict.fromkeys(problems)))
    falling = [*(name.endswith("right") for name in chosen), chosen[0].startswith("lower")]
    return replace(variables, falling=np.array(falling))


def corners_of(variables: Variables) -> dict[str, Corner]:
    """The corner of every condition."""
    names = {(name.startswith("lower"), name.endswith("right")): name for name in CLAIMS}
    lower = bool(variables.falling[-1])
    return {
        name: names[lower, bool(right)]
        for name, right in zip(variables.conditions, variables.falling, strict=False)
    }


def in_facts(corners: Mapping[str, Corner]) -> str:
    """What is claimed, in words: once where all conditions share a corner."""
    if len(set(corners.values())) == 1:
        corner = next(iter(corners.values()))
        return f"{corner.replace('_', ' ')}: {CLAIMS[corner]}"
    return ", ".join(f"{name} {corner.replace('_', ' ')}" for name, corner in corners.items())
