"""The record of a check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final

import pandas as pd

from plspm.assessment.criteria import Rules
from plspm.report.page import Page, Record, Table
from plspm.verdicts.checklist import CHECKLIST, NUMBER, TITLES
from plspm.verdicts.lines import Lacking, Line, Verdict

SETS: Final[dict[Rules, str]] = {
    "hair2022": "Hair et al. (2019, 2022) and the sources beside the cut-offs",
    "henseler": "Henseler (2021), Benitez et al. (2020): factors and composites told apart",
}
VERDICTS: Final[tuple[Verdict, ...]] = ("fail", "look", "pass")
WORST_FIRST: Final = ("fail", "not done", "look", "pass", "does not apply")
NOTES: Final = (
    "pass: in order by this cut-off. look: judge it yourself. fail: mend it or say why it stays. "
    "Of hypotheses (paths, effects, necessity) look means that the data give no support, which is "
    "a finding and no fault.",
    "Cut-offs are conventions; none of them makes a model true.",
)
SHOWN: Final = ("verdict", "value", "threshold", "reading", "source", "what_to_do")
COLUMNS: Final = ("value", "threshold", "verdict", "reading", "source", "what_to_do")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Verdicts(Record):
    """Whether a fit is good, by every criterion of the reporting guidelines.

    Made by :func:`plspm.check`.

    Attributes
    ----------
    table : DataFrame
        Index (criterion, where), in the order of the checklist, failing lines first within a
        criterion. Columns ``value``, ``threshold``, ``verdict`` ("pass", "look" or "fail"),
        ``reading`` (what the value says), ``source`` and ``what_to_do``.
    overview : DataFrame
        Index criterion, all of them. Columns ``title``, ``item`` (its number in the checklist),
        ``lines``, ``fail``, ``look``, ``passed`` (their number) and ``state``: "fail", "look",
        "pass", "not done" or "does not apply".
    lacking : DataFrame
        What the checklist asks for and the analysis has not: index (criterion, where), columns
        ``title``, ``item`` and ``run``, what to do to have it.
    checklist : DataFrame
        Index item. Columns ``asked`` (what is to be told), ``rule``, ``source``, ``state`` (the
        worst of its criteria; "in words" where nothing is judged) and ``where``.
    thresholds : DataFrame
        The cut-offs judged by: index cut_off; columns ``relation``, ``value``, ``meaning``,
        ``source`` ("yours" where you gave the value).
    rules : {"hair2022", "henseler"}
    facts : tuple of (str, str)
    """

    table: pd.DataFrame
    overview: pd.DataFrame
    lacking: pd.DataFrame
    checklist: pd.DataFrame
    thresholds: pd.DataFrame
    rules: Rules
    facts: tuple[tuple[str, str], ...]

    @property
    def to_do(self) -> pd.DataFrame:
        """The lines of :attr:`table` that do not pass, failing ones first."""
        found = self.table[self.table["verdict"] != "pass"]
        return found.sort_values("verdict", kind="stable")

    def page(self) -> Page:
        """Overview, what to look at, and what is not done."""
        shown = self.overview[self.overview["state"] != "does not apply"]
        shown = shown[["title", "item", "fail", "look", "passed", "state"]].set_index("title")
        open_lines = self.to_do.rename(index=TITLES, level="criterion")
        return Page(
            "Verdicts",
            (
                Table("By criterion", shown, name="overview"),
                Table(
                    "To mend and to look at",
                    open_lines[list(SHOWN)].assign(value=_written(open_lines["value"])),
                    aside=("source", "what_to_do"),
                    name="to_do",
                ),
                Table("What to do", _advice(open_lines), name="what_to_do"),
                Table("Not done", _not_done(self.lacking), name="lacking"),
            ),
            self.facts,
            NOTES,
        )


def _written(values: pd.Series[float]) -> list[str]:
    """Values as they are printed: counts without decimals, nothing where there is none."""
    return [
        "" if isnan(x) else f"{x:,.0f}" if x >= 10 and x == round(x) else f"{x:.3f}"
        for x in values.tolist()
    ]


def _advice(lines: pd.DataFrame) -> pd.DataFrame:
    """Each piece of advice once, with the lines that it is for."""
    known = lines[lines["what_to_do"] != ""].reset_index()
    grouped = known.groupby(["criterion", "what_to_do"], sort=False)["where"].agg(", ".join)
    found = grouped.reset_index()
    found["for"] = [
        f"{row.criterion} ({row.where})" if len(str(row.where)) < 60 else str(row.criterion)
        for row in found.itertuples()
    ]
    return found.set_index("for")[["what_to_do"]]


def _not_done(lacking: pd.DataFrame) -> pd.DataFrame:
    """One row a way to have what is lacking."""
    cells = lacking.reset_index()
    named = [f"{c.title!s} ({c.where!s})" if c.where else str(c.title) for c in cells.itertuples()]
    of_run: dict[str, list[str]] = {}
    for name, run in zip(named, cells["run"], strict=True):
        of_run.setdefault(str(run), []).append(name)
    index = pd.Index([", ".join(names) for names in of_run.values()], name="criterion")
    return pd.DataFrame({"run": list(of_run)}, index=index)


def record_of(
    lines: Sequence[Line],
    lacking: Sequence[Lacking],
    thresholds: pd.DataFrame,
    rules: Rules,
    facts: tuple[tuple[str, str], ...],
) -> Verdicts:
    """Put the findings into tables."""
    order = {name: place for place, name in enumerate(TITLES)}
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    ordered = sorted(lines, key=lambda line: (order[line.criterion], rank[line.verdict]))
    rows = [
        (x.criterion, x.where, x.value, x.threshold, x.verdict, x.reading, x.source, x.advice)
        for x in ordered
    ]
    table = pd.DataFrame(rows, columns=["criterion", "where", *COLUMNS])
    open_ones = sorted(dict.fromkeys(lacking), key=lambda lack: order[lack.criterion])
    cells = [
        (x.criterion, x.where, TITLES[x.criterion], NUMBER[x.criterion], x.run) for x in open_ones
    ]
    absent = pd.DataFrame(cells, columns=["criterion", "where", "title", "item", "run"])
    overview = _overview(lines, {lack.criterion for lack in lacking})
    return Verdicts(
        table.set_index(["criterion", "where"]),
        overview,
        absent.set_index(["criterion", "where"]),
        _checklist(overview),
        thresholds,
        rules,
        facts,
    )


def _overview(lines: Sequence[Line], lacking: set[str]) -> pd.DataFrame:
    counts = Counter((line.criterion, line.verdict) for line in lines)
    rows = []
    for name, title in TITLES.items():
        of = [counts[name, verdict] for verdict in VERDICTS]
        state = next((v for v, n in zip(VERDICTS, of, strict=True) if n), "does not apply")
        if name in lacking and state in {"does not apply", "pass"}:
            state = "not done"
        rows.append((name, title, NUMBER[name], sum(of), *of, state))
    columns = ["criterion", "title", "item", "lines", "fail", "look", "passed", "state"]
    return pd.DataFrame(rows, columns=columns).set_index("criterion")


def _checklist(overview: pd.DataFrame) -> pd.DataFrame:
    state_of = dict(zip(overview.index, overview["state"], strict=True))
    rows = []
    for one in CHECKLIST:
        states = {state_of[name] for name in one.criteria}
        state = next((s for s in WORST_FIRST if s in states), "in words")
        where = "; ".join(filter(None, [", ".join(one.criteria.values()), one.told]))
        rows.append((one.number, one.item, one.rule, one.source, state, where))
    columns = ["item", "asked", "rule", "source", "state", "where"]
    return pd.DataFrame(rows, columns=columns).set_index("item")
