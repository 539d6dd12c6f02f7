"""Directed cycles, which a recursive model must not have; found without recursion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


def cycles(arrows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Find directed cycles: at least one in every part of the graph that has any.

    Parameters
    ----------
    arrows : iterable of (str, str)
        Sources and targets.

    Yields
    ------
    tuple of str
        The constructs around a cycle, the first repeated at the end.

    Examples
    --------
    >>> list(cycles([("A", "B"), ("B", "C"), ("C", "B")]))
    [('B', 'C', 'B')]
    """
    successors = successors_of(arrows)
    depth: dict[str, int] = {}  # the place of a name on the current trail
    finished: set[str] = set()
    told: set[str] = set()
    for start in list(successors):
        if start in finished:
            continue
        trail, branches = [start], [iter(successors[start])]
        depth[start] = 0
        while trail:
            target = next(branches[-1], None)
            if target is None:
                branches.pop()
                finished.add(trail[-1])
                del depth[trail.pop()]
            elif target in depth:
                if trail[-1] not in told and target not in told:
                    around = trail[depth[target] :]
                    told.update(around)
                    yield (*around, target)
            elif target not in finished:
                depth[target] = len(trail)
                trail.append(target)
                branches.append(iter(successors.get(target, ())))


def successors_of(arrows: Iterable[tuple[str, str]]) -> defaultdict[str, list[str]]:
    """List the targets of every source, in the order of the arrows."""
    successors: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in arrows:
        successors[source].append(target)
    return successors
