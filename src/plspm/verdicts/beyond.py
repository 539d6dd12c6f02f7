"""Groups, robustness and practical use: what other analyses say, where they were done."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plspm.assessment.criteria import SARSTEDT_2020, necessity_of
from plspm.verdicts.heterogeneity import heterogeneity
from plspm.verdicts.lines import Found, Lacking, Line, judge
from plspm.verdicts.robustness import robustness
from plspm.verdicts.subject import Subject, numbers, rows

GROUPS = (
    "if groups are compared: plspm.compare_groups(result, by, ...), then "
    "plspm.check(..., groups=...)"
)
IPMA = 'plspm.ipma(result, target="..."), then plspm.check(..., importance=...)'
NCA = 'plspm.nca(result, target="..."), then plspm.check(..., necessity=...)'
DIAGNOSTICS = "plspm.regression_diagnostics(result), then plspm.check(..., diagnostics=...)"
MICOM = "Henseler et al. 2016"


def beyond(s: Subject) -> Iterator[Found]:
    """Lines of groups, robustness, importance and necessity."""
    yield from _groups(s)
    yield from _nonlinearity(s)
    yield from robustness(s)
    yield from heterogeneity(s)
    yield from _importance(s)
    yield from _necessity(s)


def _groups(s: Subject) -> Iterator[Found]:
    found = s.analyses.groups
    if found is None:
        yield from (Lacking(criterion, GROUPS) for criterion in ("micom", "group_differences"))
        return
    for row in rows(found.configural):
        fine = bool(row.holds)
        advice = "" if fine else "Make it the same for all groups before you compare any."
        yield Line(
            "micom",
            f"step 1: {row.check}",
            np.nan,
            "holds",
            "pass" if fine else "fail",
            MICOM,
            str(row.detail),
            advice,
        )
    for row in rows(found.micom):
        none = row.invariance == "none"
        yield Line(
            "micom",
            f"{row.construct}: {row.group_a}, {row.group_b}",
            float(row.correlation),
            f"≥ {row.quantile:.3f}",
            "fail" if none else "pass",
            MICOM,
            f"invariance: {row.invariance}",
            "Compare nothing that involves this construct." if none else "",
        )
    corrected = bool(found.correction)
    yield Line(
        "group_differences",
        found.by,
        np.nan,
        "corrected for many",
        "pass" if corrected else "look",
        "Hair et al. 2024",
        ", ".join(found.correction) or "not corrected",
        "" if corrected else 'Compare with correction="holm": many differences, some by chance.',
    )


def _nonlinearity(s: Subject) -> Iterator[Found]:
    found = s.analyses.diagnostics
    if found is None:
        yield Lacking("nonlinearity", DIAGNOSTICS)
        return
    alpha = s.of["significance"]
    for construct, p in numbers(found.tests["reset_p"].dropna()).items():
        straight = not alpha.holds(p)
        yield Line(
            "nonlinearity",
            str(construct),
            p,
            f"p ≥ {str(alpha).split()[-1]}",
            "pass" if straight else "look",
            SARSTEDT_2020,
            "RESET",
            "" if straight else "Add a power, such as A^2, to its equation and look at its f².",
        )


def _importance(s: Subject) -> Iterator[Found]:
    found = s.analyses.importance
    if found is None:
        yield Lacking("importance", IPMA)
        return
    negative = found.negative_weights
    yield Line(
        "importance",
        ", ".join(found.targets),
        float(len(negative)),
        "no negative weights",
        "look" if negative else "pass",
        "Ringle & Sarstedt 2016",
        ", ".join(negative),
        "Performance means little where items weigh negatively: drop them." if negative else "",
    )


def _necessity(s: Subject) -> Iterator[Found]:
    found = s.analyses.necessity
    if found is None:
        yield Lacking("necessity", NCA)
        return
    good, alpha = s.of["nca_effect"], s.of["significance"]
    for row in rows(found.effects):
        d, p = float(row.d), float(row.p_value)
        necessary = judge(d, good) == "pass" and alpha.holds(p)
        yield Line(
            "necessity",
            f"{row.condition} for {found.target}, {row.ceiling}",
            d,
            f"{good}, p {alpha}",
            "pass" if necessary else "look",
            good.source,
            f"p {p:.3f}, {necessity_of(d)}",
            "" if necessary else "Not necessary by these data.",
        )
