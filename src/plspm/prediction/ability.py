"""The record of the cross-validated predictive ability test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.errors import UnavailableError
from plspm.estimation.arrays import Array, Flags
from plspm.prediction.losses import bootstrap_test, case_losses, paired_test
from plspm.report.page import Page, Record, Table

OVERALL = "overall"
FEWEST_CASES = 3
TITLE = "Cross-validated predictive ability test (CVPAT)"
NOTES = (
    "Loss: squared error, averaged over a construct's indicators and over repeats. A negative "
    "difference: the model predicts better. p-values are two-sided.",
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PredictiveAbility(Record):
    """Whether a model predicts better than something else.

    Made by the method ``cvpat`` of :func:`plspm.cross_validate`'s result.

    Attributes
    ----------
    against : str
        What the model is compared with.
    table : DataFrame
        Index construct, the last "overall" for all indicators. Columns ``loss`` and
        ``loss_rival``, mean losses; ``difference``, the first less the second; ``std_error``,
        ``t`` and ``p_value`` (two-sided) over cases; ``lower`` and ``upper``. With a bootstrap also
        ``p_bootstrap``, ``lower_bootstrap`` and ``upper_bootstrap``.
    losses : DataFrame
        Cases x (constructs and "overall"): differences of losses, case by case.
    level : float
        Of the intervals.
    """

    against: str
    table: pd.DataFrame
    losses: pd.DataFrame
    level: float

    def page(self) -> Page:
        """The table, losses of cases apart."""
        return Page(
            TITLE,
            (Table(f"Mean losses, against {self.against}", self.table, name="cvpat"),),
            (
                ("Against", self.against),
                ("Cases", str(len(self.losses))),
                ("Intervals", f"{100 * self.level:g} %"),
            ),
            NOTES,
        )


def predictive_ability(
    errors: Array,
    rival: Array,
    constructs: Sequence[str],
    owner: Sequence[str],
    cases: pd.Index,
    *,
    against: str,
    level: float,
    draws: int | None,
    seed: np.random.SeedSequence,
) -> PredictiveAbility:
    """Compare errors (repeats, n, q) with those of a rival on the same cases and items.

    Parameters
    ----------
    constructs : sequence of str
    owner : sequence of q str
        The construct of each item.
    cases : Index of length n

    Raises
    ------
    UnavailableError
        Fewer than three cases are predicted by both.
    """
    names = np.array(owner)
    groups: Flags = np.array([*(names == name for name in constructs), np.isin(names, names)])
    ours, theirs = case_losses(errors, groups), case_losses(rival, groups)
    used = np.flatnonzero(np.isfinite(ours + theirs).all(axis=1))
    if used.size < FEWEST_CASES:
        raise UnavailableError(
            f"Only {used.size} cases are predicted by both, the model and {against}; at least "
            f"{FEWEST_CASES} are needed. The notes of the cross-validation say why."
        )
    ours, theirs = ours[used], theirs[used]
    found = paired_test(ours, theirs, level)
    columns = {
        "loss": found.loss,
        "loss_rival": found.rival_loss,
        "difference": found.difference,
        "std_error": found.std_error,
        "t": found.t,
        "p_value": found.p_value,
        "lower": found.lower,
        "upper": found.upper,
    }
    if draws is not None:
        names_of_draws = ("p_bootstrap", "lower_bootstrap", "upper_bootstrap")
        drawn = bootstrap_test(ours - theirs, draws, level, seed)
        columns |= dict(zip(names_of_draws, drawn, strict=True))
    index = pd.Index([*constructs, OVERALL], name="construct")
    return PredictiveAbility(
        against=against,
        table=pd.DataFrame(columns, index=index),
        losses=pd.DataFrame(ours - theirs, index=cases[used], columns=index),
        level=level,
    )
