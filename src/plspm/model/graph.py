"""The structural model as a directed graph: causal order and directed paths.

Nothing here recurses, and nothing but the enumeration itself costs more than one pass over
the paths, so that the size of a model is never a danger.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Protocol

from plspm.model.cycles import successors_of
from plspm.model.elements import Path
from plspm.model.products import Product


class Structure(Protocol):
    """As much of a model as its graph needs; every :class:`~plspm.PathModel` has it."""

    @property
    def construct_names(self) -> tuple[str, ...]:
        """Names of the constructs."""
        ...

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths between them."""
        ...

    @property
    def products(self) -> tuple[Product, ...]:
        """Products that are sources of paths."""
        ...


def nodes(model: Structure) -> tuple[str, ...]:
    """Name all that a path can start from or lead to: the constructs, and then the products.

    Parameters
    ----------
    model : PathModel
        The model.

    Examples
    --------
    >>> from plspm.model import PathModel
    >>> nodes(PathModel.parse("A =~ a; B =~ b; B ~ A + A^2"))
    ('A', 'B', 'A^2')
    """
    return *model.construct_names, *(product.name for product in model.products)


def topological_order(model: Structure) -> tuple[str, ...]:
    """Order the constructs so that every predictor stands before its outcomes.

    Parameters
    ----------
    model : PathModel
        The model.

    Returns
    -------
    tuple of str
        All construct names, and the labels of products, each after its factors; of what could
        stand next, what the model states first does (Kahn 1962), products last.

    Examples
    --------
    >>> from plspm.model import PathModel
    >>> topological_order(PathModel.parse("C =~ c; A =~ a; B =~ b; C ~ B; B ~ A"))
    ('A', 'B', 'C')
    """
    names = nodes(model)
    position = {name: number for number, name in enumerate(names)}
    arrows = [(path.source, path.target) for path in model.paths]
    arrows += [(name, product.name) for product in model.products for name in product.powers]
    successors = successors_of(arrows)
    waiting_for = dict.fromkeys(names, 0)
    for _, target in arrows:
        waiting_for[target] += 1
    ready = [position[name] for name in names if waiting_for[name] == 0]
    order = []
    while ready:
        name = names[heapq.heappop(ready)]
        order.append(name)
        for target in successors[name]:
            waiting_for[target] -= 1
            if waiting_for[target] == 0:
                heapq.heappush(ready, position[target])
    return tuple(order)


def directed_paths(model: Structure) -> Iterator[tuple[str, ...]]:
    """Enumerate every directed path of at least one arrow.

    Products are where paths start only: what acts on a factor of a product does not act along
    its paths, since the effect of the product depends on the values of the other factors.

    Their number can be exponential in the number of constructs: ask
    :func:`count_directed_paths` first.

    Parameters
    ----------
    model : PathModel
        The model.

    Yields
    ------
    tuple of str
        The constructs along the path, first source (it may be a product) to last target; by
        source in the order of the model, each path directly before those that prolong it.

    Examples
    --------
    >>> from plspm.model import PathModel
    >>> list(directed_paths(PathModel.parse("A =~ a; B =~ b; C =~ c; C ~ B; B ~ A")))
    [('A', 'B'), ('A', 'B', 'C'), ('B', 'C')]
    """
    successors = successors_of((path.source, path.target) for path in model.paths)
    stack: list[tuple[str, ...]] = [(name,) for name in reversed(nodes(model))]
    while stack:
        trail = stack.pop()
        if len(trail) > 1:
            yield trail
        stack.extend((*trail, target) for target in reversed(successors[trail[-1]]))


def count_directed_paths(model: Structure) -> int:
    """Count the directed paths of at least one arrow, without enumerating them.

    Parameters
    ----------
    model : PathModel
        The model.

    Returns
    -------
    int
        The number of tuples that :func:`directed_paths` would yield.

    Examples
    --------
    >>> from plspm.model import PathModel
    >>> count_directed_paths(PathModel.parse("A =~ a; B =~ b; C =~ c; C ~ A + B; B ~ A"))
    4
    """
    predecessors = successors_of((path.target, path.source) for path in model.paths)
    ending_at: dict[str, int] = {}
    for name in topological_order(model):
        # Every path that ends at a predictor goes on to here, and the arrow itself is a path.
        ending_at[name] = sum(1 + ending_at[source] for source in predecessors[name])
    return sum(ending_at.values())
