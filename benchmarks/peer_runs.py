"""Run other programs on our problems, each in a process of its own environment."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from sizes import Problem

SCRIPTS = Path(__file__).with_name("peers")
SAME_ESTIMATES = 1e-5
"""Path coefficients that differ by more are those of another model, and no ratio is shown."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to compare with.

    Attributes
    ----------
    name : str
        As tables show it.
    program : str
        Name of the option that takes its interpreter, and of its script.
    requirements : str
        What to install, as pip takes it.
    processes : int
        Processes that it may use for its draws.
    """

    name: str
    program: str
    requirements: str
    processes: int

    @property
    def how_to_install(self) -> str:
        """Command that makes it available, in an environment of its own."""
        venv = f"{self.program}-venv"
        return f"python -m venv {venv} && {venv}/bin/python -m pip install {self.requirements}"


def peers(threads: int) -> tuple[Peer, ...]:
    """The programs, with one process and with as many as we take threads."""
    seminr = "seminr==0.2.1"
    return (
        Peer("seminr, 1 process", "seminr", seminr, 1),
        Peer(f"seminr, {threads} processes", "seminr", seminr, threads),
        # plspm 0.5.7 fails under pandas 3.
        Peer(
            f"plspm of the index, {threads} processes, extrapolated",
            "plspm",
            'plspm==0.5.7 "pandas<3"',
            threads,
        ),
    )


WAITED = 1.2
"""A program that took so many times its processor time waited for others: no ratio is shown."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of a peer.

    Attributes
    ----------
    seconds, processor : float
        Elapsed time, and processor time of all its processes.
    points : dict
        What was timed, by number of draws; `seconds` may be extrapolated from it.
    paths : tuple of float
        Path coefficients, in the model's order.
    version : str
    """

    seconds: float
    processor: float
    points: dict[str, list[float]]
    paths: tuple[float, ...]
    version: str


def run_peer(peer: Peer, interpreter: str, problem: Problem, draws: int) -> Measurement | str:
    """Bootstrap `problem`; where that fails, say why."""
    request = {
        "items": list(problem.model.indicators),
        "values": problem.data.to_numpy(dtype=float).tolist(),
        "blocks": {c.name: list(c.indicators) for c in problem.model.constructs},
        "paths": [[path.source, path.target] for path in problem.model.paths],
        "draws": draws,
        "processes": peer.processes,
    }
    try:
        run = subprocess.run(
            # -E: a PYTHONPATH to our package must not hide another of the same name.
            [interpreter, "-E", str(SCRIPTS / f"run_{peer.program}.py")],
            input=json.dumps(request),
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        return f"not run: {error}"
    if run.returncode != 0:
        return f"failed: {(run.stderr.strip().splitlines() or ['no message'])[-1]}"
    answer = json.loads(run.stdout.splitlines()[-1])
    return Measurement(**answer | {"paths": tuple(answer["paths"])})


def verdict(runs: Sequence[Measurement | str], problem: Problem, ours: float) -> list[str]:
    """Cells of a table: version, times, ratio to ours, difference of estimates; or a failure."""
    measured = [run for run in runs if isinstance(run, Measurement)]
    if len(measured) < len(runs):
        return [next(run for run in runs if isinstance(run, str)), *[""] * 4]
    B = problem.estimate().path_coefficients
    own = np.array([B.loc[path.source, path.target] for path in problem.model.paths])
    difference = max(float(np.abs(own - run.paths).max()) for run in measured)
    seconds = median(run.seconds for run in measured)
    processor = median(run.processor for run in measured)
    ratio = f"{seconds / ours:,.0f} ×"
    if difference >= SAME_ESTIMATES:
        ratio = "another model"
    elif seconds > WAITED * processor:
        ratio = "machine busy"
    times = [f"{seconds:.1f} s", f"{processor:.1f} s"]
    return [measured[0].version, *times, ratio, f"{difference:.0e}"]
