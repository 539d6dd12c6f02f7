"""The records of a search for segments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from plspm.inference.seeds import Seed
from plspm.plots.segments import segments_plot
from plspm.report.page import Page, Record, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

READINGS: Final = {
    "aic": "tends to find too many",
    "aic3": "to be trusted where CAIC agrees",
    "aic4": "tends to find the right number",
    "bic": "tends to find the right number",
    "caic": "to be trusted where AIC3 agrees",
    "hq": "between AIC and BIC",
    "mdl5": "tends to find too few: a lower bound",
    "en": "separation, not fit",
    "nfi": "separation, not fit",
    "nec": "separation for what is gained in fit",
}
"""What is known of each criterion (Sarstedt et al. 2011; Hair et al. 2016)."""

ASSUMES: Final = (
    "FIMIX-PLS takes the scores of the fit of all cases as given: segments that differ in how "
    "constructs are measured are not looked for. Errors are normal within segments, equations have "
    "no intercept. Skewed or coarse answers alone can make several segments look likelier.",
    "Segments are formed to differ: that they do is no finding, and tests between them are too "
    "sure. Look for a known variable that tells them apart, see that measurement is invariant "
    "(MICOM), and compare groups by that variable.",
)
CRITERIA_NOTE: Final = (
    "Smaller is better but for EN and NFI; EN above .50 tells segments apart (Ringle, "
    "Sarstedt & Mooi 2010)."
)
STARTS_NOTE: Final = (
    "found: starts that ended at the highest likelihood, within .01; where they are few, take more "
    "starts. empty, collapsed: given up, since a segment shrank to a handful of cases or lost its "
    "residual variance, where the likelihood has no bound."
)
SIZES_NOTE: Final = (
    "share: of the mixture; cases: those likelier here than elsewhere; certainty: mean probability "
    "with which these belong here."
)
PATHS_NOTE: Final = "all: one segment of all cases, the paths of the fit as far as they are PLS."
R2_NOTE: Final = (
    "R² about zero, the mean of all cases, as the equations have no intercept; weighted: mean over "
    "segments by their share."
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SegmentSolution(Record):
    """The mixture of one number of segments, largest first.

    One of :attr:`Segments.solutions`.

    Attributes
    ----------
    sizes : DataFrame
        Index segment. Columns ``share`` (of the mixture), ``cases`` (likelier here than
        elsewhere) and ``certainty`` (mean probability with which these belong here).
    paths : DataFrame
        Index (source, target). Columns ``all``, ``segment 1`` and so on.
    r_squared : DataFrame
        Index construct. Columns ``all``, ``segment 1`` and so on, and ``weighted`` by the shares.
    variances : DataFrame
        Of the residuals; index construct, columns as those of `paths`.
    memberships : DataFrame, n x K
        Probability of every case to belong to each segment.
    labels : Series of int, n
        The segment of every case, the most probable. Hand it to :func:`plspm.compare_groups`.
    log_likelihood : float
    converged : bool
        Whether the likelihood settled within the iterations allowed.
    """

    sizes: pd.DataFrame
    paths: pd.DataFrame
    r_squared: pd.DataFrame
    variances: pd.DataFrame
    memberships: pd.DataFrame
    labels: pd.Series
    log_likelihood: float
    converged: bool

    def page(self) -> Page:
        """Sizes, paths, R² and residual variances."""
        return Page(
            "Segments (FIMIX-PLS)",
            (
                Table("Sizes of segments", self.sizes, (SIZES_NOTE,), name="sizes"),
                Table("Path coefficients by segment", self.paths, (PATHS_NOTE,), name="paths"),
                Table("R² by segment", self.r_squared, (R2_NOTE,), name="r_squared"),
                Table("Residual variances by segment", self.variances, name="variances"),
            ),
            (
                ("Segments", str(len(self.sizes))),
                ("Cases", str(len(self.labels))),
                ("ln L", f"{self.log_likelihood:.2f}"),
                ("Converged", "yes" if self.converged else "no: allow more iterations"),
            ),
            ASSUMES,
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Segments(Record):
    """Whether the structural model hides segments, and how many.

    Made by :func:`plspm.fimix`.

    Attributes
    ----------
    criteria : DataFrame
        Index segments, their number; 1 is always among them. Columns ``log_likelihood``,
        ``parameters`` (free ones), ``aic``, ``aic3``, ``aic4``, ``bic``, ``caic``, ``hq``,
        ``mdl5`` (smaller is better), ``en`` (normed entropy), ``nfi`` (non-fuzzy index; more is
        clearer) and ``nec`` (normalised entropy criterion; smaller is better, 1 for one segment).
        NaN where every start was given up.
    preferred : DataFrame
        Index criterion. Columns ``segments`` (their number) and ``reading``.
    starts : DataFrame
        Index segments. Columns ``starts``, ``found`` (ended at the highest likelihood),
        ``unsettled`` (out of iterations), ``empty`` and ``collapsed`` (given up), and
        ``iterations`` of the best.
    solutions : dict of int to SegmentSolution
        By the number of segments, without those of which every start was given up.
    needed : int
        Cases that a segment needs for the largest equation: F test of R², f² = .15, 5 %, power
        .80 (Cohen 1988).
    seed : int or SeedSequence
        Give it again for the same starts.
    facts : tuple of (str, str)
    """

    criteria: pd.DataFrame
    preferred: pd.DataFrame
    starts: pd.DataFrame
    solutions: dict[int, SegmentSolution]
    needed: int
    seed: Seed
    facts: tuple[tuple[str, str], ...]

    @property
    def suggested(self) -> int | None:
        """The number on which AIC3 and CAIC agree (Sarstedt et al. 2011), None if they do not."""
        number = self.preferred["segments"]
        return int(number["aic3"]) if number["aic3"] == number["caic"] else None

    @property
    def sizes(self) -> pd.DataFrame:
        """Sizes in every solution, index (segments, segment)."""
        parts = {number: solution.sizes for number, solution in self.solutions.items()}
        return pd.concat(parts, names=["segments"])

    def plot(self, *, axes: Axes | None = None) -> Axes:
        """Draw the criteria; see :func:`plspm.plots.segments_plot`."""
        return segments_plot(self, axes=axes)

    def page(self) -> Page:
        """Criteria, what each prefers, the starts, and sizes."""
        return Page(
            "Unobserved heterogeneity (FIMIX-PLS)",
            (
                Table(
                    "Criteria by number of segments",
                    self.criteria,
                    (CRITERIA_NOTE,),
                    aside=("parameters", "nfi"),
                    name="criteria",
                ),
                Table(
                    "Number of segments preferred",
                    self.preferred.rename(index=str.upper),
                    name="preferred",
                ),
                Table("Starts", self.starts, (STARTS_NOTE,), name="starts"),
                Table(
                    "Sizes of segments",
                    self.sizes[self.sizes.index.get_level_values("segments") > 1],
                    (SIZES_NOTE,),
                    name="sizes",
                ),
            ),
            self.facts,
            (*self._findings(), *ASSUMES),
        )

    def _findings(self) -> list[str]:
        """What the criteria say together, and which solutions are too small."""
        number = self.preferred["segments"]
        found = [
            f"AIC3 and CAIC agree on {self.suggested}."
            if self.suggested is not None
            else f"AIC3 prefers {number['aic3']}, CAIC {number['caic']}: not clear. Look at what "
            "AIC4 and BIC prefer, not below MDL5, at EN, and at what theory can explain."
        ]
        fewest = {k: s.sizes["cases"].min() for k, s in self.solutions.items() if k > 1}
        small = [str(k) for k, cases in fewest.items() if cases < self.needed]
        if small:
            found.append(
                f"With {', '.join(small)} segments, one has fewer cases than it needs "
                f"({self.needed}): nothing can be told of it."
            )
        lost = self.starts.index.difference(list(self.solutions))
        if len(lost):
            found.append(
                f"Of {', '.join(map(str, lost))} segments every start was given up: so many do not "
                "exist."
            )
        return found
