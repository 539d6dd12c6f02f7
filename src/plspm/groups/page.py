"""What a comparison of groups prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plspm.errors import EstimationError
from plspm.inference.seeds import seed_fact
from plspm.report.page import Page, Table

if TYPE_CHECKING:
    from plspm.groups.comparison import GroupComparison


def comparison_page(found: GroupComparison) -> Page:
    """Sizes, the steps of MICOM, tests of all groups, and the differences of paths."""
    shown = "paths" if "paths" in found.statistics else found.statistics[0]
    overall, failed = _overall(found, shown)
    return Page(
        "Comparison of groups",
        (
            Table("Groups", found.sizes),
            *_micom(found),
            *overall,
            Table(
                f"Differences of {_in_words(shown)}",
                _differences(found, shown),
                name="group_differences",
            ),
        ),
        (
            ("By", found.by),
            ("Groups", ", ".join(f"{label} (n = {fit.n})" for label, fit in found.fits.items())),
            ("Permutations", str(found.permutations)),
            ("Draws", _draws(found)),
            *seed_fact(found.seed),
            ("Correction", ", ".join(found.correction)),
        ),
        (*found.notes, *failed),
    )


def _draws(found: GroupComparison) -> str:
    used = [boot.draws_usable for boot in found.bootstraps.values()]
    least, most = min(used), max(used)
    return f"{least} in each group" if least == most else f"{least} to {most} in each group"


def _micom(found: GroupComparison) -> tuple[Table, ...]:
    columns = {
        "step 2: composites": ["correlation", "quantile", "p_compositional", "invariance"],
        "step 3: means": ["mean_difference", "mean_lower", "mean_upper", "p_mean"],
        "step 3: variances": [
            "log_variance_ratio",
            "variance_lower",
            "variance_upper",
            "p_variance",
        ],
    }
    return (
        Table("MICOM, step 1: configural invariance", found.configural, name="micom_configural"),
        *(
            Table(f"MICOM, {step}", found.micom[names], name=f"micom_{step.split(': ')[1]}")
            for step, names in columns.items()
        ),
    )


def _overall(found: GroupComparison, shown: str) -> tuple[list[Table], list[str]]:
    """Tests of all groups at once; in a note, why there are none."""
    try:
        tables = [
            Table(
                "All groups: implied correlations",
                found.distance,
                _notes_on(found.distance),
                name="group_distance",
            )
        ]
        if len(found.fits) > 2:
            tables.append(
                Table(
                    f"All groups: {_in_words(shown)}",
                    _omnibus(found, shown),
                    ("Variance between groups, weighted by their sizes.",),
                    name="group_omnibus",
                )
            )
    except EstimationError as error:
        return [], [f"No test of all groups at once: {error}"]
    return tables, []


def _notes_on(distance: pd.DataFrame) -> tuple[str, ...]:
    method = "Mean distance over all pairs of groups (Klesel et al. 2019)."
    if distance["distance"].notna().all():
        return (method,)
    return (
        method,
        "d_G is undefined: the correlations that the model implies in a group are not positive "
        "definite.",
    )


def _omnibus(found: GroupComparison, shown: str) -> pd.DataFrame:
    names = ["between", "p_permutation", *(f"p_permutation_{c}" for c in found.correction)]
    return found.omnibus.loc[[shown], names].droplevel("statistic")


def _differences(found: GroupComparison, shown: str) -> pd.DataFrame:
    table = found.differences(shown)
    return table if table["note"].any() else table.drop(columns="note")


def _in_words(statistic: str) -> str:
    return statistic.replace("_", " ")
