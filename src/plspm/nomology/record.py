"""The record of a look for common method variance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from plspm.report.page import Page, Record, Table

ONE_FACTOR: Final = (
    "One factor's share (Harman) proves nothing: a small share does not show that there is no "
    "common method variance, a large one not that there is (Podsakoff, MacKenzie, Lee & Podsakoff "
    "2003)."
)
PARTIAL: Final = (
    "adjusted = (r - r_m)/(1 - r_m), with r_m the smallest positive correlation (Lindell & Whitney "
    "2001); _second takes the second smallest, which guards against chance. It supposes that "
    "method adds the same to every correlation."
)
NO_MARKER: Final = (
    "No marker was measured: the smallest correlation among the constructs stands for one, which "
    "overstates what method adds. A marker is chosen before the survey: marker=[...]."
)
CORRECTED: Final = (
    "construct_level: every equation with a composite of the marker items beside its predictors, "
    "that of Mode B for the outcome; item_level: the model estimated again from items less what "
    "marker items explain of them (Chin, Thatcher, Wright & Steel 2013). The scores of the fit are "
    "taken for the first."
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CommonMethod(Record):
    """How far a common method may be what makes constructs correlate.

    Made by :func:`plspm.common_method`. Products of constructs, and the parts of constructs made
    of others, are left out.

    Attributes
    ----------
    full_collinearity : DataFrame
        Index construct. Columns ``vif``, of each construct's score on those of all others;
        ``threshold`` and ``verdict``, "pass" up to it (Kock 2015).
    correlations : DataFrame
        Index (construct, other). Columns ``correlation`` (of the scores), ``adjusted``, ``t`` and
        ``p_value`` (two-sided, n - 3 degrees of freedom), the same with ``_second``.
    marker : DataFrame
        Index construct: ``correlation`` with the mean of the marker items, and ``share``, what all
        of them explain of the construct's variance. Empty without a marker.
    paths : DataFrame
        Index (source, target). Columns ``path_coefficient`` (from the scores), ``adjusted`` and
        ``adjusted_second`` (from the adjusted correlations); with a marker of two or more items
        also ``construct_level`` and, unless the marker is a construct of the model,
        ``item_level``, by the measured latent marker. NaN where the
        corrected correlations are not those of any variables.
    one_factor : DataFrame
        Index ``statistic``: ``first_eigenvalue``, ``share`` of the first, ``eigenvalues_above_1``;
        column ``value``. It proves nothing.
    r_m : (float, float)
        The correlations that stand for the method: smallest and second smallest.
    facts : tuple of (str, str)
    """

    full_collinearity: pd.DataFrame
    correlations: pd.DataFrame
    marker: pd.DataFrame
    paths: pd.DataFrame
    one_factor: pd.DataFrame
    r_m: tuple[float, float]
    facts: tuple[tuple[str, str], ...]

    def page(self) -> Page:
        """Full collinearity, marker, adjusted correlations and paths, and the one factor."""
        notes = (PARTIAL,) if len(self.marker) else (PARTIAL, NO_MARKER)
        return Page(
            "Common method variance",
            (
                Table("Full-collinearity VIF", self.full_collinearity, name="full_collinearity"),
                Table("The marker", self.marker, name="marker"),
                Table(
                    "Correlations, adjusted",
                    self.correlations,
                    notes,
                    aside=("t", "t_second"),
                    name="correlations",
                ),
                Table(
                    "Path coefficients, adjusted",
                    self.paths,
                    (CORRECTED,) if "construct_level" in self.paths else (),
                    name="paths",
                ),
                Table("One factor", _counted(self.one_factor), (ONE_FACTOR,), name="one_factor"),
            ),
            self.facts,
        )


def _counted(one_factor: pd.DataFrame) -> pd.DataFrame:
    """The table with its count as a whole number, which is printed without decimals."""
    values = one_factor["value"].astype(object)
    counts = values.index == "eigenvalues_above_1"
    return values.where(~counts, values.map(int)).to_frame()
