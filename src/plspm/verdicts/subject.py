"""What is judged: a fit, its bootstrap, what else was computed, and by which cut-offs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from plspm.assessment.criteria import CutOff, Rules
from plspm.assessment.levels import Assessed, assessed
from plspm.estimation.arrays import Flags, ModelArrays
from plspm.results import BootstrapResult, PLSResult

if TYPE_CHECKING:
    from plspm.diagnostics import RegressionDiagnostics
    from plspm.groups import GroupComparison
    from plspm.importance.importance_performance import ImportancePerformance
    from plspm.importance.necessary_conditions import NecessaryConditions
    from plspm.prediction import CrossValidation, ModelComparison
    from plspm.robustness import Endogeneity, Segments, TetradAnalysis
    from plspm.screening import Screening

DRAW = "boot = result.bootstrap(10000, seed=1), then boot.check()"


def numbers(column: pd.Series) -> dict[Any, float]:
    """The cells of a column by their labels."""
    return {label: float(value) for label, value in column.items()}


def rows(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table with everything in them by name, labels too."""
    yield from table.reset_index().itertuples(index=False)


@dataclass(frozen=True, slots=True, eq=False)
class Analyses:
    """What else was computed, None where it was not; see :func:`plspm.check`."""

    exact_fit: pd.DataFrame | None = None
    prediction: CrossValidation | None = None
    rivals: ModelComparison | None = None
    groups: GroupComparison | None = None
    importance: ImportancePerformance | None = None
    necessity: NecessaryConditions | None = None
    diagnostics: RegressionDiagnostics | None = None
    endogeneity: Endogeneity | None = None
    tetrads: TetradAnalysis | None = None
    global_items: Mapping[str, str] | None = None
    segments: Segments | None = None
    screening: Screening | None = None


@dataclass(frozen=True, eq=False)
class Subject:
    """A fit and all that is known of it.

    Attributes
    ----------
    result : PLSResult
    bootstrap : BootstrapResult or None
    rules : {"hair2022", "henseler"}
    of : mapping of str to CutOff
        The cut-offs, by name.
    analyses : Analyses
    """

    result: PLSResult
    bootstrap: BootstrapResult | None
    rules: Rules
    of: Mapping[str, CutOff]
    analyses: Analyses

    @property
    def arrays(self) -> ModelArrays:
        """The model as it was estimated."""
        return self.result._fitted.arrays

    @cached_property
    def by(self) -> Assessed:
        """Every construct by its items, those of higher order by their parts."""
        return assessed(self.result._fitted.estimates)

    @cached_property
    def as_factors(self) -> Flags:
        """Blocks of several items judged by loadings, reliability, AVE and HTMT; (J,).

        Those in Mode A; where factors and composites are told apart (Henseler 2021), factors only.
        """
        arrays = self.by.arrays
        factors: Flags = arrays.mode_a & (arrays.sizes > 1)
        return factors & arrays.reflective if self.rules == "henseler" else factors

    @cached_property
    def as_composites(self) -> Flags:
        """Other blocks of several items, judged by collinearity and weights; (J,)."""
        arrays = self.by.arrays
        composites: Flags = ~arrays.is_product & (arrays.sizes > 1) & ~self.as_factors
        return composites

    @cached_property
    def judged_paths(self) -> list[tuple[str, str]]:
        """Paths that are claims; none between a construct and its own parts, or from a control."""
        arrays = self.arrays
        claims = np.argwhere(arrays.is_path & ~arrays.own_parts)
        paths = [(arrays.constructs[j], arrays.constructs[i]) for i, j in claims]
        return [path for path in paths if path[0] not in self.controls]

    @cached_property
    def controls(self) -> frozenset[str]:
        """Names of control variables: nobody claims anything of them."""
        cases = self.result._indicators
        return frozenset() if cases is None else cases.of_controls

    @cached_property
    def products(self) -> frozenset[str]:
        """Names of products of constructs."""
        names = zip(self.arrays.constructs, self.arrays.is_product, strict=True)
        return frozenset(name for name, product in names if product)

    def drawn(self, statistic: str) -> pd.DataFrame | None:
        """The table of a statistic of the bootstrap, None where it was not drawn."""
        if self.bootstrap is None or statistic not in self.bootstrap.statistics:
            return None
        return self.bootstrap.table(statistic)

    def items(self) -> list[tuple[int, str, str]]:
        """(construct's number, construct, item or part) of every place in the blocks."""
        arrays = self.by.arrays
        return [
            (int(j), arrays.constructs[j], item)
            for j, item in zip(arrays.block, arrays.indicators, strict=True)
        ]
