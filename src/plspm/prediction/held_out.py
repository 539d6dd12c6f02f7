"""Every case predicted by training sets that do not hold it, all folds as row weights."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from plspm.estimation.arrays import Array, Indices
from plspm.estimation.estimate import estimate_stack
from plspm.inference.blas import one_blas_thread
from plspm.inference.fitted import Fitted
from plspm.inference.parallel import in_batches
from plspm.prediction.benchmark import Benchmark, linear_model
from plspm.prediction.folds import held_out, padded, training_rows
from plspm.prediction.measurement import Antecedents, Roles
from plspm.prediction.predictor import Predictor
from plspm.prediction.training import TrainingRows, training_sample

TOGETHER = 64
"""Training sets in a batch at most."""

LARGEST_BATCH = 2**21
"""Numbers (16 MiB) in the values of all training sets of a batch."""


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """Predictions of cases; q items and J constructs in e repeats.

    Attributes
    ----------
    items : (e, n, q) array
        By the model.
    linear : (e, n, q) array
        By the linear model.
    mean : (e, n, q) array
        By the means of the training sets.
    constructs : (e, n, J) array
        Scores that follow from the predicted items, in the standard units of the training sets.
    scores : (e, n, J) array
        Scores of the items observed, in the same units.
    status : (training sets,) array
        0 converged, 1 not converged, 2 without an estimate.
    """

    items: Array
    linear: Array
    mean: Array
    constructs: Array
    scores: Array
    status: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """What is validated, and how.

    Attributes
    ----------
    fitted : Fitted
    source : TrainingRows
    antecedents : {"earliest", "direct"}
    benchmark : {"exogenous", "others"}
    """

    fitted: Fitted
    source: TrainingRows
    antecedents: Antecedents
    benchmark: Benchmark


def predict_held_out(task: Validation, folds: Indices, executor: Executor | None) -> Predicted:
    """Predict every case from the folds that do not hold it.

    Parameters
    ----------
    task : Validation
    folds : (repeats, n) array
        Labels from 0.
    executor : Executor or None
        Runs the batches; by default threads of this process.

    Returns
    -------
    Predicted
        The same whatever runs it.
    """
    repeat, held = held_out(folds)
    n, items = task.source.values.shape
    size = max(1, min(TOGETHER, LARGEST_BATCH // (n * items)))
    starts = range(0, len(held), size)
    batches = [held[low : low + size] for low in starts]
    compute = partial(predict_batch, task)
    if executor is None:
        found = in_batches(
            lambda low, high: compute(held[low:high]),
            0,
            len(held),
            size,
            threads=None,
            progress=False,
            named="training sets",
        )
    else:
        found = list(executor.map(compute, batches))
    return _collected(found, batches, repeat, folds.shape)


def predict_own(task: Validation) -> Predicted:
    """Predict every case from all cases, itself among them: in sample."""
    n = task.source.rows
    with one_blas_thread():
        return _predictions(task, np.ones((1, n)), np.arange(n)[None])


def predict_batch(task: Validation, held: Sequence[Indices]) -> Predicted:
    """Predict the rows (b, longest) that each of some training sets lacks."""
    rows, _ = padded(held)
    return _predictions(task, training_rows(held, task.source.rows), rows)


def _predictions(task: Validation, training: Array, rows: Indices) -> Predicted:
    """Train on rows (b, n), predict others (b, m)."""
    fitted, arrays = task.fitted, task.fitted.arrays
    outcomes = Roles.of(arrays).outcomes
    with np.errstate(invalid="ignore", divide="ignore"):
        sample = training_sample(task.source, fitted, training)
        estimates = estimate_stack(sample, arrays, fitted.settings)
        predictor = Predictor.of(estimates, sample, fitted.settings, task.antecedents)
        Z = predictor.standardised(task.source.values[rows])
        predicted = predictor.items(predictor.constructs(Z))
        linear = Z @ linear_model(sample.S, arrays, task.benchmark)
        centre, scale = predictor.centre[:, None, outcomes], predictor.scale[:, None, outcomes]
        return Predicted(
            items=centre + scale * predicted[:, :, outcomes],
            linear=centre + scale * linear,
            mean=np.broadcast_to(centre, linear.shape),
            constructs=predicted @ predictor.W,
            scores=Z @ predictor.W,
            status=np.where(np.isfinite(estimates.w).all(axis=1), estimates.status, 2),
        )


def _collected(
    found: Sequence[Predicted],
    batches: Sequence[Sequence[Indices]],
    repeat: Indices,
    shape: tuple[int, ...],
) -> Predicted:
    """Put the predictions of all batches where their cases stand."""
    tables = {}
    for name in ("items", "linear", "mean", "constructs", "scores"):
        table = np.full((*shape, getattr(found[0], name).shape[2]), np.nan)
        at = 0
        for part, held in zip(found, batches, strict=True):
            rows, meant = padded(held)
            repeats = np.broadcast_to(repeat[at : at + len(held), None], rows.shape)
            table[repeats[meant], rows[meant]] = getattr(part, name)[meant]
            at += len(held)
        tables[name] = table
    status = np.concatenate([part.status for part in found])
    return Predicted(**tables, status=status)
