"""What guidelines ask for, where a document has it, and what was thought of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from plspm.documents.parts import Column, Section, Tabulated
from plspm.documents.references import in_text
from plspm.documents.words import Words, plain
from plspm.verdicts import Verdicts
from plspm.verdicts.checklist import CHECKLIST

MOST_SINGLE: Final = 2
"""Tables that follow each other and are listed one by one."""
METHOD: Final = "method"
"""Where the paragraphs on method tell it."""

TOLD: Final[Mapping[int, tuple[str, ...]]] = MappingProxyType(
    {
        2: ("SampleSize", "PowerAnalysis"),
        3: ("descriptives",),
        4: ("Screening", "CommonMethod", "descriptives"),
        5: (METHOD,),
        6: ("descriptives", "correlations"),
        7: ("loadings", "reliability"),
        8: ("htmt", "fornell_larcker", "cross_loadings"),
        9: ("composites",),
        10: ("fit", "exact_fit"),
        11: ("paths",),
        12: ("paths",),
        13: ("r_squared", "paths"),
        14: ("CrossValidation",),
        15: ("CrossValidation", "PredictiveAbility", "ModelComparison"),
        16: ("InformationCriteria", "ModelComparison"),
        17: ("mediation", "specific"),
        18: ("interactions", "slopes"),
        19: ("parts",),
        20: ("GroupComparison",),
        21: ("RegressionDiagnostics", "Endogeneity", "Segments", "TetradAnalysis"),
        22: ("ImportancePerformance", "CombinedMap", "NecessaryConditions"),
        23: ("weighted",),
    }
)
"""Tables, or classes of records, that tell an item of the checklist."""

CALLS: Final[Mapping[int, Mapping[str, str]]] = MappingProxyType(
    {
        2: {"sample_size": "plspm.sample_size(result)"},
        4: {
            "screening": "plspm.screen(data, model)",
            "full_vif": "plspm.common_method(result)",
        },
        8: {
            "htmt": "result.bootstrap(10_000, seed=1)",
            "htmt2": 'result.bootstrap(statistics=[..., "htmt2"])',
        },
        9: {
            "weights": "result.bootstrap(10_000, seed=1)",
            "redundancy": "plspm.check(result, global_items=...)",
        },
        10: {"exact_fit": "result.exact_fit()"},
        12: {"paths": "result.bootstrap(10_000, seed=1)"},
        14: {"q2_predict": "plspm.cross_validate(result)"},
        15: {"cvpat_ia": "plspm.cross_validate(result)"},
        16: {"model_selection": "plspm.information_criteria({...})"},
        17: {"mediation": "result.bootstrap(10_000, seed=1)"},
        20: {"micom": "plspm.compare_groups(result, by)"},
        21: {
            "nonlinearity": "plspm.regression_diagnostics(result)",
            "endogeneity": "plspm.gaussian_copula(result)",
            "heterogeneity": "plspm.fimix(result)",
            "tetrads": "plspm.tetrads(result)",
        },
        22: {"importance": "plspm.ipma(result)", "necessity": "plspm.nca(result)"},
        23: {"": "plspm.estimate(..., weights=)"},
    }
)
"""What computes an item, by the criteria that it is judged by."""

TOLD_BY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "screening": frozenset({"Screening"}),
        "full_vif": frozenset({"CommonMethod"}),
        "model_selection": frozenset({"InformationCriteria", "ModelComparison"}),
    }
)
"""Records that tell of a criterion, whether or not it is judged by them."""


def guidelines(words: Words, places: Mapping[str, Sequence[str]], verdicts: Verdicts) -> Section:
    """The index of what guidelines ask for.

    Parameters
    ----------
    words : Words
    places : mapping of key to words
        Where each thing is: "Table 3", "Method".
    verdicts : Verdicts
    """
    lacking = set(verdicts.lacking.index.get_level_values("criterion"))
    states = verdicts.checklist["state"]
    rows = tuple(
        (
            item.number,
            words.plain(f"guideline.{item.number}"),
            _where(item.number, words, places, lacking)
            if states[item.number] != "does not apply"
            else None,
            words[f"state.{states[item.number]}"],
            in_text(item.source),
        )
        for item in CHECKLIST
    )
    columns = (
        Column(plain("#"), "count"),
        *(
            Column(words.text(f"column.{name}"), "text")
            for name in ("asked", "where", "verdict", "rule")
        ),
    )
    title, note = words.text("caption.guidelines"), words.text("text.guidelines")
    table = Tabulated("guidelines", title, columns, rows, 2, (note,))
    return Section("guidelines", words["section.guidelines"], (table,))


def _where(
    number: int, words: Words, places: Mapping[str, Sequence[str]], lacking: Collection[str]
) -> str:
    keys = TOLD.get(number, ())
    if not keys:
        return words["guideline.yours"]
    found = {place for key in keys for place in places.get(key, ())}
    calls = CALLS.get(number, {})
    absent = {
        call: None
        for criterion, call in calls.items()
        if not found or _is_absent(criterion, places, lacking)
    }
    said = [listed(found)] if found else []
    if absent:
        said.append(words.plain("guideline.lacks", call=", ".join(absent)))
    return "; ".join(said)


def listed(places: Iterable[str]) -> str:
    """Places in their order, three tables and more that follow each other in one.

    Examples
    --------
    >>> listed(["Table 9", "Method", "Table 11", "Table 10", "Table 3", "Table 4"])
    'Method, Table 3, Table 4, Table 9–11'
    """
    runs: list[tuple[str, list[int]]] = []
    for place in sorted(places, key=lambda place: (len(place), place)):
        word, _, number = place.rpartition(" ")
        if not number.isdecimal():
            runs.append((place, []))
        elif runs and runs[-1][0] == word and runs[-1][1][-1] + 1 == int(number):
            runs[-1][1].append(int(number))
        else:
            runs.append((word, [int(number)]))
    return ", ".join(_run(word, numbers) for word, numbers in runs)


def _run(word: str, numbers: Sequence[int]) -> str:
    if len(numbers) > MOST_SINGLE:
        return f"{word} {numbers[0]}–{numbers[-1]}"
    return ", ".join(f"{word} {number}" for number in numbers) or word


def _is_absent(
    criterion: str, places: Mapping[str, Sequence[str]], lacking: Collection[str]
) -> bool:
    """Whether nothing in the document tells of a criterion."""
    if criterion in TOLD_BY:
        return not TOLD_BY[criterion] & set(places)
    return criterion in lacking
