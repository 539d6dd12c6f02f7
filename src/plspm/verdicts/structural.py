"""The structural model: collinearity, paths, effects, explained variance, mediation, products."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from plspm.assessment.criteria import size_of
from plspm.inference.mediation import excludes_zero
from plspm.verdicts.lines import Found, Lacking, Line, arrow, judge
from plspm.verdicts.subject import DRAW, Subject, numbers, rows

NO_SUPPORT = "No support for this hypothesis in these data; say so, and with which power."


def structural(s: Subject) -> Iterator[Found]:
    """Lines of inner VIF, paths, R², f², specific indirect effects and products."""
    yield from _collinearity(s)
    yield from _paths(s)
    yield from _explained(s)
    yield from _effect_sizes(s)
    yield from _mediation(s)
    yield from _moderation(s)


def _collinearity(s: Subject) -> Iterator[Found]:
    good, most = s.of["vif"], s.of["vif_most"]
    known = numbers(s.result.vif_inner["vif"])
    for path in s.judged_paths:
        value = np.inf if np.isnan(known[path]) else known[path]
        verdict = judge(value, good, most)
        advice = f"Other predictors of {path[1]} all but say what {path[0]} says: join or drop one."
        yield Line(
            "inner_vif",
            arrow(*path),
            value,
            str(good),
            verdict,
            good.source,
            "",
            "" if verdict == "pass" else advice,
        )


def _paths(s: Subject) -> Iterator[Found]:
    drawn, alpha = s.drawn("paths"), s.of["significance"]
    if drawn is None:
        yield Lacking("paths", DRAW)
        return
    claims = set(s.judged_paths)
    for row in (row for row in rows(drawn) if (row.source, row.target) in claims):
        p = float(row.p_value)
        verdict = judge(p, alpha, worst="look")
        yield Line(
            "paths",
            arrow(row.source, row.target),
            p,
            f"p {alpha}",
            verdict,
            alpha.source,
            f"{row.estimate:.2f}, interval {row.ci_lower:.2f} to {row.ci_upper:.2f}",
            "" if verdict == "pass" else NO_SUPPORT,
        )


def _explained(s: Subject) -> Iterator[Found]:
    good, most = s.of["r_squared"], s.of["r_squared_most"]
    arrays, table = s.arrays, s.result.r_squared
    formed = {arrays.constructs[i] for i, _ in np.argwhere(arrays.is_path & arrays.own_parts)}
    for name, value, adjusted in table.itertuples():
        if name in formed:
            continue  # what repeats the items of its parts is explained by them
        verdict, advice = judge(value, good, worst="look"), ""
        word = {"small": "weak", "medium": "moderate", "large": "substantial"}.get(
            size_of(value, "r_squared"), "below weak"
        )
        if not most.holds(value):
            verdict, word = "look", f"above {most.value:g}"
            advice = f"{name} is explained almost completely: overfit, or a predictor repeats it."
        elif verdict != "pass":
            advice = "Compare with what studies of this outcome explain before you call it little."
        yield Line(
            "r_squared",
            str(name),
            float(value),
            str(good),
            verdict,
            good.source,
            f"{word}, adjusted {adjusted:.2f}",
            advice,
        )


def _effect_sizes(s: Subject) -> Iterator[Found]:
    known = numbers(s.result.f_squared["f_squared"])
    for path in s.judged_paths:
        name = "product_f_squared" if path[0] in s.products else "f_squared"
        good, value = s.of[name], known[path]
        verdict = judge(value, good, worst="look")
        advice = f"Without {path[0]} the R² of {path[1]} hardly changes."
        yield Line(
            name,
            arrow(*path),
            value,
            str(good),
            verdict,
            good.source,
            size_of(value, name) or "undefined",
            "" if verdict == "pass" else advice,
        )


def _mediation(s: Subject) -> Iterator[Found]:
    arrays = s.arrays
    if not arrays.indirect_routes:
        return
    needed = {"paths", "total_effects", "specific_indirect_effects"}
    if s.bootstrap is None or not needed <= set(s.bootstrap.statistics):
        yield Lacking("mediation", DRAW)
        return
    own = {(arrays.constructs[j], arrays.constructs[i]) for i, j in np.argwhere(arrays.own_parts)}
    for row in rows(s.bootstrap.mediation()):
        through = row.path.split(" -> ")
        if own & set(pairwise(through)) or through[0] in s.controls:
            continue  # what a construct says to its own parts is no hypothesis
        low, high = float(row.indirect_lower), float(row.indirect_upper)
        differs = bool(excludes_zero(np.array([low]), np.array([high]))[0])
        yield Line(
            "mediation",
            row.path,
            float(row.indirect),
            "interval without 0",
            "pass" if differs else "look",
            "Zhao et al. 2010",
            f"{low:.2f} to {high:.2f}; {row.type}",
            "" if differs else "No support for this indirect effect in these data.",
        )


def _moderation(s: Subject) -> Iterator[Found]:
    if not s.products:
        return
    method = s.result.settings.interactions
    fine = method.startswith("two_stage")
    for name in sorted(s.products):
        yield Line(
            "moderation",
            name,
            np.nan,
            "two-stage",
            "pass" if fine else "look",
            "Becker et al. 2018",
            method.replace("_", " "),
            "" if fine else 'Estimate with interactions="two_stage".',
        )
