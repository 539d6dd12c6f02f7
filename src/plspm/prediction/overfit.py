"""Composite overfit: which cases a model fits better than it would predict them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems, count_problems, fraction_problems
from plspm.inference.seeds import Seed, seed_fact
from plspm.prediction.cross_validation import CrossValidation
from plspm.prediction.deviance_tree import leaves
from plspm.prediction.folds import Folds
from plspm.prediction.measurement import Antecedents
from plspm.prediction.refit import paths_without
from plspm.prediction.validation import cross_validate
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult

TITLE: Final = "Composite overfit"
NOTES: Final = (
    "deviance: predicted score in sample less that out of sample, in standard units. Deviant "
    "cases pull the model towards themselves: look at who they are before leaving any out.",
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CompositeOverfit(Record):
    """Predictions in sample beside those out of sample, and the cases between them.

    Made by :func:`plspm.composite_overfit`.

    Attributes
    ----------
    constructs : DataFrame
        Index construct. Columns ``rmse_in_sample``, ``rmse`` (out of sample; of scores in
        standard units) and ``overfit``, their ratio less 1.
    deviance : DataFrame
        Cases x endogenous constructs: the predicted score in sample less that out of sample.
    cases : DataFrame
        Index (construct, case), the deviant cases, the most deviant first. Columns ``deviance``,
        ``predicted_in_sample``, ``predicted`` (out of sample) and ``observed``, all of scores.
    paths : DataFrame
        Index (construct, source, target): the path coefficients of all cases (``estimate``),
        those ``without`` the deviant cases of the construct, and the ``change``.
    share : float
        Which share of the cases is called deviant, half of it on either side.
    validation : CrossValidation
    """

    constructs: pd.DataFrame
    deviance: pd.DataFrame
    cases: pd.DataFrame
    paths: pd.DataFrame
    share: float
    validation: CrossValidation
    _result: PLSResult

    def groups(self, construct: str, *, depth: int = 3, smallest: int = 3) -> pd.DataFrame:
        """Group cases of like deviance by their construct scores (a deviance tree).

        Needs scikit-learn.

        Parameters
        ----------
        construct : str
        depth : int, default 3
            Splits one after the other, at most.
        smallest : int, default 3
            Cases in a group, at least.

        Returns
        -------
        DataFrame
            Index group, from the lowest to the highest mean deviance. Columns ``rule``, the
            scores that make it; ``cases``, their number; ``deviance``, the mean; ``path`` and
            ``change``: which path coefficient changes most without the group, and by how much
            (None where the others have no estimate).

        Raises
        ------
        OptionError
            An option has a value that it cannot take.
        MissingDependencyError
            scikit-learn is not installed.
        """
        problems = [
            *choice_problems("construct", construct, list(self.deviance.columns)),
            *count_problems("depth", depth, at_least=1, at_most=10),
            *count_problems("smallest", smallest, at_least=1, at_most=len(self.deviance) // 2),
        ]
        if problems:
            raise OptionError(problems)
        return leaves(self._result, self.deviance[construct], int(depth), int(smallest))

    def page(self) -> Page:
        """Errors in and out of sample, deviant cases, and paths without them."""
        return Page(
            TITLE,
            (
                Table("Errors of predicted scores", self.constructs, name="overfit"),
                Table("Deviant cases", self.cases, name="deviant_cases"),
                Table("Paths without them", self.paths, name="paths_without_deviant_cases"),
            ),
            (
                ("Cases", str(len(self.deviance))),
                ("Deviant", f"{100 * self.share:g} % of the cases of each construct"),
                *seed_fact(self.validation.seed),
            ),
            NOTES,
        )


@plainly("plspm.composite_overfit")
def composite_overfit(
    result: PLSResult,
    *,
    share: float = 0.05,
    folds: Folds = "loo",
    repeats: int = 10,
    seed: Seed = None,
    antecedents: Antecedents = "earliest",
) -> CompositeOverfit:
    """Compare predictions in sample and out of sample, and name the cases that differ.

    Parameters
    ----------
    result : PLSResult
    share : float, default 0.05
        Which share of the cases is called deviant: those outside the quantiles share/2 and
        1 - share/2 of the deviance.
    folds : default "loo"
        By default each case is left out by itself.
    repeats, seed, antecedents : optional
        As in :func:`plspm.cross_validate`.

    Returns
    -------
    CompositeOverfit

    Raises
    ------
    OptionError, UnavailableError
        As in :func:`plspm.cross_validate`; or `share` is no share.

    References
    ----------
    Danks, Ray & Shmueli (2024), Management Science 70(1), 647-669.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> found = plspm.composite_overfit(result)
    >>> found.constructs.round(3)
               rmse_in_sample   rmse  overfit
    construct
    ECE                 0.851  0.895    0.052
    MPE                 0.844  0.868    0.028
    """
    problems = fraction_problems("share", share, example="0.05")
    if problems:
        raise OptionError(problems)
    validation = cross_validate(
        result, folds=folds, repeats=repeats, seed=seed, antecedents=antecedents
    )
    deviance = validation.overfit
    tails = deviance.quantile([share / 2.0, 1.0 - share / 2.0])
    beyond = (deviance < tails.iloc[0]) | (deviance > tails.iloc[1])
    scores = validation.in_sample.xs("(score)", level="indicator")
    return CompositeOverfit(
        constructs=scores[["rmse_in_sample", "rmse"]].assign(overfit=scores["rmse_growth"]),
        deviance=deviance,
        cases=_cases(validation, beyond),
        paths=pd.concat(
            {name: paths_without(result, beyond[name].to_numpy()) for name in beyond.columns},
            names=["construct"],
        ),
        share=float(share),
        validation=validation,
        _result=result,
        simulated_from=result.simulated_from,
    )


def _cases(validation: CrossValidation, beyond: pd.DataFrame) -> pd.DataFrame:
    """Deviant cases, construct by construct."""
    accuracy = validation._accuracy
    parts = {}
    for at, name in zip(accuracy.endogenous, accuracy.constructs, strict=True):
        table = pd.DataFrame(
            {
                "deviance": validation.overfit[name],
                "predicted_in_sample": accuracy.own.constructs[0][:, at],
                "predicted": accuracy.held_out.constructs.mean(axis=0)[:, at],
                "observed": accuracy.own.scores[0][:, at],
            },
            index=accuracy.cases,
        )[beyond[name]]
        order = table["deviance"].abs().sort_values(ascending=False, kind="stable").index
        parts[name] = table.loc[order]
    return pd.concat(parts, names=["construct", "case"])
