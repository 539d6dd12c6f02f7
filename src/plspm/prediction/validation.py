"""Cross-validation: every case predicted by models that never saw it."""

from __future__ import annotations

from concurrent.futures import Executor
from typing import get_args

import numpy as np
import pandas as pd

from plspm.calls import plainly
from plspm.data.imputed import MeanImputed
from plspm.data.moments import Pearson
from plspm.errors import OptionError, UnavailableError
from plspm.estimation.settings import choice_problems
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.prediction.accuracy_tables import Accuracy
from plspm.prediction.benchmark import Benchmark
from plspm.prediction.cross_validation import BENCHMARKS, CrossValidation
from plspm.prediction.folds import Folds, read_folds
from plspm.prediction.held_out import Predicted, Validation, predict_held_out, predict_own
from plspm.prediction.measurement import Antecedents, Roles, refuse_unpredictable
from plspm.prediction.training import TrainingRows
from plspm.results import PLSResult


@plainly("plspm.cross_validate")
def cross_validate(
    result: PLSResult,
    *,
    folds: Folds = 10,
    repeats: int = 10,
    seed: Seed = None,
    antecedents: Antecedents = "earliest",
    benchmark: Benchmark = "exogenous",
    executor: Executor | None = None,
) -> CrossValidation:
    """Predict every case from models estimated without it (PLSpredict).

    The cases are split into folds. Each fold is predicted from the others: these alone give
    means, standard deviations, weights, loadings and paths.

    Parameters
    ----------
    result : PLSResult
        Its model and options are used on every training set.
    folds : int, "loo" or array_like of shape (n,) or (repeats, n), default 10
        How many folds, drawn at random; each case by itself; or labels, one a case used.
    repeats : int, default 10
        How often random folds are drawn.
    seed : int, SeedSequence, Generator or None
        Of random folds.
    antecedents : {"earliest", "direct"}, default "earliest"
        Whether constructs are predicted from the exogenous ones, through the chain of paths
        (as SmartPLS does), or from the scores of their direct predecessors in the cases held out
        (seminr's default).
    benchmark : {"exogenous", "others"}, default "exogenous"
        The linear model that predictions are compared with: each item regressed on the items of
        exogenous constructs (SmartPLS, cSEM), or on those of all other constructs (seminr 2.3.4).
    executor : concurrent.futures.Executor, optional
        Runs the batches; by default threads of this process. The result is the same.

    Returns
    -------
    CrossValidation

    Raises
    ------
    OptionError
        An option has a value that it cannot take; all problems at once.
    UnavailableError
        There are no cases, or products are not made of final scores.

    Notes
    -----
    Errors are pooled over repeats. Under consistent PLS constructs are predicted by the
    expectation that the model implies given the items (de Rooij et al. 2023). A product's score
    is the product of its factors' scores, predicted ones where these are predicted, less its mean
    in the training set. The items of a higher-order construct's parts are predicted through it.
    Missing values are the training set's means where they predict, and are left out where they
    are to be predicted.

    References
    ----------
    Shmueli, Ray, Velasquez Estrada & Chatla (2016), Journal of Business Research 69(10),
    4552-4564; Shmueli, Sarstedt, Hair, Cheah, Ting, Vaithilingam & Ringle (2019), European
    Journal of Marketing 53(11), 2322-2347; de Rooij, Karch, Fokkema, Bakk, Pratiwi & Kelderman
    (2023), Structural Equation Modeling 30(1), 132-148.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> validation = plspm.cross_validate(study.estimate(), seed=1)
    >>> validation.constructs[["q2_predict", "better_than_lm", "items", "power"]].round(3)
               q2_predict  better_than_lm  items power
    construct
    ECE             0.221               5      5  high
    MPE             0.272               0      4  none
    """
    task = validation_of(result, antecedents, benchmark)
    sequence = as_seed_sequence(seed)
    labels, drawn = read_folds(folds, repeats, sequence, task.source.rows)
    if executor is not None and not isinstance(executor, Executor):
        raise OptionError(
            f"executor is a {type(executor).__name__}; give an Executor of concurrent.futures, or "
            "none."
        )
    held_out, own = predict_held_out(task, labels, executor), predict_own(task)
    accuracy = _accuracy(result, task, held_out, own)
    return CrossValidation(
        folds=labels,
        antecedents=antecedents,
        benchmark=benchmark,
        seed=to_repeat(sequence) if drawn else None,
        notes=tuple(_notes(accuracy, result, benchmark)),
        _accuracy=accuracy,
        _weighted=task.fitted.case_weights is not None,
        simulated_from=result.simulated_from,
    )


def validation_of(
    result: PLSResult, antecedents: Antecedents, benchmark: Benchmark = "exogenous"
) -> Validation:
    """What is validated, checked.

    Raises
    ------
    OptionError
        `result` is no fit, or an option is wrong.
    UnavailableError
        There are no cases, or the model predicts in a way that is not defined here.
    """
    problems = [
        *choice_problems("antecedents", antecedents, get_args(Antecedents)),
        *choice_problems("benchmark", benchmark, get_args(Benchmark)),
    ]
    if not isinstance(result, PLSResult):
        problems.append(
            f"result is a {type(result).__name__}; give the result of plspm.estimate()."
        )
    if problems:
        raise OptionError(problems)
    indicators = result._cases("Predictions")
    fitted = result._fitted
    if not isinstance(fitted.source, Pearson | MeanImputed):
        raise UnavailableError(
            "Training sets are estimated from Pearson correlations of their own rows, which this "
            "fit does not rest on. Estimate the model from the items as numbers to predict."
        )
    refuse_unpredictable(fitted.arrays, fitted.settings, antecedents)
    values = indicators.values
    if indicators.observed is not None:
        values = np.where(indicators.observed, values, np.nan)
    return Validation(fitted, TrainingRows(values), antecedents, benchmark)


def _accuracy(result: PLSResult, task: Validation, held_out: Predicted, own: Predicted) -> Accuracy:
    arrays, roles = task.fitted.arrays, Roles.of(task.fitted.arrays)
    names = np.array(arrays.constructs)
    indicators = result._cases("Predictions")
    weights = task.fitted.case_weights
    predicted = np.unique(roles.owner[roles.outcomes])
    return Accuracy(
        items=pd.MultiIndex.from_arrays(
            [
                names[roles.owner[roles.outcomes]],
                np.array(indicators.names)[roles.outcomes],
            ],
            names=["construct", "indicator"],
        ),
        constructs=pd.Index(names[predicted], name="construct"),
        endogenous=predicted,
        cases=indicators.index,
        observed=task.source.values[:, roles.outcomes],
        share=np.full(task.source.rows, 1.0) if weights is None else weights,
        held_out=held_out,
        own=own,
    )


def _notes(accuracy: Accuracy, result: PLSResult, benchmark: Benchmark) -> list[str]:
    notes = [
        "A Q²_predict of 0 or less: no better than the means of the training sets. "
        f"LM: {BENCHMARKS[benchmark]}."
    ]
    status = accuracy.held_out.status
    if (status == 1).any():
        notes.append(
            f"{(status == 1).sum()} of {status.size} training sets did not converge; their "
            "predictions are kept."
        )
    if (status == 2).any():
        notes.append(
            f"{(status == 2).sum()} of {status.size} training sets have no estimate (a constant "
            "item, or collinear ones); what they were to predict is left out."
        )
    lacking = np.isnan(accuracy.held_out.linear) & ~np.isnan(accuracy.held_out.items)
    if lacking.any():
        notes.append(
            "The linear model has regressors that training sets cannot tell apart: "
            f"{lacking.mean():.0%} of its predictions are undefined, and left out."
        )
    if result.settings.estimator == "plsc":
        notes.append(
            "Consistent PLS: constructs are predicted by the expectation that the model implies "
            "given the items (de Rooij et al. 2023). Programs that predict from the scores instead "
            "have other numbers."
        )
    return notes
