"""How long the bootstrap takes, beside the least that it can take and beside other programs.

    python benchmarks/bootstrap.py                                  # ours and the floor
    python benchmarks/bootstrap.py --seminr PYTHON --plspm PYTHON   # and others, by interpreter
    python benchmarks/bootstrap.py --draws 300 --rounds 1           # a quick look

The floor is one NumPy product of the counts of all draws with the pairwise products of the items:
every bootstrap of correlation matrices has to do as much. A round measures the floor, ours and
the others one after the other, so that a machine that slows down slows all of them; medians are
shown.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

import numpy as np
from measuring import machine, seconds, table, time_of, write_block
from peer_runs import Measurement, Peer, peers, run_peer, verdict
from sizes import Problem, problems
from threadpoolctl import threadpool_limits

from plspm.assessment.statistics import BOOTSTRAPPED

REPORTED = (
    "paths",
    "loadings",
    "weights",
    "r_squared",
    "total_effects",
    "htmt",
    "reliability",
    "fit",
)
"""What studies report; "fit" is SRMR and d_ULS."""

PER_ROUND = 5
"""Runs of the floor and of ours in each round: they are short."""


@dataclass(frozen=True, slots=True, eq=False)
class Timed:
    """A problem and all that was measured on it, in seconds."""

    problem: Problem
    floor: list[float] = field(default_factory=list)
    reported: list[float] = field(default_factory=list)
    default: list[float] = field(default_factory=list)
    others: dict[Peer, list[Measurement | str]] = field(default_factory=dict)


def floor(problem: Problem, draws: int, threads: int) -> float:
    """Time the product counts × pairwise products, both at hand already."""
    X = problem.data.to_numpy(dtype=float)
    n, p = X.shape
    i, j = np.triu_indices(p)
    products = X[:, i] * X[:, j]
    counts = np.random.default_rng(1).multinomial(n, np.full(n, 1 / n), size=draws).astype(float)
    with threadpool_limits(threads, user_api="blas"):
        return seconds(lambda: counts @ products)


def bootstrap(problem: Problem, statistics: Sequence[str], draws: int, threads: int) -> float:
    """Time the draws of a new fit, and every table."""
    result = problem.estimate()

    def job() -> None:
        boot = result.bootstrap(
            draws, seed=1, statistics=statistics, threads=threads, progress=False
        )
        for statistic in statistics:
            boot.table(statistic)

    return seconds(job)


def measure(problem: Problem, options: argparse.Namespace) -> Timed:
    """All rounds of one problem."""
    draws, threads = options.draws, options.threads
    interpreters = {p: getattr(options, p.program) for p in peers(threads)}
    timed = Timed(problem, others={p: [] for p, python in interpreters.items() if python})
    bootstrap(problem, BOOTSTRAPPED, draws, threads)  # warm, and not counted
    for number in range(options.rounds):
        for _ in range(PER_ROUND):
            timed.floor.append(floor(problem, draws, threads))
            timed.reported.append(bootstrap(problem, REPORTED, draws, threads))
            timed.default.append(bootstrap(problem, BOOTSTRAPPED, draws, threads))
        if number < options.peer_rounds:
            for peer, runs in timed.others.items():
                runs.append(run_peer(peer, interpreters[peer], problem, draws))
    return timed


def own_table(found: Sequence[Timed]) -> str:
    """Ours beside the floor."""
    rows = []
    for timed in found:
        least = median(timed.floor)
        ours = [median(timed.reported), median(timed.default)]
        cells = [f"{time_of(time)} = {time / least:.1f} × floor" for time in ours]
        rows.append([timed.problem.name, timed.problem.size, time_of(least), *cells])
    return table(["problem", "size", "floor", "what studies report", "all by default"], rows)


def peer_table(found: Sequence[Timed]) -> str:
    """The others beside ours: what studies report, of which they compute less."""
    rows = [
        [timed.problem.name, peer.name, *verdict(runs, timed.problem, median(timed.reported))]
        for timed in found
        for peer, runs in timed.others.items()
    ]
    head = ["problem", "program", "version", "time", "processor time", "÷ ours", "path difference"]
    return table(head, rows)


def not_installed(options: argparse.Namespace) -> list[str]:
    """One line for each program without an interpreter."""
    missing = {
        peer.program: peer.how_to_install
        for peer in peers(options.threads)
        if getattr(options, peer.program) is None
    }
    return [f"{name} not installed: `{command}`" for name, command in missing.items()]


def raw(found: Sequence[Timed]) -> str:
    """Every single measurement, as JSON."""
    measurements = [
        {
            "problem": timed.problem.name,
            "floor": timed.floor,
            "reported": timed.reported,
            "default": timed.default,
            "others": {
                peer.name: [run if isinstance(run, str) else asdict(run) for run in runs]
                for peer, runs in timed.others.items()
            },
        }
        for timed in found
    ]
    return json.dumps(measurements, indent=1)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=4999)
    parser.add_argument("--rounds", type=int, default=5, help=f"of {PER_ROUND} runs of ours each")
    parser.add_argument("--peer-rounds", type=int, default=3, help="rounds with other programs")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seminr", metavar="PYTHON", help="interpreter that has seminr")
    parser.add_argument("--plspm", metavar="PYTHON", help="interpreter that has the index's plspm")
    parser.add_argument("--json", type=Path, help="write every measurement to this file")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    return parser.parse_args()


def main() -> None:
    options = read_options()
    facts = machine()
    found = [measure(problem, options) for problem in problems()]
    peer_rounds = min(options.rounds, options.peer_rounds)
    parts = [
        f"{facts}\n{options.draws} draws, {options.threads} threads, medians of "
        f"{options.rounds * PER_ROUND} runs ({peer_rounds} of other programs).",
        own_table(found),
        *([peer_table(found)] if any(timed.others for timed in found) else []),
        *not_installed(options),
    ]
    text = "\n\n".join(parts)
    print(text)
    if options.json:
        options.json.write_text(raw(found), encoding="utf-8")
    if options.write:
        write_block("bootstrap", text)


if __name__ == "__main__":
    main()
