"""Our numbers in the programs' definitions, where these differ from ours.

Every function gives a program's version of a statistic from our tables, so that a difference
of definition is computed, and what remains is rounding.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

import numpy as np
from tests.parity.references import Run, Table


class Subject(Protocol):
    """Something that computes our statistics: the library, or the naive road."""

    def table(self, statistic: str) -> Table: ...
    def r_squared_without(self, path: tuple[str, str]) -> float: ...


Definition = Callable[[Run, Subject], Table]


def zero_where_unconnected(statistic: str) -> Definition:
    """0 for pairs of constructs that no directed path joins; our tables leave them out."""

    def ours(run: Run, subject: Subject) -> Table:
        pairs = {(i, j): 0.0 for i in run.blocks for j in run.blocks}
        return pairs | subject.table(statistic)

    return ours


def zero_in_mode_b(statistic: str) -> Definition:
    """0 in Mode B, and instead of a negative value."""

    def ours(run: Run, subject: Subject) -> Table:
        table = subject.table(statistic)
        return {c: max(0.0, table[c]) if run.is_mode_a(c) else 0.0 for c in table}

    return ours


def scores_of_variance_one_with_divisor_n(run: Run, subject: Subject) -> Table:
    """y √(n/(n − 1))."""
    n = len(run.data)
    return {key: y * math.sqrt(n / (n - 1)) for key, y in subject.table("scores").items()}


def loadings_of_composites_uncorrected(run: Run, subject: Subject) -> Table:
    """Under PLSc: λ of common factors; cor(x, y) of Mode A composites, though P corrects them."""
    cross_loadings = subject.table("cross_loadings")
    uncorrected = {(c, x): cross_loadings[x, c] for c in run.composites for x in run.blocks[c]}
    return subject.table("loadings") | uncorrected


def ave_of_every_block(run: Run, subject: Subject) -> Table:
    """Mean λ², in whatever mode."""
    loadings = loadings_of_composites_uncorrected(run, subject)
    return {
        c: sum(loadings[c, x] ** 2 for x in block) / len(block) for c, block in run.blocks.items()
    }


def rho_c_of_every_block(run: Run, subject: Subject) -> Table:
    """(Σλ)² / [(Σλ)² + Σ(1 − λ²)], in whatever mode."""
    loadings, table = loadings_of_composites_uncorrected(run, subject), {}
    for construct, block in run.blocks.items():
        common = sum(loadings[construct, x] for x in block) ** 2
        unique = sum(1 - loadings[construct, x] ** 2 for x in block)
        table[construct] = common / (common + unique)
    return table


def rho_a_where_corrected(run: Run, subject: Subject) -> Table:
    """1 unless PLSc corrects the construct."""
    corrected = run.common_factors if run.estimator == "plsc" else ()
    table = subject.table("rho_a")
    return {c: table[c] if c in corrected else 1.0 for c in run.blocks}


def fornell_larcker_squared(run: Run, subject: Subject) -> Table:
    """AVE on the diagonal, squared construct correlations elsewhere."""
    table = {key: r**2 for key, r in subject.table("construct_correlations").items()}
    return table | {(c, c): value for c, value in ave_of_every_block(run, subject).items()}


def fornell_larcker_of_scores(run: Run, subject: Subject) -> Table:
    """√AVE on the diagonal, correlations of the scores elsewhere, under PLSc as well."""
    roots = {(c, c): math.sqrt(x) for c, x in ave_of_every_block(run, subject).items()}
    return subject.table("score_correlations") | roots


def htmt2_of_equal_signs(run: Run, subject: Subject) -> Table:
    """Undefined where the correlations within a block, or between the two, differ in sign."""
    S, table = run.data.corr(), dict(subject.table("htmt2"))
    for i, j in table:
        for one, other in ((i, i), (i, j), (j, j)):
            correlations = S.loc[run.blocks[one], run.blocks[other]]
            if correlations.min(axis=None) < 0 < correlations.max(axis=None):
                table[i, j] = math.nan
    return table


def vif_of_scores(run: Run, subject: Subject) -> Table:
    """Diagonal of the inverse of the predictors' score correlations, under PLSc as well."""
    C, table = subject.table("score_correlations"), {}
    for target in {target for _, target in run.paths}:
        sources = [source for source, other in run.paths if other == target]
        among = np.array([[C[a, b] for b in sources] for a in sources])
        factors = np.diag(np.linalg.inv(among)).tolist()
        table |= {(source, target): v for source, v in zip(sources, factors, strict=True)}
    return table


def f_squared_of_the_model_without_the_path(run: Run, subject: Subject) -> Table:
    """(R² − R²_without)/(1 − R²), the whole model estimated again without the path."""
    R2 = subject.table("r_squared")
    return {
        path: (R2[path[1]] - subject.r_squared_without(path)) / (1 - R2[path[1]])
        for path in run.paths
    }


DIFFERENT: dict[tuple[str, str], Definition] = {
    ("plspm", "scores"): scores_of_variance_one_with_divisor_n,
    ("plspm", "total_effects"): zero_where_unconnected("total_effects"),
    ("plspm", "indirect_effects"): zero_where_unconnected("indirect_effects"),
    ("plspm", "cronbach_alpha"): zero_in_mode_b("cronbach_alpha"),
    ("plspm", "dillon_goldstein_rho"): zero_in_mode_b("dillon_goldstein_rho"),
    ("plspm", "ave"): zero_in_mode_b("ave"),
    ("csem", "rho_a"): rho_a_where_corrected,
    ("csem", "rho_c"): rho_c_of_every_block,
    ("csem", "ave"): ave_of_every_block,
    ("csem", "fornell_larcker"): fornell_larcker_squared,
    ("csem", "htmt2"): htmt2_of_equal_signs,
    ("seminr", "loadings"): loadings_of_composites_uncorrected,
    ("seminr", "rho_c"): rho_c_of_every_block,
    ("seminr", "ave"): ave_of_every_block,
    ("seminr", "fornell_larcker"): fornell_larcker_of_scores,
    ("seminr", "vif_inner"): vif_of_scores,
    ("seminr", "f_squared"): f_squared_of_the_model_without_the_path,
}


def ours(run: Run, statistic: str, subject: Subject) -> Table:
    """Our table, in the definition of the program of the run."""
    if (run.family, statistic) in DIFFERENT:
        return DIFFERENT[run.family, statistic](run, subject)
    return subject.table(statistic)


def largest_difference(theirs: Table, ours: Table) -> float:
    """Over all entries of theirs, |difference| / (1 + |theirs|); infinite where only one is NaN."""
    return max((_difference(value, ours[key]) for key, value in theirs.items()), default=0.0)


def _difference(theirs: float, ours: float) -> float:
    if math.isnan(theirs) or math.isnan(ours):
        return 0.0 if math.isnan(theirs) and math.isnan(ours) else math.inf
    return abs(theirs - ours) / (1 + abs(theirs))
