"""The programs' resampling, done again by the library: each function gives theirs and ours."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
from tests.parity.library import estimate
from tests.parity.references import Run, formulas_key, matrix, outputs

import plspm
from plspm.inference import intervals

if TYPE_CHECKING:
    from tests.parity.references import Table

    from plspm.results import BootstrapResult

# seminr refits until no weight moves by 1e-7, cSEM leaves one case out at 1e-12.
TOLERANCE = {"seminr": 1e-6, "csem": 1e-8}
SEMINR_COLUMNS = {
    "Original Est.": "estimate",
    "Bootstrap Mean": "mean",
    "Bootstrap SD": "std_error",
    "T Stat.": "t",
    "2.5% CI": "ci_lower",
    "97.5% CI": "ci_upper",
}
SEMINR_TABLES = {
    "paths": "paths",
    "weights": "weights",
    "loadings": "loadings",
    "htmt_plus": "htmt",
    "total_effects": "total_paths",
}
SPECIFIC = {
    "one": "Image -> Satisfaction -> Loyalty",
    "two": "Image -> Expectation -> Satisfaction -> Loyalty",
}


@functools.cache
def seminr_replayed(program: str) -> BootstrapResult:
    """seminr's 200 draws, row by row."""
    rows = np.array(outputs("ecsi_interaction_bootstrap")["rows"]) - 1
    run = Run("ecsi_interaction", program, "path")
    return estimate(run, run.paths).resample(
        plspm.plans.Indices(rows),
        statistics=[*SEMINR_TABLES, "specific_indirect_effects", "indirect_effects"],
        alignment="none",
        progress=False,
    )


def seminr_bootstrap(program: str, statistic: str) -> tuple[Table, Table]:
    """Estimate, mean, SD, t and percentile bounds; keys (names, column)."""
    stored = outputs("ecsi_interaction_bootstrap")[program][SEMINR_TABLES[statistic]]
    # seminr names indicator before construct, and the later construct of an HTMT first or last.
    theirs = {
        (frozenset(row.split("  ->  ")), SEMINR_COLUMNS[column]): value
        for (row, column), value in matrix(stored).items()
    }
    table = seminr_replayed(program).table(statistic, null=0.0)  # as seminr's T of any statistic
    ours = {
        (frozenset(names), column): table[column].loc[names]
        for names in table.index
        for column in SEMINR_COLUMNS.values()
    }
    return theirs, ours


def seminr_specific_effects() -> tuple[Table, Table]:
    """Two specific indirect effects, and the bounds of the total indirect effect."""
    stored, boot = (
        outputs("ecsi_interaction_bootstrap")["specific_effects"],
        seminr_replayed("seminr"),
    )
    specific = boot.specific_indirect_effects.droplevel(["source", "target"])
    theirs, ours = {}, {}
    for name, way in SPECIFIC.items():
        for column, value in stored[name].items():
            theirs[way, column] = value
            ours[way, column] = specific.loc[way, SEMINR_COLUMNS[column]]
    indirect = boot.indirect_effects.sort_index().loc[("Image", "Loyalty")]
    for label, bound in (("2.5%", "ci_lower"), ("97.5%", "ci_upper")):
        theirs["total indirect", bound] = stored["total_indirect_ci"][label]
        ours["total indirect", bound] = indirect[bound]
    return theirs, ours


def csem_jackknife(statistic: str) -> tuple[Table, Table]:
    """Mean, standard error and bias with each of the 40 cases left out once."""
    stored = outputs("small_triangle_resampling")["jackknife"][statistic]
    run = Run("small_triangle", "csem", "path")
    errors = estimate(run, run.paths).standard_errors("jackknife", statistics=[statistic])
    table, theirs, ours = errors.table(statistic), {}, {}
    for theirs_, ours_ in (("mean", "mean"), ("sd", "std_error"), ("bias", "bias")):
        theirs |= {(formulas_key(name), ours_): x for name, x in stored[theirs_].items()}
        ours |= {(names, ours_): value for names, value in table[ours_].items()}
    return theirs, ours


CSEM_INTERVALS = {
    "normal": "CI_standard_z",
    "percentile": "CI_percentile",
    "basic": "CI_basic",
    "bc": "CI_bc",
    "bca": "CI_bca",
}


def csem_interval(kind: str) -> tuple[Table, Table]:
    """The interval of each path on cSEM's own draws, 95 % and 90 %, in cSEM's definition."""
    stored = outputs("small_triangle_resampling")
    found = stored["bootstrap"]["infer"]["Path_estimates"][CSEM_INTERVALS[kind]]
    names = list(stored["bootstrap"]["original_paths"])
    estimated = np.array([stored["bootstrap"]["original_paths"][name] for name in names])
    draws = np.column_stack([stored["draws"][name] for name in names])
    theirs, ours = {}, {}
    for row, values in zip(found["rows"], found["values"], strict=True):
        level, upper = float(row.split("%")[0]) / 100, row.endswith("U")
        probability = (1 + level) / 2 if upper else (1 - level) / 2
        bounds = csem_bound(kind, estimated, draws, probability)
        theirs |= {(name, row): x for name, x in zip(found["cols"], values, strict=True)}
        ours |= {(name, row): x for name, x in zip(names, bounds.tolist(), strict=True)}
    return theirs, ours


def csem_bound(
    kind: str, estimated: np.ndarray, draws: np.ndarray, probability: float
) -> np.ndarray:
    """Our bound; normal and basic moved by the bias, BCa with the acceleration of the draws.

    normal: θ̂ − bias + z SE. basic: 2(θ̂ − bias) − q. BCa: a from θ̂ − θ* over the bootstrap
    draws θ*, where the definition has the influence of the cases.
    """
    sample, bias = intervals.Draws.of(estimated, draws), draws.mean(axis=0) - estimated
    if kind == "bca":
        distance = estimated - draws
        a = (distance**3).sum(axis=0) / (6 * (distance**2).sum(axis=0) ** 1.5)
        return intervals.bca(sample, probability, acceleration=a)
    if kind == "bc":
        return intervals.bias_corrected(sample, probability)
    if kind == "percentile":
        return intervals.percentile(sample, probability)
    if kind == "normal":
        return intervals.normal(sample, probability) - bias
    return intervals.basic(sample, probability) - 2 * bias


COMPARISONS = {
    **{
        ("seminr", f"bootstrap of {statistic} ({program})"): functools.partial(
            seminr_bootstrap, program, statistic
        )
        for program in ("seminr", "seminr_plsc")
        for statistic in SEMINR_TABLES
    },
    ("seminr", "bootstrap of specific and total indirect effects"): seminr_specific_effects,
    **{
        ("csem", f"jackknife of {statistic}"): functools.partial(csem_jackknife, statistic)
        for statistic in ("paths", "weights", "loadings")
    },
    **{
        ("csem", f"{kind} interval"): functools.partial(csem_interval, kind)
        for kind in CSEM_INTERVALS
    },
}
# Of these the program's definition differs from ours, and is computed.
DIFFERENT = {("csem", f"{kind} interval") for kind in ("normal", "basic", "bca")}
