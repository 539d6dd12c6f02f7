"""Prediction out of sample, and rival models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from plspm.errors import UnavailableError
from plspm.prediction import CrossValidation
from plspm.verdicts.lines import Found, Lacking, Line, Verdict, judge
from plspm.verdicts.subject import Subject, numbers, rows

VALIDATE = (
    "validation = plspm.cross_validate(result, seed=1), then "
    "plspm.check(..., prediction=validation)"
)
COMPARE = "rivals = plspm.compare_models({...}), then plspm.check(..., rivals=rivals)"
SHMUELI = "Shmueli et al. 2019"
POWER: Final[dict[str, Verdict]] = {
    "high": "pass",
    "medium": "pass",
    "low": "look",
    "none": "fail",
}
RIVALS: Final = {"cvpat_ia": ("ia", "means"), "cvpat_lm": ("lm", "the linear model")}


def prediction(s: Subject) -> Iterator[Found]:
    """Lines of Q²_predict, predictive power, CVPAT and rival models."""
    validation = s.analyses.prediction
    if validation is None:
        for criterion in ("q2_predict", "predictive_power", *RIVALS):
            yield Lacking(criterion, VALIDATE)
    else:
        yield from _q2(s, validation)
        yield from _power(validation)
        for criterion in RIVALS:
            yield from _cvpat(s, validation, criterion)
    yield from _models(s)


def _q2(s: Subject, validation: CrossValidation) -> Iterator[Found]:
    good = s.of["q2_predict"]
    for (construct, item), value in numbers(validation.indicators["q2_predict"]).items():
        verdict = judge(value, good)
        yield Line(
            "q2_predict",
            f"{construct}: {item}",
            value,
            str(good),
            verdict,
            good.source,
            "",
            "" if verdict == "pass" else "The mean of the training sets predicts this item better.",
        )


def _power(validation: CrossValidation) -> Iterator[Found]:
    for row in rows(validation.constructs):
        word, construct = row.power, row.construct
        if word not in POWER:
            yield Lacking("predictive_power", "the linear model is undefined here", construct)
            continue
        better, items = int(row.better_than_lm), int(row.items)
        verdict = POWER[word]
        yield Line(
            "predictive_power",
            construct,
            better / items,
            "half of the items",
            verdict,
            SHMUELI,
            f"{word}: {better} of {items} better than LM",
            "" if verdict == "pass" else "Claim explanation, not prediction, for this construct.",
        )


def _cvpat(s: Subject, validation: CrossValidation, criterion: str) -> Iterator[Found]:
    against, named = RIVALS[criterion]
    try:
        table = validation.cvpat(against=against).table
    except UnavailableError as error:
        yield Lacking(criterion, str(error))
        return
    alpha = s.of["significance"]
    for row in rows(table):
        difference, p = float(row.difference), float(row.p_value)
        verdict: Verdict = "pass" if difference < 0 and alpha.holds(p) else "look"
        if difference >= 0 and alpha.holds(p) and against == "ia":
            verdict = "fail"
        word = "better" if difference < 0 else "worse"
        yield Line(
            criterion,
            str(row.construct),
            p,
            f"better, p {alpha}",
            verdict,
            "Liengaard et al. 2021",
            f"{word} than {named}, loss difference {difference:.3f}",
            "" if verdict == "pass" else f"No proof that the model predicts better than {named}.",
        )


def _models(s: Subject) -> Iterator[Found]:
    rivals = s.analyses.rivals
    if rivals is None:
        yield Lacking("model_selection", f"if there are rival models: {COMPARE}")
        return
    weights = rivals.constructs["bic_weight"].dropna()
    for construct in weights.index.unique("construct"):
        of_one = weights.xs(construct, level="construct")
        yield Line(
            "model_selection",
            str(construct),
            float(of_one.max()),
            "smallest BIC",
            "pass" if np.isfinite(of_one.max()) else "look",
            "Sharma et al. 2019",
            f"{of_one.idxmax()} has the most support",
        )
