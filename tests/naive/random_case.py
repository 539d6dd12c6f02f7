"""Random models with random data: any modes, kinds, schemes and estimators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from tests.naive.estimate import Model

FIXED_WEIGHTS = (0.9, 0.4, 0.7, 0.6)


@dataclass(frozen=True)
class RandomCase:
    """Blocks, paths and data made from a seed."""

    data: pd.DataFrame
    blocks: dict[str, list[str]]
    paths: list[tuple[str, str]]
    modes: dict[str, str]
    common_factors: frozenset[str]
    scheme: str
    estimator: str

    @property
    def naive_data(self) -> dict[str, np.ndarray]:
        return {name: self.data[name].to_numpy() for name in self.data}

    @property
    def naive_model(self) -> Model:
        fixed = {c: FIXED_WEIGHTS[: len(block)] for c, block in self.blocks.items()}
        return Model(self.blocks, self.paths, self.modes, self.common_factors, fixed)


def random_case(seed: int, modes: tuple[str, ...] = ("A", "A", "B", "sum", "pca")) -> RandomCase:
    """Constructs in causal order, each the target of one or two earlier ones."""
    rng = np.random.default_rng(seed)
    names = [f"C{k}" for k in range(rng.integers(3, 6))]
    paths = [
        (names[source], names[target])
        for target in range(1, len(names))
        for source in sorted(rng.permutation(target)[: rng.integers(1, 3)])
    ]
    n, eta, blocks, columns = int(rng.integers(40, 90)), {}, {}, {}
    for k, name in enumerate(names):
        causes = [eta[source] for source, target in paths if target == name]
        eta[name] = sum(rng.choice([-0.5, 0.6]) * cause for cause in causes) + rng.normal(size=n)
        blocks[name] = [f"c{k}_{item}" for item in range(rng.integers(1, 5))]
        for item in blocks[name]:
            columns[item] = 3 + 2 * (0.8 * eta[name] + 0.7 * rng.normal(size=n))
    chosen = {name: str(rng.choice(modes)) for name in names}
    mode_a = [name for name in names if chosen[name] == "A"]
    factors = frozenset(name for name in mode_a if rng.random() < 0.7)
    scheme = str(rng.choice(["path", "factorial", "centroid"]))
    estimator = str(rng.choice(["pls", "plsc"]))
    return RandomCase(pd.DataFrame(columns), blocks, paths, chosen, factors, scheme, estimator)
