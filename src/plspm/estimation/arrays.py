"""The model as index arrays: here names end, until the report."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plspm.model import Mode, PathModel
from plspm.model.graph import count_directed_paths, directed_paths, topological_order

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_DIRECTED_PATHS = 5_000
"""Beyond so many directed paths the specific indirect effects are no longer listed one by one."""


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

    Indicators stand in block order: block j holds indicators starts[j]..starts[j + 1] - 1.

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

    @classmethod
    def from_model(cls, model: PathModel) -> ModelArrays:
        """Turn the names of `model` into indices."""
        constructs = model.construct_names
        number = {name: index for index, name in enumerate(constructs)}
        sizes = np.array([len(construct.indicators) for construct in model.constructs])
        block = np.repeat(np.arange(len(constructs)), sizes)
        is_path = np.zeros((len(constructs), len(constructs)), dtype=np.bool_)
        for path in model.paths:
            is_path[number[path.target], number[path.source]] = True
        order = np.array([number[name] for name in topological_order(model)])
        return cls(
            constructs=constructs,
            indicators=model.indicators,
            starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            block=block,
            membership=np.eye(len(constructs))[block],
            sizes=sizes,
            modes=tuple(construct.mode for construct in model.constructs),
            fixed=np.concatenate(
                [
                    construct.weights or np.ones(len(construct.indicators))
                    for construct in model.constructs
                ]
            ),
            reflective=np.array([construct.kind == "reflective" for construct in model.constructs]),
            is_path=is_path,
            equations=_equations(is_path),
            order=order,
            reachable=_reachable(is_path, order),
            indirect_routes=_indirect_routes(model, number),
        )

    @property
    def endogenous(self) -> Flags:
        """(J,) whether a construct has predecessors."""
        return self.is_path.sum(axis=1) > 0

    @property
    def mode_a(self) -> Flags:
        """(J,) whether reliability and validity are defined: Mode A blocks and single items."""
        return np.array([mode == "A" for mode in self.modes]) | (self.sizes == 1)

    @property
    def corrected(self) -> Flags:
        """(J,) whether consistent PLS corrects the block: multi-item common factors."""
        return self.reflective & (self.sizes > 1)

    def block_slice(self, j: int) -> slice:
        """Return the indicators of construct j as a slice."""
        return slice(int(self.starts[j]), int(self.starts[j + 1]))


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


def _indirect_routes(
    model: PathModel, number: dict[str, int]
) -> tuple[tuple[int, ...], ...] | None:
    if count_directed_paths(model) > MOST_DIRECTED_PATHS:
        return None
    routes = [tuple(number[name] for name in route) for route in directed_paths(model)]
    return tuple(sorted((r for r in routes if len(r) > 2), key=lambda r: (r[-1], r[0], r)))
