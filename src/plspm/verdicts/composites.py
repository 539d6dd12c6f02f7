"""Collinearity, weights and redundancy of blocks that are judged as composites."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from plspm.assessment.collinearity import outer_vif
from plspm.verdicts.lines import Found, Lacking, Line, Verdict, judge
from plspm.verdicts.redundancy import redundancy
from plspm.verdicts.subject import DRAW, Subject, numbers

GIVEN = ("sum", "fixed")
"""Modes whose weights nobody estimates."""


def composites(s: Subject) -> Iterator[Found]:
    """Lines of redundancy, outer VIF and weights."""
    names = [name for name, yes in zip(s.arrays.constructs, s.as_composites, strict=True) if yes]
    for name in dict.fromkeys([*names, *(s.analyses.global_items or {})]):
        yield _redundancy(s, name)
    yield from _collinearity(s)
    yield from _weights(s)


def _redundancy(s: Subject, name: str) -> Found:
    items = s.analyses.global_items or {}
    if name not in items:
        return Lacking(
            "redundancy",
            f'give a global item: plspm.check(..., global_items={{"{name}": "column"}})',
            name,
        )
    good, least = s.of["redundancy"], s.of["redundancy_least"]
    value = redundancy(s.result, name, items[name])
    verdict = judge(value, good, least)
    advice = f"The items of {name} miss part of what {items[name]} asks; add what is missing."
    return Line(
        "redundancy",
        name,
        value,
        str(good),
        verdict,
        good.source,
        f"with {items[name]}",
        "" if verdict == "pass" else advice,
    )


def _collinearity(s: Subject) -> Iterator[Found]:
    good, most = s.of["vif"], s.of["vif_most"]
    values = outer_vif(s.by.S, s.by.arrays)[0]
    for (j, name, item), found in zip(s.items(), values, strict=True):
        if s.as_composites[j]:
            value = np.inf if np.isnan(found) else float(found)
            verdict = judge(value, good, most)
            advice = f"The other items of {name} all but say what {item} says: drop or join items."
            yield Line(
                "outer_vif",
                f"{name}: {item}",
                value,
                str(good),
                verdict,
                good.source,
                "exactly collinear" if np.isinf(value) else "",
                "" if verdict == "pass" else advice,
            )


def _weights(s: Subject) -> Iterator[Found]:
    estimated = [mode not in GIVEN for mode in s.by.arrays.modes]
    weights, loadings = _p_values(s, "weights"), _p_values(s, "loadings")
    # The weight of a part whose items are repeated is its path.
    weights |= {(name, part): p for (part, name), p in _p_values(s, "paths").items()}
    for (j, name, item), loading in zip(s.items(), s.by.loadings[0], strict=True):
        if not (s.as_composites[j] and estimated[j]):
            continue
        cell = name, item
        if cell not in weights:
            yield Lacking("weights", DRAW, name)
            continue
        p_loading = loadings.get(cell, np.nan)
        yield _weight(s, f"{name}: {item}", weights[cell], float(loading), p_loading)


def _p_values(s: Subject, statistic: str) -> dict[Any, float]:
    drawn = s.drawn(statistic)
    return {} if drawn is None else numbers(drawn["p_value"])


def _weight(s: Subject, where: str, p: float, loading: float, p_loading: float) -> Line:
    alpha, least = s.of["significance"], s.of["formative_loading"]
    significant, strong = alpha.holds(p), least.holds(abs(loading))
    verdict: Verdict = "pass" if significant or strong else "fail"
    advice = ""
    if not significant and not strong:
        if alpha.holds(p_loading):
            verdict = "look"
        advice = (
            "Neither its weight nor its loading say that it matters: keep it for its content, if "
            "the construct would mean something else without it, or drop it."
        )
    reading = f"loading {loading:.2f}" + ("" if significant else ", weight not significant")
    return Line(
        "weights",
        where,
        p,
        f"p {alpha}, or loading {least}",
        verdict,
        least.source,
        reading,
        advice,
    )
