"""How long a power study of the worked example's model takes, at one sample size.

python benchmarks/power.py
python benchmarks/power.py --replications 100    # a quick look
"""

from __future__ import annotations

import argparse

from measuring import machine, seconds, table, time_of, write_block

import plspm

ALLOWED = {"bootstrap": 60.0, "delta": 5.0}
"""Seconds on two cores for 1000 replications of 500 draws."""


def measure(population: plspm.Population, inference: str, options: argparse.Namespace) -> float:
    """Seconds of one study."""

    def study(replications: int) -> object:
        return plspm.power_analysis(
            population,
            119,
            replications=replications,
            draws=options.draws,
            inference=inference,
            scheme="centroid",
            seed=1,
            progress=False,
        )

    study(4)  # warm, and not counted
    return seconds(lambda: study(options.replications))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replications", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=500)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    result = plspm.datasets.describe("customer_engagement").estimate()
    population = plspm.Population.from_result(result, categories=5)
    facts = machine()
    rows = [
        [inference, time_of(measure(population, inference, options)), f"{limit:.0f} s"]
        for inference, limit in ALLOWED.items()
    ]
    text = "\n\n".join(
        [
            f"{facts}\n{options.replications} replications, {options.draws} draws each, n = 119.",
            table(["inference", "time", "goal on two cores"], rows),
        ]
    )
    print(text)
    if options.write:
        write_block("power", text)


if __name__ == "__main__":
    main()
