"""Are stated populations with products and higher-order constructs recovered?

    python benchmarks/recovery.py [--replications 1000] [--write]

Composites of three items with equal weights and equal correlations, so that Modes A and B have the
same population weights and PLS is consistent (Dijkstra 2017). Coefficients are those of
standardised constructs; that of a product is of the product as it is. Intervals are those of the
delta method and of percentiles of 499 draws.
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

import plspm

ITEMS, CORRELATION = 3, 0.4
LOADING = np.sqrt((1 + (ITEMS - 1) * CORRELATION) / ITEMS)
Latent = dict[str, np.ndarray]
Path = tuple[str, str]


@dataclass(frozen=True)
class Stated:
    """A population: structural equations of variables of variance 1, and the model for it."""

    name: str
    paths: str
    truth: dict[Path, float]
    draw: Callable[[np.random.Generator, int], Latent]
    parts: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    higher: str = ""
    options: dict[str, str] = field(default_factory=dict)

    def sample(self, rng: np.random.Generator, n: int) -> pd.DataFrame:
        """Cases of the items."""
        latent = self.draw(rng, n)
        if self.parts:
            latent |= dict(zip(self.parts, items_of(rng, latent.pop("H")), strict=True))
        columns = {}
        for name, values in latent.items():
            items = [values] if name in self.single else items_of(rng, values)
            columns |= {f"{name}{k}": item for k, item in enumerate(items)}
        return pd.DataFrame(columns)

    def model(self, mode: str, names: list[str]) -> str:
        """Model text with every block in one mode."""
        blocks = [
            f"{name} =~ {name}0"
            if name in self.single
            else f"{name} <~ [{mode}] " + " + ".join(f"{name}{k}" for k in range(ITEMS))
            for name in names
        ]
        return "\n".join([*blocks, self.higher, self.paths])

    def estimate(self, rng: np.random.Generator, n: int, mode: str = "A") -> plspm.PLSResult:
        """One sample, estimated."""
        data = self.sample(rng, n)
        names = list(dict.fromkeys(name[:-1] for name in data))
        return plspm.estimate(self.model(mode, names), data, **self.options)


def items_of(rng: np.random.Generator, composite: np.ndarray) -> list[np.ndarray]:
    """Items of equal weight whose sum is the composite: λη and what cancels in the sum."""
    noise = rng.normal(size=(ITEMS, composite.size))
    noise -= noise.mean(axis=0)
    noise *= np.sqrt((1 - LOADING**2) * ITEMS / (ITEMS - 1))
    return list(LOADING * composite + noise)


def correlated(rng: np.random.Generator, n: int, r: float) -> tuple[np.ndarray, np.ndarray]:
    """Two standard normal variables."""
    x = rng.normal(size=n)
    return x, r * x + np.sqrt(1 - r**2) * rng.normal(size=n)


def outcome(rng: np.random.Generator, terms: list[np.ndarray], explained: float) -> np.ndarray:
    """Their sum and noise that fills the variance up to 1."""
    return sum(terms) + np.sqrt(1 - explained) * rng.normal(size=terms[0].size)


def moderated(b: float) -> Callable[[np.random.Generator, int], Latent]:
    """Y = .3 X + .2 M + b XM, cor(X, M) = .3: var(XM) = 1.09."""

    def draw(rng: np.random.Generator, n: int) -> Latent:
        x, m = correlated(rng, n, 0.3)
        y = outcome(rng, [0.3 * x, 0.2 * m, b * (x * m - 0.3)], 0.166 + 1.09 * b**2)
        return {"X": x, "M": m, "Y": y}

    return draw


def binary(rng: np.random.Generator, n: int) -> Latent:
    x, g = rng.normal(size=n), rng.integers(0, 2, n).astype(float)
    z = 2 * g - 1
    return {"X": x, "G": g, "Y": outcome(rng, [0.3 * x, 0.2 * z, 0.25 * x * z], 0.1925)}


def three(rng: np.random.Generator, n: int) -> Latent:
    x, m, z = rng.normal(size=(3, n))
    terms = [0.2 * x, 0.2 * m, 0.2 * z, 0.15 * x * m, 0.1 * x * z, 0.1 * m * z, 0.15 * x * m * z]
    return {"X": x, "M": m, "Z": z, "Y": outcome(rng, terms, 0.185)}


def curved(rng: np.random.Generator, n: int) -> Latent:
    x = rng.normal(size=n)
    y = outcome(rng, [0.3 * x, 0.2 * (x**2 - 1)], 0.17)
    return {"X": x, "Y": y}


def mediated(rng: np.random.Generator, n: int) -> Latent:
    """M = .3 X + .2 W + .25 XW; Y = .5 M + .2 X, whose covariance is .3."""
    x, w = rng.normal(size=(2, n))
    m = outcome(rng, [0.3 * x, 0.2 * w, 0.25 * x * w], 0.1925)
    return {"X": x, "W": w, "M": m, "Y": outcome(rng, [0.5 * m, 0.2 * x], 0.35)}


def exogenous(rng: np.random.Generator, n: int) -> Latent:
    h, x = correlated(rng, n, 0.3)
    return {"H": h, "X": x, "Y": outcome(rng, [0.4 * h, 0.3 * x], 0.322)}


def endogenous(rng: np.random.Generator, n: int) -> Latent:
    x, z = correlated(rng, n, 0.3)
    return {"X": x, "Z": z, "H": outcome(rng, [0.4 * x, 0.3 * z], 0.322)}


def mediating(rng: np.random.Generator, n: int) -> Latent:
    x = rng.normal(size=n)
    h = outcome(rng, [0.5 * x], 0.25)
    return {"X": x, "H": h, "Y": outcome(rng, [0.4 * h, 0.3 * x], 0.37)}


def higher_moderated(rng: np.random.Generator, n: int) -> Latent:
    found = moderated(0.25)(rng, n)
    return {"H": found["X"], "M": found["M"], "Y": found["Y"]}


LINEAR = {("X", "Y"): 0.3, ("M", "Y"): 0.2}
PARTS = ("P", "Q", "R")
PLACES = {
    "exogenous": (exogenous, "Y ~ H + X", {("H", "Y"): 0.4, ("X", "Y"): 0.3}),
    "endogenous": (endogenous, "H ~ X + Z", {("X", "H"): 0.4, ("Z", "H"): 0.3}),
    "mediating": (
        mediating,
        "H ~ X\nY ~ H + X",
        {("X", "H"): 0.5, ("H", "Y"): 0.4, ("X", "Y"): 0.3},
    ),
}
FORMS = {"Mode B": "H <~ P + Q + R", "Mode A": "H <~ [A] P + Q + R"}
PRODUCT = Stated(
    "linear by linear", "Y ~ X + M + X:M", LINEAR | {("X:M", "Y"): 0.25}, moderated(0.25)
)
NO_PRODUCT = Stated("no moderation", "Y ~ X + M + X:M", LINEAR | {("X:M", "Y"): 0.0}, moderated(0))
MEDIATED = Stated(
    "first stage moderated",
    "M ~ X + W + X:W\nY ~ M + X",
    {("X", "M"): 0.3, ("X:W", "M"): 0.25, ("M", "Y"): 0.5},
    mediated,
)
POPULATIONS = (
    PRODUCT,
    Stated(
        "binary moderator",
        "Y ~ X + G + X:G",
        {("X", "Y"): 0.3, ("G", "Y"): 0.2, ("X:G", "Y"): 0.25},
        binary,
        single=("G",),
    ),
    Stated(
        "three-way",
        "Y ~ X + M + Z + X:M + X:Z + M:Z + X:M:Z",
        {("X:M", "Y"): 0.15, ("X:Z", "Y"): 0.1, ("M:Z", "Y"): 0.1, ("X:M:Z", "Y"): 0.15},
        three,
    ),
    Stated("quadratic", "Y ~ X + X^2", {("X", "Y"): 0.3, ("X^2", "Y"): 0.2}, curved),
    MEDIATED,
    *(
        Stated(f"second order, {form}, {place}", paths, truth, draw, PARTS, higher=higher)
        for place, (draw, paths, truth) in PLACES.items()
        for form, higher in FORMS.items()
    ),
    Stated(
        "second order moderated",
        "Y ~ H + M + H:M",
        {("H", "Y"): 0.3, ("M", "Y"): 0.2, ("H:M", "Y"): 0.25},
        higher_moderated,
        PARTS,
        higher="H <~ P + Q + R",
    ),
)


@dataclass(frozen=True)
class Recovery:
    """Mean estimates of the paths of a population, and their Monte Carlo errors."""

    truth: np.ndarray
    mean: np.ndarray
    error: np.ndarray

    @property
    def in_errors(self) -> np.ndarray:
        """Distance from the truth in Monte Carlo errors."""
        return (self.mean - self.truth) / self.error


def recovery(population: Stated, n: int, replications: int, mode: str, seed: int) -> Recovery:
    """Estimate so many samples."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(replications):
        B = population.estimate(rng, n, mode).path_coefficients
        found.append([B.loc[path] for path in population.truth])
    values = np.array(found)
    error = values.std(axis=0, ddof=1) / np.sqrt(replications)
    return Recovery(np.array([*population.truth.values()]), values.mean(axis=0), error)


@dataclass(frozen=True)
class Held:
    """Shares of replications: of intervals that hold the truth, or of rejections."""

    slope: float
    index: float
    rejected: float


def held(n: int, replications: int, seed: int, draws: int = 0) -> Held:
    """Intervals of the slope at one SD, of the index, and the test of a product of 0 at 5 %.

    Delta method, or percentiles of so many draws.
    """
    rng = np.random.default_rng(seed)

    def inference(population: Stated) -> object:
        result = population.estimate(rng, n)
        if not draws:
            return result.standard_errors(statistics=["paths"])
        return result.bootstrap(
            draws, int(rng.integers(2**31)), statistics=["paths"], progress=False
        )

    holds: dict[str, list[bool]] = {"slope": [], "index": [], "rejected": []}
    for _ in range(replications):
        row = inference(PRODUCT).simple_slopes("X:M", at=(1,)).iloc[0]
        holds["slope"].append(row["ci_lower"] <= 0.55 <= row["ci_upper"])
        table = inference(MEDIATED).moderated_mediation()
        row = table.xs("X -> M -> Y", level="path").iloc[0]
        holds["index"].append(row["ci_lower"] <= 0.125 <= row["ci_upper"])
        row = inference(NO_PRODUCT).paths.loc[("X:M", "Y")]
        holds["rejected"].append(not row["ci_lower"] <= 0 <= row["ci_upper"])
    return Held(**{name: float(np.mean(values)) for name, values in holds.items()})


def tables(replications: int) -> tuple[str, str]:
    """Recovery of every population, then shares of intervals and rejections."""
    from measuring import table

    rows = []
    for population in POPULATIONS:
        for mode in "AB":
            found = recovery(population, 2000, replications // 5, mode, seed=1)
            worst = int(np.abs(found.mean - found.truth).argmax())
            path = list(population.truth)[worst]
            numbers = [found.truth[worst], found.mean[worst], found.error[worst]]
            shown = [f"{number:.4f}" for number in numbers]
            rows.append([population.name, mode, f"{path[0]} → {path[1]}", *shown])
    head = [
        "population",
        "blocks in mode",
        "path farthest off",
        "stated",
        "mean",
        "Monte Carlo error",
    ]
    first = table(head, rows)
    rows = []
    for n in (150, 400):
        for draws in (0, 499):
            found = held(n, replications, seed=n, draws=draws)
            shares = [f"{share:.3f}" for share in (found.slope, found.index, found.rejected)]
            rows.append([str(n), "percentile" if draws else "delta", *shares])
    head = ["n", "interval", "slope held", "index held", "product of 0 rejected"]
    return first, table(head, rows)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replications", type=int, default=1000)
    chosen = parser.parse_args()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.PlspmWarning)
        print("\n\n".join(tables(chosen.replications)))


if __name__ == "__main__":
    main()
