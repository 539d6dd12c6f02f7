"""Folds: which cases are held out together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from plspm.errors import OptionError, written
from plspm.estimation.arrays import Array, Flags, Indices
from plspm.estimation.settings import choice_problems, count_problems, whole_number

Folds = int | Literal["loo"] | ArrayLike

MOST_REPEATS = 10_000


def read_folds(
    folds: Folds, repeats: int, seed: np.random.SeedSequence, n: int
) -> tuple[Indices, bool]:
    """The fold of every case in every repeat, numbered as they appear; (repeats, n).

    Parameters
    ----------
    folds : int, "loo", or labels of shape (n,) or (repeats, n)
    repeats : int
        Of random folds; others are as many as are given.
    seed : SeedSequence
        Each repeat has a stream of its own.
    n : int
        Cases.

    Returns
    -------
    (repeats, n) array
    bool
        Whether folds were drawn at random.

    Raises
    ------
    OptionError
        There are fewer than two folds, more than cases, or labels of another shape.
    """
    if isinstance(folds, str):
        problems = choice_problems("folds", folds, ["loo"])
        if problems:
            raise OptionError(problems[0] + " Or give a number of folds, or labels.")
        return np.arange(n)[None], False
    count = whole_number(folds)
    if count is None:
        return _labels(folds, n), False
    problems = [
        *count_problems("folds", folds, at_least=2, at_most=n),
        *count_problems("repeats", repeats, at_least=1, at_most=MOST_REPEATS),
    ]
    if problems:
        raise OptionError(problems)
    balanced = np.arange(n) % count
    streams = seed.spawn(int(repeats))
    drawn = np.stack([np.random.default_rng(s).permutation(balanced) for s in streams])
    return _numbered(drawn), True


def _labels(folds: object, n: int) -> Indices:
    try:
        labels = np.atleast_2d(np.asarray(folds))
    except ValueError as error:
        raise OptionError(f"folds is no table of labels: {error}.") from error
    if labels.ndim != 2 or labels.shape[1] != n or labels.shape[0] == 0:
        raise OptionError(
            f"folds is {written(folds)}, of shape {labels.shape}; it must be a number of folds, "
            f'"loo", or labels of shape ({n},) or (repeats, {n}), one for each case used.'
        )
    if pd.isna(labels).any():
        raise OptionError("folds lacks the label of some case; every case belongs to a fold.")
    numbered = _numbered(labels)
    single = np.flatnonzero(numbered.max(axis=1) == 0)
    if single.size:
        raise OptionError(
            f"folds gives all cases the same label in repeat {single[0] + 1}; at least two folds "
            "are needed, so that one predicts the other."
        )
    return numbered


def _numbered(labels: NDArray[Any]) -> Indices:
    """Labels (repeats, n) as numbers from 0 in order of appearance: one way to write a split."""
    return np.stack([pd.factorize(row)[0] for row in labels]).astype(np.int64)


def held_out(folds: Indices) -> tuple[Indices, list[Indices]]:
    """The rows that each fold of each repeat holds out, and the repeat it belongs to (b,)."""
    repeat, held = [], []
    for r, labels in enumerate(folds):
        order = np.argsort(labels, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
        held += parts
        repeat += [r] * len(parts)
    return np.array(repeat), held


def training_rows(held: Sequence[Indices], n: int) -> Array:
    """1 for the rows that are trained on, 0 for those held out; (b, n)."""
    training = np.ones((len(held), n))
    for row, rows in enumerate(held):
        training[row, rows] = 0.0
    return training


def padded(held: Sequence[Indices]) -> tuple[Indices, Flags]:
    """Rows as a table (b, longest), short ones filled up, and which of its cells are meant."""
    sizes = np.array([rows.size for rows in held])
    meant = np.arange(sizes.max()) < sizes[:, None]
    table = np.zeros(meant.shape, dtype=np.int64)
    table[meant] = np.concatenate(held)
    return table, meant
