"""How long cross-validation takes, beside a bootstrap.

    python benchmarks/prediction.py
    python benchmarks/prediction.py --rounds 1    # a quick look

Ten folds, ten times, with the linear model and all tables; 300 draws of a bootstrap for comparison;
and each of 1000 cases left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from statistics import median

from measuring import machine, seconds, table, time_of, write_block
from sizes import problems

import plspm
from plspm.prediction import CrossValidation

DRAWS = 300


def with_tables(validation: CrossValidation) -> object:
    """Compute the tables, which are made when asked for."""
    return validation.tables


def timed(job: Callable[[], object], rounds: int) -> str:
    """Median time, after a call that loads and compiles what is needed."""
    job()
    return time_of(median(seconds(job) for _ in range(rounds)))


def rows_of(rounds: int) -> list[list[str]]:
    rows = []
    for problem in problems():
        result = problem.estimate()
        for benchmark in ("exogenous", "others"):
            rows.append(
                [
                    f"10 x 10 folds, linear model of {benchmark}: {problem.name}",
                    timed(
                        lambda: with_tables(
                            plspm.cross_validate(result, benchmark=benchmark, seed=1)  # noqa: B023
                        ),
                        rounds,
                    ),
                ]
            )
        time = timed(lambda: result.bootstrap(DRAWS, seed=1, progress=False), rounds)  # noqa: B023
        rows.append([f"bootstrap of {DRAWS} draws: {problem.name}", time])
        time = timed(lambda: with_tables(plspm.cross_validate(result, folds="loo")), rounds)  # noqa: B023
        rows.append([f"each of {result.n} cases left out: {problem.name}", time])
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    facts = machine()
    text = table(["what", "time"], rows_of(options.rounds))
    print(f"{text}\n\n{facts}")
    if options.write:
        write_block("prediction", f"{text}\n\n{facts}")


if __name__ == "__main__":
    main()
