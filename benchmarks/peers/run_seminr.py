"""Bootstrap one problem with seminr; run by ../bootstrap.py with the interpreter of its own venv.

The problem comes as JSON on standard input, the measurement goes as JSON to standard output.
Timed: the draws and the tables of the bootstrap, the fit not.
"""

import json
import os
import sys
import time

import numpy as np
import seminr


def clocks() -> tuple[float, float]:
    """Elapsed time, and processor time of this process and of its finished workers."""
    return time.perf_counter(), sum(os.times()[:4])


def main() -> None:
    problem = json.load(sys.stdin)
    blocks = [seminr.composite(name, items) for name, items in problem["blocks"].items()]
    arrows = [seminr.paths(source, target) for source, target in problem["paths"]]
    model = seminr.estimate_pls(
        (problem["items"], np.array(problem["values"])),
        seminr.constructs(*blocks),
        seminr.relationships(*arrows),
        inner_weights=seminr.path_weighting,
    )
    began, busy = clocks()
    boot = seminr.bootstrap_model(model, nboot=problem["draws"], seed=1, cores=problem["processes"])
    seminr.summarize(boot)
    ended, worked = clocks()
    paths = [float(model.path_coef.get(source, target)) for source, target in problem["paths"]]
    measurement = {
        "seconds": ended - began,
        "processor": worked - busy,
        "points": {problem["draws"]: [ended - began, worked - busy]},
        "paths": paths,
        "version": seminr.__version__,
    }
    print(json.dumps(measurement))


if __name__ == "__main__":
    main()
