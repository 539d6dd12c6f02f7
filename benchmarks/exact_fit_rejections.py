"""How often does the exact fit test reject a model that is true?

    python benchmarks/exact_fit_rejections.py                      # the tables of docs/exact_fit.md
    python benchmarks/exact_fit_rejections.py --replications 50    # a quick look

Two populations in which A -> B -> C holds exactly: three common factors, and three composites of
unequal weights, three items each. Data are normal. What is counted is p < .05, of each distance
and model.
"""

from __future__ import annotations

import argparse
import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

import plspm

Kind = Literal["factors", "composites"]

CONSTRUCTS = ("A", "B", "C")
ITEMS = {name: [f"{name.lower()}{item}" for item in (1, 2, 3)] for name in CONSTRUCTS}
A_TO_B, B_TO_C = 0.5, 0.4
LOADINGS = np.array([0.85, 0.80, 0.75])
WITHIN = np.array([[1.0, 0.5, 0.3], [0.5, 1.0, 0.4], [0.3, 0.4, 1.0]])
WEIGHTS = np.array([0.7, 0.4, 0.2]) / np.sqrt(np.array([0.7, 0.4, 0.2]) @ WITHIN @ [0.7, 0.4, 0.2])


@dataclass(frozen=True, slots=True)
class Estimator:
    """How a population is estimated: the operator or mode of its constructs, PLS or PLSc."""

    mode: Literal["reflective", "A", "B", "sum", "pca", "fixed"]
    estimator: Literal["pls", "plsc"] = "pls"

    def model(self) -> plspm.PathModel:
        """The true model, to be estimated so."""
        return plspm.PathModel(
            *map(self._construct, CONSTRUCTS), plspm.path("A", to="B"), plspm.path("B", to="C")
        )

    def _construct(self, name: str) -> plspm.model.Construct:
        if self.mode == "reflective":
            return plspm.reflective(name, ITEMS[name])
        weights = WEIGHTS if self.mode == "fixed" else None
        return plspm.composite(name, ITEMS[name], mode=self.mode, weights=weights)


ESTIMATORS: dict[Kind, dict[str, Estimator]] = {
    "factors": {
        "PLSc": Estimator("reflective", "plsc"),
        "plain PLS": Estimator("reflective"),
    },
    "composites": {
        "Mode B": Estimator("B"),
        "the weights of the population": Estimator("fixed"),
        "Mode A": Estimator("A"),
        "sums": Estimator("sum"),
        "principal components": Estimator("pca"),
    },
}


def population(kind: Kind) -> np.ndarray:
    """Correlations of the nine items."""
    ac = A_TO_B * B_TO_C
    constructs = np.array([[1.0, A_TO_B, ac], [A_TO_B, 1.0, B_TO_C], [ac, B_TO_C, 1.0]])
    loadings = LOADINGS if kind == "factors" else WITHIN @ WEIGHTS
    Sigma = np.kron(constructs, np.outer(loadings, loadings))
    if kind == "composites":
        for start in (0, 3, 6):
            Sigma[start : start + 3, start : start + 3] = WITHIN
    np.fill_diagonal(Sigma, 1.0)
    return Sigma


def p_values(
    kind: Kind, how: Estimator, n: int, *, replications: int, draws: int, seed: int
) -> pd.DataFrame:
    """p of every sample (rows) by model and distance; NaN where no test could be made."""
    items = [item for block in ITEMS.values() for item in block]
    root = np.linalg.cholesky(population(kind))
    model, found = how.model(), []
    for number, child in enumerate(np.random.SeedSequence(seed).spawn(replications)):
        rng = np.random.default_rng(child)
        data = pd.DataFrame(rng.standard_normal((n, 9)) @ root.T, columns=items)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", plspm.PlspmWarning)
            try:
                result = plspm.estimate(model, data, estimator=how.estimator)
                table = result.exact_fit(draws, number, threads=1, progress=False)
            except plspm.EstimationError:
                continue  # an inadmissible fit: counted as a row that is missing
            found.append(table["p_value"])
    return pd.DataFrame(found).reset_index(drop=True)


def rejections(
    kind: Kind, sizes: tuple[int, ...], *, replications: int, draws: int, seed: int
) -> pd.DataFrame:
    """Per cent of samples with p < .05: a row an estimator and size, a column a distance."""
    rows = {}
    for name, how in ESTIMATORS[kind].items():
        for n in sizes:
            p = p_values(kind, how, n, replications=replications, draws=draws, seed=seed)
            share = 100 * (p < 0.05).mean()
            rows[name, n] = {
                **{f"{distance}, {model}": share[model, distance] for model, distance in p},
                "samples": len(p),
            }
    return pd.DataFrame(rows).T.rename_axis(["estimator", "n"])


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replications", type=int, default=500)
    parser.add_argument("--draws", type=int, default=299)
    parser.add_argument("--sizes", type=int, nargs="+", default=[120, 400])
    options = parser.parse_args()
    for kind in ESTIMATORS:
        table = rejections(
            kind,
            tuple(options.sizes),
            replications=options.replications,
            draws=options.draws,
            seed=1,
        )
        print(f"\n{kind} ({options.replications} samples, {options.draws} draws each)\n")
        print(table.round(1).to_string())


if __name__ == "__main__":
    main()
