"""How often criteria prefer the right number of segments (docs/segments.md).

python benchmarks/segments.py [samples]
"""

from __future__ import annotations

import sys
import warnings

import numpy as np
import pandas as pd

import plspm

MODEL = """
    A =~ a1 + a2 + a3
    B =~ b1 + b2 + b3
    M =~ m1 + m2 + m3
    Y =~ y1 + y2 + y3
    M ~ A + B
    Y ~ M + A
"""
POPULATIONS = {
    "one": 1,
    "two, ±.6 in 60 and 40 %": 2,
    "two, .7 and .2": 2,
    "one, five skewed answers": 1,
    "one, exponential errors": 1,
}
CRITERIA = ("aic", "aic3", "aic4", "bic", "caic", "hq", "mdl5")
CASES = 300


def sample(population: str, rng: np.random.Generator) -> pd.DataFrame:
    """Answers of one sample."""
    exogenous = rng.normal(size=(2, CASES))
    skewed = "exponential" in population
    e_m, e_y = (
        rng.exponential(size=CASES) - 1.0 if skewed else rng.normal(size=CASES) for _ in range(2)
    )
    smaller = np.arange(CASES) < 0.4 * CASES
    path = np.full(CASES, 0.6)
    if "±" in population:
        path = np.where(smaller, -0.6, 0.6)
    elif ".7 and .2" in population:
        path = np.where(smaller, 0.2, 0.7)
    a, b = exogenous
    m = path * a + 0.3 * b + 0.6 * e_m
    y = path * m + 0.3 * a + 0.6 * e_y
    items = {
        f"{name}{k}": 0.9 * score / score.std() + 0.44 * rng.normal(size=CASES)
        for name, score in zip("abmy", (a, b, m, y), strict=True)
        for k in (1, 2, 3)
    }
    data = pd.DataFrame(items)
    return (
        data.apply(np.digitize, bins=[-1.8, -1.3, -0.7, 0.1]) if "answers" in population else data
    )


def main() -> None:
    """Print a line a population."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    warnings.simplefilter("ignore")
    for population, right in POPULATIONS.items():
        rows = []
        for i in range(samples):
            fit = plspm.estimate(MODEL, sample(population, np.random.default_rng([7, i, CASES])))
            found = plspm.fimix(fit, numbers=[1, 2, 3], starts=6, seed=i, progress=False)
            rows.append(found.preferred["segments"].to_dict() | {"agreed": found.suggested})
        table = pd.DataFrame(rows)
        agreed = table["agreed"].dropna()
        shares = [f"{(table[name] == right).mean():.2f}" for name in CRITERIA]
        print(population, *shares, f"{len(agreed) / samples:.2f} {(agreed == right).mean():.2f}")


if __name__ == "__main__":
    main()
