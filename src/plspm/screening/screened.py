"""From answers to everything that is said of them."""

from __future__ import annotations

import numpy as np

from plspm.assessment.keying import KEYED
from plspm.data.columns import FloatArray
from plspm.model import PathModel
from plspm.screening.answers import Answers
from plspm.screening.case_marks import case_measures
from plspm.screening.conditional import some_items
from plspm.screening.distances import CASES_PER_ITEM, Distances, distances
from plspm.screening.findings import Found, findings_table, said_of_codes
from plspm.screening.item_marks import duplicate_items, item_marks, without, wrong_values
from plspm.screening.item_shape import MEAN, SD, item_shapes
from plspm.screening.littles_test import ALPHA
from plspm.screening.mardia import Mardia, mardia
from plspm.screening.patterns import missing_patterns
from plspm.screening.record import Screening
from plspm.screening.tables import (
    cases_table,
    facts_of,
    items_table,
    littles_table,
    mardia_table,
    patterns_table,
)


def screened(
    answers: Answers,
    model: PathModel | None,
    stated: dict[str, tuple[float, float]],
    rng: np.random.Generator,
) -> Screening:
    """Look at answers in every way, and put together what was found.

    Parameters
    ----------
    answers : Answers
    model : PathModel or None
    stated : dict of str to (float, float)
        Scales by item.
    rng : Generator
    """
    names, raw = answers.names, answers.values
    place = {name: j for j, name in enumerate(names)}
    scales = {place[name]: scale for name, scale in stated.items()}
    together, keyed = _blocks(model, place)
    observed = ~np.isnan(raw)
    wrong = wrong_values(raw, together, scales, answers.labelled)
    X = without(raw, wrong)
    known = observed if X is raw else ~np.isnan(X)
    shapes = item_shapes(X)
    varying = np.flatnonzero(shapes[:, 2] > shapes[:, 1])
    copies = duplicate_items(X, shapes, varying)
    single = np.array([j for j in varying if int(j) not in copies], dtype=np.int64)
    far = distances(X, known, single, shapes[:, MEAN], shapes[:, SD])
    missing = 1.0 - np.count_nonzero(observed, axis=1) / observed.shape[1]
    of_items = item_marks(X, missing, shapes, keyed) | {
        "missing codes": np.array([j for j, c in enumerate(wrong.codes) if c], dtype=np.int64),
        "impossible values": np.array(
            [j for j, c in enumerate(wrong.impossible) if c or answers.infinite[j]], dtype=np.int64
        ),
        "duplicate item": np.array(sorted(copies), dtype=np.int64),
        "dependent item": np.zeros(0, dtype=np.int64) if far is None else far.dependent,
    }
    measures = case_measures(X, observed, single, far, rng)
    little = None if far is None else far.littles_test
    found = Found(
        names=names,
        index=answers.index,
        of_items=of_items,
        of_cases=measures.marked,
        wrong=wrong,
        infinite=answers.infinite,
        copies=copies,
        ends=_ends(shapes, together, scales),
        rows_in_block=measures.rows_in_block,
        answers_too=wrong.answers_too(raw),
        not_at_random=little is not None and little.p_robust < ALPHA,
    )
    return Screening(
        findings=findings_table(found),
        items=items_table(found, missing, shapes),
        cases=cases_table(found, measures, far),
        patterns=patterns_table(names, missing_patterns(observed)),
        littles_test=littles_table(little),
        mardia=mardia_table(_normality(X, far)),
        notes=_notes(answers, found, model, far is None),
        facts=facts_of(answers, observed, measures),
        simulated_from=answers.simulated,
    )


def _normality(X: FloatArray, far: Distances | None) -> Mardia | None:
    """Mardia's measures from the complete cases, where these are enough."""
    if far is None:
        return None
    complete = far.df == len(far.items)
    if complete.sum() <= CASES_PER_ITEM * len(far.items):
        return None
    items = some_items(X, far.items)
    return mardia(items, far.squared) if complete.all() else mardia(items[:, complete])


def _blocks(
    model: PathModel | None, place: dict[str, int]
) -> tuple[list[list[int]], list[list[int]]]:
    """Items that belong together, and those of them that shall point the same way."""
    if model is None:
        return [[j] for j in place.values()], []
    measured = [c for c in model.constructs if c.name not in model.higher_order]
    together = [[place[name] for name in c.indicators] for c in measured]
    keyed = [block for c, block in zip(measured, together, strict=True) if c.mode in KEYED]
    controls = [[place[each.column]] for each in model.controls if each.column in place]
    return [*together, *controls], keyed


def _ends(
    shapes: FloatArray, blocks: list[list[int]], scales: dict[int, tuple[float, float]]
) -> list[tuple[float, float]]:
    """Ends of each item's scale: as stated, or as they occur in its block."""
    ends = [(0.0, 0.0)] * len(shapes)
    for block in blocks:
        occur = (np.fmin.reduce(shapes[block, 1]), np.fmax.reduce(shapes[block, 2]))
        for j in block:
            ends[j] = scales.get(j, occur)
    return ends


def _notes(
    answers: Answers, found: Found, model: PathModel | None, too_few: bool
) -> tuple[str, ...]:
    notes = ["Nothing was removed or changed in the data."]
    if said_of_codes(found):
        notes.append(
            "Everything but the shares of missing answers takes the values that look like codes "
            "or are impossible as missing."
        )
    if model is None:
        notes.append(
            "Without a model nobody knows which items belong together: whether one is keyed the "
            "other way was not looked at."
        )
    if too_few:
        notes.append(
            "Distances, Little's test and Mardia's measures need more than twice as many cases as "
            "items, and cases that answered the same items; they are left out."
        )
    notes += answers.notes
    notes += [f"Left out: {said}" for said in answers.left_out]
    return tuple(notes)
