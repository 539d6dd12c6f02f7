"""The record of a confirmatory tetrad analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from plspm.data.wording import listed
from plspm.inference.seeds import Seed
from plspm.report.page import Page, Record, Table

Correction = Literal["bonferroni", "none"]

REFUTED: Final = "one factor refuted"
NOT_REFUTED: Final = "not refuted"

OF_TETRADS: Final = (
    "τ_ghij = σ_gh σ_ij - σ_gi σ_hj of the items in this order, in standard units. Where one "
    "factor is what items have in common, it is 0. Redundant tetrads are left out."
)
OF_BLOCKS: Final = (
    "not_0: tetrads whose interval leaves 0 out; one is enough to refute that the items reflect "
    "one factor. χ² tests all of them together (Wald); it needs larger samples."
)
MEANING: Final = (
    "A block that is not refuted need not be reflective: tetrads also vanish where items are "
    "uncorrelated, and small samples refute little. What theory says of the items decides; tetrads "
    "object (Gudergan, Ringle, Wende & Will 2008)."
)
SMALL: Final = (
    "Blocks of fewer than four items have no tetrads of their own; those of two or three can "
    "borrow items of other blocks: borrow={...}."
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TetradAnalysis(Record):
    """Whether the items of blocks can have one factor in common.

    Made by :func:`plspm.tetrads`.

    Attributes
    ----------
    blocks : DataFrame
        Index construct. Columns ``kind`` (of the model), ``items`` (of its own), ``tetrads``,
        ``not_0`` (how many differ from 0), ``chi_square``, ``df`` and ``p_value`` of all
        together, and ``verdict``: "one factor refuted" or "not refuted".
    every : DataFrame
        Index (construct, items): the items g, h, i, j of τ_ghij. Columns ``tetrad``, ``bias``,
        ``std_error``, ``t``, ``p_value`` (of this one alone), ``lower`` and ``upper`` (corrected
        for bias and for the number of tetrads), and ``vanishes``, "yes" or "no".
    left_out : tuple of str
        Constructs without tetrads.
    n : int
        Cases.
    draws, failed_draws : int
        Draws used, and those without covariances.
    level : float
        Of all intervals of a block together.
    correction : {"bonferroni", "none"}
    seed : int or SeedSequence
        Give it again for the same draws.
    """

    blocks: pd.DataFrame
    every: pd.DataFrame
    left_out: tuple[str, ...]
    n: int
    draws: int
    failed_draws: int
    level: float
    correction: Correction
    seed: Seed

    def page(self) -> Page:
        """Blocks, and every tetrad."""
        corrected = " of all tetrads of a block" if self.correction == "bonferroni" else ""
        facts = [
            ("Cases", str(self.n)),
            ("Draws", f"{self.draws:,}"),
            *([("Failed draws", str(self.failed_draws))] if self.failed_draws else []),
            ("Intervals", f"bias-corrected, {100 * self.level:g} %{corrected}"),
            *([("Left out", listed(self.left_out))] if self.left_out else []),
        ]
        return Page(
            "Confirmatory tetrad analysis",
            (
                Table("Blocks", self.blocks, (OF_BLOCKS,), aside=("df",), name="blocks"),
                Table("Tetrads", self.every, (OF_TETRADS,), aside=("bias", "t"), name="tetrads"),
            ),
            tuple(facts),
            (MEANING, SMALL) if self.left_out else (MEANING,),
        )
