"""What a fit and the delta method cost with very many cases, beside `numpy.corrcoef`.

    python benchmarks/large_samples.py
    python benchmarks/large_samples.py --cases 100000 --rounds 3    # a quick look

A round measures `numpy.corrcoef` and ours one after the other; medians are shown.
"""

from __future__ import annotations

import argparse
import tracemalloc
from collections.abc import Callable
from statistics import median

import numpy as np
from measuring import machine, seconds, table, time_of, write_block
from sizes import Problem, simulated

import plspm

FIT_ITEMS = {"A": 4, "B": 4, "C": 4}
FIT_PATHS = {"B": ["A"], "C": ["A", "B"]}
DELTA_ITEMS = {"A": 4, "B": 4, "C": 3, "D": 3, "E": 3}
DELTA_PATHS = {"B": ["A"], "C": ["A", "B"], "D": ["C"], "E": ["D"]}


def allocated(job: Callable[[], object]) -> tuple[int, int]:
    """Bytes that a call allocates at most, and those that its value keeps."""
    tracemalloc.start()
    value = job()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del value
    return peak, kept


def measure(problem: Problem, what: str, job: Callable[[], object], rounds: int) -> tuple[str, ...]:
    """One line of the table."""
    job()  # warm, and not counted
    least, own = [], []
    for _ in range(rounds):
        least.append(seconds(lambda: np.corrcoef(problem.data, rowvar=False)))
        own.append(seconds(job))
    size = problem.data.to_numpy().nbytes
    peak, kept = allocated(job)
    ratio = median(ours / theirs for ours, theirs in zip(own, least, strict=True))
    return (
        what,
        problem.size,
        time_of(median(least)),
        f"{time_of(median(own))} = {ratio:.1f} × corrcoef",
        f"{peak / size:.2f}",
        f"{kept / size:.2f}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=10**6)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    facts = machine()
    of_fit = simulated("fit", FIT_ITEMS, FIT_PATHS, n=options.cases, seed=1)
    of_delta = simulated("delta", DELTA_ITEMS, DELTA_PATHS, n=options.cases, seed=2)
    result = plspm.estimate(of_delta.model, of_delta.data)
    lines = [
        measure(of_fit, "fit", of_fit.estimate, options.rounds),
        measure(of_delta, "delta method, all by default", result.standard_errors, options.rounds),
    ]
    head = ["job", "size", "`numpy.corrcoef`", "ours", "memory", "kept"]
    text = "\n\n".join([f"{facts}\nMedians of {options.rounds} runs.", table(head, lines)])
    print(text)
    if options.write:
        write_block("large samples", text)


if __name__ == "__main__":
    main()
