"""Redundancy analysis: whether a block says what a single global item says."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from plspm.api import estimate
from plspm.data.beside import columns_beside
from plspm.model import PathModel, path, single_item
from plspm.results import PLSResult

GLOBAL = "global item"


def redundancy(result: PLSResult, construct: str, item: str) -> float:
    """Path from a block to a global item that asks for the same in one question.

    Parameters
    ----------
    result : PLSResult
    construct : str
        Measured by items, or made of constructs, whose scores then are its items.
    item : str
        A column of the data.

    Raises
    ------
    DataError, UnavailableError
        There is no such column of numbers, or there are no cases.

    References
    ----------
    Chin (1998), in: Marcoulides, Modern Methods for Business Research, 295-336.
    """
    block = result.model.construct(construct)
    cases = result._cases("Redundancy analyses")
    if construct in result.model.higher_order:
        items = result.scores[list(block.indicators)].reset_index(drop=True)
    else:
        items = pd.DataFrame(cases.values, columns=list(cases.names))[list(block.indicators)]
    beside = columns_beside(cases, [item], "global_items")
    frame = items.assign(**{GLOBAL: beside[:, 0]})
    model = PathModel(
        [replace(block, name="block"), single_item("whole", GLOBAL)], [path("block", to="whole")]
    )
    if cases.case_weights is None:
        fit = estimate(model, frame)
    else:
        fit = estimate(model, frame, weights=cases.case_weights)
    return float(fit.paths["path_coefficient"].iloc[0])
