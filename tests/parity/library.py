"""A fit by the library, asked for statistics by name through its public tables."""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING

import plspm

if TYPE_CHECKING:
    import pandas as pd
    from tests.parity.references import Run, Table

CELL_BY_CELL = (
    "cross_loadings",
    "score_correlations",
    "construct_correlations",
    "fornell_larcker",
    "htmt",
    "htmt_plus",
    "htmt2",
    "scores",
    "fit",
)
COLUMN_OF = {
    "weights": ("weights", "weight"),
    "loadings": ("loadings", "loading"),
    "r_squared": ("r_squared", "r_squared"),
    "r_squared_adjusted": ("r_squared", "r_squared_adjusted"),
    "total_effects": ("effects", "total"),
    "f_squared": ("f_squared", "f_squared"),
    "vif_inner": ("vif_inner", "vif"),
    "vif_outer": ("vif_outer", "vif"),
    "cronbach_alpha": ("reliability", "cronbach_alpha"),
    "rho_a": ("reliability", "rho_a"),
    "rho_c": ("reliability", "rho_c"),
    "ave": ("reliability", "ave"),
    "cronbach_alpha_raw": ("unidimensionality", "cronbach_alpha_raw"),
    "dillon_goldstein_rho": ("unidimensionality", "dillon_goldstein_rho"),
}


class LibrarySubject:
    """Tables keyed by names, from the DataFrames of a result."""

    def __init__(self, run: Run, paths: list[tuple[str, str]]) -> None:
        self.run, self.paths = run, paths
        self.result = estimate(run, paths)

    @classmethod
    def of(cls, run: Run) -> LibrarySubject:
        return cls(run, run.paths)

    def r_squared_without(self, path: tuple[str, str]) -> float:
        """R² of the path's target when the whole model is estimated again without the path."""
        paths = [other for other in self.paths if other != path]
        if all(target != path[1] for _, target in paths):
            return 0.0
        return type(self)(self.run, paths).table("r_squared")[path[1]]

    def table(self, statistic: str) -> Table:
        if statistic in COLUMN_OF:
            frame, column = COLUMN_OF[statistic]
            return getattr(self.result, frame)[column].to_dict()
        if statistic in CELL_BY_CELL:
            return cells(getattr(self.result, statistic))
        return getattr(self, f"_{statistic}")()

    def _path_coefficients(self) -> Table:
        table = self.result.path_coefficients
        return {(source, target): table.loc[source, target] for source, target in self.paths}

    def _eigenvalues(self) -> Table:
        table = self.result.unidimensionality
        return {(c, k): table.loc[c, f"eigenvalue_{k}"] for c in table.index for k in (1, 2)}

    def _indirect_effects(self) -> Table:
        """Zero where there is none, as other programs write it; the library leaves it empty."""
        return self.result.effects["indirect"].fillna(0.0).to_dict()

    def _specific_indirect_effects(self) -> Table:
        effects = self.result.specific_indirect_effects["effect"]
        return {tuple(way.split(" -> ")): value for (*_, way), value in effects.items()}

    def _implied_correlations(self) -> Table:
        return cells(self.result.implied_correlations("estimated"))


def cells(frame: pd.DataFrame) -> Table:
    """Keys (row, column)."""
    return {(row, column): frame.loc[row, column] for row in frame.index for column in frame}


def path_model(run: Run, paths: list[tuple[str, str]]) -> plspm.PathModel:
    """The constructs that the paths join, of the kind the program was told."""
    connected = {construct for path in paths for construct in path}
    constructs = [
        plspm.reflective(construct, block)
        if construct in run.common_factors
        else plspm.composite(construct, block, mode=run.modes[construct])
        for construct, block in run.blocks.items()
        if construct in connected
    ]
    return plspm.PathModel(*constructs, *(plspm.path(s, to=t) for s, t in paths))


def estimate(run: Run, paths: list[tuple[str, str]]) -> plspm.PLSResult:
    with warnings.catch_warnings():
        # Some of the reference models are inadmissible under PLSc; their numbers count here.
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        warnings.filterwarnings("ignore", "Items load against the rest")
        return plspm.estimate(
            path_model(run, paths),
            run.data,
            scheme=run.scheme,
            estimator=run.estimator,
            tolerance=1e-14,
            max_iterations=5000,
        )


cached_subject = functools.cache(LibrarySubject.of)
