"""From the draws of a statistic to its inferences: which draws of which fit by which plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from plspm.assessment.statistics import STATISTICS, Statistic
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.estimation.settings import choice_problems
from plspm.inference.components import Components
from plspm.inference.fitted import Fitted
from plspm.inference.jackknife import jackknife_influence, rescaled
from plspm.inference.options import Options
from plspm.inference.plans import Plan
from plspm.inference.resample import Replicates
from plspm.inference.studentized import studentizing_errors


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The draws of a fit and where they come from.

    Attributes
    ----------
    fitted : Fitted
        The fit that was resampled.
    plan : Plan
        How it was resampled.
    replicates : Replicates
        The statistics of the draws.
    options : Options
        How the draws were treated.
    """

    fitted: Fitted
    plan: Plan
    replicates: Replicates
    options: Options


def components_of(drawn: Drawn, statistic: Statistic, values: Array) -> Components:
    """Bring a statistic, its draws (draws, k) and the ways to its other inferences together."""
    fitted, plan, options = drawn.fitted, drawn.plan, drawn.options
    scale = plan.scale(fitted.rows)
    numbers = drawn.replicates.numbers
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = statistic.compute(fitted.estimates)[0]
    return Components(
        labels=statistic.labels(fitted.arrays),
        estimate=estimate,
        values=rescaled(values, estimate, scale),
        influence=partial(jackknife_influence, fitted, plan, statistic, options),
        std_errors=partial(studentizing_errors, fitted, statistic, plan, numbers, options),
        range=statistic.range,
    )


def drawn_statistics(replicates: Replicates) -> tuple[str, ...]:
    """Names of the statistics that were computed on every draw."""
    return tuple(name for name in replicates.values if name in STATISTICS)


def drawn_values(drawn: Drawn, statistic: str) -> Array:
    """The draws of a statistic as they were estimated; (draws, k).

    Raises
    ------
    OptionError
        It was not computed on the draws.
    """
    problems = choice_problems("statistic", statistic, drawn_statistics(drawn.replicates))
    if problems and isinstance(statistic, str) and statistic in STATISTICS:
        problems = [
            f"{statistic!r} was not computed on the draws. Ask for it: "
            f"bootstrap(..., statistics=[{statistic!r}])."
        ]
    if problems:
        raise OptionError(problems)
    return drawn.replicates.values[statistic]
