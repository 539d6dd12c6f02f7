"""Blindfolding: the Q² of Stone and Geisser, for those whose reviewers still ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.arrays import Flags, Indices
from plspm.estimation.estimate import estimate_stack
from plspm.estimation.settings import count_problems
from plspm.inference.blas import one_blas_thread
from plspm.prediction.held_out import Validation
from plspm.prediction.measurement import Roles
from plspm.prediction.predictor import Predictor
from plspm.prediction.training import TrainingRows, training_sample
from plspm.prediction.validation import validation_of
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult

TITLE = "Blindfolding (Stone-Geisser Q²)"
NOTES: Final = (
    "Superseded: blindfolding leaves out single answers, not cases, and predicts them from the "
    "same cases; it does not tell how new cases are predicted. Report q2_predict of "
    "plspm.cross_validate() (Shmueli et al. 2016, 2019).",
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Blindfolding(Record):
    """Cross-validated redundancy of every endogenous construct.

    Made by :func:`plspm.blindfolding`.

    Attributes
    ----------
    constructs : DataFrame
        Index construct. Columns ``sso``, squares of the answers left out about the mean of the
        others, in standard units of the fit; ``sse``, squared errors of what the model predicts
        for them; ``q2`` = 1 - sse / sso.
    indicators : DataFrame
        Index (construct, indicator), the same by item.
    distance : int
        Omission distance.
    """

    constructs: pd.DataFrame
    indicators: pd.DataFrame
    distance: int

    def page(self) -> Page:
        """The tables, and what they are good for."""
        return Page(
            TITLE,
            (
                Table("Cross-validated redundancy of constructs", self.constructs),
                Table("Cross-validated redundancy of indicators", self.indicators),
            ),
            (("Omission distance", str(self.distance)),),
            NOTES,
        )


@plainly("plspm.blindfolding")
def blindfolding(result: PLSResult, *, distance: int | None = None) -> Blindfolding:
    """Blindfolding: the Q² of Stone and Geisser, by cross-validated redundancy.

    It is superseded by :func:`plspm.cross_validate`, whose ``q2_predict`` is about new cases.

    Parameters
    ----------
    result : PLSResult
    distance : int, optional
        Omission distance D; by default 7, or 6 where that divides the number of cases. In each of
        D rounds every D-th answer to a construct's items is left out, item after item, and the
        mean of the others put in; the model is estimated anew and predicts the answers from the
        scores of the construct's predecessors.

    Returns
    -------
    Blindfolding

    Raises
    ------
    OptionError
        The distance divides the number of cases, so that whole cases would be left out, or is no
        whole number of at least 2.
    UnavailableError
        The fit has no cases, or predicts in a way that is not defined here.

    References
    ----------
    Stone (1974), Journal of the Royal Statistical Society B 36(2), 111-147; Geisser (1974),
    Biometrika 61(1), 101-107; Chin (1998), in Modern Methods for Business Research, 295-336.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> blindfolding(study.estimate()).constructs.round(3)
                   sso      sse     q2
    construct
    ECE        610.155  528.169  0.134
    MPE        487.513  338.237  0.306
    """
    task = validation_of(result, "direct")
    distance = _not_dividing(task.source.rows) if distance is None else distance
    problems = count_problems("distance", distance, at_least=2, at_most=task.source.rows)
    if not problems and task.source.rows % distance == 0:
        problems.append(
            f"distance is {distance}, which divides the {task.source.rows} cases, so that the same "
            "cases would be left out of every item; give another, for example "
            f"{_not_dividing(task.source.rows)}."
        )
    if problems:
        raise OptionError(problems)
    arrays, roles = task.fitted.arrays, Roles.of(task.fitted.arrays)
    names, items = np.array(arrays.constructs), np.array(result._cases("Blindfolding").names)
    with one_blas_thread():
        sums = {
            (names[j], items[k]): column
            for j in np.unique(roles.owner[roles.outcomes])
            for k, column in _squares(task, np.flatnonzero(roles.owner == j), distance).items()
        }
    indicators = pd.DataFrame.from_dict(sums, orient="index", columns=["sso", "sse"])
    indicators.index = pd.MultiIndex.from_tuples(sums, names=["construct", "indicator"])
    constructs = indicators.groupby(level="construct", sort=False).sum()
    for table in (constructs, indicators):
        table["q2"] = 1.0 - table["sse"] / table["sso"]
    return Blindfolding(constructs, indicators, int(distance), simulated_from=result.simulated_from)


def _not_dividing(n: int) -> int:
    return next(distance for distance in (7, 6, 5, 8, 9, 10, 11, 12, 13, n - 1) if n % distance)


def left_out(n: int, count: int, distance: int, start: int) -> Flags:
    """(n, count) which answers a round leaves out, counting down one item after the other."""
    flags: Flags = (np.arange(n * count) % distance == start).reshape(count, n).T
    return flags


def _squares(task: Validation, block: Indices, distance: int) -> dict[int, tuple[float, float]]:
    """Sums of squares of observed answers and of errors, by item of a block."""
    values, fitted = task.source.values, task.fitted
    sso, sse = np.zeros((2, block.size))
    rows = np.ones((1, task.source.rows))  # every case is trained on
    scale = task.source.location(fitted.weighted(rows))[1][0, block]
    for start in range(distance):
        omitted = left_out(task.source.rows, block.size, distance, start)
        known = values.copy()
        known[:, block] = np.where(omitted, np.nan, known[:, block])
        with np.errstate(invalid="ignore", divide="ignore"):
            # Means are put in for what is left out.
            sample = training_sample(TrainingRows(known), fitted, rows)
            estimates = estimate_stack(sample, fitted.arrays, fitted.settings)
            predictor = Predictor.of(estimates, sample, fitted.settings, "direct")
            predicted = predictor.items(predictor.constructs(predictor.standardised(known[None])))
            error = (values - predictor.in_units(predicted)[0])[:, block] / scale
        weights = np.where(omitted, fitted.weighted(rows)[0][:, None], 0.0)
        naive = (values - predictor.centre[0])[:, block] / scale
        sso += np.nansum(weights * naive**2, axis=0)
        sse += np.nansum(weights * error**2, axis=0)
    return {int(k): (float(a), float(b)) for k, a, b in zip(block, sso, sse, strict=True)}
