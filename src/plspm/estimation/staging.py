"""In which stages a model is estimated that has products, or constructs made of constructs.

References
----------
For higher-order constructs Becker, Klein & Wetzels (2012), Long Range Planning 45, 359-394, and
Sarstedt, Hair, Cheah, Becker & Ringle (2019), Australasian Marketing Journal 27(3), 197-211; for
interactions Henseler & Chin (2010), Structural Equation Modeling 17(1), 82-109, and Becker, Ringle
& Sarstedt (2018), Journal of Applied Structural Equation Modeling 2(2), 1-21.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement, product

import numpy as np

from plspm.estimation.arrays import Block, Column, ModelArrays
from plspm.estimation.settings import Settings
from plspm.estimation.stages import Stage
from plspm.estimation.staging_refusals import OF_ITEMS, refuse_unstageable
from plspm.model import Path, PathModel, Product


@dataclass(frozen=True, slots=True)
class Sketch:
    """A model on its way to index arrays.

    Attributes
    ----------
    blocks : tuple of Block
    paths : tuple of Path
    stages : tuple of Stage
        Those before it.
    explained : frozenset of str
        Constructs that their parts explain fully, so that what leads to them leads to these.
    """

    blocks: tuple[Block, ...]
    paths: tuple[Path, ...]
    stages: tuple[Stage, ...] = ()
    explained: frozenset[str] = frozenset()

    def arrays(self) -> ModelArrays:
        """Return the index arrays."""
        return ModelArrays.from_blocks(self.blocks, self.paths, self.stages)


def _assessed_by_parts(arrays: ModelArrays, blocks: tuple[Block, ...]) -> ModelArrays:
    """Add how constructs that repeat the items of their parts are assessed by these parts."""

    def by_parts(block: Block) -> Block:
        if not block.parts:
            return block
        return replace(block, columns=tuple(Column("score", part) for part in block.parts))

    measured = tuple(map(by_parts, blocks))
    if measured == blocks:
        return arrays
    stage = stage_to(arrays, measured)
    return replace(arrays, by_parts=(stage, ModelArrays.from_blocks(measured, ())))


def model_arrays(model: PathModel, settings: Settings) -> ModelArrays:
    """Turn a model of any kind into index arrays, with the stages before the last.

    Raises
    ------
    OptionError
        The options do not go together with the model.
    """
    refuse_unstageable(model, settings)
    products = {item.name for item in model.products}
    linear = tuple(path for path in model.paths if path.source not in products)
    sketch = _without_products(model, linear, settings)
    if model.products:
        sketch = _with_products(sketch, model, settings)
    return _assessed_by_parts(sketch.arrays(), sketch.blocks)


def _without_products(model: PathModel, paths: tuple[Path, ...], settings: Settings) -> Sketch:
    """The model with its higher-order constructs, but without products."""
    if not model.higher_order:
        return Sketch(tuple(map(Block.of_items, model.constructs)), paths)
    if settings.higher_order == "disjoint_two_stage":
        first = Sketch(tuple(_measured(model)), unfolded(model, paths))
    else:
        first = _repeated(model, paths)
    if settings.higher_order == "repeated_indicators":
        return first
    blocks = tuple(_of_scores(model))
    stage = stage_to(first.arrays(), blocks)
    return Sketch(blocks, paths, (*first.stages, stage))


def _measured(model: PathModel) -> Iterable[Block]:
    return (Block.of_items(c) for c in model.constructs if c.name not in model.higher_order)


def _of_scores(model: PathModel) -> Iterable[Block]:
    """Blocks in which scores are the indicators of higher-order constructs."""
    lower = {part for name in model.higher_order for part in model.parts(name)}
    for construct in model.constructs:
        if construct.name in model.higher_order:
            parts = model.parts(construct.name)
            yield replace(
                Block.of(construct, (Column("score", part) for part in parts)), parts=parts
            )
        else:
            yield replace(Block.of_items(construct), held=construct.name in lower)


def _repeated(model: PathModel, paths: tuple[Path, ...]) -> Sketch:
    """Blocks in which the items of the parts are those of the higher-order construct once more."""
    measured = tuple(_measured(model))
    columns = {block.name: block.columns for block in measured}
    blocks, arrows = [], []
    for construct in model.constructs:
        if construct.name not in model.higher_order:
            blocks.append(Block.of_items(construct))
            continue
        parts = model.parts(construct.name)
        items = [column for part in parts for column in columns[part]]
        blocks.append(replace(Block.of(construct, items), parts=parts))
        if construct.kind == "reflective":
            arrows += [Path(construct.name, part) for part in parts]
        else:
            arrows += [Path(part, construct.name) for part in parts]
    formed = {c.name for c in model.constructs if c.kind != "reflective"}
    explained = frozenset(model.higher_order) & formed
    paths = (*unfolded(model, paths, frozenset(), explained), *arrows)
    before = ModelArrays.from_blocks(measured, ())
    stage = stage_to(before, blocks, weighted=False)
    return Sketch(tuple(blocks), paths, (stage,), explained)


def unfolded(
    model: PathModel,
    paths: Iterable[Path],
    sources: frozenset[str] | None = None,
    targets: frozenset[str] | None = None,
) -> tuple[Path, ...]:
    """Paths in which the parts of higher-order constructs stand in the place of these.

    Parameters
    ----------
    sources, targets : frozenset of str, optional
        The higher-order constructs for which this is done at either end; by default all.
    """
    every = frozenset(model.higher_order)

    def ends(name: str, replaced: frozenset[str] | None) -> tuple[str, ...]:
        return model.parts(name) if name in (every if replaced is None else replaced) else (name,)

    found = (
        Path(source, target)
        for path in paths
        for source, target in product(ends(path.source, sources), ends(path.target, targets))
    )
    return tuple(dict.fromkeys(found))


def _with_products(sketch: Sketch, model: PathModel, settings: Settings) -> Sketch:
    """The model whose products are indicators of constructs of their own."""
    of_items = settings.interactions in OF_ITEMS
    columns = {block.name: block.columns for block in sketch.blocks}
    made: dict[Column, tuple[Column, ...]] = {}
    added = []
    for item in model.products:
        parts = product_items(item, columns) if of_items else product_of_scores(item)
        made |= parts
        added.append(Block(item.name, tuple(parts), factors=item.factors))
    settled = settings.interactions == "two_stage"
    blocks = (*(replace(b, held=b.held or settled) for b in sketch.blocks), *added)
    residual_on = None
    if settings.interactions == "orthogonal":
        residual_on = [
            [column for name in dict.fromkeys(item.factors) for column in columns[name]]
            for item in model.products
            for _ in product_items(item, columns)
        ]
    stage = stage_to(
        sketch.arrays(), blocks, weighted=not of_items, made=made, residual_on=residual_on
    )
    products = {item.name for item in model.products}
    own = [path for path in model.paths if path.source in products]
    paths = (*sketch.paths, *unfolded(model, own, frozenset(), sketch.explained))
    return Sketch(blocks, paths, (*sketch.stages, stage))


def product_of_scores(item: Product) -> dict[Column, tuple[Column, ...]]:
    """The one indicator of a product, and the scores that are multiplied."""
    return {Column("product", item.name): tuple(Column("score", name) for name in item.factors)}


def product_items(
    item: Product, columns: dict[str, tuple[Column, ...]]
) -> dict[Column, tuple[Column, ...]]:
    """Indicators of a product of items, and what is multiplied: one item of each factor.

    The items of a power are combined with repetition and without regard to their order.
    """
    powers = {name: item.factors.count(name) for name in dict.fromkeys(item.factors)}
    choices = (combinations_with_replacement(columns[name], k) for name, k in powers.items())
    together = (tuple(c for part in parts for c in part) for parts in product(*choices))
    return {Column("product", ":".join(c.name for c in parts)): parts for parts in together}


def stage_to(
    arrays: ModelArrays,
    blocks: Sequence[Block],
    *,
    weighted: bool = True,
    made: dict[Column, tuple[Column, ...]] | None = None,
    residual_on: Sequence[Sequence[Column]] | None = None,
) -> Stage:
    """The stage between a model and the next, whose blocks are given.

    Parameters
    ----------
    arrays : ModelArrays
    blocks : sequence of Block
    weighted : bool
        Whether the next needs scores or weights of this one.
    made : dict, optional
        Products among the next one's indicators, and what each multiplies.
    residual_on : sequence of sequences of Column, optional
        For every product the indicators that it is made orthogonal to.
    """
    pool: dict[Column, int] = {}
    for place, column in enumerate(arrays.columns):
        pool.setdefault(column, place)
    size = len(arrays.columns)
    if weighted:
        pool |= {Column("score", name): size + j for j, name in enumerate(arrays.constructs)}
        size += len(arrays.constructs)
    made = made or {}
    factors = tuple(tuple(pool[column] for column in parts) for parts in made.values())
    pool |= {column: size + place for place, column in enumerate(made)}
    begins = dict(zip(arrays.constructs, arrays.starts, strict=False))
    carried = [
        begins[block.name] + place if block.held and block.name in begins else -1
        for block in blocks
        for place in range(len(block.columns))
    ]
    return Stage(
        arrays=arrays,
        weighted=weighted,
        factors=factors,
        residual_on=None
        if residual_on is None
        else tuple(np.array([pool[column] for column in on]) for on in residual_on),
        columns=np.array([pool[column] for block in blocks for column in block.columns]),
        carried=np.array(carried, dtype=np.int64),
    )
