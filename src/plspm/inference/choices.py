"""What a user may choose of an inference: its kind, level, alternative and p-value."""

from __future__ import annotations

from typing import get_args

from plspm.errors import OptionError, written
from plspm.estimation.settings import choice_problems, flag_problems
from plspm.inference.asked import level_problems
from plspm.inference.intervals import Alternative, Kind, PValue


def check_choices(kind: Kind, level: float, alternative: Alternative, p_value: PValue) -> None:
    """Check what was chosen of an inference from draws.

    Raises
    ------
    OptionError
        One of them has a value that it cannot take.
    """
    problems = [
        *choice_problems("kind", kind, get_args(Kind)),
        *choice_problems("alternative", alternative, get_args(Alternative)),
        *choice_problems("p_value", p_value, get_args(PValue)),
        *level_problems(level),
    ]
    if problems:
        raise OptionError(problems)


def check_normal(kind: Kind | None, level: float) -> None:
    """Check what was chosen of an inference without draws.

    Raises
    ------
    OptionError
        `kind` is not "normal", or `level` no level.
    """
    problems = level_problems(level)
    if kind is not None and (not isinstance(kind, str) or kind != "normal"):
        problems.append(
            f"kind is {written(kind)}; without draws intervals are normal. Other kinds take "
            "result.bootstrap()."
        )
    if problems:
        raise OptionError(problems)


def calibrate_problems(calibrate: object, kind: object) -> list[str]:
    """Say that an interval cannot be calibrated (at most one sentence)."""
    problems = flag_problems("calibrate", calibrate)
    if not problems and calibrate and isinstance(kind, str) and kind != "percentile":
        return [f"calibrate goes with the percentile interval, not with {kind!r}."]
    return problems
