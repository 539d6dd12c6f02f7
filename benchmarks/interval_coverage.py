"""Coverage of confidence intervals: how often does a 95 % interval hold the population value?

    python benchmarks/interval_coverage.py                       # the table of docs/intervals.md
    python benchmarks/interval_coverage.py --replications 100    # a quick look

Population: three common factors, A -> B, A -> C and B -> C, three items each. Data are normal,
or normal cut into five ordered categories. The target is what PLS gives on the population's own
correlation matrix, so that what is tested is the interval and not the bias of the estimator.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import factorial
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import ndtri

import plspm

Items = Literal["normal", "5-point"]

MODEL = plspm.PathModel.parse("""
    A =~ a1 + a2 + a3
    B =~ b1 + b2 + b3
    C =~ c1 + c2 + c3
    B ~ A
    C ~ A + B
""")
LOADINGS = np.array([0.85, 0.80, 0.75, 0.85, 0.80, 0.75, 0.85, 0.80, 0.75])
A_TO_B, A_TO_C, B_TO_C = 0.5, 0.2, 0.4
SHARES = (0.05, 0.15, 0.30, 0.35, 0.15)
"""Of the five answers: a mildly skewed scale, as satisfaction items have."""

QUICK = ("percentile", "basic", "normal", "bc", "bca")
EFFECTS = {"paths": ["A -> B", "A -> C", "B -> C"], "specific_indirect_effects": ["A -> B -> C"]}


@dataclass(frozen=True, slots=True)
class Design:
    """How much is simulated.

    Attributes
    ----------
    replications : int
        Samples for percentile, basic, normal, BC and BCa.
    studentized, calibrated : int
        Of these, the samples on which the two costly kinds are computed too.
    draws : int
        Bootstrap draws of every sample.
    studentized_draws : int
        The same for studentized intervals, whose draws cost some hundred times as much.
    """

    replications: int = 1000
    studentized: int = 400
    calibrated: int = 400
    draws: int = 999
    studentized_draws: int = 299


def factor_correlations() -> np.ndarray:
    """Correlations of A, B and C that the three paths imply."""
    ab, bc = A_TO_B, A_TO_B * A_TO_C + B_TO_C
    ac = A_TO_C + A_TO_B * B_TO_C
    return np.array([[1.0, ab, ac], [ab, 1.0, bc], [ac, bc, 1.0]])


def population(items: Items) -> pd.DataFrame:
    """Population correlations of the indicators."""
    L = LOADINGS[:, None] * np.kron(np.eye(3), np.ones((3, 1)))
    Sigma = L @ factor_correlations() @ L.T
    np.fill_diagonal(Sigma, 1.0)
    if items == "5-point":
        Sigma = categorised(Sigma)
    return pd.DataFrame(Sigma, index=MODEL.indicators, columns=MODEL.indicators)


def categorised(R: np.ndarray, terms: int = 60) -> np.ndarray:
    """Correlations of normal variables once they are cut into the five categories.

    Mehler's expansion: cov(g(x), g(y)) = Σ_k c_k² ρᵏ/k!, c_k = E[g(x) He_k(x)], and the step
    function g(x) = Σ 1(x > τ) has c_k = Σ φ(τ) He_{k-1}(τ).
    """
    cuts = thresholds()
    density = np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi)
    hermite = [np.ones_like(cuts), cuts]
    for k in range(1, terms):
        hermite.append(cuts * hermite[k] - k * hermite[k - 1])
    covariance = sum(
        (density @ hermite[k - 1]) ** 2 / factorial(k) * R**k for k in range(1, terms + 1)
    )
    answers, shares = np.arange(5), np.array(SHARES)
    correlations = covariance / (shares @ answers**2 - (shares @ answers) ** 2)
    np.fill_diagonal(correlations, 1.0)
    return correlations


def thresholds() -> np.ndarray:
    """Where the normal variable is cut."""
    return ndtri(np.cumsum(SHARES)[:-1])


def sample(rng: np.random.Generator, n: int, items: Items) -> pd.DataFrame:
    """Draw n cases."""
    factors = rng.standard_normal((n, 3)) @ np.linalg.cholesky(factor_correlations()).T
    noise = rng.standard_normal((n, 9)) * np.sqrt(1 - LOADINGS**2)
    X = np.repeat(factors, 3, axis=1) * LOADINGS + noise
    if items == "5-point":
        X = 1.0 + np.searchsorted(thresholds(), X)
    return pd.DataFrame(X, columns=MODEL.indicators)


def targets(items: Items) -> pd.Series:
    """The population values of the three paths and the indirect effect, in the order above."""
    result = plspm.estimate(MODEL, correlations=population(items), n=1000, tolerance=1e-12)
    B = result.path_coefficients
    ab, ac, bc = B.loc["A", "B"], B.loc["A", "C"], B.loc["B", "C"]
    return pd.Series([ab, ac, bc, ab * bc], [name for names in EFFECTS.values() for name in names])


def intervals(
    boot: plspm.BootstrapResult, kinds: Sequence[str]
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Bounds of every kind, in the order of the targets."""
    found = {}
    for kind in kinds:
        tables = [
            boot.calibrated_interval(statistic, outer=200, inner=100)
            if kind == "calibrated"
            else boot.interval(statistic, kind=kind)
            for statistic in EFFECTS
        ]
        bounds = pd.concat([table[["ci_lower", "ci_upper"]] for table in tables]).to_numpy()
        found[kind] = (bounds[:, 0], bounds[:, 1])
    return found


def coverage(n: int, items: Items, design: Design, seed: int = 1) -> pd.DataFrame:
    """Simulate one population and sample size.

    Returns
    -------
    DataFrame
        One row a kind and effect: ``coverage``, its Monte Carlo standard error ``mc_error``, the
        shares of intervals that lie wholly ``above`` and ``below`` the target, the mean
        ``width``, and ``replications``.
    """
    rng, target = np.random.default_rng(seed), targets(items)
    rows: dict[str, list[np.ndarray]] = {}
    for number in range(design.replications):
        with warnings.catch_warnings():
            # A sample now and then has a rho_A above 1, which plain PLS reports but does not use.
            warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
            result = plspm.estimate(MODEL, sample(rng, n, items))
        kinds = [*QUICK, *(["calibrated"] if number < design.calibrated else [])]
        found = intervals(_bootstrap(result, design.draws, number), kinds)
        if number < design.studentized:
            fewer = _bootstrap(result, design.studentized_draws, number)
            found |= intervals(fewer, ["studentized"])
        for kind, (lower, upper) in found.items():
            misses = [lower > target.to_numpy(), upper < target.to_numpy()]
            rows.setdefault(kind, []).append(np.array([*misses, upper - lower], dtype=float))
    return pd.concat({kind: _summary(np.array(found), target) for kind, found in rows.items()})


def _bootstrap(result: plspm.PLSResult, draws: int, seed: int) -> plspm.BootstrapResult:
    return result.bootstrap(draws, seed=seed, statistics=list(EFFECTS), threads=1, progress=False)


def _summary(found: np.ndarray, target: pd.Series) -> pd.DataFrame:
    above, below, width = found.mean(axis=0)
    covered = 1 - above - below
    return pd.DataFrame(
        {
            "coverage": covered,
            "mc_error": np.sqrt(covered * (1 - covered) / len(found)),
            "above": above,
            "below": below,
            "width": width,
            "replications": len(found),
        },
        index=target.index,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    defaults = Design()
    for field in fields(Design):
        parser.add_argument(f"--{field.name}", type=int, default=getattr(defaults, field.name))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--csv", help="also write the long table to this file")
    chosen = vars(parser.parse_args())
    seed, csv = chosen.pop("seed"), chosen.pop("csv")
    began = time.perf_counter()
    cells = {
        (items, n): coverage(n, items, Design(**chosen), seed)
        for items in ("normal", "5-point")
        for n in (119, 300)
    }
    table = pd.concat(cells, names=["items", "n", "kind", "effect"])
    if csv:
        table.to_csv(csv)
    print(as_markdown(table))
    print(f"\n{time.perf_counter() - began:.0f} s, one thread, seed {seed}")


def as_markdown(table: pd.DataFrame) -> str:
    """The table of the page on intervals: all in %, the last three means over the paths."""
    effects = [effect for names in EFFECTS.values() for effect in names]
    heads = ["items", "n", "interval", *effects, "error", "above", "below", "width", "samples"]
    lines = [heads, ["---"] * len(heads)]
    for (items, n, kind), rows in table.groupby(level=["items", "n", "kind"], sort=False):
        cells = rows.droplevel(["items", "n", "kind"])
        paths = cells.loc[EFFECTS["paths"]].mean()
        values = [
            *cells.loc[effects, "coverage"],
            cells["mc_error"].max(),
            *paths[["above", "below", "width"]],
        ]
        percent = [f"{100 * value:.1f}" for value in values]
        lines.append([items, str(n), kind, *percent, str(cells["replications"].iloc[0])])
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


if __name__ == "__main__":
    main()
