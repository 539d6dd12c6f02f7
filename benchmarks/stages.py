"""What products and higher-order constructs cost: bootstraps beside the same model without.

    python benchmarks/stages.py [--draws 4999] [--write]

Products of two stages, and constructs made of constructs by the disjoint two-stage approach, are
timed in turn with the plain model, each the median of several runs in one go.
"""

from __future__ import annotations

import argparse
import statistics

import numpy as np
import pandas as pd
from measuring import machine, seconds, table, time_of, write_block

import plspm

ITEMS = {"A": 4, "B": 4, "C": 4, "D": 4, "E": 4, "F": 4}
MEASURED = "\n".join(
    f"{name} =~ " + " + ".join(f"{name.lower()}{k}" for k in range(size))
    for name, size in ITEMS.items()
)
PLAIN = f"{MEASURED}\nD ~ A + B + C\nE ~ D + A\nF ~ E + D"
MODELS = {
    "plain": PLAIN,
    "two products": PLAIN.replace("D ~ A + B + C", "D ~ A + B + C + A:B + A:C"),
    "higher order": f"{MEASURED}\nH =~ A + B + C\nD ~ H\nE ~ D + H\nF ~ E + D",
}
OPTIONS = {
    "plain": {},
    "two products, two stages": {},
    "two products, two stages, settled again": {"interactions": "two_stage_reestimated"},
    "second-order construct, disjoint two stages": {},
}
OF_MODEL = {
    "plain": "plain",
    "two products, two stages": "two products",
    "two products, two stages, settled again": "two products",
    "second-order construct, disjoint two stages": "higher order",
}


def survey(n: int = 250) -> pd.DataFrame:
    """Twenty-four items of six constructs."""
    rng = np.random.default_rng(6)
    G = rng.normal(size=n)
    A, B, C = (0.5 * G + 0.85 * rng.normal(size=n) for _ in range(3))
    D = 0.3 * A + 0.3 * B + 0.2 * C + 0.2 * A * B - 0.1 * A * C + 0.7 * rng.normal(size=n)
    E = 0.5 * D + 0.2 * A + 0.8 * rng.normal(size=n)
    F = 0.4 * E + 0.3 * D + 0.8 * rng.normal(size=n)
    latent = dict(zip(ITEMS, (A, B, C, D, E, F), strict=True))
    return pd.DataFrame(
        {
            f"{name.lower()}{k}": 0.8 * values + 0.6 * rng.normal(size=n)
            for name, values in latent.items()
            for k in range(ITEMS[name])
        }
    )


def timings(draws: int, repeats: int) -> dict[str, float]:
    """Median seconds of a bootstrap of each model, taken in turn."""
    data = survey()
    results = {
        name: plspm.estimate(MODELS[OF_MODEL[name]], data, **options)
        for name, options in OPTIONS.items()
    }
    for result in results.values():
        result.bootstrap(99, seed=1, progress=False)
    times: dict[str, list[float]] = {name: [] for name in results}
    for seed in range(repeats):
        for name, result in results.items():
            run = result.bootstrap
            times[name].append(seconds(lambda run=run, s=seed: run(draws, s, progress=False)))
    return {name: statistics.median(found) for name, found in times.items()}


def report(draws: int, repeats: int) -> str:
    """The table."""
    found = timings(draws, repeats)
    plain = found["plain"]
    rows = [[name, time_of(time), f"{time / plain:.2f}"] for name, time in found.items()]
    head = ["model", f"{draws} draws", "times plain"]
    return f"{machine()}\n\nn = 250, 24 items.\n\n{table(head, rows)}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--draws", type=int, default=4999)
    options.add_argument("--repeats", type=int, default=5)
    options.add_argument("--write", action="store_true", help="into benchmarks/README.md")
    chosen = options.parse_args()
    text = report(chosen.draws, chosen.repeats)
    print(text)
    if chosen.write:
        write_block("stages", text)


if __name__ == "__main__":
    main()
