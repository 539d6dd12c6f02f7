"""Tables as plain text of bounded width."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence

import pandas as pd

WIDTH = 88


def rule(character: str = "=") -> str:
    """Return a line across the page."""
    return character * WIDTH


def heading(title: str) -> str:
    """Return a section title, underlined."""
    return f"\n{title}\n{rule('-')}"


def key_values(rows: Iterable[tuple[str, str]]) -> str:
    """Name and value, one pair a line."""
    pairs = list(rows)
    widest = max(len(name) for name, _ in pairs)
    return "\n".join(f"{name + ':':<{widest + 1}} {value}" for name, value in pairs)


def table(frame: pd.DataFrame, *, decimals: int = 3) -> str:
    """Return a table with numbers rounded and empty cells for NaN, wrapped to the page."""
    shown = frame.copy()
    if isinstance(shown.index, pd.MultiIndex):
        shown = shown.reset_index()
        text: str = _aligned(shown, decimals).to_string(index=False, line_width=WIDTH)
    else:
        text = _aligned(shown, decimals).to_string(line_width=WIDTH)
    return "\n".join(line.rstrip() for line in text.splitlines())


def checklist(checks: pd.DataFrame) -> str:
    """Return one paragraph a check: its name, yes or no, and what was found, wrapped."""
    widest = max(len(str(name)) for name in checks.index)
    lines = []
    for name, holds, detail in checks[["holds", "detail"]].itertuples():
        start = f"{name:<{widest}}  {'yes' if holds else 'NO ':<4} "
        lines += wrapped(start + detail, indent=len(start))
    return "\n".join(lines)


def wrapped(paragraph: str, *, indent: int) -> list[str]:
    """Break a paragraph into lines; all but the first are indented."""
    return textwrap.wrap(paragraph, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)


def number(value: object, *, decimals: int = 3) -> str:
    """Return a number as journals print it, and nothing for NaN."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.{decimals}f}"
    return str(value)


def p_value(value: float) -> str:
    """Return a p-value as journals print it."""
    if math.isnan(value):
        return ""
    return "< .001" if value < 0.0005 else f"{value:.3f}".removeprefix("0")


def _aligned(frame: pd.DataFrame, decimals: int) -> pd.DataFrame:
    columns: dict[object, Sequence[str]] = {
        name: [
            p_value(cell) if name == "p_value" else number(cell, decimals=decimals)
            for cell in frame[name].tolist()
        ]
        for name in frame.columns
    }
    result = pd.DataFrame(columns, index=frame.index)
    result.index.name = None
    return result
