"""Unobserved heterogeneity: whether one set of paths will do for all cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from plspm.assessment.criteria import COHEN
from plspm.verdicts.lines import Found, Lacking, Line, judge
from plspm.verdicts.subject import Subject

if TYPE_CHECKING:
    from plspm.robustness import Segments

SEGMENTS: Final = "plspm.fimix(result, seed=1), then plspm.check(..., segments=...)"


def heterogeneity(s: Subject) -> Iterator[Found]:
    """Lines of the number of segments, and of those that are found."""
    found = s.analyses.segments
    if found is None:
        yield Lacking("heterogeneity", SEGMENTS)
        return
    K, of = found.suggested, found.preferred["segments"]
    one = K == 1
    advice = "Undecided: look at AIC4, BIC and EN, and at what theory can explain."
    if K is not None:
        advice = "Find a known variable that tells the segments apart, and compare groups by it."
    yield Line(
        "heterogeneity",
        "AIC3 and CAIC",
        np.nan if K is None else float(K),
        "1 segment",
        "pass" if one else "look",
        "Sarstedt et al. 2011",
        f"AIC3 {of['aic3']}, CAIC {of['caic']}, MDL5 {of['mdl5']}",
        "" if one else advice,
    )
    if K is not None and not one:
        yield from _segments(s, found, K)


def _segments(s: Subject, found: Segments, K: int) -> Iterator[Found]:
    """Lines of the segments that the criteria agree on."""
    clear, entropy = s.of["entropy"], float(found.criteria["en"][K])
    verdict = judge(entropy, clear, worst="look")
    advice = "Cases belong to none of them clearly: report no segments."
    shown = "" if verdict == "pass" else advice
    where = f"EN, {K} segments"
    yield Line("heterogeneity", where, entropy, str(clear), verdict, clear.source, "", shown)
    smallest = int(found.solutions[K].sizes["cases"].min())
    fine = smallest >= found.needed
    yield Line(
        "heterogeneity",
        f"smallest of {K} segments",
        float(smallest),
        f"≥ {found.needed}",
        "pass" if fine else "look",
        COHEN,
        "cases",
        "" if fine else "Too few cases to say anything of this segment.",
    )
