"""How long necessary conditions and importance-performance maps take.

    python benchmarks/importance.py
    python benchmarks/importance.py --rounds 1    # a quick look

Necessary conditions: unrelated columns, both ceilings, 9999 permutations. Maps: intervals from a
bootstrap of 4999 draws that is there already.
"""

from __future__ import annotations

import argparse
from statistics import median

import numpy as np
import pandas as pd
from measuring import machine, seconds, table, time_of, write_block
from sizes import problems

import plspm

PERMUTATIONS, DRAWS = 9999, 4999


def cases(n: int, conditions: int, steps: int | None) -> pd.DataFrame:
    """Unrelated columns; answers in `steps` steps, or continuous."""
    values = np.random.default_rng(1).random((n, conditions + 1))
    if steps is not None:
        values = np.floor(values * steps)
    return pd.DataFrame(values, columns=[*(f"x{k}" for k in range(conditions)), "y"])


def necessary(rounds: int) -> list[list[str]]:
    rows = []
    for n, conditions, steps in ((500, 1, None), (500, 6, None), (500, 6, 7), (5000, 6, None)):
        frame = cases(n, conditions, steps)

        def job(frame: pd.DataFrame = frame) -> object:
            return plspm.nca(frame, target="y", permutations=PERMUTATIONS, seed=1, progress=False)

        job()
        kind = "continuous" if steps is None else f"{steps} steps"
        what = f"NCA, n = {n}, conditions: {conditions}, {kind}"
        rows.append([what, time_of(median(seconds(job) for _ in range(rounds)))])
    return rows


def maps(rounds: int) -> list[list[str]]:
    rows = []
    for problem in problems():
        result = problem.estimate()
        boot = result.bootstrap(DRAWS, seed=1, progress=False)
        plspm.ipma(result, bootstrap=boot)
        time = median(seconds(lambda: plspm.ipma(result, bootstrap=boot)) for _ in range(rounds))  # noqa: B023
        rows.append([f"IPMA, all targets, intervals: {problem.name}", time_of(time)])
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    facts = machine()
    text = table(["what", "time"], [*necessary(options.rounds), *maps(options.rounds)])
    print(f"{text}\n\n{facts}")
    if options.write:
        write_block("importance", f"{text}\n\n{facts}")


if __name__ == "__main__":
    main()
