"""What a fresh process costs: the import, the first fit, and the first ever, which compiles.

    python benchmarks/cold_start.py
    python benchmarks/cold_start.py --rounds 2    # a quick look

Every number is from a process of its own, which times itself from before its first import. The
compiled kernels lie in temporary folders, so the user's own cache is neither used nor changed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from statistics import median

from measuring import machine, table, time_of, write_block

FIT = "plspm.datasets.describe('customer_engagement').estimate()"
DRAWS = ".bootstrap(4999, seed=1, progress=False)"
REPORT = f"""
import plspm
result = {FIT}
boot = result{DRAWS}
plspm.write_report(result, 'study.docx', bootstrap=boot)
"""
JOBS = {
    "`import pandas`": "import pandas",
    "`import plspm`": "import plspm",
    "`import plspm`, all public names": "from plspm import *",
    "first fit": f"import plspm; {FIT}",
    "first fit and 4999 draws": f"import plspm; {FIT}{DRAWS}.paths",
    "a Word report with 4999 draws and the diagram": REPORT,
}
IMPORTS = list(JOBS)[:3]
FITS = list(JOBS)[3:]
PROGRAM = """
import time
began = time.perf_counter()
{job}
print(time.perf_counter() - began)
"""


def fresh(job: str, cache: str) -> tuple[float, str]:
    """Seconds that a job takes in a new process, and what it says on standard error."""
    with tempfile.TemporaryDirectory() as folder:
        return _run(job, cache, folder)


def _run(job: str, cache: str, folder: str) -> tuple[float, str]:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(job=JOBS[job])],
        env=os.environ | {"NUMBA_CACHE_DIR": cache},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(run.stdout), run.stderr.strip()


def compiling(job: str) -> tuple[float, str]:
    """The same with no kernel compiled yet."""
    with tempfile.TemporaryDirectory() as empty:
        return fresh(job, empty)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    facts = machine()
    with tempfile.TemporaryDirectory() as cache:
        for job in JOBS:
            fresh(job, cache)  # fills the caches, of bytecode and of kernels, and is not counted
        rounds = [{job: fresh(job, cache)[0] for job in JOBS} for _ in range(options.rounds)]
    warm = {job: median(times[job] for times in rounds) for job in JOBS}
    few = min(3, options.rounds)
    cold = {job: [compiling(job) for _ in range(few)] for job in FITS}
    pandas = warm["`import pandas`"]
    rows = [[job, time_of(warm[job]), f"{warm[job] / pandas:.2f}"] for job in IMPORTS]
    rows += [[f"{job}, kernels compiled before", time_of(warm[job]), ""] for job in FITS]
    rows += [
        [f"{job}, nothing compiled before", time_of(median(time for time, _ in runs)), ""]
        for job, runs in cold.items()
    ]
    said = {message for runs in cold.values() for _, message in runs}
    text = "\n\n".join(
        [
            f"{facts}\nMedians of {options.rounds} processes ({few} where kernels are compiled).",
            table(["in a new process", "time", "÷ `import pandas`"], rows),
            f"While it compiles, it says: {'; '.join(f'`{m}`' for m in sorted(said))}",
        ]
    )
    print(text)
    if options.write:
        write_block("cold start", text)


if __name__ == "__main__":
    main()
