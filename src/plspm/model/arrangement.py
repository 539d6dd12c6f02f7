"""The order in which a model keeps its paths, and the labels of its products."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plspm.model.elements import Path
from plspm.model.products import Product, product_of


def arranged(
    names: Sequence[str], paths: Iterable[Path]
) -> tuple[tuple[Path, ...], tuple[Product, ...]]:
    """Sort paths, and give every product one label, that under which it is written first.

    Parameters
    ----------
    names : sequence of str
        All constructs, in the order of the model.
    paths : iterable of Path
        Valid paths, in any order.

    Returns
    -------
    paths : tuple of Path
        By the position of the target, then of the source; products after constructs.
    products : tuple of Product
        In the order in which they are sources of these paths.

    Examples
    --------
    >>> arrows = [Path("B:A", "Y"), Path("B", "Y"), Path("A", "Y"), Path("A:B", "Z")]
    >>> [path.source for path in arranged(["A", "B", "Y", "Z"], arrows)[0]]
    ['A', 'B', 'B:A', 'B:A']
    """
    position = {name: number for number, name in enumerate(names)}
    first: dict[Product, Product] = {}
    stated = []
    for path in paths:
        source = product_of(path.source)
        stated.append((first.setdefault(source, source), path.target))

    def place(arrow: tuple[Product, str]) -> tuple[int, int, list[int]]:
        source, target = arrow
        factors = sorted(position[name] for name in source.factors)
        return position[target], len(factors), factors

    stated.sort(key=place)
    products = dict.fromkeys(source for source, _ in stated if len(source.factors) > 1)
    return tuple(Path(source.name, target) for source, target in stated), tuple(products)
