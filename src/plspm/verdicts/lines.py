"""What a check consists of: lines with a verdict, and what could not be judged."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import Literal, TypeAlias

from plspm.assessment.criteria import CutOff

Verdict = Literal["pass", "look", "fail"]


@dataclass(frozen=True, slots=True)
class Line:
    """A value held against a cut-off.

    Attributes
    ----------
    criterion : str
        Name of a criterion of the checklist.
    where : str
        The construct, item, pair or path.
    value : float
    threshold : str
        As printed, "≥ .708".
    verdict : {"pass", "look", "fail"}
    source : str
    reading : str
        What the value says, in few words.
    advice : str
        What to do; empty where there is nothing to be done.
    """

    criterion: str
    where: str
    value: float
    threshold: str
    verdict: Verdict
    source: str
    reading: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A criterion that was not judged, and what it takes.

    Attributes
    ----------
    criterion : str
    run : str
        What to do to have it.
    where : str
        Of which part of the model; empty for the whole.
    """

    criterion: str
    run: str
    where: str = ""


Found: TypeAlias = Line | Lacking


def judge(
    value: float, good: CutOff, tolerable: CutOff | None = None, *, worst: Verdict = "fail"
) -> Verdict:
    """Pass what is good, look at what is tolerable; the rest fails, or is what `worst` says.

    An undefined value is none to pass or to fail.

    Examples
    --------
    >>> from plspm.assessment.criteria import CUT_OFFS
    >>> [judge(v, CUT_OFFS["vif"], CUT_OFFS["vif_most"]) for v in (1.0, 3.0, 5.0)]
    ['pass', 'look', 'fail']
    """
    if isnan(value):
        return "look"
    if good.holds(value):
        return "pass"
    return "look" if tolerable is not None and tolerable.holds(value) else worst


def arrow(source: object, target: object) -> str:
    """A path as it is printed."""
    return f"{source} -> {target}"
