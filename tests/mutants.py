"""Tests the mutants that mutmut made, quickly: a pytest plugin (CONTRIBUTING says how it is used).

mutmut collects the tests anew for every mutant and runs them in no order. Here they are collected
once; each mutant gets a forked process, and in it first the tests that noticed other mutants of
the same function, then of the same file, then the quick ones, then the rest, up to the first that
fails. The verdicts go into mutmut's own files, where `mutmut results` and `mutmut show` find them.
"""

from __future__ import annotations

import fnmatch
import itertools
import json
import os
import random
import resource
import signal
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from hypothesis import Phase, settings

from plspm import PathModel
from plspm.estimation.arrays import ModelArrays
from plspm.estimation.settings import Settings
from plspm.estimation.weights import outer_weights

NOTICED, SURVIVED, NO_TESTS, TIMEOUT = 1, 0, 33, 36  # as mutmut writes them
QUICK = 0.05  # seconds of a test that goes before all slower ones
PATIENCE = 3  # times the seconds that the tests take, and ten
POLLS = 60_000  # about two minutes, for what waits for ever; they pause where the machine does


def pytest_addoption(parser):
    group = parser.getgroup("mutants")
    group.addoption("--mutants", default="*", help="names, comma-separated, * for any letters")
    group.addoption("--again", type=int, help="those with this verdict, not those without any")
    group.addoption("--budget", type=float, default=float("inf"), help="seconds of tests for each")


def pytest_configure():
    # What hypothesis finds for one mutant says nothing about the next, and need not be made small.
    settings.register_profile("mutants", phases=[Phase.explicit, Phase.generate], database=None)
    settings.load_profile("mutants")


def pytest_runtestloop(session):
    option = session.config.option
    load_kernels()
    tests = Tests(session.items)
    if option.again is None and run("", session, session.items, tests.limit(session.items))[0]:
        raise session.Failed("a test fails without any mutant")
    for mutant, keep in mutants(option.mutants.split(","), option.again):
        chosen = tests.likely_killers_first(mutant, option.budget)
        verdict, killer = NO_TESTS, ""
        if chosen:
            verdict, killer = run(mutant, session, chosen, tests.limit(chosen))
        tests.learn(mutant, killer)
        keep(verdict)
        with Path("verdicts.tsv").open("a", encoding="utf-8") as log:
            print(mutant, verdict, killer, sep="\t", file=log)
    return True


def load_kernels():
    """They are not mutated: compiled or read once, all processes have them."""
    arrays = ModelArrays.from_model(PathModel.parse("A =~ a; B =~ b; B ~ A"))
    outer_weights(np.eye(2)[None], arrays, Settings())


def mutants(patterns, verdict):
    """Names in random order, folder by folder, each with a function that keeps its verdict."""
    for folder in ("estimation", "assessment", "inference"):
        found = []
        for path in sorted(Path("src/plspm", folder).glob("*.meta")):
            content = json.loads(path.read_text("utf-8"))
            codes = content["exit_code_by_key"]
            found += [
                (name, path, content)
                for name, code in codes.items()
                if code == verdict and any(fnmatch.fnmatch(name, pattern) for pattern in patterns)
            ]
        random.Random(1).shuffle(found)
        for name, path, content in found:

            def keep(code, name=name, path=path, content=content):
                content["exit_code_by_key"][name] = code
                path.write_text(json.dumps(content, indent=4), "utf-8")

            yield name, keep


class Tests:
    """The tests that reach a mutant, by what mutmut measured; a test it has not seen may."""

    def __init__(self, items):
        stats = json.loads(Path("mutmut-stats.json").read_text("utf-8"))
        self.reaching = stats["tests_by_mangled_function_name"]
        self.seconds = stats["duration_by_test"]
        self.items = {item.nodeid: item for item in items}
        self.killers = defaultdict(Counter)

    def limit(self, items):
        """Seconds of the processor after which the tests go on for ever."""
        return int(10 + PATIENCE * sum(self.seconds.get(item.nodeid, 1.0) for item in items))

    def learn(self, mutant, killer):
        if killer:
            for place in places(mutant):
                self.killers[place][killer] += 1

    def likely_killers_first(self, mutant, budget):
        function, file = places(mutant)
        reaching = set(self.reaching.get(function, ())) | (self.items.keys() - self.seconds.keys())
        names = [name for name in self.items if name in reaching]
        known = [n for p in (function, file) for n, _ in self.killers[p].most_common(8)]
        names.sort(key=lambda name: self.seconds.get(name, 0.0) > QUICK)
        ordered = dict.fromkeys([name for name in known if name in reaching] + names)
        spent = itertools.accumulate(self.seconds.get(name, 0.0) for name in ordered)
        return [self.items[n] for n, sum_ in zip(ordered, spent, strict=True) if sum_ <= budget]


def places(mutant):
    """The function that a mutant changes, and its module."""
    function = mutant.partition("__mutmut_")[0]
    return function, function.rpartition(".")[0]


def run(mutant, session, items, limit):
    """The verdict on a mutant, and the test that noticed it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        silence = os.open(os.devnull, os.O_WRONLY)
        for output in (1, 2):
            os.dup2(silence, output)
        os.environ["MUTANT_UNDER_TEST"] = mutant
        verdict = NOTICED
        try:
            for item, following in itertools.zip_longest(items, items[1:]):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    os.write(writing, item.nodeid.encode())
                    break
            else:
                verdict = SURVIVED
        finally:
            os._exit(verdict)
    os.close(writing)
    status = wait(child)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        killer = pipe.read()
    return (TIMEOUT, "") if os.WIFSIGNALED(status) else (os.WEXITSTATUS(status), killer)


def wait(child):
    for _ in range(POLLS):
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]
