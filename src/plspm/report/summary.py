"""The text of a summary: what was done and what came of it, read from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from plspm.report.text import (
    checklist,
    heading,
    key_values,
    page_width,
    rule,
    table,
    wrapped,
)

if TYPE_CHECKING:
    from plspm.report.page import Page

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


class Text(str):
    """Text that prints itself at a prompt, where other strings show their line breaks escaped."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def page_as_text(page: Page, width: int | None = None) -> Text:
    """Put a page together as plain text.

    Parameters
    ----------
    page : Page
    width : int, optional
        Characters in a line, at least 40; by default 88, or what a narrower terminal has.

    Raises
    ------
    OptionError
        `width` is no whole number of at least 40.
    """
    wide = page_width(width)
    parts = [rule(width=wide), f"{page.title:^{wide}}".rstrip(), rule(width=wide)]
    if page.facts:
        parts.append(key_values(page.facts, width=wide))
    for described in page.filled:
        frame = described.shown
        body = checklist if "detail" in frame else table
        parts += [heading(described.title, width=wide), body(frame, width=wide)]
        parts += [line for note in described.notes for line in wrapped(note, width=wide)]
    if page.notes:
        parts.append(heading("Notes", width=wide))
        parts += [
            line for note in page.notes for line in wrapped(f"- {note}", indent=2, width=wide)
        ]
    return Text("\n".join([*parts, rule(width=wide)]))


def missing_in_words(treatment: str, counts: Sequence[int], dropped: int, total: int) -> str:
    """What was missing and what was done about it."""
    cells = sum(counts)
    if treatment == "listwise" and dropped:
        return f"listwise deletion: {dropped} of {total} rows dropped"
    if cells == 0 and dropped:
        return f"none missing; {dropped} of {total} rows, of weight 0, left out"
    if cells == 0:
        return "none missing"
    return f"{cells} missing values replaced by the mean of their indicator"
