"""Models with products, and with constructs of constructs: one stage after the other.

A stage makes columns (scores, products, residuals of products) out of the one before; with these
in the data the next is a model like any other.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from tests.naive import structure
from tests.naive.estimate import (
    Fit,
    Model,
    Pair,
    correlation,
    covariance,
    estimate,
    mean,
    regression,
)
from tests.naive.measurement import construct_correlations, proxy_reliability
from tests.naive.resample import aligned

Data = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Product:
    """A product of constructs (one of them more than once for a power), and what it leads to."""

    factors: tuple[str, ...]
    target: str

    @property
    def name(self) -> str:
        if len(set(self.factors)) == 1:
            return f"{self.factors[0]}^{len(self.factors)}"
        return ":".join(self.factors)


@dataclass(frozen=True, eq=False)
class StagedFit:
    """Both stages, and the standard deviations of the products as they are."""

    first: Fit
    last: Fit
    sd: dict[str, float]

    def path_coefficients(self) -> dict[Pair, float]:
        """Those of products divided by the SD of the product: per unit of η₁η₂."""
        return {
            (source, target): b / self.sd.get(source, 1.0)
            for (source, target), b in structure.path_coefficients(self.last).items()
        }


# -- products -----------------------------------------------------------------------------------


def with_products(
    data: Data,
    model: Model,
    products: Sequence[Product],
    method: str,
    towards: StagedFit | None = None,
    **options,
) -> StagedFit:
    """The model and the products, by one of the four methods; a draw is turned at each stage."""
    first = estimate(data, model, **options)
    if towards is not None:
        first = aligned(first, towards.first)
    if method in {"product_indicator", "orthogonal"}:
        last, sd = _of_items(data, model, products, first, method == "orthogonal", **options)
    else:
        last, sd = _of_scores(data, model, products, first, method == "two_stage", **options)
    return StagedFit(first, last if towards is None else aligned(last, towards.last), sd)


def _of_scores(
    data: Data, model: Model, products: Sequence[Product], first: Fit, settled: bool, **options
) -> tuple[Fit, dict[str, float]]:
    """q = Π y of the scores of the first stage, a construct with the one item q."""
    v, columns = first.case_weights, dict(data)
    for product in products:
        columns[product.name] = np.prod([first.Y[name] for name in product.factors], axis=0)
    kept = keeping_weights(model, first, model.blocks) if settled else model
    blocks = {product.name: [product.name] for product in products}
    last = estimate(columns, with_blocks(kept, blocks, products), **options)
    last = replace(last, model=with_blocks(model, blocks, products))
    sd = {name: np.sqrt(covariance(columns[name], columns[name], v)) for name in blocks}
    return last, sd


def _of_items(
    data: Data,
    model: Model,
    products: Sequence[Product],
    first: Fit,
    orthogonal: bool,
    **options,
) -> tuple[Fit, dict[str, float]]:
    """The products of every item of one factor with every item of the other, in Mode A."""
    v, columns, blocks, sd = first.case_weights, dict(data), {}, {}
    for product in products:
        made = products_of_items(product, model, first)
        if orthogonal:
            items = {x for name in product.factors for x in model.blocks[name]}
            on = [first.X[x] for x in sorted(items)]
            made = {name: residual(q, on, v) for name, q in made.items()}
        columns |= made
        blocks[product.name] = list(made)
    last = estimate(columns, with_blocks(model, blocks, products), **options)
    for name, block in blocks.items():
        lambdas = [correlation(last.X[x], last.Y[name], v) for x in block]
        deviations = [np.sqrt(covariance(columns[x], columns[x], v)) for x in block]
        sd[name] = sum(np.multiply(lambdas, deviations)) / sum(lambdas)
    return last, sd


def products_of_items(product: Product, model: Model, first: Fit) -> dict[str, np.ndarray]:
    """Products of standardised items; those of a power without regard to order."""
    choices = [
        itertools.combinations_with_replacement(model.blocks[name], product.factors.count(name))
        for name in dict.fromkeys(product.factors)
    ]
    found = {}
    for chosen in itertools.product(*choices):
        items = [x for part in chosen for x in part]
        found[":".join(items)] = np.prod([first.X[x] for x in items], axis=0)
    return found


def residual(y: np.ndarray, on: list[np.ndarray], v: np.ndarray) -> np.ndarray:
    """y − ȳ without what a regression on other columns explains."""
    centred = y - mean(y, v)
    slopes = regression(centred, on, v)
    return centred - sum(b * x for b, x in zip(slopes, on, strict=True))


def with_blocks(
    model: Model, blocks: Mapping[str, list[str]], products: Sequence[Product]
) -> Model:
    """More Mode A constructs, and the paths from products."""
    paths = [*model.paths, *((product.name, product.target) for product in products)]
    modes = {**model.modes, **dict.fromkeys(blocks, "A")}
    return replace(model, blocks={**model.blocks, **blocks}, paths=paths, modes=modes)


def keeping_weights(model: Model, first: Fit, constructs: Sequence[str]) -> Model:
    """Constructs whose weights are given: those of an earlier stage."""
    given = {c: [first.weights[c, x] for x in model.blocks[c]] for c in constructs}
    modes = {**model.modes, **dict.fromkeys(given, "fixed")}
    return replace(model, modes=modes, fixed={**model.fixed, **given})


# -- constructs of constructs -------------------------------------------------------------------


def higher_order(
    data: Data, model: Model, parts: Mapping[str, Sequence[str]], method: str, **options
) -> Fit:
    """`model` holds every construct; the block of one of higher order names its parts.

    disjoint: the parts stand in its place, then their scores are its indicators. embedded: they
    come from repeated indicators. repeated: those are the estimate.
    """
    if method == "disjoint_two_stage":
        first = estimate(data, disjoint(model, parts), **options)
    else:
        first = estimate(data, repeated(model, parts), **options)
    if method == "repeated_indicators":
        return first
    lower = [part for of in parts.values() for part in of]
    columns = dict(data) | {part: first.Y[part] for part in lower}
    last = estimate(columns, keeping_weights(model, first, lower), **options)
    return replace(last, model=model)


def disjoint(model: Model, parts: Mapping[str, Sequence[str]]) -> Model:
    """Each part has the paths of its construct of higher order."""
    blocks = {c: block for c, block in model.blocks.items() if c not in parts}
    paths = [
        (one, other)
        for source, target in model.paths
        for one in parts.get(source, [source])
        for other in parts.get(target, [target])
    ]
    return replace(model, blocks=blocks, paths=list(dict.fromkeys(paths)))


def repeated(model: Model, parts: Mapping[str, Sequence[str]]) -> Model:
    """The items of the parts once more; arrows between a construct and its parts.

    Where the parts form it, they explain it fully, so what leads to it leads to them.
    """
    blocks = {
        c: [x for part in parts[c] for x in model.blocks[part]] if c in parts else block
        for c, block in model.blocks.items()
    }
    paths = []
    for source, target in model.paths:
        formed = target in parts and target not in model.reflective
        paths += [(source, end) for end in (parts[target] if formed else [target])]
    for c, of in parts.items():
        reflected = c in model.reflective
        paths += [(c, part) if reflected else (part, c) for part in of]
    return replace(model, blocks=blocks, paths=list(dict.fromkeys(paths)))


def consistent(
    data: Data, model: Model, parts: Mapping[str, Sequence[str]], cases: int, **options
) -> Fit:
    """Disjoint two stages under PLSc; the second on cases that have the corrected correlations.

    Correlations of the parts with others are divided by the root of their reliability, among
    each other by both; `cases` with exactly these are made up.
    """
    first = estimate(data, disjoint(model, parts), estimator="plsc", **options)
    lower = [part for of in parts.values() for part in of]
    blocks = {c: block for c, block in model.blocks.items() if c not in lower}
    names = [x for block in blocks.values() for x in block]
    column = {x: first.Y[x] if x in lower else first.X[x] for x in names}
    Q = {x: proxy_reliability(first, x) if x in lower else 1.0 for x in names}
    S = np.array(
        [
            [
                1.0
                if a == b
                else correlation(column[a], column[b], first.case_weights) / np.sqrt(Q[a] * Q[b])
                for b in names
            ]
            for a in names
        ]
    )
    noise = np.random.default_rng(0).normal(size=(cases, len(names)))
    uncorrelated = np.linalg.qr(noise - noise.mean(axis=0))[0]
    made = uncorrelated @ np.linalg.cholesky(S).T
    columns = {x: made[:, k] for k, x in enumerate(names)}
    return estimate(columns, replace(model, blocks=blocks), estimator="plsc", **options)


def consistent_equation(first: Fit, target: str, products: Sequence[Product]) -> dict[str, float]:
    """Coefficients of an equation with products under PLSc, from moments of the common factors.

    A proxy is √Q η + e. With scores of variance 1 (divisor n) expand
    E y_x² y_m² = Q_x Q_m E η_x² η_m² + Q_x (1 − Q_m) + (1 − Q_x) Q_m + (1 − Q_x)(1 − Q_m) and
    E y⁴ = Q² E η⁴ + 6 Q (1 − Q) + 3 (1 − Q)², the latter for a normal error.
    """
    v, n = first.case_weights, first.n
    y = {c: column * np.sqrt(n / (n - 1)) for c, column in first.Y.items()}
    Q = {c: proxy_reliability(first, c) for c in y}
    P = construct_correlations(first)
    sources = first.model.predecessors(target)
    raw = {q.name: y[q.factors[0]] * y[q.factors[1]] for q in products}
    root = {q.name: np.sqrt(Q[q.factors[0]] * Q[q.factors[1]]) for q in products}

    def variance(q: Product) -> float:
        (a, b), fourth = q.factors, mean(raw[q.name] ** 2, v)
        if a == b:
            return (fourth - 6 * Q[a] * (1 - Q[a]) - 3 * (1 - Q[a]) ** 2) / Q[a] ** 2 - 1
        noise = Q[a] * (1 - Q[b]) + (1 - Q[a]) * Q[b] + (1 - Q[a]) * (1 - Q[b])
        return (fourth - noise) / (Q[a] * Q[b]) - P[a, b] ** 2

    def with_factor(q: Product, c: str) -> float:
        return mean(raw[q.name] * y[c], v) / (root[q.name] * np.sqrt(Q[c]))

    names = [*sources, *raw]
    (one,) = products
    among = np.array([[P[a, b] for b in sources] for a in sources])
    cross = np.array([with_factor(one, c) for c in sources])
    moments = np.block([[among, cross[:, None]], [cross[None], np.array([[variance(one)]])]])
    with_target = np.array([*(P[c, target] for c in sources), with_factor(one, target)])
    b = np.linalg.solve(moments, with_target)
    b[-1] *= np.sqrt(n / (n - 1))  # per unit of a product of scores with divisor n − 1
    return dict(zip(names, b.tolist(), strict=True))
