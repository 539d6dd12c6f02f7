"""Where constructs and passages stand: along the paths by column, across them by height."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from plspm.model import PathModel
from plspm.plots.drawing import Point
from plspm.plots.flow import Flow
from plspm.plots.indicators import Side, room
from plspm.plots.order import Slot, heights, links

Columns: TypeAlias = Sequence[Sequence[Slot]]

LEAD = 0.5
"""How far paths run straight before a row of constructs with their indicators, and after it."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the slots of the columns are, in directions along and across the paths.

    Attributes
    ----------
    centres : mapping of Slot to Point
        The centre of a construct, the middle of a passage.
    reach : mapping of Slot to float
        Half the extent of its column along the paths.
    sides : mapping of Slot to Side
        Where the indicators of a construct stand on the page.
    """

    centres: Mapping[Slot, Point]
    reach: Mapping[Slot, float]
    sides: Mapping[Slot, Side]


def places_of(
    model: PathModel,
    columns: Columns,
    counts: Mapping[str, int],
    flow: Flow,
    *,
    gap: float,
    passage: float,
    margin: float,
    outside: bool,
) -> Places:
    """Find the places.

    Parameters
    ----------
    model : PathModel
    columns : sequence of sequences of Slot
        Of the model, in order.
    counts : mapping of str to int
        How many indicators are drawn at a construct.
    flow : Flow
    gap, passage, margin : float
        Room between columns, for a path that passes one, and around constructs.
    outside : bool
        Whether the indicators of the first and the last column stand outside of these.
    """
    sides = {slot: _side(slot, columns, flow, outside) for column in columns for slot in column}
    rooms = {
        slot: room(counts.get(slot[0], 0) if len(slot) == 1 else 0, side, flow.sizes)
        for slot, side in sides.items()
    }
    ends: tuple[Side, Side] = ("above", "below") if flow.way == "right" else ("left", "right")
    first, last = ends
    extents = {
        slot: (passage / 2, passage / 2)
        if len(slot) > 1
        else (around[first] + margin, around[last] + margin)
        for slot, around in rooms.items()
    }
    reach = [
        flow.half_along
        if flow.way == "right"
        else LEAD + max(max(rooms[slot]["above"], rooms[slot]["below"]) for slot in column)
        for column in columns
    ]
    along = [0.0]
    for before, after in pairwise(reach):
        along.append(along[-1] + before + gap + after)
    across = heights(columns, links(model), extents)
    return Places(
        {slot: (along[k], across[slot]) for k, column in enumerate(columns) for slot in column},
        {slot: reach[k] for k, column in enumerate(columns) for slot in column},
        sides,
    )


def _side(slot: Slot, columns: Columns, flow: Flow, outside: bool) -> Side:
    """Away from the paths: outside of the first and last column, else above or below."""
    column = next(column for column in columns if slot in column)
    before = column.index(slot)
    if flow.way == "down":
        return "left" if before == 0 and len(column) > 1 else "right"
    if outside and column is columns[0]:
        return "left"
    if outside and column is columns[-1]:
        return "right"
    return "above" if before < len(column) - 1 - before else "below"
