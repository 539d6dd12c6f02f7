"""The record of a specification curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from plspm.plots.specifications import specification_plot
from plspm.report.page import Page, Record, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE: Final = "Specification curve"
NOTES: Final = (
    "Specifications are not independent samples: all share the cases. Shares and medians describe "
    "the choices that were stated, and say nothing about those that were not.",
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SpecificationCurve(Record):
    """Paths of interest in every specification.

    Made by :func:`plspm.specification_curve`.

    Attributes
    ----------
    paths : DataFrame
        Index path. Columns ``specifications`` that have it and in which it is ``absent``;
        ``median``, ``lowest`` and ``highest`` estimate; ``share_positive``; and with intervals
        ``share_significant`` and ``share_significant_positive``. Shares are of the
        specifications that have the path.
    choices : DataFrame
        Index (path, choice, value), for choices of which there are several values. Columns
        ``specifications``, ``median``, and with intervals ``share_significant``.
    estimates : DataFrame
        Index (path, specification). Columns ``estimate``, and with intervals ``std_error``,
        ``p_value``, ``lower``, ``upper`` and ``significant``. NaN where the path is absent.
    specifications : DataFrame
        Index specification, numbered from 1. What was chosen (``-`` where the model has not what
        is chosen about), ``converged`` and ``admissible``.
    failed : DataFrame
        Specifications that cannot be estimated: what was chosen, and the ``reason``.
    effect : {"total", "direct", "indirect"}
    intervals : {"delta", "bootstrap"} or None
    level : float
        Of the intervals; significant means that they leave out 0.
    n : int
        Cases of the first specification.
    seed : int, SeedSequence or None
        Give it again for the same draws.
    """

    paths: pd.DataFrame
    choices: pd.DataFrame
    estimates: pd.DataFrame
    specifications: pd.DataFrame
    failed: pd.DataFrame
    effect: str
    intervals: str | None
    level: float
    n: int
    seed: object

    def plot(self, path: str | None = None, *, axes: Axes | None = None) -> Axes:
        """Draw the curve; see :func:`plspm.plots.specification_plot`."""
        return specification_plot(self, path, axes=axes)

    def page(self) -> Page:
        """Paths over all specifications, by choice, and what failed."""
        how = "none" if self.intervals is None else f"{100 * self.level:g} %, {self.intervals}"
        return Page(
            TITLE,
            (
                Table("Paths over all specifications", self.paths, name="specification_paths"),
                Table("By choice", self.choices, name="specification_choices"),
                Table("Not estimated", self.failed, name="specifications_failed"),
            ),
            (
                ("Specifications", str(len(self.specifications))),
                ("Cases", str(self.n)),
                ("Effects", self.effect),
                ("Intervals", how),
            ),
            NOTES + tuple(self._notes()),
        )

    def _notes(self) -> list[str]:
        count = len(self.specifications)
        notes = []
        for column, said in (("converged", "did not converge"), ("admissible", "not admissible")):
            failing = int((~self.specifications[column]).sum())
            if failing:
                notes.append(
                    f"{failing} of {count} specifications: {said}; their estimates are counted."
                )
        return notes
