"""How long a comparison of two groups takes, beside a plain bootstrap.

    python benchmarks/groups.py
    python benchmarks/groups.py --rounds 1    # a quick look

The ECSI model: n = 250, 24 items. A comparison is 4999 permutations, estimated in both groups, with
MICOM; 4999 draws within each group; and the tables of all differences.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
from measuring import machine, seconds, table, time_of, write_block

import plspm

DATA = Path(__file__).parents[1] / "tests" / "fixtures" / "data" / "ecsi_interaction.csv"
MODEL = """
    IMAG <~ [A] IMAG1 + IMAG2 + IMAG3 + IMAG4 + IMAG5
    CUEX <~ [A] CUEX1 + CUEX2 + CUEX3
    PERQ <~ [A] PERQ1 + PERQ2 + PERQ3 + PERQ4 + PERQ5 + PERQ6 + PERQ7
    PERV <~ [A] PERV1 + PERV2
    CUSA <~ [A] CUSA1 + CUSA2 + CUSA3
    COMP <~ CUSCO
    CUSL <~ [A] CUSL1 + CUSL2 + CUSL3
    CUEX ~ IMAG
    PERQ ~ CUEX
    PERV ~ CUEX + PERQ
    CUSA ~ IMAG + CUEX + PERQ + PERV
    COMP ~ CUSA
    CUSL ~ IMAG + CUSA + COMP
"""
REPEATS = 4999


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    data = pd.read_csv(DATA).iloc[:250]
    result = plspm.estimate(MODEL, data)
    labels = np.where(data["GROUP"] == 0, "a", "b")

    def bootstrap() -> object:
        return result.bootstrap(REPEATS, seed=1, progress=False)

    def comparison(draws: int) -> list[pd.DataFrame]:
        found = plspm.compare_groups(
            result, labels, permutations=REPEATS, draws=draws, seed=1, progress=False
        )
        return [found.differences(name) for name in found.statistics]

    jobs = {
        "bootstrap, 4999 draws": bootstrap,
        "4999 permutations, MICOM, differences (99 draws within groups)": lambda: comparison(99),
        "the same with 4999 draws within each group": lambda: comparison(REPEATS),
    }
    facts = machine()
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    for _ in range(options.rounds):  # in turn, so that a busy moment hits all of them
        for name, job in jobs.items():
            times[name].append(seconds(job))
    plain = median(times["bootstrap, 4999 draws"])
    rows = [
        [name, time_of(median(found)), f"{median(found) / plain:.1f}"]
        for name, found in times.items()
    ]
    text = table(["what", "time", "bootstraps"], rows)
    print(f"{text}\n\n{facts}")
    if options.write:
        write_block("groups", f"{text}\n\n{facts}")


if __name__ == "__main__":
    main()
