"""Bootstrap one problem with the package plspm of the public index, which shares our import name.

Run by ../bootstrap.py with the interpreter of its own venv; the problem comes as JSON on standard
input, the measurement goes as JSON to standard output. All draws would take many minutes, so two
smaller numbers are timed and the line through them is extended, which keeps the start of its
worker processes from being multiplied.
"""

import json
import os
import sys
import time
from importlib.metadata import version

import pandas as pd
import plspm.config as c
from plspm.mode import Mode
from plspm.plspm import Plspm
from plspm.scale import Scale
from plspm.scheme import Scheme

FEW, MORE = 100, 400
PREFIX = "construct "  # it refuses constructs that bear the name of their item


def clocks() -> tuple[float, float]:
    """Elapsed time, and processor time of this process and of its finished workers."""
    return time.perf_counter(), sum(os.times()[:4])


def main() -> None:
    problem = json.load(sys.stdin)
    data = pd.DataFrame(problem["values"], columns=problem["items"], dtype=float)
    structure = c.Structure()
    for source, target in problem["paths"]:
        structure.add_path([PREFIX + source], [PREFIX + target])
    # Scale.NUM standardises the items in every draw; `scaled=True` does not (version 0.5.7).
    config = c.Config(structure.path(), default_scale=Scale.NUM)
    for name, items in problem["blocks"].items():
        config.add_lv(PREFIX + name, Mode.A, *[c.MV(item) for item in items])

    def run(draws: int) -> tuple[tuple[float, float], Plspm]:
        began, busy = clocks()
        result = Plspm(
            data,
            config,
            Scheme.PATH,
            iterations=300,
            tolerance=1e-7,
            bootstrap=True,
            bootstrap_iterations=draws,
            processes=problem["processes"],
        )
        boot = result.bootstrap()
        for table in (boot.paths, boot.weights, boot.loading, boot.r_squared, boot.total_effects):
            table()
        ended, worked = clocks()
        return (ended - began, worked - busy), result

    few, _ = run(FEW)
    more, result = run(MORE)
    steps = (problem["draws"] - MORE) / (MORE - FEW)
    seconds, processor = (high + steps * (high - low) for low, high in zip(few, more, strict=True))
    B = result.path_coefficients()
    measurement = {
        "seconds": seconds,
        "processor": processor,
        "points": {FEW: few, MORE: more},
        "paths": [float(B.loc[PREFIX + t, PREFIX + s]) for s, t in problem["paths"]],
        "version": version("plspm"),
    }
    print(json.dumps(measurement))


if __name__ == "__main__":
    main()
