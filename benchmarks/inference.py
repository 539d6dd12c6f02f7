"""How long inference beyond the percentile interval takes.

    python benchmarks/inference.py
    python benchmarks/inference.py --draws 300 --rounds 1    # a quick look

Each measurement starts from a new fit, and for intervals from new draws, which are not timed.
Studentized and calibrated intervals take most and are measured once, on the smallest problem.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from statistics import median

from bootstrap import REPORTED
from measuring import machine, seconds, table, time_of, write_block
from sizes import Problem, problems

from plspm import BootstrapResult, PLSResult
from plspm.assessment.statistics import BOOTSTRAPPED

OUTER, INNER = 500, 200
"""Of the double bootstrap: draws that are resampled, and draws from each of them."""


def tables(result: PLSResult, method: str) -> None:
    """Standard errors of all default statistics without drawing, and their tables."""
    errors = result.standard_errors(method=method)
    for statistic in BOOTSTRAPPED:
        errors.table(statistic)


def bca(boot: BootstrapResult) -> None:
    """BCa intervals of what studies report."""
    for statistic in REPORTED:
        boot.interval(statistic, kind="bca")


def measure(problem: Problem, options: argparse.Namespace) -> dict[str, float]:
    """Median times by method."""

    def of_fit(job: Callable[[PLSResult], object]) -> float:
        result = problem.estimate()
        return seconds(lambda: job(result))

    def of_draws(job: Callable[[BootstrapResult], object]) -> float:
        boot = problem.estimate().bootstrap(
            options.draws, seed=1, threads=options.threads, progress=False
        )
        return seconds(lambda: job(boot))

    rounds = range(options.rounds)
    of_fit(lambda fit: tables(fit, "delta"))  # warm, and not counted
    found = {
        "delta method, all by default": [of_fit(lambda fit: tables(fit, "delta")) for _ in rounds],
        "jackknife, all by default": [of_fit(lambda fit: tables(fit, "jackknife")) for _ in rounds],
        "BCa, what studies report": [of_draws(bca) for _ in rounds],
    }
    if problem.name == problems()[0].name:
        found["studentized, paths"] = [of_draws(lambda b: b.interval("paths", kind="studentized"))]
        outer = min(OUTER, options.draws)
        found[f"calibrated ({outer} × {INNER}), paths"] = [
            of_draws(lambda b: b.calibrated_interval("paths", outer=outer, inner=INNER))
        ]
    return {method: median(times) for method, times in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=4999)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    facts = machine()
    rows = [
        [problem.name, method, time_of(time)]
        for problem in problems()
        for method, time in measure(problem, options).items()
    ]
    text = "\n\n".join(
        [
            f"{facts}\nIntervals on {options.draws} draws, {options.threads} threads, medians of "
            f"{options.rounds} runs.",
            table(["problem", "method", "time"], rows),
        ]
    )
    print(text)
    if options.write:
        write_block("inference", text)


if __name__ == "__main__":
    main()
