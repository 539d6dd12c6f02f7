"""Loadings, reliability and convergent validity of blocks that are judged as factors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from plspm.assessment.criteria import CutOff
from plspm.verdicts.lines import Found, Line, Verdict, judge
from plspm.verdicts.subject import Subject, numbers

Measures: TypeAlias = dict[str, dict[str, float]]
NAMES = ("cronbach_alpha", "rho_a", "rho_c")
SINGLE = (
    "A single item has no reliability to be judged; say why one question suffices, and read its "
    "loading and reliability of 1 as what they are: assumed."
)


def reflective(s: Subject) -> Iterator[Found]:
    """Lines of loadings, α, ρ_A, ρ_C and AVE, and of single items."""
    table = s.result.reliability
    known = {str(measure): numbers(table[measure]) for measure in table.columns}
    yield from _loadings(s, known)
    judged = [name for name, yes in zip(s.arrays.constructs, s.as_factors, strict=True) if yes]
    for name in judged:
        for measure in NAMES:
            yield _reliability(s, name, measure, known[measure][name])
    for name in judged:
        value, good = known["ave"][name], s.of["ave"]
        advice = (
            f"{name} explains less than half of its items' variance: look at its weakest loadings, "
            "and whether its items mean one thing."
        )
        verdict = judge(value, good)
        yield _line("ave", name, value, good, verdict, advice=advice)
    arrays = s.arrays
    single = np.flatnonzero(arrays.first_order & (arrays.sizes == 1))
    for name in (arrays.constructs[j] for j in single):
        if name not in s.controls:
            yield Line("single_item", name, np.nan, "", "look", "Hair et al. 2022", "", SINGLE)


def _loadings(s: Subject, known: Measures) -> Iterator[Found]:
    good, least = s.of["loading"], s.of["loading_least"]
    drawn = s.drawn("loadings")
    values = s.by.loadings[0]
    for (j, name, item), value in zip(s.items(), values, strict=True):
        if not s.as_factors[j]:
            continue
        reading = ""
        if drawn is not None and (name, item) in drawn.index:
            low, high = drawn.loc[(name, item), ["ci_lower", "ci_upper"]]
            reading = f"interval {low:.2f} to {high:.2f}"
        verdict = judge(float(value), good, least)
        advice = _on_loading(s, name, known, verdict)
        yield _line("loading", f"{name}: {item}", value, good, verdict, reading, advice)


def _on_loading(s: Subject, name: str, known: Measures, verdict: Verdict) -> str:
    if verdict == "fail":
        return "Drop it, unless the construct would lose part of its meaning; reverse it if keyed."
    fine = s.of["ave"].holds(known["ave"][name]) and s.of["reliability"].holds(known["rho_c"][name])
    if fine:
        return f"Keep it: reliability and AVE of {name} suffice with it."
    return f"Drop it if that lifts reliability or AVE of {name} above the cut-off."


def _reliability(s: Subject, name: str, measure: str, value: float) -> Line:
    good, least, most = (s.of[f"reliability{end}"] for end in ("", "_least", "_most"))
    primary = ("rho_a",) if s.rules == "henseler" else ("rho_a", "rho_c")
    verdict = judge(value, good, least, worst="fail" if measure in primary else "look")
    advice = f"The items of {name} hang together loosely: look at its weakest loadings."
    reading = ""
    if np.isnan(value):
        advice, reading = "result.undefined says why there is none.", "undefined"
    elif value > 1.0:
        verdict, reading = "fail", "above 1"
        advice = (
            f"No reliability exceeds 1: the items of {name} are not those of one factor, or too "
            "few cases tell; look at its weakest loadings, and at result.admissibility."
        )
    elif not most.holds(value):
        verdict, reading = "look", f"above {most.value:g}"
        advice = f"The items of {name} repeat one another; such scales ask one question many times."
    return Line(
        measure,
        name,
        value,
        f"{good}, {most}",
        verdict,
        good.source,
        reading,
        "" if verdict == "pass" else advice,
    )


def _line(
    criterion: str,
    where: str,
    value: float,
    good: CutOff,
    verdict: Verdict,
    reading: str = "",
    advice: str = "",
) -> Line:
    shown = "" if verdict == "pass" else advice
    return Line(criterion, where, float(value), str(good), verdict, good.source, reading, shown)
