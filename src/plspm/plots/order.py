"""Who stands in which column, and in which order: few crossings, neighbours level.

The layered drawing of directed graphs (Sugiyama, Tagawa & Toda 1981): columns by causal depth,
places kept free where a path passes a column, barycentre sweeps, then heights by least squares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from statistics import median
from typing import Literal, TypeAlias

from plspm.model import PathModel
from plspm.model.graph import nodes, topological_order

Slot: TypeAlias = tuple[str, ...]
"""A construct or product, (name,), or the passage of a path through a column, (source, target,
column)."""
Connection: TypeAlias = tuple[str, str]
ConnectionKind: TypeAlias = Literal["path", "factor", "part"]
Links: TypeAlias = Mapping[Slot, Sequence[Slot]]
SWEEPS = 24


def connections(model: PathModel) -> dict[Connection, ConnectionKind]:
    """Return what is joined from left to right, and how.

    Paths join constructs and products to outcomes; products stand behind their factors. The
    parts of a higher-order construct stand before it, or behind it where no path leaves it.

    Examples
    --------
    >>> from plspm.model import PathModel
    >>> connections(PathModel.parse("A =~ a; B =~ b; B ~ A + A^2"))
    {('A', 'B'): 'path', ('A^2', 'B'): 'path', ('A', 'A^2'): 'factor'}
    """
    found: dict[Connection, ConnectionKind] = {(p.source, p.target): "path" for p in model.paths}
    for product in model.products:
        found.update({(factor, product.name): "factor" for factor in product.powers})
    for whole in model.higher_order:
        last = not any(whole in product.factors for product in model.products)
        last = last and not model.successors(whole)
        for part in model.parts(whole):
            found[(whole, part) if last else (part, whole)] = "part"
    return found


def depths(model: PathModel) -> dict[str, int]:
    """Return the length of the longest chain of connections that leads to each construct.

    The parts of a construct stand next to it.

    Examples
    --------
    >>> from plspm.model import PathModel
    >>> depths(PathModel.parse("A =~ a; B =~ b; C =~ c; C ~ A + B; B ~ A"))
    {'A': 0, 'B': 1, 'C': 2}
    """
    joined = connections(model)
    parts = {part for whole in model.higher_order for part in model.parts(whole)}
    before: defaultdict[str, list[str]] = defaultdict(list)
    for left, right in joined:
        before[right].append(left)
    depth = dict.fromkeys(parts, 0)
    for name in topological_order(model):
        if name not in parts:
            depth[name] = max((depth[source] + 1 for source in before[name]), default=0)
    for (left, right), kind in joined.items():
        if kind == "part" and right in parts:
            depth[right] = depth[left] + 1
        elif kind == "part":
            depth[left] = depth[right] - 1
    return depth


def chains(model: PathModel) -> dict[Connection, tuple[Slot, ...]]:
    """Return every connection as the slots that it passes, one a column."""
    depth = depths(model)
    return {
        (left, right): (
            (left,),
            *((left, right, str(column)) for column in range(depth[left] + 1, depth[right])),
            (right,),
        )
        for left, right in connections(model)
    }


def ordered_columns(model: PathModel) -> list[list[Slot]]:
    """Return the slots of every column from top to bottom, with few crossings.

    Examples
    --------
    >>> from plspm.model import PathModel
    >>> crossed = "A =~ a; B =~ b; C =~ c; D =~ d; C ~ B; D ~ A"
    >>> ordered_columns(PathModel.parse(crossed))
    [[('A',), ('B',)], [('D',), ('C',)]]
    """
    depth = depths(model)
    columns: list[list[Slot]] = [[] for _ in range(max(depth.values()) + 1)]
    for name in nodes(model):
        columns[depth[name]].append((name,))
    for chain in chains(model).values():
        for slot in chain[1:-1]:
            columns[int(slot[2])].append(slot)
    before, after = links(model)
    best = columns
    for sweep in range(SWEEPS):
        columns = _swept(columns, before) if sweep % 2 == 0 else _swept(columns[::-1], after)[::-1]
        if crossings(columns, after) < crossings(best, after):
            best = columns
    return best


def links(model: PathModel) -> tuple[Links, Links]:
    """Return the neighbours of each slot in the column before it, and in the one after it."""
    before: defaultdict[Slot, list[Slot]] = defaultdict(list)
    after: defaultdict[Slot, list[Slot]] = defaultdict(list)
    for chain in chains(model).values():
        for left, right in pairwise(chain):
            before[right].append(left)
            after[left].append(right)
    return before, after


def crossings(columns: Sequence[Sequence[Slot]], after: Links) -> int:
    """Count the pairs of connections that cross."""
    total = 0
    for column, following in pairwise(columns):
        rank = {slot: number for number, slot in enumerate(following)}
        ends = [end for slot in column for end in sorted(rank[to] for to in after.get(slot, ()))]
        total += sum(first > second for first, second in combinations(ends, 2))
    return total


def heights(
    columns: Sequence[Sequence[Slot]],
    neighbours: tuple[Links, Links],
    extents: Mapping[Slot, tuple[float, float]],
) -> dict[Slot, float]:
    """Return the height of every slot: near its neighbours, in order, none upon another.

    Parameters
    ----------
    columns
        Slots from top to bottom.
    neighbours
        As :func:`links` returns them.
    extents
        Room that a slot needs above and below its height.
    """
    y = {slot: 0.0 for column in columns for slot in column}
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            near = [[end for side in neighbours for end in side.get(slot, ())] for slot in column]
            wanted = [_mean([y[end] for end in ends]) for ends in near]
            y.update(_levelled(column, wanted, extents))
    before, after = neighbours
    for column in columns[1:]:  # at last, straight lines count more than balance
        # Parts that stand before their whole have nothing before themselves.
        wanted = [median(y[end] for end in before.get(slot) or after[slot]) for slot in column]
        y.update(_levelled(column, wanted, extents))
    return y


def _levelled(
    column: Sequence[Slot],
    wanted: Sequence[float],
    extents: Mapping[Slot, tuple[float, float]],
) -> dict[Slot, float]:
    apart = [extents[upper][1] + extents[lower][0] for upper, lower in pairwise(column)]
    return dict(zip(column, spread(wanted, apart), strict=True))


def spread(wanted: Sequence[float], apart: Sequence[float]) -> list[float]:
    """Return the descending heights nearest to those wanted, with the distances asked for.

    Least squares under order constraints: pool adjacent violators (Ayer et al. 1955).

    Examples
    --------
    >>> spread([0.0, 0.0, -9.0], [2.0, 2.0])
    [1.0, -1.0, -9.0]
    """
    offsets = [0.0]
    for distance in apart:
        offsets.append(offsets[-1] + distance)
    pools: list[list[float]] = []
    for height, offset in zip(wanted, offsets, strict=True):
        pools.append([height + offset])
        while len(pools) > 1 and _mean(pools[-1]) > _mean(pools[-2]):
            last = pools.pop()
            pools[-1] += last
    levels = [_mean(pool) for pool in pools for _ in pool]
    return [level - offset for level, offset in zip(levels, offsets, strict=True)]


def _swept(columns: list[list[Slot]], neighbours: Links) -> list[list[Slot]]:
    swept = [columns[0]]
    for column in columns[1:]:
        rank = {slot: number for number, slot in enumerate(swept[-1])}
        centre = {
            slot: _mean([rank[other] for other in neighbours[slot]])
            if neighbours.get(slot)
            else float(number)
            for number, slot in enumerate(column)
        }
        swept.append(sorted(column, key=centre.__getitem__))
    return swept


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
