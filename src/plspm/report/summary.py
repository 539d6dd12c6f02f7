"""The text of a summary: what was done and what came of it, read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pandas as pd

from plspm.report.text import WIDTH, checklist, heading, key_values, rule, table, wrapped

SCHEMES: Final = {"path": "path weighting", "factorial": "factorial", "centroid": "centroid"}
ESTIMATORS: Final = {
    "pls": "PLS-PM (not corrected for attenuation)",
    "plsc": "consistent PLS (PLSc): common factors corrected for attenuation",
}
INTERACTIONS: Final = {
    "two_stage": "two-stage: products of scores of the model without them",
    "two_stage_reestimated": "two-stage, all weights iterated again with the products",
    "product_indicator": "product indicators: products of standardised items",
    "orthogonal": "orthogonal: products of items, less what the items explain of them",
}
HIGHER_ORDER: Final = {
    "disjoint_two_stage": "disjoint two-stage: scores of the parts",
    "embedded_two_stage": "embedded two-stage: scores of the parts, from repeated indicators",
    "repeated_indicators": "repeated indicators: items of the parts; R² of what they form near 1",
}


def summary(
    title: str,
    facts: Iterable[tuple[str, str]],
    sections: Mapping[str, pd.DataFrame],
    notes: Sequence[str] = (),
) -> str:
    """Put a summary together.

    Parameters
    ----------
    title : str
    facts : iterable of (str, str)
        What was done: scheme, estimator, cases and so on.
    sections : mapping of str to DataFrame
        Tables by their titles; empty ones are left out.
    notes : sequence of str
        Printed at the end.
    """
    parts = [rule(), f"{title:^{WIDTH}}".rstrip(), rule(), key_values(facts)]
    for name, frame in sections.items():
        if len(frame):
            parts += [heading(name), checklist(frame) if "detail" in frame else table(frame)]
    if notes:
        parts.append(heading("Notes"))
        parts += [line for note in notes for line in wrapped(f"- {note}", indent=2)]
    return "\n".join([*parts, rule()])


def missing_in_words(treatment: str, counts: Sequence[int], dropped: int, total: int) -> str:
    """What was missing and what was done about it."""
    cells = sum(counts)
    if treatment == "listwise" and dropped:
        return f"listwise deletion: {dropped} of {total} rows dropped"
    if cells == 0:
        return "none missing"
    return f"{cells} missing values replaced by the mean of their indicator"
