"""Discriminant validity: HTMT by its upper bound, then Fornell-Larcker and cross-loadings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plspm.verdicts.lines import Found, Lacking, Line, Verdict
from plspm.verdicts.subject import DRAW, Subject, numbers

ADVICE = (
    "Look for items that belong to both, drop or reword them; join the constructs if theory lets "
    "you; or say why they are alike, and judge by {most}."
)


def discriminant(s: Subject) -> Iterator[Found]:
    """Lines of HTMT, HTMT2, Fornell-Larcker and cross-loadings."""
    yield from _htmt(s, "htmt")
    yield from _htmt(s, "htmt2")
    yield from _fornell_larcker(s)
    yield from _cross_loadings(s)


def _pairs(s: Subject) -> list[tuple[int, int]]:
    """Pairs of which one at least has several items, and that are defined."""
    arrays = s.by.arrays
    measured = s.as_factors | (arrays.first_order & (arrays.sizes == 1))
    several, own = s.as_factors, arrays.own_parts
    J = len(arrays.constructs)
    return [
        (i, j)
        for i in range(J)
        for j in range(i)
        if measured[i] and measured[j] and (several[i] or several[j]) and not own[i, j]
    ]


def _htmt(s: Subject, variant: str) -> Iterator[Found]:
    pairs, names = _pairs(s), s.arrays.constructs
    if not pairs:
        return
    estimates = getattr(s.result, variant).to_numpy()
    boot = s.bootstrap
    if boot is None or variant not in boot.statistics:
        # Where the estimate is beyond the bound, so is its upper limit.
        for i, j in pairs:
            if estimates[i, j] >= s.of["htmt_most"].value:
                yield _pair(s, variant, f"{names[i]}, {names[j]}", np.nan, estimates[i, j])
        drawing = (
            DRAW
            if variant == "htmt"
            else ('boot = result.bootstrap(10000, seed=1, statistics=[*boot.statistics, "htmt2"])')
        )
        yield Lacking(variant, f"{drawing}: it is judged by its upper 95 % bound")
        return
    upper = boot.interval(variant, level=0.95, alternative="less")["ci_upper"]
    for i, j in pairs:
        bound = float(upper.loc[(names[i], names[j])])
        yield _pair(s, variant, f"{names[i]}, {names[j]}", bound, estimates[i, j])


def _pair(s: Subject, variant: str, where: str, bound: float, estimate: float) -> Line:
    """A pair by its bound; by its estimate where there is no bound, or a smaller one."""
    good, most, one = s.of["htmt"], s.of["htmt_most"], s.of["htmt_one"]
    known = [v for v in (bound, estimate) if not np.isnan(v)]
    value = max(known, default=np.nan)
    verdict: Verdict = "fail"
    if np.isnan(value) or (most.holds(value) and not good.holds(value)):
        verdict = "look"
    elif good.holds(value):
        verdict = "pass"
    reading = "undefined" if np.isnan(estimate) else f"estimate {estimate:.2f}"
    advice = ADVICE.format(most=most)
    if np.isnan(estimate):
        advice = "result.undefined says why there is none."
    elif not np.isnan(value) and not one.holds(value):
        reading += ", may be 1"
    return Line(
        variant,
        where,
        value,
        f"upper bound {good}",
        verdict,
        good.source,
        reading,
        "" if verdict == "pass" else advice,
    )


def _fornell_larcker(s: Subject) -> Iterator[Found]:
    holds = s.result.fornell_larcker_holds
    table = s.result.fornell_larcker
    for name, judged in zip(s.arrays.constructs, s.as_factors, strict=True):
        if not judged or np.bool_(holds.isna()[name]):
            continue
        others = numbers(table[name].drop(name).abs().dropna())
        closest = max(others, key=others.__getitem__)
        margin = float(np.diag(table)[s.arrays.constructs.index(name)]) - others[closest]
        fine = bool(holds[name])
        yield Line(
            "fornell_larcker",
            name,
            margin,
            "√AVE - r > 0",
            "pass" if fine else "look",
            "Fornell & Larcker 1981",
            f"closest to {closest}",
            "" if fine else "Second to HTMT: read that first.",
        )


def _cross_loadings(s: Subject) -> Iterator[Found]:
    """The smallest lead of an item's own loading over those on other constructs, by construct."""
    e, arrays = s.result._fitted.estimates, s.arrays
    loadings = np.abs(e.cross_loadings[0])
    for j in np.flatnonzero(arrays.first_order & s.as_factors):
        rows = np.arange(arrays.block.size)[arrays.block_slice(int(j))]
        other = ~arrays.own_parts[j] & ~arrays.is_product
        other[j] = False
        if not other.any():
            continue
        leads = loadings[rows, j] - loadings[rows][:, other].max(axis=1)
        weakest = int(leads.argmin())
        fine = bool(leads[weakest] > 0)
        yield Line(
            "cross_loadings",
            arrays.constructs[j],
            float(leads[weakest]),
            "own - other > 0",
            "pass" if fine else "look",
            "Chin 1998",
            f"least of {arrays.indicators[rows[weakest]]}",
            "" if fine else "The item belongs to another construct as much: reword or drop it.",
        )
