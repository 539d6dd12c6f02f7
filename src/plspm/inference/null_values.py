"""What t and p hold a statistic against: the null value that it has, or that a user gives."""

from __future__ import annotations

import math

from plspm.assessment.statistics import Statistic
from plspm.errors import OptionError
from plspm.estimation.settings import number_problems


def null_value(statistic: Statistic, null: float | None) -> float | None:
    """Return the value to test a statistic against, None where there is no test.

    Parameters
    ----------
    statistic : Statistic
    null : float or None
        As a user asked for; None for that of the statistic, which may have none.

    Raises
    ------
    OptionError
        `null` is no finite number, or no value is a hypothesis about the statistic.
    """
    if null is None:
        return statistic.null
    problems = null_problems(null)
    if not problems and statistic.misfit:
        problems = [
            f"null is {null!r}, but resampling adds to the misfit that {statistic.name!r} "
            "measures, so that t would be wrong. result.exact_fit() tests whether the model holds."
        ]
    if problems:
        raise OptionError(problems)
    return float(null)


def null_problems(null: object) -> list[str]:
    """Say that a null value is no finite number (at most one sentence)."""
    return number_problems("null", null, above=-math.inf, example="0.85")
