"""The model as a whole: admissibility, draws, fit, higher-order constructs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plspm.assessment.criteria import short
from plspm.results import BootstrapResult
from plspm.verdicts.lines import Found, Lacking, Line, Verdict, judge
from plspm.verdicts.subject import DRAW, Subject, numbers, rows

HIGHER = "Sarstedt et al. 2019"


def whole_model(s: Subject) -> Iterator[Found]:
    """Lines of admissibility, draws, exact and approximate fit, and higher-order methods."""
    yield from _admissibility(s)
    yield from _draws(s)
    yield from _exact_fit(s)
    yield from _srmr(s)
    yield from _higher_order(s)


def _admissibility(s: Subject) -> Iterator[Found]:
    for name, holds, detail in s.result.admissibility.itertuples():
        criterion = "keying" if name == "keying" else "admissibility"
        advice = (
            'Reverse these items: plspm.estimate(..., reverse={"item": (low, high)}).'
            if name == "keying"
            else "Do not interpret the result before this holds; result.admissibility says more."
        )
        yield Line(
            criterion,
            str(name).replace("_", " "),
            np.nan,
            "holds",
            "pass" if holds else "fail",
            "Weijters et al. 2013" if name == "keying" else "Dijkstra & Henseler 2015",
            str(detail),
            "" if holds else advice,
        )


def _draws(s: Subject) -> Iterator[Found]:
    boot = s.bootstrap
    if boot is None:
        yield Lacking("draws", DRAW)
        return
    good, few = s.of["draws"], s.of["failed_draws"]
    verdict = judge(boot.draws_usable, good, worst="look")
    yield Line(
        "draws",
        boot._method,
        float(boot.draws_usable),
        str(good),
        verdict,
        good.source,
        f"{boot.kind} intervals, level {short(boot.level)}{_seed(boot)}",
        "" if verdict == "pass" else "Enough to look at; draw more for the numbers that you print.",
    )
    share = float(boot.failures.sum()) / boot.draws_requested
    verdict = judge(share, few, worst="look")
    advice = "boot.failures says why; intervals rest on the draws that ended well."
    yield Line(
        "failed_draws",
        boot._method,
        share,
        str(few),
        verdict,
        few.source,
        f"{int(boot.failures.sum())} of {boot.draws_requested}",
        "" if verdict == "pass" else advice,
    )


def _seed(boot: BootstrapResult) -> str:
    return "" if boot.seed is None else f", seed {' '.join(str(boot.seed).split())}"


def _exact_fit(s: Subject) -> Iterator[Found]:
    test = s.analyses.exact_fit
    if test is None:
        run = "test = result.exact_fit(10000, seed=1), then plspm.check(..., exact_fit=test)"
        if s.result._indicators is None:
            run = "estimate from the cases; a correlation matrix cannot be resampled for it"
        yield Lacking("exact_fit", run)
        return
    good, least = s.of["exact_fit"], s.of["exact_fit_least"]
    for row in rows(test):
        p, consistent = float(row.p_value), bool(row.consistent)
        worst: Verdict = "fail" if consistent else "look"
        verdict = judge(p, good, least, worst=worst)
        advice = "Misfit: look at the largest residual correlations, and at what is left out."
        if not consistent:
            advice = "The estimator is not consistent for this model: see docs/exact_fit.md."
        yield Line(
            "exact_fit",
            f"{row.model}: {row.statistic}",
            p,
            f"p {good}",
            verdict,
            good.source,
            f"{row.value:.3f}, 95 % quantile {row.q95:.3f}",
            "" if verdict == "pass" else advice,
        )


def _srmr(s: Subject) -> Iterator[Found]:
    good, most = s.of["srmr"], s.of["srmr_most"]
    advice = "Read it beside the exact fit test, saturated model first."
    for model, value in numbers(s.result.fit.T["srmr"]).items():
        verdict = judge(value, good, most)
        shown = "" if verdict == "pass" else advice
        yield Line("srmr", f"{model} model", value, str(good), verdict, good.source, "", shown)


def _higher_order(s: Subject) -> Iterator[Found]:
    method = s.result.settings.higher_order
    repeated = method == "repeated_indicators"
    for name in s.result.model.higher_order:
        yield Line(
            "higher_order",
            name,
            np.nan,
            "two-stage",
            "look" if repeated else "pass",
            HIGHER,
            method.replace("_", " "),
            'Estimate with higher_order="disjoint_two_stage".' if repeated else "",
        )
