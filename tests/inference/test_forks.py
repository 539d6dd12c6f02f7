"""A process that is forked while another thread bootstraps: parent and child go on."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import faulthandler, os, threading, time
import plspm

result = plspm.datasets.describe("customer_engagement").estimate()
expected = result.bootstrap(100, seed=1, progress=False).paths
stop = threading.Event()

def work():
    while not stop.is_set():
        result.bootstrap(3000, seed=2, progress=False)

worker = threading.Thread(target=work)
worker.start()
ended = []
for _ in range(3):
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
def test_a_fork_in_the_middle_of_a_bootstrap():
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", PROGRAM],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.stdout == "[0, 0, 0] True\n", done.stderr
