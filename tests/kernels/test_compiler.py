"""Compilation: announced once, kept on disk where that is possible, done without where not."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from numba.core.registry import CPUDispatcher

import plspm
from plspm.kernels import compiler

ANNOUNCEMENT = "plspm: compiling numerical kernels (once, a few seconds)\n"
SMALL_KERNEL = """
from plspm.kernels.compiler import announced, compiled

@compiled
def halved(x):
    return x / 2

for x in (2.0, 3.0, 3):
    with announced():
        print(halved(x))
"""
FACTORISE = """
import numpy as np
import plspm.kernels.iteration as kernel
from plspm.kernels.compiler import announced

A = np.array([[4.0, 2.0], [2.0, 5.0]])
with announced():
    print(kernel.factorise(A, 2), A[1, 1], kernel.__file__)
"""


def run(program, file, package_parent, **environment):
    """Output and messages of a program in a new process that finds plspm in `package_parent`."""
    if not file.exists():  # a file written again is compiled again
        file.write_text(program)
    environment = {"NUMBA_DISABLE_JIT": "0", "PYTHONPATH": str(package_parent)} | environment
    finished = subprocess.run(
        [sys.executable, file],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | environment,
    )
    return finished.stdout, finished.stderr


@pytest.fixture(scope="module")
def source():
    return Path(plspm.__file__).parents[1]


def test_compilation_is_announced_and_remembered_on_disk(tmp_path, source):
    """Said once, though floats and integers are compiled each on their own; then never again."""
    cache = tmp_path / "cache"
    program = tmp_path / "small_kernel.py"
    first = run(SMALL_KERNEL, program, source, NUMBA_CACHE_DIR=str(cache))
    assert first == ("1.0\n1.5\n1.5\n", ANNOUNCEMENT)
    assert list(cache.rglob("*.nbi"))
    second = run(SMALL_KERNEL, program, source, NUMBA_CACHE_DIR=str(cache))
    assert second == ("1.0\n1.5\n1.5\n", "")


def test_works_where_no_cache_can_be_written(tmp_path, source):
    """No folder can be made below a file, whoever asks; numba tries all of these places."""
    file = tmp_path / "file"
    file.touch()
    package = tmp_path / "plspm"
    shutil.copytree(source / "plspm", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "kernels" / "__pycache__").touch()
    places = ("NUMBA_CACHE_DIR", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA")
    nowhere = dict.fromkeys(places, str(file / "folder"))
    said, warned = run(FACTORISE, tmp_path / "factorise.py", tmp_path, **nowhere)
    assert said.split() == ["True", "0.25", str(package / "kernels" / "iteration.py")]
    assert warned == ANNOUNCEMENT
    assert not list(tmp_path.rglob("*.nbi"))


def halved(x):
    return x / 2


def with_njit(monkeypatch, njit):
    monkeypatch.setattr(compiler, "numba", SimpleNamespace(njit=njit))


def test_only_the_lack_of_a_cache_folder_is_forgiven(monkeypatch):
    def missing(_):
        raise RuntimeError("cannot cache function: no locator available")

    def broken(_):
        raise TypeError("something else")

    with_njit(monkeypatch, lambda function, nogil: CPUDispatcher(function))
    monkeypatch.setattr(compiler, "DiskCache", missing)
    assert compiler.compiled(halved)(3.0) == 1.5
    monkeypatch.setattr(compiler, "DiskCache", broken)
    with pytest.raises(TypeError, match="something else"):
        compiler.compiled(halved)


def test_kernels_without_compilation_are_plain_functions(monkeypatch):
    with_njit(monkeypatch, lambda function, nogil: function)
    assert compiler.compiled(halved) is halved


def truncated(content):
    return content[: len(content) // 2]


def flipped(content):
    """One bit of what lies two thirds into the file, which in a data file is machine code."""
    at = 2 * len(content) // 3
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


DAMAGES = {
    "empty": lambda content: b"",
    "truncated": truncated,
    "one bit": flipped,
    "nonsense": lambda content: b"nonsense" * 99,
}


CASES = [
    (ending, damage)
    for ending in ("nbi", "nbc")
    for damage in DAMAGES
    if (ending, damage) != ("nbi", "one bit")  # an entry that is not found is no damage
]


@pytest.mark.parametrize(("ending", "damage"), CASES)
def test_a_damaged_cache_is_written_anew(tmp_path, source, ending, damage):
    cache, program = tmp_path / "cache", tmp_path / "small_kernel.py"
    clean = run(SMALL_KERNEL, program, source, NUMBA_CACHE_DIR=str(cache))
    files = list(cache.rglob(f"*.{ending}"))
    assert files
    for file in files:
        file.write_bytes(DAMAGES[damage](file.read_bytes()))
    said, warned = run(SMALL_KERNEL, program, source, NUMBA_CACHE_DIR=str(cache))
    assert said == clean[0]
    complaint, announcement = sorted(warned.splitlines(), key=len, reverse=True)
    assert re.match(r"plspm: the cache of compiled kernels in .* it is damaged\.", complaint)
    assert announcement == ANNOUNCEMENT.rstrip()
    again = run(SMALL_KERNEL, program, source, NUMBA_CACHE_DIR=str(cache))
    assert again == (clean[0], "")


FULL_DISK = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files there")
def test_a_full_disk_is_said_once_and_nothing_else_happens(tmp_path, source):
    cache, program = tmp_path / "cache", tmp_path / "small_kernel.py"
    said, warned = run(FULL_DISK + SMALL_KERNEL, program, source, NUMBA_CACHE_DIR=str(cache))
    assert said == "1.0\n1.5\n1.5\n"
    announcement, complaint = warned.splitlines()
    assert announcement == ANNOUNCEMENT.rstrip()
    assert re.match(r"plspm: the cache of .* cannot be used: File too large\.", complaint)
    assert not list(cache.rglob("*.nbc"))


def test_python_without_a_console_compiles_silently(tmp_path, source):
    # NumPy 2.0 itself takes standard error for granted while SciPy imports it.
    program = "import sys, scipy.special; sys.stderr = None\n" + SMALL_KERNEL
    cache = tmp_path / "cache"
    said, warned = run(program, tmp_path / "small.py", source, NUMBA_CACHE_DIR=str(cache))
    assert (said, warned) == ("1.0\n1.5\n1.5\n", "")


def test_nothing_is_said_where_nothing_is_compiled(capsys):
    with compiler.announced():
        pass
    assert capsys.readouterr().err == ""
