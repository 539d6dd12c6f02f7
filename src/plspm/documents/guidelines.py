"""What guidelines ask for, and where a document has it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plspm.documents.parts import Column, Section, Tabulated
from plspm.documents.words import Words, plain
from plspm.model import PathModel


@dataclass(frozen=True, slots=True)
class Guideline:
    """A thing that a paper shall tell.

    Attributes
    ----------
    number : int
        Its words stand in the files of languages under it.
    tables : tuple of str
        Keys of tables, or rooms of records, any of which tell it.
    call : str
        How it is computed where it is not there; empty for what the authors tell themselves.
    source : str
    """

    number: int
    tables: tuple[str, ...]
    call: str
    source: str


GUIDELINES: Final = (
    Guideline(1, (), "", "Hair et al. 2019"),
    Guideline(
        2, ("SampleSize", "PowerAnalysis"), "plspm.sample_size(result)", "Guenther et al. 2023"
    ),
    Guideline(3, ("descriptives",), "plspm.estimate(model, data)", "Hair et al. 2022"),
    Guideline(4, ("Screening", "descriptives"), "plspm.estimate(model, data)", "Kock 2015"),
    Guideline(5, ("method",), "", "Benitez et al. 2020"),
    Guideline(6, ("descriptives", "correlations"), "", "Ringle et al. 2023"),
    Guideline(7, ("loadings", "reliability"), "", "Hair et al. 2019"),
    Guideline(
        8, ("htmt", "fornell_larcker"), "result.bootstrap(10_000, seed=1)", "Henseler et al. 2015"
    ),
    Guideline(9, ("composites",), "", "Hair et al. 2019"),
    Guideline(10, ("fit", "exact_fit"), "result.exact_fit()", "Henseler 2021"),
    Guideline(11, ("paths",), "", "Hair et al. 2019"),
    Guideline(12, ("paths",), "result.bootstrap(10_000, seed=1)", "Streukens & Leroi-Werelds 2016"),
    Guideline(13, ("r_squared", "paths"), "", "Cohen 1988"),
    Guideline(14, ("CrossValidation",), "plspm.cross_validate(result)", "Shmueli et al. 2019"),
    Guideline(
        15,
        ("PredictiveAbility", "ModelComparison"),
        "plspm.cross_validate(result)",
        "Liengaard et al. 2021",
    ),
    Guideline(
        16,
        ("InformationCriteria", "ModelComparison"),
        "plspm.information_criteria({...})",
        "Sharma et al. 2019",
    ),
    Guideline(17, ("mediation",), "result.bootstrap(10_000, seed=1)", "Zhao et al. 2010"),
    Guideline(18, ("interactions", "slopes"), "", "Becker et al. 2018"),
    Guideline(19, ("parts",), "", "Sarstedt et al. 2019"),
    Guideline(20, ("GroupComparison",), "plspm.compare_groups(result, by)", "Henseler et al. 2016"),
    Guideline(
        21,
        ("RegressionDiagnostics",),
        "plspm.regression_diagnostics(result)",
        "Sarstedt et al. 2022",
    ),
    Guideline(
        22,
        ("ImportancePerformance", "CombinedMap", "NecessaryConditions"),
        "plspm.ipma(result, scales)",
        "Ringle & Sarstedt 2016",
    ),
    Guideline(23, ("weighted",), "plspm.estimate(..., weights=)", "Becker & Ismail 2016"),
    Guideline(24, (), "", "Ringle et al. 2023"),
)


def needless(model: PathModel, *, mediated: bool) -> set[int]:
    """Numbers of guidelines on what a model does not have."""
    kinds = {c.kind for c in model.constructs if len(c.indicators) > 1}
    absent = {
        7: "reflective" not in kinds,
        9: "composite" not in kinds,
        17: not mediated,
        18: not model.products,
        19: not model.higher_order,
    }
    return {number for number, holds in absent.items() if holds}


def guidelines(
    words: Words,
    places: Mapping[str, Sequence[str]],
    missing: Collection[int],
    needless: Collection[int],
) -> Section:
    """The index of what guidelines ask for.

    Parameters
    ----------
    words : Words
    places : mapping of key to words
        Where each thing is: "Table 3", "Method".
    missing : collection of int
        Numbers of what is there in part only, without what the call computes.
    needless : collection of int
        Numbers that this model has nothing for.
    """
    rows = tuple(
        (
            asked.number,
            words.plain(f"guideline.{asked.number}"),
            _where(asked, words, places, missing, needless),
            ", ".join(asked.source.rsplit(" ", 1)),
        )
        for asked in GUIDELINES
    )
    columns = (
        Column(plain("#"), "count"),
        Column(words.text("column.asked"), "text"),
        Column(words.text("column.where"), "text"),
        Column(words.text("column.rule"), "text"),
    )
    title, note = words.text("caption.guidelines"), words.text("text.guidelines")
    table = Tabulated("guidelines", title, columns, rows, 2, (note,))
    return Section("guidelines", words["section.guidelines"], (table,))


def _where(
    asked: Guideline,
    words: Words,
    places: Mapping[str, Sequence[str]],
    missing: Collection[int],
    needless: Collection[int],
) -> str:
    if asked.number in needless:
        return words["guideline.no_need"]
    found = {place for key in asked.tables for place in places.get(key, ())}
    said = ", ".join(sorted(found, key=lambda place: (len(place), place)))
    lacks = words.plain("guideline.lacks", call=asked.call)
    if not asked.tables:
        return words["guideline.yours"]
    if not found:
        return lacks if asked.call else words["guideline.no_need"]
    return f"{said}; {lacks}" if asked.number in missing and asked.call else said
