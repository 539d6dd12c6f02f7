"""Random models with products or with constructs of constructs, and data that follow them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from tests.naive.estimate import Model
from tests.naive.stages import Product

import plspm

MODES = ("A", "A", "B", "sum", "pca")


@dataclass(frozen=True)
class StagedCase:
    """Both notations of one model, and its data."""

    data: pd.DataFrame
    model: plspm.PathModel
    naive_model: Model
    scheme: str
    products: list[Product] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def naive_data(self) -> dict[str, np.ndarray]:
        return {name: self.data[name].to_numpy() for name in self.data}


def construct(name, block, mode, reflective):
    if reflective:
        return plspm.reflective(name, block)
    return plspm.composite(name, block, mode=mode)


def measured(rng, eta, modes=MODES, least=1):
    """Blocks of items of given variables, with their modes."""
    blocks, columns, chosen, factors = {}, {}, {}, set()
    for k, (name, values) in enumerate(eta.items()):
        blocks[name] = [f"i{k}_{item}" for item in range(rng.integers(least, 4))]
        for item in blocks[name]:
            columns[item] = 4 + 2 * (0.8 * values + 0.6 * rng.normal(size=len(values)))
        chosen[name] = str(rng.choice(modes))
        if chosen[name] == "A" and rng.random() < 0.5:
            factors.add(name)
    return blocks, pd.DataFrame(columns), chosen, factors


def paths_of(pairs):
    return [plspm.path(source, to=target) for source, target in pairs]


def random_products(seed: int, modes=MODES) -> StagedCase:
    """Moderation, curvature or three factors, with an outcome of the outcome."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(60, 110))
    X, M, Z = rng.normal(size=(3, n))
    shapes = (
        [("X", "M")],
        [("X", "X")],
        [("X", "M"), ("M", "Z")],
        [("X", "M"), ("X", "Z"), ("M", "Z"), ("X", "M", "Z")],
    )
    factors = shapes[seed % len(shapes)]
    eta = {"X": X, "M": 0.3 * X + M, "Z": Z}
    of = [np.prod([eta[name] for name in part], axis=0) for part in factors]
    Y = 0.4 * X + 0.3 * eta["M"] - 0.3 * Z + 0.3 * sum(of) + 0.7 * rng.normal(size=n)
    eta |= {"Y": Y, "V": 0.6 * Y + 0.8 * rng.normal(size=n)}
    blocks, data, modes, reflective = measured(rng, eta, modes)
    pairs = [("X", "Y"), ("M", "Y"), ("Z", "Y"), ("Y", "V")]
    products = [Product(part, "Y") for part in factors]
    model = plspm.PathModel(
        *(construct(c, blocks[c], modes[c], c in reflective) for c in blocks),
        *paths_of([*pairs, *((product.name, "Y") for product in products)]),
    )
    naive_model = Model(blocks, pairs, modes, frozenset(reflective))
    scheme = str(rng.choice(["path", "factorial", "centroid"]))
    return StagedCase(data, model, naive_model, scheme, products)


PLACES = {
    "exogenous": [("H", "Y"), ("Z", "Y"), ("Y", "V")],
    "endogenous": [("Z", "H"), ("V", "H"), ("Y", "H")],
    "mediating": [("Z", "H"), ("H", "Y"), ("Y", "V")],
}


def random_higher_order(seed: int, place: str, modes=MODES) -> StagedCase:
    """A construct of three others, anywhere in a model."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(80, 130))
    H, Z = rng.normal(size=(2, n))
    H = H + 0.4 * Z
    parts = {f"L{k}": 0.7 * H + 0.7 * rng.normal(size=n) for k in range(3)}
    Y = 0.5 * sum(parts.values()) / 2 + rng.normal(size=n)
    eta = parts | {"Z": Z, "Y": Y, "V": 0.5 * Y + rng.normal(size=n)}
    blocks, data, chosen, reflective = measured(rng, eta, modes)
    kind = str(rng.choice(["reflective", "A", "B"]))
    blocks["H"], chosen["H"] = list(parts), "B" if kind == "B" else "A"
    if kind == "reflective":
        reflective.add("H")
    pairs = PLACES[place]
    model = plspm.PathModel(
        *(construct(c, blocks[c], chosen[c], c in reflective) for c in blocks if c != "H"),
        plspm.higher_order(
            "H",
            list(parts),
            mode=chosen["H"],
            kind="reflective" if kind == "reflective" else "composite",
        ),
        *paths_of(pairs),
    )
    naive_model = Model(blocks, pairs, chosen, frozenset(reflective))
    scheme = str(rng.choice(["path", "factorial", "centroid"]))
    return StagedCase(data, model, naive_model, scheme, parts={"H": list(parts)})
