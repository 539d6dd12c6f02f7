"""Whether answers bear out the order in which the steps of an item were numbered."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plspm.data.columns import FloatArray
from plspm.data.scales import LONGEST_SCALE
from plspm.data.sentinels import MOST_ROWS

MOST_ITEMS = 20
FEWEST_GIVEN = 5
"""Answers on a step that say something of its place."""
FEWEST_STEPS = 3


def borne_out(item: FloatArray, others: Sequence[FloatArray]) -> bool:
    """Whether steps stand in the order in which the other items put them.

    The steps of all items get the scores that make items agree best (the first axis of a multiple
    correspondence analysis; Greenacre 2017, ch. 18), which do not depend on how steps are numbered.
    Those of the item must rise or fall, but for one step that hardly anybody gave.

    Parameters
    ----------
    item : (n,) array
        Numbered steps, NaN where an answer is missing.
    others : sequence of (n,) arrays
        Other items that ask for the same; those that are no steps are left out.

    Examples
    --------
    >>> answers = np.repeat([1.0, 2.0, 3.0, 4.0], 20)
    >>> beside = np.minimum(answers + np.tile([0.0, 1.0], 40), 4.0)
    >>> borne_out(answers, [beside])
    True
    >>> borne_out(np.array([0.0, 2.0, 4.0, 1.0, 3.0])[answers.astype(int)], [beside])
    False
    """
    every = -(-len(item) // MOST_ROWS) or 1
    coded = [_indicators(column[::every]) for column in [item, *others[:MOST_ITEMS]]]
    blocks = [each for each in coded if each.shape[1] >= 2]
    if coded[0].shape[1] < 2 or len(blocks) < 2:
        return False
    given = coded[0].sum(axis=0)
    often = given >= FEWEST_GIVEN
    if often.sum() < max(FEWEST_STEPS, len(given) - 1):
        return False
    steps = np.diff(_scores(blocks)[: len(given)][often])
    return bool((steps > 0).all() or (steps < 0).all())


def _indicators(item: FloatArray) -> FloatArray:
    """A column of zeros and ones for every step, zeros where an answer is missing; (n, steps).

    None for numbers that are no steps.
    """
    steps = np.unique(item[~np.isnan(item)])
    if len(steps) > LONGEST_SCALE:
        return np.empty((len(item), 0))
    return (item[:, None] == steps).astype(np.float64)


def _scores(blocks: Sequence[FloatArray]) -> FloatArray:
    """Scores of all steps on the first axis, from how often two items' steps stand together."""
    Z = np.hstack(blocks)
    item = np.repeat(np.arange(len(blocks)), [block.shape[1] for block in blocks])
    together = np.where(np.equal.outer(item, item), 0.0, Z.T @ Z)
    share = np.maximum(together.sum(axis=0), 1.0)
    root = np.sqrt(share / share.sum())
    standard = together / share.sum() / np.outer(root, root) - np.outer(root, root)
    scores: FloatArray = np.linalg.eigh(standard)[1][:, -1] / root
    return scores
