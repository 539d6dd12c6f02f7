"""The cut-offs to judge by: those of a rule set, but for what a user sees otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from types import MappingProxyType
from typing import Final

import pandas as pd

from plspm.assessment.criteria import CUT_OFFS, RULES, CutOff, Rules, cut_offs
from plspm.calls import nearest
from plspm.errors import OptionError, written
from plspm.estimation.settings import as_number, choice_problems

YOURS: Final = "yours"
ELSEWHERE_USED: Final = frozenset(
    name
    for name in CUT_OFFS
    if name.endswith(("_medium", "_large"))
    or name.startswith(("significance_", "congruence"))
    or name in {"keying", "error_skewness", "near_normal"}
)
"""Cut-offs that name sizes, give stars or belong to other functions: no verdict hangs on them."""
ELSEWHERE: Final = MappingProxyType(
    {
        "significance": "alpha p p_value sig",
        "reliability": "alpha_min cr rho rho_a rho_c composite_reliability cronbach_alpha",
        "loading": "loadings outer_loading",
        "vif": "outer_vif inner_vif vif_outer vif_inner",
        "r_squared": "r2",
        "f_squared": "f2",
        "q2_predict": "q2",
    }
)
"""What else users call cut-offs."""


def read_cut_offs(rules: object, thresholds: object) -> dict[str, CutOff]:
    """The cut-offs of a rule set with those that a user gives, checked.

    A wider bound (``htmt_most`` beside ``htmt``) moves along where a user's value passes it.

    Raises
    ------
    OptionError
        No such rule set or cut-off, or a value is no number; all problems at once.
    """
    problems = choice_problems("rules", rules, tuple(RULES))
    given = {} if thresholds is None else thresholds
    if not isinstance(given, Mapping):
        problems.append(
            f"thresholds is {written(thresholds)}; it must be a mapping from names to numbers, for "
            'example {"htmt": 0.9}.'
        )
        given = {}
    known = _judged(cut_offs("hair2022"))
    for name, value in given.items():
        problems += _problems(name, value, known)
    if problems:
        raise OptionError(problems)
    chosen: Rules = "henseler" if rules == "henseler" else "hair2022"
    found = _judged(cut_offs(chosen))
    for name, value in given.items():
        found[name] = replace(found[name], value=float(value), source=YOURS)
    for name in given:
        _widen(found, name, set(given))
    return found


def _judged(found: Mapping[str, CutOff]) -> dict[str, CutOff]:
    return {name: one for name, one in found.items() if name not in ELSEWHERE_USED}


def _problems(name: object, value: object, known: Mapping[str, CutOff]) -> list[str]:
    if name not in known:
        guess = nearest(str(name), known, ELSEWHERE)
        meant = f"did you mean {guess!r}?" if guess else f"there are {', '.join(known)}."
        return [f"thresholds has {written(name)}, which is no cut-off; {meant}"]
    if not isfinite(as_number(value)):
        return [f"thresholds has {written(value)} for {name}; it must be a finite number."]
    return []


def _widen(found: dict[str, CutOff], name: str, given: set[str]) -> None:
    """Move the wider bound of a cut-off along, or refuse two that contradict each other."""
    for ending in ("_most", "_least"):
        wide = found.get(name + ending)
        if wide is None or wide.relation[0] != found[name].relation[0]:
            continue
        here = found[name]
        beyond = wide.value < here.value if here.relation[0] in "<≤" else wide.value > here.value
        if beyond and wide.name in given:
            raise OptionError(
                f"thresholds: {name} ({here}) lies beyond {wide.name} ({wide}), which must be the "
                "wider of the two."
            )
        if beyond:
            found[wide.name] = replace(wide, value=here.value, source=YOURS)


def as_table(found: Mapping[str, CutOff]) -> pd.DataFrame:
    """The cut-offs as a table: index name; columns relation, value, meaning, source."""
    rows = [(c.name, c.relation, c.value, c.wording, c.source) for c in found.values()]
    columns = ["cut_off", "relation", "value", "meaning", "source"]
    return pd.DataFrame(rows, columns=columns).set_index("cut_off")
