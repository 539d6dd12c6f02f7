"""The record of a screening: everything on one page."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from plspm.report.page import Page, Record, Table

SHOWN = 20
"""Rows of long tables that are printed."""
MOST_ITEMS = 60
"""Of more items only those with findings are printed."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Screening(Record):
    """What is wrong with answers, and what to do about it. Nothing was removed.

    Attributes
    ----------
    findings : DataFrame
        One row a finding: ``kind``, ``where``, ``count``, ``meaning``, ``action``. Empty where
        nothing was found.
    items : DataFrame
        One row an item: ``answers``, ``missing`` (share), ``codes`` and ``impossible`` (values
        that look like codes for missing answers, and such outside the stated scale), ``min``,
        ``max``, ``mean``, ``sd``, ``skewness`` and ``kurtosis`` (G1 and G2) without these, and
        ``findings``.
    cases : DataFrame
        One row a case, under its label in the data: ``missing`` (share), ``longest_string``,
        ``variability`` (IRV), ``mahalanobis`` (squared distance) with ``df`` and ``p_value``,
        ``same_as`` (label of the first case with the same answers, where it is another), and
        ``findings``.
    patterns : DataFrame
        Patterns of missing answers, the most frequent first: ``cases``, ``share``, ``lacking``
        (number of items), ``items`` (their names).
    littles_test : DataFrame
        Little's test of answers missing completely at random: ``statistic``, ``df``, ``p_value``,
        ``p_robust``, ``patterns``, ``cases``. Empty where nothing is missing.
    mardia : DataFrame
        Mardia's multivariate skewness and kurtosis: ``estimate``, ``statistic``, ``df``,
        ``p_value``, ``cases``. Empty where complete cases are too few.
    notes : tuple of str
        What was done, and what was left out.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> found = plspm.screen(study.data, study.model)
    >>> found.items.loc["EXP_a", ["missing", "min", "max"]].tolist()
    [0.0, 1.0, 5.0]
    """

    findings: pd.DataFrame
    items: pd.DataFrame
    cases: pd.DataFrame
    patterns: pd.DataFrame
    littles_test: pd.DataFrame
    mardia: pd.DataFrame
    notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]

    def page(self) -> Page:
        """Findings first, then what they are from."""
        said = [
            f"{str(kind).capitalize()} ({where}): {meaning}. To do: {action}."
            for kind, where, _, meaning, action in self.findings.itertuples(index=False)
        ]
        pointed = self.cases[self.cases["findings"] != ""]
        more = len(pointed) - SHOWN
        return Page(
            "Screening of answers",
            (
                Table(
                    "Findings",
                    self.findings.set_index("kind"),
                    notes=tuple(said),
                    aside=("meaning", "action"),
                    name="findings",
                ),
                Table(
                    "Items" if len(self.items) <= MOST_ITEMS else "Items with findings",
                    self._items_shown(),
                    aside=("codes", "impossible"),
                    name="items",
                ),
                Table(
                    "Patterns of missing answers",
                    self.patterns.head(SHOWN if len(self.littles_test) else 0),
                    notes=_more(len(self.patterns) - SHOWN, "patterns", "patterns"),
                    name="patterns",
                ),
                Table("Little's test", self.littles_test, name="littles_test"),
                Table("Multivariate normality", self.mardia, name="mardia"),
                Table(
                    "Cases with findings",
                    pointed.head(SHOWN),
                    notes=_more(more, "cases", "cases"),
                    name="cases",
                ),
            ),
            self.facts,
            self.notes,
        )

    def _items_shown(self) -> pd.DataFrame:
        if len(self.items) <= MOST_ITEMS:
            return self.items
        return self.items[self.items["findings"] != ""]


def _more(number: int, noun: str, table: str) -> tuple[str, ...]:
    return (f"{number} more {noun} in the table {table}.",) if number > 0 else ()
