"""Cases and answers: number, missing values, shape of distributions, common method."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plspm.assessment.collinearity import full_vif
from plspm.assessment.criteria import short
from plspm.data import Indicators
from plspm.data.dummies import answers_behind
from plspm.design import rules
from plspm.verdicts.lines import Found, Lacking, Line, arrow, judge
from plspm.verdicts.subject import Subject, numbers, rows

CASES = "estimate from the cases; the fit is one of a correlation matrix"
NOTHING = "nothing found"
SARSTEDT_2022 = "Sarstedt et al. 2022"
SCREEN = (
    "look for careless answers and outliers before the fit: plspm.screen(data, model), then "
    "plspm.check(..., screening=...)"
)


def sample(s: Subject) -> Iterator[Found]:
    """Lines of sample size, missing answers, shape and common method variance."""
    yield from _size(s)
    cases = s.result._indicators
    if cases is None:
        yield from (Lacking(criterion, CASES) for criterion in ("missing", "shape"))
    else:
        yield from _missing(s, cases)
        yield from _shape(s, cases)
    yield from _screening(s)
    yield from _common_method(s)


def _size(s: Subject) -> Iterator[Found]:
    known = numbers(s.result.paths["path_coefficient"])
    claims = [path for path in s.judged_paths if path[0] not in s.products]
    sizes = {path: abs(known[path]) for path in claims}
    sizes = {path: size for path, size in sizes.items() if size > 0}
    if not sizes:
        return
    smallest = min(sizes, key=sizes.__getitem__)
    alpha, power = s.of["significance"].value, s.of["power"]
    needed = rules.first_above(rules.inverse_square_root(sizes[smallest], alpha, power.value))
    fine = s.result.n >= needed
    detected = rules.smallest_path(s.result.n, alpha, power.value)
    advice = (
        f"This sample detects paths from {short(round(detected, 3))} with a power of "
        f"{short(power.value)}; hold against that the smallest path that you planned for: "
        "plspm.sample_size(result, paths=[...])."
    )
    yield Line(
        "sample_size",
        arrow(*smallest),
        float(s.result.n),
        f"≥ {needed:,}",
        "pass" if fine else "look",
        power.source,
        f"smallest path {sizes[smallest]:.3f}",
        "" if fine else advice,
    )


def _missing(s: Subject, cases: Indicators) -> Iterator[Found]:
    good, treated = s.of["missing_item"], cases.missing
    answers = answers_behind(cases.names, cases.controls)
    shares = {name: treated.counts[k] / max(treated.rows_total, 1) for name, k in answers.items()}
    affected = [(name, share) for name, share in shares.items() if share > 0]
    means = treated.treatment == "mean"
    for name, share in affected or [("all items", 0.0)]:
        verdict = judge(share, good, worst="fail" if means else "look")
        advice = 'Means make correlations too small here: compare with missing="listwise".'
        if not means:
            advice = "Say whether who did not answer differs; rows dropped are no random sample."
        yield Line(
            "missing",
            name,
            share,
            str(good),
            verdict,
            good.source,
            treated.treatment if affected else "none missing",
            "" if verdict == "pass" else advice,
        )
    if cases.observed is not None:
        yield _cases_missing(s, cases)


def _cases_missing(s: Subject, cases: Indicators) -> Line:
    good = s.of["missing_case"]
    assert cases.observed is not None
    answers = [*answers_behind(cases.names, cases.controls).values()]
    of_case = (~cases.observed[:, answers]).mean(axis=1)
    many = int((of_case > good.value).sum())
    return Line(
        "missing",
        "largest share of a case",
        float(of_case.max()),
        str(good),
        "pass" if not many else "look",
        good.source,
        f"{many} cases beyond",
        "" if not many else "Leave out cases that answered too little to be known.",
    )


def _screening(s: Subject) -> Iterator[Found]:
    """A line a kind of finding."""
    found = s.analyses.screening
    if found is None:
        yield Lacking("screening", SCREEN)
        return
    if found.findings.empty:
        yield Line("screening", "all cases", 0.0, NOTHING, "pass", SARSTEDT_2022)
    for row in rows(found.findings):
        yield Line(
            "screening",
            str(row.kind),
            float(row.count),
            NOTHING,
            "look",
            SARSTEDT_2022,
            str(row.where),
            str(row.action),
        )


def _shape(s: Subject, cases: Indicators) -> Iterator[Found]:
    good = s.of["shape"]
    dummies = [name for each in cases.controls if each.categories for name in each.names]
    shapes = s.result.descriptives[["skewness", "kurtosis"]].drop(index=dummies)
    for name, row in shapes.iterrows():  # those of a dummy say how frequent its category is
        known = row.abs().dropna()
        if known.empty:
            continue
        verdict = judge(float(known.max()), good, worst="look")
        yield Line(
            "shape",
            str(name),
            float(known.max()),
            f"absolute {good}",
            verdict,
            good.source,
            str(known.idxmax()),
            "" if verdict == "pass" else "The bootstrap needs no normality; look for outliers.",
        )


def _common_method(s: Subject) -> Iterator[Found]:
    arrays, good = s.arrays, s.of["full_vif"]
    parts = {j for of_one in arrays.parts for j in of_one}
    kept = [j for j in range(len(arrays.constructs)) if not arrays.is_product[j] and j not in parts]
    C = s.result._fitted.score_correlations[:, kept][:, :, kept]
    for j, found in zip(kept, full_vif(C)[0], strict=True):
        value = np.inf if np.isnan(found) else float(found)
        verdict = judge(value, good, worst="look")
        advice = (
            "Common method variance or constructs that are hard to tell apart: see "
            "plspm.common_method(result, marker=...), and HTMT."
        )
        yield Line(
            "full_vif",
            arrays.constructs[j],
            value,
            str(good),
            verdict,
            good.source,
            "",
            "" if verdict == "pass" else advice,
        )
