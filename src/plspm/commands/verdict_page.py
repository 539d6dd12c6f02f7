"""The page of verdicts in the words of the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pandas as pd

from plspm.commands.estimate import VERDICT_TABLES
from plspm.commands.wording import Words
from plspm.report.page import Page
from plspm.report.summary import page_as_text
from plspm.verdicts import Verdicts
from plspm.verdicts.subject import DRAW

TYPED: Final = {
    DRAW: "--bootstrap 10000 --seed 1",
    "result.bootstrap(), then boot.check()": "--bootstrap 10000",
    'plspm.estimate(..., reverse={"item": (low, high)})': "--reverse ITEM=LOW:HIGH",
    'plspm.estimate(..., weights="column")': "--weights COLUMN",
    "plspm.screen(data, model)": "plspm screen MODEL.txt DATA.csv",
    "result.admissibility says more": "the table of admissibility says more",
    "result.undefined says": "the table undefined (--out DIR writes it) says",
    "boot.failures says": "the table bootstrap_failures (--out DIR writes it) says",
}
"""What has another name on the command line."""
CODE: Final = re.compile(r"\b(?:plspm|result|boot)\.\w+")
"""What is left can be done in Python only."""


def verdict_page(verdicts: Verdicts, words: Words) -> str:
    """Text of the verdicts.

    Parameters
    ----------
    verdicts : Verdicts
    words : callable
        Turns names of options into those of the command.
    """

    def said(text: str) -> str:
        for python, typed in TYPED.items():
            text = text.replace(python, typed)
        if not CODE.search(text):
            return words(text)
        return f"{text.removesuffix('.')} (in Python){'.' * text.endswith('.')}"

    page = verdicts._marked_page()
    tables = tuple(replace(table, frame=_said(table.frame, said)) for table in page.tables)
    facts = tuple((name, said(value)) for name, value in page.facts)
    return page_as_text(Page(page.title, tables, facts, page.notes))


def verdict_tables(verdicts: Verdicts) -> dict[str, pd.DataFrame]:
    """The tables to be written, by the names of their files."""
    written = (verdicts.table, verdicts.lacking, verdicts.thresholds)
    return dict(zip(VERDICT_TABLES, written, strict=True))


def _said(frame: pd.DataFrame, said: Callable[[str], str]) -> pd.DataFrame:
    """The same table with every text in other words."""
    columns = {
        name: [said(cell) if isinstance(cell, str) else cell for cell in column.tolist()]
        for name, column in frame.items()
    }
    return pd.DataFrame(columns, index=frame.index)
