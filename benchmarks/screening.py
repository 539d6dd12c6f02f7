"""How long does screening take?

    python benchmarks/screening.py            # 100,000 cases, 200 items
    python benchmarks/screening.py --profile  # and where the time goes

Answers on seven steps to 20 constructs of ten items each, of which 3 % are missing. Beside it
stands the time that pandas takes to copy the frame, which no reading can do without.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats

import numpy as np
import pandas as pd
from measuring import machine, seconds, table, time_of

import plspm

CONSTRUCTS, ITEMS = 20, 10


def answers(n: int, missing: float, seed: int = 1) -> tuple[pd.DataFrame, str]:
    """Ratings, and the model of them."""
    rng = np.random.default_rng(seed)
    common = rng.standard_normal((n, 1))
    columns, lines = {}, []
    for c in range(CONSTRUCTS):
        own = 0.6 * common + 0.8 * rng.standard_normal((n, 1))
        z = 0.8 * own + 0.6 * rng.standard_normal((n, ITEMS))
        rated = np.clip(np.round(4.0 + 1.3 * z), 1, 7)
        rated[rng.random(rated.shape) < missing] = np.nan
        names = [f"c{c}_{k}" for k in range(ITEMS)]
        columns |= dict(zip(names, rated.T, strict=True))
        lines.append(f"C{c} =~ " + " + ".join(names))
    paths = [f"C{c} ~ C{c - 1}" for c in range(1, CONSTRUCTS)]
    return pd.DataFrame(columns), "\n".join([*lines, *paths])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    print(machine() + "\n")
    rows = []
    for missing in (0.0, 0.03):
        data, model = answers(chosen.cases, missing)
        took = seconds(lambda data=data, model=model: plspm.screen(data, model))
        copied = seconds(data.copy)
        size = f"{len(data):,} × {data.shape[1]}"
        rows.append((size, f"{missing:.0%}", time_of(took), time_of(copied)))
        if chosen.profile:
            profile = cProfile.Profile()
            profile.runcall(plspm.screen, data, model)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    print(table(("cases × items", "missing", "screening", "a copy of the frame"), rows))


if __name__ == "__main__":
    main()
