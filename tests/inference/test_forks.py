"""A process that is forked while another thread computes: parent and child go on."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import faulthandler, os, threading, time
import numpy as np, pandas as pd
import plspm

result = plspm.datasets.describe("customer_engagement").estimate()
expected = result.bootstrap(100, seed=1, progress=False).paths
stop = threading.Event()
rng = np.random.default_rng(1)
items = [f"x{k}" for k in range(40)]
wide = plspm.PathModel.parse(f"A =~ {' + '.join(items[:20])}; B =~ {' + '.join(items[20:])}; B ~ A")
large = pd.DataFrame(rng.normal(size=(20_000, 40)) + rng.normal(size=(20_000, 1)), columns=items)

def bootstrap():
    result.bootstrap(3000, seed=2, progress=False)

def estimate():
    plspm.estimate(wide, large)

def work():
    while not stop.is_set():
        WORK()

worker = threading.Thread(target=work)
worker.start()
ended = []
for _ in range(8):
    time.sleep(0.05)
    child = os.fork()
    if child == 0:
        faulthandler.dump_traceback_later(60, exit=True)
        os._exit(0 if result.bootstrap(100, seed=1, progress=False).paths.equals(expected) else 3)
    ended.append(os.waitpid(child, 0)[1])
stop.set()
worker.join()
print(ended, result.bootstrap(100, seed=1, progress=False).paths.equals(expected))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks on this system")
@pytest.mark.parametrize("work", ["bootstrap", "estimate"])
def test_a_fork_in_the_middle_of_the_work(work):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM.replace("WORK", work)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == f"{[0] * 8} True\n", done.stderr
