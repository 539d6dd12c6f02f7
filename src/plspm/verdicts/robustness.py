"""Robustness: endogeneity by copula terms, and the kind of measurement by tetrads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plspm.robustness.tetrad_record import REFUTED
from plspm.verdicts.lines import Found, Lacking, Line
from plspm.verdicts.subject import Subject, rows

COPULAS: Final = "plspm.gaussian_copula(result), then plspm.check(..., endogeneity=...)"
TETRADS: Final = (
    "where the kind of a block is in doubt: plspm.tetrads(result), then "
    "plspm.check(..., tetrads=...)"
)
BECKER_2022: Final = "Becker et al. 2022"
GUDERGAN_2008: Final = "Gudergan et al. 2008"


def robustness(s: Subject) -> Iterator[Found]:
    """Lines of endogeneity and tetrads."""
    yield from _endogeneity(s)
    yield from _tetrads(s)


def _endogeneity(s: Subject) -> Iterator[Found]:
    found = s.analyses.endogeneity
    if found is None:
        yield Lacking("endogeneity", COPULAS)
        return
    alpha = s.of["significance"]
    for row in rows(found.equations):
        told = row.smallest_p == row.smallest_p  # no NaN: some score is other than normal
        sign = alpha.holds(row.smallest_p)
        advice = (
            "Report corrected paths beside these, and add controls or instruments."
            if sign
            else "Copula terms cannot tell: think about causes left out, or use instruments."
        )
        yield Line(
            "endogeneity",
            str(row.construct),
            float(row.smallest_p),
            f"p ≥ {str(alpha).split()[-1]}",
            "pass" if told and not sign else "look",
            BECKER_2022,
            f"{row.usable} of {row.suspects} scores other than normal",
            "" if told and not sign else advice,
        )


def _tetrads(s: Subject) -> Iterator[Found]:
    found = s.analyses.tetrads
    if found is None:
        yield Lacking("tetrads", TETRADS)
        return
    for row in rows(found.blocks):
        refuted = row.verdict == REFUTED
        fine = refuted is not (row.kind == "reflective")
        advice = (
            "Ask whether theory says that these items reflect one factor."
            if refuted
            else "The items may reflect one factor: ask theory what forms what."
        )
        yield Line(
            "tetrads",
            str(row.construct),
            float(row.not_0),
            "none differs from 0" if row.kind == "reflective" else "some differ from 0",
            "pass" if fine else "look",
            GUDERGAN_2008,
            str(row.verdict),
            "" if fine else advice,
        )
