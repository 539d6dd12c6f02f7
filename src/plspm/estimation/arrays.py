"""The model as index arrays: here names end, until the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from plspm.model import Construct, Mode, Path, PathModel, Product
from plspm.model.graph import count_directed_paths, directed_paths, topological_order

if TYPE_CHECKING:
    from plspm.estimation.stages import Stage

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_DIRECTED_PATHS = 5_000
"""Beyond so many directed paths the specific indirect effects are no longer listed one by one."""


class Column(NamedTuple):
    """What an indicator is: an item of the data, the score of a construct, or a product."""

    kind: Literal["item", "score", "product"]
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """A construct and the indicators that it is made of at some stage.

    Attributes
    ----------
    name : str
    columns : tuple of Column
        What its indicators are; their names label them.
    mode : str
    reflective : bool
    weights : tuple of float, optional
        With mode "fixed".
    held : bool
        Whether its weights were settled at an earlier stage.
    factors : tuple of str
        Of a product, the constructs that are multiplied.
    parts : tuple of str
        Of a higher-order construct, the constructs that it is made of.
    """

    name: str
    columns: tuple[Column, ...]
    mode: Mode = "A"
    reflective: bool = False
    weights: tuple[float, ...] | None = None
    held: bool = False
    factors: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @classmethod
    def of(cls, construct: Construct, columns: Iterable[Column]) -> Block:
        """Return the block of a construct with given indicators."""
        reflective = construct.kind == "reflective"
        return cls(construct.name, tuple(columns), construct.mode, reflective, construct.weights)

    @classmethod
    def of_items(cls, construct: Construct) -> Block:
        """Return the block of a construct that is measured by items of the data."""
        return cls.of(construct, (Column("item", name) for name in construct.indicators))


class _Network(NamedTuple):
    """As much of a model as its graph needs."""

    construct_names: tuple[str, ...]
    paths: tuple[Path, ...]
    products: tuple[Product, ...] = ()  # constructs of their own by now


@dataclass(frozen=True, slots=True, eq=False)
class Equations:
    """All structural equations with the same number k of predecessors.

    Attributes
    ----------
    targets : (m,) array
        The endogenous constructs.
    predecessors : (m, k) array
        Their predecessors.
    """

    targets: Indices
    predecessors: Indices


@dataclass(frozen=True, slots=True, eq=False)
class ModelArrays:
    """A :class:`~plspm.PathModel` turned into index arrays.

    Indicators stand in block order: block j holds indicators starts[j]..starts[j + 1] - 1. They
    are items of the data, scores where a construct is made of constructs, or products.

    Attributes
    ----------
    constructs, indicators : tuple of str
        The names, J and p of them.
    starts : (J + 1,) array
    block : (p,) array
        The construct of every indicator.
    membership : (p, J) array
        1 where the indicator belongs to the construct, else 0.
    sizes : (J,) array
        Indicators per block.
    modes : tuple of str
        How the weights of each block are found.
    fixed : (p,) array
        Weights of the blocks in mode "fixed", 1 elsewhere.
    reflective : (J,) array
        Whether the construct is a common factor.
    is_path : (J, J) array
        ``is_path[i, j]`` is true where construct j has a path to construct i.
    equations : tuple of Equations
        The structural equations, grouped by their number of predecessors.
    order : (J,) array
        The constructs in causal order.
    reachable : (J, J) array
        ``reachable[i, j]`` is true where a directed path leads from j to i.
    indirect_routes : tuple of tuple of int, or None
        Every directed path of two or more steps; None where there are more than
        ``MOST_DIRECTED_PATHS`` directed paths.
    columns : tuple of Column
        What every indicator is.
    held : (J,) array
        Blocks whose weights an earlier stage has settled.
    factors : tuple of tuple of int
        For every construct those that it is the product of; empty where it is none.
    parts : tuple of tuple of int
        For every construct those that it is made of; empty for one of the first order.
    stages : tuple of Stage
        What comes before: smaller models whose scores and products are indicators here.
    by_parts : (Stage, ModelArrays) or None
        Where a higher-order construct has the items of its parts: the model in which it has
        these parts for items, by which it is assessed, and the way there.
    items : (items,) array
        Where the items of the data stand among the indicators, those of constructs of the first
        order, so that each is counted once.
    distinct : array
        Places of all indicators but the items that higher-order constructs repeat.
    endogenous : (J,) array
        Whether a construct has predecessors.
    mode_a : (J,) array
        Whether reliability and validity are defined: Mode A blocks and single items, but not
        products, which nothing measures.
    corrected : (J,) array
        Whether consistent PLS corrects the block: multi-item common factors.
    first_order : (J,) array
        Whether a construct is measured by items of its own.
    is_product : (J,) array
        Whether a construct is a product of others.
    own_parts : (J, J) array
        Whether one construct is a part of the other.
    needs_cases : bool
        Whether products of scores enter, for which correlations do not suffice.
    """

    constructs: tuple[str, ...]
    indicators: tuple[str, ...]
    starts: Indices
    block: Indices
    membership: Array
    sizes: Indices
    modes: tuple[Mode, ...]
    fixed: Array
    reflective: Flags
    is_path: Flags
    equations: tuple[Equations, ...]
    order: Indices
    reachable: Flags
    indirect_routes: tuple[tuple[int, ...], ...] | None
    columns: tuple[Column, ...]
    held: Flags
    factors: tuple[tuple[int, ...], ...]
    parts: tuple[tuple[int, ...], ...]
    stages: tuple[Stage, ...] = ()
    by_parts: tuple[Stage, ModelArrays] | None = None
    items: Indices = field(init=False)
    distinct: Indices = field(init=False)
    endogenous: Flags = field(init=False)
    mode_a: Flags = field(init=False)
    corrected: Flags = field(init=False)
    first_order: Flags = field(init=False)
    is_product: Flags = field(init=False)
    own_parts: Flags = field(init=False)
    needs_cases: bool = field(init=False)

    @classmethod
    def from_model(cls, model: PathModel) -> ModelArrays:
        """Turn the names of a model of one stage into indices."""
        return cls.from_blocks(map(Block.of_items, model.constructs), model.paths)

    @classmethod
    def from_blocks(
        cls, blocks: Iterable[Block], paths: Sequence[Path], stages: tuple[Stage, ...] = ()
    ) -> ModelArrays:
        """Turn the names of constructs and paths into indices."""
        blocks = tuple(blocks)
        constructs = tuple(block.name for block in blocks)
        number = {name: index for index, name in enumerate(constructs)}
        sizes = np.array([len(block.columns) for block in blocks])
        block = np.repeat(np.arange(len(blocks)), sizes)
        columns = tuple(column for block in blocks for column in block.columns)
        is_path = np.zeros((len(blocks), len(blocks)), dtype=np.bool_)
        for path in paths:
            is_path[number[path.target], number[path.source]] = True
        network = _Network(constructs, tuple(paths))
        order = np.array([number[name] for name in topological_order(network)])
        return cls(
            constructs=constructs,
            indicators=tuple(column.name for column in columns),
            starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            block=block,
            membership=np.eye(len(blocks))[block],
            sizes=sizes,
            modes=tuple(block.mode for block in blocks),
            fixed=np.concatenate(
                [block.weights or np.ones(len(block.columns)) for block in blocks]
            ),
            reflective=np.array([block.reflective for block in blocks]),
            is_path=is_path,
            equations=_equations(is_path),
            order=order,
            reachable=_reachable(is_path, order),
            indirect_routes=_indirect_routes(network, number),
            columns=columns,
            held=np.array([block.held for block in blocks]),
            factors=tuple(tuple(number[name] for name in block.factors) for block in blocks),
            parts=tuple(tuple(number[name] for name in block.parts) for block in blocks),
            stages=stages,
        )

    def __post_init__(self) -> None:
        for name, value in _flags(self).items():
            object.__setattr__(self, name, value)

    def block_slice(self, j: int) -> slice:
        """Return the indicators of construct j as a slice."""
        return slice(int(self.starts[j]), int(self.starts[j + 1]))


def _flags(arrays: ModelArrays) -> dict[str, Array | Indices | Flags | bool]:
    """What constructs and indicators are, found once: every batch of draws asks for it."""
    is_product = np.array([len(factors) > 0 for factors in arrays.factors], dtype=np.bool_)
    made_of_none = np.array([len(parts) == 0 for parts in arrays.parts], dtype=np.bool_)
    in_mode_a = np.array([mode == "A" for mode in arrays.modes], dtype=np.bool_)
    is_item = np.array([column.kind == "item" for column in arrays.columns], dtype=np.bool_)
    own_parts = np.zeros((len(arrays.parts), len(arrays.parts)), dtype=np.bool_)
    for whole, parts in enumerate(arrays.parts):
        own_parts[whole, list(parts)] = own_parts[list(parts), whole] = True
    first_order = made_of_none & ~is_product
    measured = first_order[arrays.block]
    return {
        "items": np.flatnonzero(measured),
        "distinct": np.flatnonzero(~is_item | measured),
        "endogenous": arrays.is_path.sum(axis=1) > 0,
        "mode_a": (in_mode_a | (arrays.sizes == 1)) & ~is_product,
        "corrected": arrays.reflective & (arrays.sizes > 1),
        "first_order": first_order,
        "is_product": is_product,
        "own_parts": own_parts,
        "needs_cases": bool(is_product.any()),
    }


def _equations(is_path: Flags) -> tuple[Equations, ...]:
    counts = is_path.sum(axis=1)
    return tuple(
        Equations(
            targets=(targets := np.flatnonzero(counts == k)),
            predecessors=np.array([np.flatnonzero(is_path[i]) for i in targets]),
        )
        for k in np.unique(counts[counts > 0])
    )


def _reachable(is_path: Flags, order: Indices) -> Flags:
    reachable = np.zeros_like(is_path)
    for i in order:
        predecessors = is_path[i]
        reachable[i] = predecessors | reachable[predecessors].any(axis=0)
    return reachable


def _indirect_routes(model: _Network, number: dict[str, int]) -> tuple[tuple[int, ...], ...] | None:
    if count_directed_paths(model) > MOST_DIRECTED_PATHS:
        return None
    routes = [tuple(number[name] for name in route) for route in directed_paths(model)]
    return tuple(sorted((r for r in routes if len(r) > 2), key=lambda r: (r[-1], r[0], r)))
