"""Where each program keeps its numbers; read into our shape, signs aligned with ours."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable

from tests.parity import references as stored
from tests.parity.references import Run, Table, runs

Reader = Callable[[Run], Table]


# -- signs: a construct's weights and loadings may point the other way ---------------------------


@functools.cache
def sign_of_scores(run: Run) -> dict[str, int]:
    """plspm turns scores but not weights; elsewhere scores point where their weights do."""
    if run.family == "csem":
        return sign_of_weights(run)
    loadings = stored.own_block(run.output["loadings"], run.blocks)
    return {c: _sign(sum(loadings[c, x] for x in block)) for c, block in run.blocks.items()}


@functools.cache
def sign_of_weights(run: Run) -> dict[str, int]:
    """Whether the loadings Sw that belong to the weights have a positive sum."""
    if run.family == "seminr":
        return sign_of_scores(run)
    weights, S = stored.own_block(run.output["outer_weights"], run.blocks), run.data.corr()
    return {
        c: _sign(sum(weights[c, a] * S.loc[a, b] for a in block for b in block))
        for c, block in run.blocks.items()
    }


def _sign(value: float) -> int:
    return 1 if value > 0 else -1


def turned(table: Table, signs: dict[str, int], *positions: int) -> Table:
    """Each entry times the signs of the constructs at these positions of its key."""
    return {
        key: value * math.prod(signs[key[position]] for position in positions)
        for key, value in table.items()
    }


# -- readers -------------------------------------------------------------------------------------


def at(*keys: str, read: Callable = dict, signed: tuple[int, ...] = ()) -> Reader:
    """The table under these keys, brought into our shape by `read`."""

    def reader(run: Run) -> Table:
        found = run.output
        for key in keys:
            found = found[key]
        return turned(read(found), sign_of_scores(run), *signed) if signed else read(found)

    return reader


def weights(run: Run) -> Table:
    own = stored.own_block(run.output["outer_weights"], run.blocks)
    return turned(own, sign_of_weights(run), 0)


def loadings(run: Run) -> Table:
    own = stored.own_block(run.output["loadings"], run.blocks)
    return turned(own, sign_of_scores(run), 0)


def mode_a_only(reader: Reader) -> Reader:
    """Without the constructs for which we do not define the statistic."""

    def restricted(run: Run) -> Table:
        return {
            key: value
            for key, value in reader(run).items()
            if all(run.is_mode_a(c) for c in (key if isinstance(key, tuple) else (key,)))
        }

    return restricted


def effects(field: str) -> Reader:
    return at("effects", read=lambda rows: stored.arrows(rows, field), signed=(0, 1))


def block_summary(field: str) -> Reader:
    """A column of plspm's table of blocks."""
    return lambda run: {c: row[field] for c, row in run.output["unidimensionality"].items()}


def eigenvalues(run: Run) -> Table:
    """Keys (construct, 1 or 2)."""
    rows = run.output["unidimensionality"]
    return {(c, k): rows[c][name] for c in rows for k, name in ((1, "eig.1st"), (2, "eig.2nd"))}


def reliability(name: str) -> Reader:
    """A column of seminr's table."""
    return at("reliability", read=lambda table: stored.column(table, name))


def fit_of_csem(run: Run) -> Table:
    """SRMR, d_ULS and d_G of both kinds; χ² = (n − 1) d_ML; NFI of the estimated model."""
    assess, table = run.output["assess"], {}
    names = {"srmr": "SRMR", "d_uls": "d_ULS", "d_g": "d_G_log10"}
    for kind in ("saturated", "estimated"):
        table |= {(ours, kind): assess[f"{theirs}_{kind}"] for ours, theirs in names.items()}
        table["chi_square", kind] = (len(run.data) - 1) * assess[f"d_ML_{kind}"]
    return table | {("nfi", "estimated"): assess["NFI"]}


def vif_of_items_in_seminr(run: Run) -> Table:
    """R drops the names where all blocks are of one size; the order is the model's."""
    items, order = run.output["vif_items"], [(c, x) for c in run.blocks for x in run.blocks[c]]
    if isinstance(items, list):
        return {key: value for key, (value,) in zip(order, items, strict=True)}
    return {(c, x): items[c][x] for c, x in order}


def vif_of_mode_b_in_csem(run: Run) -> Table:
    found = run.output["assess"]["VIF_modeB"]
    cells = {} if found is None else stored.matrix(found)
    return {(c, x): value for (c, x), value in cells.items() if x in run.blocks[c]}


SHARED: dict[str, Reader] = {
    "weights": weights,
    "loadings": loadings,
    "cross_loadings": at("cross_loadings", read=stored.matrix, signed=(1,)),
    "path_coefficients": at("paths", read=stored.arrows, signed=(0, 1)),
    "r_squared": at("R2"),
    "scores": at("scores", read=stored.first_scores, signed=(1,)),
}
PLSPM = SHARED | {
    "score_correlations": at("construct_correlations", read=stored.matrix, signed=(0, 1)),
    "total_effects": effects("total"),
    "indirect_effects": effects("indirect"),
    "cronbach_alpha": block_summary("C.alpha"),
    "dillon_goldstein_rho": block_summary("DG.rho"),
    "eigenvalues": eigenvalues,
    "ave": lambda run: {c: row["AVE"] for c, row in run.output["inner_summary"].items()},
}
CSEM = SHARED | {
    "score_correlations": at("proxy_correlations", read=stored.matrix, signed=(0, 1)),
    "construct_correlations": at("construct_correlations", read=stored.matrix, signed=(0, 1)),
    "r_squared_adjusted": at("adj_R2"),
    "total_effects": at("effects", "total", read=stored.formulas, signed=(0, 1)),
    "indirect_effects": at("effects", "indirect", read=stored.formulas, signed=(0, 1)),
    "f_squared": at("assess", "f2", read=stored.arrows),
    "cronbach_alpha": mode_a_only(at("assess", "alpha_rhoT_all", read=stored.present)),
    "rho_a": at("assess", "rho_C_weighted_S_is_rho_A"),
    "rho_c": at("assess", "rho_C_unweighted_modelimplied"),
    "ave": at("assess", "AVE_all"),
    "fornell_larcker": at("assess", "fornell_larcker_all", read=stored.matrix),
    "htmt": mode_a_only(at("assess", "htmt_all", read=stored.lower)),
    "htmt2": mode_a_only(at("assess", "htmt2_all", read=stored.lower)),
    "vif_inner": at("vif_antecedents", read=stored.by_equation),
    "vif_outer": vif_of_mode_b_in_csem,
    "fit": fit_of_csem,
    "implied_correlations": at("assess", "implied_indicator_vcv_estimated", read=stored.matrix),
}
SEMINR = SHARED | {
    "score_correlations": at("construct_correlations", read=stored.matrix, signed=(0, 1)),
    "r_squared_adjusted": at("adj_R2"),
    "total_effects": effects("total"),
    "indirect_effects": effects("indirect"),
    "f_squared": at("f2", read=stored.arrows),
    "cronbach_alpha": mode_a_only(reliability("alpha")),
    "rho_a": mode_a_only(reliability("rhoA")),
    "rho_c": reliability("rhoC"),
    "ave": reliability("AVE"),
    "fornell_larcker": at("fornell_larcker", read=stored.lower_with_diagonal, signed=(0, 1)),
    "htmt_plus": mode_a_only(at("htmt", read=stored.lower)),
    "vif_inner": at("vif_antecedents", read=stored.by_equation),
    "vif_outer": vif_of_items_in_seminr,
}
PROGRAMS = {"plspm": PLSPM, "csem": CSEM, "seminr": SEMINR}


def comparisons() -> list[tuple[Run, str]]:
    """Every run with every statistic of which the program gives at least one value."""
    return [
        (run, statistic)
        for run in runs()
        for statistic, theirs in PROGRAMS[run.family].items()
        if theirs(run)
    ]
