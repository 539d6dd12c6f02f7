"""What seminr does with products and higher-order constructs under PLSc, derived from plain models.

Here the moments of products of common factors are corrected, and scores of common factors before
they become the indicators of a higher-order construct. seminr
estimates the last stage from uncorrected scores, as if these had been observed:

- products are constructs whose reliability is 1, and their coefficients are the standardised ones,
  though loadings and scores are still multiplied by the standard deviation;
- a higher-order construct is corrected by the rho_A of its uncorrected parts.

Both are models of observed columns, which the library can estimate too.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
from tests.parity import stages
from tests.parity.library import LibrarySubject
from tests.parity.stages import METHODS, OF_HIGHER_ORDER, StageRun, estimated, stage_runs

import plspm
from plspm.estimation.staging import unfolded

if TYPE_CHECKING:
    import pandas as pd
    from tests.parity.references import Table

COMPARED = (
    "weights",
    "loadings",
    "cross_loadings",
    "score_correlations",
    "path_coefficients",
    "r_squared",
    "r_squared_adjusted",
    "total_effects",
    "indirect_effects",
    "cronbach_alpha",
    "rho_a",
    "rho_c",
    "ave",
    "fornell_larcker",
    "htmt_plus",
    "vif_inner",
    "scores",
    "f_squared",
)


class SeminrPlscSubject(LibrarySubject):
    """seminr's last stage, a model of observed columns."""

    def __init__(self, run: StageRun, paths: list[tuple[str, str]]) -> None:
        self.run, self.paths = run, paths
        columns, blocks = derived(run, paths)
        renamed = [(observed(s), observed(t)) for s, t in paths]
        connected = {c for path in renamed for c in path}
        constructs = [
            plspm.reflective(observed(c), block)
            if run.types[c] != "A"
            else plspm.composite(observed(c), block)
            for c, block in blocks.items()
            if observed(c) in connected
        ]
        model = plspm.PathModel(*constructs, *(plspm.path(s, to=t) for s, t in renamed))
        self.columns = columns
        self.result = estimated(model, run.data.assign(**columns), run)

    def table(self, statistic: str) -> Table:
        original, self.paths = self.paths, [(observed(s), observed(t)) for s, t in self.paths]
        found = {_named(key): value for key, value in super().table(statistic).items()}
        self.paths = original
        if statistic == "scores":
            sd = self.sd_products()
            return {(case, c): value * sd.get(c, 1.0) for (case, c), value in found.items()}
        return found

    def sd_products(self) -> Table:
        """The standard deviations of the products of items, weighted by the loadings."""
        found = {}
        for name in (c for c in self.run.blocks if ":" in c):
            loadings = self.result.loadings["loading"].loc[observed(name)]
            sd = [self.columns[item].std() for item in loadings.index]
            found[name] = float(np.average(sd, weights=loadings))
        return found


def observed(construct: str) -> str:
    """A name without the sign of products, which no construct may have."""
    return construct.replace(":", "_x_")


def _named(key: object) -> object:
    if isinstance(key, tuple):
        return tuple(map(_named, key))
    return key.replace("_x_", ":") if isinstance(key, str) else key


def derived(
    run: StageRun, paths: list[tuple[str, str]]
) -> tuple[dict[str, pd.Series], dict[str, list[str]]]:
    """Columns made in the first stage, and the blocks of the last."""
    first = {c: block for c, block in run.blocks.items() if ":" not in c}
    if any(kind in OF_HIGHER_ORDER for kind in run.types.values()):
        model = run.model(paths)
        parts = [part for name in model.higher_order for part in model.parts(name)]
        lower = [c for c in model.constructs if c.name not in model.higher_order]
        scores = estimated(plspm.PathModel(lower, unfolded(model, model.paths)), run.data, run)
        return dict(scores.scores[parts]), {c: b for c, b in first.items() if c not in parts}
    linear = [path for path in paths if ":" not in path[0]]
    scores = estimated(run.model(linear), run.data, run).scores
    columns: dict[str, pd.Series] = {}
    for name in (c for c in run.blocks if ":" in c):
        one, other = name.split(":")
        if run.interactions in METHODS:
            columns |= products_of_items(run, run.blocks[one], run.blocks[other])
        else:
            columns[name] = scores[one] * scores[other]
    return columns, run.blocks


def products_of_items(run: StageRun, one: list[str], other: list[str]) -> dict[str, pd.Series]:
    Z = (run.data - run.data.mean()) / run.data.std()
    columns = {f"{a}:{b}": Z[a] * Z[b] for a in one for b in other}
    if run.interactions == "orthogonal":
        on = Z[[*one, *other]].to_numpy()
        for name, column in columns.items():
            centred = column - column.mean()
            columns[name] = centred - on @ np.linalg.lstsq(on, centred)[0]
    return columns


class LastStageRun(StageRun):
    """Without the blocks of the first stage, which seminr's tables of measurement hold as well."""

    @property
    def blocks(self) -> dict[str, list[str]]:
        every = super().blocks
        parts = {part for block in every.values() for part in block if part in every}
        return {c: block for c, block in every.items() if c not in parts}


def comparisons() -> list[tuple[StageRun, str]]:
    return [(run, statistic) for run in stage_runs("seminr_plsc") for statistic in COMPARED]


def ours(run: StageRun, statistic: str) -> Table:
    """The derived table, in seminr's definitions."""
    last = LastStageRun(run.name, run.program, run.scheme)
    return stages.ours(last, statistic, cached_subject(run))


def theirs(run: StageRun, statistic: str) -> Table:
    """seminr's table, what it says of the last stage."""
    known = ours(run, statistic)
    return {key: value for key, value in stages.READERS[statistic](run).items() if key in known}


cached_subject = functools.cache(SeminrPlscSubject.of)
