"""The record of a cross-validation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from plspm.errors import OptionError, UnavailableError
from plspm.estimation.arrays import Array, Indices
from plspm.estimation.settings import MOST_DRAWS, choice_problems, count_problems, fraction_problems
from plspm.inference.seeds import Seed, as_seed_sequence, seed_fact
from plspm.plots.prediction import error_plot
from plspm.prediction.ability import PredictiveAbility, predictive_ability
from plspm.prediction.accuracy_tables import Accuracy
from plspm.prediction.benchmark import Benchmark
from plspm.prediction.measurement import Antecedents
from plspm.report.page import Page, Record, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ANTECEDENTS: Final[dict[Antecedents, str]] = {
    "earliest": "earliest antecedents: from exogenous constructs, through the chain",
    "direct": "direct antecedents: from the scores of the predecessors",
}
BENCHMARKS: Final[dict[Benchmark, str]] = {
    "exogenous": "regression of each item on the items of exogenous constructs",
    "others": "regression of each item on the items of all other constructs",
}
TITLE = "Out-of-sample prediction"


@dataclass(frozen=True, eq=False, repr=False)
class CrossValidation(Record):
    """Every case predicted by models that never saw it.

    Made by :func:`plspm.cross_validate`. Tables are computed when first asked for.

    Attributes
    ----------
    folds : (repeats, n) array
        The fold in which each case was held out, numbered from 0.
    antecedents : {"earliest", "direct"}
    benchmark : {"exogenous", "others"}
    n : int
        Cases.
    seed : int, SeedSequence or None
        Give it again for the same folds; None where folds were given.
    notes : tuple of str
        What to keep in mind.
    """

    folds: Indices
    antecedents: Antecedents
    benchmark: Benchmark
    seed: Seed
    notes: tuple[str, ...]
    _accuracy: Accuracy
    _weighted: bool

    @property
    def n(self) -> int:
        """Cases."""
        return int(self.folds.shape[1])

    @property
    def repeats(self) -> int:
        """Repeats."""
        return int(self.folds.shape[0])

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Accuracy by item, out of sample, in the units of the items.

        Index (construct, indicator). Columns ``q2_predict``, 1 less the ratio of squared errors
        to those of training means; ``rmse``, ``mae``, ``mape`` (percent; NaN where 0 was
        observed); the same with ``_lm`` for the linear model and ``_ia`` for training means
        ("indicator averages"); ``rmse_difference`` and ``mae_difference``, the model less the
        linear model: negative is better; ``skewness`` of the errors; and ``read``, "mae" where
        these are so skewed (beyond 1) that absolute errors should be compared, else "rmse".
        """
        return self._accuracy.of_items()

    @cached_property
    def constructs(self) -> pd.DataFrame:
        """Accuracy of scores in standard units of the training sets, and predictive power.

        Index construct. Columns ``q2_predict``, ``rmse``, ``mae``; ``items`` and how many of them
        are predicted ``better_than_lm``; ``power``: "high" if all are, "medium" if half or more,
        "low" if fewer, "none" (Shmueli et al. 2019), None where the linear model is undefined.
        """
        return self._accuracy.of_constructs(self.indicators)

    @cached_property
    def in_sample(self) -> pd.DataFrame:
        """Errors in sample beside those out of sample.

        Index (construct, indicator), the score of a construct as "(score)". Columns
        ``rmse_in_sample``, ``rmse``, ``rmse_growth`` (0.1: 10 % larger out of sample),
        ``mae_in_sample``, ``mae``.
        """
        return self._accuracy.in_sample()

    @cached_property
    def predictions(self) -> pd.DataFrame:
        """Every case and item.

        Index (indicator, case). Columns ``observed``; ``predicted`` (held out, the
        mean over repeats); ``in_sample``; ``lm`` and ``ia`` (held out).
        """
        return self._accuracy.predictions()

    @cached_property
    def overfit(self) -> pd.DataFrame:
        """Composite overfit: how far a case's predicted score moves when the case is held out.

        Cases x endogenous constructs, in standard units: in-sample less out-of-sample prediction
        (Danks, Ray & Shmueli 2023). Cases with large values drive the estimates.
        """
        return self._accuracy.overfit()

    @property
    def errors(self) -> Array:
        """Observed less predicted values out of sample; (repeats, n, indicators)."""
        return self._accuracy.errors

    def cvpat(
        self,
        *,
        against: str | CrossValidation = "ia",
        level: float = 0.95,
        bootstrap: int | None = None,
        seed: Seed = None,
    ) -> PredictiveAbility:
        """Cross-validated predictive ability test, by construct and overall.

        Parameters
        ----------
        against : {"ia", "lm"} or CrossValidation, default "ia"
            Training means, the linear model, or a rival model of the same cases in the same folds
            (give both the same seed). Of a rival only the items that both predict count.
        level : float, default 0.95
            Of the intervals.
        bootstrap : int, optional
            Draws of the cases, for a p-value and a percentile interval without the t
            distribution.
        seed : int, SeedSequence, Generator or None
            Of the bootstrap.

        Returns
        -------
        PredictiveAbility

        Raises
        ------
        OptionError
            The rival has other cases, folds or items, or another option is wrong.
        UnavailableError
            The cases have weights.

        Notes
        -----
        The loss of a case is its squared error, in the units of the items, averaged over the
        items of the construct and the repeats. Losses of cases that share training sets are not
        quite independent, which the test neglects.

        References
        ----------
        Liengaard, Sharma, Hult, Jensen, Sarstedt, Hair & Ringle (2021), Decision Sciences 52(2),
        362-392; Sharma, Liengaard, Hair, Sarstedt & Ringle (2023), European Journal of Marketing
        57(6), 1662-1677.

        Examples
        --------
        >>> import plspm
        >>> study = plspm.datasets.describe("customer_engagement")
        >>> validation = plspm.cross_validate(study.estimate(), seed=1)
        >>> validation.cvpat(against="ia").table[["difference", "p_value"]].round(3)
                   difference  p_value
        construct
        ECE            -0.154    0.021
        MPE            -0.182    0.000
        overall        -0.167    0.000
        """
        problems = fraction_problems("level", level, example="0.95")
        if bootstrap is not None:
            problems += count_problems("bootstrap", bootstrap, at_least=99, at_most=MOST_DRAWS)
        if not isinstance(against, CrossValidation):
            problems += choice_problems("against", against, ["ia", "lm"])
        else:
            problems += self._unlike(against)
        if problems:
            raise OptionError(problems)
        if self._weighted:
            raise UnavailableError(
                "The test counts every case once, but these cases have weights. Compare "
                "`indicators`, in which they count."
            )
        mine = self._accuracy
        errors, items = mine.errors, mine.items
        if isinstance(against, CrossValidation):
            items = items[items.isin(against._accuracy.items)]
            rival = against.errors[:, :, against._accuracy.items.get_indexer(items)]
            errors = errors[:, :, mine.items.get_indexer(items)]
            named = "the rival model"
        elif against == "ia":
            rival, named = mine.observed - mine.held_out.mean, "training means (IA)"
        else:
            rival, named = mine.observed - mine.held_out.linear, "the linear model (LM)"
        owner = items.get_level_values("construct")
        found = predictive_ability(
            errors,
            rival,
            list(owner.unique()),
            list(owner),
            mine.cases,
            against=named,
            level=level,
            draws=bootstrap,
            seed=as_seed_sequence(seed),
        )
        return replace(found, simulated_from=self.simulated_from)

    def _unlike(self, other: CrossValidation) -> list[str]:
        """Say why another cross-validation cannot be compared with this one."""
        if not self._accuracy.cases.equals(other._accuracy.cases):
            return ["against rests on other cases; losses are compared case by case."]
        if not np.array_equal(self.folds, other.folds):
            return [
                "against held out other cases together. Cross-validate both with the same seed, or "
                "give one the folds of the other: folds=validation.folds."
            ]
        if not self._accuracy.items.isin(other._accuracy.items).any():
            return ["against predicts none of the same indicators of the same constructs."]
        return []

    def plot(self, indicator: str | None = None, *, axes: Axes | None = None) -> Axes:
        """Draw the distribution of the errors; see :func:`plspm.plots.error_plot`."""
        return error_plot(self, indicator, axes=axes)

    def page(self) -> Page:
        """The tables, those of single cases apart."""
        folds = str(self.folds.max() + 1)
        once = ("rmse_lm", "mae_lm", "rmse_ia", "mae_ia")
        return Page(
            TITLE,
            (
                Table(
                    "Constructs: accuracy of scores and predictive power",
                    self.constructs,
                    name="prediction_constructs",
                ),
                Table(
                    "Indicators: accuracy out of sample",
                    self.indicators,
                    aside=once,
                    name="prediction_indicators",
                ),
                Table("In sample and out of sample", self.in_sample, name="in_sample"),
            ),
            (
                ("Cases", str(self.n)),
                ("Folds", f"{folds}, {self.repeats} times" if self.repeats > 1 else folds),
                *seed_fact(self.seed),
                ("Predicted from", ANTECEDENTS[self.antecedents]),
                ("Linear model", BENCHMARKS[self.benchmark]),
            ),
            self.notes,
        )
