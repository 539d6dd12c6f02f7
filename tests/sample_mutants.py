"""Makes random lines of a room wrong, one at a time, and tells which no test of the room notices.

    python -m tests.sample_mutants report --size 50 --seed 1 --others tests/results tests/documents

For rooms that are too large to try every mutant (CONTRIBUTING says what came of it). All happens in
a copy of the checkout, `mutants/`, which git ignores. The room's quick tests run there once under
coverage; each mutant then meets those that reach its statement, in a forked process that has loaded
the libraries and nothing of plspm, so that what is done on import is mutated as well. What
these let pass meets those of the other tests that reach it.

Not mutated: annotations, docstrings, imports, decorators, sentences (texts, messages of errors and
warnings) and ``strict=`` of a ``zip``.
"""

from __future__ import annotations

import argparse
import ast
import itertools
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import coverage

SECONDS = 30  # of the processor, and
MOST = 150  # tests for one mutant

SYMMETRIC = {"isinstance", "max", "min"}  # or no sense the other way round

QUIETLY = ["-n", "0", "--dist=no", "-q", "-p", "no:cacheprovider", "-m", "not slow"]
OTHERS = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"),
    ast.And: ("and", "or"), ast.Or: ("or", "and"), ast.Add: ("+", "-"), ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&"),
    ast.MatMult: ("@", "*"), ast.FloorDiv: ("//", "/"), ast.Pow: ("**", "*"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with its bytes from `start` to `end` exchanged; the line its statement begins on."""

    path: Path
    statement: int
    start: int
    end: int
    text: str

    def __str__(self):
        before = self.path.read_bytes()
        line = before[: self.start].count(b"\n") + 1
        return f"{self.path}:{line}\t{before[self.start : self.end].decode()!r} -> {self.text!r}"

    def source(self, original):
        return original[: self.start] + self.text.encode() + original[self.end :]


class Finder(ast.NodeVisitor):
    """Every mutant of a file."""

    def __init__(self, path):
        self.path, self.source = path, path.read_bytes()
        lengths = [len(line) for line in self.source.splitlines(keepends=True)]
        self.starts = [sum(lengths[:number]) for number in range(len(lengths))]
        self.statement = 0
        self.found = []
        self.visit(ast.parse(self.source))

    def begin(self, node):
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node):
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def code(self, node):
        return self.source[self.begin(node) : self.end(node)].decode()

    def add(self, start, end, text):
        self.found.append(Mutant(self.path, self.statement, start, end, text))

    def exchange(self, node, text):
        self.add(self.begin(node), self.end(node), text)

    def operator(self, left, operator, right):
        old, new = OTHERS.get(type(operator), ("no operator", ""))
        between = self.source[self.end(left) : self.begin(right)].decode()
        if old in between:
            self.add(self.end(left), self.begin(right), between.replace(old, new, 1))

    def visit(self, node):
        before = self.statement
        self.statement = node.lineno if isinstance(node, ast.stmt) else before
        super().visit(node)
        self.statement = before

    def skip(self, node):
        pass

    visit_Import = visit_ImportFrom = visit_JoinedStr = visit_Raise = visit_Assert = skip

    def visit_FunctionDef(self, node):
        for each in [*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body]:
            self.visit(each)

    def visit_ClassDef(self, node):
        for each in node.body:
            self.visit(each)

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.visit(node.value)

    def visit_Expr(self, node):
        if not isinstance(node.value, ast.Constant):
            yields = isinstance(node.value, ast.Yield | ast.YieldFrom)
            self.exchange(node, "yield from ()" if yields else "pass")
            self.generic_visit(node)

    def visit_If(self, node):
        test = self.code(node.test)
        if test == "TYPE_CHECKING":
            return
        if not isinstance(node.test, ast.Compare | ast.UnaryOp):  # these have mutants of their own
            self.exchange(node.test, f"(not ({test}))")
        self.generic_visit(node)

    visit_IfExp = visit_If

    def visit_comprehension(self, node):
        for test in node.ifs:
            self.exchange(test, "True")
        self.generic_visit(node)

    def visit_Return(self, node):
        if node.value is not None and not is_wording(node.value):
            self.exchange(node.value, "None")
        self.generic_visit(node)

    def visit_Compare(self, node):
        terms = [node.left, *node.comparators]
        for left, operator, right in zip(terms, node.ops, terms[1:], strict=False):
            self.operator(left, operator, right)
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        for left, right in zip(node.values, node.values[1:], strict=False):
            self.operator(left, node.op, right)
        self.generic_visit(node)

    def visit_BinOp(self, node):
        if not any(isinstance(side, ast.JoinedStr) for side in (node.left, node.right)):
            self.operator(node.left, node.op, node.right)
        self.generic_visit(node)

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not | ast.USub | ast.Invert):
            self.exchange(node, f"({self.code(node.operand)})")
        if not isinstance(node.operand, ast.Constant):
            self.generic_visit(node)

    def visit_AugAssign(self, node):
        self.add(self.end(node.target), self.begin(node.value), " = ")
        self.generic_visit(node)

    def visit_Call(self, node):
        called = ast.unparse(node.func)
        if called.endswith(("Error", "Warning", "warn")):
            return
        first, second, *_ = *map(self.code, node.args[:2]), "", ""
        starred = any(isinstance(argument, ast.Starred) for argument in node.args[:2])
        if second and second != first and not starred and called not in SYMMETRIC:
            self.add(self.begin(node.args[0]), self.end(node.args[1]), f"{second}, {first}")
        node.keywords = [keyword for keyword in node.keywords if keyword.arg != "strict"]
        self.generic_visit(node)

    def visit_Constant(self, node):
        value = node.value
        if isinstance(value, bool):
            self.exchange(node, str(not value))
        elif isinstance(value, int):
            self.exchange(node, str(value + 1))
        elif isinstance(value, float):
            self.exchange(node, repr(value * 2 if value else 1.0))


def is_wording(node):
    text = isinstance(node, ast.Constant) and isinstance(node.value, str | None)
    return text or isinstance(node, ast.JoinedStr)


def sample(files, size, seed):
    """Statements drawn at random, large files more often, each with one of its mutants."""
    by_statement = defaultdict(list)
    for mutant in (mutant for path in files for mutant in Finder(path).found):
        by_statement[mutant.path, mutant.statement].append(mutant)
    numbers = random.Random(seed)
    places = numbers.sample(sorted(by_statement), min(size, len(by_statement)))
    return [numbers.choice(by_statement[place]) for place in places]


def tests_of(mutant, lines):
    """The tests that reach a statement; what is done on import is reached by all of the file's."""
    reaching = lines.get(mutant.statement, set())
    if not reaching and not in_function(mutant):
        reaching = set().union(*lines.values())
    namesake = f"test_{mutant.path.stem}.py"
    ordered = sorted(reaching, key=lambda test: (namesake not in test, "propert" in test, test))
    return ordered[:MOST]


def in_function(mutant):
    nodes = ast.walk(ast.parse(mutant.path.read_bytes()))
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef))
    return any(f.body[0].lineno <= mutant.statement <= f.end_lineno for f in functions)


@cache
def reached_lines(copy, room, tests, name):
    """By file and line the tests that run it; measured once, a file of the copy keeps it."""
    file = copy / f"coverage.{room}.{name}"
    if not file.exists():
        measured = [f"--cov=plspm.{room}", "--cov-context=test", "--cov-report="]
        environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "COVERAGE_FILE": file.name}
        command = [sys.executable, "-m", "pytest", *QUIETLY, *measured, *tests]
        ran = subprocess.run(command, check=False, cwd=copy, env=environment)
        if ran.returncode not in (0, 1):  # those that fail are left out, see `met`
            raise RuntimeError("the tests do not run")
    data = coverage.CoverageData(str(file))
    data.read()
    return {
        Path(name): {
            line: {context.rpartition("|")[0] for context in contexts if context}
            for line, contexts in data.contexts_by_lineno(name).items()
        }
        for name in data.measured_files()
    }


def verdict(tests, copy, last=None):
    """What the tests, none after the last, say of the copy as it is now; which of them noticed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        os.chdir(copy)
        os.environ["PYTHONPATH"] = str(copy / "src")  # for processes that tests start elsewhere
        sys.path[:0] = [str(copy / "src"), str(copy)]
        try:
            os.write(writing, run(tests, last).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        return pipe.read() or "out of time"


def run(tests, last):
    import pytest
    from hypothesis import Phase, settings

    phases = [Phase.explicit, Phase.generate]  # what is found need not be made small
    settings.register_profile("mutants", phases=phases, database=None, deadline=None)
    settings.load_profile("mutants")
    failed = []

    class Listener:
        def pytest_collection_modifyitems(self, items):
            names = [item.nodeid for item in items]
            if last in names:
                del items[names.index(last) + 1 :]

        def pytest_runtest_logreport(self, report):
            if report.failed:
                failed.append(report.nodeid)

        pytest_collectreport = pytest_runtest_logreport

    ours = ["-x", "--tb=no", "-p", "no:cov", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    code = pytest.main([*QUIETLY, *ours, *map(by_module, tests)], plugins=[Listener()])
    return "SURVIVED" if code == 0 else f"noticed by {failed[0] if failed else 'pytest'}"


def by_module(test):
    """An example of a docstring by its module; by its file pytest would load that once more."""
    file, _, name = test.partition("::")
    if not file.startswith("src/"):
        return test
    parts = Path(file).relative_to("src").with_suffix("").parts
    return f"{'.'.join(part for part in parts if part != '__init__')}::{name}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("room")
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--begin", type=int, default=0, help="with this one of them")
    parser.add_argument("--others", nargs="*", default=[], help="tests that come after")
    given = parser.parse_args()
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MPLBACKEND="agg")
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # a mutant may be as old and as long as the file
    sys.dont_write_bytecode = True
    for library in ("matplotlib.pyplot", "numba", "pytest", "scipy.stats", "tqdm"):
        import_module(library)  # once, for all that are forked

    copy = Path("mutants").resolve()
    if not copy.exists():
        shutil.copytree(".", copy, ignore=shutil.ignore_patterns(".*", "mutants", "build"))
    stages = {"room": (f"tests/{given.room}", f"src/plspm/{given.room}")}
    if given.others:
        stages["others"] = tuple(given.others)
    files = sorted((copy / "src/plspm" / given.room).glob("**/*.py"))
    drawn = enumerate(sample(files, given.size, given.seed))
    for number, mutant in itertools.islice(drawn, given.begin, None):
        described, began = str(mutant), time.time()
        for name, paths in stages.items():
            lines = reached_lines(copy, given.room, paths, name)
            said = met(mutant, tests_of(mutant, lines.get(mutant.path, {})), copy)
            if said not in ("SURVIVED", "NO TESTS"):
                break
        print(number, described, name, said, f"{time.time() - began:.0f} s", sep="\t", flush=True)


def met(mutant, tests, copy):
    """What the tests say of a mutant; those that fail without it as well notice nothing."""
    original = mutant.path.read_bytes()
    while tests:
        try:
            mutant.path.write_bytes(mutant.source(original))
            said = verdict(tests, copy)
        finally:
            mutant.path.write_bytes(original)
        noticing = said.removeprefix("noticed by ")
        if said == "SURVIVED" or verdict(tests, copy, last=noticing) != said:
            return said
        if noticing in tests:
            print("left out, fails without a mutant:", noticing, flush=True)
            tests = [test for test in tests if test != noticing]
        else:
            tests = tests[: len(tests) // 2]
    return "NO TESTS"


if __name__ == "__main__":
    main()
