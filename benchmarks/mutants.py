"""Tests the mutants that mutmut made, quickly: a pytest plugin (CONTRIBUTING says how it is used).

mutmut collects the tests anew for every mutant and runs them in no order. Here they are collected
once; each mutant gets a forked process, and in it first the tests that noticed other mutants of
the same function, of the same file, then the rest, file by file. It ends with the first failure.
The verdicts go into mutmut's own files, where `mutmut results` and `mutmut show` find them.
"""

from __future__ import annotations

import fnmatch
import itertools
import json
import os
import random
import resource
import time
from collections import Counter, defaultdict
from pathlib import Path

from hypothesis import Phase, settings

# What hypothesis found for one mutant says nothing about the next, and need not be made small.
settings.register_profile("mutants", phases=[Phase.explicit, Phase.generate], database=None)
settings.load_profile("mutants")

NOTICED, SURVIVED, NO_TESTS, TIMEOUT = 1, 0, 33, 36  # the codes of mutmut
SECONDS_OF_PROCESSOR = 60
QUICK = 0.05  # seconds of a test that goes before all that are slower
POLLS = 60_000  # about two minutes for what waits without working; a pause of the machine is free


def pytest_addoption(parser):
    parser.addoption("--mutants", default="*", help="names, comma-separated, * for any letters")
    parser.addoption("--verdicts", default="", help="only mutants with these codes, e.g. 0,36")
    parser.addoption("--budget", type=float, default=float("inf"), help="seconds of tests each")
    parser.addoption("--unchecked", action="store_true", help="skip the run without any mutant")


def pytest_runtestloop(session):
    # The compiled kernels are not mutated: load them once for all.
    import plspm

    data = plspm.datasets.load("customer_engagement")
    plspm.estimate(plspm.datasets.describe("customer_engagement").model_text, data)
    option = session.config.option
    tests = Tests(session.items)
    if not option.unchecked and run("", session, session.items)[0] != SURVIVED:
        raise session.Failed("a test fails without any mutant")
    for mutant, remember in mutants(option.mutants.split(","), option.verdicts):
        start = time.perf_counter()
        chosen = tests.likely_killers_first(mutant, option.budget)
        verdict, killer = run(mutant, session, chosen) if chosen else (NO_TESTS, "")
        tests.learn(mutant, killer)
        remember(verdict)
        seconds = time.perf_counter() - start
        line = f"{mutant}\t{verdict}\t{seconds:.2f}\t{killer}"
        with Path("verdicts.tsv").open("a", encoding="utf-8") as log:
            print(line, file=log)
    return True


def mutants(patterns, verdicts):
    """Names in random order, folder by folder, each with a function that keeps its verdict."""
    wanted = {int(code) for code in verdicts.split(",") if code} or {None}
    for folder in ("estimation", "assessment", "inference"):
        found = []
        for path in sorted(Path(f"src/plspm/{folder}").glob("*.meta")):
            kept = json.loads(path.read_text("utf-8"))
            codes = kept["exit_code_by_key"]

            def remember(name, code, path=path, kept=kept, codes=codes):
                codes[name] = code
                path.write_text(json.dumps(kept, indent=4), "utf-8")

            found += [
                (name, remember)
                for name, code in codes.items()
                if code in wanted and any(fnmatch.fnmatch(name, pattern) for pattern in patterns)
            ]
        random.Random(1).shuffle(found)
        for name, remember in found:
            yield name, lambda code, name=name, remember=remember: remember(name, code)


class Tests:
    def __init__(self, items):
        stats = json.loads(Path("mutmut-stats.json").read_text("utf-8"))
        self.reached_by = stats["tests_by_mangled_function_name"]
        self.timed = stats["duration_by_test"]
        self.seconds = defaultdict(float, self.timed)
        self.items = {item.nodeid: item for item in items}
        self.place = {name: place for place, name in enumerate(self.items)}
        self.killers = defaultdict(Counter)

    def learn(self, mutant, killer):
        if killer:
            function = mutant.partition("__mutmut_")[0]
            self.killers[function][killer] += 1
            self.killers[function.rpartition(".")[0]][killer] += 1

    def likely_killers_first(self, mutant, budget):
        function = mutant.partition("__mutmut_")[0]
        module = function.rpartition(".")[0]
        known = set(self.reached_by.get(function, []))
        reaching = [name for name in self.items if name in known or name not in self.timed]
        first = [
            name
            for where in (function, module)
            for name, _ in self.killers[where].most_common(8)
            if name in reaching
        ]

        own = f"test_{module.rpartition('.')[2]}.py"

        def rank(name):
            file = name.partition("::")[0]
            return self.seconds[name] > QUICK, not file.endswith(own), file, self.place[name]

        ordered = dict.fromkeys([*first, *sorted(reaching, key=rank)])
        spent = itertools.accumulate(self.seconds[name] for name in ordered)
        within = [name for name, seconds in zip(ordered, spent, strict=True) if seconds <= budget]
        return [self.items[name] for name in within]


def run(mutant, session, items):
    """The verdict of one mutant, and the test that noticed it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_PROCESSOR, SECONDS_OF_PROCESSOR + 1))
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        os.environ["MUTANT_UNDER_TEST"] = mutant
        code = 1
        try:
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    os.write(writing, item.nodeid.encode())
                    break
            else:
                code = 0
        finally:
            os._exit(code)
    os.close(writing)
    status = _wait(child)
    with os.fdopen(reading) as pipe:
        killer = pipe.read()
    if status is None or os.WIFSIGNALED(status):
        return TIMEOUT, ""
    return os.WEXITSTATUS(status), killer


def _wait(child):
    pause = 0.0002
    for _ in range(POLLS):
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        time.sleep(pause)
        pause = min(pause * 1.2, 0.002)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return None
