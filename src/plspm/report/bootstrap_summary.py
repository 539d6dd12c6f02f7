"""The text of a bootstrap: how it was drawn and what became of the structural results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import pandas as pd

from plspm.inference.intervals import Kind
from plspm.inference.options import FATES, Policy
from plspm.inference.resample import Replicates
from plspm.inference.seeds import Seed, seed_fact
from plspm.report.outside import notes_on_intervals
from plspm.report.page import Page, Table

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paths": "Path coefficients",
        "total_effects": "Total effects",
        "specific_indirect_effects": "Specific indirect effects",
        "r_squared": "Explained variance",
        "htmt": "HTMT",
        "loadings": "Loadings",
    }
)
SHOWN: Final = ("estimate", "bias", "std_error", "t", "p_value", "ci_lower", "ci_upper")


def bootstrap_facts(
    method: str, replicates: Replicates, policy: Policy, seed: Seed, kind: Kind, level: float
) -> list[tuple[str, str]]:
    """What was drawn and what the intervals are, for the head of a summary."""
    return [
        ("Method", method),
        ("Draws", f"{replicates.requested} requested, {replicates.usable} usable"),
        *seed_fact(seed),
        ("Failures", _failures_in_words(replicates, policy)),
        ("Interval", f"{kind}, {level:.0%}; p from t under the standard normal"),
    ]


def bootstrap_page(
    facts: Sequence[tuple[str, str]],
    statistics: Sequence[str],
    table: Callable[[str], pd.DataFrame],
    title: str = "Bootstrap",
) -> Page:
    """Structural results with their uncertainty.

    Parameters
    ----------
    facts : sequence of (str, str)
        See :func:`bootstrap_facts`.
    statistics : sequence of str
        Those that were computed.
    table : callable
        From the name of a statistic to its table.
    title : str, default "Bootstrap"
    """
    sections = {name: _section(table(name)) for name in TITLES if name in statistics}
    found = tuple(Table(TITLES[name], frame, name=name) for name, frame in sections.items())
    notes = notes_on_intervals({described.title: described.frame for described in found})
    return Page(title, found, tuple(facts), tuple(notes))


def _section(table: pd.DataFrame) -> pd.DataFrame:
    shown = table[[column for column in SHOWN if column in table]]
    # The route names its source and target itself.
    return shown.droplevel([0, 1]) if "path" in shown.index.names else shown


def _failures_in_words(replicates: Replicates, policy: Policy) -> str:
    """How many draws failed by cause, and what became of them."""
    found = [f"{n} {cause.name.lower()}" for cause, n in replicates.failures.items() if n]
    if not found:
        return "none"
    return f"{', '.join(found).replace('_', ' ')} ({FATES[policy]})"
